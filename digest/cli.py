"""The command line: a command parses, calls one function, prints one report, returns 0, 1 or 2. Nothing else prints."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec

import click

from digest import __version__
from digest.errors import EXIT_CLEAN, EXIT_PROBLEMS, EXIT_USAGE, DigestError, Problem, Report
from digest.reports import count, printable, shown

if TYPE_CHECKING:
    from digest.build import Result as BuildResult
    from digest.clip.write import Imported
    from digest.config import SiteConfig
    from digest.dates import When
    from digest.model import Library

P = ParamSpec("P")

_source = click.option(
    "--source",
    "--site",
    "source",
    type=click.Path(path_type=Path),
    default=Path("."),
    show_default=True,
    help="The site's folder.",
)
_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of text.")


def _boundary(command: Callable[P, int]) -> Callable[P, None]:
    """Run a command; its number becomes the exit code, and what the environment did wrong becomes one message."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            code = command(*args, **kwargs)
        except DigestError as error:
            _say_error(error, bool(kwargs.get("as_json")))
            code = error.exit_code
        except BrokenPipeError:
            # The reader of our output went away, as `head` does; that is no failure of ours.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = EXIT_CLEAN
        except OSError as error:
            # Without a file's name it was our own output that failed, as on a full disk.
            what = f"{error.filename} cannot be used" if error.filename else "the report cannot be written"
            _say_error(DigestError(f"{what}: {error.strerror}"), False)
            code = EXIT_PROBLEMS
        except KeyboardInterrupt:
            click.echo("interrupted; what was published before is as it was", err=True)
            code = EXIT_PROBLEMS
        except MemoryError:
            click.echo("error: there is not enough memory", err=True)
            code = EXIT_PROBLEMS
        raise SystemExit(code)

    return run


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="digest")
def main() -> None:
    """Turn news clippings into a linked website with timelines.

    A site is a folder with site.yaml and content/. Exit codes: 0 clean, 1 problems, 2 wrong usage.
    """


# ------------------------------------------------------------------------------------------------------------ building


@main.command()
@_source
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
@_json
@_boundary
def build(
    source: Path,
    output: Path | None,
    base_url: str,
    drafts: bool,
    strict: bool,
    verify: bool,
    dry_run: bool,
    jobs: int,
    as_json: bool,
) -> int:
    """Build the site in SOURCE into its output folder."""
    from digest import build as builder
    from digest.content.schema import is_base_url

    if base_url and not is_base_url(base_url):
        raise DigestError(
            f"--base-url must be an http or https address, found {base_url}",
            "as in https://example.org/digest/",
            EXIT_USAGE,
        )
    begun = time.perf_counter()
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
        )
    )
    report = Report(result.problems)
    stopped = report.blocks(strict)
    if as_json:
        _print_json(_told(result, report, published=not stopped and not dry_run))
    else:
        _print_built(result, report, stopped, dry_run, time.perf_counter() - begun)
    return EXIT_PROBLEMS if stopped else EXIT_CLEAN


def _told(result: BuildResult, report: Report, published: bool) -> dict[str, object]:
    return {
        "articles": result.articles,
        "outputs": result.outputs,
        "made": result.dirty,
        "removed": result.stale,
        "held": result.held,
        "undated": result.undated,
        "problems": report.problems,
        "published": published,
    }


def _print_built(result: BuildResult, report: Report, stopped: bool, dry_run: bool, seconds: float) -> None:
    """The report of a build: what is wrong, what was held back, what was done."""
    _print_problems(report)
    _print_some("held back", [f"{ident} ({reason})" for ident, reason in result.held.items()])
    _print_some("undated", result.undated)
    if stopped:
        counts = f"{count(report.errors, 'error')}, {count(report.warnings, 'warning')}"
        click.echo(f"nothing was published: {counts}", err=True)
        return
    if dry_run:
        _print_some("would write", [f"{path} ({reason})" for path, reason in result.dirty.items()], most=10_000)
        _print_some("would remove", result.stale, most=10_000)
    if result.written and result.written.how == "renamed":
        click.echo("note: this file system cannot exchange two folders; the site was swapped by two renames")
    removed = f", {len(result.stale)} removed" if result.stale else ""
    made = f"{len(result.dirty)} {'to render' if dry_run else 'rendered'}"
    click.echo(
        f"{count(result.articles, 'article')}, {count(result.outputs, 'file')}: "
        f"{made}, {result.outputs - len(result.dirty)} unchanged{removed}, {seconds:.2f} s"
    )


