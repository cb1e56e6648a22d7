"""Mentions: every place is a name or a short form of its entity, no two overlap, and the order of records is nothing."""

from __future__ import annotations

from itertools import pairwise

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.link import markup, mentions
from digest.link.folding import lower, plain, spelled
from digest.link.forms import derived, spellings, surname, surname_forms
from digest.link.mentions import Named
from digest.link.names import NameTable
from digest.link.touched import touched
from digest.model import AliasFields, Article, Entity, Group
from digest.text import nfc

WORDS = [
    "Ana",
    "Cruz",
    "Luis",
    "de",
    "la",
    "Manila",
    "Bay",
    "Peña",
    "AF",
    "May",
    "may",
    "李伟",
    "سلمى",
    "درويش",
    "O’Brien",
]
WORDS += ["al-Masri", "X", "the", "The", "St.", "Saint", "Cruz,", "World", "world", "A.", "Mr", "said", "U.S.", "WHO"]
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
CONDITIONS = st.builds(
    AliasFields, name=NAMES, case=st.booleans(), needs_context=st.booleans(), ambiguous=st.booleans()
)
ALIASES = st.one_of(NAMES, CONDITIONS)
GROUPS: st.SearchStrategy[Group] = st.sampled_from(["people", "people", "organizations", "places"])
SIGNS = [
    "(AF)",
    "(",
    ")",
    ".",
    ",",
    "’s",
    "\n",
    "\n\n",
    "  ",
    "\u00a0",
    "`",
    "# ",
    "**",
    "_",
    "[",
    "](x)",
    "[[e0|",
    "[[e1]]",
    "]]",
    "\u0301",
]
TEXTS = st.lists(st.one_of(NAMES, st.sampled_from(SIGNS), st.sampled_from(WORDS)), max_size=20).map(" ".join)
CLOSE = st.lists(st.one_of(NAMES, st.sampled_from(SIGNS)), max_size=20).map("".join)


@st.composite
def registries(draw: st.DrawFn) -> dict[str, Entity]:
    return {
        f"e{n}": Entity(
            id=f"e{n}", path=f"e{n}.md", group=draw(GROUPS), name=draw(NAMES), aliases=tuple(draw(st.lists(ALIASES, max_size=3)))
        )
        for n in range(draw(st.integers(1, 5)))
    }  # fmt: skip


ARTICLES = st.builds(
    Article,
    id=st.just("a"),
    path=st.just("a.md"),
    title=TEXTS.filter(bool) | st.just("T"),
    body=st.one_of(TEXTS, CLOSE).map(nfc),
    summary=TEXTS,
    facts=st.lists(TEXTS, max_size=3).map(tuple),
    prefer=st.dictionaries(NAMES, st.sampled_from(["e0", "e1", "gone"]), max_size=2),
    deny=st.lists(NAMES, max_size=2).map(tuple),
)


def find(article: Article, entities: dict[str, Entity]) -> Named:
    return mentions.find(article, NameTable(entities.values()), entities)


@settings(max_examples=300, deadline=None)
@given(ARTICLES, registries())
def test_every_mention_is_a_name_or_a_short_form_of_its_entity(article: Article, entities: dict[str, Entity]) -> None:
    texts = mentions.fields(article)
    linked = {(f, link.words_start, link.id) for f, t in texts.items() for link in mentions.own_links(f, t)}
    preferred = {(spelled(name), entity) for name, entity in article.prefer.items()}
    # Words that are somebody's name in any case are found in any case, and may be preferred to be another's.
    loose = {lower(spelled(a.name)) for entity in entities.values() for a in spellings(entity) if not a.case}
    for m in find(article, entities).mentions:
        if m.start == m.end or (m.field, m.start, m.entity) in linked:
            continue
        words = spelled(texts[m.field][m.start : m.end])
        names = [(spelled(a.name), a.case) for a in spellings(entities[m.entity])]
        # A full name by the curator's word.
        names += [(name, lower(name) not in loose) for name, entity in preferred if entity == m.entity]
        if (words, m.entity) in preferred:
            continue
        if m.rule == "name":
            assert any(words == name or (not case and lower(words) == lower(name)) for name, case in names)
        elif m.rule in ("surname", "lone", "title"):
            assert entities[m.entity].group == "people"
            lasts = {form for form, rule in derived(entities[m.entity]) if rule == "lone"}
            assert words in lasts or any(words in surname_forms(surname(name)) for name, _ in names)
        elif m.rule in ("spelling", "known", "part", "initials"):
            forms = {form for form, _ in derived(entities[m.entity])} | {name for name, _ in names}
            assert words in forms or plain(words) in forms
        elif m.rule == "middle":
            assert entities[m.entity].group == "people"
            # A first name may be one letter there: its own.
            lasts = {form for form, rule in derived(entities[m.entity]) if rule == "lone"}
            lasts |= {surname(name) for name, _ in names}
            assert any(words.endswith(last) for last in lasts)
            assert any(lower(words)[0] == lower(name)[0] for name, _ in names)
        elif m.rule == "given":
            assert entities[m.entity].group == "people"
            assert any(name.startswith(f"{words} ") for name, _ in names)
        elif m.rule == "short":
            assert entities[m.entity].group != "people"
            assert any(words in name for name, _ in names)
        else:
            assert (m.rule, words) == ("acronym", "AF")


