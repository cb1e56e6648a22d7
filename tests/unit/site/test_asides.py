"""Pauses and eras between the lines of a list: each once, behind what came before it."""

from __future__ import annotations

import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.site.asides import Lines, between, nearby
from digest.site.periods import Span
from tests.unit.site.made import era


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def lines(*years: tuple[int, tuple[str, ...]]) -> list[Lines]:
    return [Lines(datetime.date(year, 1, 1), [day(d) for d in days]) for year, days in years]


SECTIONS = lines((2019, ("2019-03-01", "2019-06-01")), (2021, ("2021-05-01", "2021-05-02")))


def eras(*periods: str) -> list[list[tuple[int, str]]]:
    return [[(a.before, a.era) for a in asides] for asides in between(SECTIONS, [], [era(p, p) for p in periods])]


def test_a_pause_stands_behind_the_line_before_it() -> None:
    pause = Span(day("2019-06-02"), day("2021-04-30"))
    (first, second) = between(SECTIONS, [pause], [])
    assert [(a.before, a.era, a.when.edtf, a.count, a.unit) for a in first] == [
        (2, "", "2019-06-02/2021-04-30", 22, "month")
    ]
    assert second == ()


def test_an_era_stands_before_the_first_line_of_its_time() -> None:
    assert eras("2019-04/2022") == [[(1, "2019-04/2022")], []]
    assert eras("2021-05-02/..") == [[], [(1, "2021-05-02/..")]]
    assert eras("2010/2020", "../2020") == [[(0, "../2020"), (0, "2010/2020")], []]


def test_an_era_between_two_years_stands_in_the_one_it_begins_nearer_to() -> None:
    assert eras("2020-02/2022") == [[(2, "2020-02/2022")], []]
    assert eras("2021-02/2022") == [[], [(0, "2021-02/2022")]]
    assert eras("2021-06/2022") == [[], [(2, "2021-06/2022")]]


def test_what_begins_in_a_pause_stands_behind_it() -> None:
    pause = Span(day("2019-06-02"), day("2021-04-30"))
    (first, _) = between(SECTIONS, [pause], [era("A siege", "2020/2021")])
    assert [a.era for a in first] == ["", "A siege"]


def test_the_pages_on_both_sides_of_a_pause_show_it() -> None:
    pause = Span(day("2020-01-01"), day("2020-12-31"))
    shown = [nearby([pause], Span(datetime.date(y, 1, 1), datetime.date(y, 12, 31))) for y in range(2018, 2023)]
    assert [bool(pauses) for pauses in shown] == [False, True, True, True, False]


DAYS = st.dates(datetime.date(2018, 1, 1), datetime.date(2022, 12, 31))


@settings(deadline=None)
@given(st.lists(DAYS, min_size=1, max_size=20), st.lists(DAYS, max_size=6))
def test_every_aside_stands_once_and_in_time(days: list[datetime.date], begins: list[datetime.date]) -> None:
    days.sort()
    sections = [Lines(datetime.date(y, 1, 1), [d for d in days if d.year == y]) for y in sorted({d.year for d in days})]
    made = [era(str(n), f"{begin}/..") for n, begin in enumerate(begins)]
    found = between(sections, [], made)
    assert sorted(a.era for asides in found for a in asides) == sorted(e.name for e in made)
    for n, (section, asides) in enumerate(zip(sections, found, strict=True)):
        before = [d for s in sections[:n] for d in s.days]
        for aside in asides:
            begin = aside.when.first_day
            assert begin
            assert all(d < begin for d in [*before, *section.days[: aside.before]]) or begin == min(days)
            assert all(d >= begin for d in section.days[aside.before :])
