"""What is known about each block of a page, as rows of numbers for `page.model`; nothing is decided here.

Three sets of numbers, each computed for fewer blocks than the one before:

    PLACE     where the block stands and how it looks: for every block
    WORDING   what it says and what its neighbours look like: for the blocks that the first model leaves open
    AROUND    what a model (or another extractor) thinks of the blocks around it
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from math import log
from typing import Any

from digest.clip.page.blocks import HEADINGS, Block, Node

# Words in class, id and itemprop attributes by what they say of an element's content; collected from content systems'
# templates in several languages. One attribute may belong to many groups.
GROUPS = {
    "body": r"article-?_?(?:body|text|content|copy)|"
    r"(?:post|entry|story|page|main|body|blog)-?_?(?:content|body|text|copy)|"
    r"richtext|rich-text|wysiwyg|prose|content-body|news-?text|articulo|artikel-?(?:text|inhalt)",
    "article": r"article|post|entry|story|blog|artikel|noticia|news",
    "content": r"content|main|inhalt|contenido|contenu",
    "comment": r"comment|disqus|kommentar|respond|discussion|reply|forum",
    "related": r"relat|recommend|more-?from|mehr|similar|also|teaser|recirc|outbrain|taboola|popular|trending|most-|"
    r"read-?next|readmore|read-more|suggest|verwandt|weitere|latest|upnext|linked|card",
    "share": r"shar(?:e|ing)|social|twitter-|facebook|addthis|follow",
    "nav": r"nav|menu|crumb|pagination|pager|skip",
    "byline": r"author|by-?line|writer|autor|bio(?![a-z])|contributor|profile",
    "caption": r"caption|figure|image|photo|img|picture|credit|gallery|slide|legend|bild|media|video|player|carousel",
    "advert": r"(?<![a-z])ads?(?![a-z])|advert|banner|sponsor|promo|werbung|anzeige|dfp|publicid",
    "letter": r"newsletter|subscri|sign-?up|mailing|opt-?in|cta|call-to|donat|abonn",
    "aside": r"sidebar|widget|rail|aside|secondary|complementary|marginal|box",
    "footer": r"foot(?:er|(?![a-z]))|bottom|copyright|legal|disclaim|colophon",
    "header": r"header|masthead|top-?bar|toolbar|logo|head(?![a-z])|hero",
    "meta": r"meta|date|time|publish|posted|info(?![a-z])|details|stamp|reading",
    "tag": r"tags?(?![a-z])|topic|categor|keyword|label|kicker|eyebrow|rubri",
    "lead": r"summary|lead|lede|standfirst|intro|excerpt|dek|sub-?title|sub-?head|description|abstract|"
    r"chapeau|sapo|bajada|vorspann|anriss|perex|ingress|deck",
    "pay": r"paywall|premium|piano|regwall|gate|locked|plus-",
    "consent": r"cookie|consent|gdpr|modal|popup|pop-up|overlay|lightbox|dialog|toast|alert",
    "quote": r"quote|pull-?|zitat|tweet|embed|instagram",
    "contents": r"(?<![a-z])toc(?![a-z])|table-of|contents|inhaltsverz|key-?points|highlights|takeaway|bullets",
    "hidden": r"hidden|hide(?![a-z])|sr-only|screen-?reader|visually|print-|no-?print|d-none|invisible",
    "title": r"title|headline|heading|titel|titulo",
}
_PATTERNS = tuple((1 << n, re.compile(pattern)) for n, pattern in enumerate(GROUPS.values()))
TAGS = ("article", "main", "nav", "header", "footer", "aside", "form", "figure", "ul", "ol", "li", "blockquote",
         "table", "section", "p", "td", "dl", "pre", "details", "figcaption")  # fmt: skip
_TAG_BIT = {name: 1 << n for n, name in enumerate(TAGS)}
_ROLES = {"navigation": "nav", "banner": "header", "contentinfo": "footer", "complementary": "aside", "main": "main",
          "article": "article", "search": "form", "dialog": "aside"}  # fmt: skip
_TEXT_TAGS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "blockquote", "figcaption", "pre", "dt", "dd")
_OWN = {tag: float(n) for n, tag in enumerate(
    (*_TEXT_TAGS, "div", "section", "article", "aside", "header", "footer", "center", "main", "body"))}  # fmt: skip
_LEAVES = frozenset(_TEXT_TAGS)

PLACE = (
    "length", "link share", "clauses", "ends", "words",
    "tag", "depth", "holder chars", "holder prose", "holder links", "holder count", "holder tag",
    "upper chars", "upper prose", "upper links", "upper count", "direct prose", "score", "below", "above",
    "own blocks", "own links", "hidden", *(f"in {tag}" for tag in TAGS), *(f"{name} words" for name in GROUPS),
    "place", "index", "from end", "chars before", "after title", "is after title", "page chars", "page prose",
)  # fmt: skip
WORDING = (
    "capitals", "digits", "word length", "prompts", "prompt start", "date", "first sign", "copyright", "quoted",
    "bars", "about itself", "style", "addresses", "colon", "questions", "mail", "times", "in article body",
    "has article body", "in summary", "in title",
    *(f"{what} {step:+d}" for step in (-2, -1, 1, 2) for what in ("length", "links", "ends", "tag", "same holder")),
)  # fmt: skip
AROUND = (
    "own", "holder mean", "holder sum", "upper mean", "upper sum", "top mean", "top sum", "sum before", "sum",
    "highest", "sure before", "sure after", *(f"near {step:+d}" for step in (-4, -3, -2, -1, 1, 2, 3, 4)),
    "mean 3", "mean 8",
)  # fmt: skip

# Asked of texts in lower case: a search that minds no case takes three times as long.
_PROMPT = re.compile(
    r"\b(?:subscri|sign(?:ing|ed)?[- ]?(?:up|in)|log ?in|newsletter|cookies?|click|follow us|"
    r"read (?:more|also|next|the)|advert|share|comments?|e-?mail|whats ?app|facebook|twitter|instagram|app|"
    r"copyright|all rights|photo|image|credit|getty|reuters|shutterstock|bild|foto|updated?|published|related|also|"
    r"anzeige|mehr|abonn|lesen|"
    r"lire|leer|download|tags?|topics?|register|privacy|donate|support|contact|terms|disclosure|affiliate|"
    r"commission)\b")  # fmt: skip
_FIRST = re.compile(
    r"\W*(?:read|see|also|related|watch|more|subscri|sign|follow|share|click|photo|image|tags?|by|published|updated|"
    r"posted|written|source|advert|copyright|©|join|listen|download|get|comments?|filed|topics?|author|about|contact|"
    r"lesen|mehr|von|foto|bild|quelle|lire|leia|lea|por|par|di|editor|"
    r"this (?:article|story|post))\b")  # fmt: skip
_ITSELF = re.compile(r"(?:this|the|a version of this) (?:article|story|post|report|piece|content|page)\b|contributed|"
                     r"dieser (?:artikel|text)|cet article|este artículo")  # fmt: skip
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b")
_ENDS = re.compile(r"[.!?…。！？؟۔।:][”\"’')\]»]*$")
_CLAUSE = re.compile(r"[.,;:!?。，、？！।،]")
_SIGNS = re.compile(r"[\W_]+")


class Hints:
    """What the page says about itself that its blocks may repeat, folded."""

    __slots__ = ("body", "summaries", "titles")

    def __init__(self, titles: Sequence[str] = (), summaries: Sequence[str] = (), body: str = "") -> None:
        self.titles = [t for t in map(fold, titles) if len(t) > 8]
        self.summaries = [s for s in map(fold, summaries) if len(s) > 25]
        self.body = fold(body)


_LOWER = bytes(range(256)).lower()
_NEITHER = bytes(sign for sign in range(128) if not chr(sign).isalnum())
_NO_CAPITALS = bytes(sign for sign in range(128) if not chr(sign).isupper())
_NO_DIGITS = bytes(sign for sign in range(128) if not chr(sign).isdigit())
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")


def fold(text: str) -> str:
    """A text's letters and digits, whatever the case."""
    if text.isascii():
        return text.encode().translate(_LOWER, _NEITHER).decode()
    return _SIGNS.sub("", text.casefold())


