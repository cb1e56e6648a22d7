"""Web archives (WARC, ISO 28500; and its forerunner ARC) -> a clipping for each page that a server sent.

A clipping is the page itself, with the address in the comment that browsers write when they save one. warcio reads
the records; the file is unpacked before, so that no record can unpack to more than the limit.
"""

from __future__ import annotations

import io
import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stderr
from email.message import Message
from typing import Any

from digest.clip.containers import values
from digest.clip.containers.page import saved_page
from digest.clip.containers.piece import MAX_PIECE, MAX_PIECES, Piece, broken, problem, too_large, too_many
from digest.clip.draft import Options
from digest.errors import Problem

MAX_RECORDS = 200_000
"""The most records of one archive, of any type."""
_HTML = ("text/html", "application/xhtml+xml")


def pieces(name: str, data: bytes, options: Options) -> Iterator[Piece | Problem]:
    """The pages of an archive that is not packed. What is no page is skipped, and counted in one warning."""
    skipped: Counter[str] = Counter()
    number = 0
    wrong = False
    for record in _records(name, data):
        if isinstance(record, Problem):
            wrong = True
            yield record
            continue
        kind = _skipped(record)
        if kind is not None:
            skipped[kind] += 1
            continue
        number += 1
        if number > MAX_PIECES:
            yield too_many(name)
            return
        yield _piece(f"{name}#{number}", record)
    count = sum(skipped[kind] for kind in skipped if kind)
    if count:
        kinds = ", ".join(kind for kind, _ in skipped.most_common(4) if kind)
        message = f"records of the archive that are no pages were skipped: {count} ({kinds})"
        yield problem(name, "skipped-pieces", message, "nothing needs to be done", "warning")
    if not number and not wrong:
        yield problem(name, "no-article", "the archive holds no page", "save the page itself")


def _records(name: str, data: bytes) -> Iterator[Any]:
    from warcio.archiveiterator import ArchiveIterator

    records = 0
    # What warcio finds odd it also says to the log; here it is a problem, or nothing.
    logging.getLogger("warcio").addHandler(logging.NullHandler())
    try:
        archive = ArchiveIterator(io.BytesIO(data), arc2warc=True)
        archive.INC_RECORD = ""  # the warning that it writes to standard error
        for record in archive:
            records += 1
            if records > MAX_RECORDS:
                yield problem(name, "too-large", f"the archive has more than {MAX_RECORDS:,} records", "split it")
                return
            yield record
    except Exception as error:  # other people's parser on any bytes
        yield broken(name, f"the archive cannot be read behind its record {records}: {type(error).__name__}")


def _skipped(record: Any) -> str | None:
    """The kind of a record that is no page ("" when nobody would miss it), or None for a page."""
    if record.rec_type not in ("response", "resource"):
        return ""
    kind = _content_type(record).get_content_type()
    if record.rec_type == "response":
        if record.http_headers is None:
            return ""
        if record.http_headers.get_statuscode() != "200":
            return ""
    return None if kind in _HTML else kind[:60]


def _content_type(record: Any) -> Message:
    headers = record.http_headers if record.rec_type == "response" else record.rec_headers
    found = Message()
    found["Content-Type"] = " ".join(str(headers.get_header("Content-Type") or "").split())[:400] if headers else ""
    return found


def _piece(label: str, record: Any) -> Piece | Problem:
    try:
        with redirect_stderr(io.StringIO()):  # it writes there what it cannot unpack
            payload = record.content_stream().read(MAX_PIECE + 1)
        url = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
        date = record.rec_headers.get_header("WARC-Date") or ""
    except Exception as error:  # other people's parser on any bytes
        return broken(label, f"the record cannot be read: {type(error).__name__}")
    if len(payload) > MAX_PIECE:
        return too_large(label, MAX_PIECE)
    if not payload.strip():
        return broken(label, f"the record of {url[:200] or 'a page'} is empty")
    raw = saved_page(payload, url, _content_type(record).get_content_charset() or "")
    given = values.given({"captured": (date, "WARC record"), "url": (url, "WARC record")}, "warc")
    return Piece(name=label, raw=raw, media_type="text/html", given=given)
