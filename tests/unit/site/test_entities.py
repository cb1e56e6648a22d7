"""The page of an entity: its offices in order, its words, and with whom it is named."""

from __future__ import annotations

from digest.dates import parse
from digest.model import Position
from digest.site.quotes import SHOWN
from tests.unit.site.made import article, entity, make, quote, text_of

ADA = entity("ada", "Ada Alder")


def test_positions_stand_by_time_the_latest_first() -> None:
    held = [
        Position(title=t, since=parse(d) if d else None)
        for t, d in (("Clerk", "2001"), ("Patron", ""), ("Mayor", "2010"))
    ]
    view = make(entity("ada", "Ada Alder", positions=tuple(held))).view("people/ada/")
    assert [p.title for p in view.positions] == ["Mayor", "Clerk", "Patron"]


def test_who_is_often_named_with_it_stands_with_the_number_of_articles() -> None:
    both = [article(f"both{n}", "Ada Alder met Bo Birch.") for n in range(3)]
    made = make(ADA, entity("bo", "Bo Birch", kind="baker"), *both, *(article(f"other{n}") for n in range(5)))
    [often] = made.view("people/ada/").often
    assert (often.link.label, often.link.href, often.count) == ("Bo Birch", "/sub/people/bo/", 3)


def test_its_last_words_and_the_way_to_all_of_them() -> None:
    said = [
        article(f"a{n}", date=f"2024-03-{n:02d}", quotes=(quote(f"Words number {n}.", "ada"),))
        for n in range(1, SHOWN + 3)
    ]
    view = make(ADA, *said).view("people/ada/")
    assert [text_of(s.wordings[0].text) for s in view.sayings] == [
        f"Words number {n}." for n in range(SHOWN + 2, 2, -1)
    ]
    assert view.sayings_link.href == "/sub/quotes/ada/"
    silent = make(ADA).view("people/ada/")
    assert (silent.sayings, silent.sayings_link, silent.often) == ((), None, ())
