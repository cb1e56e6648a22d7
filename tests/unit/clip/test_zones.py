"""A zone's offset stands before its name: GMT+8 is eight hours ahead of GMT."""

from __future__ import annotations

import re

import pytest

from digest.clip.zones import ZONE, offset_of


@pytest.mark.parametrize(
    ("zone", "offset"),
    [
        ("GMT", "+00:00"),
        ("Z", "+00:00"),
        ("GMT+8", "+08:00"),
        ("GMT +8", "+08:00"),
        ("UTC+02:00", "+02:00"),
        ("UTC-3", "-03:00"),
        ("GMT−3", "-03:00"),
        ("GMT+5:30", "+05:30"),
        ("+8:00", "+08:00"),
        ("+0530", "+05:30"),
        ("CEST", "+02:00"),
        ("ET", ""),
        ("-15:00", ""),
        ("", ""),
    ],
)
def test_offsets(zone: str, offset: str) -> None:
    assert offset_of(zone) == offset
    assert not zone or re.fullmatch(ZONE, zone)


@pytest.mark.parametrize("words", ["+8", "GMTX", "Zoo", "IST"])
def test_no_zone(words: str) -> None:
    assert not re.fullmatch(ZONE, words)
