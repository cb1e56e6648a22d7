"""The taxonomy: paths of tags, and terms with their hierarchy."""

from __future__ import annotations

from typing import Any

import pytest

from digest.link.tags import MAX_LEVELS, term_path, terms
from digest.model import Article, Library, Record, SharedEvent, Story, Tag


def article(ident: str, *tags: str) -> Article:
    return Article(id=ident, path=f"content/articles/{ident}.md", title=ident, tags=tags)


def tag(ident: str, title: str) -> Tag:
    return Tag(id=ident, path=f"content/tags/{ident}.md", title=title)


def story(ident: str, *tags: str) -> Story:
    return Story(id=ident, path=f"content/stories/{ident}.md", title=ident, tags=tags)


def event(ident: str, *tags: str) -> SharedEvent:
    return SharedEvent(id=ident, path=f"content/events/{ident}.md", headline=ident, tags=tags)


def library(*records: Record) -> Library:
    def shelf(kind: type[Record]) -> dict[str, Any]:
        return {r.id: r for r in records if isinstance(r, kind)}

    return Library(articles=shelf(Article), tags=shelf(Tag), stories=shelf(Story), events=shelf(SharedEvent))


def gathered(
    *records: Record,
) -> tuple[dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]], list[tuple[str, str]]]:
    held = library(*records)
    found, problems = terms(held, held.articles, "unicode")
    assert all(path == term.path for path, term in found.items())
    return {p: (t.title, t.articles, t.children) for p, t in found.items()}, [(p.path, p.key) for p in problems]


@pytest.mark.parametrize(
    "written, path",
    [
        ("security", "security"),
        ("Security / Drugs", "security/drugs"),
        ("/a//b/", "a/b"),
        ("Ärzte/Größe", "ärzte/grösse"),
        ("a/b/c/d/e/f/g/h", "a/b/c/d/e/f-g-h"),
        ("con/x", "con-d1d8ab24/x"),
    ],
)
def test_paths(written: str, path: str) -> None:
    assert term_path(written) == path


@pytest.mark.parametrize("written", ["", "/", "..", "#", "//", "../..", "../x", " / "])
def test_a_path_is_never_empty_and_never_climbs(written: str) -> None:
    parts = term_path(written).split("/")
    assert all(parts) and ".." not in parts and "." not in parts
    assert len(parts) <= MAX_LEVELS


def test_terms_in_use_and_their_parents() -> None:
    found, problems = gathered(article("new", "security/drugs", "arms"), article("old", "Security"))
    assert found == {
        "arms": ("arms", ("new",), ()),
        "security": ("security", ("new", "old"), ("security/drugs",)),
        "security/drugs": ("drugs", ("new",), ()),
    }
    assert problems == []


def test_files_give_titles_and_terms_that_nobody_uses() -> None:
    found, problems = gathered(article("a", "security/drugs"), tag("security", "Safety"), tag("x/y", "Why"))
    assert found["security"] == ("Safety", ("a",), ("security/drugs",))
    assert found["x"] == ("x", (), ("x/y",))
    assert found["x/y"] == ("Why", (), ())
    assert problems == []


def test_an_article_stands_once_in_a_term() -> None:
    found, _ = gathered(article("a", "x", "x/y", "X"))
    assert found["x"][1] == ("a",)


def test_spellings_that_meet_by_accident() -> None:
    _, problems = gathered(article("a", "C++", "c", "big-data", "Big Data"), article("b", "C#/x"))
    assert problems == [("content/articles/a.md", "tags[1]"), ("content/articles/b.md", "tags[0]")]


def test_files_that_meet_by_accident() -> None:
    found, problems = gathered(tag("C++", "One"), tag("c", "Other"))
    assert problems == [("content/tags/c.md", "title")]
    assert found["c"][0] == "One"


def test_ascii_addresses_can_meet_where_others_do_not() -> None:
    held = library(article("a", "café", "cafe"))
    assert terms(held, held.articles, "unicode")[1] == []
    assert [p.code for p in terms(held, held.articles, "ascii")[1]] == ["tags-meet"]


def test_each_term_stands_right_before_those_below_it() -> None:
    """A hyphen sorts before a slash, so by their letters the quays would stand below the dues."""
    found, _ = gathered(article("a", "harbour-dues", "harbour/quays/north", "harbour/quays-old", "arms"))
    assert list(found) == [
        "arms", "harbour", "harbour/quays", "harbour/quays/north", "harbour/quays-old", "harbour-dues",
    ]  # fmt: skip
    assert found["harbour"][2] == ("harbour/quays", "harbour/quays-old")


def test_stories_and_events_make_terms_too() -> None:
    """A reader who follows the tag of a story must arrive somewhere, though no article has it."""
    held = library(
        article("a", "Harbour"), story("dues", "harbour/Dues", "money"), story("x"), event("storm", "weather/storms")
    )
    found, problems = terms(held, held.articles, "unicode")
    assert {p: (t.title, t.articles, t.stories) for p, t in found.items()} == {
        "harbour": ("Harbour", ("a",), ("dues",)),
        "harbour/dues": ("Dues", (), ("dues",)),
        "money": ("money", (), ("dues",)),
        "weather": ("weather", (), ()),
        "weather/storms": ("storms", (), ()),
    }
    assert problems == []
    meeting = library(article("a", "C++"), story("s", "c"))
    assert [(p.path, p.key) for p in terms(meeting, meeting.articles, "unicode")[1]] == [
        ("content/stories/s.md", "tags[0]")
    ]


def test_what_is_held_back_makes_no_term() -> None:
    held = library(article("a", "Harbour"), article("b", "harbour", "secret"))
    assert list(terms(held, {"b": held.articles["b"]}, "unicode")[0]) == ["harbour", "secret"]
    assert terms(held, {}, "unicode")[0] == {}
