"""Articles that belong together: what tells, what does not, and what is never offered."""

from __future__ import annotations

import random
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.config import SiteConfig
from digest.dates import parse
from digest.link import connect
from digest.link.related import MOST, NAMED, Related, Relations
from digest.model import Article, Entity, Library, Quote, Site, Story

NAMES = {n: f"{n.title()} Alder" for n in ("ada", "bo", "cy", "di", "ed", "flo", "gus", "hal")}


def article(ident: str, *named: str, date: str = "", **fields: Any) -> Article:
    """An article that names some of `NAMES`, by their ids."""
    body = " and ".join(NAMES.get(n, n) for n in named)
    path = f"content/articles/{ident}.md"
    return Article(id=ident, path=path, title=ident, body=body, date=parse(date) if date else None, **fields)


def site(*articles: Article) -> Site:
    entities = {i: Entity(id=i, path=f"{i}.md", group="people", name=name) for i, name in NAMES.items()}
    told = {a.story for a in articles if a.story}
    stories = {s: Story(id=s, path=f"{s}.md", title=s) for s in sorted(told)}
    library = Library(articles={a.id: a for a in articles}, entities=entities, stories=stories)
    return connect(library, SiteConfig())[0]


def others(number: int, *named: str) -> list[Article]:
    """So many articles that have to do with nothing else."""
    return [article(f"other{n}", *named) for n in range(number)]


def of(ident: str, *articles: Article) -> list[str]:
    return [r.article for r in Relations(site(*articles)).of(ident)]


def test_a_rare_name_tells_more_than_a_frequent_one_and_what_all_have_tells_nothing() -> None:
    rare, frequent = article("rare", "ada", "cy"), article("frequent", "bo", "cy")
    rest = [*others(2, "bo", "cy"), article("all", "cy"), article("none", "cy"), *others(0)]
    assert of("one", article("one", "ada", "bo", "cy"), frequent, rare, *rest)[:2] == ["rare", "frequent"]
    assert not {"all", "none"} & set(of("one", article("one", "ada", "bo", "cy"), frequent, rare, *rest))


def test_the_reasons_are_what_both_have_and_what_tells_most_first() -> None:
    one = article("one", "ada", "bo", date="2024-03-05", story="dues", tags=("harbour/dues",))
    two = article("two", "bo", "ada", date="2024-03-07", story="dues", tags=("harbour/quays", "town"))
    between = article("between", date="2024-03-06", story="dues")
    made = Relations(site(one, two, between, *others(6), article("more", "bo")))
    assert made.of("one")[0] == Related(article="two", entities=("ada", "bo"), story="dues", tag="harbour", days=2)
    assert made.of("two")[0] == Related(article="one", entities=("ada", "bo"), story="dues", tag="harbour", days=-2)


def test_a_nearer_subject_tells_more_than_the_one_above_it() -> None:
    far = article("far", tags=("harbour/quays",))
    near = article("near", tags=("harbour/dues",))
    found = Relations(site(article("one", tags=("harbour/dues",)), far, near, *others(8))).of("one")
    assert [(r.article, r.tag) for r in found] == [("near", "harbour/dues"), ("far", "harbour")]


def test_what_both_are_about_tells_more_than_what_both_name_in_passing() -> None:
    said = (Quote(text="It is late.", speaker="ada"),)
    one, about = article("one", "ada", "ada", "bo", quotes=said), article("about", "ada", "ada", quotes=said)
    assert of("one", one, article("passing", "bo"), about, *others(8)) == ["about", "passing"]


def test_of_equals_the_nearest_in_time_comes_first_and_without_a_date_last() -> None:
    made = [article(i, "ada", date=d) for i, d in (("far", "2021-01-01"), ("none", ""), ("near", "2024-04-01"))]
    found = Relations(site(article("one", "ada", date="2024-03-05"), *made, *others(8))).of("one")
    assert [(r.article, r.days) for r in found] == [("near", 27), ("far", -1159), ("none", None)]


def test_a_date_that_is_no_day_has_no_distance() -> None:
    found = Relations(site(article("one", "ada", date="2024-03-05"), article("b", "ada", date="2024-03"), *others(8)))
    assert [r.days for r in found.of("one")] == [None]


