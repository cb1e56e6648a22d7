"""`digest import`."""

from __future__ import annotations

import gc
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from digest.cli.common import boundary, json_option, print_json, print_lines, print_problems
from digest.errors import EXIT_CLEAN, EXIT_PROBLEMS, EXIT_USAGE, DigestError, Problem, Report
from digest.reports import count
from digest.work import processors, workers

if TYPE_CHECKING:
    from digest.clip.draft import Options
    from digest.clip.gather import Gathered, Input
    from digest.clip.run import Fetch
    from digest.clip.write import How, Imported, Outcome
    from digest.config import SiteConfig
    from digest.dates import When
    from digest.model import Source

FEW = 8
"""More inputs than these get a progress bar."""
PARALLEL_BYTES = 16_000_000
"""Less than this is drafted in this process: starting others costs more than they save."""


FIELDS = ("title", "date", "updated", "captured", "url", "authors", "language", "keywords", "source", "body")
"""What a column of records may be."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What the command line says, apart from what it says about the clippings."""

    site: Path
    output: Path | None
    to_stdout: bool
    as_diff: bool
    dry_run: bool
    update: bool
    fetch: bool
    jobs: int
    cluster: str
    as_json: bool

    @property
    def dry(self) -> bool:
        return self.dry_run or self.to_stdout or self.as_diff

    @property
    def articles(self) -> Path:
        return self.output or self.site / "content" / "articles"


HELP = """\
Turn raw clippings into articles: one Markdown file each, under content/articles/.

FILE is a file, a folder (everything below it), a pattern, "-" for standard input or, with --fetch, an address.
Its content tells what it is, never its name:

\b
  a saved page        HTML, MHTML, or either in a ZIP or gzip file;
                      pictures and folders such as page_files/ that
                      a browser saved beside it are passed over
  a text              plain text as pasted or dumped, Markdown
  a feed              RSS, Atom, JSON Feed: each entry is a clipping
  mail                EML, mbox: each message is a clipping
  a web archive       WARC, WARC.gz: each page is a clipping
  records             JSON Lines, JSON, CSV, Zotero, CSL JSON: each record is a clipping
  bookmarks           the file a browser exports: title, address, tags, no text
  a list of feeds     OPML: lists the feeds, fetches nothing

Articles wait with status: inbox. "digest build --drafts" shows them; status: published publishes them.

Importing the same clipping again changes nothing. A clipping of an address that was imported before is shown as a
difference; --update takes what is new, but never over a value that you changed. "digest review --list" names articles
that seem to be copies of one another. The raw clipping is kept under clippings/ in the site's folder, and the article
names it. With --output outside of the site none is kept, and each input gets a file of its own, even where two hold
the same clipping.

--fetch asks robots.txt first, follows five redirects at most, and refuses addresses inside a private network.

\b
Examples:
  digest import page.html notes.txt
  digest import ~/Downloads/clippings --source courier --tag ports
  pbpaste | digest import - --date 2017-08-08
  digest import --diff page.txt
  digest import --update --dry-run feed.xml
"""


@click.command("import", help=HELP)
@click.option(
    "--site", type=click.Path(path_type=Path), default=Path("."), show_default=True, help="The site's folder."
)
@click.option(
    "--output", type=click.Path(path_type=Path), help="The folder of articles.  [default: SITE/content/articles]"
)
@click.option("--dry-run", is_flag=True, help="Say what would be written; write nothing.")
@click.option("--stdout", "to_stdout", is_flag=True, help="Print the articles; write nothing.")
@click.option("--diff", "as_diff", is_flag=True, help="Print what is cut, by which rule, and why; write nothing.")
@click.option("--update", is_flag=True, help="Let articles follow their clipping where you wrote nothing.")
@click.option("--date", default="", help="When the source published it, as in 2017-08-08T18:43+08:00.")
@click.option("--source", "outlet", default="", metavar="ID", help="The outlet: an id in content/sources/.")
@click.option("--tag", "tags", multiple=True, help="A tag of your taxonomy; may be given again.")
@click.option("--lang", default="", help="The language of the text, as in en or pt-BR.")
@click.option(
    "--map",
    "mapping",
    multiple=True,
    metavar="FIELD=COLUMN",
    help=f"Which column of records holds which field: {', '.join(FIELDS)}.",
)
@click.option("--fetch", is_flag=True, help="Allow http(s) addresses among FILE and fetch them; see above.")
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=processors,
    help="How many processes, for more than 16 MB.  [default: all cores]",
)
@click.option(
    "--cluster",
    default="",
    metavar="ADDRESS",
    help="Let a dask cluster read, as in tcp://10.0.0.5:8786; needs the extra: pip install 'digest-site[cluster]'.",
)
@json_option
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@boundary
def import_(
    files: tuple[str, ...],
    date: str,
    outlet: str,
    tags: tuple[str, ...],
    lang: str,
    mapping: tuple[str, ...],
    **asked: object,
) -> int:
    """Turn raw clippings into articles; `HELP` says how."""
    from digest.clip.draft import Options

    told = Asked(**asked)  # type: ignore[arg-type]  # click's own names and types
    if told.to_stdout and told.as_diff:
        raise DigestError("--stdout and --diff exclude each other", "choose one", EXIT_USAGE)
    said = Options(
        date=_date(date),
        source=outlet,
        tags=tuple(map(_tag, tags)),
        language=_language(lang),
        mapping=tuple(map(_column, mapping)),
    )
    return _import(files, told, said)


