"""Markdown -> sanitised HTML. Pure, total, and quick on any input.

CommonMark with tables; raw HTML is read but, like everything else, passes one sanitiser with a list of what is
allowed. Text built to be slow (thousands of brackets or of nested quotes) is not interpreted: it becomes plain
paragraphs, whole and escaped.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from html import escape, unescape
from typing import TYPE_CHECKING

from digest.render import prose

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MAX_LENGTH = 400_000
"""Longer text, in code points, is not interpreted: 65,000 words, an article ten times over."""
MAX_MARKERS = 12
"""The most quote and list markers a line may begin with."""
MAX_QUOTED = 100_000
"""The most lines times the deepest quote: each lazy line is tried against every quote that is open."""
MOST = {"[": 10_000, "<": 10_000, "|": 20_000, "\n": 50_000, "*": 50_000, "_": 50_000, "`": 50_000, "&": 50_000}
"""The most of each character that may cost more than reading it."""

TAGS = {
    "a", "abbr", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "dd", "del", "details", "dfn", "div",
    "dl", "dt", "em", "figcaption", "figure", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li",
    "mark", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "summary", "sup",
    "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "ul", "var", "wbr",
}  # fmt: skip
DROPPED = {
    "script", "style", "svg", "math", "template", "iframe", "object", "noscript", "title", "textarea", "select",
}  # fmt: skip
"""Elements whose content goes with them; of all others that are not allowed the text stays."""
ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href", "title"},
    "abbr": {"title"},
    "dfn": {"title"},
    "img": {"src", "alt", "title", "width", "height"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "time": {"datetime"},
}
_NUMBERS = {"width", "height", "start", "colspan", "rowspan"}
_ROUNDS = 5
"""How often the sanitiser may find something to do in its own output; two rounds nearly always suffice."""

_MARKERS = re.compile(r"^(?:[ \t]|>|[-*+](?=[ \t])|[0-9]{1,9}[.)](?=[ \t]))+", re.MULTILINE)
_MARKER = re.compile(r">|[-*+]|[0-9]+[.)]")
_QUOTE = re.compile(r"^[ \t>]*>", re.MULTILINE)
_HEADING = re.compile(r"(</?h)([1-6])(?=[\s/>])", re.IGNORECASE)
_EXTERNAL = re.compile(r"https?://[^/?#\s]", re.IGNORECASE)
_MAIL = re.compile(r"mailto:[^\s]+@", re.IGNORECASE)
_UNSAFE = re.compile(r"[\x00-\x20\\\x7f-\xa0\u2028\u2029]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
# What the sanitiser writes has every attribute in double quotes, and none inside a value.
_LINK = re.compile(r'<a((?: [a-z]+="[^"]*")*)>(.*?)</a>', re.DOTALL)
_IMAGE = re.compile(r'<img((?: [a-z]+="[^"]*")*)>')
_PRE = re.compile(r'(<pre(?: [a-z]+="[^"]*")*>)\n')
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
_TAG = re.compile(r"<(/?)([a-z0-9]+)[^>]*>")
_VOID = {"br", "hr", "img", "wbr"}
MAX_DEPTH = 100
"""The deepest nesting of elements in a result; browsers flatten trees from 512 on."""


def to_html(text: str, base_path: str) -> str:
    """`text` as an HTML fragment whose headings begin at h2. Never raises; needs nh3 0.3 or later.

    Links lead to http, https, mailto, addresses below `base_path` ("/" or "/digest/") and fragments; of others the
    words stay. Images are shown from below `base_path` only, so that no page calls a third party; of others the
    alternative text stays.
    """
    if not text.strip():
        return ""
    if _too_much(text):
        return plain_html(text)
    plain = prose.paragraphs(text, _opening(base_path))
    if plain is not None:
        return plain
    apart = _by_blocks(text, base_path) if prose.stands_apart(text) else None
    if apart is not None:
        return apart
    html = _parsed(text, base_path, _Outline()) if _shallow(text, text.count("\n")) else None
    return plain_html(text) if html is None else html


def _by_blocks(text: str, base_path: str) -> str | None:
    """`text` block by block, plain ones without a parser; None where a block will not be read by itself."""
    outline, lines, made = _Outline(), text.count("\n"), []
    for piece in prose.pieces(text, outline.level, _opening(base_path)):
        html: str | None
        if isinstance(piece, str):
            html = piece
        else:
            stretch = text[piece.start : piece.end]
            html = _parsed(stretch, base_path, outline) if _shallow(stretch, lines) else None
        if html is None:
            return None
        made.append(html)
    return "".join(made)


def _parsed(text: str, base_path: str, outline: _Outline) -> str | None:
    """`text` by parser and sanitiser; None when it does not settle."""
    parser, clean = _parser(), _cleaner(base_path)  # outside of what follows: a broken installation must not pass
    try:
        return _sanitised(_rendered(text, parser, outline), clean)
    except Exception:  # a fault in a parser must cost one text its form, not a site its build
        return None


@lru_cache(maxsize=8)
def _opening(base_path: str) -> prose.Opening:
    @lru_cache(maxsize=4096)  # the same few records are named again and again
    def opening(href: str) -> str | None:
        return prose.opening(href, _allowed("a", "href", href, base_path))

    return opening


def plain_html(text: str) -> str:
    """`text` as escaped paragraphs, nothing interpreted."""
    paragraphs = (part.strip() for part in re.split(r"\n[ \t]*\n", text))
    return "".join(f"<p>{escape(part, quote=False)}</p>\n" for part in paragraphs if part)


def _too_much(text: str) -> bool:
    """Whether `text` is longer, or has more of a sign that costs, than is interpreted."""
    if len(text) <= min(MOST.values()):
        return False
    return len(text) > MAX_LENGTH or any(text.count(character) > most for character, most in MOST.items())


def _shallow(text: str, lines: int) -> bool:
    """Whether reading part of a text of so many lines as Markdown is sure to take time in proportion to its length."""
    if any(len(_MARKER.findall(found.group())) > MAX_MARKERS for found in _MARKERS.finditer(text)):
        return False
    deepest = max((found.group().count(">") for found in _QUOTE.finditer(text)), default=0)
    return deepest * lines <= MAX_QUOTED


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": True, "xhtmlOut": False, "maxNesting": 4 * MAX_MARKERS}).enable("table")


def _rendered(text: str, parser: MarkdownIt, outline: _Outline) -> str:
    tokens = parser.parse(text, {})
    for token in tokens:
        outline.place(token)
        for child in token.children or ():
            outline.place(child)
    rendered: str = parser.renderer.render(tokens, parser.options, {})
    return rendered


class _Outline:
    """Gives headings, written as Markdown or as HTML, their levels below the page's title, which is the h1.

    The level is how deep a heading stands, not what its author wrote: the first one is an h2 whatever its signs, and
    none is more than one below the one before it, as those who read by headings need it.
    """

    def __init__(self) -> None:
        self._above: list[int] = []
        self._given: dict[int, int] = {}

    def place(self, token: Token) -> None:
        """Set the level of a heading token, or of the headings in raw HTML."""
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{self.level(int(token.tag[1]), token.type == 'heading_close')}"
        elif token.type in ("html_block", "html_inline"):
            token.content = _HEADING.sub(lambda m: f"{m[1]}{self.level(int(m[2]), m[1][1] == '/')}", token.content)

    def level(self, written: int, closing: bool = False) -> int:
        """The level of a heading from the one that is written; of its end, that of its beginning."""
        if not closing:
            while self._above and self._above[-1] >= written:
                self._above.pop()
            self._above.append(written)
            self._given[written] = min(6, 1 + len(self._above))
        return self._given.get(written, min(6, written + 1))


# ------------------------------------------------------------------------------------------------------ sanitising


def _sanitised(html: str, clean: Callable[[str], str]) -> str | None:
    """`html` with nothing but what is allowed; None when it does not settle, or nests too deep."""
    once = clean(html)
    for _ in range(_ROUNDS):
        # Taking an element away can leave a tree that reads differently when parsed again: go on until it does not.
        again = clean(_kept_line_feeds(once))
        if again == once:
            break
        once = again
    else:
        return None
    if _too_deep(once):
        return None
    return _kept_line_feeds(_LINK.sub(_marked_link, _IMAGE.sub(_shown_image, once)))


def _kept_line_feeds(html: str) -> str:
    # A parser drops a line feed at the start of <pre>, and the sanitiser does not write it twice.
    return _PRE.sub(r"\1\n\n", html)


@lru_cache(maxsize=8)
def _cleaner(base_path: str) -> Callable[[str], str]:
    import nh3

    def value(tag: str, attribute: str, text: str) -> str | None:
        return _allowed(tag, attribute, text, base_path)

    return nh3.Cleaner(
        tags=TAGS,
        clean_content_tags=DROPPED,
        attributes=ATTRIBUTES,
        attribute_filter=value,
        url_schemes={"http", "https", "mailto"},
        strip_comments=True,
        link_rel=None,
    ).clean


def _allowed(tag: str, attribute: str, text: str, base_path: str) -> str | None:
    """The value that an allowed attribute may have; None to drop it."""
    if attribute in _NUMBERS:
        return text if text.isascii() and text.isdecimal() and len(text) < 5 else None
    if attribute == "dir":
        return text if text in ("ltr", "rtl", "auto") else None
    if attribute == "lang":
        return text if _LANGUAGE.fullmatch(text) else None
    if attribute == "href":
        return text if _inside(text, base_path) or _outside(text) else None
    if attribute == "src":
        return text if _inside(text, base_path) and text[:1] != "#" else None
    return text


def _inside(href: str, base_path: str) -> bool:
    # Browsers read a backslash as a slash and skip tabs and line feeds: "/\evil" and "/<tab>/evil" leave the site.
    if _UNSAFE.search(href):
        return False
    return href.startswith("#") or (href.startswith(base_path) and not href.startswith("//"))


def _outside(href: str) -> bool:
    return not _UNSAFE.search(href) and bool(_EXTERNAL.match(href) or _MAIL.match(href))


def _marked_link(match: re.Match[str]) -> str:
    href = dict(_ATTRIBUTE.findall(match[1])).get("href")
    if href is None:
        return match[2]
    rel = ' rel="external noopener"' if _EXTERNAL.match(href) else ""
    return f"<a{match[1]}{rel}>{match[2]}</a>"


def _shown_image(match: re.Match[str]) -> str:
    attributes = dict(_ATTRIBUTE.findall(match[1]))
    if "src" not in attributes:
        return escape(unescape(attributes.get("alt", "")), quote=False)
    alt = "" if "alt" in attributes else ' alt=""'
    return f'<img{match[1]}{alt} loading="lazy">'


def _too_deep(html: str) -> bool:
    if html.count("<") <= 2 * MAX_DEPTH:
        return False
    depth = 0
    for closing, tag in _TAG.findall(html):
        if tag not in _VOID:
            depth += -1 if closing else 1
            if depth > MAX_DEPTH:
                return True
    return False
