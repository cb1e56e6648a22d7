"""One page of each kind: what it shows, in which order, and what stands beside it."""

from __future__ import annotations

from typing import Any

from digest.dates import parse
from digest.model import Edition, Page, SharedEvent, Source, Tag
from digest.site.pages import LATEST, RECENT_EVENTS
from tests.unit.site.made import article, entity, everything, make, record, text_of


def ids(cards: Any) -> list[str]:
    return [card.id for card in cards]


def labels(links: Any) -> list[str]:
    return [link.label for link in links]


def shared(ident: str, date: str | None = None, **fields: Any) -> Any:
    return record(SharedEvent, ident, headline=ident.title(), date=date, **fields)


# ---------------------------------------------------------------------------------------------------------------- home


def test_home_shows_the_newest_and_says_what_there_is() -> None:
    made = make(
        *(article(f"a{n:02d}", date=f"2024-01-{n:02d}") for n in range(1, LATEST + 3)),
        article("undated"),
        entity("ada", "Ada Alder"),
        entity("elm", "Port Elm", "places"),
        shared("storm", "2024"),
        record(Edition, "first", number=1, period="2024-01/2024-01"),
        record(Edition, "second", number=2, period="2024-02/2024-02"),
    )
    home = made.view("")
    assert ids(home.cards) == [f"a{n:02d}" for n in range(LATEST + 2, 2, -1)]
    assert home.more.href == "/sub/archive/"
    assert home.edition.link.label == "Edition 2"
    assert {c.link.href: c.count for c in home.counts} == {
        "/sub/archive/": LATEST + 3,
        "/sub/people/": 1,
        "/sub/places/": 1,
        "/sub/timeline/": 1,
    }
    assert home.crumbs == ()


def test_home_lists_the_latest_events_newest_first_without_the_undated() -> None:
    made = make(*(shared(f"e{n}", f"20{n:02d}") for n in range(1, RECENT_EVENTS + 3)), shared("some-day"))
    assert ids(made.view("").events) == [f"e{n}" for n in range(RECENT_EVENTS + 2, 2, -1)]


def test_an_empty_site_has_a_home() -> None:
    home = make().view("")
    assert (home.edition, home.cards, home.more, home.events, home.counts) == (None, (), None, (), ())


# ------------------------------------------------------------------------------------------------------------- article


def test_an_article_shows_what_is_known_of_it() -> None:
    view = everything().view("articles/one/")
    assert (view.title, view.language, view.direction) == ("Title of one", "en-GB", "ltr")
    assert (view.date, view.updated, view.captured) == (parse("2024-03-05"), parse("2024-03-06"), parse("2024-03-07"))
    assert (view.original, view.archive, view.desk) == ("https://gazette.example/1", "https://archive.example/1", "BB")
    assert (view.authors, view.keywords, view.captions, view.clipping) == (
        ("Bo",),
        ("dues",),
        ("The port.",),
        "page.html",
    )
    assert [(labels([q.speaker]), text_of(q.text)) for q in view.quotes] == [(["Ada Alder"], "It is late.")]
    assert [e.headline for e in view.events] == ["A storm", "The board meets", "Ada Alder speaks"]
    assert {s.anchor: labels(e.link for e in s.entries) for s in view.entities} == {
        "people": ["Ada Alder"],
        "organizations": ["Harbour Board"],
        "places": ["Port Elm"],
    }
    assert [(t.label, t.href) for t in view.tags] == [("dues", "/sub/tags/harbour/dues/")]
    assert [(r.label, r.href) for r in view.references] == [("Title of two", "/sub/articles/two/"), ("Not here", "")]
    assert ids(view.copies) == ["two"]
    assert [(c.date, c.text) for c in view.corrections] == [(parse("2024-03-08"), "A name was wrong.")]
    assert view.words == 13 and view.shown == "full"
    assert labels(view.crumbs) == ["Home", "The dues"]


def test_a_right_to_left_article_reads_from_right_to_left() -> None:
    view = make(article("one", "نص", language="ar")).view("articles/one/")
    assert (view.language, view.direction) == ("ar", "rtl")


def test_a_reference_waits_until_its_clipping_arrives() -> None:
    waiting = article("one", references=("The  RIVER rises",))
    assert make(waiting).view("articles/one/").references[0].href == ""
    found = make(waiting, article("two", title="The river\nrises")).view("articles/one/").references[0]
    assert (found.label, found.href) == ("The RIVER rises", "/sub/articles/two/")


# ------------------------------------------------------------------------------------------------ entities and sources


