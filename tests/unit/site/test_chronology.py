"""What happened when: lists by year, honest about what is uncertain, missing, still going on, or too long."""

from __future__ import annotations

from typing import Any

import pytest

from digest.dates import parse
from digest.model import SharedEvent, Story
from digest.site.chronology import INLINE, NEWEST, RUNNING, Chronology
from digest.site.urls import PAGED
from digest.site.views import Overview, Timeline
from tests.unit.site.made import Made, article, entity, era, event, make, record


def shared(ident: str, date: str | None = None, **fields: Any) -> Any:
    return record(SharedEvent, ident, headline=ident.title(), date=date, **fields)


def listed(timeline: Timeline) -> list[str]:
    return [e.id for year in timeline.years for e in year.events] + [e.id for e in timeline.undated]


def dated(*dates: str, **config: Any) -> Made:
    """A site with an event for each date, whose id is the date."""
    return make(*(shared(date.replace("/", "-to-").replace("..", "open"), date) for date in dates), **config)


def test_a_timeline_goes_by_year_and_ends_with_the_undated() -> None:
    made = make(
        shared("day", "2017-08-08"),
        shared("year", "2017"),
        shared("decade", "199X"),
        shared("since", "2018/.."),
        shared("never"),
        shared("instant", "2017-08-08T10:00Z"),
        shared("long", "2016/2019"),
        article("one", events=(event("Waits", when="last week", id="waits"),)),
    )
    timeline = made.view("timeline/").timeline
    assert [(y.label, y.anchor, [e.id for e in y.events]) for y in timeline.years] == [
        ("1990s", "_year-1990s", ["decade"]),
        ("2016", "_year-2016", ["long"]),
        ("2017", "_year-2017", ["year", "day", "instant"]),
        ("2018", "_year-2018", ["since"]),
    ]
    assert [y.when for y in timeline.years] == [parse("199X"), parse("2016"), parse("2017"), parse("2018")]
    assert [e.id for e in timeline.undated] == ["never", "waits"]
    assert timeline.count == 8 and len(timeline.strip.marks) == 6


def test_an_event_without_a_beginning_stands_where_it_ended() -> None:
    made = make(
        shared("until", "../2017-05"), shared("before", "2010"), shared("in", "2017-02"), shared("unknown", "/2010")
    )
    timeline = made.view("timeline/").timeline
    assert [(y.label, {e.id for e in y.events}) for y in timeline.years] == [
        ("2010", {"before", "unknown"}),
        ("2017", {"in", "until"}),
    ]
    assert listed(timeline)[2:] == ["in", "until"]
    assert timeline.undated == () and timeline.count == len(listed(timeline)) == 4


def test_an_empty_timeline_has_no_picture() -> None:
    timeline = make().view("timeline/").timeline
    assert (timeline.count, timeline.years, timeline.undated, timeline.strip) == (0, (), (), None)


def test_what_goes_on_over_years_stands_once_and_is_announced_in_the_others() -> None:
    made = dated("2016/2018-06", "2017-03", "2018-02", "2019-01", "2017-05/..")
    years = {y.label: y for y in made.view("timeline/").timeline.years}
    assert [len(y.events) for y in years.values()] == [1, 2, 1, 1]
    running = {name: [link.href for link in y.running.events] if y.running else [] for name, y in years.items()}
    assert running == {
        "2016": [],
        "2017": ["#2016-to-2018-06"],
        "2018": ["#2016-to-2018-06", "#2017-05-to-open"],
        "2019": ["#2017-05-to-open"],
    }
    assert years["2018"].running.events[0].date == parse("2016/2018-06")


def test_few_of_what_goes_on_are_named_and_the_others_counted() -> None:
    made = make(*(shared(f"e{n}", f"2016-0{n}/..") for n in range(1, RUNNING + 4)), shared("last", "2020"))
    running = made.view("timeline/").timeline.years[-1].running
    assert (len(running.events), running.more) == (RUNNING, 3)
    assert running.events[-1].href == f"#e{RUNNING + 3}"


WEEKS = [f"2024-01-{day:02d}" for day in (1, 8, 15, 22, 29)]


def test_a_pause_is_said_in_the_list_and_seen_in_the_picture() -> None:
    timeline = dated(*WEEKS, "2024-09-01").view("timeline/").timeline
    ((pause,), *_) = [year.asides for year in timeline.years]
    assert (pause.before, pause.era, pause.count, pause.unit) == (5, "", 7, "month")
    assert pause.when == parse("2024-01-30/2024-08-31")
    (stretch,) = timeline.strip.pauses
    marks = [mark for mark in timeline.strip.marks if stretch.x + 12 <= mark.x < stretch.x + stretch.width - 12]
    assert stretch.width > 700 and marks == []


def test_eras_stand_where_they_begin_and_behind_the_picture() -> None:
    made = make(
        *(shared(day, day, story="dues") for day in WEEKS),
        record(Story, "dues", title="Dues", eras=(era("The storm", "2024-01-08/2024-01-20"),)),
        eras=(era("The mayor", "2020/.."), era("Long ago", "1900/1910")),
    )
    site, story = (made.view(path).timeline for path in ("timeline/", "stories/dues/timeline/"))
    assert [(a.before, a.era) for a in site.years[0].asides] == [(0, "The mayor")]
    assert [(a.before, a.era) for a in story.years[0].asides] == [(0, "The mayor"), (1, "The storm")]
    assert [b.name for b in story.strip.bands] == ["The mayor", "The storm"]
    assert made.view("stories/dues/").timeline == story


