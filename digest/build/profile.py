"""Where the time of a build went: per stage, and which pages and templates took longest to make."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import msgspec


class Stage(msgspec.Struct, frozen=True):
    """One stage of a build."""

    name: str
    seconds: float
    """From its begin to its end."""
    cpu_seconds: float
    """What this process worked in it; the workers' time is not in it."""


class Shape(msgspec.Struct, frozen=True):
    """All pages that one template, one writer or a copy made."""

    name: str
    pages: int
    seconds: float
    """What making them took, added up over all processes."""


class Profile(msgspec.Struct, frozen=True):
    """Where the time of a build went."""

    stages: tuple[Stage, ...]
    """In their order."""
    shapes: tuple[Shape, ...]
    """The dearest first."""
    pages: tuple[tuple[str, float], ...]
    """The slowest pages with their seconds, the slowest first."""


class Stopwatch:
    """Takes the time of stages that follow each other."""

    def __init__(self) -> None:
        self.stages: list[Stage] = []

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Times what is done inside."""
        wall, cpu = time.perf_counter(), time.process_time()
        try:
            yield
        finally:
            self.stages.append(Stage(name, time.perf_counter() - wall, time.process_time() - cpu))

    def profile(self, seconds: Mapping[str, float], shapes: Mapping[str, str], most: int = 10) -> Profile:
        """What it took; `seconds` of each page that was made, and what made it, by path."""
        sums: dict[str, tuple[int, float]] = {}
        for path, taken in seconds.items():
            count, total = sums.get(shapes.get(path, path), (0, 0.0))
            sums[shapes.get(path, path)] = count + 1, total + taken
        dearest = sorted((Shape(name, *found) for name, found in sums.items()), key=lambda s: (-s.seconds, s.name))
        slowest = sorted(seconds.items(), key=lambda item: (-item[1], item[0]))[:most]
        return Profile(tuple(self.stages), tuple(dearest), tuple(slowest))
