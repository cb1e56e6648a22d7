"""What we knew when: news once, on the first day on which it was known for certain, and then who told it again."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.dates import parse
from digest.model import SharedEvent, Source
from digest.site.periods import UNDATED
from digest.site.reported import Reports, known_by
from digest.site.urls import PAGED
from digest.site.views import ReportDay, Reported
from tests.unit.site.made import Made, article, era, event, make, record


def report(ident: str, date: str | None, *events: str, source: str = "gazette") -> Any:
    told = tuple(event("", event=e) for e in events)
    return article(ident, source=source, events=told, **({"date": date} if date else {}))


def happened(ident: str, date: str | None = "2020-01-01") -> Any:
    return record(SharedEvent, ident, headline=ident.title(), date=date)


def days(reported: Reported) -> list[tuple[str, list[str], list[str]]]:
    """Each report day: its news, and what had been reported before."""
    return [
        (day.when.edtf, [k.event.id for k in day.news], [k.event.id for k in day.also])
        for year in reported.years
        for day in year.days
    ]


def known(*records: Any, **config: Any) -> Reported:
    found = make(*records, **config).view("timeline/reported/").reported
    assert isinstance(found, Reported)
    return found


def test_each_report_day_lists_what_became_known() -> None:
    found = known(
        happened("storm", "2024-03-01"),
        happened("vote", "2024-02"),
        report("a", "2024-03-05T18:00+08:00", "storm"),
        report("b", "2024-03-05T09:00+08:00", "storm", "vote", source="herald"),
        report("c", "2025-01-02", "storm"),
    )
    assert [(y.label, y.anchor) for y in found.years] == [("2024", "_year-2024"), ("2025", "_year-2025")]
    assert days(found) == [("2024-03-05", ["vote", "storm"], []), ("2025-01-02", [], ["storm"])]
    vote, storm = found.years[0].days[0].news
    assert [c.id for c in storm.reports] == ["b", "a"] and [c.id for c in vote.reports] == ["b"]
    assert (storm.lag.kind, storm.lag.exact, storm.lag.count) == ("after", True, 4)  # type: ignore[union-attr]
    assert (vote.lag.kind, vote.lag.exact, vote.lag.count) == ("after", False, 5)  # type: ignore[union-attr]
    (again,) = found.years[1].days[0].also
    assert (again.href, again.again, again.lag) == ("#storm", True, None)
    assert found.count == 2


@pytest.mark.parametrize(("source", "again"), [("gazette", True), ("herald", False)])
def test_another_outlet_also_reports_and_the_same_one_again(source: str, again: bool) -> None:
    found = known(
        happened("storm"), report("a", "2024-03-05", "storm"), report("b", "2024-03-06", "storm", source=source)
    )
    assert [k.again for k in found.years[0].days[1].also] == [again]


def test_a_report_known_to_the_month_counts_from_the_months_end() -> None:
    """By then it was out for certain; a report of a day before that is what made it known."""
    found = known(
        happened("storm"),
        report("month", "2024-03", "storm"),
        report("day", "2024-03-20", "storm"),
        report("later", "2024-04-01", "storm"),
    )
    assert days(found) == [
        ("2024-03-20", ["storm"], []),
        ("2024-03", [], ["storm"]),
        ("2024-04-01", [], ["storm"]),
    ]


def test_what_is_not_known_stands_last_and_is_said() -> None:
    found = known(
        happened("storm"),
        happened("silence"),
        happened("rumour", None),
        report("a", "2024-03-05", "storm", "rumour"),
        report("b", None, "storm"),
        article("c", events=(event("A whisper", id="whisper", when="on Monday"),)),
    )
    assert [(k.event.id, k.href) for k in found.undated] == [("whisper", ""), ("storm", "#storm")]
    assert [e.id for e in found.unreported] == ["silence"]
    assert {k.event.id: k.lag for k in found.years[0].days[0].news}["rumour"] is None


def test_pauses_and_eras_stand_between_the_report_days() -> None:
    weekly = [report(f"a{n}", f"2024-01-{n:02d}", f"e{n}") for n in (1, 8, 15, 22)]
    late = report("late", "2024-12-24", "late")
    found = known(
        *(happened(f"e{n}") for n in (1, 8, 15, 22)),
        happened("late"),
        *weekly,
        late,
        eras=(era("Fog", "2024-01-20/.."),),
    )
    (year,) = found.years
    assert [(a.before, a.era, a.when.edtf) for a in year.asides] == [
        (3, "Fog", "2024-01-20/.."),
        (4, "", "2024-01-23/2024-12-23"),
    ]
    assert found.strip and len(found.strip.pauses) == 1 and [b.name for b in found.strip.bands] == ["Fog"]
    assert [m.when.edtf for m in found.strip.marks] == [
        "2024-01-01",
        "2024-01-08",
        "2024-01-15",
        "2024-01-22",
        "2024-12-24",
    ]


# ---------------------------------------------------------------------------------------------------------------- pages


def paged() -> tuple[Made, Reports]:
    made = make(
        *(happened(f"e{n:03d}") for n in range(PAGED + 5)),
        *(
            report(f"a{n}", f"{2021 + n % 3}-{n % 12 + 1:02d}-{n % 28 + 1:02d}", f"e{n:03d}", f"e{n + 1:03d}")
            for n in range(PAGED)
        ),
        report("vague", "2022", "e201"),
        report("undated", None, "e202"),
    )
    return made, Reports(made.cards, made.cards.events, "timeline/reported/")


def test_the_years_of_a_long_one_hold_every_event_as_news_once() -> None:
    made, ours = paged()
    assert set(ours.sections) == ours.names() == {"2021", "2022", "2023", UNDATED}
    pages = [ours.year(name) for name in ours.sections]
    news = [k.event.id for page in pages for y in page.years for day in y.days for k in day.news]
    rest = [k.event.id for page in pages for k in page.undated if not k.href]
    silent = [e.id for page in pages for e in page.unreported]
    assert sorted([*news, *rest, *silent]) == sorted(made.site.events)
    assert sum(page.count for page in pages) == len(made.site.events)
    assert [y.label for y in pages[1].years][-1] == "2022"


def test_what_is_told_again_leads_to_the_year_of_its_news() -> None:
    _, ours = paged()
    hrefs = {k.href.partition("#")[0] for y in ours.year("2023").years for day in y.days for k in day.also}
    assert hrefs and hrefs <= {"", "/sub/timeline/reported/2021/", "/sub/timeline/reported/2022/"}


def test_the_overview_counts_news_and_shows_the_last_of_it() -> None:
    made, ours = paged()
    overview = ours.overview()
    assert sum(e.events for e in [*overview.years, *overview.rest]) == len(made.site.events)
    assert overview.latest == () and sum(len(day.news) for day in overview.days) == 12
    whens = [day.when for day in overview.days]
    assert whens == sorted(whens, key=known_by, reverse=True)
    assert not [day for day in overview.days if day.also]


# ----------------------------------------------------------------------------------------------------------------- laws

REPORT_DATES = st.sampled_from(
    ["2023", "2023-12", "2023-12-30", "2024-01-02", "2024-01-02T10:00Z", "202X", "2024-01/2024-02", ""]
)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(REPORT_DATES, st.sets(st.sampled_from("abc"), max_size=3)), max_size=8))
def test_every_report_is_shown_once_and_news_comes_first(reports: list[tuple[str, set[str]]]) -> None:
    made = make(
        *(happened(i) for i in "abc"),
        *(report(f"r{n}", date or None, *sorted(events)) for n, (date, events) in enumerate(reports)),
        record(Source, "herald", name="H"),
    )
    found = Reports(made.cards, made.cards.events, "timeline/reported/").whole()
    shown: list[ReportDay] = [day for year in found.years for day in year.days]
    assert [day.when for day in shown] == sorted((day.when for day in shown), key=known_by)
    assert len({day.when for day in shown}) == len(shown)
    told = [(k.event.id, c.id) for day in shown for k in (*day.news, *day.also) for c in k.reports]
    told += [(k.event.id, c.id) for k in found.undated for c in k.reports]
    assert sorted(told) == sorted((e, f"r{n}") for n, (_, events) in enumerate(reports) for e in events)
    for ident in "abc":
        lines = [
            "news" if k in day.news else "also" for day in shown for k in (*day.news, *day.also) if k.event.id == ident
        ]
        assert lines == ["news", *["also"] * (len(lines) - 1)] or lines == []
    assert [e.id for e in found.unreported] == [i for i in "abc" if not any(i in events for _, events in reports)]


def test_the_order_of_report_days() -> None:
    dates = ["2023-11-30", "2023-12-31", "2023-12", "2023", "2024-01-01", "2024-01/2024-02", "202X"]
    assert sorted(sorted(dates), key=lambda d: known_by(parse(d))) == dates
