"""One clipping as it came out of its container, and the limits that hold for all containers."""

from __future__ import annotations

from typing import Literal

import msgspec

from digest.clip.decode import MAX_BYTES
from digest.clip.given import Given
from digest.errors import Problem, Severity

MAX_CONTAINER = 100_000_000
"""The largest file of many clippings, in bytes, packed or unpacked; `run.read_input` reads up to one more."""
MAX_PIECE = MAX_BYTES
"""The largest single clipping, in bytes."""
MAX_PIECES = 20_000
"""The most clippings that one file gives."""

Form = Literal["page", "fragment", "text", "markdown"]


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """One clipping and what its container says about it."""

    name: str
    """As in "feed.xml#3", counted from 1, or "letters.zip/one.txt"; the plain name of a file that is one clipping."""
    raw: bytes
    """The clipping alone: importing these bytes gives it again, and their digest identifies it."""
    media_type: str = ""
    """Of `raw`; "" for a page, whose type its content tells."""
    form: Form = "page"
    """page: bytes of a whole page or text, in `raw` or `content`; fragment: HTML of the text alone, in `text`."""
    text: str = ""
    content: bytes = b""
    """The page, where `raw` is more than the page (a web archive with its pictures)."""
    given: Given = Given()


def problem(name: str, code: str, message: str, hint: str, severity: Severity = "error") -> Problem:
    return Problem(path=name, code=code, message=message, hint=hint, severity=severity)


def too_many(name: str) -> Problem:
    message = f"the file holds more than {MAX_PIECES:,} clippings; the others are left out"
    return problem(name, "too-large", message, "split the file")


def too_large(name: str, most: int = MAX_CONTAINER) -> Problem:
    return problem(name, "too-large", f"there are more than {most:,} bytes, the most that are read", "split it")


def broken(name: str, message: str, hint: str = "save or export it again", severity: Severity = "error") -> Problem:
    """A container, or a piece of one, that cannot be read."""
    return problem(name, "broken-container", message, hint, severity)
