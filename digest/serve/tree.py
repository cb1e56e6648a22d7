"""One state of the site: what stands at each address, made when somebody asks for it. Nothing here reaches the disk
but the pictures that a plan copies.

A request is answered by looking its path up in the plan, never by joining it to a folder: there is no way out of the
site. A tree never changes what it answers; the next state of the site is another tree.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from urllib.parse import unquote

import msgspec

from digest.build import Maker
from digest.build.claim import MARKER
from digest.config import SiteConfig
from digest.site.plan import Copy
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
    """The site as it stood at one moment. Any thread may ask; one page is made at a time."""

    def __init__(self, config: SiteConfig, maker: Maker) -> None:
        self.outputs = maker.outputs
        self._index = maker.index.files
        """The search index of the last build: it is as old as that, since to make one takes every page."""
        own = {MARKER, *self._index}
        self.settings = {path: setting for path, setting in maker.wanted().items() if path not in own}
        """What each output is made from beside its view (`build.survey`)."""
        self._urls = Urls(config.base_path, config.origin, config.slugs)
        self._base = unquote(config.base_path)
        self._maker, self._making = maker, Lock()
        self._bytes: dict[str, bytes] = {}
        self._views: dict[str, bytes] = {}

    def href(self, path: str) -> str:
        """The link to an output: "people/ada/index.html" -> "/base/people/ada/"."""
        folder, slash, name = path.rpartition("/")
        return self._urls.href(f"{folder}{slash}" if name == INDEX else path)

    def place(self, address: str) -> Answer:
        """What answers at an address (the path of a URL, decoded), its body not made yet."""
        if address in ("/", self._base.rstrip("/")) and self._base != "/":
            return Answer(status=307, location=self.href(INDEX))
        if address.startswith(self._base):
            inside = address.removeprefix(self._base)
            path = file_path(inside)
            if path in self.outputs or path in self._index:
                return Answer(status=200, path=path)
            if f"{inside}/{INDEX}" in self.outputs:
                return Answer(status=307, location=self.href(f"{inside}/{INDEX}"))
        return Answer(status=404, path=NOT_FOUND)

    def find(self, address: str) -> Answer:
        """What stands at an address; errors as of `read`."""
        place = self.place(address)
        return msgspec.structs.replace(place, body=self.read(place.path)) if place.path else place

    def read(self, path: str) -> bytes:
        """The bytes of an output. ThemeError when its template fails, DigestError when a picture cannot be read."""
        if path in self._bytes:
            return self._bytes[path]
        with self._making:
            view, data = self._maker.make(path)
            if path in self.outputs and not isinstance(self.outputs[path].content, Copy):  # pictures stay on the disk
                self._views[path], self._bytes[path] = view, data
        return data

    def view(self, path: str) -> bytes:
        """The digest of the view that an output is made from."""
        if path not in self._views:
            with self._making:
                self._views[path] = self._maker.fingerprint(path)
        return self._views[path]

    def styles(self) -> dict[str, str]:
        """The theme's style sheets, by their names in the theme: where each is published, as a link."""
        return {
            o.content.source: self.href(path)
            for path, o in self.outputs.items()
            if isinstance(o.content, Copy) and o.content.source.startswith("theme/") and path.endswith(".css")
        }


def rearranged(before: Tree | None, now: Tree) -> tuple[str, ...]:
    """The outputs that are new, or made from something else than before by what is known without making a view."""
    known = before.settings if before else {}
    return tuple(path for path, setting in now.settings.items() if known.get(path) != setting)


def different(before: Tree, now: Tree, stop: Callable[[], bool]) -> tuple[str, ...] | None:
    """The outputs that are new or made from something else than before, views compared; None when `stop` said so."""
    surely = {*rearranged(before, now)}
    for path in now.settings:
        if path not in surely:
            if stop():
                return None
            if before.view(path) != now.view(path):
                surely.add(path)
    return tuple(path for path in now.settings if path in surely)


def restyled(before: Tree, now: Tree, address: str) -> dict[str, str]:
    """The style sheets to put in each other's place, as links, when they are all that changed on a page; else {}."""
    old, new = before.find(address), now.find(address)
    was, becomes = before.styles(), now.styles()
    moved = {href: becomes[name] for name, href in was.items() if name in becomes and becomes[name] != href}
    body = old.body
    for href, there in moved.items():
        body = body.replace(href.encode(), there.encode())
    return moved if old.status == new.status and body == new.body else {}
