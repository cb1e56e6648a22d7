"""One state of the site: what stands at each address, made when somebody asks for it. Nothing here reaches the disk
but the pictures that a plan copies.

A request is answered by looking its path up in the plan, never by joining it to a folder: there is no way out of the
site. A tree never changes what it answers; the next state of the site is another tree.
"""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock
from urllib.parse import unquote

import msgspec

from digest.build import Maker
from digest.config import SiteConfig
from digest.site.plan import Copy, Output
from digest.site.urls import Urls, file_path
from digest.text import digest

NOT_FOUND = "404.html"
INDEX = "index.html"
NO_SITE = "none"
"""The version of a page that stands in for the site's own: whatever the site has to show is newer."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a tree has to say about one address."""

    status: int
    """200, 404, or 307 with a `location`."""
    path: str = ""
    """The output that answers."""
    body: bytes = b""
    """Its bytes, those that `digest build` writes."""
    location: str = ""
    """Where the page stands, percent-encoded, without scheme and host."""

    @property
    def version(self) -> str:
        """Equal versions of one address show the same page; the page for addresses that lead nowhere tells itself."""
        return f"{'' if self.status == 200 else f'{self.status}-'}{digest(self.body)}"


class Tree:
    """The site as it stood at one moment, as path -> fingerprint, with the bytes of what was asked for."""

    def __init__(self, config: SiteConfig, maker: Maker, fingerprints: Mapping[str, bytes], last: Tree | None) -> None:
        """`fingerprints` are those of `maker.outputs`; what `last` made from the same inputs is not made again."""
        self.outputs: dict[str, Output] = maker.outputs
        self.fingerprints = fingerprints
        self._urls = Urls(config.base_path, config.origin, config.slugs)
        self._base = unquote(config.base_path)
        self._maker, self._making = maker, Lock()
        self._made: dict[str, bytes] = {}
        if last:
            same = {path for path in [*last._made] if last.fingerprints[path] == fingerprints.get(path)}
            self._made = {path: last._made[path] for path in same}

    def href(self, path: str) -> str:
        """The link to an output: "people/ada/index.html" -> "/base/people/ada/"."""
        folder, slash, name = path.rpartition("/")
        return self._urls.href(f"{folder}{slash}" if name == INDEX else path)

    def find(self, address: str) -> Answer:
        """What stands at an address (the path of a URL, decoded). As `read` when that page cannot be made."""
        if address in ("/", self._base.rstrip("/")) and self._base != "/":
            return Answer(status=307, location=self.href(INDEX))
        inside = address.removeprefix(self._base) if address.startswith(self._base) else None
        if inside is None:
            return self._missing()
        path = file_path(inside)
        if path in self.outputs:
            return Answer(status=200, path=path, body=self.read(path))
        if f"{inside}/{INDEX}" in self.outputs:
            return Answer(status=307, location=self.href(f"{inside}/{INDEX}"))
        return self._missing()

    def _missing(self) -> Answer:
        return Answer(status=404, path=NOT_FOUND, body=self.read(NOT_FOUND) if NOT_FOUND in self.outputs else b"")

    def read(self, path: str) -> bytes:
        """The bytes of an output. ThemeError when its template fails, DigestError when a picture cannot be read."""
        made = self._made.get(path)
        if made is not None:
            return made
        output = self.outputs[path]
        with self._making:
            data = self._maker.make(output)
        if not isinstance(output.content, Copy):
            self._made[path] = data
        return data

    def styles(self) -> dict[str, str]:
        """The theme's style sheets, by their names in the theme: where each is published, as a link."""
        return {
            o.content.source: self.href(path)
            for path, o in self.outputs.items()
            if isinstance(o.content, Copy) and o.content.source.startswith("theme/") and path.endswith(".css")
        }


def restyled(before: Tree, now: Tree, address: str) -> dict[str, str]:
    """The style sheets to put in each other's place, as links, when they are all that changed on a page; else {}."""
    old, new = before.find(address), now.find(address)
    was, becomes = before.styles(), now.styles()
    moved = {href: becomes[name] for name, href in was.items() if name in becomes and becomes[name] != href}
    body = old.body
    for href, there in moved.items():
        body = body.replace(href.encode(), there.encode())
    return moved if old.status == new.status and body == new.body else {}
