"""Plain text -> draft: the normaliser of pasted text and of text dumps of pages.

The order is the data's: characters and lines, source, head (title, dates, names, captions: found in all lines, before
any is cut), prompts set apart, named rules, the weights of what is left, the desk's initials. HTML and other engines
join at `normalise_body` with the lines of a main text that is found already.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from digest.clip import dateline, language, metadata
from digest.clip.body import sieve
from digest.clip.body.boilerplate import ADDRESS_LABEL
from digest.clip.body.cutrules import source_rules
from digest.clip.body.lines import lines_of, rows_of, to_lines
from digest.clip.body.region import is_core
from digest.clip.body.sieve import Sorted, Verdict
from digest.clip.body.weigh import CLAIMED, KIND_OF, weigh
from digest.clip.draft import Cut, Evidence, Line, Moved, Options, Page
from digest.clip.head import Head, cut_desk, find_head, read_head
from digest.clip.head.heading import find_title, without_title
from digest.clip.markdown import paragraphs
from digest.clip.metadata import Candidate, canonical_url, choose
from digest.dates import DateError, When, with_zone
from digest.errors import Problem
from digest.model import Source

__all__ = ["IMPORTER", "identify", "lay", "normalise_body", "normalise_lines", "read", "to_lines", "zoned"]

IMPORTER = "text/3"
_SAMPLE = 2_000
"""How many characters of the article tell its language: over three hundred words."""


def read(name: str, text: str, sources: Mapping[str, Source], options: Options) -> Page:
    """The page of a plain-text clipping. `name` only stands in problems."""
    rows, notes = rows_of(text)
    lines = lines_of(rows, notes)
    indents = [len(row) - len(row.lstrip()) if row[:1].isspace() else 0 for row in rows]
    return normalise_lines(lines, notes, sources, options, indents)


def normalise_lines(
    lines: Sequence[Line],
    notes: Sequence[str],
    sources: Mapping[str, Source],
    options: Options,
    indents: Sequence[int] = (),
) -> Page:
    """The page of all lines of a plain text; `indents` are the spaces before line 1, 2, … as they stood."""
    own = own_address(lines)
    found = identify(lines, sources, options, [own.value] if own else [])
    if own:
        lines = [line for line in lines if line is not own.line]
    outlets = [record.name for record in sources.values() if record.name]
    head = find_head(lines, _site_names(found), outlets)
    extra, problems = source_rules(found.record)
    rest, pictures = sieve.take_captions(head.rest)
    rest, shortcodes = sieve.cut_shortcodes(sieve.split_glued(rest))
    pieces = [line for line in rest if line.text]
    verdicts = sieve.judge(pieces, extra)
    body, weighed = _article(lay(lines, pieces, verdicts, head, indents))
    sorted_ = sieve.sort_lines(pieces, verdicts)
    if own:
        moved = Moved(own.line.number, own.line.text, "url", "own-address")
        value = ("url", own.value, own.line.number)
        sorted_ = msgspec.structs.replace(sorted_, moved=(*sorted_.moved, moved), values=(value, *sorted_.values))
    cuts = [*shortcodes, *sorted_.cuts, *head.cuts, *weighed]
    head = _with_captions(head, pictures)
    return _page(head.title, head.evidence, head, body, cuts, sorted_, found, options, notes, problems)


class OwnAddress(msgspec.Struct, frozen=True):
    """A line that is nothing but the address of the original."""

    line: Line
    value: str


_ADDRESS = re.compile(rf"(?:{ADDRESS_LABEL})?<?(?P<url>https?://[^\s<>\"]{{4,1000}})>?", re.I)


def own_address(lines: Sequence[Line]) -> OwnAddress | None:
    """The one address that stands alone above or below the paragraphs. Where several do, none is the clipping's."""
    alone = [(line, match["url"]) for line in lines if "://" in line.text and (match := _ADDRESS.fullmatch(line.text))]
    if not alone:
        return None
    core = [line.number for line in lines if is_core(line.text)]
    first, last = (core[0], core[-1]) if core else (0, 0)
    found = [OwnAddress(line, canonical_url(url)) for line, url in alone if not first < line.number < last]
    return found[0] if len({own.value for own in found}) == 1 and found[0].value else None


class Laid(msgspec.Struct, frozen=True):
    """What is weighed: every line that is not blank, in its order, prompts set apart."""

    rows: list[Line]
    kinds: list[int]
    """The kind of named cut of each row (`weigh.KIND_OF`); 0 when neither a rule nor the head has taken it."""
    spaces: list[int]
    """The spaces before it."""
    title: int
    """The index of the headline, -1 when it is not known."""

    def texts(self) -> list[str]:
        """The rows as they are weighed: without a desk's initials, which would hide a sentence's end."""
        texts = [line.text for line in self.rows]
        for index, text in enumerate(texts):
            if "/" in text[-12:] and len(text) > 40:
                texts[index] = cut_desk([self.rows[index]])[0][0].text
        return texts


