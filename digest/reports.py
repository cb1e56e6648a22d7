"""What a report says, as lines of text that are safe for a terminal. Pure; `cli` prints them."""

from __future__ import annotations

from digest.errors import Problem


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
