"""The example town, published: the golden site. `pytest --update-golden` rewrites it; a person reads the diff."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest

GOLDEN = Path(__file__).parent / "port-ellery"
BASE = "/digest/"

SHOWN = """
    404.html index.html about/index.html archive/index.html archive/2025/index.html archive/2025/03/index.html
    articles/bell-of-the-halcyon/index.html articles/who-owns-quay-4/index.html
    articles/notes-on-the-old-lady/index.html editions/2024-w42/index.html people/index.html
    people/maren-tolliver/index.html people/maren-tolliver/timeline/index.html sources/index.html stories/index.html
    stories/gannet-bridge-closure/index.html tags/transport/index.html
    quotes/index.html quotes/wilhelmina-pryce/index.html tags/index.html timelines/index.html timelines/what-we-knew-of-the-crane/index.html
    timeline/reported/index.html timeline/index.html feed.xml sitemap.xml timeline.ics
"""
"""One page of each type, kept whole; of the rest the golden site keeps the paths."""


def settled(text: str) -> str:
    """Without the content hashes in the names of assets: a new colour is no reason to read every page again."""
    return re.sub(r"(assets/[\w-]+)\.[0-9a-f]{8}\.", r"\1.HASH.", text)


def paths(site: Path) -> str:
    """Every file but the search index: its files are Pagefind's, and named as each release likes."""
    found = (p.relative_to(site).as_posix() for p in sorted(site.rglob("*")) if p.is_file())
    return settled("".join(f"{path}\n" for path in found if not path.startswith("search/index/")))


def compare(name: str, built: str, update: bool) -> None:
    kept = GOLDEN / name
    if update:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(built, "utf-8", newline="")
    assert kept.is_file(), f"{name} is no part of the golden site: look at it, then run pytest --update-golden"
    with kept.open(encoding="utf-8", newline="") as file:
        assert built == file.read()


def test_the_same_pages(port_ellery: Path, request: pytest.FixtureRequest) -> None:
    compare("paths.txt", paths(port_ellery / "digest"), request.config.getoption("--update-golden"))


@pytest.mark.parametrize("name", SHOWN.split())
def test_the_same_bytes(port_ellery: Path, request: pytest.FixtureRequest, name: str) -> None:
    built = (port_ellery / "digest" / name).read_bytes().decode("utf-8")
    compare(name, settled(built), request.config.getoption("--update-golden"))


class Document(HTMLParser):
    """What a page links to, and the anchors it offers."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.anchors: set[str] = set()
        self.headings: list[int] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                assert value not in self.anchors, f"the id {value} stands twice"
                self.anchors.add(value)
            if name in ("href", "src") and value is not None:
                self.links.append((tag, value))
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))


@pytest.fixture(scope="module")
def documents(port_ellery: Path) -> dict[str, Document]:
    site = port_ellery / "digest"
    return {p.relative_to(site).as_posix(): Document(p.read_text("utf-8")) for p in sorted(site.rglob("*.html"))}


def test_every_internal_link_and_anchor_leads_somewhere(port_ellery: Path, documents: dict[str, Document]) -> None:
    site = port_ellery / "digest"
    broken = []
    for page, document in documents.items():
        for tag, link in document.links:
            address, fragment = urldefrag(link)
            if urlsplit(address).scheme or (not address and not fragment):
                continue
            assert not address or address.startswith(BASE), f"{page}: {link} leaves the base path"
            path = unquote(address.removeprefix(BASE)) if address else page
            path = f"{path}index.html" if path.endswith("/") or not path else path
            if not (site / path).is_file() or (fragment and unquote(fragment) not in documents[path].anchors):
                broken.append((page, tag, link))
    assert not broken


def test_headings_go_down_one_step_at_a_time(documents: dict[str, Document]) -> None:
    for page, document in documents.items():
        assert document.headings.count(1) == 1, page
        steps = [b - a for a, b in zip(document.headings, document.headings[1:], strict=False)]
        assert max(steps, default=0) <= 1, f"{page}: {document.headings}"


def test_nothing_is_loaded_from_elsewhere(documents: dict[str, Document]) -> None:
    loading = {"img", "script", "iframe", "link", "source", "video", "audio"}
    for page, document in documents.items():
        for tag, link in document.links:
            if tag in loading and urlsplit(link).scheme:
                assert tag == "link" and link.startswith("https://port-ellery.example/"), f"{page} loads {link}"


def test_every_page_is_in_the_sitemap(port_ellery: Path, documents: dict[str, Document]) -> None:
    listed = {e.text for e in ET.parse(port_ellery / "digest" / "sitemap.xml").iter() if e.tag.endswith("loc")}
    wanted = {f"https://port-ellery.example{BASE}{p.removesuffix('index.html')}" for p in documents if p != "404.html"}
    assert {unquote(u or "") for u in listed} == wanted


def test_hostile_looking_titles_are_shown_as_they_are(port_ellery: Path) -> None:
    page = (port_ellery / "digest" / "articles" / "who-owns-quay-4" / "index.html").read_text("utf-8")
    assert "&lt;Quay 4&gt; &amp; why?" in page
    assert "<Quay" not in page
