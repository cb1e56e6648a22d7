"""Which date is the article's: every full date in the lines, with what speaks for it and against it.

A date is only read, never made: relative dates, dates without a year and dates whose day and month may be swapped are
none, unless the text itself tells which is which.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import islice

import msgspec

from digest.clip import dateline
from digest.clip.dateline import Day
from digest.clip.head import prose
from digest.clip.head.scan import Scan
from digest.clip.head.weigh import at, bucket, shares, table

_SURE = 0.6
"""The share of the weight that a day needs to be the article's."""
_LIKELY = 0.25
"""The share that a day needs for the line where it stands to be where bylines are looked for."""
_MOST = 28
_MOST_REFUSED = 8
_ABOVE_TITLE, _AROUND = 4, 5
"""How many lines above the headline, and below the article's first line and its last, a change of it may be told."""
_BESIDE_CHANGE = 2
"""How many lines from a change's date the article's own may stand."""
_SAYS = re.compile(
    r"\b(?:says|writes|wrote|sagt|schreibt|retrieved|accessed|abgerufen|archived|repl(?:y|ied)|comment)\b"
)
# What those words hold: a cheap look before they are tried.
_SAYS_STEMS = (
    "says",
    "writes",
    "wrote",
    "sagt",
    "schreibt",
    "retriev",
    "access",
    "abgeruf",
    "archiv",
    "repl",
    "comment",
)
_RIGHTS = ("©", "(c)", "copyright", "rights reserved")
_CLOCK = re.compile(r"\d(?:\d?[:.h]\d\d| ?[ap]\.?m\b)", re.I)
_SMALL = re.compile(r"[a-zà-ÿ](?<=\b.)[a-zà-ÿ]+\b")
_TIMES, _COUNT, _NEAR = table("times:", (1, 2, 4)), table("count:", (1, 2, 4, 8)), table("near:", (0, 1, 2, 4))
_BEFORE_TITLE = table("before-title:", (1, 2, 3, 5, 10))
_AWAY = {where: table(f"{where}:", (1, 2, 3, 4, 6, 9, 14, 30)) for where in ("head", "opening", "body", "end")}
_BESIDE, _PROSE = table("beside:", (3, 12, 30, 60, 120, 250)), table("prose:", (0, 1, 2, 4))
_NUMBERS = re.compile(r"(?<![\d/.-])(\d\d?)[/-](\d\d?)[/-](?:19|20)\d\d(?!\d)")


class Dated(msgspec.Struct, frozen=True):
    """A date of the text and its weight."""

    index: int
    day: Day
    read: date
    """The calendar day, its day and month told apart."""
    share: float
    whole: float = 0.0
    """The share of all dates of the same day."""
    unsure: bool = False
    """Whether the text only calls it the day of a change."""


def weighed(scan: Scan, title: int) -> list[Dated]:
    """The text's dates, the likeliest to be the article's first, then the days of changes, which have no share.
    `title` is the headline's index."""
    every = candidates(scan, title)
    if not every:
        return []
    found, changes = apart(scan, every)
    order = _order(scan) if any(day.swapped for _, day in every) else ""
    own = shares("date", marks(scan, title, found, changes))
    parts = [*zip(found, own, strict=True), *[(pair, 0.0) for pair in changes]]
    dated = [
        Dated(index, day, read, part, whole=part)
        for (index, day), part in parts
        if (read := _read(day, order, every)) is not None
    ]
    whole: dict[date, float] = {}
    for one in dated:
        whole[one.read] = whole.get(one.read, 0.0) + one.share
    dated = [msgspec.structs.replace(one, whole=whole[one.read] if one.share else 0.0) for one in dated]
    return sorted(dated, key=lambda one: (-one.whole, -one.share))


def likely(dated: Sequence[Dated]) -> int | None:
    """The index of the line whose date is likeliest the article's, sure or not; None when none is likely."""
    return dated[0].index if dated and dated[0].whole >= _LIKELY else None


def sure(scan: Scan, title: int, dated: Sequence[Dated]) -> list[Dated]:
    """Those that `weighed` found, when the first is sure to be the article's; else what `_only_changed` gives: where a
    text has no other date, the day of a change, unsure. [] when no day is sure."""
    if dated and dated[0].whole >= _SURE:
        return list(dated)
    near = {*range(title - _ABOVE_TITLE, scan.start + _AROUND), *range(scan.end, scan.end + _AROUND)}
    changed = [one for one in dated if not one.share and one.index in near]
    return _only_changed([one.index for one in dated if one.share], changed, title)


