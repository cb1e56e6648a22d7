"""What an event shows of its reports: the sentences that the rights allow, and what the curator said they differ on."""

from __future__ import annotations

from typing import Any

import pytest

from digest.model import Answer, SharedEvent
from digest.site.evidence import LONGEST
from digest.site.views import EventItem
from tests.unit.site.made import article, entity, event, make, record

FIRE = record(SharedEvent, "fire", headline="A fire breaks out in the net loft", date="2024-03-04")
TOLD = event("", event="fire")
LEAD = "A fire broke out in the *net* loft on [Monday](https://elm.example/)."
SHOWN = "A fire broke out in the net loft on Monday."


def item(*records: Any, answers: tuple[Answer, ...] = (), **config: Any) -> EventItem:
    made = make(FIRE, *records, answers=answers, **config)
    return made.cards.event(made.site.events["fire"])


def report(ident: str, injured: int, **fields: Any) -> Any:
    body = f"{LEAD} {injured} people were injured." + " Words follow here." * 40
    return article(ident, body, date=f"2024-03-0{len(ident) + 4}", events=(TOLD,), **fields)


def test_the_sentence_stands_as_plain_words_with_its_report() -> None:
    (proof,) = item(report("a", 12, language="en-PH")).proofs
    assert (proof.text, proof.report.id, proof.language, proof.direction) == (SHOWN, "a", "en-PH", "ltr")


@pytest.mark.parametrize(
    ("republish", "shown"), [("full", [SHOWN]), ("excerpt", [SHOWN]), ("summary", []), ("metadata", [])]
)
def test_the_rights_decide(republish: Any, shown: list[str]) -> None:
    assert [p.text for p in item(report("a", 12, republish=republish)).proofs] == shown


def test_a_sentence_behind_the_excerpt_is_not_shown() -> None:
    late = article("a", "Words follow here. " * 60 + LEAD, date="2024-03-05", events=(TOLD,), republish="excerpt")
    assert item(late).proofs == ()
    assert [p.text for p in item(late, excerpt_words=500).proofs] == [SHOWN]


def test_the_curators_facts_are_in_the_sites_language() -> None:
    told = article(
        "a", facts=("A fire broke out in the net loft.",), events=(TOLD,), language="ar", republish="summary"
    )
    (proof,) = item(told).proofs
    assert (proof.language, proof.direction) == ("en", "ltr")


def test_a_text_without_stops_is_no_evidence_at_a_glance() -> None:
    endless = article("a", LEAD[:-1] + " and so on" * LONGEST, events=(TOLD,))
    assert item(endless).proofs == ()


def decided(verdict: Any, value: str) -> tuple[Answer, ...]:
    text = "fire number injured: a: 12 people were injured; bb: 15 people were injured"
    return (Answer(kind="contradiction", text=text, verdict=verdict, value=value),)


@pytest.mark.parametrize(
    ("verdict", "value", "right"),
    [("accept", "both", [False, False]), ("accept", "bb", [False, True]), ("reject", "", None)],
)
def test_what_reports_differ_on_as_the_curator_decided(verdict: Any, value: str, right: list[bool] | None) -> None:
    both = (report("a", 12), report("bb", 15))
    assert item(*both).differences == ()
    found = item(*both, answers=decided(verdict, value)).differences
    assert [[s.right for s in d.versions] for d in found] == ([right] if right else [])
    if found:
        assert [(s.report.id, s.words, s.when) for s in found[0].versions] == [
            ("a", "12 people were injured", None),
            ("bb", "15 people were injured", None),
        ]


def test_three_reports_that_differ_on_one_thing_stand_together() -> None:
    texts = (
        "fire number injured: a: 12 people were injured; bb: 15 people were injured",
        "fire number injured: bb: 15 people were injured; ccc: 14 people were injured",
    )
    answers = tuple(
        Answer(kind="contradiction", text=text, verdict="accept", value=value)
        for text, value in zip(texts, ("both", "ccc"), strict=True)
    )
    (found,) = item(report("a", 12), report("bb", 15), report("ccc", 14), answers=answers).differences
    assert [(v.report.id, v.right) for v in found.versions] == [("a", False), ("bb", False), ("ccc", True)]


def test_an_article_of_which_only_metadata_may_appear_says_nothing() -> None:
    found = item(report("a", 12), report("bb", 15, republish="metadata"), answers=decided("accept", "both"))
    assert found.differences == ()


def test_two_dates_are_dates_and_two_titles_are_somebodys() -> None:
    ada = entity("ada", "Ada Alder")

    def told(ident: str, title: str, date: str) -> Any:
        return article(
            ident,
            f"{title} Ada Alder came.",
            date="2024-03-05",
            events=(event("", event="e", date=date, entities=("ada",)),),
        )

    answers = tuple(
        Answer(kind="contradiction", text=text, verdict="accept", value="both")
        for text in ("e date date: a: 2024-03-01; b: 2024-03-02", "e title ada: a: Mayor; b: Former mayor")
    )
    shared = record(SharedEvent, "e", headline="Talks")
    made = make(ada, shared, told("a", "Mayor", "2024-03-01"), told("b", "Former mayor", "2024-03-02"), answers=answers)
    dates, titles = made.cards.event(made.site.events["e"]).differences
    assert dates.who is None and [s.when.edtf for s in dates.versions if s.when] == ["2024-03-01", "2024-03-02"]
    assert (
        titles.who
        and titles.who.label == "Ada Alder"
        and [s.words for s in titles.versions] == ["Mayor", "Former mayor"]
    )