# ---------------------------------------------------------------------------------------------------------------- short


def on_page(count: int) -> tuple[Made, Timeline]:
    made = make(
        entity("ada", "Ada"),
        *(shared(f"e{n:03d}", f"2{n:03d}", entities=("ada",)) for n in range(count)),
        shared("some-day", entities=("ada",)),
    )
    return made, made.view("people/ada/").timeline


def test_a_short_timeline_stands_whole_on_the_page_of_its_subject() -> None:
    made, timeline = on_page(INLINE - 1)
    assert timeline.more is None
    assert timeline == made.view("people/ada/timeline/").timeline


@pytest.mark.parametrize("count", [INLINE, PAGED])
def test_of_a_long_one_the_newest_stand_there_and_the_way_to_all(count: int) -> None:
    _, timeline = on_page(count)
    assert timeline.count == count + 1 and timeline.more.href == "/sub/people/ada/timeline/"
    assert listed(timeline) == [f"e{n:03d}" for n in range(count - NEWEST, count)]
    assert (timeline.strip is None) == (count == PAGED) == (timeline.counts is not None)
    if timeline.strip:
        first, *_, last = timeline.strip.marks
        assert (first.href, last.href) == ("/sub/people/ada/timeline/#e000", f"#e{count - 1:03d}")


# ---------------------------------------------------------------------------------------------------------------- pages


def paged(*more: Any, **config: Any) -> Made:
    """A site with more events than one page bears, in 2021, 2022 and 2023."""
    days = [(n, f"{2021 + n % 3}-{n % 12 + 1:02d}-{n % 28 + 1:02d}") for n in range(PAGED + 1)]
    return make(*(shared(f"e{n:03d}", day) for n, day in days), *more, **config)


def order(made: Made) -> Chronology:
    return Chronology(made.cards, made.cards.events, "timeline/", made.config.eras)


def test_an_overview_counts_the_years_and_shows_the_newest() -> None:
    overview: Overview = order(paged(shared("decade", "199X"), shared("never"))).overview()
    assert [(e.link.label, e.link.href, e.events) for e in [*overview.years, *overview.rest]] == [
        ("1990s", "/sub/timeline/1990s/", 1),
        ("2021", "/sub/timeline/2021/", 67),
        ("2022", "/sub/timeline/2022/", 67),
        ("2023", "/sub/timeline/2023/", 67),
        ("date not known", "/sub/timeline/undated/", 1),
    ]
    whens = [e.when for e in overview.latest]
    assert len(whens) == NEWEST and whens == sorted(whens, key=lambda w: w.sort_key, reverse=True)
    assert overview.counts and sum(c.count for c in overview.counts.columns) == PAGED + 2
    assert overview.counts.columns[-1].href.startswith("/sub/timeline/2023/#_")


def test_the_page_of_a_year_goes_by_month() -> None:
    made = paged(shared("year", "2022"), shared("before", "2020/2022"), eras=(era("Then", "2020/2022-03-05"),))
    year = order(made).year("2022")
    assert [y.label for y in year.years] == ["2022", *(f"2022-{m:02d}" for m in (2, 5, 8, 11))]
    assert year.years[0].anchor == "_year-2022" and year.years[1].anchor == "_month-2022-02"
    assert year.count == 68 and len(listed(year)) == 68
    running = [y.running for y in year.years]
    assert [link.href for link in running[0].events] == ["/sub/timeline/2020/#before"]  # type: ignore[union-attr]
    assert running[1:] == [None] * 4
    assert [a.era for y in year.years for a in y.asides if a.era] == ["Then"]
    assert (
        year.counts
        and year.strip is None
        and {c.href.split("#")[0] for c in year.counts.columns} == {"/sub/timeline/2022/"}
    )


def test_every_event_stands_on_one_page() -> None:
    made = paged(shared("never"), shared("until", "../2019"), shared("long", "2019/2023"), shared("then", "198X"))
    ours = order(made)
    assert set(ours.sections) == ours.names()
    found = [ident for name in ours.sections for ident in listed(ours.year(name))]
    assert sorted(found) == sorted(made.site.events)


def test_what_may_not_belong_is_marked() -> None:
    made = paged()
    ours = Chronology(made.cards, made.cards.events, "timeline/", maybe={"e000", "e200"})
    assert [ours.year(name).maybe for name in ours.sections] == [("e000",), (), ("e200",)]
    assert ours.whole().maybe == ("e000", "e200")


@pytest.mark.parametrize(
    "dates",
    [
        ["0001/9999", "2020", "2021"],
        ["9999-12-31", "0001-01-01", "9999/..", "../0001"],
        ["2020-05-05"] * 2000,
        ["0001/9999"] * 300,
        ["999X", "0001/.."],
    ],
)
def test_absurd_dates_are_shown(dates: list[str]) -> None:
    made = make(*(shared(f"e{n}", date) for n, date in enumerate(dates)), eras=(era("All", "0001/.."),))
    ours = order(made)
    assert len(listed(ours.whole())) == len(dates)
    assert [len(listed(ours.year(name))) for name in ours.sections] and made.views
