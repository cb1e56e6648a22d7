"""Cards, linked text, mentions and events: what many pages show, made once."""

from __future__ import annotations

import re
from typing import Any

import pytest

from digest.dates import parse
from digest.model import Edition, Page, SharedEvent, SourceName, Story
from digest.site.cards import PASSAGES, direction
from tests.unit.site.made import Made, article, entity, event, make, quote, record, text_of

ADA = entity("ada", "Ada Alder")
BO = entity("bo", "Bo Birch")


def body(*records: Any, **config: Any) -> str:
    """The body of the article "one" as its page shows it."""
    return str(make(ADA, BO, *records, **config).view("articles/one/").body)


def links(markdown: str) -> list[str]:
    """What is linked to whom, in order."""
    return [f"{label} -> {href}" for label, href in re.findall(r"(?<!!)\[([^\]]*)\]\(([^)]*)\)", markdown)]


# --------------------------------------------------------------------------------------------------------------- cards


def test_a_card_says_what_every_list_shows() -> None:
    made = make(
        record(Story, "dues", title="The dues"),
        article(
            "one",
            title="A  title\nof <two> lines",
            date="2024-03~",
            summary="Ours.\nStill.",
            story="dues",
            language="en-GB",
        ),
    )
    card = made.cards.article("one")
    assert (card.id, card.href, card.title, card.summary) == (
        "one",
        "/sub/articles/one/",
        "A title of <two> lines",
        "Ours. Still.",
    )
    assert (card.date, card.language, card.direction) == (parse("2024-03~"), "en-GB", "ltr")
    assert card.source and (card.source.label, card.source.href) == ("The Gazette", "/sub/sources/gazette/")
    assert card.story and (card.story.label, card.story.href) == ("The dues", "/sub/stories/dues/")
    assert made.cards.article("one") is card


def test_an_undated_article_has_a_card_without_a_date() -> None:
    assert make(article("one")).cards.article("one").date is None


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("ar", "rtl"),
        ("ar-EG", "rtl"),
        ("HE", "rtl"),
        ("fa", "rtl"),
        ("ur", "rtl"),
        ("en", "ltr"),
        ("ru", "ltr"),
        ("arn", "ltr"),
    ],
)
def test_the_direction_of_a_language(language: str, wanted: str) -> None:
    assert direction(language) == wanted
    card = make(article("one", language=language)).cards.article("one")
    assert (card.language, card.direction) == (language, wanted)


def test_an_article_without_a_language_has_the_sites() -> None:
    card = make(article("one"), language="he").cards.article("one")
    assert (card.language, card.direction) == ("he", "rtl")


@pytest.mark.parametrize(
    ("source", "label", "href"),
    [
        ("gazette", "The Gazette", "/sub/sources/gazette/"),
        (SourceName(name="A paper"), "A paper", ""),
        ("nobody", "nobody", ""),
    ],
)
def test_a_source_is_linked_where_it_has_a_page(source: Any, label: str, href: str) -> None:
    found = make(article("one", source=source)).cards.article("one").source
    assert found and (found.label, found.href) == (label, href)


def test_an_article_may_have_no_source() -> None:
    assert make(article("one", source="")).cards.article("one").source is None


# --------------------------------------------------------------------------------------------------------- linked text


def test_the_first_mention_in_each_section_is_linked() -> None:
    text = (
        "Ada Alder met Bo Birch. Ada Alder left.\n\n## Ada Alder again\n\nAda Alder came. Alder went.\n\n"
        "Bo\n--\n\nBo Birch."
    )
    assert links(body(article("one", text))) == [
        "Ada Alder -> /sub/people/ada/",
        "Bo Birch -> /sub/people/bo/",
        "Ada Alder -> /sub/people/ada/",
        "Bo Birch -> /sub/people/bo/",
    ]


def test_a_link_of_the_curators_counts_as_the_first_mention() -> None:
    assert links(body(article("one", "[[ada|She]] met Ada Alder."))) == ["She -> /sub/people/ada/"]


def test_what_is_no_prose_is_not_linked() -> None:
    text = "`Ada Alder` [Ada Alder](/x) https://x.example/Ada Alder\n\n```\nAda Alder\n```\n\n# Ada Alder"
    assert links(body(article("one", text))) == ["Ada Alder -> /x"]


def test_the_words_of_a_body_are_all_there_and_in_order() -> None:
    text = "Ada Alder met Bo Birch, and *Ada Alder* left.\n\n> Bo Birch: “Ada Alder?”\n\n- Bo Birch"
    assert re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", body(article("one", text))) == text


def test_only_the_allowed_text_is_linked() -> None:
    shown = body(
        article("one", "Ada Alder came here. Bo Birch went away again soon."), republish="excerpt", excerpt_words=5
    )
    assert shown == "[Ada Alder](/sub/people/ada/) came here. …"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[[ada]]", "[Ada Alder](/sub/people/ada/)"),
        ("[[ada|the *engineer*]]", "[the \\*engineer\\*](/sub/people/ada/)"),
        ("[[one]]", "[Title of one](/sub/articles/one/)"),
        ("[[held]]", "held"),
        ("[[dues]]", "[The dues](/sub/stories/dues/)"),
        ("[[storm|then]]", "[then](/sub/timeline/#storm)"),
        ("[[2024-w10]]", "[Edition 3: First](/sub/editions/2024-w10/)"),
        ("[[gazette]]", "[The Gazette](/sub/sources/gazette/)"),
        ("[[about]]", "[About](/sub/about/)"),
        ("[[nobody]]", "nobody"),
        ("[[nobody|somebody]]", "somebody"),
        ("`[[ada]]`", "`[[ada]]`"),
        ("\\[[ada]]", "\\[[ada]]"),
    ],
)
def test_wikilinks_lead_to_any_record(written: str, shown: str) -> None:
    others = (
        article("held", status="inbox"),
        record(Story, "dues", title="The dues"),
        record(SharedEvent, "storm", headline="A storm"),
        record(Edition, "2024-w10", number=3, period="2024-03-04/2024-03-10", title="First"),
        record(Page, "about", title="About"),
    )
    assert body(article("one", f"See {written}."), *others) == f"See {shown}."
    made = make(ADA, article("one"), *others, record(Story, "tale", title="A tale", body=f"See {written}."))
    assert made.view("stories/tale/").body == f"See {shown}."


