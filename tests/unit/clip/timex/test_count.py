"""What is counted from what."""

from __future__ import annotations

from digest.clip.timex import find
from digest.dates import parse


def values(text: str, mode: str) -> list[str | None]:
    return [one.value for one in find(text, parse("2009-12-19"), mode)]  # type: ignore[arg-type]


def test_a_year_in_passing_moves_no_date() -> None:
    text = "On 3 May 1917 the line broke. Nothing like it had been seen since 1882. On 9 May it held."
    assert values(text, "narrative") == ["1917-05-03", "1882", "1917-05-09"]


def test_a_year_that_opens_a_sentence_moves_what_follows() -> None:
    text = "On 3 May 1917 the line broke. In 1915 it had held. On 9 May of that year it was new."
    assert values(text, "narrative")[2] == "1915-05-09"


def test_a_season_alone_lasts_to_the_next_year_in_winter() -> None:
    assert values("The camp was built in October 1812 and over the winter it froze.", "narrative") == [
        "1812-10",
        "1813-24",
    ]


def test_in_news_the_next_step_is_counted_from_the_last_date() -> None:
    assert values("He fell on 3 May 2009. The following day he died.", "news") == ["2009-05-03", "2009-05-04"]


def test_steps_beyond_the_calendar_are_none() -> None:
    assert find("It was last week.", parse("0001-01-02"), "news") == []