def _capitals_and_digits(text: str) -> tuple[int, int]:
    """How many of a text's code points are capital letters, and how many are digits."""
    told = text.encode("ascii", "ignore")
    others = _BEYOND_ASCII.findall(text) if len(told) < len(text) else ()
    capitals = len(told.translate(None, _NO_CAPITALS)) + sum(map(str.isupper, others))
    return capitals, len(told.translate(None, _NO_DIGITS)) + sum(map(str.isdigit, others))


def is_prose(block: Block) -> bool:
    return len(block.text) >= 60 and block.links * 3 < len(block.text)


class Sheet:
    """A page's blocks with what is known about them."""

    def __init__(self, nodes: list[Node], blocks: list[Block], hints: Hints) -> None:
        self.nodes, self.blocks, self.hints = nodes, blocks, hints
        self.flags = _flags(nodes, blocks)
        self.holders = [_holder(nodes, block.node) for block in blocks]
        self.uppers = [max(0, nodes[n].parent) for n in self.holders]
        self.tops = [max(0, nodes[n].parent) for n in self.uppers]
        self.title = self._title()
        self.place = self._places()
        self._folded: list[str] = []

    def _title(self) -> int:
        """The number of the block that is the page's headline; -1 when none is known."""
        first = -1
        for block in self.blocks:
            tag = self.nodes[block.node].tag
            if tag in HEADINGS:
                folded = fold(block.text)
                if len(folded) > 8 and any(folded in t or t in folded for t in self.hints.titles):
                    return block.number
                first = block.number if first < 0 and tag == "h1" else first
        return first

    def _places(self) -> list[list[float]]:
        nodes, blocks, count = self.nodes, self.blocks, len(self.blocks)
        total, prose = max(1, nodes[0].chars), max(1, nodes[0].prose)
        scores, direct, height = self._scores()
        best = max(scores.values(), default=1.0)
        known: dict[int, list[float]] = {}
        found = []
        before = 0
        for index, block in enumerate(blocks):
            text, length = block.text, len(block.text)
            words = text.count(" ") + 1
            place = known.get(block.node)
            if place is None:
                node, holder = nodes[block.node], self.holders[index]
                hold, up = nodes[holder], nodes[self.uppers[index]]
                low, at = 0, holder
                while at not in height:
                    at = nodes[at].parent
                    low += 1
                tags, near, words_, hidden = self.flags[block.node]
                place = known[block.node] = [
                    _OWN.get(node.tag, 30.0), node.depth,
                    hold.chars / total, hold.prose / prose, hold.links / max(1, hold.chars), hold.count,
                    _OWN.get(hold.tag, 30.0),
                    up.chars / total, up.prose / prose, up.links / max(1, up.chars), up.count,
                    direct.get(holder, 0) / prose, scores.get(holder, 0.0) / best, low, height[at],
                    node.full, node.links / max(1, node.chars), hidden,
                    *[tags >> n & 1 for n in range(len(TAGS))],
                    *[2 if near >> n & 1 else words_ >> n & 1 for n in range(len(GROUPS))],
                ]  # fmt: skip
            found.append([
                length, block.links / length, len(_CLAUSE.findall(text[:500])) / words,
                1.0 if _ENDS.search(text[-12:]) else 0.0, words,
                *place,
                index / count, index, count - index, before / total,
                index - self.title if self.title >= 0 else -200, 1.0 if 0 <= self.title < index else 0.0,
                total, prose / total,
            ])  # fmt: skip
            before += length
        return found

    def _scores(self) -> tuple[dict[int, float], dict[int, int], dict[int, int]]:
        """Each node's prose with half of its children's and a quarter of theirs; its own prose; and the way from the
        best node up to the root with the distance on it."""
        nodes = self.nodes
        direct: dict[int, int] = {}
        for block, holder in zip(self.blocks, self.holders, strict=True):
            if is_prose(block):
                direct[holder] = direct.get(holder, 0) + len(block.text)
        scores: dict[int, float] = {}
        for node, amount in direct.items():
            weight, at = 1.0, node
            while at >= 0 and weight > 0.2:
                scores[at] = scores.get(at, 0.0) + amount * weight
                weight *= 0.5
                at = nodes[at].parent
        height: dict[int, int] = {}
        at = max(scores, key=lambda n: scores[n], default=0)
        while at >= 0:
            height[at] = len(height)
            at = nodes[at].parent
        return scores, direct, height

    def wording(self, index: int) -> list[float]:
        """The numbers of `WORDING` for one block."""
        if not self._folded:
            self._folded = [fold(block.text) for block in self.blocks]
            self._times = Counter(self._folded)
        block, hints, folded = self.blocks[index], self.hints, self._folded[index]
        text, length = block.text, len(block.text)
        start = text[:300]
        lower = start.lower()
        capitals, digits = _capitals_and_digits(start)
        row: list[float] = [
            capitals / len(start), digits / len(start),
            length / (text.count(" ") + 1), len(_PROMPT.findall(lower)), 1.0 if _FIRST.match(lower) else 0.0,
            1.0 if _DATE.search(text[:120]) else 0.0, 1.0 if start[0].isupper() else 0.5 if start[0].isalpha() else 0.0,
            1.0 if "©" in text else 0.0, 1.0 if start[0] in "“\"«„‘'" else 0.0, text.count("|"),
            1.0 if _ITSELF.search(lower) else 0.0, _style(block), sum([1 for piece in block.pieces if piece[1]]),
            1.0 if text[-1] == ":" else 0.0, text.count("?"), 1.0 if "@" in text else 0.0, self._times[folded],
            1.0 if hints.body and folded and folded[:60] in hints.body else 0.0, 1.0 if hints.body else 0.0,
            1.0 if len(folded) > 20 and any(folded[:60] in s or s[:50] in folded for s in hints.summaries) else 0.0,
            1.0 if any((folded in t or t in folded) and 8 < len(folded) < 2 * len(t) + 10 for t in hints.titles)
            else 0.0,
        ]  # fmt: skip
        for step in (-2, -1, 1, 2):
            at = index + step
            if 0 <= at < len(self.place):
                other = self.place[at]
                row += (other[0], other[1], other[3], other[5], 1.0 if self.holders[at] == self.holders[index] else 0.0)
            else:
                row += (0.0, 0.0, 0.0, -1.0, 0.0)
        return row

    def around(self, values: Sequence[float]) -> Around:
        return Around(self, values)


