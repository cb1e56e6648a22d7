"""`digest serve`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from digest.cli.common import boundary, print_problems, source_option
from digest.errors import EXIT_CLEAN, Problem, Report
from digest.reports import count, printable

if TYPE_CHECKING:
    from digest.serve import Built, Told


@click.command()
@source_option
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any that is free.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Another address lets other machines read it.")
@click.option("--drafts", is_flag=True, help="Show articles with status: inbox too.")
@click.option("--open", "browse", is_flag=True, help="Open the site in a browser.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line for each event instead of text.")
@boundary
def serve(source: Path, port: int, host: str, drafts: bool, browse: bool, as_json: bool) -> int:
    """Show the site in SOURCE on this machine while you work on it.

    It is made anew at each save, and the page in your browser with it. Nothing is written; Ctrl-C ends it.
    """
    from digest.serve import Serving, Settings
    from digest.serve import serve as run

    printer = Printer()

    def tell(told: Told) -> None:
        if as_json:
            import msgspec

            click.echo(msgspec.json.encode(told))
        else:
            printer.print(told)
        if browse and isinstance(told, Serving):
            import webbrowser

            webbrowser.open(told.address)

    try:
        run(Settings(source=source, host=host, port=port, drafts=drafts), tell)
    except KeyboardInterrupt:
        if not as_json:
            click.echo()  # behind the ^C that the terminal shows
    return EXIT_CLEAN


class Printer:
    """The events as a person reads them: each problem in full once, afterwards only counted until it goes."""

    def __init__(self) -> None:
        self._known: set[Problem] = set()

    def print(self, told: Told) -> None:
        from digest.serve import Built

        if isinstance(told, Built):
            self._built(told)
            return
        if not told.watched:
            click.echo("note: the system cannot tell of changes here; all files are looked at each second")
        if not told.local:
            click.echo("note: everybody who reaches this machine can read the site, drafts included if you show them")
        click.echo(f"serving {told.address} (Ctrl-C ends)")

    def _built(self, told: Built) -> None:
        new, old = [p for p in told.problems if p not in self._known], self._known.intersection(told.problems)
        if not told.error:
            self._known = set(told.problems)
        print_problems(Report(new))
        if told.error:
            click.echo(printable(f"error: {told.error}"), err=True)
            for line in [told.hint, *told.trace.splitlines()]:
                click.echo(printable(f"    {line}"), err=True)
        if old:
            click.echo(f"{count(len(old), 'problem')} as before")
        click.echo(printable(summary(told)))


def summary(told: Built) -> str:
    """What a build came to, in a line: "changed content/articles/x.md: 3 pages, 41 ms"."""
    taken = f"{told.seconds * 1000:,.0f} ms" if told.seconds < 10 else f"{told.seconds:,.1f} s"
    if told.first:
        held = "" if told.good else ", nothing can be shown before the errors are mended"
        return f"{count(told.articles, 'article')}, {count(told.outputs, 'file')}, {taken}{held}"
    what = f"changed {_named(told.paths)}: " if told.paths else "changed: "
    if not told.good:
        return f"{what}the last good site stays, {taken}"
    if told.changed is None:
        return f"{what}{taken}"
    pages = count(len(told.changed), "page") if told.changed else "no page"
    removed = f", {len(told.removed)} removed" if told.removed else ""
    return f"{what}{pages}{removed}, {taken}"


def _named(paths: tuple[str, ...]) -> str:
    return paths[0] if len(paths) == 1 else f"{paths[0]} and {len(paths) - 1:,} more"
