"""Text with links: [[links]] in plain texts and in Markdown, and names beside them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.model import Development, Edition, Mention, Page, Story
from digest.site import linked
from digest.site.views import Link, Run
from digest.text import nfc
from tests.unit.site.made import article, entity, make, quote, record, text_of

ADA, BO = entity("ada", "Ada Alder"), entity("bo", "Bo Birch", summary="Not [[ada|the other]] one.")
PEOPLE = {"ada": Link(label="Ada Alder", href="/ada/"), "held": Link(label="held")}


def runs(text: str, *names: tuple[int, int, str], seen: set[str] | None = None) -> list[tuple[str, str]]:
    mentions = [
        Mention(article="a", field="summary", start=s, end=e, entity=i, rule="name", sentence=(0, len(text)))
        for s, e, i in names
    ]
    found = linked.runs(text, mentions, PEOPLE.get, set() if seen is None else seen)
    return [(run.text, run.href) for run in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("[[ada|She]] left.", [("She", "/ada/"), (" left.", "")]),
        ("[[ada]] left.", [("Ada Alder", "/ada/"), (" left.", "")]),
        ("See [[nobody|x]].", [("See ", ""), ("x", ""), (".", "")]),
        ("See [[held]].", [("See ", ""), ("held", ""), (".", "")]),
        ("[[ ada | She ]]", [("She", "/ada/")]),
        ("[[ada|]] [[]] [ada]", [("[[ada|]] [[]] [ada]", "")]),
        ("", []),
    ],
)
def test_links_in_a_plain_text(text: str, wanted: Any) -> None:
    assert runs(text) == wanted
    assert linked.words(text, PEOPLE.get) == "".join(t for t, _ in wanted)


def test_the_curators_own_link_is_the_first_wherever_it_stands() -> None:
    assert runs("Ada and [[ada|her]] boat.", (0, 3, "ada")) == [("Ada and ", ""), ("her", "/ada/"), (" boat.", "")]


def test_a_name_is_linked_once_and_not_inside_a_link() -> None:
    seen: set[str] = set()
    assert runs("Ada, Ada", (0, 3, "ada"), (5, 8, "ada"), seen=seen) == [("Ada", "/ada/"), (", Ada", "")]
    assert runs("Ada", (0, 3, "ada"), seen=seen) == [("Ada", "")]
    assert runs("[[nobody|Ada]]", (9, 12, "ada")) == [("Ada", "")]


@given(st.text("[]|adn \n*é", max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=4))
def test_linking_loses_no_words(text: str, places: list[tuple[int, int]]) -> None:
    """Whatever is linked, what a reader sees is the text without the marks of its [[links]]."""
    length = len(nfc(text))
    names = sorted((min(a, b), min(max(a, b), length), "ada") for a, b in places if min(a, b) < length)
    shown = "".join(t for t, _ in runs(text, *names))
    assert shown == linked.words(nfc(text), PEOPLE.get)


def test_every_text_of_the_curators_may_hold_links() -> None:
    made = make(
        ADA,
        BO,
        article("one", "[[bo|He]] left.", summary="For [[ada|her]].", facts=("With [[ada]].",), story="dues",
                date="2024", quotes=(quote("I saw [[ada|her]].", "bo"),)),
        record(Story, "dues", title="Dues", summary="About [[ada|her]]."),
        record(Edition, "w", number=1, period="2024", summary="With [[ada|her]]."),
    )  # fmt: skip
    her = Run(text="her", href="/sub/people/ada/")
    one = made.view("articles/one/")
    assert her in one.summary and text_of(one.summary) == "For her." == one.description
    assert [text_of(f) for f in one.facts] == ["With Ada Alder."] and one.facts[0][1].href == "/sub/people/ada/"
    assert her in one.quotes[0].text and one.body == "[He](/sub/people/bo/) left."
    assert made.cards.article("one").summary == "For her."
    assert her in made.view("stories/dues/").summary and her in made.view("editions/w/").summary
    assert text_of(made.view("people/bo/").summary) == "Not the other one."
    assert made.view("people/").sections[1].entries[0].summary == "Not the other one."
    [mention] = made.view("people/ada/").mentions
    assert [(p.before, p.name, p.after) for p in mention.passages] == [
        ("With ", "Ada Alder", "."),
        ("I saw ", "her", "."),
        ("For ", "her", "."),
    ]
    [mention] = made.view("people/bo/").mentions
    assert ("", "He", " left.") in [(p.before, p.name, p.after) for p in mention.passages]


def test_links_that_lead_nowhere_are_named_in_every_text() -> None:
    made = make(
        ADA,
        entity("cy", "Cy", summary="[[adda]]"),
        article("one", "Or [[adda]].", summary="[[adda]]", facts=("x", "[[adda]]"), quotes=(quote("[[adda]]", "ada"),)),
        record(Story, "dues", title="D", summary="[[adda]]", developments=(Development(text="So [[adda]]."),)),
        record(Page, "about", title="A", summary="[[adda|x]]", body="`[[adda]]`"),
    )
    found = [(p.path.rsplit("/", 1)[1], p.key, p.hint) for p in made.linking if p.code == "unknown-link"]
    near = "did you mean “ada”?"
    assert sorted(found) == [
        ("about.md", "summary", near),
        ("cy.md", "summary", near),
        ("dues.md", "developments[0].text", near),
        ("dues.md", "summary", near),
        ("one.md", "body[3]", near),
        ("one.md", "facts[1]", near),
        ("one.md", "quotes[0].text", near),
        ("one.md", "summary", near),
    ]


def test_an_article_may_turn_the_links_of_names_off_and_keep_its_own() -> None:
    text = {"summary": "Ada Alder came.", "facts": ("Ada Alder left.",), "quotes": (quote("Ask Ada Alder.", "bo"),)}
    body = "Ada Alder met [[bo|him]]."
    made = make(ADA, BO, article("one", body, link_names=False, **text), article("two", body, **text))
    one, two = made.view("articles/one/"), made.view("articles/two/")
    assert one.body == "Ada Alder met [him](/sub/people/bo/)."
    assert two.body == "[Ada Alder](/sub/people/ada/) met [him](/sub/people/bo/)."
    for texts in zip(
        (one.summary, *one.facts, one.quotes[0].text), (two.summary, *two.facts, two.quotes[0].text), strict=True
    ):
        assert [[r.href for r in t if r.href] for t in texts] == [[], ["/sub/people/ada/"]]
    assert one.entities == two.entities
    assert [m.card.id for m in made.view("people/ada/").mentions] == ["one", "two"]
