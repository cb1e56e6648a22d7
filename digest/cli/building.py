"""`digest build` and `digest explain`."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from digest import standing
from digest.cli.common import (
    bar,
    boundary,
    json_option,
    json_text,
    print_json,
    print_lines,
    print_problems,
    print_some,
    some,
    source_option,
)
from digest.errors import EXIT_CLEAN, EXIT_PROBLEMS, EXIT_USAGE, DigestError, Report
from digest.reports import count, printable, profiled, shown

LINE = 100
"""Characters of a list that one line takes; a longer one is shown with an item a line."""

if TYPE_CHECKING:
    from digest.build import Result as BuildResult


@click.command()
@source_option
@click.option("--output", type=click.Path(path_type=Path), help="The folder to publish into.  [default: SOURCE/public]")
@click.option("--base-url", default="", help="Where the site will be published; overrides site.yaml.")
@click.option("--drafts", is_flag=True, help="Build articles with status: inbox too.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--verify", is_flag=True, help="Make every page anew and compare it with what is published.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and why; write nothing.")
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=os.cpu_count() or 1,
    help="How many processes render.  [default: all cores]",
)
@click.option("--profile", is_flag=True, help="Say where the time went: stages, templates, slowest pages.")
@json_option
@boundary
def build(
    source: Path,
    output: Path | None,
    base_url: str,
    drafts: bool,
    strict: bool,
    verify: bool,
    dry_run: bool,
    jobs: int,
    profile: bool,
    as_json: bool,
) -> int:
    """Build the site in SOURCE into its output folder."""
    from digest import build as builder
    from digest.content.schema import is_base_url

    if base_url and not is_base_url(base_url):
        message = f"--base-url must be an http or https address, found {base_url}"
        raise DigestError(message, "as in https://example.org/digest/", EXIT_USAGE)
    begun = time.perf_counter()
    gc.disable()  # a build makes hundreds of thousands of small values and no rings of them; the process ends soon
    with bar("pages") as progress:
        result = builder.build(
            builder.Options(
                source=source,
                output=output or source / "public",
                base_url=base_url,
                drafts=drafts,
                strict=strict,
                verify=verify,
                dry_run=dry_run,
                jobs=jobs,
                progress=progress,
            ),
            waiting=lambda sentence: click.echo(printable(sentence), err=True),
        )
    seconds = time.perf_counter() - begun
    report = Report(result.problems)
    stopped = report.blocks(strict)
    if result.stands:
        _record(result, report, source, output or source / "public", standing.asked(base_url, drafts, strict))
    if as_json:
        told = _told(result, report, published=not stopped and not dry_run)
        print_json({**told, "profile": result.profile if profile else None})
    else:
        if profile and result.profile:
            print_lines(profiled(result.profile))
        _print_built(result, report, stopped, dry_run, seconds)
    return EXIT_PROBLEMS if stopped else EXIT_CLEAN


def _told(result: BuildResult, report: Report, published: bool) -> dict[str, object]:
    return {
        "articles": result.articles,
        "outputs": result.outputs,
        "made": result.dirty,
        "removed": result.stale,
        "held": result.held,
        "undated": result.undated,
        "search_index": result.index and {"articles": result.index.articles, "made": result.index.made},
        "problems": report.problems,
        "published": published,
        "profile": None,  # the same build says the same; where the time went is told to who asks
    }


def _record(result: BuildResult, report: Report, source: Path, output: Path, wish: str) -> None:
    """Leave word that the same build again has nothing to do, and what it would say."""
    import msgspec

    from digest.build.fingerprint import code_places

    assert result.stands is not None
    index = result.index and msgspec.structs.replace(result.index, made=False)
    same = msgspec.structs.replace(result, dirty={}, stale=(), index=index)
    told = {
        "lines": list(_findings(same, report)),
        "json": json_text(_told(same, report, published=True)) + "\n",
        "counted": _counted(same),
        "outputs": result.outputs,
    }
    with suppress(OSError):  # a convenience
        file = standing.place(str(source), str(output), wish)
        standing.record(file, wish, told, code_places(), result.stands.inputs, result.stands.outputs)


def _findings(result: BuildResult, report: Report) -> Iterator[tuple[str, bool]]:
    """What is wrong and what was held back: each line, and whether it is an error."""
    yield from ((shown(problem), problem.severity == "error") for problem in report.problems)
    yield from ((line, False) for line in some("held back", [f"{i} ({why})" for i, why in result.held.items()]))
    yield from ((line, False) for line in some("undated", result.undated))


def _counted(result: BuildResult) -> str:
    return f"{count(result.articles, 'article')}, {count(result.outputs, 'file')}"


def _print_built(result: BuildResult, report: Report, stopped: bool, dry_run: bool, seconds: float) -> None:
    """The report of a build: what is wrong, what was held back, what was done."""
    for line, is_error in _findings(result, report):
        click.echo(line, err=is_error)
    if stopped:
        counts = f"{count(report.errors, 'error')}, {count(report.warnings, 'warning')}"
        click.echo(f"nothing was published: {counts}", err=True)
        return
    if dry_run:
        print_some("would write", [f"{path} ({reason})" for path, reason in result.dirty.items()], most=10_000)
        print_some("would remove", result.stale, most=10_000)
    if result.written and result.written.how == "renamed":
        click.echo("note: this file system cannot exchange two folders; the site was swapped by two renames")
    removed = f", {len(result.stale)} removed" if result.stale else ""
    made = f"{len(result.dirty)} {'to render' if dry_run else 'rendered'}"
    unchanged = result.outputs - len(result.dirty)
    apart = result.index.seconds if result.index else 0
    click.echo(f"{_counted(result)}: {made}, {unchanged} unchanged{removed}, {seconds - apart:.2f} s")
    if result.index and result.index.made:
        click.echo(f"search index: {count(result.index.articles, 'article')}, {apart:.1f} s")


@click.command()
@source_option
@click.option("--output", type=click.Path(path_type=Path), help="The folder to compare with.  [default: SOURCE/public]")
@click.option("--base-url", default="", help="As for build.")
@click.option("--drafts", is_flag=True, help="As for build.")
@click.argument("address")
@json_option
@boundary
def explain(source: Path, output: Path | None, base_url: str, drafts: bool, address: str, as_json: bool) -> int:
    """Say why the page at ADDRESS is there, what it is made from, and whether a build would make it anew."""
    from digest import build as builder

    told, problems = builder.explain(
        builder.Options(source=source, output=output or source / "public", base_url=base_url, drafts=drafts), address
    )
    report = Report(problems)
    if as_json:
        print_json({**told, "problems": report.problems})
    else:
        print_problems(report)
        for key, value in told.items():
            shown = ", ".join(value) if isinstance(value, list) else value
            if isinstance(value, list) and len(shown) > LINE:
                shown = "".join(f"\n  {item}" for item in value)
            click.echo(printable(f"{key}: {shown or 'none'}"))
    return EXIT_CLEAN if told["found"] == "yes" and not report.errors else EXIT_PROBLEMS
