"""Events as an iCalendar file (RFC 5545): the view, and the bytes it comes to. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from digest.dates import Point, When, display, to_utc
from digest.model import Event
from digest.site.cards import Cards, sealed
from digest.site.views import CalendarEntry, CalendarView
from digest.text import one_line, without_forbidden

LINE_BYTES = 75
"""RFC 5545, 3.1: longer content lines are folded."""


def calendar_view(cards: Cards) -> CalendarView:
    """Every event with a day to begin on, in the years 1 to 9999. One known to the month or year covers all of it."""
    entries = tuple(entry for e in cards.events if (entry := _entry(cards, e)))
    return CalendarView(name=cards.config.title, language=cards.config.language, entries=entries)


def _entry(cards: Cards, event: Event) -> CalendarEntry | None:
    when = event.date
    if when is None or when.start is None or when.first_day is None:
        return None
    item = cards.event(event)
    host = urlsplit(cards.urls.origin).netloc or "digest"
    start, end = _span(when, when.start, when.first_day)
    outlets = dict.fromkeys(r.source.label for r in item.reports if r.source)
    lines = [display(when, cards.config.language, cards.messages.table)]
    if item.place:
        lines.append(cards.messages.text("event.place", place=item.place.label))
    if outlets:
        lines.append(cards.messages.text("event.reported_by", names=", ".join(outlets)))
    return sealed(
        CalendarEntry(
            uid=f"{event.id}@{host}",
            summary=item.headline,
            description="\n".join(lines),
            start=start,
            end=end,
            url=cards.urls.absolute(cards.event_path(event.id)) if "timeline" in cards.urls.shape.pages else "",
            stamp=_stamp(cards, event, when),
        )
    )


def _span(when: When, first: Point, day: datetime.date) -> tuple[str, str]:
    """Start and exclusive end: instants in UTC when every clock time in it has an offset, else whole days."""
    last = when.end if when.end else first
    begin, end = _instant(first), _instant(last)
    if begin and end:
        return begin, end if end > begin else ""
    until = last.last_day
    after = (until + datetime.timedelta(days=1)).isoformat() if until and until < datetime.date.max else ""
    return day.isoformat().replace("-", ""), after.replace("-", "")


def _instant(point: Point) -> str:
    """A clock time whose offset is known, as UTC; "" for any other date."""
    return _utc(to_utc(When(point), "UTC")) if point.minute is not None and point.offset is not None else ""


def _utc(moment: datetime.datetime | None) -> str:
    return f"{moment.year:04d}{moment:%m%dT%H%M%SZ}" if moment else ""


def _stamp(cards: Cards, event: Event, when: When) -> str:
    """DTSTAMP must be there and must not be the build's clock: the newest report's time, else the event's day."""
    reports = (cards.site.articles[a].date for a in event.articles if a in cards.site.articles)
    zone = cards.config.time_zone
    moments = [m for d in reports if d and (m := to_utc(d, zone))]
    return _utc(max(moments)) if moments else _utc(to_utc(when, "UTC"))


def icalendar(view: CalendarView) -> bytes:
    """The calendar as a file: CRLF line ends, lines of at most 75 bytes."""
    return b"".join(_folded(line) for line in _lines(view))


def _lines(view: CalendarView) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//digest//timeline//EN", "CALSCALE:GREGORIAN")
    yield f"X-WR-CALNAME:{_text(one_line(view.name))}"
    for e in view.entries:
        kind = "" if "T" in e.start else ";VALUE=DATE"
        yield from ("BEGIN:VEVENT", f"UID:{_text(e.uid)}", f"DTSTAMP:{e.stamp}", f"DTSTART{kind}:{e.start}")
        yield from _optional("DTEND" + kind, e.end)
        yield f"SUMMARY:{_text(e.summary)}"
        yield from _optional("DESCRIPTION", _text(e.description))
        yield from _optional("URL", one_line(e.url))
        yield from ("TRANSP:TRANSPARENT", "END:VEVENT")
    yield "END:VCALENDAR"


def _optional(name: str, value: str) -> Iterable[str]:
    return (f"{name}:{value}",) if value else ()


def _text(value: str) -> str:
    """RFC 5545, 3.3.11: backslash, semicolon, comma and line feed are escaped. What no output may hold is left out."""
    lines = "\n".join(without_forbidden(line) for line in value.splitlines())
    return lines.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """A content line in pieces of at most 75 bytes, no character torn; each further piece begins with a space."""
    pieces, room, current = [], LINE_BYTES, bytearray()
    for character in line:
        encoded = character.encode()
        if len(current) + len(encoded) > room:
            pieces.append(bytes(current))
            current, room = bytearray(), LINE_BYTES - 1
        current += encoded
    return b"\r\n ".join([*pieces, bytes(current)]) + b"\r\n"
