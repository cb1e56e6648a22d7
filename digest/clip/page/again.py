"""A second look for a date, at pages whose metadata and headline tell little: what the page's scripts hold, what stands
alone or opens a paragraph in its text, and what htmldate makes of its looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from digest.clip import dateline
from digest.clip.metadata import Candidate
from digest.clip.page.dates import DAY_LIKE, Reader, machine, machine_date
from digest.clip.page.daywords import order_of, plain
from digest.clip.page.scan import region_of
from digest.dates import When, parse

# In the data of scripts and attributes: "datePublished", "published_at", "publishDate" … with a date for machines.
_IN_SOURCE = re.compile(
    r"(?:ublish(?:ed|ing)?(?:_?(?:[dD]ate|[tT]ime|[aA]t|[oO]n))?|ub(?:lication)?_?[dD]ate|isplay_?[dD]ate|"
    r"ublication_?[dD]ate_?[tT]ime)"
    r"\\?(?:\"|'|&quot;|&#34;)?\s*[:=]\s*(?:new Date\()?\\?(?:\"|'|&quot;|&#34;)?"
    r"((?:19|20)\d\d[-/]\d\d[-/]\d\d(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?"
    r"|20[0-3]\d[01]\d[0-3]\d(?!\d)|1\d{9}(?:\d{3})?(?!\d))"
)
_MAX_AGAIN = 20_000
_IN_SCRIPT = re.compile(r"[\"']((?:19|20)\d\d[-/]\d\d?[-/]\d\d?(?:[T ][\d:.]{5,12})?)")


def in_source(text: str) -> Iterator[Candidate[When]]:
    """A date of publication in data that the page's scripts hold, for pages that say it nowhere else."""
    for match in _IN_SOURCE.finditer(text):
        for candidate in machine(match[1], "the page's data", "source-json"):
            yield candidate
            return


def by_looks(tree: Any, latest: str) -> Iterator[Candidate[When]]:
    """What the page's looks tell: lines that are only a date, dates that scripts write, what htmldate makes of it.

    `latest` is the last day it may find: it never asks the clock.
    """
    yield from _again(tree)
    from htmldate import find_date

    try:
        day = find_date(tree, original_date=True, extensive_search=False, max_date=latest)
        when = parse(day) if day else None
    except Exception:  # another engine's code on any page
        return
    if when is not None:
        yield Candidate(when, "page", "htmldate")


def _again(tree: Any) -> Iterator[Candidate[When]]:
    """Dates that stand alone in their element, that open a paragraph, or that a script in the text writes."""
    root = tree.getroottree().getroot()
    body = root.find("body")
    reader = Reader(root.get("lang") or "", order_of(root.get("lang") or "", ""))
    seen: set[str] = set()
    for count, element in enumerate((root if body is None else body).iter()):
        tag = element.tag
        if count > _MAX_AGAIN or len(seen) == 3:
            return
        if tag == "script":
            text, rule = element.text or "", "script"
        elif isinstance(tag, str) and tag != "a":
            text = element.text or ""
            if len(text) < 8 or not DAY_LIKE.search(text, 0, 60):
                continue
            rule = "alone" if len(text.strip()) <= 40 else "opening"
        else:
            continue
        if rule in seen:
            continue
        if (when := _seen_again(text, rule, reader)) and region_of(element) != "outside":
            seen.add(rule)
            yield Candidate(when, f"{tag} in the text", rule)


def _seen_again(text: str, rule: str, reader: Reader) -> When | None:
    if rule == "script":
        dates = set(_IN_SCRIPT.findall(text)) if 10 <= len(text) <= 300 else set()
        return machine_date(dates.pop().replace("/", "-")) if len(dates) == 1 else None
    line = " ".join(text.split())[:60]
    for stamp in reader.stamps(line):
        plain_line = plain(line, reader.language, reader.order)
        if rule == "opening":
            return stamp.when if stamp.start <= 3 and stamp.label != "updated" else None
        return stamp.when if dateline.leftover(plain_line) <= 1 else None
    return None