def lay(
    lines: Sequence[Line],
    pieces: Sequence[Line],
    verdicts: Sequence[Verdict | None],
    head: Head,
    indents: Sequence[int],
) -> Laid:
    """What the head took away and what rules name is weighed along: an article's lines have it round them."""
    left = {piece.number for piece in pieces}
    found = [(p, KIND_OF.get(v.rule, 8) if v else 0) for p, v in zip(pieces, verdicts, strict=True)]
    found += [(line, CLAIMED) for line in lines if line.text and line.number not in left]
    found.sort(key=lambda row: row[0].number)
    rows = [line for line, _ in found]
    spaces = [indents[line.number - 1] for line in rows] if indents else [0] * len(rows)
    title = next((i for i, line in enumerate(rows) if line.number == head.title_at), -1)
    return Laid(rows, [kind for _, kind in found], spaces, title)


def _article(laid: Laid) -> tuple[list[Line], list[Cut]]:
    """The rows that are the article, and what is cut of those that nothing has named."""
    rows = laid.rows
    found = weigh(laid.texts(), laid.kinds, laid.spaces, laid.title)
    loose = [i for i, kind in enumerate(laid.kinds) if not kind]
    kept = found.article()
    if not any(found.lines.core[i] for i in kept):
        # No long sentence: a list, a poem, a short notice. Everything below the title stays.
        kept = [i for i in loose if i > laid.title]
    stays = set(kept)
    cuts = [Cut(rows[i].number, rows[i].text, found.why(i)) for i in loose if i not in stays]
    return [rows[i] for i in kept], cuts


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
    extra, problems = source_rules(found.record)
    rest, pictures = sieve.take_captions(lines)
    rest, shortcodes = sieve.cut_shortcodes(rest)
    pieces = sieve.split_glued(rest)
    sorted_ = sieve.sort_lines(pieces, sieve.judge(pieces, extra))
    heading = without_title(sorted_.kept, title) if title else find_title(sorted_.kept, [*_site_names(found), *names])
    head = read_head(heading.rest, heading.number)
    cuts = [*shortcodes, *sorted_.cuts, *heading.cuts]
    head = _with_captions(head, pictures)
    return _page(heading.text, heading.evidence, head, head.rest, cuts, sorted_, found, options, notes, problems)


def _with_captions(head: Head, pictures: Sequence[Moved]) -> Head:
    captions = dict.fromkeys([*head.captions, *(piece.text for piece in pictures)])
    return msgspec.structs.replace(head, captions=tuple(captions), moved=(*head.moved, *pictures))


def _page(
    title: str,
    why: Sequence[Evidence],
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
    url, addressed = _url(sorted_)
    code, told = language.guess(" ".join(written)[:_SAMPLE] or title)
    spoken = Evidence("language", code or "unknown", "the text", "stop-words", bool(code), told)
    moved = sorted([*sorted_.moved, *head.moved, *initials], key=lambda piece: piece.line)
    numbers = [*(cut.line for cut in cuts), *(piece.line for piece in moved), *(line.number for line in body)]
    return Page(
        importer=IMPORTER,
        title=title,
        date=date,
        updated=zoned(updated, found.time_zone),
        source=found.value,
        url=url,
        authors=authors or (),
        desk=desk,
        language=code,
        keywords=_values(sorted_, "keywords"),
        captions=head.captions,
        references=_values(sorted_, "references"),
        body=paragraphs(body),
        cuts=tuple(sorted(cuts, key=lambda cut: cut.line)),
        moved=tuple(moved),
        evidence=(*why, *dated, *renewed, *found.evidence, *addressed, *named, spoken),
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
    whole = "\n".join([line.text for line in lines])
    return metadata.find_source(whole, _notices(whole), urls, names, sources, options.source)


_NOTICES = ("©".encode(), b"copyright", b"all rights reserved", b"(c) 19", b"(c) 20", b"(c)19", b"(c)20")
_MAX_NOTICE = 400


def _notices(whole: str) -> list[str]:
    """The lines about rights; a longer one, in bytes, is a paragraph."""
    # Bytes: only ASCII's letters are made small, at once, and what follows them stays where it is.
    raw = whole.encode("utf-8", "replace")
    small = raw.lower()
    rows = []
    for sign in _NOTICES:
        at = small.find(sign)
        while at >= 0:
            start, end = small.rfind(b"\n", 0, at) + 1, small.find(b"\n", at)
            end = end if end >= 0 else len(small)
            if end - start < _MAX_NOTICE:
                rows.append((start, end))
            at = small.find(sign, end)
    return [raw[start:end].decode("utf-8", "replace") for start, end in sorted(set(rows))]


def _site_names(found: metadata.Found) -> list[str]:
    names = [found.record.name, metadata.host_of(found.record.url or "")] if found.record else []
    if isinstance(found.value, dict):
        names.append(found.value["name"])
    return [name for name in names if name]


def _values(sorted_: Sorted, field: str) -> tuple[str, ...]:
    found = [value for key, value, _ in sorted_.values if key == field]
    parts = [part for value in found for part in metadata.split_list(value)] if field == "keywords" else found
    return tuple(dict.fromkeys(parts))


def _url(sorted_: Sorted) -> tuple[str, list[Evidence]]:
    found = [
        Candidate(url, f"line {line}", "own-address")
        for key, value, line in sorted_.values
        if key == "url" and (url := canonical_url(value))
    ]
    chosen, evidence = choose("url", found, "it stands first")
    return chosen or "", evidence


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