def test_a_name_with_brackets_is_linked_with_them() -> None:
    made = make(entity("co", "Co [and] Sons", "organizations"), article("one", "Co [and] Sons paid."))
    assert made.view("articles/one/").body == "[Co [and] Sons](/sub/organizations/co/) paid."


def test_a_name_behind_an_exclamation_mark_does_not_become_a_picture() -> None:
    shown = body(article("one", "Who won?!Ada Alder did, and \\Ada Alder knew. Ada Alder left."))
    assert "![" not in shown and "\\[" not in shown
    assert links(shown) == ["Ada Alder -> /sub/people/ada/"]


def test_a_long_text_with_many_names_is_linked_in_one_pass() -> None:
    people = [entity(f"p{n}", f"Person{chr(65 + n)} Name") for n in range(20)]
    text = "\n\n".join(f"## Part {k}\n\n" + " ".join(f"{p.name} came." for p in people) for k in range(60))
    assert len(links(body(article("one", text), *people))) == 20 * 60


def test_summaries_link_each_entity_once_and_keep_their_words() -> None:
    made = make(ADA, BO, article("one", summary="Ada Alder met Bo Birch; Ada Alder left.", facts=("Bo Birch stayed.",)))
    view = made.view("articles/one/")
    assert text_of(view.summary) == "Ada Alder met Bo Birch; Ada Alder left."
    assert [(r.text, r.href) for r in view.summary if r.href] == [
        ("Ada Alder", "/sub/people/ada/"),
        ("Bo Birch", "/sub/people/bo/"),
    ]
    assert [r.href for r in view.facts[0]] == ["/sub/people/bo/", ""]


# ---------------------------------------------------------------------------------------------------------- mentions


def mention(made: Made, entity: str = "ada") -> Any:
    return made.cards.mention(entity, "one")


def test_a_mention_shows_the_sentences_that_name_it_marked() -> None:
    item = mention(make(ADA, article("one", "Rain fell. Then *Ada Alder* came to the [port](/x). It ended.")))
    (passage,) = item.passages
    assert (passage.before, passage.name, passage.after) == ("Then ", "Ada Alder", " came to the port.")
    assert item.card.id == "one" and item.more == 0


def test_a_mention_shows_few_sentences_and_counts_the_others() -> None:
    item = mention(make(ADA, article("one", " ".join(f"Ada Alder spoke {n} times." for n in range(PASSAGES + 2)))))
    assert (len(item.passages), item.more) == (PASSAGES, 2)


def test_what_somebody_said_comes_first() -> None:
    item = mention(make(ADA, article("one", "Ada Alder came.", quotes=(quote("It is late.", "ada"),))))
    assert [(p.role, p.before) for p in item.passages] == [("speaker", "“It is late.”"), ("subject", "")]


def test_an_entity_only_listed_has_a_mention_without_sentences() -> None:
    assert mention(make(ADA, article("one", "Nothing.", entities=("ada",)))).passages == ()


# -------------------------------------------------------------------------------------------------------------- events


def test_an_event_keeps_what_happened_apart_from_who_reported_it() -> None:
    made = make(
        ADA,
        entity("port-elm", "Port Elm", "places"),
        record(Story, "dues", title="The dues"),
        article(
            "one",
            date="2024-03-05",
            story="dues",
            events=(
                event(
                    "Ada Alder  speaks",
                    when="yesterday",
                    place="port-elm",
                    entities=("ada",),
                    kind="speech",
                    id="speech",
                ),
            ),
        ),
        article("two", date="2024-03-07", events=(event("", id="speech"),)),
    )
    item = made.cards.event(made.site.events["speech"])
    assert (item.headline, item.when, item.said, item.pending) == (
        "Ada Alder speaks",
        parse("2024-03-04"),
        "yesterday",
        False,
    )
    assert item.place and item.place.label == "Port Elm"
    assert [e.label for e in item.entities] == ["Ada Alder"]
    assert [(r.id, r.date) for r in item.reports] == [("one", parse("2024-03-05")), ("two", parse("2024-03-07"))]
    assert [s.label for s in item.stories] == ["The dues"]


def test_an_event_of_an_undated_article_waits() -> None:
    made = make(article("one", events=(event("A vote", when="last week", id="vote"),)))
    item = made.cards.event(made.site.events["vote"])
    assert (item.when, item.said, item.pending) == (None, "last week", True)


def test_events_are_found_by_who_took_part_and_where() -> None:
    made = make(
        ADA,
        entity("port-elm", "Port Elm", "places"),
        article(
            "one",
            events=(
                event("B", date="2024", place="port-elm", id="b"),
                event("A", date="2023", entities=("ada",), id="a"),
                event("C", date="2025", place="port-elm", entities=("port-elm",), id="c"),
            ),
        ),
    )
    assert {k: [e.id for e in v] for k, v in made.cards.events_of.items() if k} == {
        "ada": ["a"],
        "port-elm": ["b", "c"],
    }