class Around:
    """What is thought of the blocks around each block: `values` holds a probability for each block of the page."""

    def __init__(self, sheet: Sheet, values: Sequence[float]) -> None:
        self.values = values
        self.sizes = [len(block.text) / 6 + 1 for block in sheet.blocks]
        self.odds = [log(p / (1 - p)) for p in (min(max(v, 0.002), 0.998) for v in values)]
        self.sums = [0.0]
        self.weights = [0.0]
        for value, size in zip(values, self.sizes, strict=True):
            self.sums.append(self.sums[-1] + value * size)
            self.weights.append(self.weights[-1] + size)
        self.total = max(1.0, self.sums[-1])
        self.highest = max(values, default=0.0)
        self.levels = [self._level(ids) for ids in (sheet.holders, sheet.uppers, sheet.tops)]
        self.before = self._distance(range(len(values)))
        self.after = self._distance(range(len(values) - 1, -1, -1))

    def _level(self, ids: list[int]) -> tuple[list[int], dict[int, float], dict[int, float]]:
        sums: dict[int, float] = {}
        weights: dict[int, float] = {}
        for node, value, size in zip(ids, self.values, self.sizes, strict=True):
            sums[node] = sums.get(node, 0.0) + value * size
            weights[node] = weights.get(node, 0.0) + size
        return ids, sums, weights

    def _distance(self, order: range) -> list[float]:
        """How much text stands between each block and the nearest sure one in the order's direction, at most 500."""
        found = [500.0] * len(self.values)
        far = 500.0
        for index in order:
            found[index] = far
            size = self.sizes[index]
            far = 0.0 if self.values[index] > 0.7 and size > 15 else min(500.0, far + size)
        return found

    def row(self, index: int) -> list[float]:
        """The numbers of `AROUND` for one block."""
        value, size = self.values[index], self.sizes[index]
        row = [self.odds[index]]
        for ids, sums, weights in self.levels:
            node = ids[index]
            row.append((sums[node] - value * size + 1.5) / (weights[node] - size + 5))
            row.append(sums[node] / self.total)
        row += (self.sums[index + 1] / self.total, self.total, self.highest, self.before[index], self.after[index])
        odds, count = self.odds, len(self.odds)
        for step in (-4, -3, -2, -1, 1, 2, 3, 4):
            row.append(odds[index + step] if 0 <= index + step < count else -7.0)
        for reach in (3, 8):
            low, high = max(0, index - reach), min(count, index + reach + 1)
            row.append((self.sums[high] - self.sums[low]) / (self.weights[high] - self.weights[low]))
        return row


