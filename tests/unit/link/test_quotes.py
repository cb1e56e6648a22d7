"""Who said what: copies joined, wordings side by side, and what is not the same kept apart."""

from __future__ import annotations

import random
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.dates import parse
from digest.link.quotes import Saying, problems, register, speakers
from digest.model import Article, Entity, Quote
from tests.support import ROOT

CASES = sorted((ROOT / "tests/cases/quotes").glob("*.yaml"))
"""`reports` (article, date of the report, speaker, text; `said` is the date of the words), and the `sayings` they come
to: each a list of wordings, each wording the articles that report it, that with the whole wording first."""
ENTITIES = {"ada-alder": Entity(id="ada-alder", path="ada-alder.md", group="people", name="Ada Alder")}


def nowhere(_: Article) -> str:
    """The country of outlets without a record."""
    return ""


def article(ident: str, *quotes: Quote, date: str = "") -> Article:
    path = f"content/articles/{ident}.md"
    return Article(id=ident, path=path, title=ident, quotes=quotes, date=parse(date) if date else None)


def said(text: str, speaker: str = "ada-alder", **fields: Any) -> Quote:
    return Quote(text=text, speaker=speaker, **fields)


def shape(sayings: tuple[Saying, ...]) -> list[list[list[str]]]:
    return [[[r.article for r in w.reports] for w in s.wordings] for s in sayings]


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_cases(path: Any) -> None:
    case = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    articles = [
        article(
            r["article"],
            said(r["text"], r.get("speaker", "ada-alder"), date=parse(r["said"]) if "said" in r else None),
            date=r.get("date", ""),
        )
        for r in case["reports"]
    ]
    for _ in range(3):
        found = register(articles, ENTITIES, nowhere)
        # Sayings of one day stand in the order of their ids, which is nobody's.
        assert sorted(shape(found)) == sorted(case["sayings"])
        days = [s.shown.sort_key for s in found if s.shown]
        assert days == sorted(days, reverse=True)
        assert [s.date.edtf for s in found if s.date] == case.get("dates", [])
        random.Random(4).shuffle(articles)


def test_words_are_dated_by_themselves_else_by_their_first_report() -> None:
    monday = article("a", said("It is late, and the tide is out.", when="on Monday"), date="2017-08-09")
    later = article("b", said("It is late, and the tide is out."), date="2017-08-12")
    [saying] = register([later, monday], ENTITIES, nowhere)
    assert saying.date == parse("2017-08-07") == saying.shown and saying.reported == parse("2017-08-09")
    [saying] = register([later], ENTITIES, nowhere)
    assert saying.date is None and saying.shown == parse("2017-08-12")
    [saying] = register([article("c", said("It is late."))], ENTITIES, nowhere)
    assert saying.shown is None


def test_words_for_a_date_that_give_none_are_named() -> None:
    wrong = article("a", said("x"), said("It is late.", when="some day or other"), date="2017-08-09")
    waiting = article("b", said("It is late.", when="on Monday"))
    assert [(p.path, p.key, p.code, p.severity) for p in problems([wrong, waiting], nowhere)] == [
        ("content/articles/a.md", "quotes[1].when", "unresolved-date", "warning")
    ]


def test_whom_a_speaker_means() -> None:
    meant = speakers(ENTITIES)
    assert [meant(s) for s in ("ada-alder", "Ada Alder", "ADA  ALDER", "Ada")] == ["ada-alder"] * 3 + ["Ada"]


def test_one_article_may_quote_the_same_words_twice() -> None:
    both = article("a", said("No."), said("No."), said("Yes."), date="2024")
    assert sorted(shape(register([both], ENTITIES, nowhere))) == [[["a"]], [["a", "a"]]]


words = st.sampled_from(
    [
        "we",
        "shall",
        "keep",
        "the",
        "quay",
        "open",
        "shut",
        "for",
        "every",
        "boat",
        "until",
        "spring",
        "…",
        "“quay”",
        "NOT",
    ]
)
texts = st.one_of(st.lists(words, min_size=1, max_size=12).map(" ".join), st.text(min_size=1, max_size=20))
dates = st.sampled_from(["", "2024", "2024-03", "2024-03-05", "2024-03-06", "2025-01-01", "2024-03~/2024-05"])
quotes = st.builds(
    lambda t, s, d, w: said(t, s, date=parse(d)) if d else said(t, s, when=w),
    texts, st.sampled_from(["ada-alder", "Ada Alder", "Bo", "bo"]), dates, st.sampled_from(["", "on Monday"]),
)  # fmt: skip
sites = st.lists(st.tuples(st.lists(quotes, max_size=3), dates), max_size=8)


@settings(deadline=None)
@given(sites, st.randoms())
def test_laws(site: Any, chance: Any) -> None:
    articles = [article(f"a{n}", *q, date=d) for n, (q, d) in enumerate(site)]
    found = register(articles, ENTITIES, nowhere)
    reports = [(r.article, r.number) for s in found for w in s.wordings for r in w.reports]
    assert sorted(reports) == [(a.id, n) for a in articles for n, _ in enumerate(a.quotes)], "each quotation once"
    assert len({s.id for s in found}) == len(found), "anchors are unique"
    meant = speakers(ENTITIES)
    for saying in found:
        texts = {meant(articles[int(r.article[1:])].quotes[r.number].speaker).casefold()
                 for w in saying.wordings for r in w.reports}  # fmt: skip
        assert texts == {saying.speaker.casefold()}, "nobody says another's words"
    chance.shuffle(articles)
    assert register(articles, ENTITIES, nowhere) == found, "the order of the articles is nobody's"


def test_very_many_and_very_long_quotations_take_no_forever() -> None:
    """Ten thousand words, and two thousand quotations that share most of theirs: bounded, and all there."""
    long = article("long", said("boat " * 10_000), said("boat " * 9_999), date="2024")
    many = [
        article(f"a{n}", said(f"we shall keep quay {n} open for every boat"), date="2024-03-05") for n in range(2_000)
    ]
    found = register([long, *many], ENTITIES, nowhere)
    assert sum(len(w.reports) for s in found for w in s.wordings) == 2_002
