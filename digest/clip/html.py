"""A saved page -> draft. trafilatura finds the main text; what the page says about itself comes from `clip.pagemeta`.

Nothing is fetched: the page is a value. The engine is other people's code on any bytes, so whatever it raises counts
as "found nothing", and the visible text then goes the way of a plain-text dump.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

import msgspec

from digest.clip import dateline, language, metadata, pagemeta
from digest.clip import text as plain
from digest.clip.boilerplate import words
from digest.clip.draft import Cut, Evidence, Line, Options, Page
from digest.clip.metadata import Candidate, choose
from digest.dates import When
from digest.model import Source

IMPORTER = "html/1"

MAX_MARKUP = 4_000_000
"""How much markup, in code points and without embedded files, the engine is given; beyond, visible text is read."""
_MAX_DEPTH = 250
# Pictures and fonts that a saved page holds in its own text: most of its size and none of its words.
_EMBEDDED = re.compile(r"data:[\w/+.-]{3,60};base64,[A-Za-z0-9+/=%\s]*+")
_BLOCKS = {"p": "", "head": "## ", "item": "- ", "quote": "> ", "cell": "", "code": "", "ab": ""}


def read(name: str, text: str, sources: Mapping[str, Source], options: Options) -> Page:
    """The page of a saved web page. `name` only stands in problems."""
    text = _EMBEDDED.sub("data:,", text)
    tree = _tree(text) if len(text) <= MAX_MARKUP else None
    if tree is None:
        return _visible(name, text, sources, options)
    said = _about(tree)
    lines = list(_main_lines(tree))
    if sum(words(line.text) for line in lines) < 25:
        page = _visible(name, text, sources, options)
        lines = lines if len(page.body) < 100 else []
        if not lines:
            return _with_metadata(page, said, page.body, sources, options, page.title)
    rows, notes = plain.to_lines("\n".join(line.text for line in lines))
    marked = (
        [Line(row.number, row.text, lines[row.number - 1].mark) for row in rows] if len(rows) == len(lines) else rows
    )
    title = _title(said, sources, options, [line.text for line in marked])
    page = plain.normalise_body(marked, title, notes, sources, options, [c.value for c in said.urls], said.sites)
    return _with_metadata(page, said, page.body, sources, options, title)


def _tree(text: str) -> Any:
    from trafilatura import load_html

    try:
        tree = load_html(_without_declaration(text))
    except Exception:  # the engine's parser on any text: see the module
        return None
    return None if tree is None or _too_deep(tree) else tree


def _without_declaration(text: str) -> str:
    # lxml refuses a str that declares an encoding, and the text is decoded already.
    return re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text)


def _too_deep(tree: Any) -> bool:
    """Whether elements are nested so deep that recursion inside the engine may exhaust the stack."""
    depth = 0
    from lxml.etree import iterwalk

    for event, _ in iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _MAX_DEPTH:
            return True
    return False


def _about(tree: Any) -> pagemeta.About:
    """What the page says about itself, and after that what the engine makes of its looks."""
    try:
        said = pagemeta.about(tree)
    except (ValueError, TypeError, AttributeError, RecursionError):
        said = pagemeta.About()
    from trafilatura.metadata import extract_metadata

    try:
        # A latest date of its own keeps the engine's date search from asking the clock.
        limits = {"original_date": True, "extensive_search": False, "max_date": "2199-12-31"}
        seen = extract_metadata(tree, date_config=limits)
    except Exception:  # the engine on any page: see the module
        return said
    # Both are guesses from the page's looks: the date is written as uncertain, and a name must look like one.
    when = dateline.first_date(f"{seen.date}?") if seen.date else None
    names = tuple(name for name in re.split(r"\s*;\s*", seen.author or "") if metadata.is_name(name))
    return msgspec.structs.replace(
        said,
        dates=(*said.dates, *([Candidate(when, "page", "htmldate")] if when else [])),
        authors=(*said.authors, *([Candidate(names, "page", "trafilatura")] if names else [])),
        titles=(*said.titles, *([Candidate(seen.title, "page", "trafilatura")] if seen.title else [])),
    )


# ----------------------------------------------------------------------------------------------------------- main text


def _main_lines(tree: Any) -> Iterator[Line]:
    """The main text as lines with their Markdown marks; nothing when the engine finds none."""
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(
            tree, include_comments=False, include_tables=True, with_metadata=False, include_formatting=False
        )
        body = getattr(found, "body", None)
    except Exception:  # the engine on any page: see the module
        return
    if body is None:
        return
    number = 0
    for element in body.iter():
        if element.tag in _BLOCKS and not any(child.tag in _BLOCKS for child in element.iterdescendants()):
            for row in "".join(element.itertext()).split("\n"):
                if row.strip():
                    number += 1
                    yield Line(number, " ".join(row.split()), _mark(element))
        elif element.tag in _BLOCKS and element.text and element.text.strip():
            number += 1
            yield Line(number, " ".join(element.text.split()), _mark(element))


def _mark(element: Any) -> str:
    mark = _BLOCKS[element.tag]
    parent = element.getparent()
    return "> " if not mark and parent is not None and parent.tag == "quote" else mark


class _Text(HTMLParser):
    """The visible text of a page, a line for each block; for pages that the engine cannot read."""

    skip = frozenset({"script", "style", "noscript", "template", "svg", "head", "select", "button"})
    inline = frozenset(
        {
            "a",
            "b",
            "i",
            "em",
            "strong",
            "span",
            "u",
            "small",
            "sup",
            "sub",
            "mark",
            "time",
            "abbr",
            "q",
            "cite",
            "font",
            "wbr",
            "code",
        }
    )

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self._hidden and tag in self.skip:
            self._hidden = tag
        if tag not in self.inline:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._hidden:
            self._hidden = ""
        if tag not in self.inline:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(data.replace("\n", " "))


def _visible(name: str, text: str, sources: Mapping[str, Source], options: Options) -> Page:
    parser = _Text()
    try:
        parser.feed(text)
        parser.close()
    except (ValueError, AssertionError, RecursionError):
        pass
    page = plain.read(name, "".join(parser.pieces), sources, options)
    return msgspec.structs.replace(page, importer=IMPORTER)


# ------------------------------------------------------------------------------------------------------------ metadata


def _title(said: pagemeta.About, sources: Mapping[str, Source], options: Options, lines: Iterable[str]) -> str:
    names = [*said.sites, *(metadata.host_of(c.value).rsplit(".", 1)[0] for c in said.urls[:1])]
    others = [c.value for c in said.titles] + [line for line in list(lines)[:5] if len(line) < 300]
    for candidate in said.titles:
        text, _, _ = metadata.without_site(candidate.value, [o for o in others if o != candidate.value], names)
        if text and not any(metadata.same_text(text, site) for site in said.sites):
            return text[:300]
    return ""


def _with_metadata(
    page: Page, said: pagemeta.About, body: str, sources: Mapping[str, Source], options: Options, title: str
) -> Page:
    """The page with what it says about itself; the caller's options and its metadata come before its text."""
    zone = ""
    if isinstance(page.source, str) and page.source in sources:
        zone = sources[page.source].time_zone
    dates: list[Candidate[When]] = [Candidate(options.date, "option --date", "given")] if options.date else []
    dates += [c for c in said.dates if c.rule != "htmldate"]
    dates += [Candidate(page.date, "the text", "date-line")] if page.date and not options.date else []
    dates += [c for c in said.dates if c.rule == "htmldate"]
    date, dated = choose("date", dates)
    updated, renewed = choose("updated", said.updates)
    authors, named = choose(
        "authors", [*said.authors, *([Candidate(page.authors, "the text", "byline")] if page.authors else [])]
    )
    guessed, _ = language.guess(body)
    tongues = [*said.languages, *([Candidate(guessed, "the text", "stop-words")] if guessed else [])]
    code, told = choose("language", _doubted(tongues, guessed))
    url, addressed = choose("url", said.urls)
    keywords, tagged = choose(
        "keywords", [*([Candidate(page.keywords, "the text", "tags-line")] if page.keywords else []), *said.keywords]
    )
    headline = title or page.title
    _, titled = choose("title", [Candidate(headline, "page", "title"), *said.titles])
    titled = titled[:1] + [e for e in titled[1:] if e.value != headline]
    evidence = (
        *titled,
        *dated,
        *renewed,
        *(e for e in page.evidence if e.field == "source"),
        *named,
        *told,
        *addressed,
        *tagged,
    )
    updated = None if updated is not None and date is not None and updated.edtf == date.edtf else updated
    return msgspec.structs.replace(
        page,
        importer=IMPORTER,
        title=headline,
        date=plain.zoned(date, zone),
        updated=plain.zoned(updated, zone),
        authors=authors or (),
        language=code or "",
        url=url or page.url,
        keywords=keywords or (),
        evidence=evidence,
    )


def _doubted(found: list[Candidate[str]], guessed: str) -> list[Candidate[str]]:
    """Templates leave lang="en" on pages in other languages: the text's own words win against another language."""
    if guessed and found and found[0].value.split("-")[0] != guessed and found[0].rule != "stop-words":
        return sorted(found, key=lambda c: c.value.split("-")[0] != guessed)
    return found


__all__ = ["IMPORTER", "Cut", "Evidence", "read"]
