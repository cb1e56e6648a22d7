"""Who wrote it: the groups of names near headline and date, with what speaks for each and against it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from digest.clip import dateline
from digest.clip.dateline import Day
from digest.clip.head import prose
from digest.clip.head.names import REACH, groups, holds_label
from digest.clip.head.scan import BYLINE, Scan
from digest.clip.head.weigh import NONE, at, shares, table, weights

SURE = 0.25
"""The share of the weight that a group of names needs to be the authors."""
_ROLE = re.compile(
    r"(?:[\w-]+ ){0,4}(?:reporter|editor|writer|correspondent|contributor|redakteur(?:in)?|author|journalist|columnist|"
    r"founder|ceo|director|professor|manager|updated|published|follow)\b",
    re.I,
)
_TOO_LITTLE = 4.0
"""How far below the best, as a weight, a group's share is too small to count."""
_MOST_ELSEWHERE = 2.3
"""More than this the rest of the text cannot add to a group's weight."""
_STORY = 20
"""How many characters stand at least behind the date of a dateline."""
_PHRASE = 11
"""A line of more words, but one, needs a date or a label to be read for names."""
# Every way to say "by" begins with a sign of the first set, which is quick to find.
_SAID_BY = re.compile(
    r"[ABDPVbdpv](?:(?<=\b.)(?:(?<=[Bb])y|(?<=B)Y|(?<=[Vv])on|(?<=[Pp])[ao]r|(?<=[Dd])i|(?<=A)uth?or)\b|"
    r"(?<=[a-z]B)y[A-Z]|(?<=\bb)y[A-Z])"
)
_OPENERS = ("By ", "by ", "BY ", "Written by ", "Von ", "von ", "Par ", "Por ")
_MOST_BYLINES = 8
_NAMED_BY = (
    *("by ", "by: ", "by", "von ", "par ", "por ", "about ", "über ", "follow ", "from ", "author ", "author: "),
    "autor ",
)
_AWAY = {where: table(f"{where}:", (1, 2, 3, 4, 6, 9, 14)) for where in ("below", "end", "body", "above")}
_LENGTH = table("length:", (12, 20, 30, 50, 90, 150, 400))
_BEFORE, _AFTER = table("before:", (1, 3, 8)), table("after:", (1, 3, 8))
_SHORT = table("short-around:", (1, 3, 5))
_TIMES, _SMALL = table("times:", (1, 2, 3)), table("small-elsewhere:", (0, 1, 2))
_LAST_NAME = table("last-name:", (0, 1, 3))


class Named(msgspec.Struct, frozen=True):
    """A group of names in a line."""

    index: int
    names: tuple[str, ...]
    marks: tuple[str, ...]
    """What its own line says of it."""
    label: str = ""
    """What stands before it: see `names.Group`."""
    share: float = 0.0


def find_people(scan: Scan, title: int, dated: int | None, names: Sequence[str]) -> list[Named]:
    """The groups of names that may be the authors, the likeliest first; [] when none is likely.

    `title` and `dated` are the indices of the headline and of the article's date, `names` the site's own.
    """
    found = candidates(scan, title, dated)
    if not found:
        return []
    found, own = _likely(scan, title, found, _marks_of_line(scan, title, dated, found, names))
    parts = shares("author", own)
    keys = [" ".join(one.names).casefold() for one in found]
    whole: dict[str, float] = {}
    for key, part in zip(keys, parts, strict=True):
        whole[key] = whole.get(key, 0.0) + part
    if max(whole.values(), default=0.0) < SURE:
        return []
    order = sorted(range(len(found)), key=lambda k: (-whole[keys[k]], -parts[k]))
    return [Named(one.index, one.names, one.marks, one.label, whole[keys[k]]) for k in order for one in [found[k]]]


def without_outlets(found: Sequence[Named], outlets: Sequence[str]) -> list[Named]:
    """The groups without the names of outlets, who write nothing."""
    known = {bare(name) for name in outlets} - {""}
    if not known:
        return list(found)
    kept = [
        msgspec.structs.replace(one, names=tuple([name for name in one.names if bare(name) not in known]))
        for one in found
    ]
    return [one for one in kept if one.names]


def bare(name: str) -> str:
    """A name's letters and digits, whatever the case."""
    return "".join(filter(str.isalnum, name.casefold()))


def _likely(
    scan: Scan, title: int, found: Sequence[Named], own: Sequence[list[str]]
) -> tuple[list[Named], list[list[str]]]:
    """The groups that may have a share worth counting, and all of their marks: the text is only searched for these."""
    known = weights("author")
    get = known.get
    sums = [sum([get(mark, 0.0) for mark in marks_]) for marks_ in own]
    best = known.get(NONE, 0.0)
    kept = []
    for k in sorted(range(len(found)), key=sums.__getitem__, reverse=True):
        if sums[k] + _MOST_ELSEWHERE < best - _TOO_LITTLE:
            break
        elsewhere = _elsewhere(scan, title, found[k])
        best = max(best, sums[k] + sum([get(mark, 0.0) for mark in elsewhere]))
        kept.append((k, own[k] + elsewhere))
    kept.sort(key=lambda pair: pair[0])
    return [found[k] for k, _ in kept], [marks_ for _, marks_ in kept]


