"""A whole page out of an archive or a mail -> bytes that are a saved page by themselves."""

from __future__ import annotations

import codecs
import re

from digest.clip.decode import codec

_OWN_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset|<\?xml[^>]{0,100}?encoding", re.I)


def saved_page(payload: bytes, url: str, charset: str) -> bytes:
    """The page with its address where browsers write it, and as UTF-8 when only `charset` tells how to read it."""
    if charset and payload.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        charset = ""
    if charset and not _OWN_CHARSET.search(payload[:4_096]):
        payload = charset_text(payload, charset).encode("utf-8", "replace")
    safe = re.sub(r"[\s<>\x00-\x1f\x7f]", "", url)[:4_000].replace("--", "-%2D")
    if not safe.startswith(("http://", "https://")) or payload[:200].count(b"\x00"):
        return payload
    mark = f"<!-- saved from url=({len(safe):04d}){safe} -->\n".encode("utf-8", "replace")
    return mark + payload.removeprefix(codecs.BOM_UTF8)


def charset_text(payload: bytes, charset: str) -> str:
    """The text of `payload`: UTF-8 where it is that, else in `charset`, else as Windows reads Western text."""
    for encoding in ("utf-8", codec(charset), "cp1252"):
        try:
            return payload.decode(encoding or "utf-8")
        except (UnicodeError, ValueError):
            continue
    return payload.decode("utf-8", "replace")
