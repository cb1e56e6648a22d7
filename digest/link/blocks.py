"""Which stretches of a Markdown text are code, headings, links or HTML: all that is no prose. Pure, in linear time.

CommonMark's own reading where it matters for names, and nothing more: lines make blocks, and within the lines of one
paragraph the leftmost construct wins. What is opened and never closed is prose.

    lines    fences, indented code, headings, link definitions, HTML blocks; the rest is paragraphs
    inline   code spans, [links](…), [[links]], tags, comments, addresses
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Literal, NamedTuple

Kind = Literal["code", "heading", "html", "link", "wikilink"]


class Stretch(NamedTuple):
    """What stands at [start, end), in code points. Stretches may hold each other."""

    start: int
    end: int
    kind: Kind


WIKILINK = re.compile(r"\[\[([^\[\]|\n]{1,200})(?:\|([^\[\]\n]{1,200}))?\]\]")

_QUOTES = re.compile(r"(?:[ ]{0,3}>[ ]?)*+")
_LIST_ITEM = re.compile(r"(?:[ ]{0,3}(?:[-+*]|[0-9]{1,9}[.)])(?:[ \t]+|$))++")
_FENCE = re.compile(r"[ \t]*(`{3,}+(?=[^`]*$)|~{3,}+)")
_ATX = re.compile(r"[ ]{0,3}#{1,6}(?:[ \t]|$)")
_UNDERLINE = re.compile(r"[ ]{0,3}(?:=++|-++)[ \t]*$")
_RULE = re.compile(r"[ ]{0,3}(?:(?:-[ \t]*){3,}+|(?:\*[ \t]*){3,}+|(?:_[ \t]*){3,}+)$")
_DEFINITION = re.compile(r"[ ]{0,3}\[([^\[\]\n]{1,200})\]:[ \t]*\S")
_HTML_TO_MARK = re.compile(
    r"[ ]{0,3}<(?:(script|pre|style|textarea)(?=[\s>]|$)|(!--)|(\?)|(!\[CDATA\[)|(![A-Za-z]))", re.I
)
_HTML_MARKS = ("", "-->", "?>", "]]>", ">")
_HTML_TO_BLANK = re.compile(
    r"[ ]{0,3}</?(?:address|article|aside|base|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl"
    r"|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu"
    r"|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr"
    r"|track|ul)(?=[\s/>]|$)",
    re.I,
)
_HTML_ALONE = re.compile(r"[ ]{0,3}</?[A-Za-z][A-Za-z0-9-]*+(?:\s[^<>]*+)?>[ \t]*$")

_SIGN = re.compile(
    r"\\.|(?P<ticks>`++)|(?P<open>!?\[)|(?P<close>\])|(?P<html><(?=[A-Za-z/!?]))"
    r"|(?P<address>(?<![A-Za-z0-9])https?://[^\s<>\[\]]++|(?<![\w.+-])[\w.+-]{1,64}+@[\w-]{1,63}+\.[\w.-]{1,255}+)",
    re.DOTALL,
)
# The same where no @ stands. It begins with all that a sign may begin with, so that the machine itself looks for these.
_SIGN_BUT_MAIL = re.compile(
    r"[\\`!\[\]<h](?:(?<=\\).|(?P<ticks>(?<=`)`*+)|(?P<open>(?<=\[)|(?<=!)\[)|(?P<close>(?<=\]))"
    r"|(?P<html>(?<=<)(?=[A-Za-z/!?]))|(?P<address>(?<=h)(?<![A-Za-z0-9]h)ttps?://[^\s<>\[\]]++))",
    re.DOTALL,
)
# Without one of these a text is nothing but prose; most texts are.
_TRACES = (*"`~#<[@=>\t", "://", "\n-", "\n ")
_SIGNS = ("`", "[", "<", "@", "://")
"""Without one of these a paragraph is."""
_TAG = re.compile(r"</?([A-Za-z][^\s<>/]*+)[^<>]{0,2000}+>|<[!?][^<>]{0,2000}+>")
_DESTINATION = re.compile(
    r"\(\s*+(?:<[^<>\n]*+>|(?:[^\s()<>\\]|\\.|\((?:[^\s()<>\\]|\\.)*+\))*+)"
    r"(?:\s++(?:\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\)))?+\s*+\)",
    re.DOTALL,
)
_TICKS = re.compile(r"`++")
_COMMENT_END = re.compile("-->")
_LABEL = re.compile(r"\[([^\[\]]{0,200})\]")
_CLOSING_TAGS = {
    name: re.compile(rf"</{name}\s*>", re.IGNORECASE)
    for name in ("a", "code", "kbd", "pre", "samp", "script", "style", "textarea")
}
"""HTML elements whose content is no prose, or may hold no further link."""


def scan(text: str) -> list[Stretch]:
    """All that is no prose in `text`, by start."""
    if not text.startswith(" ") and not [trace for trace in _TRACES if trace in text]:
        return []
    lines = _Lines()
    at = 0
    for line in text.split("\n"):
        lines.take(line, at)
        at += len(line) + 1
    lines.close(len(text))
    found = lines.found
    signs = _signs(text)
    for start, end in lines.inline if signs else ():
        if (first := bisect_left(signs, start)) < len(signs) and signs[first] < end:
            found += _Inline(text, start, end, lines.labels).stretches()
    return sorted(found)


def _signs(text: str) -> list[int]:
    """Where something stands without which a paragraph is nothing but prose; nobody need look at the other ones."""
    found: list[int] = []
    for sign in _SIGNS:
        at = text.find(sign)
        while at >= 0:
            found.append(at)
            at = text.find(sign, at + 1)
    return sorted(found)


class _Lines:
    """Takes a text line by line and tells blocks apart: finished ones in `found`, what may hold signs in `inline`."""

    def __init__(self) -> None:
        self.found: list[Stretch] = []
        self.inline: list[tuple[int, int]] = []
        self.labels: set[str] = set()
        self._paragraph = -1
        """Where the open paragraph begins; -1 when none is open."""
        self._paragraph_quoted = False
        self._fence = ""
        self._fence_quoted = False
        self._fence_inset = 0
        """How far the lines of the fence are indented at least, because it stands in a list."""
        self._html_end = ""
        """What ends the HTML block that is open, in lower case; a space stands for a blank line."""
        self._in_list = False
        self._after_blank = True

    def take(self, line: str, at: int) -> None:
        """One line, without its line feed, that begins at offset `at`."""
        if (self._fence or self._html_end) and self._goes_on(line, at):
            return
        if line[:1].isalpha():  # most lines of most texts
            if self._after_blank or self._paragraph < 0:
                self._prose(at, True)
            return
        if not line:
            self.close(at)
            self._after_blank = True
            return
        quotes = _QUOTES.match(line)
        content = line[quotes.end() :] if quotes else line
        if not content.strip():
            self.close(at)
            self._after_blank = True
            return
        outside = content[:1] not in (" ", "\t")
        quoted = bool(quotes and quotes.end())
        if quoted and not self._paragraph_quoted:
            self.close(at)
        lazy = quoted != self._paragraph_quoted or (self._in_list and outside)
        if self._paragraph >= 0 and _UNDERLINE.match(content) and not lazy:
            self._add(self._paragraph, at + len(line), "heading")
            return
        item = None if _RULE.match(content) else _LIST_ITEM.match(content)
        if item:
            self.close(at)
            self._in_list = True
            content = content[item.end() :]
        if not self._opens(content, at, at + len(line), quoted, len(line) - len(content) if item and not quoted else 0):
            self._prose(at, outside and not item, quoted)

    def close(self, end: int) -> None:
        """The open paragraph, if any, ends here."""
        if self._paragraph >= 0:
            self.inline.append((self._paragraph, end))
        self._paragraph = -1

    def _prose(self, at: int, outside: bool, quoted: bool = False) -> None:
        if self._after_blank and outside:
            self._in_list = False
        self._after_blank = False
        if self._paragraph < 0:
            self._paragraph, self._paragraph_quoted = at, quoted

    def _add(self, start: int, end: int, kind: Kind) -> None:
        """A block that is no prose; a paragraph that is open ends before it or becomes part of it."""
        self.close(end if start == self._paragraph else start)
        self.found.append(Stretch(start, end, kind))
        self._after_blank = True

    def _goes_on(self, line: str, at: int) -> bool:
        """Whether the line belongs to the fence or the HTML block that is open."""
        end = at + len(line)
        if self._fence:
            bare = line.lstrip()
            inset = len(line[: len(line) - len(bare)].expandtabs(4))
            outside = not bare.startswith(">") if self._fence_quoted else inset < self._fence_inset
            if outside and (bare or self._fence_quoted):
                self._fence = ""
                return False
            self._add(at, end, "code")
            rest = bare.strip(" \t>" if self._fence_quoted else " \t")
            shallow = inset < self._fence_inset + 4
            if shallow and len(rest) >= len(self._fence) and not rest.strip(self._fence[0]):
                self._fence = ""
            return True
        if self._html_end == " " and not line.strip():
            self._html_end = ""
            return False
        self._add(at, end, "html")
        if self._html_end != " " and self._html_end in line.lower():
            self._html_end = ""
        return True

    def _opens(self, content: str, at: int, end: int, quoted: bool, inset: int) -> bool:
        """Whether a line is or begins a block of no prose.

        `content` is what stands behind its quote markers and its list markers; the latter take `inset` characters.
        """
        if fence := _FENCE.match(content):
            self._add(at, end, "code")
            self._fence, self._fence_quoted = fence[1], quoted
            self._fence_inset = inset or int(self._in_list and not quoted and content[:1] == " ")
        elif content.startswith(("    ", "\t")):
            if self._paragraph >= 0 or self._in_list or not self._after_blank:
                return False
            self._add(at, end, "code")
        elif _ATX.match(content):
            self._add(at, end, "heading")
            self.inline.append((at, end))
        elif self._paragraph < 0 and (definition := _DEFINITION.match(content)):
            self.labels.add(_label(definition[1]))
            self._add(at, end, "link")
        elif _RULE.match(content):
            self.close(at)
            self._after_blank = True
            self._in_list = self._in_list and content[:1] == " "
        elif content.lstrip()[:1] == "<" and (closing := self._html(content)):
            self._add(at, end, "html")
            self._html_end = "" if closing in content.lower() and closing != " " else closing
        else:
            return False
        return True

    def _html(self, content: str) -> str:
        """What would end the HTML block that begins with this line; "" when none begins."""
        if opening := _HTML_TO_MARK.match(content):
            return f"</{opening[1].lower()}" if opening[1] else _HTML_MARKS[(opening.lastindex or 1) - 1]
        if _HTML_TO_BLANK.match(content) or (self._paragraph < 0 and _HTML_ALONE.match(content)):
            return " "
        return ""


class _Inline:
    """The signs within the lines of one paragraph or heading, text[start:end]."""

    def __init__(self, text: str, start: int, end: int, labels: set[str]) -> None:
        self.text, self.start, self.end, self.labels = text, start, end, labels
        self._sign = _SIGN if text.find("@", start, end) >= 0 else _SIGN_BUT_MAIL
        self._runs: dict[int, list[int]] | None = None
        self._never_closed: set[str] = set()
        self._brackets: list[int] = []

    def stretches(self) -> Iterator[Stretch]:
        at = self.start
        while sign := self._sign.search(self.text, at, self.end):
            at = sign.end()
            found: Stretch | None = None
            match sign.lastgroup:
                case "ticks":
                    found = self._code(sign.start(), at)
                case "html":
                    found = self._html(sign.start())
                case "open":
                    found = self._bracket(sign.start(), at)
                case "close":
                    found = self._link(at)
                case "address":
                    found = Stretch(sign.start(), at, "link")
            if found:
                at = found.end
                yield found

    def _code(self, start: int, after: int) -> Stretch | None:
        """A run of backticks and the next run of the same length."""
        if self._runs is None:
            self._runs = {}
            for run in _TICKS.finditer(self.text, self.start, self.end):
                self._runs.setdefault(len(run.group()), []).append(run.start())
        length = after - start
        alike = self._runs.get(length, [])
        next_one = bisect_left(alike, after)
        return Stretch(start, alike[next_one] + length, "code") if next_one < len(alike) else None

    def _html(self, start: int) -> Stretch | None:
        """A tag, a comment, or an element whose content is no prose."""
        if self.text.startswith("<!--", start):
            return self._up_to("-->", _COMMENT_END, start, start + 4)
        tag = _TAG.match(self.text, start, self.end)
        if tag is None:
            return None
        name = (tag[1] or "").lower()
        if name in _CLOSING_TAGS and self.text[start + 1] != "/":
            whole = self._up_to(name, _CLOSING_TAGS[name], start, tag.end())
            if whole:
                return whole
        return Stretch(start, tag.end(), "html")

    def _up_to(self, name: str, closing: re.Pattern[str], start: int, after: int) -> Stretch | None:
        # What is nowhere behind one place is nowhere behind a later one either: nobody looks twice.
        if name in self._never_closed:
            return None
        found = closing.search(self.text, after, self.end)
        if found is None:
            self._never_closed.add(name)
            return None
        return Stretch(start, found.end(), "html")

    def _bracket(self, start: int, after: int) -> Stretch | None:
        link = WIKILINK.match(self.text, after - 1, self.end)
        if link:
            return Stretch(link.start(), link.end(), "wikilink")
        self._brackets.append(start)
        return None

    def _link(self, after: int) -> Stretch | None:
        """What the closing bracket before `after` closes: [words](destination), [words][label] or [label]."""
        if not self._brackets:
            return None
        start = self._brackets.pop()
        target = _DESTINATION.match(self.text, after, self.end)
        if target is None and self.labels:
            words = self.text[start : after - 1].lstrip("!")[1:] if after - start < 300 else ""
            label = _LABEL.match(self.text, after, self.end)
            if _label((label[1] if label else "") or words) in self.labels:
                target = label
                if label is None:
                    return Stretch(start, after, "link")
        if target is None:
            return None
        self._brackets.clear()  # links hold no links
        return Stretch(start, target.end(), "link")


def _label(words: str) -> str:
    return " ".join(words.split()).casefold()
