"""What a report says, as lines of text that are safe for a terminal. Pure; `cli` prints them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from digest.errors import Problem

if TYPE_CHECKING:
    from digest.build.profile import Profile


def count(number: int, noun: str) -> str:
    """ "1 article", "12,700 articles"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def shown(problem: Problem) -> str:
    """A problem as a person reads it: where, what, the line it stands in, what to do."""
    lines = [f"{problem.where()}: {problem.severity}: {problem.message} [{problem.code}]"]
    if problem.excerpt and problem.column and problem.column <= len(problem.excerpt):
        marks = "^" * max(1, min(problem.length, len(problem.excerpt) - problem.column + 1))
        lines += [f"    {problem.excerpt}", f"    {' ' * (problem.column - 1)}{marks}"]
    if problem.hint:
        lines.append(f"    {problem.hint}")
    return "\n".join(printable(line) for line in lines)


def printable(line: str) -> str:
    """Content may hold escape sequences that a terminal would obey, and letters that reorder what is read."""
    return "".join(c if c.isprintable() or c == " " else c.encode("unicode_escape").decode() for c in line)


def profiled(profile: Profile) -> Iterator[str]:
    """Where the time of a build went, as a table."""
    yield f"{'stage':<20}{'seconds':>9}{'CPU s':>9}"
    yield from (f"{s.name:<20}{s.seconds:>9.3f}{s.cpu_seconds:>9.3f}" for s in profile.stages)
    if profile.shapes:
        yield f"{'template':<20}{'seconds':>9}{'pages':>9}{'ms each':>9}"
        for s in profile.shapes:
            yield f"{s.name:<20}{s.seconds:>9.3f}{s.pages:>9,}{1000 * s.seconds / s.pages:>9.2f}"
        yield "slowest pages"
        yield from (f"{1000 * seconds:>9.1f} ms  {path}" for path, seconds in profile.pages)
