"""Names in a line: labels, lists, offices, and what a dump glued to them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.clip.dateline import days
from digest.clip.head.names import REACH, groups, holds_label


def found(text: str) -> list[tuple[str, ...]]:
    return [group.names for group in groups(text, list(days(text)))]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ana Cruz", ("Ana Cruz",)),
        ("BY ANA CRUZ and BEN ITO", ("ANA CRUZ", "BEN ITO")),
        ("By Ana Cruz, Ben Ito and Eva de la Paz", ("Ana Cruz", "Ben Ito", "Eva de la Paz")),
        ("Von Felix Anders und Jörg Sand", ("Felix Anders", "Jörg Sand")),
        ("By Ana Cruz, Senior Staff Writer, Harbour Desk", ("Ana Cruz",)),
        ("By Ana CruzUpdated 3:04 PM", ("Ana Cruz",)),
        ("TravelBySophie ReedTravel News Reporter", ("Sophie Reed",)),
        ("bySauli MwakaApril 24, 2019", ("Sauli Mwaka",)),
        ("Tobias Müller24.04.2024, 19:35 Uhr", ("Tobias Müller",)),
        ("Ana Cruz Ana Cruz", ("Ana Cruz",)),
        ("By The Ritualist", ("The Ritualist",)),
        ("Harbour Team", ("Harbour Team",)),
        ("Dana A. Ford and James S.A. Corey", ("Dana A. Ford", "James S.A. Corey")),
        ("By Sean McBride", ("Sean McBride",)),
        ("Von dpa 30.04.2024, 18:58", ("dpa",)),
        ("by harbourgirl", ("harbourgirl",)),
        ("Ana Cruz", ("Ana Cruz",)),
        ("Ana", ("Ana",)),
        ("Reuters", ("Reuters",)),
    ],
)
def test_names(line: str, names: tuple[str, ...]) -> None:
    assert names in found(line)


@pytest.mark.parametrize(
    "line",
    ["By the sea the market is smaller", "Last updated on Monday", "Tuesday", "a 2 b", "ana", "The", "Updated", ""],
)
def test_no_names(line: str) -> None:
    assert not found(line)


def test_a_date_parts_two_groups() -> None:
    assert found("By Ana Cruz 30 June 2025 Ben Ito, Eva Paz") == [("Ana Cruz",), ("Ben Ito", "Eva Paz")]


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("By Ana Cruz", "by"),
        ("Comment by Ana Cruz", "inside"),
        ("Photo by Ana Cruz", "other"),
        ("Ana Cruz", ""),
    ],
)
def test_labels(line: str, label: str) -> None:
    assert [group.label for group in groups(line, [])] == [label]


@pytest.mark.parametrize(("text", "holds"), [("Words by", True), ("Autorin:", True), ("Derby", False), ("", False)])
def test_a_label_in_a_short_text(text: str, holds: bool) -> None:
    assert holds_label(text) is holds


@given(st.text(max_size=2 * REACH))
def test_never_raises(text: str) -> None:
    for group in groups(text, list(days(text))):
        assert group.names and all(group.names)
