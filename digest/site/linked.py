"""Text with links in it: the curator's own [[links]], and the names that were found. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence

from digest.link import markup
from digest.model import Mention
from digest.site.views import Link, Run, Text
from digest.text import nfc, one_line

Target = Callable[[str], Link | None]
"""What [[name]] leads to; None where it leads nowhere."""

_OPENED, _CLOSED = re.compile(r"\[\[([^\[\]|\n]{1,200}\|)?[ \t]*$"), re.compile(r"[ \t]*\]\]")
_MARKDOWN_SIGNS = str.maketrans({c: f"\\{c}" for c in "\\`*_[]<>&!"})


def label(link: markup.Wikilink, target: Target) -> str:
    """The words that a reader sees of a [[link]]: its own, else the name of what it leads to, else its id."""
    found = None if link.label else target(link.id)
    return link.label or (found.label if found else link.id)


def words(text: str, target: Target) -> str:
    """A text with the words of its [[links]] in their places."""
    if "[[" not in text:
        return text
    return replaced(text, [(link.start, link.end, label(link, target)) for link in markup.plain_links(text)])


def halves(before: str, name: str, after: str, target: Target) -> tuple[str, str, str]:
    """A text in three parts, of which the middle may be the words of a [[link]]: without the marks around them."""
    if "[[" not in before or "]]" not in after:
        return before, name, after
    opened, closed = _OPENED.search(before), _CLOSED.match(after)
    if opened and closed:
        found = None if opened[1] else target(name)
        return before[: opened.start()], found.label if found else name, after[closed.end() :]
    return before, name, after


def around(m: Mention, text: str, target: Target) -> tuple[str, str, str]:
    """The sentence of a mention as plain words: what stands before the name, the name, and what stands behind it.

    Where a mention has no place of its own (who is quoted), the whole text stands first.
    """
    if m.start == m.end:
        whole = one_line(words(text, target))
        return f"“{whole}”" if m.role == "speaker" else whole, "", ""
    start, end = m.sentence
    before, name, after = halves(text[start : m.start], text[m.start : m.end], text[m.end : end], target)
    return _shown(before, target), one_line(name), _shown(after, target)


def _shown(markdown: str, target: Target) -> str:
    """Part of a sentence as plain words; the space to the name stays."""
    plain = markup.plain_text(words(markdown, target))
    line = one_line(plain)
    if not line:
        return " " if plain else ""
    return f"{' ' if plain[0].isspace() else ''}{line}{' ' if plain[-1].isspace() else ''}"


def runs(text: str, mentions: Collection[Mention], target: Target, seen: set[str]) -> Text:
    """A plain text with its [[links]], and with the first mention of each entity that is not in `seen` linked.

    `mentions` stand in this text, in its order. `seen` grows by those that are linked.
    """
    text = nfc(text)
    if not mentions and "[[" not in text:
        return (Run(text=text),) if text else ()
    own = markup.plain_links(text)
    places = [(link.start, link.end, label(link, target), link.id) for link in own]
    opens = [link.start for link in own]
    seen |= {link.id for link in own}
    at = 0
    for m in mentions:
        before = bisect_right(opens, m.start)
        inside = before and m.start < own[before - 1].end
        if m.end > m.start >= at and m.entity not in seen and not inside:
            seen.add(m.entity)
            places.append((m.start, m.end, text[m.start : m.end], m.entity))
            at = m.end
    result, at = [], 0
    for start, end, said, ident in sorted(places):
        if start >= at:
            found = target(ident)
            result += [Run(text=text[at:start]), Run(text=said, href=found.href if found else "")]
            at = end
    return tuple(run for run in [*result, Run(text=text[at:])] if run.text)


def body(shown: str, mentions: Sequence[Mention], target: Target) -> str:
    """A Markdown text with its [[links]] resolved and the first mention of each entity in each section linked.

    `shown` is a prefix of the text that `mentions` stand in, in its order.
    """
    starts = markup.section_starts(shown)
    wikilinks = markup.wikilinks(shown)
    opens = [w.start for w in wikilinks]
    sections, length = len(starts) > 1, len(shown)
    seen: set[tuple[int, str]] = set()
    places: list[tuple[int, int, str]] = []
    for m in mentions:
        start, end, entity = m.start, m.end, m.entity
        key = (bisect_right(starts, start) if sections else 1, entity)
        if key in seen or not start < end <= length:
            continue
        before = bisect_right(opens, start) if opens else 0
        if before and start < wikilinks[before - 1].end:
            seen.add(key)  # the curator's own link is the first
        elif shown[start - 1 : start] not in ("!", "\\"):  # ![…] and \[…] are no links
            seen.add(key)
            found = target(entity)
            if found:
                places.append((start, end, f"[{shown[start:end]}]({found.href})"))
    return replaced(shown, [*places, *_resolved(wikilinks, target)])


def prose(text: str, target: Target) -> str:
    """A Markdown text of the curator's with its [[links]] resolved."""
    return replaced(text, _resolved(markup.wikilinks(text), target))


def _resolved(links: Iterable[markup.Wikilink], target: Target) -> list[tuple[int, int, str]]:
    result = []
    for link in links:
        found, said = target(link.id), label(link, target).translate(_MARKDOWN_SIGNS)
        result.append((link.start, link.end, f"[{said}]({found.href})" if found and found.href else said))
    return result


def replaced(text: str, places: Iterable[tuple[int, int, str]]) -> str:
    """`text` with what stands at each [start, end) replaced; places do not overlap."""
    ordered = sorted(places)
    if not ordered:
        return text
    pieces, at = [], 0
    for start, stop, replacement in ordered:
        pieces += [text[at:start], replacement]
        at = stop
    return "".join([*pieces, text[at:]])
