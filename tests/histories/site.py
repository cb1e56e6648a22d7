"""Edits of what stands around the records: site.yaml, a theme of the site's own, pictures, the ledger."""

from __future__ import annotations

import shutil
import struct
import zlib
from pathlib import Path
from random import Random

from tests.support import ROOT

SHIPPED = ROOT / "themes" / "default"

SETTINGS: dict[str, tuple[str, ...]] = {
    "title": ("The Port Ellery Digest", "Another & better digest", "Digest"),
    "subtitle": ("", "News of May"),
    "description": ("", "A digest."),
    "author": ("", "The editors"),
    "language": ("en", "de", "ar", "en-GB"),
    "base_url": ("https://port-ellery.example/digest/", "https://port-ellery.example/", "", "http://localhost/a/b/"),
    "time_zone": ("America/Halifax", "UTC", "Asia/Manila"),
    "theme": ("default", "mine", "mine", "theirs"),
    "republish": ("full", "excerpt", "summary", "metadata"),
    "excerpt_words": ("40", "3", "75"),
    "editions": ("files", "weeks"),
    "eras": ("", "[]", "[{name: Between, period: 2025-01/2025-08}, {name: After, period: 2025-08/..}]"),
    "slugs": ("unicode", "ascii"),
}
BROKEN_SETTINGS = ("titel: A", "language: '?'", "editions: days", "time_zone: Nowhere/Land", "theme: none-such", "[")

MARK = '<p class="{name}">{number}</p>'
EXTENDED = '{{% extends "default/{name}" %}}\n{{% block main %}}{{{{ super() }}}}{mark}{{% endblock %}}\n'
WHOLE = ("archive.html", "article.html", "entity.html", "home.html", "tag.html", "story.html", "edition.html")
PARTS = ("_card.html", "_event.html", "_parts.html", "_timeline.html", "_mention.html", "base.html", "home.html")
BROKEN_TEMPLATES = (
    "{{ page.no_such_field }}\n",
    "{% block main %}\n",
    '{% include "no-such.html" %}\n',
    '{{ "no.such.message" | message }}\n',
    "{{ 1 / 0 }}\n",
)
STYLES = ("body { color: red }\n", "body { color: blue }\n", "body { background: url(dot.png) }\n", "/* nothing */\n")
WORDS = ("nav.home: Front page", "nav.people: Folk", "nav.tags: Matters", "nav.no_such: Nothing", "nav.home: ''")


def change_setting(site: Path, random: Random) -> str:
    path = site / "site.yaml"
    key = random.choice(sorted(SETTINGS))
    value = random.choice(SETTINGS[key])
    kept = [line for line in path.read_text("utf-8").splitlines() if not line.startswith(f"{key}:")]
    path.write_text("\n".join([*kept, *([f"{key}: {value}"] if value else [])]) + "\n", "utf-8")
    return f"site.yaml: {key}: {value}"


def break_settings(site: Path, random: Random) -> str:
    path = site / "site.yaml"
    line = random.choice(BROKEN_SETTINGS)
    path.write_text(path.read_text("utf-8") + line + "\n", "utf-8")
    return f"site.yaml: {line}"


# ----------------------------------------------------------------------------------------------------------- themes


def _theme(site: Path, random: Random) -> Path:
    """A theme of the site's own, made when it is missing, and mostly chosen in site.yaml."""
    name = random.choice(("mine", "mine", "theirs"))
    for theme, parent in (("mine", "default"), ("theirs", "mine")):
        folder = site / "themes" / theme
        if not (folder / "theme.yaml").is_file():
            for part in ("templates", "assets", "messages"):
                (folder / part).mkdir(parents=True, exist_ok=True)
            (folder / "theme.yaml").write_text(f"name: {theme}\nextends: {parent}\n")
    config = site / "site.yaml"
    lines = config.read_text("utf-8").splitlines()
    if random.random() < 0.8:
        kept = [line for line in lines if not line.startswith("theme:")]
        config.write_text("\n".join([*kept, f"theme: {name}"]) + "\n", "utf-8")
    return site / "themes" / name


