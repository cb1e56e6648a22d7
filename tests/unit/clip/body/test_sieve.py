"""Prompts are set apart from sentences, shortcodes go, and headlines under a heading go with it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.clip.body.sieve import Sorted, cut_shortcodes, is_report, judge, sort_lines, split_glued, take_captions
from digest.clip.draft import Line

AD = "Article continues after this advertisement"


def sort(texts: list[str]) -> Sorted:
    lines = [Line(n, text) for n, text in enumerate(texts, 1)]
    return sort_lines(lines, judge(lines))


def pieces(text: str) -> list[str]:
    return [line.text for line in split_glued([Line(7, text)])]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{AD}Voss also came.", [AD, "Voss also came."]),
        (f"{AD}“It will take time,” he said.", [AD, "“It will take time,” he said."]),
        (f"He left.{AD}", ["He left.", AD]),
        (f"He left.{AD}She stayed.", ["He left.", AD, "She stayed."]),
        ("ADVERTISEMENTThe boat left.", ["ADVERTISEMENT", "The boat left."]),
        ("He said.Read MoreThe boat left.", ["He said.", "Read More", "The boat left."]),
        (AD, [AD]),
        (
            "The article continues after this advertisement Break.",
            ["The article continues after this advertisement Break."],
        ),
        ("Advertisements rose. Read more books.", ["Advertisements rose. Read more books."]),
        ("", [""]),
    ],
)
def test_glued_prompts(text: str, found: list[str]) -> None:
    assert pieces(text) == found


def test_pieces_keep_the_number_and_mark_of_their_line() -> None:
    first, second = split_glued([Line(7, f"{AD}Voss came.", "- ")])
    assert (first.number, second.number, second.mark) == (7, 7, "- ")


@given(st.lists(st.sampled_from([*"aB .”“", AD, "ADVERTISEMENT"]), max_size=30))
def test_splitting_loses_no_letter(drawn: list[str]) -> None:
    text = "".join(drawn).strip()
    assert "".join("".join(pieces(text)).split()) == "".join(text.split())


def test_shortcodes() -> None:
    lines, cuts = cut_shortcodes([Line(1, "[video id=’x’][/video]"), Line(2, 'He [sic] said [gallery ids="1"] so.')])
    assert [line.text for line in lines] == ["He [sic] said so."]
    assert [(c.line, c.text, c.rule) for c in cuts] == [
        (1, "[video id=’x’][/video]", "shortcode"),
        (2, '[gallery ids="1"]', "shortcode"),
    ]


@pytest.mark.parametrize(
    ("text", "rest", "captions"),
    [
        (
            '[caption id="a" width="3"]The quay. LEN FROST[/caption]',
            '[caption id="a" width="3"][/caption]',
            ["The quay. LEN FROST"],
        ),
        (
            'He left. [caption id="a"]<img src="x"> Dusk[/caption] So.',
            'He left. [caption id="a"]<img src="x">[/caption] So.',
            ["Dusk"],
        ),
        ("[caption] is a word[/captions]", "[caption] is a word[/captions]", []),
        ('[caption id="a"] [/caption]', '[caption id="a"] [/caption]', []),
    ],
)
def test_captions_in_shortcodes(text: str, rest: str, captions: list[str]) -> None:
    kept, moved = take_captions([Line(1, text)])
    assert [line.text for line in kept] == [rest]
    assert [(piece.text, piece.field) for piece in moved] == [(caption, "captions") for caption in captions]


def test_headlines_under_a_heading_go_with_it_until_a_sentence() -> None:
    texts = ["RELATED STORIES", "", "Old line, new boat", "Islands ask for a boat", "The boat left.", "What comes next"]
    found = sort(texts)
    assert [line.text for line in found.kept if line.text] == ["The boat left.", "What comes next"]
    assert [cut.rule for cut in found.cuts] == ["related-heading", "related-list", "related-list"]


def test_a_reference_keeps_its_title_without_the_prefix() -> None:
    found = sort(["READ: Islands ask for a second boat"])
    assert found.values == (("references", "Islands ask for a second boat", 1),)


def test_what_counts_as_a_report() -> None:
    assert is_report("“Click here,” it said.")
    assert not is_report("Subscribe to our newsletter and get the best of the harbour in your inbox every morning.")