def test_an_entity_shows_who_it_is_and_who_names_it() -> None:
    view = everything().view("people/ada/")
    assert (view.title, view.group, view.kind) == ("Ada Alder", "people", "engineer")
    assert [(n.label, n.language) for n in view.names] == [("Ада", "ru")]
    assert (view.aliases, view.same_as) == (("Miss Alder",), ("https://elsewhere.example/ada",))
    assert view.body == "About [the port](/sub/places/port-elm/)."
    (position,) = view.positions
    assert (position.title, position.organization.label, position.since) == ("Chair", "Harbour Board", parse("2020"))
    assert (view.part_of.label, view.parts) == ("Harbour Board", ())
    assert labels(everything().view("organizations/board/").parts) == ["Ada Alder"]
    assert [m.card.id for m in view.mentions] == ["one"]
    assert [e.headline for y in view.timeline.years for e in y.events] == ["Ada Alder speaks"]
    assert view.timeline_link.href == "/sub/people/ada/timeline/"


def test_an_entity_lists_articles_newest_first_and_the_undated_last() -> None:
    ada = entity("ada", "Ada Alder")
    made = make(
        ada,
        *(
            article(i, "Ada Alder came.", **({"date": d} if d else {}))
            for i, d in (("a", ""), ("b", "2023"), ("c", "2024"))
        ),
    )
    assert [m.card.id for m in made.view("people/ada/").mentions] == ["c", "b", "a"]
    assert made.view("people/ada/").timeline is None and made.view("people/ada/").timeline_link is None


def test_a_source_lists_what_it_published() -> None:
    made = make(
        article("one", date="2023"),
        article("two", date="2024"),
        article("other", source="herald"),
        record(Source, "herald", name="H"),
    )
    assert ids(made.view("sources/gazette/").cards) == ["two", "one"]
    assert ids(made.view("sources/herald/").cards) == ["other"]


def test_a_prose_page_shows_its_text() -> None:
    made = make(record(Page, "about", title="About", summary="Us.", body="See [[gazette]]."))
    view = made.view("about/")
    assert (view.title, view.description, view.body) == ("About", "Us.", "See [The Gazette](/sub/sources/gazette/).")


# --------------------------------------------------------------------------------------------------------------- tags


def test_a_tag_holds_what_stands_below_it() -> None:
    made = make(
        article("one", tags=("Harbour/Dues/Late",)),
        article("two", tags=("harbour",)),
        article("three", tags=("town",)),
        record(Tag, "harbour", title="The harbour", summary="Ships.", body="See [[town]]."),
        record(Tag, "harbour/quays", title="Quays"),
    )
    top, middle, bottom = (made.view(f"tags/{path}/") for path in ("harbour", "harbour/dues", "harbour/dues/late"))
    assert (top.title, top.summary) == ("The harbour", "Ships.")
    assert sorted(ids(top.cards)) == ["one", "two"] and ids(middle.cards) == ids(bottom.cards) == ["one"]
    assert [(c.link.label, c.link.href, c.count, c.level) for c in top.children] == [
        ("Dues", "/sub/tags/harbour/dues/", 1, 1),
        ("Quays", "/sub/tags/harbour/quays/", 0, 1),
    ]
    assert labels(bottom.crumbs) == ["Home", "Subjects", "The harbour", "Dues"]
    assert [c.href for c in bottom.crumbs][1:] == ["/sub/tags/", "/sub/tags/harbour/", "/sub/tags/harbour/dues/"]
    assert made.view("tags/harbour/quays/").cards == ()


def test_a_tags_timeline_holds_events_of_the_tags_below_it() -> None:
    made = make(
        shared("storm", "2024", tags=("harbour/dues",)),
        article("one", tags=("Harbour/Dues",)),
        article("two", tags=("town",)),
    )
    assert [e.id for year in made.view("tags/harbour/timeline/").timeline.years for e in year.events] == ["storm"]
    assert made.view("tags/harbour/").timeline_link.href == "/sub/tags/harbour/timeline/"
    assert made.view("tags/town/").timeline_link is None and "tags/town/timeline/index.html" not in made.outputs


# ----------------------------------------------------------------------------------------------------------------- 404


def test_the_page_for_lost_readers_links_from_the_root() -> None:
    made = make(entity("ada", "Ada Alder"))
    view = made.view("404.html")
    assert [link.href for link in view.links] == ["/sub/archive/", "/sub/timeline/", "/sub/people/"]
    assert view.title == "Page not found"
