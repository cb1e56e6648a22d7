"""A page's title without the name of its site: where a headline ends and the outlet's own words begin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_SEPARATOR = re.compile(r"\s+[|»•·⋆★☆✩–—:-]{1,2}\s+|\s*[|：]\s*")
_STRONG = re.compile(r"\s*\|\s*|\s+(?:»|::|•|·|⋆|★|☆|✩)\s+")
_DAY = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")
_INNER = re.compile(r"[a-z][A-Z]")
"""A capital inside a word, as outlets and companies write their names."""
_ARTICLES = ("of", "the", "and", "&", "de", "la", "für", "der")


def suffixes(title: str) -> list[tuple[str, str, str]]:
    """Every way to cut `title` at a separator from the right: (what stays, what goes, the separator)."""
    return [
        (title[: m.start()].rstrip(), title[m.end() :].lstrip(), m.group().strip())
        for m in reversed(list(_SEPARATOR.finditer(title)))
    ]


def same_text(a: str, b: str) -> bool:
    """Whether two headlines are one: letters and digits agree, whatever the case, quotes and spaces."""
    return _bare(a) == _bare(b) != ""


def _bare(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def without_site(title: str, headlines: Iterable[str], names: Iterable[str]) -> tuple[str, str, str]:
    """`title` without the site's name at its end or start: (title, what was cut, the rule).

    `headlines` are other lines that may repeat the headline alone; `names` are names of the site found elsewhere.
    """
    cuts = suffixes(title)
    if not cuts:
        return title, "", "first-line"
    others = list(headlines)
    for stays, goes, sign in cuts:
        if len(stays) > 3 and _stands_in(stays, others) and not (sign == ":" and _is_kicker(stays, goes)):
            return stays, goes, "title-repeated"
        if len(goes.split()) >= 4 > len(stays.split()) and _stands_in(goes, others):
            return goes, stays, "title-repeated"
    sites = {_bare(name) for name in names if _bare(name)}
    for stays, goes, _ in cuts:
        if _is_site(goes, sites) and stays:
            return stays, goes, "title-site-name"
        if _is_site(stays, sites) and goes:
            return goes, stays, "title-site-name"
    for stays, goes, _ in cuts:
        # A name that stands alone on a line of its own, as a logo does, is the site's.
        if len(stays.split()) >= 4 and len(goes.split()) <= 4 and goes[:1].isupper() and _stands_in(goes, others):
            return stays, goes, "title-site-name"
    return _without_suffix(title, cuts)


def _is_kicker(stays: str, goes: str) -> bool:
    """Whether what stands before a colon is only the headline's topic, which a menu may name too."""
    return len(stays.split()) <= 4 and len(goes) > len(stays)


def _without_suffix(title: str, cuts: Sequence[tuple[str, str, str]]) -> tuple[str, str, str]:
    """`title` without a site's name that nothing but its looks tells: (title, what was cut, the rule)."""
    # "Headline - 21/12/2018 - Section - Site": no headline goes on behind a date.
    for stays, goes, _ in reversed(cuts):
        if len(stays.split()) >= 3 and _DAY.match(goes):
            return stays, goes, "title-suffix"
    # "Headline | Section | Site": the strongest separator's first part is the headline.
    stays, goes, sign = cuts[-1]
    if _STRONG.fullmatch(f" {sign} ") and len(stays.split()) >= 3 and len(goes.split()) <= 8 and len(stays) > len(goes):
        return stays, goes, "title-suffix"
    stays, goes, sign = cuts[0]
    if _STRONG.fullmatch(f" {sign} ") and len(stays.split()) >= 3 and len(goes.split()) <= 5:
        return stays, goes, "title-suffix"
    if sign == "：" and len(stays) > max(9, len(goes)):
        return stays, goes, "title-suffix"
    one_word = len(goes.split()) == 1 and goes[:1].isupper() and len(stays.split()) >= 5
    if sign in ("–", "—", "-") and len(stays.split()) >= 4 and (one_word or _name_like(goes)):
        return stays, goes, "title-suffix"
    return title, "", "first-line"


def _stands_in(part: str, lines: Iterable[str]) -> bool:
    """Whether `part` is one of the lines; only lines of about its length are looked at."""
    bare, size = _bare(part), len(part)
    return bool(bare) and any(abs(len(line) - size) <= 6 and _bare(line) == bare for line in lines)


def _is_site(part: str, sites: set[str]) -> bool:
    bare = _bare(part)
    return bool(bare) and any(
        bare == site or (len(bare) >= 4 and (site.startswith(bare) or bare.startswith(site)))
        for site in sites
        if len(site) >= 3
    )


def _name_like(text: str) -> bool:
    """Whether `text` may be an outlet's name: up to four words, each with a capital or digit, or a domain."""
    parts = text.split()
    if len(parts) == 1 and re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", text):
        return True
    big = [p for p in parts if p[:1].isupper()]
    return (
        1 <= len(parts) <= 4
        and all(p[:1].isupper() or p.isdigit() or p in _ARTICLES or _INNER.search(p) for p in parts)
        and (len(big) >= 2 or (len(parts) == 1 and text.isupper()) or bool(_INNER.search(text)))
    )