def _flags(nodes: list[Node], blocks: Sequence[Block]) -> list[tuple[int, int, int, int]]:
    """For each node that holds a block: tags it stands in, groups of words near it, groups of words above it, whether
    it is hidden."""
    holding = set()
    for block in blocks:
        at = block.node
        while at not in holding and at >= 0:
            holding.add(at)
            at = nodes[at].parent
    found: list[tuple[int, int, int, int]] = []
    owns: list[int] = []
    total = max(1, nodes[0].chars)
    for number, node in enumerate(nodes):
        if node.parent < 0 or number not in holding:
            found.append((0, 0, 0, 0))
            owns.append(0)
            continue
        tags, _, words, hidden = found[node.parent]
        get = node.element.get
        share = node.chars / total
        own = 0
        if node.tag != "body":
            own = _groups(node.element)
            style = get("style")
            if (
                (style and "none" in style and "display" in style)
                or get("aria-hidden") == "true"
                or get("hidden") is not None
            ):
                hidden = 1
        tag = node.tag
        role = get("role")
        if role in _ROLES:
            tag = _ROLES[role]
        # What an element that holds most of the page's text is called says nothing about this text.
        tags |= _TAG_BIT.get(tag, 0) if share < 0.9 or tag in ("article", "main") else 0
        found.append((tags, own | owns[node.parent], words | (own if share < 0.7 else 0), hidden))
        owns.append(own)
    return found


def _groups(element: Any) -> int:
    """The groups of words that an element's class, id and itemprop belong to."""
    found = 0
    for name in ("class", "id", "itemprop"):
        if value := element.get(name):
            for word in value.split():
                found |= _groups_of(word)
    return found


@lru_cache(maxsize=32_768)
def _groups_of(word: str) -> int:
    lower = word.lower()
    return sum(bit for bit, pattern in _PATTERNS if pattern.search(lower))


def _holder(nodes: list[Node], number: int) -> int:
    """The node that holds a block and its siblings: a paragraph's parent, or the element of loose text itself."""
    node = nodes[number]
    if node.parent >= 0 and (node.tag in _LEAVES or node.full == node.count == 1):
        return node.parent
    return number


def _style(block: Block) -> float:
    """The style of a block that is set in one style throughout."""
    length = len(block.text)
    return next((float(style) for text, _, style in block.pieces if style and len(text) * 10 >= length * 9), 0.0)
