"""Text as values: slugs, sentences (cases as data), words, excerpts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from digest import text

CASES = Path(__file__).parents[1] / "cases" / "sentences"


def sentence_cases() -> list[Any]:
    """Each case is a list of sentences with what stands between them, in one file for each kind."""
    found = []
    for path in sorted(CASES.glob("*.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            found.append(pytest.param(case["text"], case["sentences"], id=f"{path.stem}-{len(found)}"))
    return found


@pytest.mark.parametrize("whole, expected", sentence_cases())
def test_sentences(whole: str, expected: list[str]) -> None:
    assert [whole[start:end] for start, end in text.sentences(whole)] == expected


@pytest.mark.parametrize("whole, expected", sentence_cases())
def test_the_sentence_at_a_place(whole: str, expected: list[str]) -> None:
    found, asked = text.sentences(whole), text.Sentences(whole)
    for at in range(len(whole) + 1):
        before = [sentence for sentence in found if sentence[0] <= at]
        assert asked.at(at) == (before[-1] if before else found[0] if found else (0, len(whole)))


SLUGS = [
    ("Moscow offers Manila arms", "moscow-offers-manila-arms"),
    ("  --Al-Assad's “plan”, part 2--  ", "al-assads-plan-part-2"),
    ("Philippines’ offer", "philippines-offer"),
    ("Ärger & Größe", "ärger-grösse"),
    ("ＦＵＬＬ　ｗｉｄｔｈ ﬁ", "full-width-fi"),
    ("Лавров в Маниле", "лавров-в-маниле"),
    ("سلمى درويش", "سلمى-درويش"),
    ("हिन्दी दिवस", "हिन्दी-दिवस"),
    ("東京 2020", "東京-2020"),
    ("soft\u00adhyphen and \u202ebidi", "softhyphen-and-bidi"),
    ("../../etc/passwd", "etc-passwd"),
    ("a\u0301 = á", "á-á"),
    ("\u0301mark first", "mark-first"),
    ("a'\u0301", "á"),
]


@pytest.mark.parametrize("written, expected", SLUGS)
def test_slug(written: str, expected: str) -> None:
    assert text.slug(written) == expected


@pytest.mark.parametrize("written, expected", [("Ärger", "arger"), ("Москва", "moskva"), ("東京", "dongjing")])
def test_slug_transliterates(written: str, expected: str) -> None:
    assert text.slug(written, "ascii") == expected


@pytest.mark.parametrize("written", ["con", "CON", "Aux", "com1", "COM¹", "lpt9", "nul"])
def test_names_that_windows_reserves_get_a_suffix(written: str) -> None:
    assert text.slug(written).startswith(written[:3].lower())
    assert "-" in text.slug(written)


@pytest.mark.parametrize("mode", ["unicode", "ascii"])
def test_texts_without_letters_have_slugs_of_their_own(mode: text.Slugs) -> None:
    slugs = [text.slug(written, mode) for written in ("", "!", "?!", "..", "/", "\u0301", "\u200b", "\ud800")]
    assert len(set(slugs)) == len(slugs)
    assert all(slug.startswith("x-") for slug in slugs)


def test_long_texts_that_differ_behind_the_cut_do_not_meet() -> None:
    one, other = text.slug("ü" * 100 + "a"), text.slug("ü" * 100 + "b")
    assert one != other
    assert max(len(one.encode()), len(other.encode())) <= text.SLUG_BYTES
    assert text.slug("a" * text.SLUG_BYTES) == "a" * text.SLUG_BYTES


def test_every_single_character_keeps_the_laws_of_slugs() -> None:
    """slug(slug(x)) == slug(x) for each character, and between letters, where marks and folds meet."""
    broken = [
        hex(code)
        for code in range(0x1_0000)
        for written in (f"a{chr(code)}\u0301b",)
        if text.slug(slug := text.slug(written)) != slug or text.nfc(slug) != slug or slug != slug.strip("-")
    ]
    assert broken == []


@pytest.mark.parametrize(
    "written, words",
    [
        ("", 0),
        ("... — !", 0),
        ("It's a well-known fact — isn't it?", 6),
        ("10,000 and 3.5", 3),
        ("and/or", 2),
        ("他来了。", 3),
        ("हिन्दी दिवस", 2),
        ("Лавров приехал", 2),
    ],
)
def test_word_count(written: str, words: int) -> None:
    assert text.word_count(written) == words


def test_a_text_without_spaces_is_not_one_word() -> None:
    """A cap on words would let all of it pass otherwise."""
    assert text.word_count("ราชอาณาจักรไทยประกาศ") >= 3
    shown = text.excerpt("东京湾" * 100, 75)
    assert len(shown) <= 76


FOUR = "One two three. Four five six seven. Eight nine."


@pytest.mark.parametrize(
    "words, expected",
    [
        (100, FOUR),
        (9, FOUR),
        (8, "One two three. Four five six seven."),
        (7, "One two three. Four five six seven."),
        (6, "One two three."),
        (5, "One two three."),
        (2, "One two…"),
        (0, "…"),
    ],
)
def test_excerpt(words: int, expected: str) -> None:
    assert text.excerpt(FOUR, words) == expected


def test_an_excerpt_goes_back_to_a_sentence_only_within_its_second_half() -> None:
    assert text.excerpt("Yes. " + "word " * 30, 20).count("word") == 19


def test_excerpt_of_white_space() -> None:
    assert text.excerpt(" \n", 5) == ""


def test_one_line() -> None:
    assert text.one_line(" a\n\tb\u00a0 c ") == "a b c"


@pytest.mark.parametrize("character", ["\0", "\r", "\x1b", "\x85", "\ud800", "\ufffe"])
def test_forbidden(character: str) -> None:
    assert text.forbidden(f"a{character}b") == character
    assert text.without_forbidden(f"a{character}b") == "ab"
    assert text.without_forbidden(f"a{character}b", "?") == "a?b"


def test_what_is_not_forbidden() -> None:
    allowed = "a\tb\nc\u2028\U0001f600é\u202e"
    assert text.forbidden(allowed) == ""
    assert text.without_forbidden(allowed) == allowed


@pytest.mark.parametrize(
    "written, seen", [("a", True), ("。", True), ("", False), (" \n\u00a0", False), ("\u200b\u2060", False)]
)
def test_visible(written: str, seen: bool) -> None:
    assert text.visible(written) is seen


def test_digest_is_of_utf_8_and_of_any_text() -> None:
    assert text.digest("é") == text.digest("é".encode())
    assert len(text.digest("\ud800", 4)) == 8


def test_nothing_is_slow_on_long_runs() -> None:
    """Each of these takes a quadratic pattern minutes."""
    for run in (".", "!" * 7 + "x", "…", '."', "U.S. ", "\n", " \n", "1. ", ".)", "a", "“", "。", "- "):
        hostile = (run * 400_000)[:400_000] + "x"
        assert text.sentences(hostile)[-1][1] == len(hostile)
        assert text.first_words(hostile, 10) <= len(hostile)
        text.word_count(hostile)
