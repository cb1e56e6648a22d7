"""Names that count only where the text bears them out, as whole articles show them."""

from __future__ import annotations

import pytest

from digest.link import mentions
from digest.link.names import NameTable
from digest.model import Article, Entity

PEOPLE = {"ida": "Ida Brask", "tom": "Tom Quill", "tim": "Tim Quill", "hill": "Mark Hill"}
OTHERS = {"wqo": "World Quay Organization", "navy": "Armed Forces Pool"}
REGISTRY = {i: Entity(id=i, path=i, group="people", name=name) for i, name in PEOPLE.items()}
REGISTRY |= {i: Entity(id=i, path=i, group="organizations", name=name) for i, name in OTHERS.items()}
TABLE = NameTable(REGISTRY.values())


def find(body: str, **fields: tuple[str, ...]) -> tuple[list[str], list[str]]:
    article = Article(id="a", path="a", title="-", body=body, **fields)  # type: ignore[arg-type]
    named = mentions.find(article, TABLE, REGISTRY)
    return [f"{body[m.start : m.end]} {m.entity} {m.rule}" for m in named.mentions], [a.name for a in named.ambiguous]


@pytest.mark.parametrize(
    "body, found",
    [
        ("So Professor Brask said. Then to Brask.", ["Brask ida title", "Brask ida lone"]),
        ("So Ida May Brask left.", ["Ida May Brask ida middle"]),
        ("They gave it to Brask.", []),
        ("So Brask said. So did Otto Brask.", []),
        ("Here Brask stood. Later Ida Brask came.", ["Brask ida lone", "Ida Brask ida name"]),
        ("So Hill said.", []),
        ("So Mr Hill said.", ["Hill hill title"]),
        ("So Tom May Quill said. Then Quill left.", ["Tom May Quill tom middle", "Quill tom lone"]),
        ("The WQO met.", ["WQO wqo initials"]),
        ("The wqo met, (WQO: X), a WQO-Tessel road.", []),
        ("TESSEL (AFP) It rained, AFP says.", []),
    ],
)
def test_bodies(body: str, found: list[str]) -> None:
    assert find(body)[0] == found


def test_a_surname_of_two_is_left_to_the_curator() -> None:
    assert find("So Mr Quill said.") == ([], ["Quill"])


def test_the_curator_denies() -> None:
    assert find("So Mr Brask said.", deny=("Brask",))[0] == []
    assert find("So Mr Brask said.", deny=("Ida Brask",))[0] == []
