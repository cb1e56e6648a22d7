"""How sure a rule is."""

from __future__ import annotations

from digest.clip.timex.trust import confidence


def sure(rule: str, said: str = "x", counted: bool = True, tense: int = -1, habit: bool = False) -> float:
    return confidence(rule, said, narrative=False, counted=counted, tense=tense, habit=habit)


def test_a_whole_date_is_surer_than_a_counted_one() -> None:
    assert sure("day-month", counted=False) > sure("day-month") > sure("counted") > sure("season")


def test_what_the_sentence_leaves_open_is_less_sure() -> None:
    assert sure("weekday") > sure("weekday", tense=0)
    assert sure("month", habit=True) < 0.7
    assert sure("decade", "the 1980s", counted=False) > sure("decade", "the early 1980s", counted=False)
