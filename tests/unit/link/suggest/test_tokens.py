"""A text as words, and how it writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.link.suggest.tokens import as_running, count, opens, read, together

WORDS = [
    ("Mr. Hale's boat", ["Mr.", "Hale", "'s", "boat"]),
    ("The U.S. sank.", ["The", "U.S.", "sank", "."]),
    ("J. P. Hale ended. Next", ["J.", "P.", "Hale", "ended", ".", "Next"]),
    ("O’Brien and Al-Hadi", ["O’Brien", "and", "Al-Hadi"]),
    ("AT&T (6PR)", ["AT&T", "(", "6PR", ")"]),
]


@pytest.mark.parametrize(("text", "words"), WORDS)
def test_words(text: str, words: list[str]) -> None:
    assert read(text).words == words


LOOKS = [
    ("The boat sank.", "s"),
    ("BOAT SINKS OFF ELLERY", "H"),
    ("Ferry Sinks Near Port Ellery", "h"),
    ("12 9 4", "s"),
]


@pytest.mark.parametrize(("line", "look"), LOOKS)
def test_look_of_a_line(line: str, look: str) -> None:
    assert [found.look for found in read(line + "\n\n" + line).lines] == [look, look]


def test_how_a_word_stands() -> None:
    words = read('Boats sank. "Hale swam." He lived in Ellery').words
    assert [opens(words, words.index(word), 0) for word in ("Boats", "Hale", "He", "Ellery")] == ["s", "s", "s", "m"]


def test_counts() -> None:
    one, two = count([read("The board met Hale.")]), count([read("Hale left the Harbour Board.")])
    both = together([one, two])
    assert (both.small["board"], both.inside["Hale"], both.inside["The"]) == (1, 1, 0)
    assert "Harbour Board" in both.pairs


def test_a_heading_as_running_text() -> None:
    counts = count([read("Then came Zorblat. A ferry of the Harbour Board.")])
    words = ["FERRY", "OF", "HARBOUR", "BOARD", "TAKES", "ZORBLAT", "TO", "NEW", "ZEALAND"]
    running = ["ferry", "of", "Harbour", "Board", "takes", "Zorblat", "to", "New", "Zealand"]
    assert as_running(words, "H", counts) == running
    assert as_running(["Officials", "Meet", "Zorblat"], "h", counts) == ["officials", "meet", "Zorblat"]


@given(st.text())
def test_laws(text: str) -> None:
    found = read(text)
    assert all(text.startswith(word, start) for word, start in zip(found.words, found.starts, strict=True))
    assert found.starts == sorted(set(found.starts))
    assert all(a.last <= b.first for a, b in zip(found.lines, found.lines[1:], strict=False))
