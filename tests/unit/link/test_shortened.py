"""Short names of those whom an article has named in full, as whole articles show them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.link import mentions
from digest.link.names import NameTable
from digest.model import Article, Entity

GROUPS = {
    "ida": ("people", "Ida Brask"),
    "ida-vole": ("people", "Ida Vole"),
    "april": ("people", "April Quill"),
    "tom": ("people", "Tom Hale"),
    "church": ("organizations", "Church of the Quay"),
    "gulls": ("organizations", "Ellery Red Gulls"),
    "paris": ("places", "Paris"),
}
REGISTRY = {i: Entity(id=i, path=i, group=group, name=name) for i, (group, name) in GROUPS.items()}  # type: ignore[arg-type]
TABLE = NameTable(REGISTRY.values())


def short(body: str, **fields: tuple[str, ...]) -> list[str]:
    """The short names found in a body, each with its record."""
    article = Article(id="a", path="a", title="-", body=body, **fields)  # type: ignore[arg-type]
    found = mentions.find(article, TABLE, REGISTRY).mentions
    return [f"{body[m.start : m.end]} {m.entity}" for m in found if m.rule in ("given", "short")]


@pytest.mark.parametrize(
    "body, found",
    [
        ("Ida Brask came. Later Ida said no.", ["Ida ida"]),
        ("Later Ida said no.", []),
        ("Ida said no. Later Ida Brask came.", []),
        ("Ida Brask and Ida Vole came. Later Ida said no.", []),
        ("Ida Brask came. They met in Ida, and Ida said no.", []),
        ("Ida Brask came. The Ida-class boats left, Ida said.", []),
        ("April Quill came. Later April said no.", []),
        ("The Church of the Quay met. Then the Church prayed.", ["Church church"]),
        ("The Church of the Quay met. Then the Church of England prayed.", []),
        ("The Church of the Quay met. THE CHURCH PRAYED.", []),
        ("The Ellery Red Gulls won. The Red Gulls had lost before.", ["Red Gulls gulls"]),
    ],
)
def test_bodies(body: str, found: list[str]) -> None:
    assert short(body) == found


def test_what_the_curator_decided_about_a_short_name_holds() -> None:
    assert short("Ida Brask came. Later Ida said no.", deny=("Ida",)) == []


def test_a_place_that_is_a_surname_in_this_article_is_not_linked_there() -> None:
    bodies = {
        "Paris is far, and Paris said no.": 2,
        "They saw Otto Paris there. Then Paris said no.": 0,
        "Otto Paris came. Paris said no. Otto Paris left.": 0,
        "They saw Otto Paris there. Then he left for home in Paris.": 1,
        "They saw Greater Paris there. Then Paris said no.": 1,
    }
    for body, places in bodies.items():
        article = Article(id="a", path="a", title="-", body=body)
        assert [m.entity for m in mentions.find(article, TABLE, REGISTRY).mentions] == ["paris"] * places


@given(
    st.lists(
        st.sampled_from(
            ["Ida", "Brask", "Vole", "said", "the", "Church", "of", "Quay", "Red", "Gulls", ".", "in", "Tom", "\n"]
        )
    )
)
def test_no_two_mentions_share_a_letter(words: list[str]) -> None:
    found = sorted(mentions.find(Article(id="a", path="a", title="-", body=" ".join(words)), TABLE, REGISTRY).mentions)
    spans = [(m.start, m.end) for m in found if m.end > m.start]
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
