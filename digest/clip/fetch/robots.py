"""What a site's robots.txt lets us fetch, and how often: the answer to /robots.txt -> Rules. Pure, no network.

RFC 9309 decides. Its matching is Protego's, which Scrapy keeps; Python's own `urllib.robotparser` knew neither
wildcards nor that the longest rule wins before 3.14.
"""

from __future__ import annotations

import re

from protego import Protego

TOKEN = "digest"
"""The name under which a robots.txt may address us."""

MAX_BYTES = 512_000
"""How much of a robots.txt is read; RFC 9309, section 2.5, asks for 500 KiB at least. What lies behind is ignored."""

DELAY, MAX_DELAY = 1.0, 30.0
"""Seconds between two fetches from one host: when the site names none, and the most that is waited if it names more."""

# Protego reads "User-agent" in all these spellings.
_AGENT = re.compile(r"\s*user[-\s]*agent\b[\s:]*(\*|[a-z_-]*)", re.I)


class Rules:
    """What one site asks of us."""

    def __init__(self, text: str = "") -> None:
        self._parsed = Protego.parse(_narrowed(text))

    def allows(self, url: str) -> bool:
        return self._parsed.can_fetch(url, TOKEN)

    @property
    def delay(self) -> float:
        """How long to wait after a fetch before the next one from the same host, in seconds."""
        asked = self._parsed.crawl_delay(TOKEN)
        return DELAY if asked is None else min(max(asked, DELAY), MAX_DELAY)


def rules(status: int, body: bytes) -> Rules | None:
    """The rules in an answer to /robots.txt, by its HTTP status; None when the site cannot say, so nothing is fetched.

    RFC 9309, section 2.3.1: a site that says there is none (4xx) may be read, one that cannot say (5xx) may not. One
    that says we ask too often (429) is left in peace, too.
    """
    if 200 <= status < 300:
        return Rules(body[:MAX_BYTES].decode("utf-8-sig", "replace"))
    if 400 <= status < 500 and status != 429:
        return Rules()
    return None


def _narrowed(text: str) -> str:
    """The same rules for us, with every other robot under one name.

    Protego copies each rule to each robot of its group: 185 kB of many names over many rules took 128 CPU seconds and
    4.3 GB. It also takes "digest/2.0" for the name of somebody else.
    """
    return "\n".join(_renamed(line) for line in text.splitlines())


def _renamed(line: str) -> str:
    found = _AGENT.match(line)
    if not found:
        return line
    name = found[1].lower()
    return f"User-agent: {name if name in ('*', TOKEN) else 'other'}"
