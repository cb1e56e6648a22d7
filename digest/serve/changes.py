"""Changes of files, gathered until nothing more comes: one save is one build, and so is a checkout of a thousand files.

Editors save by renaming, write twice, and leave files of their own behind; a version control system writes for a
while. Which paths matter, and how long to wait for more, are decided here without a clock or a disk.
"""

from __future__ import annotations

import threading
import time

from digest.content.tree import leftover

QUIET = 0.015
"""Seconds without a change after which a save is over. Editors take about a millisecond between their steps."""

FEW, QUIET_MANY = 2, 0.15
"""Of more changes than FEW, the seconds without another one: whatever writes so many is no editor, and may pause."""

LONGEST = 3.0
"""Seconds after which changes are looked at though more are coming."""

FLOOD = 2_000
"""So many changes at once may have overrun the system's queue: afterwards the folder is looked at once more."""

PARTS = ("site.yaml", "content", "themes")
"""What a build reads in a site's folder."""


def matters(path: str) -> bool:
    """Whether a change at a path, relative to the site's folder with forward slashes, may change the site."""
    parts = path.split("/")
    return parts[0] in PARTS and not any(leftover(part) for part in parts)


def pause(count: int, first: float, last: float, now: float) -> float:
    """How many seconds to wait for more after `count` changes, the first and the last of them at these times.

    0 or less: they are all.
    """
    quiet = QUIET if count <= FEW else QUIET_MANY
    return min(last + quiet, first + LONGEST) - now


class Changes:
    """What changed since somebody last looked. `add` may be called from any thread."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self._paths: set[str] = set()
        self._first = self._last = 0.0
        self._closed = False

    def add(self, path: str) -> None:
        """A path relative to the site's folder; those that do not matter are passed over."""
        if not matters(path):
            return
        with self._news:
            self._last = time.monotonic()
            if not self._paths:
                self._first = self._last
            self._paths.add(path)
            self._news.notify_all()

    def waiting(self) -> bool:
        """Whether something changed that nobody looked at yet, or nobody will."""
        return bool(self._paths) or self._closed

    def close(self) -> None:
        """Whoever waits is told that there is nothing more to come."""
        with self._news:
            self._closed = True
            self._news.notify_all()

    def wait(self, timeout: float | None = None) -> tuple[frozenset[str], float] | None:
        """The paths that changed, once they are all, and when the first of them did (`time.monotonic`).

        None when closed. With a timeout in seconds: no paths when none changed until then.
        """
        with self._news:
            self._news.wait_for(lambda: self._paths or self._closed, timeout)
            while self._paths and not self._closed:
                seconds = pause(len(self._paths), self._first, self._last, time.monotonic())
                if seconds <= 0:
                    break
                self._news.wait(seconds)
            if self._closed:
                return None
            paths, self._paths = frozenset(self._paths), set()
            return paths, self._first if paths else time.monotonic()
