"""Dates in whole texts. The sentences are in tests/cases/timex; 8 August 2017 was a Tuesday."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.clip.timex import Mode, find, resolve, settle
from digest.dates import from_date, parse, read

CASES = Path(__file__).parents[3] / "cases" / "timex"
TUESDAY = parse("2017-08-08")


def cases() -> Iterator[tuple[Mode, str, str, list[tuple[str, str]]]]:
    for path in sorted(CASES.glob("*.txt")):
        lines = [line for line in path.read_text("utf-8").splitlines() if line.strip() and line[0] != "#"]
        head = lines.pop(0).replace(",", "").split()
        texts: list[tuple[str, list[tuple[str, str]]]] = []
        for line in lines:
            if line.startswith(" "):
                said, _, value = line.strip().rpartition(" = ")
                texts[-1][1].append((said, value))
            else:
                texts.append((line, []))
        for text, dates in texts:
            yield head[1], head[3], text, dates  # type: ignore[misc]


@pytest.mark.parametrize(("mode", "anchor", "text", "dates"), cases())
def test_found(mode: Mode, anchor: str, text: str, dates: list[tuple[str, str]]) -> None:
    found = find(text, parse(anchor), mode)
    assert [(one.text, one.value) for one in found] == dates
    assert all(0 < one.confidence < 1 and text[one.start : one.end] == one.text for one in found)


def test_a_date_keeps_its_rule_and_its_anchor() -> None:
    (one,) = find("He left on Wednesday.", TUESDAY, "news")
    assert (one.rule, one.anchor, one.alternatives, one.contradiction) == ("weekday", "2017-08-08", (), "")


def test_a_range_is_kept_at_both_its_ends() -> None:
    found = find("It ran from 3 to 5 May 2016 and in 1914-18.", TUESDAY, "news")
    assert [one.interval for one in found] == ["2016-05-03/2016-05-05"] * 2 + ["1914/1918"] * 2


def test_a_range_that_ends_before_it_starts_is_flagged() -> None:
    found = find("It ran from May 1990 to March 1985.", TUESDAY, "news")
    assert [(one.interval, one.contradiction) for one in found] == [("", "ends before it starts")] * 2
    assert all(one.confidence <= 0.5 for one in found)


def test_a_weekday_that_the_day_was_not_is_flagged() -> None:
    (one,) = find("It opened on Friday, 8 August 2017.", TUESDAY, "news")
    assert (one.value, one.contradiction) == ("2017-08-08", "2017-08-08 was no such weekday")
    assert one.confidence <= 0.5


@pytest.mark.parametrize(
    ("country", "value", "others"),
    [("us", "2017-08-07", ()), ("GB", "2017-07-08", ()), ("", "2017-07-08", ("2017-08-07",))],
)
def test_day_and_month_in_figures_follow_the_outlets_country(country: str, value: str, others: tuple[str, ...]) -> None:
    (one,) = find("Updated 08/07/2017", None, "news", country)
    assert (one.value, one.alternatives) == (value, others)


@pytest.mark.parametrize(
    ("text", "country", "value"),
    [
        ("The vote on 3/4 was close.", "us", "2017-03-04"),
        ("The vote on 3/4 was close.", "gb", "2017-04-03"),
        ("The vote on 3/4 was close.", "", ""),
        ("The vote on 3/20 was close.", "", "2017-03-20"),
        ("The vote on 20/3 was close.", "us", "2017-03-20"),
        ("Some 3/4 of them came.", "us", ""),
        ("He scored 6/10 and 9/10.", "us", ""),
        ("It was moved on 13/14.", "us", ""),
    ],
)
def test_day_and_month_in_figures_without_a_year(text: str, country: str, value: str) -> None:
    assert [one.value for one in find(text, TUESDAY, "news", country)] == ([value] if value else [])


def test_without_an_anchor_a_date_waits_for_it() -> None:
    (one,) = find("The ferry sank on Wednesday.", None, "news")
    assert (one.value, one.rule, one.confidence) == (None, "weekday", 0.0)
    assert settle(one, TUESDAY) == find("The ferry sank on Wednesday.", TUESDAY, "news")[0]


def test_a_whole_date_is_not_settled_anew() -> None:
    (one,) = find("It sank on 3 May 2016.", None, "news")
    assert settle(one, TUESDAY) == one


NEWS = "Police said on Wednesday that two men had been held. The trial begins next week."
HISTORY = "In 1861 the yard opened. It burned on 4 March 1863. On 9 March work began. By 1870 it was rebuilt."


def test_auto_reads_news_as_news_and_histories_as_narrative() -> None:
    for text, mode in ((NEWS, "news"), (HISTORY, "narrative")):
        assert find(text, TUESDAY) == find(text, TUESDAY, mode)  # type: ignore[arg-type]
    assert [one.value for one in find(HISTORY, TUESDAY)][2] == "1863-03-09"


def test_a_history_with_a_day_of_publication_counts_yesterday_from_it() -> None:
    text = f"{HISTORY} In 1899 a second yard was built; it was sold on Tuesday, two years ago it stood empty."
    assert [one.value for one in find(text, TUESDAY)][-2:] == ["2017-08-08", "2015"]


def test_a_phrase_and_a_text_agree() -> None:
    for said in ("last May", "this coming Friday", "two weeks ago", "in the 1990s", "the previous month"):
        (one,) = find(f"It was done {said}.", TUESDAY, "news")
        resolved = resolve(said, TUESDAY)
        assert resolved is not None and one.value == resolved.when.edtf


WORDS = st.sampled_from(
    [
        "on",
        "in",
        "the",
        "last",
        "next",
        "this",
        "that",
        "a",
        "two",
        "3",
        "12",
        "31",
        "May",
        "March",
        "Sept.",
        "Monday",
        "year",
        "years",
        "day",
        "week",
        "ago",
        "later",
        "earlier",
        "1990s",
        "'80s",
        "1914-18",
        "1914",
        "2016",
        "BC",
        "AD",
        "century",
        "19th",
        "fourth",
        "quarter",
        "summer",
        "winter",
        "of",
        "and",
        "to",
        "–",
        ",",
        ".",
        "(",
        ")",
        "08/07/2017",
        "2017-08-08",
        "said",
        "will",
        "yesterday",
        "end",
        "early",
        "mid-June",
        "the",
        "İ",
        "0",
        "-44",
        "10000",
        "44",
        "Christmas",
        "\n",
    ]
)
TEXTS = st.lists(WORDS, max_size=14).map(" ".join) | st.text(max_size=60)


@given(TEXTS, st.none() | st.dates(), st.sampled_from(["auto", "news", "narrative"]))
def test_never_raises_and_every_offset_gives_the_text(text, day, mode) -> None:  # type: ignore[no-untyped-def]
    found = find(text, day and from_date(day), mode)
    assert all(text[one.start : one.end] == one.text and one.text for one in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(0 <= one.confidence <= 1 and one.value != "" for one in found)
    assert all(read(value) for one in found for value in (one.value, *one.alternatives, one.interval) if value)


@given(TEXTS, st.dates())
def test_the_same_anchor_gives_the_same_value(text, day) -> None:  # type: ignore[no-untyped-def]
    for one in find(text, from_date(day), "news"):
        if one.anchor == day.isoformat():
            assert settle(one, from_date(day)).value == one.value


@given(TEXTS, st.dates())
def test_what_waits_gets_the_value_it_would_have_had(text, day) -> None:  # type: ignore[no-untyped-def]
    known = {(one.start, one.rule): one for one in find(text, from_date(day), "news")}
    for one in find(text, None, "news"):
        same = known.get((one.start, one.rule))
        if one.value is None and same and same.anchor == day.isoformat():
            assert settle(one, from_date(day)).value == same.value
