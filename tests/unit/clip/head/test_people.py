"""The authors: names with a label, beside the date or under the headline; not those of pictures and of the story."""

from __future__ import annotations

import pytest

from digest.clip.draft import Line
from digest.clip.head.people import find_people
from digest.clip.head.scan import scan

LONG = "The night ferry sailed again, nine years after the line was closed for want of passengers and of a crew."
HEAD = "Night ferry returns to the strait"


def people(*texts: str, dated: int | None = None) -> tuple[str, ...]:
    found = find_people(scan([Line(n, text) for n, text in enumerate(texts, 1)]), texts.index(HEAD), dated, ())
    return found[0].names if found else ()


@pytest.mark.parametrize(
    ("texts", "dated", "names"),
    [
        ((HEAD, "By Ana Cruz and Ben Ito", "9 August 2017", LONG, LONG), 2, ("Ana Cruz", "Ben Ito")),
        ((HEAD, "Ana Cruz", "9 August 2017", LONG, LONG), 2, ("Ana Cruz",)),
        ((HEAD, "Von Felix Anders, Redakteur", "09.08.2017", LONG, LONG), 2, ("Felix Anders",)),
        ((HEAD, "Photo by Lena Frost", "By Ana Cruz", LONG, LONG), None, ("Ana Cruz",)),
        ((HEAD, LONG, LONG), None, ()),
    ],
)
def test_people(texts: tuple[str, ...], dated: int | None, names: tuple[str, ...]) -> None:
    assert people(*texts, dated=dated) == names