def _only_changed(found: Sequence[int], changed: Sequence[Dated], title: int) -> list[Dated]:
    """The day of the change nearest to the headline, when no other date stands beside it."""
    nearest = min(changed, key=lambda one: abs(one.index - title), default=None)
    if nearest is None or any(abs(index - nearest.index) <= _BESIDE_CHANGE for index in found):
        return []
    return [msgspec.structs.replace(nearest, unsure=True)]


def refused(scan: Scan, title: int) -> list[tuple[int, str, str]]:
    """(index, words, reason) of the dates of a text whose own is not known, and of lines that nearly are one."""
    found = []
    for index, day in islice(((index, day) for index, own in scan.days.items() for day in own), _MOST_REFUSED):
        text = scan.texts[index]
        why = prose.told(text, day) or ("day or month first is not known" if day.swapped else "")
        found.append((index, text[day.start : day.end], why or "nothing tells that it is the article's"))
    for index in range(max(0, title - _ABOVE_TITLE), min(scan.start + 2, title + _MOST, len(scan.texts))):
        if index not in scan.days and (why := prose.unfinished(scan.texts[index])):
            found.append((index, scan.texts[index], why))
    return found


def candidates(scan: Scan, title: int) -> list[tuple[int, Day]]:
    """(index, day) of the text's full dates, the `_MOST` nearest to the headline, in order; none that a line tells."""
    found = [
        (index, day)
        for index, own in scan.days.items()
        for day in own
        if _may_be(scan, index, day) and not prose.told(scan.texts[index], day)
    ]
    if len(found) > _MOST:
        found = sorted(sorted(found, key=lambda pair: abs(pair[0] - title))[:_MOST], key=lambda p: (p[0], p[1].start))
    near = {*range(max(0, title - 3), title + 9), *range(max(0, scan.start - 4), scan.start + 2)}
    for index in sorted(i for i in near if i < min(len(scan.texts), scan.start + 3)):
        text = scan.texts[index]
        if index not in scan.days and 6 <= len(text) < 120 and text.count(".") > 1:
            found += [(index, day) for day in dateline.short_days(text)]
    return found


def apart(scan: Scan, found: Sequence[tuple[int, Day]]) -> tuple[list[tuple[int, Day]], list[tuple[int, Day]]]:
    """The dates that may be the article's, and those that the text calls changes."""
    is_change = [label_of(scan, index, day).endswith("updated") for index, day in found]
    return (
        [pair for pair, changed in zip(found, is_change, strict=True) if not changed],
        [pair for pair, changed in zip(found, is_change, strict=True) if changed],
    )


def _may_be(scan: Scan, index: int, day: Day) -> bool:
    """Whether a date is more than part of what a paragraph tells: it is labelled, or stands near the line's ends."""
    if not scan.is_paragraph[index] or day.start < 60 or len(scan.texts[index]) - day.end < 25:
        return True
    return bool(dateline.label(scan.texts[index][max(0, day.start - 40) : day.start])) or index == scan.start


def label_of(scan: Scan, index: int, day: Day) -> str:
    """What a date is called: "published", "updated" or "", with "above-" before it when the line above says so."""
    own = dateline.label(scan.texts[index][max(0, day.start - 40) : day.start])
    if not own and day.start < 3 and index and len(scan.texts[index - 1]) < 30:
        above = dateline.label(scan.texts[index - 1])
        return f"above-{above}" if above else ""
    return own


def marks(
    scan: Scan, title: int, found: Sequence[tuple[int, Day]], changes: Sequence[tuple[int, Day]]
) -> list[list[str]]:
    """What speaks for and against each date; `changes` are those that the text calls so."""
    times: dict[date, int] = {}
    for _, day in found:
        times[day.day] = times.get(day.day, 0) + 1
    ordered = sorted(times)
    zone = [k for k, (index, _) in enumerate(found) if title < index <= scan.start + 1]
    above = [k for k, (index, _) in enumerate(found) if title - 4 <= index < title]
    result = []
    for k, (index, day) in enumerate(found):
        own = [_place(scan, title, index), *_looks(scan, index, day), at(_TIMES, times[day.day])]
        own.append(at(_COUNT, len(found)))
        own += ["latest"] if day.day == ordered[-1] else []
        own += ["earliest"] if day.day == ordered[0] and len(ordered) > 1 else []
        if k in zone:
            own.append("below-title:" + bucket(zone.index(k), (0, 1, 2)))
        elif k in above:
            own.append("above-title:" + bucket(len(above) - above.index(k), (1, 2)) + (":other" if zone else ""))
        elif not zone and not above:
            own.append("none-near-title")
        near = [*found[max(0, k - 3) : k], *found[k + 1 : k + 4]]
        own.append(at(_NEAR, sum([0 < abs(other - index) <= 12 for other, _ in near])))
        own += [mark for other, second in near if other == index for mark in _twin(day, second)]
        change = next((other for at_, other in changes if abs(at_ - index) <= _BESIDE_CHANGE), None)
        if change is not None:
            own.append("change-beside:" + _order_of(day.day, change.day))
        result.append(own)
    return result


