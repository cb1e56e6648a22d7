"""All of a clipping's lines -> title, dates, authors, captions; and the lines that are left for the body."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.clip.draft import Line
from digest.clip.head import Head, find_head
from digest.clip.head.titles import MAX_TITLE

LONG = "The night ferry sailed again, nine years after the line was closed for want of passengers and of a crew."
HEAD = "Night ferry returns to the strait after nine years"


def head(*texts: str, names: tuple[str, ...] = ()) -> Head:
    return find_head([Line(n, text) for n, text in enumerate(texts, 1)], names)


def test_a_page_dump() -> None:
    found = head(
        f"{HEAD} | Harbour Courier", "World", "Sport", HEAD, "", "By Ana Cruz", "August 9, 2017 6:43 pm", "", LONG, LONG
    )
    assert (found.title, found.title_at, found.title_sure) == (HEAD, 4, True)
    assert [c.value.edtf for c in found.dates] == ["2017-08-09T18:43"]
    assert [(c.value, c.where) for c in found.authors] == [(("Ana Cruz",), "line 6")]
    assert [(c.line, c.text, c.rule) for c in found.cuts] == [
        (1, "Harbour Courier", "title-repeated"),
        (4, HEAD, "repeated-title"),
    ]
    assert [(m.line, m.field) for m in found.moved] == [(6, "authors"), (7, "date")]
    assert found.claimed == {1, 4, 6, 7}
    assert [line.number for line in found.rest] == [2, 3, 5, 8, 9, 10]


def test_a_byline_glued_to_the_article_leaves_the_sentence() -> None:
    found = head(HEAD, f"By Ana CruzAugust 9, 2017 {LONG}", LONG)
    assert found.authors[0].value == ("Ana Cruz",)
    assert [line.text for line in found.rest] == [LONG, LONG]
    assert found.moved[0].text == "By Ana CruzAugust 9, 2017"


def test_an_update_stands_beside_the_date() -> None:
    found = head(HEAD, "By Ana Cruz", "PUBLISHED: Nov 19, 2019 at 8:59 pm | UPDATED: Nov 20, 2019", LONG, LONG)
    assert found.dates[0].value.edtf == "2019-11-19T20:59"
    assert [c.value.edtf for c in found.updates] == ["2019-11-20"]


def test_the_site_name_is_cut_with_its_evidence() -> None:
    found = head(f"{HEAD} - Courier", LONG, LONG, names=("Courier",))
    assert found.title == HEAD
    assert (found.evidence[0].rule, found.evidence[0].where) == ("title-site-name", "line 1")
    assert [cut.text for cut in found.cuts] == ["Courier"]


def test_a_text_without_headline_is_called_by_its_first_sentence() -> None:
    text = f"{LONG} And so on, until the last boat had left the harbour and the lamps went out."
    found = head(text)
    assert (found.title, found.title_at) == (LONG[:-1], 0)
    assert [line.text for line in found.rest] == [text]


def test_no_text() -> None:
    assert (head("").title, head().rest) == ("Untitled", ())
    assert len(head("", "").rest) == 2


@pytest.mark.parametrize("text", ["He was born on 9 August 1970 in a house by the quay, his mother said.", "2017"])
def test_sentences_stay(text: str) -> None:
    assert text in [line.text for line in head(HEAD, LONG, text, LONG).rest]


ALPHABET = st.sampled_from(
    ["By ", "Ana Cruz", " 9 August 2017", "08/07/2017", "|", "Menu", ". ", LONG, "日本語", "\ue000", " "]
)


@given(st.lists(st.lists(ALPHABET, max_size=6).map("".join).map(lambda text: " ".join(text.split())), max_size=12))
def test_laws(texts: list[str]) -> None:
    found = head(*texts)
    assert 0 < len(found.title) <= MAX_TITLE + 1
    numbers = [line.number for line in found.rest]
    assert numbers == sorted(set(numbers))
    whole = set(range(1, len(texts) + 1))
    assert whole == set(numbers) | {p.line for p in (*found.moved, *found.cuts)} | {found.title_at} - {0}


def test_the_names_in_a_pictures_alternative_text_are_no_authors() -> None:
    found = head(
        HEAD,
        "Mara Quint and Oleg Darsky - Summit",
        "Mara Quint waits for Minister Oleg Darsky on the quay. (Photo by LENA FROST / Foreign Office)",
        LONG,
        LONG,
    )
    assert not found.authors
    assert [(piece.line, piece.rule) for piece in found.moved] == [(2, "photo-alt"), (3, "photo-caption")]


def test_the_dateline_of_a_story_stays_with_it() -> None:
    story = f"PORT VARN, Aug. 9, 2017 — {LONG}"
    found = head(HEAD, story, LONG)
    assert [c.value.edtf for c in found.dates] == ["2017-08-09"]
    assert story in [line.text for line in found.rest] and not found.authors


def test_a_line_that_is_the_title_is_not_moved_besides() -> None:
    found = head("By Ana Cruz", LONG)
    assert found.title_at not in [piece.line for piece in found.moved]


def test_a_date_that_may_be_two_is_cut_with_the_reason() -> None:
    found = head(HEAD, "Posted 08/07/2017", f"{LONG} the the the", f"{LONG} the the the")
    assert not found.dates and not found.moved
    assert [(cut.line, cut.rule) for cut in found.cuts] == [(2, "other-date")]
    assert [(e.value, e.why) for e in found.evidence if e.field == "date"] == [
        ("08/07/2017", "day or month first is not known")
    ]


def test_a_sentence_with_a_date_stays() -> None:
    found = head(HEAD, "The ban ends on 1 January 2031.", LONG, LONG)
    assert not found.dates and not found.moved and not found.cuts
    assert [line.number for line in found.rest] == [2, 3, 4]


def test_only_a_change_is_known() -> None:
    found = head(HEAD, "Updated 28 July 2017, 14:05", LONG, LONG)
    assert [c.value.edtf for c in found.dates] == ["2017-07-28?"]
    assert [c.value.edtf for c in found.updates] == ["2017-07-28T14:05"]


def test_a_dateline_without_full_stop_is_not_torn_open() -> None:
    line = "TOLLEN, 3 March 2018 (Harbour Wire) – The harbour council voted to dredge the channel"
    found = head(HEAD, line, LONG, LONG)
    assert not found.authors and not found.moved
    assert line in [left.text for left in found.rest]


@pytest.mark.parametrize(
    ("line", "outlets"),
    [
        ("Photo: A ferry in the harbour. (AP/Lars Nehm)", ()),
        ("Harbour Courier, 15 October 2019", ("Harbour Courier",)),
        ("Ana Cruz waves from the quay on July 25, 2019", ()),
        ("— Ana Cruz (@anacruz) March 3, 2018", ()),
    ],
)
def test_no_author(line: str, outlets: tuple[str, ...]) -> None:
    lines = [Line(n, text) for n, text in enumerate((HEAD, LONG, line, LONG, LONG), 1)]
    assert not find_head(lines, (), outlets).authors


def test_an_outlet_beside_an_author() -> None:
    lines = [Line(n, text) for n, text in enumerate((HEAD, "By Ana Cruz, Harbour Courier", LONG, LONG), 1)]
    assert find_head(lines, (), ("Harbour Courier",)).authors[0].value == ("Ana Cruz",)


@pytest.mark.parametrize(
    ("lines", "outlets"),
    [
        (("Ferry sinks", "Photo: A ferry in the harbour. (AP/Lars Nehm)"), ()),
        (("Ferry sinks", "Harbour Courier"), ("Harbour Courier",)),
        (("HARBOUR COURIER", "Ferry sinks"), ("Harbour Courier",)),
    ],
)
def test_no_caption_and_no_outlet_is_the_title(lines: tuple[str, ...], outlets: tuple[str, ...]) -> None:
    found = find_head([Line(n, text) for n, text in enumerate((*lines, LONG, LONG, LONG), 1)], (), outlets)
    assert found.title == "Ferry sinks"
    assert not found.authors
