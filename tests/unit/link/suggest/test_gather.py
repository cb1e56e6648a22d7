"""Names of many texts, counted."""

from __future__ import annotations

import pytest

from digest.link.suggest.gather import Sighting, Suggestion, suggestions, without_tail, without_title

PERSON, ORGANIZATION = (0.9, 0.1, 0.0, 0.0), (0.1, 0.9, 0.0, 0.0)


def gathered(*articles: list[str], known: tuple[str, ...] = (), votes: tuple[float, ...] = PERSON) -> list[Suggestion]:
    found = {str(n): [Sighting(text, votes, ()) for text in texts] for n, texts in enumerate(articles)}
    return suggestions(found, {str(n): ". ".join(texts) for n, texts in enumerate(articles)}, known)


def counted(found: list[Suggestion]) -> dict[str, int]:
    return {s.name: s.mentions for s in found}


TITLES = [
    ("President Walter Hale", "Walter Hale"),
    ("Foreign Minister Irene Calder", "Foreign Minister Irene Calder"),
    ("Mr. Hale", "Hale"),
    ("King", "King"),
    ("Irene Calder", "Irene Calder"),
]


@pytest.mark.parametrize(("text", "bare"), TITLES)
def test_titles(text: str, bare: str) -> None:
    assert without_title(text) == bare


TAILS = [
    ("Ellery-based", "Ellery"),
    ("German-born", ""),
    ("Al-Hadi", "Al-Hadi"),
    ("Port Ellery", "Port Ellery"),
    ("-", "-"),
]


@pytest.mark.parametrize(("text", "bare"), TAILS)
def test_adjectives_made_of_names(text: str, bare: str) -> None:
    assert without_tail(text) == bare


def test_a_and_b_are_two_where_they_stand_alone_elsewhere() -> None:
    assert counted(gathered(["Hale and Calder"], ["Hale", "Calder"])) == {"Hale": 2, "Calder": 2}
    assert counted(gathered(["Hale and Calder"], votes=ORGANIZATION)) == {"Hale and Calder": 1}


def test_a_surname_stands_for_the_only_full_name_of_its_article() -> None:
    assert counted(gathered(["Walter Hale", "Hale"], ["Hale"])) == {"Walter Hale": 2, "Hale": 1}
    assert counted(gathered(["Walter Hale", "Ruth Hale", "Hale"])) == {"Walter Hale": 1, "Ruth Hale": 1, "Hale": 1}


def test_known_names_are_not_asked() -> None:
    assert counted(gathered(["Walter Hale", "Hale", "Irene Calder"], known=("WALTER HALE",))) == {"Irene Calder": 1}


def test_the_name_shown_is_not_in_capitals_if_it_need_not_be() -> None:
    [found] = gathered(["WALTER HALE"], ["WALTER HALE"], ["Walter Hale"])
    assert found.name == "Walter Hale"
    assert found.spellings == (("WALTER HALE", 2), ("Walter Hale", 1))


def test_names_that_may_be_one() -> None:
    found = {s.name: s for s in gathered(["J. Hale"], ["John Hale"], ["John P. Hale"])}
    assert {m.right: m.why for m in found["John Hale"].same} == {"J. Hale": "initials", "John P. Hale": "middle-name"}


def test_an_acronym_must_meet_its_long_form() -> None:
    [one, two] = gathered(["Harbour Board", "HB"], votes=ORGANIZATION)
    assert [m.why for m in (*one.same, *two.same)] == ["acronym", "acronym"]
    [one, two] = gathered(["Harbour Board"], ["HB"], votes=ORGANIZATION)
    assert (one.same, two.same) == ((), ())
