"""The digest's own [[links]], and sentences without marks. Cases are data: NAME.md and NAME.masked, · for a blank."""

from __future__ import annotations

from pathlib import Path

import pytest

from digest.link.markup import BLANK, mask, plain_text, resolve, section_starts, shelves, wikilinks
from digest.model import Article, Edition, Entity, Library, Page, SharedEvent, Source, Story, Tag

CASES = sorted((Path(__file__).parents[2] / "cases" / "markup").glob("*.md"))


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_what_is_masked(path: Path) -> None:
    masked = path.with_suffix(".masked").read_bytes().decode()
    assert mask(path.read_bytes().decode()).replace(BLANK, "·") == masked


LINKS = [
    ("[[id]]", [("id", "", "id")]),
    ("see [[a-b|some words]], [[c]]", [("a-b", "some words", "some words"), ("c", "", "c")]),
    ("[[ id | words ]]", [("id", "words", "words")]),
    ("[[id| ]]", [("id", "", "id")]),
    ("[[id|id|x]]", [("id", "id|x", "id|x")]),
    ("[[a|a]] [[b|a a]]", [("a", "a", "a"), ("b", "a a", "a a")]),
    ("# [[in-a-heading]]", [("in-a-heading", "", "in-a-heading")]),
    ("- [[a]]\n> [[b]]", [("a", "", "a"), ("b", "", "b")]),
    ("\\[[no]] [\\[no]] [[no]", []),
    ("`[[no]]` ``[[no]]``\n\n    [[no]]\n\n```\n[[no]]\n```", []),
    ("`` ` [[yes]]", [("yes", "", "yes")]),
    ("[[]] [[|x]] [[a\nb]] [[a[b]]]", []),
    ("[[😀|é]] [[x]]", [("😀", "é", "é"), ("x", "", "x")]),
    ("no link", []),
]


@pytest.mark.parametrize("body, expected", LINKS)
def test_wikilinks(body: str, expected: list[tuple[str, str, str]]) -> None:
    links = wikilinks(body)
    assert [(w.id, w.label, body[w.words_start : w.words_end]) for w in links] == expected
    for w in links:
        assert body[w.start : w.start + 2] == "[[" and body[w.end - 2 : w.end] == "]]"


def test_sections_begin_at_headings() -> None:
    body = "Text\n\n# One\n\n```\n# no\n```\n\nTwo\n===\n\n## Three\n"
    assert [body[start:].split("\n")[0] for start in section_starts(body)] == ["Text", "# One", "Two", "## Three"]
    assert section_starts("# First\n") == [0]
    assert section_starts("") == [0]


@pytest.mark.parametrize(
    "markdown, plain",
    [
        ("**Bold** and *slanted* and ~~gone~~ `code`", "Bold and slanted and gone code"),
        ("snake_case and _ships_ and 5 * 3", "snake_case and ships and 5  3"),
        ("[words](https://a.example/x) [more][ref] ![alt](p.png)", "words more alt"),
        ("[[id]] and [[id|words]]", "id and words"),
        ("<https://a.example/> <b>bold</b> <!-- c -->!", "https://a.example/ bold !"),
        ("AT&amp;T &lt;3 &nosuch;", "AT&T <3 &nosuch;"),
        (r"\*no\* \[x\] C:\temp", "*no* [x] C:\\temp"),
        ("one\n> two\n- three", "one\ntwo\nthree"),
        (" 4. Then it closed", " 4. Then it closed"),
        (" - the minister - said", " - the minister - said"),
        ("1 < 2 > 1", "1 < 2 > 1"),
        ("", ""),
    ],
)
def test_plain_text(markdown: str, plain: str) -> None:
    assert plain_text(markdown) == plain


@pytest.mark.parametrize("sign", ["[", "*", "_", "`", "<a ", "[x](", "\\", "&", "\n> ", "[[", "**a** ", "<!--"])
def test_plain_text_is_made_in_time(sign: str) -> None:
    """Each of these takes a pattern that goes back many minutes."""
    assert isinstance(plain_text(sign * 100_000), str)


def test_what_a_link_means_is_looked_up_in_one_order() -> None:
    place = {"id": "x", "path": "x.md"}
    whole = Library(
        entities={"x": Entity(name="X", group="things", **place)},
        articles={"x": Article(title="X", **place)},
        stories={"x": Story(title="X", **place)},
        events={"x": SharedEvent(headline="X", **place)},
        sources={"x": Source(name="X", **place)},
        tags={"x": Tag(title="X", **place)},
        pages={"x": Page(title="X", **place)},
    )
    assert resolve("x", whole) == ("entity", "x")
    assert resolve("y", whole) is None
    assert resolve("x", Library(articles=whole.articles, stories=whole.stories)) == ("article", "x")
    assert resolve("x", Library(pages=whole.pages)) == ("page", "x")
    kinds = ["entity", "article", "story", "event", "timeline", "edition", "source", "tag", "page"]
    assert list(shelves(whole)) == kinds
    assert Edition not in {type(r) for shelf in shelves(whole).values() for r in shelf.values()}
