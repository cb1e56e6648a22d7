"""Title, dates and authors of a clipping, found in all of its lines before any is cut; and the lines they leave."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

import msgspec

from digest.clip import dateline
from digest.clip.draft import Cut, Evidence, Line, Moved
from digest.clip.head import headline, people, prose, when
from digest.clip.head.captions import captions_in, take_captions
from digest.clip.head.people import Named
from digest.clip.head.scan import Scan, scan
from digest.clip.head.titles import MAX_TITLE, headline_at
from digest.clip.head.when import Dated
from digest.clip.metadata import Candidate
from digest.dates import When, parse
from digest.text import first_words, sentences

_SPARE = 3
"""How many words a line may hold beside names, dates and labels and still be nothing else."""
_LIST = 3
"""How many lines apart the names of one list of authors may stand."""
_FROM_BODY = 14
_WORDS = re.compile(r"\w+")
_LONG_HEADLINE = 160
"""A line of the article that is longer, in characters, is no headline."""
_SIGNS = " |-–—·•:»/"
_CLOCK = re.compile(r"[\s,|·@-]*(?:at )?\d\d?[:.h]\d\d(?: ?[ap]\.?m\.?)?(?: ?[A-Z]{2,4}\b| Uhr)?", re.I)
_BULLETS = "*•-–+#>‣▪ "
_ROLE = re.compile(
    r"(?:staff|senior|chief|deputy|special|contributing|managing|associate|political|business|sports?|health|science|"
    r"tech(?:nology)?|news|reporters?|writers?|editors?|correspondents?|contributors?|columnists?|redakteur(?:in)?|"
    r"korrespondent(?:in)?|autor(?:in)?|journalist(?:in|e)?|by|and|und|et|von|par|por|di|written|reviewed|share|follow|"
    r"read|min|minutes?|comments?|updated?|published|posted)",
    re.I,
)


class Head(msgspec.Struct, frozen=True):
    """What the lines above, around and below an article say about it."""

    title: str = ""
    """The title; never empty for lines that `find_head` read."""
    title_at: int = 0
    """The number of the headline's line above the article; 0 when the title was made from the body."""
    title_sure: bool = False
    """Whether another line of the text says the same headline."""
    dates: tuple[Candidate[When], ...] = ()
    updates: tuple[Candidate[When], ...] = ()
    authors: tuple[Candidate[tuple[str, ...]], ...] = ()
    captions: tuple[str, ...] = ()
    moved: tuple[Moved, ...] = ()
    """Pieces that stand in the front matter instead of the body."""
    cuts: tuple[Cut, ...] = ()
    """The lines that repeat the title, and the site's name behind it."""
    evidence: tuple[Evidence, ...] = ()
    """Of the title, and of the dates when none is the article's; that of others comes with `metadata.choose`."""
    claimed: frozenset[int] = frozenset()
    """The numbers of all lines of title, byline and date."""
    rest: tuple[Line, ...] = ()
    """The lines without what was moved and cut, blank ones included."""


def find_head(lines: Sequence[Line], names: Sequence[str], outlets: Sequence[str] = ()) -> Head:
    """The title, dates and authors in all lines of a text.

    `names` are the site's names known from elsewhere, `outlets` those of all sources that are known: no authors.
    """
    seen = scan(lines)
    if not seen.texts:
        nothing = Evidence("title", "Untitled", "nowhere", "no-text", True, "no line is left")
        return Head(title="Untitled", evidence=(nothing,), rest=tuple(lines))
    shows = captions_in(seen.texts, seen.joined, seen.openings)
    top = headline_at(seen, {*filter(None, shows), *_outlet_lines(seen, [*names, *outlets])})
    title, at, cuts, evidence = _title(seen, top, names)
    number = seen.lines[at].number if at >= 0 else 0
    gone = {cut.line for cut in cuts} | {number}
    captions: list[str] = []
    pictures: list[Moved] = []
    if shows:
        _, captions, pictures = take_captions([line for line in lines if line.number not in gone], number)
        gone |= {piece.line for piece in pictures}
    days = when.weighed(seen, top)
    dated = when.sure(seen, top, days)
    named = people.find_people(seen, top, when.likely(days), names)
    shown = {piece.line: piece.rule for piece in pictures}
    own = [one for one in named if not _is_credit(seen, one, shown.get(seen.lines[one.index].number, ""))]
    authors = _authors(seen, people.without_outlets(own, [*names, *outlets]))
    moved, left, other = _taken(seen, gone, [group for _, group in authors], dated)
    cuts += other
    return Head(
        title=title,
        title_at=number,
        title_sure=any(cut.rule in ("repeated-title", "title-repeated") for cut in cuts),
        dates=_published(seen, dated),
        updates=_updates(seen, dated),
        authors=tuple(candidate for candidate, _ in authors[:1]),
        captions=tuple(captions),
        moved=(*moved, *pictures),
        cuts=tuple(cuts),
        evidence=(*evidence, *([] if dated else _undated(seen, top))),
        claimed=frozenset([*gone, *left]) - {0},
        rest=_rest(lines, gone, left),
    )


