"""Edits of the records in content/. Each takes the site's folder and a source of chance, and says what it did.

The values are such that most sites stay without errors: an edit often names a record that may be missing by then, and
then the build has to refuse the site, which is part of the law too.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from random import Random

Edit = Callable[[Path, Random], str]
"""Changes a site; returns what it did in a few words, "" when there was nothing to do."""

NAMES = ("Maren Tolliver", "Tolliver", "Teodor Brask", "Brask", "Harbour Board", "HB", "Quay 4", "Quay Four", "May",
         "brig May", "Port Ellery", "Gannet Bridge", "Old Lady", "Tall Agnes", "Kit Dane", "Nell Varga", "the council",
         "Gannet Island", "Ansel Rook")  # fmt: skip
VERBS = ("met", "wrote to", "asked", "was seen near", "left", "left in May for", "said nothing of")
LINES = (
    '"Care is not ownership," said {a}. It was read aloud.',
    "> A quotation of {a}.",
    "- {a}\n- {b} & <b>more</b>",
    "## {a}",
    "See [[bridge-shut|the bridge]] and [[quay-4]].",
    "![The bell](bell.png)",
    "![Another](../2026/bell.png)",
    "`{a}` stands in code, <script>alert(1)</script> does not.",
    "On Tuesday {a} {verb} {b}. Four people were injured.",
    "{{{{ page.title }}}} {{% raw %}} for {a}",
    "Ünïcödé für {a}: العربية.",
    "A [link](https://example.org/?a=1&b=2) to {a}.",
)
TITLES = ("First", "Second, longer than the first", "'{{ braces }} & <tags>'", "Gannet Bridge shut", "Über den May",
          "Crane falls on quay in Port Ellery, three injured", "Harbour Board")  # fmt: skip
DATES = ("", "2024", "2024-10", "2024-10-15", "2024-10-15T07:30-03:00", "2024-10-17T23:59+12:00", "2025-08-20", "2030")
ARTICLES = ("bridge-shut", "who-owns-quay-4", "crane-falls-on-quay", "tall-agnes-falls", "letters-in-the-bell")
EVENTS = (
    "", "[{event: crane-falls}]", "[{event: bridge-closes}, {headline: A vote, when: last month, place: quay-4}]",
    "[{id: vote, headline: A vote, date: 2024-10-09, place: port-ellery, entities: [town-council], kind: vote}]",
    "[{headline: Someone leaves, when: on Friday}, {headline: Someone comes, date: 1931~}]",
    "[{id: dance, headline: Another dance, date: 2024-12-24/2024-12-26}]",
)  # fmt: skip
ALIASES = ("", "[Old Lady]", "[Quay Four, the quay]", "[{name: Tolliver, needs_context: true}]", "[the council, HB]",
           "[{name: the bridge, case: false}]", "[{name: Kit Dane, ambiguous: true}]", "[Brask, Teo]")  # fmt: skip
TAGS = ("", "[]", "[harbour]", "[harbour/quays, council]", "[transport/bridges]", "[culture]", "[new/tag/below]")

VALUES: dict[str, dict[str, tuple[str, ...]]] = {
    "articles": {
        "title": TITLES,
        "date": DATES,
        "updated": ("", "2025-08-21", "2026-01"),
        "source": ("", "courier", "wire", "bote", "{name: A handbill}"),
        "url": ("", "https://courier.example/2024/10/15/bridge-shut", "https://other.example/x?y=1&z=2"),
        "authors": ("", "[June Aldercott]", "[June Aldercott, Sam Iddon]"),
        "language": ("", "en", "de", "ar"),
        "keywords": ("", "[Gannet Bridge]", "[a, b, 'c: d']"),
        "tags": TAGS,
        "entities": ("", "[may]", "[harbour-board, quay-4]"),
        "prefer": ("", "{Tolliver: petra-tolliver}", "{Tolliver: maren-tolliver, May: may}"),
        "deny": ("", "[May]", "[Quay 4, Port Ellery]"),
        "link_names": ("", "false"),
        "story": ("", "bridge", "crane"),
        "summary": ("", "Another summary of Quay 4.", "May may be a month.", "Brask came, and the Harbour Board went."),
        "facts": ("", "[Four people were injured.]", "[Five people were injured on Tuesday., The quay is closed.]"),
        "quotes": (
            "",
            "[{text: Care is not ownership, speaker: maren-tolliver}]",
            "[{text: I said nothing, speaker: Nell Varga, date: 2025-08-19}, {text: Nor I, speaker: teodor-brask}]",
        ),
        "captions": ("", "[The lip of the bell.]"),
        "events": EVENTS,
        "references": ("", "[Second, longer than the first]", "[Gannet Bridge shut]"),
        "also_reported_by": ("", "[crane-falls-on-quay]", "[bridge-shut]"),
        "republish": ("", "full", "excerpt", "summary", "metadata"),
        "status": ("", "inbox", "reviewed", "published"),
        "corrections": ("", "[{date: 2025-09-01, text: We said May and meant June.}]"),
        "answers": ("", "[{kind: undated, text: date, verdict: reject}]"),
    },
    "entities": {
        "name": ("Harbour Board", "Old Lady", "Kit Dane", "May", "Quay 4", "Port Ellery Town Council", "Ansel Rook"),
        "kind": ("", "ship", "board", "occasion"),
        "aliases": ALIASES,
        "names": ("", "{de: Hafenrat}", "{de: Mai, ar: مايو}"),
        "summary": ("", "Somebody.", "Somebody of Port Ellery."),
        "positions": (
            "",
            "[{title: Mayor, organization: town-council, since: 2016-11, until: 2024-11-18}]",
            "[{title: Chair, since: 2025}, {title: Mayor, organization: port-ellery, until: 2020}]",
        ),
        "part_of": ("", "port-ellery", "town-council"),
        "same_as": ("", "[https://data.example/1]"),
        "match": ("", "false", "true"),
    },
    "sources": {
        "name": ("Port Ellery Courier", "The Bollard", "Wieksunder Bote"),
        "url": ("", "https://bollard.example/"),
        "language": ("", "de", "en"),
        "country": ("", "DE"),
        "time_zone": ("", "Europe/Berlin"),
        "republish": ("", "full", "excerpt", "summary", "metadata"),
        "summary": ("", "An outlet."),
    },
    "tags": {"title": ("Harbour", "Quays and berths"), "summary": ("", "What lies there.")},
    "stories": {
        "title": ("The crane", "The bridge & more"),
        "summary": ("", "Nothing is known of Quay 4."),
        "date": ("", "2025", "2026-01-02"),
        "cites": ("", "[bridge-shut]", "[tall-agnes-falls, crane-falls-on-quay]"),
        "developments": ("", "[{text: It falls., cites: [tall-agnes-falls]}, {date: 2026, text: It stands.}]"),
        "eras": ("", "[{name: Between, period: 2025-01/2025-08}]"),
        "tags": TAGS,
    },
    "editions": {
        "title": ("", "A week"),
        "number": ("1", "2", "7"),
        "period": ("2024-10-14/2024-10-20", "2025-08", "2024/2026"),
        "articles": ("", "[bridge-shut]", "[tall-agnes-falls, who-owns-quay-4]"),
        "summary": ("", "May and the rest."),
    },
    "events": {
        "headline": ("The crane falls", "The Gannet Bridge closes again"),
        "date": ("", "2025-08-19", "2024-10-14T06:40-03:00", "1893-11-17?", "2025-08/2025-09"),
        "place": ("", "quay-4", "gannet-island"),
        "entities": ("", "[tall-agnes]", "[harbour-board, maren-tolliver]"),
        "kind": ("", "accident", "closure"),
        "story": ("", "crane", "bridge"),
        "tags": TAGS,
    },
    "timelines": {
        "title": ("The quay", "All of it"),
        "summary": ("", "What happened there."),
        "entities": ("", "[tall-agnes]", "[harbour-board, teodor-brask]"),
        "tags": ("", "[harbour]", "[culture]"),
        "stories": ("", "[crane]"),
        "kinds": ("", "[accident, opening]"),
        "places": ("", "[port-ellery]", "[quay-4]"),
        "sources": ("", "[courier]"),
        "period": ("", "1980/..", "2024/2025"),
        "clock": ("", "happened", "reported"),
        "eras": ("", "[{name: Days of the brigs, period: 1860~/1895~}]"),
    },
    "pages": {"title": ("About", "Colophon"), "summary": ("", "Who we are."), "navigation": ("true", "false")},
}
"""What each key of each kind of file may be given: YAML on one line, "" to take the key away."""

ADDED = {
    "articles": ("articles/new.md", "articles/2025/2025-05-05-newer.md", "articles/Ünïcödé ärticle.md"),
    "entities": ("entities/people/kit-dane.md", "entities/people/nell-varga.md", "entities/things/bell.md"),
    "sources": ("sources/bollard.md",),
    "tags": ("tags/culture.md", "tags/harbour/quays.md", "tags/new/tag.md"),
    "stories": ("stories/bell.md",),
    "editions": ("editions/2026-w09.md",),
    "events": ("events/bell-found.md",),
    "timelines": ("timelines/people.md",),
    "pages": ("pages/colophon.md",),
}
"""Files that an edit may add."""

NEEDED = {"articles": "title", "entities": "name", "sources": "name", "tags": "title", "stories": "title",
          "editions": "period", "events": "headline", "timelines": "title", "pages": "title"}  # fmt: skip


def body(random: Random) -> str:
    parts = []
    for _ in range(random.randrange(5)):
        a, b, verb = random.choice(NAMES), random.choice(NAMES), random.choice(VERBS)
        line = random.choice(LINES) if random.random() < 0.4 else "{a} {verb} {b}."
        parts.append(line.format(a=a, b=b, verb=verb))
    return "\n\n".join(parts) + "\n"


def files(site: Path, kind: str = "") -> list[Path]:
    """The records of a kind, or all, in the order of their names."""
    return [path for path in sorted((site / "content" / kind).rglob("*.md")) if path.is_file()]


def _pick(site: Path, random: Random, kind: str = "") -> Path | None:
    found = files(site, kind)
    return random.choice(found) if found else None


def _kind(site: Path, path: Path) -> str:
    return path.relative_to(site / "content").parts[0]


def _split(path: Path) -> tuple[list[str], str]:
    """The lines of the front matter, and the body; no lines when the file has no front matter."""
    text = path.read_text("utf-8", "replace")
    if not text.startswith("---\n") or "\n---\n" not in text:
        return [], text
    front, _, rest = text.removeprefix("---\n").partition("\n---\n")
    return front.split("\n"), rest


def _join(path: Path, lines: list[str], rest: str) -> None:
    path.write_text("---\n" + "\n".join(lines) + "\n---\n" + rest, "utf-8")


def change_key(site: Path, random: Random, kind: str = "") -> str:
    """One value of one record becomes another."""
    path = _pick(site, random, kind or random.choice(("articles", "articles", "entities", "")))
    if path is None or (values := VALUES.get(_kind(site, path))) is None:
        return ""
    lines, rest = _split(path)
    key = random.choice(sorted(values))
    value = random.choice(values[key])
    kept = [line for line in lines if not line.startswith(f"{key}:")]
    if not lines:
        return ""
    _join(path, [*kept, *([f"{key}: {value}"] if value else [])], rest)
    return f"{path.relative_to(site)}: {key}: {value}"


def change_body(site: Path, random: Random) -> str:
    path = _pick(site, random, random.choice(("articles", "articles", "articles", "")))
    if path is None:
        return ""
    lines, rest = _split(path)
    added = body(random)
    match random.randrange(3):
        case 0:
            rest = added
        case 1:
            rest = rest.rstrip("\n") + "\n\n" + added
        case _:  # as many bytes as before
            rest = rest.replace("e", "a") if random.random() < 0.5 else rest.swapcase()
    _join(path, lines, rest) if lines else path.write_text(rest, "utf-8")
    return f"{path.relative_to(site)}: body"


def same_size_and_time(site: Path, random: Random) -> str:
    """Other words of equal length, and the time that the file had before, as some tools and slow clocks leave them."""
    path = _pick(site, random, random.choice(("articles", "articles", "")))
    if path is None:
        return ""
    status, data = path.stat(), path.read_bytes()
    words = [b"Tolliver", b"Revillot", b"2025", b"2024", b"Quay 4", b"Quay 5", b"the ", b"The "]
    pairs = [(words[n], words[n ^ 1]) for n in range(len(words)) if words[n] in data]
    if not pairs:
        return ""
    path.write_bytes(data.replace(*random.choice(pairs)))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    return f"{path.relative_to(site)}: other words of equal length"


def add(site: Path, random: Random) -> str:
    kind = random.choice(("articles", "articles", "entities", "entities", *ADDED))
    path = site / "content" / random.choice(ADDED[kind])
    values = VALUES[kind]
    keys = {key: random.choice(values[key]) for key in random.sample(sorted(values), k=min(4, len(values)))}
    keys[NEEDED[kind]] = random.choice([value for value in values[NEEDED[kind]] if value])
    path.parent.mkdir(parents=True, exist_ok=True)
    _join(path, [f"{key}: {value}" for key, value in keys.items() if value], body(random))
    return f"{path.relative_to(site)}: written"


def copy(site: Path, random: Random) -> str:
    """A clipping twice: another file with the same text, as duplicates come about."""
    path = _pick(site, random, "articles")
    if path is None:
        return ""
    target = path.with_name(f"copy-of-{random.randrange(3)}.md")
    target.write_bytes(path.read_bytes())
    return f"{target.relative_to(site)}: a copy of {path.name}"


def delete(site: Path, random: Random) -> str:
    path = _pick(site, random, random.choice(("articles", "entities", "")))
    if path is None:
        return ""
    path.unlink()
    return f"{path.relative_to(site)}: deleted"


def rename(site: Path, random: Random) -> str:
    """Another id, another folder, or another date in front of the name."""
    path = _pick(site, random, random.choice(("articles", "articles", "entities", "")))
    if path is None:
        return ""
    names = (f"{path.stem}-renamed.md", f"2025-01-02-{path.stem}.md", path.name.split("-", 3)[-1], path.name.title())
    folder = path.parent if random.random() < 0.6 else path.parent / "deeper"
    target = folder / random.choice(names)
    if target.exists() or not target.name.endswith(".md"):
        return ""
    target.parent.mkdir(parents=True, exist_ok=True)
    path.rename(target)
    return f"{path.relative_to(site)}: now {target.relative_to(site)}"


def trade(site: Path, random: Random) -> str:
    """Two files trade names: each has another inode, and times of its own."""
    kind = random.choice(("articles", "entities/people", "entities/things"))
    one, other = _pick(site, random, kind), _pick(site, random, kind)
    if one is None or other is None or one == other:
        return ""
    aside = site / "aside"
    one.rename(aside)
    other.rename(one)
    aside.rename(other)
    return f"{one.relative_to(site)}, {other.relative_to(site)}: traded"


def empty_folder(site: Path, random: Random) -> str:
    folder = site / "content" / "articles" / random.choice(("2031", "2032"))
    folder.rmdir() if folder.is_dir() and not any(folder.iterdir()) else folder.mkdir(exist_ok=True)
    return f"{folder.relative_to(site)}: made or removed"


BROKEN = (b"---\ntitle: [never closed\n---\n", b"", b"---\ntitle: caf\xe9\n---\n", b"---\ntitel: A\n---\n",
          b"---\ntitle: A\ndate: 2024-02-30\n---\n", b"---\ntitle: A\nstory: none-such\n---\nSee [[no-such-id]].\n",
          b"\x00\x01\x02", b"---\ntitle: A\ntitle: B\n---\n")  # fmt: skip


def break_record(site: Path, random: Random) -> str:
    path = _pick(site, random, random.choice(("articles", "")))
    if path is None:
        return ""
    path.write_bytes(random.choice(BROKEN))
    return f"{path.relative_to(site)}: broken"


def break_place(site: Path, random: Random) -> str:
    """Something that is no file where a file is read: a folder, a link, nothing at the end of a link."""
    path = _pick(site, random, "articles")
    if path is None:
        return ""
    path.unlink()
    match random.randrange(3):
        case 0:
            path.mkdir()
        case 1:
            path.symlink_to("nowhere.md")
        case _:
            path.symlink_to("../../../site.yaml")
    return f"{path.relative_to(site)}: no file any more"


def change_answers(site: Path, random: Random) -> str:
    lines = ("- {kind: duplicate, text: crane-falls-on-quay tall-agnes-falls, verdict: reject}",
             "- {kind: duplicate, text: crane-falls-on-quay tall-agnes-falls, verdict: accept}",
             "- {kind: contradiction, text: 'crane-falls number injured', verdict: accept, value: both}",
             "- {kind: unknown-name, text: Nell Varga, verdict: reject}",
             "- {kind: merge, text: maren-tolliver petra-tolliver, verdict: reject}")  # fmt: skip
    path = site / "content" / "answers.yaml"
    chosen = [line for line in lines if random.random() < 0.5]
    if not chosen and random.random() < 0.5:
        path.unlink(missing_ok=True)
        return "content/answers.yaml: deleted"
    path.write_text("answers:\n" + "".join(f"  {line}\n" for line in chosen) if chosen else "answers: []\n", "utf-8")
    return f"content/answers.yaml: {len(chosen)} answers"
