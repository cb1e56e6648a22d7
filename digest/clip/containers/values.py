"""Values as feeds, mails and tables write them -> values of an article: dates, names, lists, addresses, one line.

Every function takes anything that a JSON value may be and never raises; what it cannot use is "", () or None.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TypeVar

from digest.clip import dateline, metadata
from digest.clip.given import Given
from digest.clip.metadata import Candidate
from digest.dates import DateError, When, from_datetime, read
from digest.model import LANGUAGE_PATTERN
from digest.text import nfc, without_forbidden

Value = TypeVar("Value")
Fields = Mapping[str, tuple[object, str]]
"""Field of an article -> (value as the container writes it, where it stood)."""

MAX_TITLE = 300
_LONGEST = 4_000
"""Longer text, in code points, is no value of metadata."""
_TAG = re.compile(r"</?[A-Za-z!][^<>]{0,400}>")
_EPOCH = (100_000_000, 4_102_444_800)
"""Seconds since 1970 that are taken for a date: 1973 to 2100."""
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(?:\d\d)?(Z|[+-]\d\d:?\d\d)?)?")
_FRACTION = re.compile(r"(?<=:\d\d)[.,]\d+")
_NAMES = re.compile(r"\s*[;|\n]\s*|\s*,\s+(?=[^\W\d_a-z])|\s+(?:and|und|et|&)\s+(?=[^\W\d_a-z])")
_FAMILY_FIRST = re.compile(r"([\w’'-]+),\s+([\w.’'-]+(?: [\w.’'-]+)?)")
_BY = re.compile(r"(?:by|von|par|por|di)\s+", re.I)
_IN_BRACKETS = re.compile(r"[^\s@]+@[^\s@]+\s*\(([^()]{2,80})\)")
_NOBODY = re.compile(
    r"https?:|www\.|@|^(?:admin|administrator|editors?|staff|redaktion|webmaster|guest|online|null|none|undefined|"
    r"unknown|nan|no ?reply|author)$",
    re.I,
)


def line(value: object) -> str:
    """One line of plain text, with tags gone and entities (often written twice) resolved; "" when it is too long."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or len(value) > 4 * _LONGEST:
        return ""
    plain = _TAG.sub(" ", html.unescape(html.unescape(value)))
    found = " ".join(without_forbidden(nfc(plain)).split())
    return found if len(found) <= _LONGEST else ""


def moment(value: object) -> When | None:
    """A date of any of the forms in use (EDTF, RFC 3339, RFC 822, compact, seconds since 1970), in its own offset.

    A date that names no offset stays local; a count of seconds is UTC.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _epoch(float(value))
    text = _FRACTION.sub("", line(value))[:100]
    if not text:
        return None
    if ":" not in text and (when := read(text)) is not None:
        return None if when.is_interval else _likely(when)
    if re.fullmatch(r"\d{9,17}", text) and (when := _epoch(float(text))) is not None:
        return when
    if compact := _COMPACT.fullmatch(text):
        year, month, day, hour, minute, zone = compact.groups()
        clock = f"T{hour}:{minute}{zone or ''}" if hour else ""
        return _likely(dateline.machine_date(f"{year}-{month}-{day}{clock}"))
    try:
        # RFC 5322: “-0000” is UTC, of a place that is not told.
        return _likely(
            from_datetime(parsedate_to_datetime(re.sub(r"-0000$", "+0000", text)).replace(second=0, microsecond=0))
        )
    except (ValueError, TypeError, IndexError, OverflowError, DateError):
        return _likely(dateline.machine_date(text))


def _likely(when: When | None) -> When | None:
    """No date at all for the zeros that programs write where they know none: 0001-01-01, the epoch's first minute."""
    if when is None or (when.year or 0) < 1600 or when.edtf.startswith("1970-01-01T00:00"):
        return None
    return when


def _epoch(seconds: float) -> When | None:
    # Browsers and programs count in seconds, milliseconds or microseconds.
    for unit in (1, 1_000, 1_000_000):
        if _EPOCH[0] <= seconds / unit <= _EPOCH[1]:
            day = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds // unit)
            return from_datetime(day.replace(second=0, microsecond=0))
    return None