def _order_of(day: date, other: date) -> str:
    return "same" if day == other else "later" if other > day else "earlier"


def _place(scan: Scan, title: int, index: int) -> str:
    if index == 0 < title:
        return "in-page-title"
    if index <= title:
        return "in-title" if index == title else at(_BEFORE_TITLE, title - index)
    where = (
        "head"
        if index < scan.start
        else "opening"
        if index <= scan.start + 1
        else "body"
        if index < scan.end
        else "end"
    )
    return at(_AWAY[where], index - title)


def _looks(scan: Scan, index: int, day: Day) -> list[str]:
    text = scan.texts[index]
    before, after = text[max(0, day.start - 40) : day.start], text[day.end : day.end + 40]
    label = label_of(scan, index, day)
    beside = len(text) - (day.end - day.start)
    own = [
        "label:" + label,
        "form:" + day.form,
        at(_BESIDE, max(0, beside)),
        at(_PROSE, len(_SMALL.findall(before)) if before and not label else 0),
    ]
    sign = before.rstrip()[-1:]
    if sign:
        own.append(
            "after:" + (sign if sign in "|·•/,(-–—:" else "A" if sign.isupper() else "a" if sign.isalpha() else "0")
        )
    if scan.is_paragraph[index]:
        own.append("paragraph" + (":label" if label else ":begins" if day.start < 40 else ":inside"))
    elif not label and beside > 45:
        own.append("phrase" + (":begins" if day.start < 5 else ":ends" if day.end > len(text) - 3 else ":inside"))
    around = f"{before} {after}".lower()
    if any(map(around.__contains__, _SAYS_STEMS)) and _SAYS.search(around):
        own.append("says")
    if any(map(around.__contains__, _RIGHTS)):
        own.append("rights")
    if _CLOCK.search(text[max(0, day.start - 16) : day.start]) or _CLOCK.search(after[:25]):
        own.append("clock")
    if day.start < 2:
        own.append("begins")
    if day.end > len(text) - 2:
        own.append("ends")
    return own


def _twin(day: Day, other: Day) -> list[str]:
    """A date glued to another: dumps of pages that show the day of the last change before or after the first one."""
    if other.day == day.day:
        return []
    if 0 <= other.start - day.end <= 3 or 0 <= day.start - other.end <= 3:
        return ["twin:first" if day.day < other.day else "twin:last"]
    return ["line-mate:first" if day.day < other.day else "line-mate:last"]


# ----------------------------------------------------------------------------------------- which is the day, the month


def _read(day: Day, order: str, found: Sequence[tuple[int, Day]]) -> date | None:
    if day.swapped is None:
        return day.day
    elsewhere = {other.day for _, other in found if other.swapped is None}
    if (day.day in elsewhere) != (day.swapped in elsewhere):
        return day.day if day.day in elsewhere else day.swapped
    return day.day if order == "day first" else day.swapped if order == "month first" else None


def _order(scan: Scan) -> str:
    """How the text writes its dates: "day first", "month first", or "" when nothing in it tells."""
    numbers = [(int(m[1]), int(m[2])) for m in _NUMBERS.finditer(scan.joined)]
    day_first, month_first = any(a > 12 for a, _ in numbers), any(b > 12 for _, b in numbers)
    if day_first != month_first:
        return "day first" if day_first else "month first"
    # Only English puts the month first.
    if scan.joined.count(" the ") * 2_000 < len(scan.joined) and " " in scan.joined:
        return "day first"
    forms = [day.form for own in scan.days.values() for day in own]
    if ("dmy" in forms) != ("mdy" in forms):
        return "day first" if "dmy" in forms else "month first"
    return ""
