"""The forms of a record's name: cases of name and form; and surnames."""

from __future__ import annotations

import pytest

from digest.link.forms import LONGEST, derived, initials, spellings, surname, surname_forms, writings
from digest.model import AliasFields, Entity, Group

FORMS: list[tuple[Group, str, str, str]] = [
    ("places", "Tessel, Orvania", "Tessel", "part"),
    ("places", "Upton, Marsh County, Orvania", "Upton", "part"),
    ("places", "A12 road", "A12", "part"),
    ("places", "Interstate 12", "I-12", "spelling"),
    ("places", "Sainte-Ode", "St-Ode", "spelling"),
    ("places", "Saint Brannoc", "St. Brannoc", "spelling"),
    ("places", "Saint Brannoc", "St Brannoc", "spelling"),
    ("places", "Haute-Mer", "Haute Mer", "spelling"),
    ("places", "Łomża", "Lomza", "spelling"),
    ("places", "Southern Orvania", "southern Orvania", "spelling"),
    ("places", "Southeast Orvania", "South-East Orvania", "spelling"),
    ("places", "Sub-Orvanian Plain", "sub-Orvanian Plain", "spelling"),
    ("places", "United States", "U.S.", "known"),
    ("places", "Kyiv", "Kiev", "known"),
    ("places", "Al-Nur Mosque", "Nur Mosque", "spelling"),
    ("organizations", "Brask Freight, Inc.", "Brask Freight", "part"),
    ("organizations", "Brask Freight, Inc.", "Brask Freight Inc", "spelling"),
    ("organizations", "The Second Quay", "Second Quay", "spelling"),
    ("organizations", "The Gannet", "the Gannet", "spelling"),
    ("organizations", "World Quay Organization", "World Quay Organisation", "spelling"),
    ("organizations", "World Quay Organization", "WQO", "initials"),
    ("organizations", "United States Navy", "US Navy", "spelling"),
    ("organizations", "United States Department of State", "State Department", "known"),
    ("things", "Treaty on Quays and Ropes", "TQR", "initials"),
    ("things", "Rope studies", "Rope Studies", "spelling"),
    ("people", "Teodor Brask (engineer)", "Teodor Brask", "part"),
    ("people", "Ida May Brask", "Ida Brask", "middle"),
    ("people", "Ida Brask", "Brask, Ida", "spelling"),
    ("people", "Ida Brask", "Brask", "lone"),
    ("people", "T. J. Brask", "T.J. Brask", "spelling"),
    ("people", "T. J. Brask", "TJ Brask", "spelling"),
    ("people", "Juan Cruz Jr.", "Juan Cruz, Jr.", "spelling"),
    ("people", "Jörg Grün", "Joerg Gruen", "spelling"),
    ("people", "Tom Brask, 2nd Earl of Quay", "Tom Brask", "part"),
]


def made(group: Group, name: str) -> Entity:
    return Entity(id="x", path="x", group=group, name=name)


@pytest.mark.parametrize("group, name, form, rule", FORMS)
def test_forms(group: Group, name: str, form: str, rule: str) -> None:
    assert (form, rule) in list(derived(made(group, name)))


@pytest.mark.parametrize(
    "group, name, form",
    [
        ("organizations", "The Gannet", "Gannet"),
        ("organizations", "Ropes, Sails and Paint", "Ropes"),
        ("organizations", "Quay Company", "Quay"),
        ("people", "King Arthur", "Arthur"),
        ("people", "Ida of Brask", "Brask"),
        ("people", "Juan Pedro Cruz Jr.", "Juan Cruz"),
        ("people", "Tessel, Orvania", "Tessel"),
        ("places", "Ropes and Sails", "RS"),
    ],
)
def test_what_is_no_form(group: Group, name: str, form: str) -> None:
    assert form not in {text for text, _ in derived(made(group, name))}


def test_a_plain_name_is_written_in_one_way() -> None:
    assert writings("Port Ellery", "places") == []
    assert list(derived(made("places", "Port Ellery"))) == []
    assert list(derived(made("places", "É-" * LONGEST))) == []


@pytest.mark.parametrize(
    "name, letters",
    [("World Health Organization", "WHO"), ("Dock Union", ""), ("the lower case words", ""), ("A 2 C D", ""), ("", "")],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_every_name_of_an_entity() -> None:
    aliases = ("Alias", AliasFields(name="Other", case=False))
    told = Entity(id="x", path="x", group="places", name="Name", aliases=aliases, names={"ru": "Имя"})
    assert [(a.name, a.case) for a in spellings(told)] == [
        ("Name", True),
        ("Alias", True),
        ("Other", False),
        ("Имя", True),
    ]


SURNAMES = [
    ("Sergey Lavrov", "Lavrov"),
    ("Alan Peter S. Cayetano", "Cayetano"),
    ("Robert Kennedy, Jr.", "Kennedy"),
    ("Martin Luther King III", "King"),
    ("Leila de la Cruz", "de la Cruz"),
    ("Leila De Lima", "De Lima"),
    ("Juan Dela Cruz", "Dela Cruz"),
    ("Ursula von der Leyen", "von der Leyen"),
    ("Maria de los Santos", "de los Santos"),
    ("Abdel Fattah el-Sisi", "el-Sisi"),
    ("Nour El-Din Al-Assad", "Al-Assad"),
    ("Ana ash-", ""),
    ("Osama bin Laden", "bin Laden"),
    ("Gloria Macapagal-Arroyo", "Macapagal-Arroyo"),
    ("Conor O’Brien", "O'Brien"),
    ("Сергей Лавров", "Лавров"),
    ("Malcolm X", ""),
    ("Rodrigo", ""),
    ("De Lima", "Lima"),
    ("van Gogh", "Gogh"),
    ("سلمى درويش", ""),
    ("李伟", ""),
    ("J. R.", ""),
    ("Jr.", ""),
    ("", ""),
    ("  Ana \u00a0 Cruz ,", "Cruz"),
]


@pytest.mark.parametrize("name, expected", SURNAMES)
def test_surname(name: str, expected: str) -> None:
    assert surname(name) == expected


@pytest.mark.parametrize(
    "short, forms",
    [
        ("Lavrov", ["Lavrov"]),
        ("de la Cruz", ["de la Cruz", "De la Cruz"]),
        ("al-Assad", ["al-Assad", "Al-Assad", "Assad"]),
        ("", []),
    ],
)
def test_forms_of_a_surname(short: str, forms: list[str]) -> None:
    assert surname_forms(short) == forms