def change_template(site: Path, random: Random) -> str:
    """A block of a template, or a whole file of the parent's with a few characters more."""
    theme = _theme(site, random)
    mark = MARK.format(name=theme.name, number=random.randrange(3))
    if random.random() < 0.5:
        name = random.choice(WHOLE)
        text = EXTENDED.format(name=name, mark=mark)
    else:
        name = random.choice(PARTS)
        text = (SHIPPED / "templates" / name).read_text("utf-8").replace("</", f"<!-- {mark} --></", 1)
    (theme / "templates" / name).write_text(text, "utf-8")
    return f"themes/{theme.name}/templates/{name}: {mark}"


def break_template(site: Path, random: Random) -> str:
    theme = _theme(site, random)
    path = theme / "templates" / random.choice((*WHOLE, "_card.html"))
    path.write_text(random.choice(BROKEN_TEMPLATES), "utf-8")
    return f"{path.relative_to(site)}: broken"


def change_style(site: Path, random: Random) -> str:
    theme = _theme(site, random)
    (theme / "assets" / "dot.png").write_bytes(png(random))
    path = theme / "assets" / random.choice(("style.css", "extra.css", "below/more.css"))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(random.choice(STYLES).replace("url(", "url(../" if path.parent.name == "below" else "url("))
    return f"{path.relative_to(site)}: written"


def change_words(site: Path, random: Random) -> str:
    theme = _theme(site, random)
    path = theme / "messages" / random.choice(("en.yaml", "en.yaml", "de.yaml"))
    path.write_text(random.choice(WORDS) + "\n", "utf-8")
    return f"{path.relative_to(site)}: written"


def change_options(site: Path, random: Random) -> str:
    theme = _theme(site, random)
    accent = random.choice(("blue", "red", "plum", "none-such"))
    parent = "default" if theme.name == "mine" else "mine"
    text = f"name: {theme.name}\nextends: {parent}\noptions:\n  accent: {{default: {accent}}}\n"
    (theme / "theme.yaml").write_text(text)
    return f"themes/{theme.name}/theme.yaml: accent: {accent}"


def remove_of_theme(site: Path, random: Random) -> str:
    """One file of a theme, or the whole theme."""
    found = [path for path in sorted((site / "themes").rglob("*")) if path.is_file()]
    if not found:
        return ""
    path = random.choice(found)
    if random.random() < 0.15:
        path = site / "themes" / path.relative_to(site / "themes").parts[0]
        shutil.rmtree(path)
    else:
        path.unlink()
    return f"{path.relative_to(site)}: removed"


def own_default(site: Path, random: Random) -> str:
    """The shipped theme copied into the site, where it stands in for the shipped one, or taken away again."""
    folder = site / "themes" / "default"
    if folder.is_dir():
        shutil.rmtree(folder)
        return "themes/default: removed"
    shutil.copytree(SHIPPED, folder)
    style = folder / "assets" / "style.css"
    style.write_text(style.read_text("utf-8") + random.choice(STYLES[:2]), "utf-8")
    return "themes/default: a copy of the shipped theme"


# --------------------------------------------------------------------------------------------------------- pictures


def png(random: Random) -> bytes:
    """A picture of one pixel in one of eight colours; all are equally long."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixel = bytes(random.choice((10, 200)) for _ in range(3))
    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" + pixel, 0)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def change_picture(site: Path, random: Random) -> str:
    """A picture that pages show, or may show: new bytes, none, or bytes that are no picture."""
    path = site / "content" / "articles" / random.choice(("2026/bell.png", "2026/bell.png", "2024/bell.png", "x.png"))
    what = random.choice(("new", "new", "gone", "text"))
    if what == "gone":
        path.unlink(missing_ok=True)
    else:
        path.write_bytes(png(random) if what == "new" else b"no picture")
    return f"{path.relative_to(site)}: {what}"


def change_ledger(site: Path, random: Random) -> str:
    path = site / "content" / "ledger.jsonl"
    lines = ('{"path": "articles/bridge-shut/", "since": "2024-11-01"}\n',
             '{"path": "articles/gone/", "since": "2024-11-01", "gone": true}\n',
             '{"path": "articles/lost/", "since": "2024-11-01"}\n')  # fmt: skip
    chosen = [line for line, chance in zip(lines, (0.8, 0.6, 0.1), strict=True) if random.random() < chance]
    path.write_text("".join(chosen))
    return f"content/ledger.jsonl: {len(chosen)} lines"
