"""`digest review` and `digest schema`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from digest.cli.common import boundary, json_option, print_json, print_lines, print_problems, source_option
from digest.errors import EXIT_CLEAN, EXIT_PROBLEMS, EXIT_USAGE, DigestError, Report, did_you_mean
from digest.reports import count, printable

if TYPE_CHECKING:
    from digest.review import Question

HELP = """\
Answer what only the curator can decide: undated articles, times without a zone, events without a date, names that two
entities share, articles that seem to be copies, events that a text tells, records that seem to be one, names that no
record has, and what waits in the inbox.

In a terminal the open questions come one screen each; a key answers, and the change to the file is shown before it is
written. Every answer is a small edit in content/ that leaves comments and the order of keys alone. What was answered is
not asked again; --undo takes the last answer back, as long as its file still is as the answer left it.

Where the output is no terminal, or with --list, the questions are listed; with --json also the answers that each
takes. --answer ID KEY [VALUE] gives one of them, as a script would.

\b
Examples:
  digest review
  digest review --list --json
  digest review --answer 5c0f3e11aa date 2017-08-08
  digest review --undo
"""


@click.command(help=HELP, context_settings={"ignore_unknown_options": True})
@source_option
@click.option("--list", "as_list", is_flag=True, help="List what is open; ask nothing.")
@click.option(
    "--answer", nargs=2, metavar="ID KEY", help="Answer the question ID with KEY and, if it needs one, VALUE."
)
@click.option("--undo", is_flag=True, help="Take back the last answer.")
@click.option("--dry-run", is_flag=True, help="With --answer: show the change; write nothing.")
@json_option
@click.argument("value", required=False, default="")
@boundary
def review(
    source: Path,
    as_list: bool,
    answer: tuple[str, str] | None,
    undo: bool,
    dry_run: bool,
    as_json: bool,
    value: str,
) -> int:
    """Ask, list, answer or undo; `HELP` says how."""
    if value and (answer is None or value.startswith("--")):
        raise DigestError(f"“{value}” is no option of digest review", "see digest review --help", EXIT_USAGE)
    if (answer is not None) + undo + as_list > 1:
        raise DigestError("--list, --answer and --undo exclude each other", "choose one", EXIT_USAGE)
    if dry_run and answer is None:
        raise DigestError("--dry-run goes with --answer", "add --answer ID KEY", EXIT_USAGE)
    if undo:
        return _undo(source, as_json)
    if answer is not None:
        return _answer(source, answer[0], answer[1], value, dry_run, as_json)
    if as_list or as_json or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return _list(source, as_json)
    from digest.cli.walking import Walk

    report = Walk(source, lambda: open_questions(source)).run()
    print_problems(report)
    return EXIT_PROBLEMS if report.errors else EXIT_CLEAN


def open_questions(source: Path) -> tuple[list[Question], Report]:
    """What is open in a site, and what is wrong with it."""
    from digest.cli.recognising import recogniser
    from digest.content.load import load, load_ledger, locate
    from digest.link import connect
    from digest.review import questions

    loaded = load(source)
    ledger, _ = load_ledger(source)
    recognise, missing = recogniser(loaded.config.ner, source)
    site, _, ambiguous = connect(loaded.library, loaded.config, drafts=True)
    report = Report([*loaded.problems, *locate(missing, source)])
    return questions(site, ambiguous, loaded.config, ledger, recognise), report


def _list(source: Path, as_json: bool) -> int:
    found, report = open_questions(source)
    if as_json:
        print_json({"questions": [q.told() for q in found], "problems": report.problems})
    else:
        print_problems(report)
        for q in found:
            print_lines([f"{q.path}: {q.kind}: {q.text}", f"    {q.hint}"])
            keys = ", ".join(o.key if o.needs == "nothing" else f"{o.key} {o.needs.upper()}" for o in q.options)
            print_lines([f"    --answer {q.id} KEY: {keys}"])
        click.echo(f"{count(len(found), 'open question')}")
    return EXIT_PROBLEMS if report.errors else EXIT_CLEAN


def _answer(source: Path, ident: str, key: str, value: str, dry_run: bool, as_json: bool) -> int:
    from digest.content import journal
    from digest.content.edit import Uneditable
    from digest.review import Refused

    found, _ = open_questions(source)
    question = next((q for q in found if q.id == ident), None)
    if question is None:
        hint = did_you_mean(ident[:80], [q.id for q in found]) or "digest review --list names what is open"
        raise DigestError(f"no open question has the id “{ident[:80]}”", hint, EXIT_USAGE)
    edits = question.settle(key, value)
    if isinstance(edits, Refused):
        raise DigestError(edits.message, edits.hint, EXIT_USAGE)
    changes = journal.planned(source, edits)
    if isinstance(changes, Uneditable):
        raise DigestError(changes.message, question.hint)
    if not dry_run and (refused := journal.write(source, changes, f"{key}: {question.text}")):
        raise DigestError(refused.message, "nothing was written; answer again")
    if as_json:
        told = journal.as_json(changes)
        print_json({"question": ident, "answer": key, "written": not dry_run, "changes": told})
    else:
        print_lines(line for change in changes for line in change.diff())
        done = "would change" if dry_run else "changed"
        print_lines(f"{done} {change.path}" for change in changes)
    return EXIT_CLEAN


def _undo(source: Path, as_json: bool) -> int:
    from digest.content import journal
    from digest.content.edit import Uneditable

    undone = journal.undo(source)
    if isinstance(undone, Uneditable):
        raise DigestError(undone.message, "the files stay as they are")
    if as_json:
        print_json({"undone": undone.about, "changes": journal.as_json(undone.changes)})
    else:
        print_lines(line for change in undone.changes for line in change.diff())
        click.echo(printable(f"undone: {undone.about}"))
    return EXIT_CLEAN


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
