"""A text as names are looked for in it, and the way back to its own offsets."""

from __future__ import annotations

from digest.link.names import NameTable
from digest.link.prose import Prose
from digest.model import Entity


def test_what_is_found_across_many_spaces_keeps_its_place() -> None:
    table = NameTable([Entity(id="a", path="a", group="places", name="Port Ellery")])
    prose = Prose("in   Port \n  Ellery  now")
    [hit] = prose.find(table.find)
    assert (hit.start, hit.end) == (5, 19)
    assert prose.words(hit.start, hit.end) == "Port Ellery"


def test_words_in_lower_case() -> None:
    prose = Prose("The World and a world; People.")
    assert prose.in_lower_case("World") and not prose.in_lower_case("People")
