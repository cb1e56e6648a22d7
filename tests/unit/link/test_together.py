"""Who is often named with whom: neither what everybody names nor what met once."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.link.together import BREADTH, FLOOR, MOST, Company, Together
from digest.model import Library, Mention, Site


def site(*articles: list[str] | str) -> Site:
    """A site whose articles name these."""
    mentions, backlinks = {}, {}
    for n, named in enumerate(articles):
        ident = f"a{n}"
        mentions[ident] = tuple(
            Mention(article=ident, field="body", start=k, end=k + 1, entity=e, rule="name", sentence=(0, 9))
            for k, e in enumerate(named)
        )
        for e in named:
            backlinks.setdefault(e, {})[ident] = None
    return Site(
        library=Library(), articles={}, mentions=mentions, backlinks={e: tuple(a) for e, a in backlinks.items()},
        events={}, tags={}, stories={}, editions={}, held={},
    )  # fmt: skip


def of(entity: str, *articles: list[str] | str) -> list[tuple[str, int]]:
    return [(t.entity, t.articles) for t in Company(site(*articles)).of(entity)]


def test_who_comes_together_more_often_than_by_chance() -> None:
    """b always stands beside a; z stands everywhere; c met a once; d is as often with a as without."""
    made = ["abz", "abz", "abdz", "acz", "dz", "dz", "ez", "ez", "z", "z"]
    assert of("a", *made) == [("b", 3)]
    assert of("b", *made) == [("a", 3)]
    assert of("z", *made) == [] and of("c", *made) == [] and of("nobody", *made) == []


def test_many_meetings_count_for_more_than_two() -> None:
    made = ["ab"] * 20 + ["ax"] * 2 + ["z"] * 40
    assert of("a", *made) == [("b", 20), ("x", 2)]


def test_an_article_that_names_very_many_ties_nobody_but_is_counted_where_others_do() -> None:
    crowd = [f"e{n}" for n in range(BREADTH)]
    made = [["a", "b"], ["a", "b"], ["a", "b", *crowd], ["a", "c", *crowd], ["a", "c", *crowd], ["z"], ["z"], ["z"]]
    assert of("a", *made) == [("b", 3)]


def test_only_the_closest_are_given() -> None:
    made = ["a" + "bcdefghijklmnop"] * 2 + ["z"] * 20
    assert len(of("a", *made)) == MOST


@settings(deadline=None)
@given(st.lists(st.sets(st.sampled_from("abcdefg")).map(sorted), max_size=12), st.randoms())
def test_laws(articles: Any, chance: Any) -> None:
    made = site(*articles)
    company = Company(made)
    found = {e: company.of(e) for e in made.backlinks}
    for entity, others in found.items():
        for other in others:
            assert other.entity != entity and other.articles >= FLOOR
            assert other.articles == sum({entity, other.entity} <= set(a) for a in articles)
            assert Together(entity, other.articles) in found[other.entity], "as close from the other side"
    chance.shuffle(articles)
    again = Company(site(*articles))
    assert {e: again.of(e) for e in found} == found
