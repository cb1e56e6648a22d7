"""A file's text, and the places in it: mistakes and keys -> problems with line, column and the line itself."""

from __future__ import annotations

import codecs
import os
import re
import stat
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from pathlib import Path

from digest.content import frontmatter
from digest.content.frontmatter import Mistake, Node
from digest.content.tree import unreadable
from digest.errors import Problem
from digest.text import nfc, without_forbidden

MAX_BYTES = 4 * 2**20
"""The largest file that is read as a record: some 700,000 words."""


def read_text(path: Path, shown: str) -> tuple[str, list[Problem]]:
    """A file's text with line feeds only, or why it is none."""
    data, problems = read_bytes(path, shown)
    return ("", problems) if problems else text_in(data, shown)


def read_bytes(path: str | Path, shown: str) -> tuple[bytes, list[Problem]]:
    """A file's bytes, or why they cannot be had."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                return b"", [unreadable(shown, "this is no regular file")]
            data = _whole(descriptor, status.st_size)
        finally:
            os.close(descriptor)
    except OSError as error:
        return b"", [unreadable(shown, f"the file cannot be read: {error.strerror}")]
    if len(data) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES // 2**20} MiB"
        return b"", [Problem(path=shown, code="too-large", message=message, hint="split it")]
    return data, []


def _whole(descriptor: int, size: int) -> bytes:
    """All bytes of an open file, at most one more than MAX_BYTES; `size` is what it should have."""
    data = os.read(descriptor, min(size, MAX_BYTES) + 1)
    while len(data) <= MAX_BYTES and (more := os.read(descriptor, MAX_BYTES + 1 - len(data))):
        data += more  # it grew meanwhile, or the system gives it in pieces
    return data


def text_in(data: bytes, shown: str) -> tuple[str, list[Problem]]:
    """The text that a file's bytes are, with line feeds only, or why they are none."""
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return "", [_no_text(shown, data, error.start)]
    return text.replace("\r\n", "\n").replace("\r", "\n"), []


def _no_text(shown: str, data: bytes, offset: int) -> Problem:
    """What the bytes of a file are that is not UTF-8 from `offset` on."""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if b"\0" in data[:4096] and not wide:
        return Problem(path=shown, code="binary-file", message="the file is no text", hint="move it out of content/")
    before = data[:offset].decode().replace("\r\n", "\n").replace("\r", "\n")
    line = 1 + before.count("\n")
    column = len(before) - before.rfind("\n")
    message = "the file is UTF-16, not UTF-8" if wide else f"the byte {data[offset]:02X} is not UTF-8 text"
    return Problem(
        path=shown, line=line, column=column, code="wrong-encoding", message=message, hint="save it as UTF-8"
    )


def problems_in(path: str, text: str, mistakes: Iterable[Mistake]) -> list[Problem]:
    """The mistakes in a file's text as problems, each with the line it stands in."""
    lines: list[str] = []
    found = []
    for m in mistakes:
        lines = lines or text.split("\n")
        line = lines[m.line - 1] if m.line <= len(lines) else ""
        excerpt = without_forbidden(line[:160], "\ufffd") + ("…" if len(line) > 160 else "")
        found.append(
            Problem(
                path=path,
                line=m.line,
                column=m.column,
                code=m.code,
                message=m.message,
                hint=m.hint,
                severity="warning" if m.severity == "warning" else "error",
                key=m.key,
                length=m.length,
                excerpt=excerpt,
            )
        )
    return found


def locate(problems: Iterable[Problem], site: Path) -> list[Problem]:
    """The same problems, those that name a key but no line with the line and column of that key.

    Records do not carry the places of their values: a site of 100,000 files has few problems, and reading such a
    file once more is cheaper than keeping every place.
    """
    waiting: dict[str, list[Problem]] = {}
    done = []
    for problem in problems:
        if problem.key and not problem.line:
            waiting.setdefault(problem.path, []).append(problem)
        else:
            done.append(problem)
    for path, found in waiting.items():
        done += _located(found, path, site)
    return done


def _located(problems: list[Problem], path: str, site: Path) -> list[Problem]:
    """The problems of one file with their lines and columns, as far as it can be read."""
    text, unread = read_text(site / path, path)
    if unread:
        return problems
    if path.endswith(".md"):
        document = frontmatter.parse(text)
    else:
        document = frontmatter.Document(frontmatter.parse_yaml(text)[0], "", 1)
    lines = text.split("\n")
    mistakes = []
    for p in problems:
        line, column, length = _spot(p, document, lines)
        mistakes.append(Mistake(p.code, p.message, line, column, p.hint, p.key, length, p.severity))
    return problems_in(path, text, mistakes)


def _spot(problem: Problem, document: frontmatter.Document, lines: list[str]) -> tuple[int, int, int]:
    """Line, column and length of what a problem's key names."""
    if offset := _BODY_KEY.fullmatch(problem.key):
        before = document.body[: int(offset[1])]
        line = document.body_line + before.count("\n")
        column = len(before) - before.rfind("\n")
        raw = lines[line - 1] if line <= len(lines) else ""
        # Offsets count the NFC body, columns the characters of the file.
        first, last = _raw_column(raw, column - 1), _raw_column(raw, column - 1 + problem.length)
        return line, first + 1, last - first
    if document.meta is None:
        return 1, 0, 0
    node = _node_at(document.meta, problem.key)
    return node.line, node.column, node.length


_BODY_KEY = re.compile(r"body\[([0-9]+)\]")


def _raw_column(raw: str, column: int) -> int:
    """How many characters of a line as it stands in its file make the first `column` of its NFC."""
    if raw.isascii() or unicodedata.is_normalized("NFC", raw):
        return column
    return bisect_left(range(len(raw) + 1), column, key=lambda n: len(nfc(raw[:n])))


def _node_at(node: Node, key: str) -> Node:
    """The value that a key such as events[0].when leads to, or the deepest one on the way there."""
    while key:
        if isinstance(node.value, list):
            index = re.match(r"\[([0-9]{1,9})\]", key)
            if index is None or int(index[1]) >= len(node.value):
                return node
            node, key = node.value[int(index[1])], key[index.end() :]
        elif isinstance(node.value, dict):
            # A name may hold dots and brackets itself: prefer.S. Lavrov
            rest = key.removeprefix(".")
            names = [n for n in node.value if rest.startswith(n) and rest[len(n) : len(n) + 1] in ("", ".", "[")]
            if not names:
                return node
            name = max(names, key=len)
            node, key = node.value[name].node, rest[len(name) :]
        else:
            return node
    return node
