"""Small changes in the text below a file's front matter: some words in the place of others, the rest as it is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

import msgspec

from digest.content.change import with_line_ends
from digest.content.edit import Uneditable
from digest.content.frontmatter import parse
from digest.text import nfc


class Piece(msgspec.Struct, frozen=True, order=True):
    """Other words for a stretch of a body; [start, end) in code points of the body as records hold it, in NFC."""

    start: int
    end: int
    old: str
    """What stands there: with anything else, nothing is written."""
    new: str


def rewrite(text: str, pieces: Iterable[Piece]) -> str | Uneditable:
    """The file's text with these pieces in its body; they must not overlap."""
    before = text.replace("\r\n", "\n")
    document = parse(before)
    if document.meta is None or document.mistakes:
        return Uneditable("its front matter has mistakes")
    lines = before.split("\n")
    begins = sum(len(line) + 1 for line in lines[: document.body_line - 1])
    raw = before[begins:].rstrip() if document.body else ""
    at = len(before.rstrip()) - len(raw) if raw else len(before)
    after, body = before, document.body
    for piece in sorted(pieces, reverse=True):
        if body[piece.start : piece.end] != piece.old:
            return Uneditable("its text was changed since the question was asked")
        start, end = _in_file(raw, piece.start), _in_file(raw, piece.end)
        lead = "" if body else "\n\n"[: 2 - len(after) + len(after.rstrip("\n"))]
        after = after[: at + start] + lead + piece.new + after[at + end :]
        body = body[: piece.start] + piece.new + body[piece.end :]
    if parse(after).body != nfc(body.rstrip()):
        return Uneditable("its text cannot be changed with certainty")
    return with_line_ends(text, before, after if after.endswith("\n") or not before.endswith("\n") else after + "\n")


def _in_file(raw: str, offset: int) -> int:
    """Where a place of the NFC form stands in a text as its file has it."""
    if raw.isascii() or nfc(raw) == raw:
        return offset
    return bisect_left(range(len(raw) + 1), offset, key=lambda n: len(nfc(raw[:n])))
