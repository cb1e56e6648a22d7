"""What of a clipping may appear: the levels, the cap, and the law that nothing else appears anywhere on the site."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.config import SiteConfig
from digest.model import Library, Quote, SharedEvent, Source
from digest.site.rights import allowance, events, level, prefix
from digest.text import word_count
from tests.unit.site.made import Made, article, entity, event, example, make, quote, record, strings

RUN = 6
"""So many words in a row of somebody's text, and one sees that it is theirs."""


def allowed(body: str, words: int = 75, **fields: Any) -> Any:
    return allowance(article("one", body, **fields), Library(), SiteConfig(excerpt_words=words))


# -------------------------------------------------------------------------------------------------------------- levels


@pytest.mark.parametrize(
    ("own", "outlet", "site", "wanted"),
    [
        (None, None, "excerpt", "excerpt"),
        (None, "summary", "full", "summary"),
        ("full", "metadata", "summary", "full"),
        ("metadata", None, "full", "metadata"),
    ],
)
def test_the_article_speaks_before_its_source_before_the_site(own: Any, outlet: Any, site: Any, wanted: str) -> None:
    library = Library(sources={"gazette": record(Source, "gazette", name="The Gazette", republish=outlet)})
    assert level(article("one", republish=own), library, SiteConfig(republish=site)) == wanted


@pytest.mark.parametrize(
    ("wanted", "end", "shown", "curated"),
    [
        ("full", 15, "full", True),
        ("excerpt", 4, "excerpt", True),
        ("summary", 0, "none", True),
        ("metadata", 0, "none", False),
    ],
)
def test_what_each_level_lets_through(wanted: Any, end: int, shown: str, curated: bool) -> None:
    found = allowed("One. Two three.", words=1, republish=wanted)
    assert (found.level, found.body_end, found.shown, found.curated) == (wanted, end, shown, curated)
    assert found.sentence("body", 0, 4) == (end >= 4)
    assert found.sentence("body", 5, 15) == (end == 15)
    assert found.sentence("title", 0, 99)
    assert found.sentence("quotes[0]", 0, 99) == found.sentence("summary", 0, 99) == curated


@pytest.mark.parametrize("body", ["One two.", "One two.\n", "  One two.\n\n"])
def test_a_text_within_the_cap_is_shown_whole(body: str) -> None:
    assert allowed(body, words=2, republish="excerpt").shown == "full"
    assert allowed(body, words=1, republish="excerpt").shown == "excerpt"


@pytest.mark.parametrize("wanted", ["full", "excerpt", "summary", "metadata"])
def test_where_there_is_no_text_none_is_shown(wanted: Any) -> None:
    assert allowed("", republish=wanted).shown == allowed(" \n", republish=wanted).shown == "none"


# ------------------------------------------------------------------------------------------------------------- the cap

PIECES = st.lists(
    st.sampled_from(
        [
            "One two three.",
            "[a link of words](https://x.example/a-b-c)",
            "`code of words`",
            "[[ada|Ada Alder]]",
            "\n\n",
            "## A heading\n",
            "```\nfenced code\n```\n",
            "https://x.example/one/two",
            "**bold words**",
            "新聞は文字だ。",
            "ข่าว",
            "[",
            "](",
            "[[",
            "`",
            "…",
        ]
    ),
    max_size=12,
).map(" ".join)


@settings(deadline=None)
@given(st.one_of(PIECES, st.text()), st.integers(1, 12))
def test_an_excerpt_never_has_more_words_than_the_cap(body: str, words: int) -> None:
    end = prefix(body, words)
    assert 0 <= end <= len(body)
    assert word_count(body[:end]) <= words
    assert body[:end] == body[:end].rstrip()
    if word_count(body) <= words:
        assert end == len(body.rstrip())


@pytest.mark.parametrize(
    ("body", "words", "shown"),
    [
        ("One two. Three four five six.", 4, "One two."),
        ("See [the whole report](https://x.example/) now and then.", 2, "See"),
        ("See [the report](https://x.example/) now and then.", 4, "See [the report](https://x.example/)"),
        ("We met [[ada|Ada Alder of the Board]] in town.", 4, "We met"),
        ("Run `rm -r a b c` with care.", 3, "Run"),
        ("It stands at https://x.example/one/two/three for all.", 3, "It stands at"),
        ("One two.\n\n## A long heading here\n\nThree.", 4, "One two."),
        ("[A whole text that is one link](https://x.example/)", 3, ""),
    ],
)
def test_a_cut_never_goes_through_a_link_or_code_or_a_heading(body: str, words: int, shown: str) -> None:
    assert body[: prefix(body, words)] == shown


def test_a_text_that_is_one_link_is_not_shown_at_all() -> None:
    assert allowed("[A whole text that is one link](https://x.example/)", words=3, republish="excerpt").shown == "none"


def test_a_script_without_spaces_is_no_single_word() -> None:
    assert allowed("漢" * 1000, words=75, republish="excerpt").body_end <= 150
    assert allowed("ข" * 5000, words=75, republish="excerpt").body_end <= 600


# -------------------------------------------------------------------------------------------------------------- events