def _outlet_lines(seen: Scan, outlets: Sequence[str]) -> list[int]:
    """The indices of the lines down to the article that are nothing but an outlet's name."""
    known = {people.bare(name) for name in outlets} - {""}
    most = max(map(len, outlets), default=0) + _SPARE
    initials = {name[0] for name in known}
    above = seen.texts[: seen.start + 1] if known else []
    return [
        index
        for index, text in enumerate(above)
        if len(text) <= most and text[0].casefold() in initials and people.bare(text) in known
    ]


def _is_credit(seen: Scan, one: Named, rule: str) -> bool:
    """Whether a name is the photographer's, or part of what a picture shows; a byline may be glued to a caption."""
    is_bare = one.label not in ("by", "inside") and one.index not in seen.days
    return rule == "photo-alt" or (rule == "photo-caption" and is_bare)


def _rest(lines: Sequence[Line], gone: Collection[int], left: Mapping[int, str]) -> tuple[Line, ...]:
    """The lines whose numbers are not `gone`, those of `left` with the text that is left of them."""
    gone = {*gone, *[number for number, text in left.items() if not text]}
    rest = [line for line in lines if line.number not in gone]
    if any(left.values()):
        rest = [Line(line.number, left[line.number], line.mark) if line.number in left else line for line in rest]
    return tuple(rest)


# ------------------------------------------------------------------------------------------------------------- title


def _title(seen: Scan, at: int, names: Sequence[str]) -> tuple[str, int, list[Cut], list[Evidence]]:
    """The title, the index of its line (-1 when it was made from the body), what is cut for it, and the evidence."""
    first = seen.lines[at]
    prose = seen.is_paragraph[at] and at >= seen.start and len(first.text) > _LONG_HEADLINE
    if prose or len(first.text) > MAX_TITLE:
        text, why = from_body(first.text), "no line above the first sentence is a title"
        return text, -1, [], [Evidence("title", text, f"line {first.number}", "title-from-body", True, why)]
    plain = first.text.lstrip(_BULLETS) or first.text
    text, gone, rule = headline.without_site(plain, _others(seen, first.text), names)
    if at and rule == "first-line":
        rule = "headline"
    cuts = [Cut(first.number, gone, rule)] if gone else []
    initials = {first.text[0], text[0], text[0].lower(), text[0].upper(), text[0].casefold()}
    cuts += [
        Cut(seen.lines[index].number, seen.texts[index], "repeated-title")
        for index in [index for index, again in enumerate(seen.texts) if again[0] in initials]
        if index != at and _repeats(seen.texts[index], text, first.text, index == 0)
    ]
    page = seen.texts[0]
    if at and not gone and page != text and page.startswith(text) and cuts and cuts[0].text == page:
        # The page's title is the headline with the site's name behind it: only that name is lost.
        site = Cut(seen.lines[0].number, page[len(text) :].strip(_SIGNS), "title-repeated")
        cuts = [site, *cuts[1:], Cut(first.number, first.text, "repeated-title")]
    why = f"without “{gone}”" if gone else "the line whose marks weigh most"
    return text, at, cuts, [Evidence("title", text, f"line {first.number}", rule, True, why)]


def _others(seen: Scan, first: str) -> Iterator[str]:
    """The other lines that may repeat the headline, made only when somebody asks."""
    return (text for text in seen.texts[:400] if text != first and len(text) <= MAX_TITLE)


def _repeats(line: str, title: str, whole: str, is_first: bool) -> bool:
    """Whether a line says the title once more; the text's first line may be the page's title, with the site's name."""
    if is_first and len(title) >= 15 and line.startswith(title):
        return True
    if line in (title, whole):
        return True
    near = -6 <= len(line) - len(title) <= 6 and line[:1].casefold() == title[:1].casefold()
    return near and headline.same_text(line, title)


def from_body(text: str) -> str:
    """The first sentence of a paragraph without its full stop, or its first words when that is long."""
    sentence = text[: next((end for _, end in sentences(text[: 10 * MAX_TITLE])), 0)]
    if 1 < len(sentence) <= MAX_TITLE // 2:
        return sentence.removesuffix(".")
    return f"{text[: first_words(text[:MAX_TITLE], _FROM_BODY)].rstrip(' ,;:')[:MAX_TITLE]}…"


# --------------------------------------------------------------------------------------------------- dates, authors


