"""Bytes become text or one named problem; the name of the file decides nothing."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.clip.decode import MAX_BYTES, MAX_LINES, MAX_TAGS, Decoded, codec, decode, media_type
from digest.errors import Problem

SENTENCE = "“Schön,” sagte die Bürgermeisterin über den neuen Kai."


def read(data: bytes) -> Decoded:
    found = decode("page.txt", data)
    assert isinstance(found, Decoded), found
    return found


def refused(data: bytes) -> str:
    found = decode("page.txt", data)
    assert isinstance(found, Problem)
    assert found.path == "page.txt" and found.message and found.hint
    return found.code


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (SENTENCE.encode(), "utf-8"),
        (codecs.BOM_UTF8 + SENTENCE.encode(), "utf-8"),
        (codecs.BOM_UTF16_LE + SENTENCE.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + SENTENCE.encode("utf-16-be"), "utf-16-be"),
        (SENTENCE.encode("cp1252"), "cp1252"),
    ],
)
def test_encodings_of_plain_text(data: bytes, encoding: str) -> None:
    found = read(data)
    assert (found.text, found.encoding, found.media_type) == (SENTENCE, encoding, "text/plain")


@pytest.mark.parametrize(
    ("label", "encoding"), [("windows-1251", "cp1251"), ("iso-8859-1", "cp1252"), ("shift_jis", "shift_jis")]
)
def test_a_page_may_declare_its_encoding(label: str, encoding: str) -> None:
    word = {"cp1251": "Порт", "cp1252": "Café", "shift_jis": "港"}[encoding]
    data = f'<!DOCTYPE html><html><meta charset="{label}"><p>{word}</p></html>'.encode(encoding)
    found = read(data)
    assert word in found.text and found.encoding == encoding and found.media_type == "text/html"


def test_a_broken_byte_in_a_utf8_page_stays_one_broken_byte() -> None:
    found = read(b'<html><meta charset="utf-8"><p>caf\xc3\xa9 \xff</p></html>')
    assert "café \ufffd" in found.text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-file"),
        (b" \r\n\t ", "empty-file"),
        ("\u3000\n".encode(), "empty-file"),
        (b"\x89PNG\r\n\x1a\n....", "binary-file"),
        (b"%PDF-1.7 and so on", "binary-file"),
        (b"PK\x03\x04 an office document", "binary-file"),
        (b"text with a \x00 in it", "binary-file"),
        (b"\x01\x02\x03\x04 text", "binary-file"),
        (b"\x81\x8d\x8f text", "wrong-encoding"),
        ("Порт".encode("cp1251") * 30, "wrong-encoding"),
        (b"a\n" * (MAX_LINES + 2), "too-large"),
    ],
)
def test_what_is_no_text_is_refused_by_name(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_the_size_limit() -> None:
    assert refused(b"a" * (MAX_BYTES + 1)) == "too-large"
    assert refused(b"<html>" + b"<p>" * MAX_TAGS) == "too-large"


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("UTF8", "utf-8"),
        ("latin1", "cp1252"),
        ("windows-1251 ", "cp1251"),
        ("hex", ""),
        ("punycode", ""),
        ("x" * 99, ""),
        ("", ""),
    ],
)
def test_labels_of_encodings(label: str, name: str) -> None:
    assert codec(label) == name


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<!doctype HTML><title>x</title>", "text/html"),
        ("<!-- saved from url=(0014)about:internet -->\n<html>", "text/html"),
        ("<p>one</p><p>two</p><div>three</div>", "text/html"),
        ("He wrote <b>bold</b> into the form.", "text/plain"),
        ("5 < 6 and 7 > 3", "text/plain"),
        ("An <img> in an <ul>, an <img> in a <table>: neither was closed.", "text/plain"),
        ("---\ntitle: Night ferry\n---\nIt sails.", "text/markdown"),
        ("---\r\ndate: 2017\r\n---\r\n<p>a</p><p>b</p><p>c</p><p>d</p>", "text/markdown"),
        ("# Night ferry\n\nIt **sails** again.", "text/markdown"),
        ("Ferry\n\nSee [a](https://courier.example/a) and [b](/b), **both** of them.\n\n## Then", "text/markdown"),
        ("---\nThe ferry sails.\n---\n", "text/plain"),
        ("Ferry\n\n# 1 of the rules is [here](https://courier.example/a).", "text/plain"),
        ("**Night ferry** sails\n\n**Nobody** waves", "text/plain"),
    ],
)
def test_media_type_is_told_from_the_content(text: str, kind: str) -> None:
    assert media_type(text) == kind


@given(st.binary(max_size=400))
def test_never_raises(data: bytes) -> None:
    assert isinstance(decode("x", data), Decoded | Problem)
