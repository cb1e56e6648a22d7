"""What the words around a name show. A case marks the name with < and >."""

from __future__ import annotations

import pytest

from digest.link import context
from digest.link.folding import fold


def marked(text: str) -> tuple[str, int, int]:
    start = text.index("<")
    end = text.index(">") - 1
    return fold(text.replace("<", "").replace(">", "")), start, end


@pytest.mark.parametrize(
    "text, side",
    [
        ("He met Ida <Paris> there.", "left"),
        ("the <Asia> Minor coast", "right"),
        ("Omar al-<Hajj> came", "hyphen"),
        ("a Manila-<Tessel> train", ""),
        ("In <Paris> it rained.", ""),
        ("He left. <Paris> slept.", ""),
        ("It is in Quay. <Paris> slept.", ""),
        ("Mayor <Paris> spoke.", ""),
        ("said <Moscow> Mayor Brask", ""),
        ("from Tessel, <Paris>, Upton", ""),
        ("<Paris>", ""),
    ],
)
def test_part_of_a_longer_name(text: str, side: str) -> None:
    assert context.longer(*marked(text)) == side


def test_another_known_name_beside_it_is_no_longer_name() -> None:
    text, start, end = marked("the <Tessel> Upton line")
    assert context.longer(text, start, end) == "right"
    assert context.longer(text, start, end, {end + 1}) == ""


@pytest.mark.parametrize(
    "text, date",
    [
        ("on <May> 3", True),
        ("3 <May>", True),
        ("last <May>", True),
        ("<Sun> 9 am", True),
        ("<May> said so", False),
        ("the <Sun> rose", False),
        ("In <Paris> 3 people", False),
    ],
)
def test_months_and_days(text: str, date: bool) -> None:
    assert context.is_date(*marked(text)) is date


@pytest.mark.parametrize(
    "text, shown",
    [
        ("so Professor <Brask> said", "title"),
        ("so Mr. <Brask> left", "title"),
        ("so Ida May <Brask> left", "middle"),
        ("so I. <Brask> left", "middle"),
        ("so Tom <Brask> said", "other"),
        ("the <Brask> Prize", "other"),
        ("so <Brask> said", "lone"),
        ("<Brask> and his men", "lone"),
        ("as told (<Brask>, 2006).", "lone"),
        ("according to <Brask> it", "lone"),
        ("It was done in Quay. <Brask> was away.", "lone"),
        ("so <Brask> in May", ""),
    ],
)
def test_who_is_meant_by_a_surname(text: str, shown: str) -> None:
    assert context.person(*marked(text), frozenset({"ida", "i."}))[0] == shown


def test_a_first_name_belongs_to_the_name() -> None:
    text, start, end = marked("so Ida May <Brask> left")
    assert context.person(text, start, end, frozenset({"ida"})) == ("middle", 3)


def test_headlines() -> None:
    assert context.in_capitals(*marked("How To Trick <People> Into Thinking"))
    assert not context.in_capitals(*marked("they told the <People> what to think"))


def test_small_signs() -> None:
    assert context.is_label(*marked("(<IATA>: PEL)")) and context.is_label(*marked("the <OSU>-Tessel road"))
    assert not context.is_label(*marked("the <OSU> road"))
    assert context.in_parentheses(*marked("Tessel (<AFP>)")) and not context.in_parentheses(*marked("(<AFP> said)"))
    assert context.is_common("World") and not context.is_common("Tessel")
    assert context.word_after("A b", 1) == "b" and context.word_before("A b", 2) == "A"
    assert context.opens_sentence("One. Two", 5) and not context.opens_sentence("one Two", 4)
