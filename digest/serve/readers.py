"""Who reads which page, and what each of them is told when the site changes.

A reader's browser keeps one stream open for the page it shows, and says which version of it that is. So what it is told
does not depend on what it was told before: a reader who comes back after an hour hears at once what is new.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import msgspec

from digest.errors import DigestError, Problem
from digest.render.theme import ThemeError
from digest.serve.site import Refreshed
from digest.serve.tree import NO_SITE, Tree, restyled
from digest.site.plan import Render

NAMED = 500
"""How many changed addresses one message names at most; files that pages load come first."""

TOLD = 50
"""How many problems one message tells at most."""


class Trouble(msgspec.Struct, frozen=True):
    """One problem as the reader's browser shows it."""

    where: str
    message: str
    hint: str = ""
    excerpt: str = ""


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """What the browser is told. It never says more than the terminal does."""

    page: Literal["same", "changed", "restyled", "gone"]
    """How the page that is read stands to the one at its address now."""
    version: str
    """That of the page at its address now."""
    styles: dict[str, str] = {}
    """Of a page that is "restyled": for each style sheet the one that takes its place, as links."""
    changed: tuple[str, ...] = ()
    """What is known to have changed with this save, as links: this page, files that pages load, and the pages of a
    template that changed; at most NAMED."""
    removed: tuple[str, ...] = ()
    problems: tuple[Trouble, ...] = ()
    """Why the site is not what the folder says; () when it is. At most TOLD."""
    troubles: int = 0
    """How many problems there are in all."""


class Reader:
    """One page in one browser."""

    def __init__(self, address: str, version: str, send: Callable[[Message | None], None]) -> None:
        """`send` may be called from any thread; None ends the stream."""
        self.address, self.version, self.send = address, version, send


class Readers:
    """Everybody who reads. Readers come and go in the server's thread, news come from the thread that builds."""

    def __init__(self) -> None:
        self._all: dict[Reader, None] = {}

    def add(self, reader: Reader) -> None:
        self._all[reader] = None

    def remove(self, reader: Reader) -> None:
        self._all.pop(reader, None)

    def addresses(self) -> set[str]:
        """The addresses that are read now."""
        return {reader.address for reader in list(self._all)}

    def tell(self, before: Tree | None, now: Tree | None, found: Refreshed) -> None:
        """Tell everybody what became of the site."""
        for reader in list(self._all):
            reader.send(message(reader, before, now, found))

    def close(self) -> None:
        for reader in list(self._all):
            reader.send(None)


def message(reader: Reader, before: Tree | None, now: Tree | None, found: Refreshed) -> Message:
    """What one reader is told; afterwards the reader counts as showing new styles, but not yet a new page."""
    version = version_of(now, reader.address)
    page: Literal["same", "changed", "restyled", "gone"] = "changed"
    styles: dict[str, str] = {}
    if version == reader.version:
        page = "same"
    elif version.startswith("404-") and not reader.version.startswith("404-") and reader.version != NO_SITE:
        page = "gone"
    elif before and now and version != NO_SITE and version_of(before, reader.address) == reader.version != NO_SITE:
        styles = restyled(before, now, reader.address)
    if styles:
        page, reader.version = "restyled", version
    problems = troubles(found)
    changed = _links(now, found.changed)
    if page == "changed" and now:
        own = now.href(now.place(reader.address).path)
        changed = (own, *(href for href in changed if href != own))
    return Message(
        page=page,
        version=version,
        styles=styles,
        changed=changed,
        removed=_links(before, found.removed),
        problems=problems[:TOLD],
        troubles=len(problems),
    )


def version_of(tree: Tree | None, address: str) -> str:
    """The version of what stands at an address; NO_SITE while nothing of the site's own can."""
    if tree is None:
        return NO_SITE
    try:
        return tree.find(address).version
    except Exception:  # whatever it is, the page itself says it
        return NO_SITE


def troubles(found: Refreshed) -> tuple[Trouble, ...]:
    """The errors of a state that cannot be served."""
    if found.error:
        return (of_error(found.error),)
    return tuple(_trouble(p) for p in sorted(found.problems) if p.severity == "error")


def of_error(error: DigestError) -> Trouble:
    return _trouble(error.problem) if isinstance(error, ThemeError) else Trouble("", error.message, error.hint)


def fault(error: Exception) -> DigestError:
    """A fault of ours as what it is to everybody else: something that only the environment can mend."""
    hint = "this is a fault of digest: please report it"
    return DigestError(f"digest failed: {type(error).__name__}: {error}", hint)


def _trouble(p: Problem) -> Trouble:
    return Trouble(p.where(), p.message, p.hint, p.excerpt)


def _links(tree: Tree | None, paths: tuple[str, ...]) -> tuple[str, ...]:
    if tree is None:
        return ()
    pages = {path for path in paths if path in tree.outputs and isinstance(tree.outputs[path].content, Render)}
    files = [path for path in paths if path not in pages]
    return tuple(tree.href(path) for path in [*files, *(path for path in paths if path in pages)][:NAMED])
