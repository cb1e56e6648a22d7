"""The register of quotations: who said what, when, and where it is reported."""

from __future__ import annotations

from typing import Any

from digest.dates import parse
from digest.model import Position, Source
from digest.site.quotes import LATEST
from tests.unit.site.made import Made, article, entity, hrefs, make, quote, record, text_of

MAYOR = Position(title="Mayor", since=parse("2016"), until=parse("2024-11-18"))
ADA = entity("ada", "Ada Alder", positions=(MAYOR,))
WORDS = "We lost forty boats in the night, and nobody came."


def made(*records: Any, **config: Any) -> Made:
    return make(ADA, record(Source, "herald", name="The Herald", republish="metadata"), *records, **config)


def shown(view: Any) -> list[Any]:
    return [
        [(text_of(w.text), [card.id for card in w.reports]) for w in s.wordings]
        for group in view.groups
        for s in group.sayings
    ]


def test_copies_are_one_entry_with_all_who_report_it_and_other_wordings_stand_beside_it() -> None:
    site = made(
        article("one", date="2024-03-05", quotes=(quote(WORDS, "ada"),)),
        article("two", date="2024-03-06", quotes=(quote("lost forty boats in the night", "ada"),)),
        article("three", date="2024-03-07", quotes=(quote(WORDS.replace("forty", "fifty"), "ada"),)),
    )
    register = site.view("quotes/")
    assert shown(register) == [[(WORDS, ["one", "two"]), (WORDS.replace("forty", "fifty"), ["three"])]]
    assert (register.count, register.subject) == (1, None)
    [saying] = register.groups[0].sayings
    assert (saying.speaker.label, saying.speaker.href, saying.speaker.note) == (
        "Ada Alder",
        "/sub/people/ada/",
        "Mayor",
    )
    assert saying.when is None, "only the reports are dated"
    [section] = register.speakers
    assert [(e.link.label, e.link.href, e.count) for e in section.entries] == [("Ada Alder", "/sub/quotes/ada/", 1)]


def test_what_one_speaker_said_by_year_the_undated_last() -> None:
    site = made(
        article("one", date="2024-03-05", quotes=(quote("No.", "ada", date="2019-05-05"), quote("Yes, I did.", "ada"))),
        article("two", quotes=(quote("Perhaps.", "ada"), quote("Boats!", "Bo"))),
    )
    view = site.view("quotes/ada/")
    assert [(g.label, [text_of(s.wordings[0].text) for s in g.sayings]) for g in view.groups] == [
        ("2024", ["Yes, I did."]), ("2019", ["No."]), ("", ["Perhaps."]),
    ]  # fmt: skip
    assert [s.when and s.when.edtf for g in view.groups for s in g.sayings] == [None, "2019-05-05", None]
    assert (view.subject.href, view.count, view.speakers) == ("/sub/people/ada/", 3, ())
    assert site.view("quotes/bo/").subject.label == "Bo"


def test_years_before_christ_decades_and_what_was_said_until_then_stand_in_their_order() -> None:
    days = ("-0043-03-15", "0000", "Y-12000", "1890", "189X", "18XX", "../1850", "2024-05", "Y12017", "")
    said = tuple(quote(f"Words of {day or 'no day'} it is.", "ada", **({"date": day} if day else {})) for day in days)
    view = made(article("one", quotes=said)).view("quotes/ada/")
    assert [(g.label, g.anchor) for g in view.groups] == [
        ("12017", "_year-12017"), ("2024", "_year-2024"), ("1890", "_year-1890"), ("1890s", "_year-1890s"),
        ("1850", "_year-1850"), ("19th century", "_year-1800-1899"), ("1 BC", "_year-0000"), ("44 BC", "_year--0043"),
        ("12001 BC", "_year--12000"), ("", "_undated"),
    ]  # fmt: skip
    assert all(len(g.sayings) == 1 for g in view.groups)


def test_the_register_of_all_shows_the_latest_and_leads_to_everybody() -> None:
    site = made(
        *(
            article(f"a{n}", date="2024", quotes=(quote(f"Number {n} it is.", f"Speaker {n}"),))
            for n in range(LATEST + 5)
        )
    )
    view = site.view("quotes/")
    assert len(shown(view)) == LATEST
    assert {h for s in view.speakers for h in hrefs(s)} == {f"/sub/quotes/speaker-{n}/" for n in range(LATEST + 5)}


def test_what_may_not_appear_on_its_articles_page_appears_nowhere() -> None:
    """Neither the words nor that somebody was quoted there; nor what is held back."""
    site = made(
        article("one", source="herald", date="2024", quotes=(quote(WORDS, "ada"), quote("Hidden.", "Secret"))),
        article("two", status="inbox", date="2024", quotes=(quote(WORDS, "ada"),)),
    )
    assert not [path for path in site.outputs if path.startswith("quotes/")]
    assert site.view("people/ada/").sayings == () and site.view("people/ada/").sayings_link is None
    assert not [link for link in site.plan.site_view.footer if "quotes" in link.href]
    both = made(
        article("one", source="herald", date="2024", quotes=(quote(WORDS + " And more.", "ada"),)),
        article("three", date="2024", quotes=(quote(WORDS, "ada"),)),
    )
    assert shown(both.view("quotes/")) == [[(WORDS, ["three"])]]
    assert [link.href for link in both.plan.site_view.footer][1] == "/sub/quotes/"


def test_addresses_of_speakers_do_not_meet() -> None:
    """Names and ids of one address are one speaker, whatever the form of slugs."""
    names = ["ada", "Ada", "ADA", "Bo Birch", "bo-birch", "Åsa", "Asa", "…", "?!", "../..", "a" * 300]
    for slugs in ("unicode", "ascii"):
        site = made(
            *(article(f"a{n}", quotes=(quote(f"It is {n} o'clock.", name),)) for n, name in enumerate(names)),
            slugs=slugs,
        )
        assert not [p for p in site.problems if p.severity == "error"]
        view = site.view("quotes/")
        assert view.count == len(names) == sum(e.count for s in view.speakers for e in s.entries)
