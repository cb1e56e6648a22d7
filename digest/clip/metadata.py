"""Candidates for a front matter key with their evidence, and one chooser: the first of the most trusted kind wins.

Where many places may agree, `weigh` puts first what they agree on: each rule has a measured weight, and equal values
add theirs up.

What is known about a clipping is found by several hands that disagree; nobody overrides another in silence. Every
candidate that lost stands in the draft's evidence, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from math import fsum
from typing import Generic, TypeVar
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

import msgspec

from digest.clip.draft import Evidence
from digest.model import URL_PATTERN, Source

Value = TypeVar("Value")
Held = TypeVar("Held", covariant=True)


class Candidate(msgspec.Struct, Generic[Held], frozen=True):
    """A value for a key, and what speaks for it."""

    value: Held
    where: str
    rule: str


def choose(field: str, candidates: Sequence[Candidate[Value]], why: str = "") -> tuple[Value | None, list[Evidence]]:
    """The first candidate (callers list the most trusted first), and the evidence for it and for the others."""
    if not candidates:
        return None, []
    chosen = candidates[0]
    reason = why or ("the only one found" if len(candidates) == 1 else f"{chosen.rule} is trusted most")
    evidence = [Evidence(field, show(chosen.value), chosen.where, chosen.rule, True, reason)]
    for other in candidates[1:]:
        same = show(other.value).casefold() == show(chosen.value).casefold()
        reason = "agrees" if same else f"{chosen.rule} is trusted more"
        evidence.append(Evidence(field, show(other.value), other.where, other.rule, False, reason))
    return chosen.value, evidence


class Weighed(msgspec.Struct, Generic[Held], frozen=True):
    """Candidates in the order of their support."""

    candidates: tuple[Candidate[Held], ...] = ()
    """Those that agree on the best value, then those on the next; of one value, its most supported writing first."""
    support: float = 0.0
    """What speaks for the best value: the sum of its rules' weights."""
    rules: frozenset[str] = frozenset()
    """The rules that found it."""
    why: str = ""


def weigh(
    candidates: Iterable[Candidate[Value]],
    weights: Mapping[str, float],
    same: Callable[[Value], Hashable],
    shape: Callable[[Value], Iterable[str]] = lambda _: (),
) -> Weighed[Value]:
    """Candidates ordered by how much speaks for their values. Each rule counts once for a value; unknown ones nothing.

    `same` gives what values that agree share; `shape` names the weights that a value's own looks add or take.
    """
    groups: dict[Hashable, list[Candidate[Value]]] = {}
    for candidate in candidates:
        groups.setdefault(same(candidate.value), []).append(candidate)
    if not groups:
        return Weighed()

    def support(group: list[Candidate[Value]]) -> float:
        found = {c.rule for c in group} | set(shape(group[0].value))
        return fsum(weights.get(name, 0.0) for name in found)  # whose order is not that of any other run

    def order(group: list[Candidate[Value]]) -> list[Candidate[Value]]:
        written = {c.value: support([d for d in group if d.value == c.value]) for c in group}
        return sorted(group, key=lambda c: (-written[c.value], -weights.get(c.rule, 0.0)))

    ranked = [order(group) if len(group) > 1 else group for group in groups.values()]

    ranked.sort(key=support, reverse=True)
    best = ranked[0]
    rules = list(dict.fromkeys(c.rule for c in best))
    why = f"{' + '.join(rules)}: {support(best):.1f}" + (f", the next {support(ranked[1]):.1f}" if ranked[1:] else "")
    return Weighed(tuple(c for group in ranked for c in group), support(best), frozenset(rules), why)