def _import(files: tuple[str, ...], asked: Asked, options: Options) -> int:
    # Trees of pages are many small objects without cycles: looking for cycles among them takes a tenth of the time.
    gc.freeze()
    gc.set_threshold(100_000, 50, 1_000)
    from digest.clip.gather import gather
    from digest.clip.run import import_all
    from digest.clip.write import Shelf

    config, sources, problems = _site(asked)
    gathered = gather(files)
    problems += gathered.problems
    how = _how(asked, config)
    note = _note(asked, options)
    told: list[dict[str, object]] = []
    tally: dict[Outcome, int] = {}
    with workers(_jobs(gathered, asked), asked.cluster) as pool, _watched(gathered, asked) as (inputs, say):
        shelf = Shelf(asked.articles, each_input=how.keep is None)
        for _, item in import_all(inputs, shelf, sources, options, how, pool, _fetch(asked)):
            tally[item.outcome] = tally.get(item.outcome, 0) + 1
            problems += item.problems
            if asked.as_json:
                told.append(_told(item, note))
            else:
                say.extend(_lines(item, asked))
    report = Report(problems)
    if asked.as_json:
        _print_json(told, report, gathered.passed_over)
    else:
        _print_report(report, tally, gathered.passed_over, asked, note)
    return EXIT_PROBLEMS if report.errors else EXIT_CLEAN


def _site(asked: Asked) -> tuple[SiteConfig, dict[str, Source], list[Problem]]:
    """The site whose sources the importer may use; none at all when articles go elsewhere and there is no site."""
    from digest.config import SiteConfig
    from digest.content.load import load_sources

    if not (asked.site / "site.yaml").is_file() and (asked.output or asked.to_stdout or asked.as_diff):
        return SiteConfig(), {}, []
    config, sources, problems = load_sources(asked.site)
    return config, sources, list(problems)


def _how(asked: Asked, config: SiteConfig) -> How:
    from digest.clip.write import How

    home = asked.site.resolve()
    inside = (home / "site.yaml").is_file() and asked.articles.resolve().is_relative_to(home)
    return How(
        write=not asked.dry,
        update=asked.update,
        show=asked.dry or asked.as_json,
        keep=asked.site if inside else None,
        slugs=config.slugs,
    )


def _jobs(gathered: Gathered, asked: Asked) -> int:
    """How many processes are worth starting."""
    size = sum(each.path.stat().st_size for each in gathered.inputs if each.path is not None and each.path.is_file())
    return asked.jobs if size >= PARALLEL_BYTES else 1


def _fetch(asked: Asked) -> Fetch | None:
    """What fetches addresses, when the caller allows it; one for the run, since it keeps what each host allows."""
    if not asked.fetch:
        return None
    from digest.clip.fetch import Fetcher

    return Fetcher().fetch


class _Saying:
    """Lines of the report, printed as they come; while a progress bar stands there, kept until it is done."""

    def __init__(self, hold: bool) -> None:
        self.hold = hold
        self.held: list[str] = []

    def extend(self, lines: Iterator[str]) -> None:
        if self.hold:
            self.held += lines
        else:
            print_lines(lines)


def _watching() -> bool:
    return sys.stderr.isatty()


@contextmanager
def _watched(gathered: Gathered, asked: Asked) -> Iterator[tuple[Iterator[Input], _Saying]]:
    """The inputs, with a progress bar over them where a person is watching, and where to say what became of them."""
    watched = len(gathered.inputs) > FEW and _watching() and not asked.as_json
    say = _Saying(watched)
    if watched:
        with click.progressbar(gathered.inputs, label="importing", file=sys.stderr) as bar:
            yield iter(bar), say
    else:
        yield iter(gathered.inputs), say
    print_lines(say.held)


def _date(text: str) -> When | None:
    from digest.dates import DateError, parse

    try:
        return parse(text) if text else None
    except DateError as error:
        raise DigestError(f"--date: {error.message}", error.hint, EXIT_USAGE) from error


