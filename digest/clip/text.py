"""Plain text -> draft: the normaliser of pasted text and of text dumps of pages.

The order is the data's: characters, lines, boilerplate, title, dates, byline, pictures, the article's extent, the
desk's initials. HTML joins at `normalise_lines` with the lines of its own engine (`clip.html`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from digest.clip import dateline, language, metadata
from digest.clip.body import region, sieve
from digest.clip.body.boilerplate import ends_sentence
from digest.clip.body.cutrules import source_rules
from digest.clip.body.sieve import Sorted
from digest.clip.draft import Cut, Evidence, Line, Options, Page
from digest.clip.head import Head, cut_desk, read_head
from digest.clip.head.heading import Title, find_title, without_title
from digest.clip.markdown import paragraphs
from digest.clip.metadata import Candidate, choose
from digest.dates import DateError, When, with_zone
from digest.errors import Problem
from digest.model import Source
from digest.text import without_forbidden

IMPORTER = "text/1"

_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_BREAKS = re.compile("\r\n?|[\u0085\u2028\u2029\x0b\x0c]")


def read(name: str, text: str, sources: Mapping[str, Source], options: Options) -> Page:
    """The page of a plain-text clipping. `name` only stands in problems."""
    lines, notes = to_lines(text)
    return normalise_lines(lines, notes, sources, options)


# ------------------------------------------------------------------------------------------------- characters, lines


# A UTF-8 sequence whose bytes became characters one by one. One of them must be a C1 control, which no text holds: “É»”
# is a good ending of a French quotation.
_LATIN_RUN = re.compile(
    "[\u00c2-\u00f4](?:[\u0080-\u009f][\u0080-\u00bf]{0,2}|[\u00a0-\u00bf][\u0080-\u009f][\u0080-\u00bf]?)"
)


def _reread(match: re.Match[str]) -> str:
    try:
        return match.group().encode("latin-1").decode("utf-8")
    except UnicodeError:
        return match.group()


def to_lines(text: str) -> tuple[list[Line], list[str]]:
    """The lines of `text` with runs of spaces joined, and a note of every change of characters."""
    notes = []
    for pattern, put, what in (
        (_SPACES, " ", "no-break and other wide spaces became spaces"),
        (_INVISIBLE, "", "invisible characters were removed"),
    ):
        text, count = pattern.subn(put, text)
        if count:
            notes.append(f"{what}: {count}")
    text, count = _LATIN_RUN.subn(_reread, text)
    if count:
        notes.append(f"characters of UTF-8 that had been read as Latin-1 were put right: {count}")
    text = _BREAKS.sub("\n", text)
    clean = without_forbidden(text)
    if len(clean) < len(text):
        notes.append(f"control characters were removed: {len(text) - len(clean)}")
        text = clean
    broken = text.count("\ufffd")
    if broken:
        notes.append(f"characters that could not be read stand as U+FFFD: {broken}")
    rows = [" ".join(row.split()) for row in text.split("\n")]
    lines = [Line(number, row) for number, row in enumerate(rows, 1)]
    joined = unwrap(lines)
    if len(joined) < len(lines):
        notes.append(f"lines broken at a fixed width were joined: {len(lines) - len(joined)}")
    return joined, notes


def unwrap(lines: Sequence[Line]) -> list[Line]:
    """Lines that a mail program or editor broke at a fixed width, joined to paragraphs; others stay as they are.

    A text is taken as broken when, of the neighbouring full lines, at least four and a third go on in small letters
    without a sentence's end between. A line is then joined to the next when the next one's first word had no room.
    """
    pairs = [(a.text, b.text) for a, b in pairwise(lines) if a.text and b.text]
    runs_on = [a for a, b in pairs if len(a) >= 40 and b[:1].islower() and not ends_sentence(a)]
    if len(runs_on) < 4 or len(runs_on) * 3 < sum(len(a) >= 40 for a, _ in pairs):
        return list(lines)
    width = max(len(a) for a in runs_on)
    found: list[Line] = []
    last = ""
    for line in lines:
        room = len(last) + 1 + len(line.text.split(" ", 1)[0]) <= width
        if found and last and line.text and not room and len(last) <= width:
            found[-1] = Line(found[-1].number, f"{found[-1].text} {line.text}")
        else:
            found.append(line)
        last = line.text
    return found


# ---------------------------------------------------------------------------------------------------------- the page


def normalise_lines(
    lines: Sequence[Line], notes: Sequence[str], sources: Mapping[str, Source], options: Options
) -> Page:
    """The page of lines of plain text: title, dates and extent are found in the lines."""
    found = identify(lines, sources, options)
    sorted_, cuts, problems = _apply_rules(lines, found)
    title = find_title(sorted_.kept, _site_names(found))
    head = read_head(title.rest, title.number)
    body, outside = region.trim(head.rest, _hints(title, sorted_))
    return _page(title, head, body, [*cuts, *title.cuts, *outside], sorted_, found, options, notes, problems)


_FURNITURE = {"navigation", "account-prompt", "cookie-notice", "consent-form", "copyright", "comments"}
_AFTER = {"copyright", "comments", "tags-line"}


def _hints(title: Title, found: Sorted) -> region.Hints:
    rules = [(cut.line, cut.rule) for cut in found.cuts] + [(piece.line, piece.rule) for piece in found.moved]
    return region.Hints(
        title_at=title.number,
        title_sure=any(cut.rule == "repeated-title" for cut in title.cuts),
        furniture=sum(rule in _FURNITURE for _, rule in rules),
        ends=tuple(sorted(line for line, rule in rules if rule in _AFTER)),
    )


def normalise_body(
    lines: Sequence[Line],
    title: str,
    notes: Sequence[str],
    sources: Mapping[str, Source],
    options: Options,
    urls: Sequence[str],
    names: Sequence[str],
) -> Page:
    """The page of the main text that another engine found: the same rules, but its extent is taken as it is.

    `title` is known ("" when it is not, then the first line may be it); `urls` and `names` are what the metadata say.
    """
    found = identify(lines, sources, options, urls, names)
    sorted_, cuts, problems = _apply_rules(lines, found)
    heading = without_title(sorted_.kept, title) if title else find_title(sorted_.kept, [*_site_names(found), *names])
    head = read_head(heading.rest, heading.number)
    return _page(heading, head, list(head.rest), [*cuts, *heading.cuts], sorted_, found, options, notes, problems)


def _apply_rules(lines: Sequence[Line], found: metadata.Found) -> tuple[Sorted, list[Cut], list[Problem]]:
    extra, problems = source_rules(found.record)
    rest, shortcodes = sieve.cut_shortcodes(lines)
    sorted_ = sieve.sort_lines(sieve.split_glued(rest), extra)
    return sorted_, [*shortcodes, *sorted_.cuts], problems


def _page(
    title: Title,
    head: Head,
    body: Sequence[Line],
    cuts: Sequence[Cut],
    sorted_: Sorted,
    found: metadata.Found,
    options: Options,
    notes: Sequence[str],
    problems: Sequence[Problem],
) -> Page:
    body, (desk, initials) = cut_desk(body)
    written = [line.text for line in body]
    date, dated = _date(options, head.dates, written, found.time_zone)
    updated, renewed = choose("updated", head.updates)
    authors, named = choose("authors", head.authors)
    code, why = language.guess(" ".join(written) or title.text)
    spoken = Evidence("language", code or "unknown", "the text", "stop-words", bool(code), why)
    moved = sorted([*sorted_.moved, *head.moved, *initials], key=lambda piece: piece.line)
    numbers = [*(cut.line for cut in cuts), *(piece.line for piece in moved), *(line.number for line in body)]
    return Page(
        importer=IMPORTER,
        title=title.text,
        date=date,
        updated=zoned(updated, found.time_zone),
        source=found.value,
        url=_url(sorted_),
        authors=authors or (),
        desk=desk,
        language=code,
        keywords=_values(sorted_, "keywords"),
        captions=head.captions,
        references=_values(sorted_, "references"),
        body=paragraphs(body),
        cuts=tuple(sorted(cuts, key=lambda cut: cut.line)),
        moved=tuple(moved),
        evidence=(*title.evidence, *dated, *renewed, *found.evidence, *named, spoken),
        normalised=tuple(notes),
        warnings=tuple(problems),
        lines=max(numbers, default=0),
    )


def identify(
    lines: Sequence[Line],
    sources: Mapping[str, Source],
    options: Options,
    urls: Sequence[str] = (),
    names: Sequence[str] = (),
) -> metadata.Found:
    """The source of a clipping, from its lines and from what its metadata say."""
    notices = [
        line.text
        for line in lines
        if len(line.text) < 400 and re.search(r"©|copyright|\(c\) ?(?:19|20)|all rights reserved", line.text, re.I)
    ]
    whole = "\n".join(line.text for line in lines)
    return metadata.find_source(whole, notices, urls, names, sources, options.source)


def _site_names(found: metadata.Found) -> list[str]:
    names = [found.record.name, metadata.host_of(found.record.url or "")] if found.record else []
    if isinstance(found.value, dict):
        names.append(found.value["name"])
    return [name for name in names if name]


def _values(sorted_: Sorted, field: str) -> tuple[str, ...]:
    found = [value for key, value, _ in sorted_.values if key == field]
    parts = [part for value in found for part in metadata.split_list(value)] if field == "keywords" else found
    return tuple(dict.fromkeys(parts))


def _url(sorted_: Sorted) -> str:
    return next(
        (url for key, value, _ in sorted_.values if key == "url" and (url := metadata.canonical_url(value))), ""
    )


def _date(
    options: Options, found: Sequence[Candidate[When]], body: Sequence[str], zone: str
) -> tuple[When | None, list[Evidence]]:
    candidates = [Candidate(options.date, "option --date", "given")] if options.date else []
    candidates += found
    opening = dateline.opens_story(body[0]) if body else None
    if opening:
        candidates.append(Candidate(opening, "the story's dateline", "story-dateline"))
    when, evidence = choose("date", candidates)
    return zoned(when, zone), evidence


def zoned(when: When | None, zone: str) -> When | None:
    """`when` with the source's offset, if it has a time and the source a zone; a zone nobody knows gives none."""
    if when is None or not zone:
        return when
    try:
        return with_zone(when, zone)
    except DateError:
        return when
