"""Library -> Site: what is published, in which order, and tied to what."""

from __future__ import annotations

from typing import Any

import pytest

from digest.config import SiteConfig
from digest.dates import parse
from digest.link import connect, newest_first, oldest_first
from digest.model import Article, Edition, Entity, EventFields, Library, Page, Site, Story
from tests.support import EXAMPLE


def article(ident: str, date: str | None = "2017-08-08", **fields: Any) -> Article:
    return Article(
        id=ident, path=f"content/articles/{ident}.md", title=ident, date=parse(date) if date else None, **fields
    )


def entity(ident: str) -> Entity:
    return Entity(id=ident, path=f"{ident}.md", group="places", name=ident.title())


def edition(ident: str, period: str, *articles: str) -> Edition:
    return Edition(id=ident, path=f"{ident}.md", number=1, period=parse(period), articles=articles)


def library(*articles: Article, **shelves: Any) -> Library:
    return Library(articles={a.id: a for a in articles}, **{k: {r.id: r for r in v} for k, v in shelves.items()})


def site(*articles: Article, drafts: bool = False, **shelves: Any) -> Site:
    return connect(library(*articles, **shelves), SiteConfig(), drafts)[0]


def test_orders() -> None:
    articles = [
        article("c", None),
        article("b"),
        article("a"),
        article("d", "2017"),
        article("e", "2018"),
        article("f", None),
    ]
    assert [a.id for a in newest_first(articles)] == ["e", "a", "b", "d", "c", "f"]
    assert [a.id for a in oldest_first(articles)] == ["d", "a", "b", "e", "c", "f"]


def test_what_is_in_the_inbox_is_held_back() -> None:
    waiting = article("w", status="inbox", body="Manila", story="s", tags=("t",), events=(EventFields(headline="H"),))
    shelves: dict[str, Any] = {"entities": [entity("manila")], "stories": [Story(id="s", path="s.md", title="S")]}
    held = site(waiting, **shelves)
    assert (held.articles, held.mentions, held.backlinks, held.events, held.tags) == ({}, {}, {}, {}, {})
    assert held.held == {"w": "status: inbox"} and held.stories == {"s": ()}
    shown = site(waiting, drafts=True, **shelves)
    assert shown.held == {} and shown.backlinks == {"manila": ("w",)} and shown.stories == {"s": ("w",)}


def test_backlinks_are_newest_first_and_once_for_each_article() -> None:
    found = site(
        article("old", "2016", body="Manila, Manila, Moscow"),
        article("new", body="Manila"),
        entities=[entity("manila"), entity("moscow")],
    )
    assert found.backlinks == {"manila": ("new", "old"), "moscow": ("old",)}
    assert list(found.articles) == list(found.mentions) == ["new", "old"]


def test_stories_are_oldest_first() -> None:
    stories = [Story(id=i, path="p", title=i) for i in ("s", "empty")]
    found = site(
        article("new", story="s"), article("old", "2016", story="s"), article("u", None, story="s"), stories=stories
    )
    assert found.stories == {"s": ("old", "new", "u"), "empty": ()}


@pytest.mark.parametrize(
    "period, inside",
    [
        ("2017-08-07/2017-08-13", ["first", "last"]),
        ("2017-08", ["month", "before", "first", "last", "after"]),
        ("2017-08-06", ["before"]),
        ("2017", ["year", "month", "before", "first", "last", "after"]),
        ("2017-08-13/..", ["last", "after"]),
        ("../2017-08-07", ["before", "first"]),
        ("2016", []),
    ],
)
def test_an_edition_holds_what_was_published_in_its_period(period: str, inside: list[str]) -> None:
    articles = [
        article("first", "2017-08-07"), article("last", "2017-08-13T23:59+08:00"), article("before", "2017-08-06"),
        article("after", "2017-08-14"), article("month", "2017-08"), article("year", "2017"), article("undated", None),
    ]  # fmt: skip
    assert list(site(*articles, editions=[edition("e", period)]).editions["e"]) == inside


def test_an_edition_may_list_its_articles() -> None:
    chosen = edition("e", "2017", "b", "a", "b", "w", "none")
    found = site(article("a"), article("b"), article("c"), article("w", status="inbox"), editions=[chosen])
    assert found.editions == {"e": ("b", "a")}


def test_links_to_nothing_are_named_wherever_they_stand() -> None:
    page = Page(id="p", path="content/pages/p.md", title="P", body="é [[none]] and [[a]]")
    told = library(article("a", body="[[p]] [[pp]]"), article("w", status="inbox", body="[[none]]"), pages=[page])
    problems = connect(told, SiteConfig())[1]
    assert [(p.path.rsplit("/", 1)[1], p.key, p.length, p.code) for p in problems] == [
        ("a.md", "body[6]", 6, "unknown-link"), ("w.md", "body[0]", 8, "unknown-link"), ("p.md", "body[2]", 8, "unknown-link"),
    ]  # fmt: skip


def test_problems_and_open_names_come_from_all_parts() -> None:
    two = [Entity(id=i, path=f"{i}.md", group="people", name="Ana Cruz") for i in ("x", "y")]
    told = library(
        article("a", body="Ana Cruz", tags=("C++", "c"), events=(EventFields(headline="H", when="some day"),)),
        entities=two,
    )
    _, problems, ambiguous = connect(told, SiteConfig())
    assert [p.code for p in problems] == ["unresolved-date", "tags-meet"]
    assert [(a.article, a.name, a.entities) for a in ambiguous] == [("a", "Ana Cruz", ("x", "y"))]


def test_the_order_of_the_files_changes_nothing() -> None:
    from digest.content.load import load

    loaded = load(EXAMPLE)
    shelves = {
        name: getattr(loaded.library, name)
        for name in ("articles", "entities", "stories", "editions", "events", "tags")
    }
    turned = {name: dict(reversed(shelf.items())) for name, shelf in shelves.items()}
    one, other = (
        connect(Library(sources=loaded.library.sources, pages=loaded.library.pages, **given), loaded.config)[0]
        for given in (shelves, turned)
    )
    for name in ("articles", "mentions", "backlinks", "events", "tags", "stories", "editions"):
        assert getattr(one, name) == getattr(other, name), name
        if name not in ("stories", "editions"):
            assert list(getattr(one, name)) == list(getattr(other, name)), name


def test_many_editions_and_stories_are_gathered_in_time() -> None:
    """Asking each article about each edition takes many minutes."""
    articles = [article(f"a{n}", f"{1000 + n % 3000}-01-01", story=f"s{n % 3000}") for n in range(6_000)]
    editions = [edition(f"e{n}", f"{1000 + n}") for n in range(3_000)]
    stories = [Story(id=f"s{n}", path="p", title="S") for n in range(3_000)]
    found = site(*articles, editions=editions, stories=stories)
    assert {len(ids) for ids in found.editions.values()} == {len(ids) for ids in found.stories.values()} == {2}