def candidates(scan: Scan, title: int, dated: int | None) -> list[Named]:
    """Every group of names where a byline may stand: below the headline, at the date, after the article, after "By"."""
    count = len(scan.texts)
    where = list(range(max(0, title - 3), min(count, max(title + 3, min(scan.start, title + 12)) + 2)))
    if dated is not None:
        where += range(max(0, dated - 3), min(count, dated + 4))
    where += range(scan.end, min(count, scan.end + 3))
    where += _bylines(scan)
    found: list[Named] = []
    for index in dict.fromkeys(where):
        text = scan.texts[index]
        if len(text) < 3 or (index == title and not BYLINE.match(text)):
            continue
        if index in scan.days and _tells(text, scan.days[index]):
            continue
        if scan.texts[index].count(" ") > _PHRASE and index not in scan.days and not _SAID_BY.search(text, 0, REACH):
            continue
        own = groups(text, scan.days.get(index, ()))
        found += [Named(index, group.names, group.marks, group.label) for group in own]
    return found


def _tells(text: str, days: Sequence[Day]) -> bool:
    """Whether a line with dates opens a story or is part of one, and names nobody with a word such as "by"."""
    if prose.is_tweet(text) or (len(text) - days[0].end > _STORY and dateline.story_begins(text)):
        return True
    return not _SAID_BY.search(text, 0, REACH) and prose.told(text, days[0]) != ""


def _bylines(scan: Scan) -> list[int]:
    """The first lines of the text that begin with a label such as "By", wherever they stand."""
    return [index for index in scan.openings if scan.texts[index].startswith(_OPENERS)][:_MOST_BYLINES]


def marks(scan: Scan, title: int, dated: int | None, found: Sequence[Named], names: Sequence[str]) -> list[list[str]]:
    """What speaks for and against each group."""
    own = _marks_of_line(scan, title, dated, found, names)
    return [marks_ + _elsewhere(scan, title, one) for one, marks_ in zip(found, own, strict=True)]


def _marks_of_line(
    scan: Scan, title: int, dated: int | None, found: Sequence[Named], names: Sequence[str]
) -> list[list[str]]:
    """What each group's line and those around it say of it."""
    sites = {bare(name) for name in names}
    per_line: dict[int, int] = {}
    for one in found:
        per_line[one.index] = per_line.get(one.index, 0) + 1
    around = {index: _around(scan, index) for index in per_line}
    result = []
    for one in found:
        own = [*one.marks, *_place(scan, title, dated, one), *around[one.index]]
        if sites and bare(one.names[0]) in sites:
            own.append("site")
        if per_line[one.index] > 3:
            own.append("many-in-line")
        if one.names[0].isupper():
            own.append("capitals")
        label = "label:" + one.label
        near = dated is not None and abs(one.index - dated) < 3
        own += [f"{label}&{'date' if near else 'no-date'}", f"{label}&{one.marks[0]}"]
        result.append(own)
    return result


def _place(scan: Scan, title: int, dated: int | None, one: Named) -> list[str]:
    index, away, size = one.index, one.index - title, len(scan.texts[one.index])
    if away > 0 and index <= scan.start + 1:
        where = "below"
    elif index >= scan.end:
        where = "end"
    else:
        where = "body" if away > 0 else "above"
    own = [
        at(_AWAY[where], abs(away)),
        "start:<" if index < scan.start else "start:=" if index == scan.start else "start:>",
        at(_LENGTH, size),
    ]
    if dated is not None:
        own.append(f"to-date:{index - dated}" if -3 <= index - dated <= 3 else "to-date:far")
    if len(one.names[0]) == size:
        own.append("alone")
    if scan.is_paragraph[index]:
        own.append("paragraph")
    return own


def _around(scan: Scan, index: int) -> list[str]:
    near = scan.texts[max(0, index - 3) : index + 4]
    spaces = [text.count(" ") for text in near]
    here = min(index, 3)
    own = [at(_SHORT, len([count for count in spaces if count < 3]))]
    if here:
        if len(near[here - 1]) < 30 and holds_label(near[here - 1]):
            own.append("label-above")
        own.append("before:p" if scan.is_paragraph[index - 1] else at(_BEFORE, spaces[here - 1]))
    if here + 1 < len(near):
        own.append("after:p" if scan.is_paragraph[index + 1] else at(_AFTER, spaces[here + 1]))
        if len(near[here + 1]) < 90 and _ROLE.match(near[here + 1]):
            own.append("role-below")
    return own


def _elsewhere(scan: Scan, title: int, one: Named) -> list[str]:
    """What the rest of the text says of the first name: how often it stands there, and as what."""
    name, joined = one.names[0], scan.joined
    times, place, by = 0, joined.find(name), False
    while place >= 0 and times < 4:
        times += 1
        by = by or joined[max(0, place - 9) : place].lower().endswith(_NAMED_BY)
        place = joined.find(name, place + len(name))
    own = [at(_TIMES, times)]
    if times > 1 and by:
        own.append("named-by")
    low = sum([f" {word} " in joined for word in name.lower().split() if len(word) > 2])
    own.append(at(_SMALL, low))
    if name in scan.texts[title] or name in scan.texts[0]:
        own.append("in-title")
    last = name.rsplit(" ", 1)[-1]
    if times < 4 and last != name:
        more = joined.count(last) - times
        own.append(at(_LAST_NAME, max(0, more)))
        if last in scan.texts[title]:
            own.append("last-name-in-title")
    return own