def _published(seen: Scan, dated: Sequence[Dated]) -> tuple[Candidate[When], ...]:
    """The article's date, then the others of the text, each day once; the day of a change is an unsure date."""
    found: dict[object, Candidate[When]] = {}
    for one in dated:
        if one.unsure:
            return (Candidate(parse(f"{one.read}?"), f"line {seen.lines[one.index].number}", "updated"),)
        if one.read not in found:
            value = _stamp(seen, one)
            rule = "date-line" if one.index <= seen.start else "date-line-below"
            found[one.read] = Candidate(value, f"line {seen.lines[one.index].number}", rule)
    return tuple(found.values())


def _undated(seen: Scan, top: int) -> list[Evidence]:
    """Why none of the text's dates is the article's."""
    return [
        Evidence("date", words, f"line {seen.lines[index].number}", "not-its-own", False, why)
        for index, words, why in when.refused(seen, top)
    ]


def _updates(seen: Scan, dated: Sequence[Dated]) -> tuple[Candidate[When], ...]:
    """The days of changes."""
    return tuple(
        Candidate(_stamp(seen, one), f"line {seen.lines[one.index].number}", "date-line")
        for one in _changes(seen, dated)
    )


def _changes(seen: Scan, dated: Sequence[Dated]) -> list[Dated]:
    """Dates called updates beside the article's own, and not before it."""
    return [
        one
        for one in dated
        if abs(one.index - dated[0].index) <= 3
        and one.read >= dated[0].read
        and when.label_of(seen, one.index, one.day).endswith("updated")
    ]


def _stamp(seen: Scan, one: Dated) -> When:
    """A date with the time that stands beside it."""
    written = seen.days.get(one.index, ())
    return dateline.stamp_of(seen.texts[one.index], written if one.day in written else (one.day,), one.day, one.read)


def _authors(seen: Scan, named: Sequence[Named]) -> list[tuple[Candidate[tuple[str, ...]], Named]]:
    """The likeliest group of names, joined by those of neighbouring lines that look the same; then the others."""
    if not named or named[0].share < people.SURE:
        return []
    best = named[0]
    same = [
        one
        for one in named[1:]
        if 0 < abs(one.index - best.index) <= _LIST and one.share * 4 > best.share and one.label == best.label
    ]
    group = sorted([best, *same], key=lambda one: one.index)
    names = tuple(dict.fromkeys(name for one in group for name in one.names))
    found = [(Candidate(names, f"line {seen.lines[best.index].number}", "byline"), one) for one in group]
    return found


# ------------------------------------------------------------------------------------------------ what leaves the text


def _taken(
    seen: Scan, gone: Collection[int], named: Sequence[Named], dated: Sequence[Dated]
) -> tuple[list[Moved], dict[int, str], list[Cut]]:
    """What goes to the front matter, what is left of its lines (number -> text, "" for nothing), and what is cut.

    `gone` are the numbers of the lines that are something else: title and pictures.
    """
    moved: list[Moved] = []
    left: dict[int, str] = {}
    cuts: list[Cut] = []
    by_line = {one.index: one for one in named}
    told = {one.index for one in dated if one.read == dated[0].read or one in _changes(seen, dated)}
    for index in sorted({*by_line, *seen.days}):
        text, days, number = seen.texts[index], seen.days.get(index, []), seen.lines[index].number
        if number in gone:
            continue
        if index not in by_line and len(text) > (120 if index <= seen.start else 60):
            continue
        own = by_line.get(index)
        spans = [(day.start, day.end) for day in days]
        for name in own.names if own else ():
            if (at := text.find(name)) >= 0:
                spans.append((at, at + len(name)))
        if not spans:
            continue
        field, rule = ("authors", "byline") if own else ("date", "date-line")
        spare = _SPARE if own or dateline.label(text) else 2
        end = _closed(text, max(stop for _, stop in spans))
        if len(text) <= 200 and _holds_little(text, spans, spare):
            if own or index in told:
                moved.append(Moved(number, text, field, rule))
            elif any(prose.told(text, day) for day in days):
                continue
            else:
                cuts.append(Cut(number, text, "other-date"))
            left[number] = ""
        elif own and 0 < end < 120 and len(text) - end >= 40 and _holds_little(text[:end], spans, spare):
            clock = _CLOCK.match(text, end)
            end = clock.end() if clock else end
            moved.append(Moved(number, text[:end].strip(), field, rule))
            left[number] = text[end:].lstrip(" ,;|·•–—-:")
    return moved, left, cuts


def _closed(text: str, end: int) -> int:
    """`end`, behind the bracket that is open there; 0 when something else stands in it."""
    if text.count("(", 0, end) <= text.count(")", 0, end):
        return end
    return end + 1 if text[end : end + 1] == ")" else 0


def _holds_little(text: str, spans: Sequence[tuple[int, int]], spare: int) -> bool:
    """Whether at most `spare` words of a line belong to no name, date, label or office."""
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    few = sum([not word.isdigit() for word in _WORDS.findall(text)]) < spare
    return few or dateline.leftover(_ROLE.sub(" ", text)) <= spare
