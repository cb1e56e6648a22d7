"""`digest review` and `digest schema`."""

from __future__ import annotations

from pathlib import Path

import click

from digest.cli.common import boundary, json_option, print_json, print_problems, source_option
from digest.errors import EXIT_CLEAN, EXIT_PROBLEMS, EXIT_USAGE, DigestError, Report
from digest.reports import count


@click.command()
@source_option
@click.option(
    "--list", "as_list", is_flag=True, help="List what waits for the curator; so far the only way to be shown it."
)
@json_option
@boundary
def review(source: Path, as_list: bool, as_json: bool) -> int:
    """Show what only the curator can decide: undated articles, pending dates, names that two entities share,
    articles that seem to be copies."""
    from digest.content.load import load
    from digest.link import connect
    from digest.review import questions

    loaded = load(source)
    site, _, ambiguous = connect(loaded.library, loaded.config, drafts=True)
    found = questions(site, ambiguous)
    report = Report(loaded.problems)
    if as_json:
        print_json({"questions": found, "problems": report.problems})
    else:
        print_problems(report)
        for q in found:
            click.echo(f"{q.path}: {q.kind}: {q.text}\n    {q.hint}")
        click.echo(f"{count(len(found), 'open question')}")
    return EXIT_PROBLEMS if report.errors else EXIT_CLEAN


@click.command()
@click.argument("kind", required=False, default="")
@boundary
def schema(kind: str) -> int:
    """Print the JSON Schema of one KIND of file's front matter; without KIND, the names of the kinds."""
    from digest.content.schema import KINDS, json_schema

    if not kind:
        click.echo("\n".join(KINDS))
        return EXIT_CLEAN
    if kind not in KINDS:
        raise DigestError(f"there is no kind “{kind}”", f"one of {', '.join(KINDS)}", EXIT_USAGE)
    print_json(json_schema(kind))
    return EXIT_CLEAN
