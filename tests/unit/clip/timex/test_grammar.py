"""The grammar as data: every kind of opener has rules, and no rule is without an opener."""

from __future__ import annotations

import pytest

from digest.clip.timex.grammar import OPENS, RULES


def test_openers_and_rules_belong_together() -> None:
    assert set(OPENS.groupindex) == set(RULES)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("in 1990", "digit"), ("by may", "month"), ("last week", "related"), ("a year ago", "counted"), ("'80s", "short")],
)
def test_what_opens_a_date(text: str, kind: str) -> None:
    opens = OPENS.search(text)
    assert opens is not None and opens.lastgroup == kind


@pytest.mark.parametrize("text", ["nothing here", "marching on", "a daydream", "the lasting weekly"])
def test_what_opens_none(text: str) -> None:
    assert OPENS.search(text) is None