@main.command()
@_source
@click.option("--output", type=click.Path(path_type=Path), help="The folder to compare with.  [default: SOURCE/public]")
@click.option("--base-url", default="", help="As for build.")
@click.option("--drafts", is_flag=True, help="As for build.")
@click.argument("address")
@_json
@_boundary
def explain(source: Path, output: Path | None, base_url: str, drafts: bool, address: str, as_json: bool) -> int:
    """Say why the page at ADDRESS is there, what it is made from, and whether a build would make it anew."""
    from digest import build as builder

    told, problems = builder.explain(
        builder.Options(source=source, output=output or source / "public", base_url=base_url, drafts=drafts), address
    )
    report = Report(problems)
    if as_json:
        _print_json({**told, "problems": report.problems})
    else:
        _print_problems(report)
        for key, value in told.items():
            click.echo(printable(f"{key}: {', '.join(value) if isinstance(value, list) else value}"))
    return EXIT_CLEAN if told["found"] == "yes" and not report.errors else EXIT_PROBLEMS


# ----------------------------------------------------------------------------------------------------------- importing


@main.command("import")
@click.option(
    "--site", type=click.Path(path_type=Path), default=Path("."), show_default=True, help="The site's folder."
)
@click.option(
    "--output", type=click.Path(path_type=Path), help="The folder of articles.  [default: SITE/content/articles]"
)
@click.option("--stdout", "to_stdout", is_flag=True, help="Print the articles; write nothing.")
@click.option("--diff", "as_diff", is_flag=True, help="Print what would be cut, by which rule; write nothing.")
@click.option("--date", default="", help="When the source published it, as in 2017-08-08T18:43+08:00.")
@click.option(
    "--source", "outlet", default="", metavar="ID", help="The outlet: the id of a record in content/sources/."
)
@click.option("--tag", "tags", multiple=True, help="A tag of the curator's taxonomy; may be given again.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@_json
@_boundary
def import_(
    site: Path,
    output: Path | None,
    to_stdout: bool,
    as_diff: bool,
    date: str,
    outlet: str,
    tags: tuple[str, ...],
    files: tuple[Path, ...],
    as_json: bool,
) -> int:
    """Turn raw clippings (plain text or HTML) into articles, one Markdown file each, never over an existing file."""
    from digest.clip import Options
    from digest.clip.write import Shelf, import_file

    if to_stdout + as_diff + (output is not None) > 1:
        raise DigestError("--output, --stdout and --diff exclude each other", "choose one", EXIT_USAGE)
    config, library, found = _site_for_import(site, needed=output is None and not (to_stdout or as_diff))
    options = Options(date=_date(date), source=outlet, tags=tags)
    shelf = Shelf(output or site / "content" / "articles")
    known = {a.clipping.sha256: a.path for a in library.articles.values() if a.clipping} if output is None else {}
    dry = to_stdout or as_diff
    done = []
    for file in files:
        item = import_file(
            file, shelf, library.sources, options, known={} if dry else known, slugs=config.slugs, dry_run=dry
        )
        done.append(item)
    report = Report([*found, *(p for item in done for p in item.problems)])
    if as_json:
        _print_json({"imported": [_imported(i) for i in done], "problems": report.problems})
    else:
        for item in done:
            _print_imported(item, shelf.articles, to_stdout, as_diff)
        _print_problems(report)
        if any(item.outcome == "written" for item in done):
            click.echo(
                "They wait with status: inbox. digest build --drafts shows them; status: published publishes them."
            )
    return EXIT_PROBLEMS if report.errors else EXIT_CLEAN


def _site_for_import(site: Path, needed: bool) -> tuple[SiteConfig, Library, tuple[Problem, ...]]:
    """The site whose sources the importer may use; none at all when articles go elsewhere and there is no site."""
    from digest.config import SiteConfig
    from digest.content.load import load
    from digest.model import Library

    if not needed and not (site / "site.yaml").is_file():
        return SiteConfig(), Library(), ()
    if needed and (site / "site.yaml").is_file():
        (site / "content").mkdir(exist_ok=True)
    if not (site / "content").is_dir() and not needed:
        return SiteConfig(), Library(), ()
    loaded = load(site)
    # What is wrong elsewhere in the site is the build's to say; here only what the importer itself relies on.
    relied_on = tuple(p for p in loaded.problems if p.path == "site.yaml" or p.path.startswith("content/sources/"))
    return loaded.config, loaded.library, relied_on


def _date(text: str) -> When | None:
    from digest.dates import DateError, parse

    try:
        return parse(text) if text else None
    except DateError as error:
        raise DigestError(f"--date: {error.message}", error.hint, EXIT_USAGE) from error


def _print_imported(item: Imported, articles: Path, to_stdout: bool, as_diff: bool) -> None:
    from digest.clip.diff import diff
    from digest.content.frontmatter import dump

    if item.draft is not None and as_diff:
        _print_lines(diff(item.draft))
    elif item.draft is not None and to_stdout:
        _print_lines(dump(item.draft.meta, item.draft.body))
    elif item.outcome == "written" and item.draft is not None:
        undated = "" if "date" in item.draft.meta else ", undated"
        click.echo(f"{item.name} -> {articles / item.path} ({count(len(item.draft.cuts), 'cut')}{undated})")
    elif item.outcome == "unchanged":
        click.echo(f"{item.name}: imported before, see {item.path}")


def _imported(item: Imported) -> dict[str, object]:
    told: dict[str, object] = {"name": item.name, "outcome": item.outcome, "path": item.path}
    if item.draft is not None:
        told |= {"front_matter": item.draft.meta, "cuts": item.draft.cuts, "evidence": item.draft.evidence}
    return told


# ----------------------------------------------------------------------------------------------------------- reviewing


@main.command()
@_source
@click.option(
    "--list", "as_list", is_flag=True, help="List what waits for the curator; so far the only way to be shown it."
)
@_json
@_boundary
def review(source: Path, as_list: bool, as_json: bool) -> int:
    """Show what only the curator can decide: undated articles, pending dates, names that two entities share."""
    from digest.content.load import load
    from digest.link import connect
    from digest.review import questions

    loaded = load(source)
    site, _, ambiguous = connect(loaded.library, loaded.config, drafts=True)
    found = questions(site, ambiguous)
    report = Report(loaded.problems)
    if as_json:
        _print_json({"questions": found, "problems": report.problems})
    else:
        _print_problems(report)
        for q in found:
            click.echo(f"{q.path}: {q.kind}: {q.text}\n    {q.hint}")
        click.echo(f"{count(len(found), 'open question')}")
    return EXIT_PROBLEMS if report.errors else EXIT_CLEAN


@main.command()
@click.argument("kind", required=False, default="")
@_boundary
def schema(kind: str) -> int:
    """Print the JSON Schema of one KIND of file's front matter; without KIND, the names of the kinds."""
    from digest.content.schema import KINDS, json_schema

    if not kind:
        click.echo("\n".join(KINDS))
        return EXIT_CLEAN
    if kind not in KINDS:
        raise DigestError(f"there is no kind “{kind}”", f"one of {', '.join(KINDS)}", EXIT_USAGE)
    _print_json(json_schema(kind))
    return EXIT_CLEAN


# ------------------------------------------------------------------------------------------------------------ printing


def _print_json(value: object) -> None:
    import msgspec

    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2))


def _print_some(label: str, names: Sequence[str], most: int = 20) -> None:
    """One line for each name, at most `most` of them."""
    for name in names[:most]:
        click.echo(printable(f"{label}: {name}"))
    if len(names) > most:
        click.echo(f"{label}: and {len(names) - most:,} more")


def _print_lines(text: str) -> None:
    for line in text.splitlines():
        click.echo(printable(line))


def _print_problems(report: Report) -> None:
    for problem in report.problems:
        click.echo(shown(problem), err=problem.severity == "error")


def _say_error(error: DigestError, as_json: bool) -> None:
    if as_json:
        _print_json({"error": error.message, "hint": error.hint})
    else:
        click.echo(printable(f"error: {error.message}"), err=True)
        if error.hint:
            click.echo(printable(f"    {error.hint}"), err=True)
