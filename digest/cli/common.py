"""What all commands share: their options, their one boundary to the environment, and how they print."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click

from digest.errors import EXIT_CLEAN, EXIT_PROBLEMS, DigestError, Report
from digest.reports import printable, shown

P = ParamSpec("P")

source_option = click.option(
    "--source",
    "--site",
    "source",
    type=click.Path(path_type=Path),
    default=Path("."),
    show_default=True,
    help="The site's folder.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of text.")


def boundary(command: Callable[P, int]) -> Callable[P, None]:
    """Run a command; its number becomes the exit code, and what the environment did wrong becomes one message."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            code = command(*args, **kwargs)
        except DigestError as error:
            say_error(error, bool(kwargs.get("as_json")))
            code = error.exit_code
        except BrokenPipeError:
            # The reader of our output went away, as `head` does; that is no failure of ours.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = EXIT_CLEAN
        except OSError as error:
            # Without a file's name it was our own output that failed, as on a full disk.
            what = f"{error.filename} cannot be used" if error.filename else "the report cannot be written"
            say_error(DigestError(f"{what}: {error.strerror}"), False)
            code = EXIT_PROBLEMS
        except KeyboardInterrupt:
            click.echo("interrupted; what was done before stands, and no file is half written", err=True)
            code = EXIT_PROBLEMS
        except MemoryError:
            click.echo("error: there is not enough memory", err=True)
            code = EXIT_PROBLEMS
        raise SystemExit(code)

    return run


@contextmanager
def bar(noun: str, after: float = 0.5) -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error while something takes longer than `after` seconds, for people only, with its rate."""
    begun = drawn = time.monotonic()
    width = 0

    def show(done: int, of: int) -> None:
        nonlocal drawn, width
        now = time.monotonic()
        if now - begun < after or (now - drawn < 0.1 and done < of):
            return
        drawn = now
        filled = "█" * (24 * done // max(1, of))
        line = f"{filled:░<24} {done:,} of {of:,} {noun}, {done / (now - begun):,.0f}/s"
        click.echo("\r" + line.ljust(width), nl=False, err=True)
        width = len(line)

    try:
        yield show if sys.stderr.isatty() else lambda done, of: None
    finally:
        if width:
            click.echo("\r" + " " * width + "\r", nl=False, err=True)


def print_json(value: object) -> None:
    click.echo(json_text(value))


def json_text(value: object) -> str:
    import msgspec

    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()


def print_some(label: str, names: Sequence[str], most: int = 20) -> None:
    for line in some(label, names, most):
        click.echo(line)


def some(label: str, names: Sequence[str], most: int = 20) -> list[str]:
    """One line for each name, at most `most` of them."""
    rest = [f"{label}: and {len(names) - most:,} more"] if len(names) > most else []
    return [*(printable(f"{label}: {name}") for name in names[:most]), *rest]


def print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(printable(line))


def print_problems(report: Report) -> None:
    for problem in report.problems:
        click.echo(shown(problem), err=problem.severity == "error")


def say_error(error: DigestError, as_json: bool) -> None:
    if as_json:
        print_json({"error": error.message, "hint": error.hint})
    else:
        click.echo(printable(f"error: {error.message}"), err=True)
        if error.hint:
            click.echo(printable(f"    {error.hint}"), err=True)
