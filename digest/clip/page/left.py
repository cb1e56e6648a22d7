"""The blocks of a page that are not in its article's text, each with the plainest reasons; and those of the kept ones
that are captions, times or prompts and no text either.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from digest.clip import dateline
from digest.clip.body import region
from digest.clip.draft import Cut, Moved
from digest.clip.page.blocks import Block, Node
from digest.clip.page.features import GROUPS, TAGS, Sheet

MAX_CAPTION = 1_000
"""The longest caption, in code points: some templates put an article into a <figcaption>."""
_SHORT = 40
_MAX_STAMP = 120
"""The longest line of times, and the longest prompt."""
_PAY = 1 << tuple(GROUPS).index("pay")
_ELEMENTS = {"nav", "header", "footer", "aside", "form", "figure", "details"}
_MARKS = {
    "comment": "comments",
    "related": "related articles",
    "share": "sharing",
    "nav": "navigation",
    "advert": "advertisement",
    "letter": "newsletter",
    "pay": "paywall",
    "consent": "consent",
    "caption": "caption",
    "byline": "byline",
    "tag": "tags",
    "footer": "footer",
    "header": "header",
    "meta": "data about the article",
    "aside": "sidebar",
}
"""Groups of words in class names that set a block apart from the text, and what they mark it as."""
# How a prompt begins that stands where an article is cut off for those who have not paid.
_TO_READ_ON = re.compile(
    r"\W*(?:subscribe\b|sign (?:up|in)\b|log ?in\b|register (?:to|now|for|here)\b|unlock (?:this|the|full|all)\b|"
    r"(?:to )?continue reading|to read (?:more|on|the)\b|already a\b|become a (?:member|subscriber|supporter)\b|"
    r"this (?:article|story|content) is (?:for|only|exclusive|reserved|available)\b|"
    r"abonn(?:ieren|ez|eer)|jetzt (?:weiter|abo|registr|anmeld|lesen|testen)|weiterlesen|s['’]abonner|suscr[ií]b|"
    r"assin[ea]r?\b|abbona|подпи[сш]|继续阅读|続きを)",
    re.I,
)
# The same said so plainly that nothing else need tell.
_SUBSCRIBE_TO_READ = re.compile(
    r"\W*(?:please )?(?:subscribe|sign (?:up|in)|log ?in|register)(?: (?:now|today|here))? to "
    r"(?:read|continue|keep|see|view|access|unlock)\b[^.,;:“”]{0,50}\W*",
    re.I,
)


def is_caption(nodes: Sequence[Node], block: Block) -> bool:
    """Whether a block stands in a <figcaption>."""
    at = block.node
    while at >= 0:
        if nodes[at].tag == "figcaption":
            return nodes[at].chars <= MAX_CAPTION
        at = nodes[at].parent
    return False


def captions_in(sheet: Sheet, kept: Sequence[Block]) -> list[Block]:
    """The captions of an article: among its blocks, and between its headline and its end."""
    if not kept:
        return []
    first, last = kept[0].number, kept[-1].number
    start = sheet.title if 0 <= sheet.title < first else first
    return [block for block in sheet.blocks[start : last + 1] if is_caption(sheet.nodes, block)]


def taken(sheet: Sheet, kept: Sequence[Block]) -> tuple[list[Moved], list[Cut]]:
    """Kept blocks that are no text: lines of times above the first sentence, which are metadata, and prompts to pay."""
    moved: list[Moved] = []
    cuts: list[Cut] = []
    above = True
    for block in kept:
        above = above and not region.is_core(block.text)
        if len(block.text) > _MAX_STAMP:
            continue
        if above and _is_times(sheet.nodes[block.node], block):
            moved.append(Moved(block.place, block.text, "date", "time-elements"))
        elif _is_prompt(block.text, bool(sheet.flags[block.node][1] & _PAY)):
            cuts.append(Cut(block.place, block.text, "subscription-prompt"))
    return moved, cuts


def _is_prompt(text: str, pay: bool) -> bool:
    """Whether a short text asks its reader to pay; `pay` when its place is marked as made for that."""
    return _SUBSCRIBE_TO_READ.fullmatch(text) is not None or (pay and _TO_READ_ON.match(text) is not None)


def _is_times(node: Node, block: Block) -> bool:
    """Whether a block holds <time> elements and hardly another word."""
    rest = block.text
    for time in node.element.iter("time"):
        text = " ".join("".join(time.itertext()).split())
        if text and dateline.machine_date(time.get("datetime") or text):
            rest = rest.replace(text, " ", 1)
    return rest != block.text and dateline.leftover(rest) == 0


def cuts_of(sheet: Sheet, every: Iterable[Block], kept: Sequence[Block], known: Collection[int]) -> list[Cut]:
    """A cut for each of the page's blocks that is not kept. `known` are the places of blocks told of elsewhere."""
    if not kept:
        return []
    first, last = kept[0].place, kept[-1].place
    told = {block.place for block in kept}.union(known)
    flags = sheet.flags
    found: list[Cut] = []
    for block in every:
        place, text = block.place, block.text
        if block.number < 0:
            found.append(Cut(place, text, "in a menu or footer"))
        elif place not in told:
            tags, near, _, hidden = flags[block.node]
            size = len(text)
            side = (place > first) + (place > last)
            found.append(Cut(place, text, _reasons(side, tags, near, hidden, block.links * 2 > size, size < _SHORT)))
    return found


@lru_cache(maxsize=4_096)
def _reasons(place: int, tags: int, near: int, hidden: int, links: bool, short: bool) -> str:
    found = [("before the article", "in the article", "after the article")[place]]
    found += ["hidden"] if hidden else []
    found += [f"in <{name}>" for bit, name in enumerate(TAGS) if tags >> bit & 1 and name in _ELEMENTS][:1]
    found += [f"marked as {_MARKS[name]}" for bit, name in enumerate(GROUPS) if near >> bit & 1 and name in _MARKS][:1]
    found += ["mostly links"] if links else []
    found += ["short"] if short else []
    return "weighed: " + ", ".join(found)
