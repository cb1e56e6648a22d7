"""Bylines, and what is no name."""

from __future__ import annotations

import pytest

from digest.clip.head.byline import byline, is_name, signed


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ana Cruz", ("Ana Cruz",)),
        ("BY ANA CRUZ and BEN ITO", ("ANA CRUZ", "BEN ITO")),
        ("By Ana Cruz, Ben Ito and Eva de la Paz, Staff Writers", ("Ana Cruz", "Ben Ito", "Eva de la Paz")),
        ("Von Felix Anders und Jörg Sand, dpa", ("Felix Anders", "Jörg Sand")),
        ("by Ana Cruz — November 18, 2019", ("Ana Cruz",)),
        ("By Bill Hopper | Special to the Courier", ("Bill Hopper",)),
        ("By the sea the market is smaller", ()),
        ("By early next year the boat will be back", ()),
        ("By Monday", ()),
        ("Ana Cruz", ()),
    ],
)
def test_bylines(line: str, names: tuple[str, ...]) -> None:
    assert byline(line) == names


def test_names() -> None:
    assert signed("Ana Cruz · Harbour News · Posted") == ("Ana Cruz",)
    assert not signed("Harbour News · Posted") and not signed("Ana Cruz Posted")
    assert is_name("Ana de la Cruz") and not is_name("Harbour News Desk") and not is_name("Web Commerce GmbH www")
