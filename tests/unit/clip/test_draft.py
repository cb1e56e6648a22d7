"""How a page becomes front matter: order, empty keys left out, and the record of what was written."""

from __future__ import annotations

import hashlib

from digest.clip.draft import KEY_ORDER, Cut, Options, Page, clean, lay_out, written_digest
from digest.dates import parse
from digest.text import digest


def test_front_matter_holds_what_is_known_in_a_good_order() -> None:
    page = Page(
        importer="text/1",
        title="A  title",
        date=parse("2017-08-08"),
        language="en",
        body="Text.",
        source={"name": "Harbour Courier"},
        cuts=(Cut(1, "x", "advert"),),
    )
    made = lay_out("page.txt", b"raw", page, Options(tags=("a/b",)))
    assert list(made.meta) == [k for k in KEY_ORDER if k in made.meta]
    assert made.meta["title"] == "A title"
    assert made.meta["source"] == {"name": "Harbour Courier"}
    assert made.meta["tags"] == ["a/b"]
    assert made.meta["status"] == "inbox"
    assert not {"republish", "authors", "url", "desk"} & set(made.meta)


def test_the_record_of_the_clipping() -> None:
    made = lay_out(
        "page.txt", b"raw", Page(importer="text/1", title="T", keywords=("a", "b"), body="Text.\n"), Options()
    )
    record = made.meta["clipping"]
    assert isinstance(record, dict)
    written = record["written"]
    assert isinstance(written, dict)
    assert record["sha256"] == hashlib.sha256(b"raw").hexdigest()
    assert (record["original"], record["importer"], record["cuts"]) == ("page.txt", "text/1", "0")
    assert written["title"] == digest("T") and written["body"] == digest("Text.")
    assert written["keywords"] == written_digest(["a", "b"]) != written_digest(["b", "a"])


def test_values_hold_nothing_a_file_may_not_hold() -> None:
    assert clean("a\x07 b\n\ne\u0301") == "a b é"
    assert clean("a\n\nb\x00 ", keep_lines=True) == "a\n\nb"


def test_turns_of_direction_do_not_pass() -> None:
    assert clean("A \u202eeltit\u202c of \u2067two\u2069 lines") == "A eltit of two lines"