def test_events_that_only_metadata_articles_tell_are_not_shown() -> None:
    made = make(
        article(
            "one",
            events=(event("Hidden", date="2024", id="hidden"), event("Both", date="2024", id="both")),
            republish="metadata",
        ),
        article("two", events=(event("Both", id="both"), event("Open", id="open"))),
        article("three", events=(event("", event="storm"),), republish="metadata"),
        record(SharedEvent, "storm", headline="A storm"),
    )
    assert [e.id for e in events(made.site, made.config)] == ["both", "open", "storm"]


# ------------------------------------------------------------------------------------------------------- the whole site


def tokens(text: str) -> list[str]:
    """The words of a text as a reader sees them: targets of links are no words."""
    return re.findall(r"\w+", re.sub(r"\]\([^)]*\)", "", text).casefold())


def runs(text: str) -> set[tuple[str, ...]]:
    words = tokens(text)
    return {tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1)}


def restricted(wanted: str) -> Made:
    """The example town with everybody's texts under one level."""
    found = example("port-ellery")
    library = msgspec.structs.replace(
        found.site.library,
        articles={i: msgspec.structs.replace(a, republish=None) for i, a in found.site.library.articles.items()},
        sources={i: msgspec.structs.replace(s, republish=None) for i, s in found.site.library.sources.items()},
    )
    return Made(library, msgspec.structs.replace(found.config, republish=wanted, excerpt_words=30))


def curators_words(library: Library) -> set[tuple[str, ...]]:
    """Runs of words in all that the curator wrote: quotations, facts and summaries may say what a text says."""
    found: set[tuple[str, ...]] = set()
    for shelf in (
        library.articles,
        library.entities,
        library.stories,
        library.editions,
        library.events,
        library.pages,
        library.tags,
    ):
        for item in shelf.values():
            fields = msgspec.to_builtins(item)
            if shelf is library.articles:
                del fields["body"]
            found |= runs(" | ".join(_texts(fields)))
    return found


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return [text for item in inner for text in _texts(item)]


@pytest.mark.parametrize("wanted", ["excerpt", "summary", "metadata"])
def test_nothing_of_the_hidden_rest_of_a_text_appears_anywhere(wanted: str) -> None:
    made = restricted(wanted)
    articles = made.site.articles.values()
    ends = {a.id: made.cards.allowance(a.id).body_end for a in articles}
    open_runs = curators_words(made.site.library).union(*(runs(a.body[: ends[a.id]]) for a in articles))
    hidden = set().union(*(runs(a.body[ends[a.id] :]) for a in articles)) - open_runs
    assert len(hidden) > 300
    for path, view in made.views.items():
        shown = set().union(*(runs(text) for text in strings(view)))
        joined = runs(" | ".join(strings(view)))
        assert not (shown | joined) & hidden, path
    for path in ("feed.xml", "timeline.ics"):
        unfolded = made.file(path).decode().replace("\r\n ", "")
        assert not runs(unfolded) & hidden, path


def test_an_entity_named_only_in_the_hidden_rest_shows_no_sentence_of_it() -> None:
    made = make(
        entity("ada", "Ada Alder"),
        article("one", "Open words stand here. Ada Alder said something that nobody may repeat.", republish="excerpt"),
        excerpt_words=4,
    )
    (item,) = made.view("people/ada/").mentions
    assert (item.card.id, item.passages, item.more) == ("one", (), 0)
    assert made.view("articles/one/").body == "Open words stand here. …"


def test_a_summary_shows_the_curators_words_and_no_body() -> None:
    view = make(
        article("one", "Secret words of the clipping.", summary="Ours.", facts=("A fact.",), republish="summary")
    ).view("articles/one/")
    assert (view.body, view.shown) == ("", "none")
    assert [r.text for r in (*view.summary, *view.facts[0])] == ["Ours.", "A fact."]


def test_metadata_shows_title_source_date_and_link_and_nothing_of_the_clipping() -> None:
    made = make(
        entity("ada", "Ada Alder", body="[[one]]"),
        article(
            "one",
            "Secretbody of Ada Alder.",
            title="The title",
            date="2024-03-05",
            url="https://gazette.example/1",
            summary="Secretsummary of Ada Alder.",
            facts=("Secretfact of Ada Alder.",),
            quotes=(quote("Secretquote.", "ada"),),
            captions=("Secretcaption.",),
            keywords=("Secretkeyword",),
            republish="metadata",
            events=(event("Secretevent of Ada Alder", when="yesterday", place="ada", entities=("ada",)),),
        ),
    )
    view = made.view("articles/one/")
    assert (view.title, view.date.edtf, view.source.label, view.original) == (
        "The title",
        "2024-03-05",
        "The Gazette",
        "https://gazette.example/1",
    )
    for path, shown in made.views.items():
        leaks = [text for text in strings(shown) if "secret" in text.casefold()]
        assert not leaks, path
    assert b"secret" not in made.file("timeline.ics").lower() + made.file("feed.xml").lower()


def test_long_quotations_are_named_unless_the_text_may_be_shown_whole() -> None:
    quotes = (Quote(text="word " * 26, speaker="ada"), *(Quote(text="word " * 25, speaker="ada"),) * 5)
    for rights, named in (("summary", ["quotes", "quotes[0].text"]), ("full", [])):
        found = make(article("one", "Words.", republish=rights, quotes=quotes)).problems
        assert sorted(p.key for p in found if p.code == "long-quote") == named