def people(value: object, depth: int = 0) -> tuple[str, ...]:
    """Names of persons in text, in a mapping with a name, or in a list of these; accounts and addresses are none."""
    if isinstance(value, list | tuple):
        parts = [name for item in value[:50] for name in people(item, depth + 1)] if depth < 3 else []
    elif isinstance(value, Mapping):
        given, family = line(value.get("given")), line(value.get("family"))
        whole = " ".join(part for part in (given, family) if part)
        parts = [whole] if whole else list(people(line(value.get("name")), depth + 1))
    else:
        text = _IN_BRACKETS.sub(r"\1", line(value).strip("[]"))
        text = re.sub(r"\s*<[^<>]*>", "", text)
        text = _BY.sub("", text, count=1) if _BY.match(text) else text
        parts = [_FAMILY_FIRST.sub(r"\2 \1", text)] if _FAMILY_FIRST.fullmatch(text) else _NAMES.split(text)
    kept = (part.strip(" .,\"'[]") for part in parts)
    return tuple(dict.fromkeys(name for name in kept if 2 < len(name) <= 80 and not _NOBODY.search(name)))


def terms(value: object) -> tuple[str, ...]:
    """Keywords in text ("a, b" or "a; b"), in a list of texts, or in a list of mappings with a term, tag or name."""
    found: list[str] = []
    for item in value[:100] if isinstance(value, list | tuple) else metadata.split_list(line(value)):
        if isinstance(item, Mapping):
            item = next((item[key] for key in ("term", "tag", "name") if item.get(key)), "")
        found.append(line(item).strip(" #"))
    return tuple(dict.fromkeys(term for term in found if term and len(term) <= 80))[:40]


def tongue(value: object) -> str:
    """A BCP 47 tag from "en-us", "pt_BR" or "DE"; "" for a language's name and for none."""
    tag = line(value[0] if isinstance(value, list) and value else value).replace("_", "-").split(",")[0].strip()
    if not re.match(LANGUAGE_PATTERN, tag) or tag.lower() in ("und", "mul", "zxx", "nan"):
        return ""
    head, _, rest = tag.partition("-")
    return f"{head.lower()}-{rest.upper() if len(rest) == 2 else rest}".rstrip("-")


def address(value: object) -> str:
    """An http(s) address without tracking parameters, also out of a list or a mapping; "" for anything else."""
    if isinstance(value, list | tuple):
        return next((found for item in value[:10] if (found := address(item))), "")
    if isinstance(value, Mapping):
        return address(value.get("@id") or value.get("href") or value.get("url"))
    text = html.unescape(value) if isinstance(value, str) and len(value) <= _LONGEST else ""
    return metadata.canonical_url(text)


def outlet(value: object) -> str:
    """The name of an outlet in text or in a mapping with a name; an address gives its host."""
    if isinstance(value, list | tuple) and value:
        value = value[0]
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title") or ""
    text = line(value)
    return (metadata.host_of(text) if re.match(r"https?://", text) else text)[:120]


def given(fields: Fields, rule: str) -> Given:
    """The candidates in `fields`; `rule` names the kind of container."""

    def held(field: str, value: Value | None) -> Candidate[Value] | None:
        return Candidate(value, fields[field][1], rule) if field in fields and value else None

    def raw(field: str) -> object:
        return fields[field][0] if field in fields else ""

    return Given(
        title=held("title", line(raw("title"))[:MAX_TITLE].strip()),
        date=held("date", moment(raw("date"))),
        updated=held("updated", moment(raw("updated"))),
        captured=held("captured", moment(raw("captured"))),
        url=held("url", address(raw("url"))),
        authors=held("authors", people(raw("authors"))),
        language=held("language", tongue(raw("language"))),
        keywords=held("keywords", terms(raw("keywords"))),
        site=held("source", outlet(raw("source"))),
    )
