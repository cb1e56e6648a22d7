"""One run of the server: a thread that builds, a thread that answers, and what the two tell the command line."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable
from threading import Thread
from typing import TypeAlias

import msgspec

from digest.errors import Problem
from digest.serve.changes import FLOOD, Changes
from digest.serve.readers import Readers, fault
from digest.serve.site import Refreshed, Served
from digest.serve.tree import Tree, different

AGAIN = 0.5
"""Seconds until the folder is looked at once more where changes may have been missed."""


class Built(msgspec.Struct, frozen=True, kw_only=True, tag="built"):
    """A look at the site's folder."""

    first: bool = False
    """Whether it is the one before the server answers."""
    paths: tuple[str, ...] = ()
    """The files that changed, relative to the site's folder."""
    articles: int = 0
    outputs: int = 0
    """How many files the site that is served has."""
    changed: tuple[str, ...] | None = ()
    """The outputs that changed; None when the next save came before that was known."""
    removed: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    """All problems of the site, also those told before."""
    error: str = ""
    hint: str = ""
    """Why there was no site to look at, and what to do."""
    trace: str = ""
    """A fault of ours: where in the code."""
    good: bool = True
    """Whether what is served is what the folder says; else the last good site is."""
    seconds: float = 0.0
    """From the first change until the readers' browsers were told."""


class Serving(msgspec.Struct, frozen=True, kw_only=True, tag="serving"):
    """The server answers from now on."""

    address: str
    watched: bool = True
    """Whether the system tells of changes; else all files are looked at each second."""
    local: bool = True
    """Whether only this machine can read it."""


Told: TypeAlias = Built | Serving
Tell: TypeAlias = Callable[[Told], None]


class Session:
    """A site, its readers, and what changes. Two builds never run at once: one thread does them all."""

    def __init__(self, site: Served, tell: Tell) -> None:
        self.site, self.readers, self.changes = site, Readers(), Changes()
        self._tell = tell

    def begin(self, jobs: int) -> None:
        """The first build, before there is any thread. DigestError when there is no site at all."""
        begun = time.monotonic()
        found = self.site.refresh(jobs=jobs)
        if found.error:
            raise found.error
        self._tell(self._built(found, frozenset(), found.changed, time.monotonic() - begun, first=True))

    def follow(self) -> Thread:
        """Build after each change, until `changes` is closed, in a thread of its own."""
        thread = Thread(target=self._follow, name="build", daemon=True)
        thread.start()
        return thread

    def _follow(self) -> None:
        look = True  # what was saved after the first build and before the folder was watched
        while (news := self.changes.wait(AGAIN if look else None)) is not None:
            paths, since = news
            look = len(paths) >= FLOOD
            self._bring_up(paths, since)

    def _bring_up(self, paths: frozenset[str], since: float) -> None:
        """Build and tell the readers; only then find out what else changed, for the report."""
        before, trace = self.site.tree, ""
        try:
            found = self.site.refresh(self.readers.addresses())
            self.readers.tell(before, self.site.tree, found)
            seconds = time.monotonic() - since
            changed = self._different(before)
        except Exception as error:  # it must not end a server that a person works with
            trace = "".join(traceback.format_exception(error))
            found = self.site.found = Refreshed(error=fault(error))
            self.readers.tell(before, self.site.tree, found)
            changed, seconds = (), time.monotonic() - since
        if paths or changed or found.removed:
            told = self._built(found, paths, changed, seconds)
            self._tell(msgspec.structs.replace(told, trace=trace))

    def _different(self, before: Tree | None) -> tuple[str, ...] | None:
        now = self.site.tree
        if before is now or now is None:
            return ()
        return different(before, now, self.changes.waiting) if before else self.site.found.changed

    def _built(
        self,
        found: Refreshed,
        paths: frozenset[str],
        changed: tuple[str, ...] | None,
        seconds: float,
        first: bool = False,
    ) -> Built:
        return Built(
            first=first,
            paths=tuple(sorted(paths)),
            articles=found.articles,
            outputs=len(self.site.tree.outputs) if self.site.tree else 0,
            changed=changed,
            removed=found.removed,
            problems=tuple(sorted(found.problems)),
            error=found.error.message if found.error else "",
            hint=found.error.hint if found.error else "",
            good=found.good,
            seconds=seconds,
        )
