"""Where a text says a date."""

from __future__ import annotations

import pytest

from digest.clip.timex.scan import scan


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("On 6-7 May 1920 and in 1921", ["day-month", "day-month", "year"]),
        ("last quarter of 2012", ["quarter"]),
        ("the previous April", ["related-month"]),
        ("that may", []),
        ("2,000 of 1999", ["year"]),
        ("1" * 5000, []),
    ],
)
def test_scanned(text: str, rules: list[str]) -> None:
    assert [said.rule for said in scan(text, text.lower())] == rules