def show(value: object) -> str:
    """A candidate's value in one line of words."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return ", ".join(str(item) for item in value.values())
    if isinstance(value, Iterable):
        return ", ".join(str(item) for item in value)
    return str(getattr(value, "edtf", value))


def split_list(text: str) -> tuple[str, ...]:
    """The parts of "a, b, c" or "a; b; c", each once, in order."""
    parts = text.split(";") if ";" in text else text.split("|") if "|" in text and "," not in text else text.split(",")
    return tuple(dict.fromkeys(p for p in (part.strip(" .#") for part in parts) if p))


# ------------------------------------------------------------------------------------------------------- addresses

# Parameters that say how a reader came, not what the page is (the vendors' own documentation of their tags).
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|igsh|mc_[ce]id|"
    r"_hs(?:enc|mi)|ref(?:_?src|_?url|errer)?|"
    r"source|src|cmp(?:id)?|campaign\w*|ito|ns_\w+|at_(?:medium|campaign|custom\d|link_\w+|"
    r"format)|smid|smtyp|sr_share|ocid|ncid|guce?\w*|"
    r"spm|share|shared|soc_(?:src|trk)|amp|outputtype|xtor|wt_mc|__twitter_impression|feature|via|"
    r"partner|rss|mod|s_?cid|icid|_ga|trk)",
    re.I,
)
_URL = re.compile(URL_PATTERN)


def canonical_url(address: str) -> str:
    """An http(s) address without tracking parameters, fragment, port 80/443 or user; "" for anything else."""
    try:
        parts = urlsplit(address.strip())
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host or ("." not in host and host != "localhost"):
        return ""
    netloc = host if port in (None, 80, 443) else f"{host}:{port}"
    kept = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(k)]
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~-._") or "/"
    url = urlunsplit((parts.scheme, netloc, path, urlencode(kept), ""))
    return url if _URL.match(url) and len(url) <= 4_000 else ""


def host_of(address: str) -> str:
    """The host of an address without "www."; "" when there is none."""
    try:
        host = (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""
    return re.sub(r"^(?:www|m|amp|mobile)\d?\.", "", host)


# --------------------------------------------------------------------------------------------------------- sources

_COPYRIGHT_NAME = re.compile(
    r"(?:©|\(c\)|copyright)[\s©]*(?:copyright\s*)?(?:(?:19|20)\d\d\s*(?:[-–]\s*(?:19|20)\d\d\s*)?,?\s*)(?:by\s+)?"
    r"(?P<name>[^|,;–—\n]{2,60}?)\s*(?:[|,;–—]|\.(?=\s|$)|\binc\b|\ball rights\b|$)",
    re.I,
)


class Found(msgspec.Struct, frozen=True):
    """The source of a clipping."""

    value: str | dict[str, str] = ""
    """The id of its record, a mapping with its name, or "" when nothing tells."""
    record: Source | None = None
    evidence: tuple[Evidence, ...] = ()

    @property
    def time_zone(self) -> str:
        return self.record.time_zone if self.record else ""


def copyright_name(line: str) -> str:
    """The owner that a copyright line names; "" when it names none."""
    found = _COPYRIGHT_NAME.search(line)
    name = found["name"].strip(" .|") if found else ""
    return name if any(c.isalpha() for c in name) and len(name.split()) <= 6 else ""


def find_source(
    text: str,
    copyrights: Sequence[str],
    urls: Sequence[str],
    names: Sequence[str],
    sources: Mapping[str, Source],
    option: str,
) -> Found:
    """The source: the caller's word, else a record known by address, mark or name, else the name the clipping gives.

    `copyrights` are the clipping's copyright lines, `urls` its own addresses, `names` what its metadata call the site.
    """
    candidates: list[Candidate[str]] = [Candidate(option, "option --source", "given")] if option else []
    for rule, where, key in _known(text, copyrights, urls, names, sources):
        if key not in [c.value for c in candidates]:
            candidates.append(Candidate(key, where, rule))
    if candidates:
        value, evidence = choose("source", candidates)
        return Found(value or "", sources.get(value or ""), tuple(evidence))
    named = [Candidate(n, "page metadata", "site-name") for n in names if n]
    named += [Candidate(n, "copyright line", "copyright-name") for n in map(copyright_name, copyrights) if n]
    if not named:
        return Found()
    value, evidence = choose("source", named)
    return Found({"name": value or ""}, None, tuple(evidence))


def _known(
    text: str, copyrights: Sequence[str], urls: Sequence[str], names: Sequence[str], sources: Mapping[str, Source]
) -> Iterable[tuple[str, str, str]]:
    """(rule, where, id) of every record that something in the clipping points to, surest first."""
    hosts = [h for h in map(host_of, urls) if h]
    for key, record in sources.items():
        own = host_of(record.url or "")
        if own and any(h == own or h.endswith("." + own) for h in hosts):
            yield "source-address", f"the address's host {own}", key
    marked = [
        (max(len(m) for m in record.marks if m in text), key)
        for key, record in sources.items()
        if any(m in text for m in record.marks)
    ]
    for _, key in sorted(marked, key=lambda pair: (-pair[0], pair[1])):
        yield "source-mark", "a mark of the record stands in the text", key
    for key, record in sources.items():
        own = host_of(record.url or "")
        labels = [label for label in (record.name, own) if label]
        if any(_holds(line, label) for line in copyrights for label in labels):
            yield "source-copyright", "the copyright line", key
        elif any(_bare(name) == _bare(label) for name in names for label in labels):
            yield "source-name", "the page's name of its site", key


def _bare(name: str) -> str:
    """A name's letters and digits, whatever the case: what tells two names of one site to be one."""
    return "".join(c for c in name.casefold() if c.isalnum())


def _holds(line: str, label: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(label)}(?!\w)", line, re.I))