def test_copies_and_the_neighbours_in_the_story_are_not_offered() -> None:
    one = article("one", "ada", date="2024-03-05", story="dues", also_reported_by=("copy",))
    copy = article("copy", "ada", date="2024-03-05")
    named_by = article("named-by", "ada", also_reported_by=("copy",))
    parts = [article(f"p{d}", "ada", date=f"2024-03-{d:02d}", story="dues") for d in (3, 4, 6, 7)]
    assert set(of("one", one, copy, named_by, *parts, *others(30))) == {"p3", "p7"}
    assert "one" not in of("copy", one, copy, named_by, *parts, *others(30))


def test_of_two_copies_one_is_offered() -> None:
    made = [article("a", "ada", also_reported_by=("b",)), article("b", "ada"), article("c", "ada")]
    assert of("one", article("one", "ada"), *made, *others(8)) == ["a", "c"]


def test_what_is_held_back_is_never_offered() -> None:
    assert of(
        "one", article("one", "ada"), article("held", "ada", status="inbox"), article("b", "ada"), *others(8)
    ) == ["b"]


def test_an_article_that_names_everybody_is_about_nobody() -> None:
    """Of two that share a name, the one that names a hundred others comes last."""
    crowd = [Entity(id=f"e{n}", path="p", group="people", name=f"Nobody Number{n}") for n in range(100)]
    body = "Ada Alder. " + " ".join(e.name + "." for e in crowd)
    articles = [article("one", "ada"), article("two", "ada"), msgspec.structs.replace(article("list"), body=body)]
    articles += others(12)
    entities = {e.id: e for e in [Entity(id="ada", path="p", group="people", name="Ada Alder"), *crowd]}
    library = Library(articles={a.id: a for a in articles}, entities=entities)
    found = Relations(connect(library, SiteConfig())[0]).of("one")
    assert [r.article for r in found] == ["two", "list"]


def test_at_most_a_few_with_a_few_reasons() -> None:
    made = [article(f"a{n}", *list(NAMES)[:6]) for n in range(9)]
    found = Relations(site(*made, *others(60))).of("a0")
    assert len(found) == MOST and all(len(r.entities) == NAMED for r in found)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_tiny_sites(number: int) -> None:
    """Of two articles, what both name is what all name."""
    made = [article(f"a{n}", "ada") for n in range(number)]
    assert [Relations(site(*made)).of(a.id) for a in made] == [()] * number


stories = st.sampled_from(["", "", "dues", "quay"])
tags = st.lists(st.sampled_from(["harbour", "harbour/dues", "harbour/quays", "town", "Harbour / Dues"]), max_size=2)
dates = st.sampled_from(["", "2024", "2024-03-05", "2024-03-06", "2023-01-01", "2024-03-01/2024-04-01"])
made_articles = st.lists(
    st.tuples(st.lists(st.sampled_from(list(NAMES)), max_size=4), dates, stories, tags, st.integers(0, 14),
              st.sampled_from(["published", "published", "inbox"])),
    min_size=2, max_size=14,
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(made_articles, st.integers(0, 99))
def test_laws(drawn: Any, seed: int) -> None:
    articles = [
        article(f"a{n}", *named, date=d, story=s, tags=tuple(t), status=status,
                also_reported_by=(f"a{copy}",) if copy < len(drawn) and copy != n else ())
        for n, (named, d, s, t, copy, status) in enumerate(drawn)
    ]  # fmt: skip
    whole = site(*articles)
    relations = Relations(whole)
    found = {i: relations.of(i) for i in whole.articles}
    named = {i: {m.entity for m in found} for i, found in whole.mentions.items()}
    for ident, related in found.items():
        assert len(related) <= MOST and len({r.article for r in related}) == len(related)
        for r in related:
            assert r.article != ident and r.article in whole.articles, "never itself, never what is held back"
            assert r.article not in whole.articles[ident].also_reported_by
            assert ident not in whole.articles[r.article].also_reported_by
            assert set(r.entities) <= named[ident] & named[r.article]
            assert r.story == "" or r.article in whole.stories[r.story]
            assert r.tag == "" or {ident, r.article} <= set(whole.tags[r.tag].articles)
            assert r.entities or r.story or r.tag, "nothing without a reason"
            for back in (b for b in found[r.article] if b.article == ident):
                assert (back.entities, back.story, back.tag) == (r.entities, r.story, r.tag), "the same from both sides"
                assert back.days == (None if r.days is None else -r.days)
    random.Random(seed).shuffle(articles)
    again = Relations(site(*articles))
    assert {i: again.of(i) for i in found} == found, "the order of the files is nobody's"
