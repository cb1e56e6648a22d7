"""What a name does in its sentence. Cases are data (tests/cases/roles): by role, sentences with the name marked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from digest.link import mentions
from digest.link.folding import fold
from digest.link.names import NameTable
from digest.link.roles import role
from digest.model import Article, Entity, Group

FOLDER = Path(__file__).parents[2] / "cases" / "roles"
GROUPS: dict[str, Group] = {"people": "people", "places": "places"}
MARKED = re.compile("⟦(.*?)⟧")


def cases() -> list[tuple[str, str, str]]:
    """Group, sentence and the roles of its marked names; a sentence may give them itself, behind a stroke."""
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        for expected, lines in yaml.safe_load(path.read_text("utf-8")).items():
            for line in lines:
                text, stroke, own = line.partition(" | ")
                found.append((path.stem, text, own if stroke else expected))
    return found


@pytest.mark.parametrize(("group", "marked", "expected"), cases())
def test_every_case(group: str, marked: str, expected: str) -> None:
    text, spans = "", []
    for n, piece in enumerate(MARKED.split(marked)):
        if n % 2:
            spans.append((len(text), len(text) + len(piece)))
        text += piece
    assert spans
    found = [role(fold(text), start, end, 0, GROUPS[group]) for start, end in spans]
    assert ", ".join(found) == expected


def test_a_thing_never_speaks() -> None:
    text = "The Accord says that the quay is nobody's."
    assert role(text, 4, 10, 0, "organizations") == "speaker"
    assert role(text, 4, 10, 0, "things") == "subject"


def test_what_stands_in_another_sentence_is_not_looked_at() -> None:
    text = '"It is safe," said Pryce.'
    assert role(text, 19, 24, 0, "people") == "speaker"
    assert role(text, 19, 24, 19, "people") == "named"


PRYCE = {
    "pryce": Entity(id="pryce", path="p", group="people", name="Ada Pryce"),
    "elm": Entity(id="elm", path="p", group="places", name="Elm Bay"),
}


def roles(language: str | None, site: str = "en") -> list[tuple[str, str]]:
    told = Article(
        id="a",
        path="p",
        title="Ada Pryce was in Elm Bay",
        language=language,
        body="ELM BAY - Ada Pryce said so.",
        facts=("Ada Pryce spoke in Elm Bay.",),
    )
    found = mentions.find(told, NameTable(PRYCE.values()), PRYCE, site)
    return [(m.field, m.role) for m in found.mentions if m.field != "entities"]


def test_roles_are_read_in_english_only() -> None:
    english = [("facts[0]", "subject"), ("facts[0]", "place"), ("title", "subject"), ("title", "place")]
    body = [("body", "speaker")]
    assert [r for r in roles("en") if r[0] != "body"] == english
    assert set(body) <= set(roles(None))
    assert {r for f, r in roles("fil") if f in ("body", "title")} == {"named"}
    assert {r for f, r in roles("fil") if f == "facts[0]"} == {"subject", "place"}
    assert {r for _, r in roles(None, "de")} == {"named"}
    assert {r for f, r in roles("en-GB", "de") if f == "title"} == {"subject", "place"}


@given(st.text(alphabet="said told,\" .'-:;()\r—ABab in to from the", max_size=400), st.data())
def test_any_text_gives_a_role(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    sentence = data.draw(st.integers(0, start))
    for group in ("people", "places", "things"):
        assert role(text, start, end, sentence, group) in ("named", "speaker", "subject", "place")  # type: ignore[arg-type]