@settings(max_examples=300, deadline=None)
@given(ARTICLES, registries())
def test_no_two_mentions_overlap_and_none_is_denied(article: Article, entities: dict[str, Entity]) -> None:
    found = find(article, entities).mentions
    texts = mentions.fields(article)
    denied = {spelled(name) for name in article.deny}
    linked = {(f, link.words_start) for f, t in texts.items() for link in mentions.own_links(f, t)}
    masked = {
        f: markup.mask(t) if f == "body" else markup.mask_links(t) if f != "title" else t for f, t in texts.items()
    }
    placed = [m for m in found if m.end > m.start]
    assert list(found) == sorted(found)
    for one, other in pairwise(placed):
        assert one.field != other.field or one.end <= other.start
    for m in placed:
        assert 0 <= m.sentence[0] <= m.start < m.end <= m.sentence[1] <= len(texts[m.field])
        if (m.field, m.start) not in linked:
            assert spelled(texts[m.field][m.start : m.end]) not in denied
            assert markup.BLANK not in masked[m.field][m.start : m.end]


@settings(max_examples=200, deadline=None)
@given(ARTICLES, registries(), st.randoms())
def test_the_order_of_the_records_is_nothing(article: Article, entities: dict[str, Entity], chance: object) -> None:
    turned = list(entities.items())
    chance.shuffle(turned)  # type: ignore[attr-defined]
    assert find(article, dict(turned)) == find(article, entities)


@settings(max_examples=200, deadline=None)
@given(ARTICLES, registries())
def test_what_is_open_is_in_the_text_and_means_several_or_often_something_else(
    article: Article, entities: dict[str, Entity]
) -> None:
    answered = {spelled(name) for name in (*article.prefer, *article.deny)}
    whole = spelled(" ".join(mentions.fields(article).values()).replace("\n", " "))
    for name in find(article, entities).ambiguous:
        asked = {i for i in name.entities for a in spellings(entities[i]) if a.ambiguous}
        assert len(set(name.entities)) >= 2 or asked
        assert set(name.entities) <= set(entities)
        assert name.name not in answered
        assert name.name in whole


@settings(max_examples=300, deadline=None)
@given(ARTICLES, registries(), registries())
def test_a_change_that_does_not_touch_an_article_changes_nothing_in_it(
    article: Article, before: dict[str, Entity], after: dict[str, Entity]
) -> None:
    for ident in {*before, *after}:
        change = (before.get(ident), after.get(ident))
        changed = {i: e for i, e in {**before, ident: change[1]}.items() if e}
        if not touched([change]).concerns(article):
            assert find(article, changed) == find(article, before)


@settings(max_examples=300, deadline=None)
@given(ARTICLES, registries(), ALIASES)
def test_an_alias_that_does_not_touch_an_article_changes_nothing_in_it(
    article: Article, before: dict[str, Entity], alias: str | AliasFields
) -> None:
    for ident, entity in before.items():
        after = msgspec.structs.replace(entity, aliases=(*entity.aliases, alias))
        if not touched([(entity, after)]).concerns(article):
            assert find(article, {**before, ident: after}) == find(article, before)
