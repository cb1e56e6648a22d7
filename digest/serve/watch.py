"""The site's folder, watched: each file that changes is added to `Changes`.

Three things are watched: the folder itself, without what lies below (site.yaml, and whether content/ or themes/ come
and go), and all of content/ and of themes/. Whatever else lies there (published pages, repositories, environments) is
not even looked at. The theme that comes with the package is watched too, for those who work on it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

from digest.render.sources import shipped
from digest.serve.changes import Changes

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver, ObservedWatch

WRITES: list[type[FileSystemEvent]] = [
    DirCreatedEvent, DirDeletedEvent, DirMovedEvent,
    FileClosedEvent, FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent,
]  # fmt: skip
"""What changes a file. Reading is told too by some systems, and a build reads all files."""

FOLDERS = ("content", "themes")

POLL = 1.0
"""Seconds between two looks at all files where the system cannot tell of changes."""


@contextmanager
def watching(source: Path, changes: Changes) -> Iterator[bool]:
    """While the block runs, every change below `source` is added. Gives whether the system tells of them.

    If it cannot (too many folders for its limit, a file system of another machine), all files are looked at each
    second instead.
    """
    try:
        observer, told = _begun(Observer(), source, changes), True
    except OSError:
        from watchdog.observers.polling import PollingObserver

        observer, told = _begun(PollingObserver(timeout=POLL), source, changes), False
    try:
        yield told
    finally:
        observer.stop()
        observer.join()


def _begun(observer: BaseObserver, source: Path, changes: Changes) -> BaseObserver:
    try:
        watch = _Watch(observer, source, changes)
        watch.begin()
        observer.start()
    except OSError:
        observer.unschedule_all()
        raise
    return observer


class _Watch:
    """Keeps the right folders watched, whichever of them come and go."""

    def __init__(self, observer: BaseObserver, source: Path, changes: Changes) -> None:
        self._observer, self._source, self._changes = observer, source.absolute(), changes
        self._watched: dict[str, ObservedWatch] = {}

    def begin(self) -> None:
        self._schedule(self._source, "", recursive=False)
        for name in FOLDERS:
            self.look(name)
        theme = shipped()
        if theme.is_dir() and not theme.resolve().is_relative_to(self._source.resolve()):
            self._schedule(theme, "themes/default", recursive=True)

    def look(self, name: str) -> None:
        """Watch one of the FOLDERS as it stands now: it may be new, another one than before, or gone."""
        if name in self._watched:
            self._observer.unschedule(self._watched.pop(name))
        if (self._source / name).is_dir():
            self._watched[name] = self._schedule(self._source / name, name, recursive=True)

    def _schedule(self, folder: Path, name: str, *, recursive: bool) -> ObservedWatch:
        place = os.path.realpath(folder)  # the system tells of what lies behind a link under its own name
        handler = _Handler(self, self._changes, place, name)
        return self._observer.schedule(handler, place, recursive=recursive, event_filter=WRITES)


class _Handler(FileSystemEventHandler):
    """Tells what happens in one watched folder, under the name that the folder has in the site."""

    def __init__(self, watch: _Watch, changes: Changes, place: str, name: str) -> None:
        self._watch, self._changes, self._place, self._name = watch, changes, place, name

    def on_any_event(self, event: FileSystemEvent) -> None:
        for path in {os.fsdecode(event.src_path), os.fsdecode(event.dest_path)}:
            inside = os.path.relpath(path, self._place).replace(os.sep, "/") if path else ".."
            if inside == ".." or inside.startswith("../"):
                continue  # the other end of a move
            whole = inside if not self._name else self._name if inside == "." else f"{self._name}/{inside}"
            if not self._name and inside in FOLDERS:
                self._watch.look(inside)
            self._changes.add(whole)