def _tag(text: str) -> str:
    if not any(c.isalnum() for c in text) or "\n" in text:
        hint = "give a tag of your taxonomy, as in ports or trade/ports"
        raise DigestError(f"--tag: “{text}” is no tag: it needs a letter or digit, on one line", hint, EXIT_USAGE)
    return text


def _language(text: str) -> str:
    from digest.model import LANGUAGE_PATTERN

    if text and not re.match(LANGUAGE_PATTERN, text):
        raise DigestError(f"--lang: “{text}” is no language", "give a BCP 47 tag, as in en or pt-BR", EXIT_USAGE)
    return text


def _column(text: str) -> tuple[str, str]:
    """ "date=Published on" as (field, column)."""
    field, _, column = text.partition("=")
    if field not in FIELDS or not column:
        hint = f"as in date=Published; fields: {', '.join(FIELDS)}"
        raise DigestError(f"--map: “{text}” names no field and column", hint, EXIT_USAGE)
    return field, column


# ---------------------------------------------------------------------------------------------------------- reporting


def _note(asked: Asked, options: Options) -> str:
    """What is said where options could not do what they do in a new article; "" when none was given."""
    from digest.clip.draft import Options

    if options == Options():
        return ""
    if asked.update:
        return "the options change nothing: the article says so already, or you wrote something else"
    return "the options change nothing in an article that exists; use --update"


def _lines(item: Imported, asked: Asked) -> Iterator[str]:
    """What the report says about one clipping."""
    from digest.clip.diff import diff
    from digest.content.frontmatter import dump

    draft, file = item.draft, asked.articles / item.path
    if draft is not None and asked.as_diff:
        yield from diff(draft).splitlines()
    elif draft is not None and asked.to_stdout:
        yield from dump(draft.meta, draft.body).splitlines()
    elif item.outcome == "unchanged":
        before = "imported before" if file.exists() else "the same clipping came before it in this run"
        yield f"{item.name}: {before}, see {file}"
    elif item.merge is not None:
        yield from _merged(item, file)
    elif draft is not None:
        undated = "" if "date" in draft.meta else ", undated"
        would = "would write " if item.outcome == "planned" else ""
        yield f"{item.name} -> {would}{file} ({count(len(draft.cuts), 'cut')}{undated})"


def _merged(item: Imported, file: Path) -> Iterator[str]:
    """What the report says about a clipping whose article exists already."""
    assert item.merge is not None
    merge, what = item.merge, ", ".join(item.merge.taken)
    if merge.by_hand:
        yield f"{item.name}: {file} has this address and was written by hand; it stays as it is"
    elif item.outcome == "updated":
        yield f"{item.name} -> {file} (updated: {what})"
    elif item.outcome == "planned":
        yield f"{item.name} -> would update {file}: {what}"
    elif what:
        yield f"{item.name}: {file} was imported from this address; new: {what} (--update takes it)"
    else:
        yield f"{item.name}: {file} was imported from this address; what is new is not taken"
    if item.outcome != "updated":
        yield from (f"    {row}" for row in merge.diff.splitlines())
    yield from (f"    kept: {kept}" for kept in merge.kept)
    yield from (f"    {row}" for row in merge.kept_diff.splitlines())


def _told(item: Imported, note: str) -> dict[str, object]:
    told: dict[str, object] = {"name": item.name, "outcome": item.outcome, "path": item.path}
    if item.draft is not None:
        draft = item.draft
        told |= {"front_matter": draft.meta, "body": draft.body, "cuts": draft.cuts}
        told |= {"moved": draft.moved, "evidence": draft.evidence}
    if item.merge is not None:
        merge = item.merge
        told |= {"taken": merge.taken, "kept": merge.kept, "diff": merge.diff, "kept_diff": merge.kept_diff}
    if item.outcome == "unchanged" and note:
        told["note"] = note
    return told


def _print_json(told: list[dict[str, object]], report: Report, passed_over: int) -> None:
    print_json({"imported": told, "problems": report.problems, "passed_over": passed_over})


def _print_report(report: Report, tally: dict[Outcome, int], passed_over: int, asked: Asked, note: str) -> None:
    print_problems(report)
    if asked.to_stdout or asked.as_diff:
        return
    if passed_over:
        click.echo(f"passed over in folders: {count(passed_over, 'file')} (pictures, styles, scripts, links)")
    if sum(tally.values()) > 1:
        click.echo(", ".join(f"{number:,} {outcome}" for outcome, number in sorted(tally.items())))
    if note and tally.get("unchanged"):
        click.echo(note)
    if tally.get("written"):
        click.echo("They wait with status: inbox. digest build --drafts shows them; status: published publishes them.")
