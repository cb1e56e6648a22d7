"""`digest review` in a terminal: one screen for each open question, one key for each answer."""

from __future__ import annotations

import os
import shutil
import textwrap
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click

from digest.content import journal
from digest.content.edit import Uneditable
from digest.content.journal import Change
from digest.errors import DigestError, Report
from digest.reports import count, printable
from digest.review import Option, Question, Refused
from digest.review.options import form

WIDEST = 100
"""Columns; longer lines are hard to read."""

ACCEPT, REJECT, EDIT, SKIP = ("\r", "\n", "a"), ("r",), ("e",), ("s", " ", "\x1b[C", "\x1bOC")
UNDO, HELP, QUIT = ("u",), ("?", "h"), ("q",)
WRITE = ("\r", "\n", "y")

KEYS = "enter accept · 1-9 choose · r reject · e edit · s skip · u undo · ? · q quit"

HELP_TEXT = (
    ("enter, a", "take answer 1, the likeliest"),
    ("1-9", "take that answer; … means that you are asked for a value"),
    ("r", "turn it down: it is not asked again"),
    ("e", "type a value: a date, an offset, an id"),
    ("s, space, →", "skip it for now: it is asked again next time"),
    ("u", "take back the last answer, also one of an earlier session"),
    ("q", "quit; what was written stays"),
    ("", "Before anything is written, the change to the file is shown: enter or y writes it, any other key does not."),
)


class Walk:
    """The open questions of a site, asked in the order of its files."""

    def __init__(self, site: Path, load: Callable[[], tuple[list[Question], Report]]) -> None:
        self.site = site
        self._load = load
        self._open: list[Question] = []
        self._report = Report(())
        self._skipped: set[str] = set()
        self._answered: list[str] = []
        self._touched: set[str] = set()
        self._first = ""
        self._note = ""

    def run(self) -> Report:
        """Ask until all is answered or skipped, or the curator quits; the site's problems as they stand then."""
        self._read()
        while (question := self._next()) is not None and self._ask(question):
            pass
        if self._touched:
            self._read()
        click.clear()
        answered = count(len(self._answered), "answer")
        _say([*_wrapped(self._note, _width()), f"{answered}; {count(len(self._open), 'open question')}"])
        return self._report

    def _read(self) -> None:
        self._open, self._report = self._load()
        self._touched.clear()

    def _waiting(self) -> list[Question]:
        passed = self._skipped | set(self._answered)
        waiting = [q for q in self._open if q.id not in passed]
        return sorted(waiting, key=lambda q: q.id != self._first)

    def _next(self) -> Question | None:
        """The next question. An answer may settle others: the site is read again before its file is asked about."""
        waiting = self._waiting()
        if self._touched and (not waiting or self._is_touched(waiting[0])):
            _say(["reading the site again …"])
            self._read()
            waiting = self._waiting()
        return waiting[0] if waiting else None

    def _is_touched(self, question: Question) -> bool:
        """Whether an answer changed a file that the question is about, or one in its folder."""
        return any(
            touched == about or touched.startswith(f"{about}/")
            for about in (question.path, *question.others)
            for touched in self._touched
        )

    def _ask(self, question: Question) -> bool:
        """One question until it is left; False to quit."""
        while True:
            click.clear()
            place = len(self._answered) + len(self._skipped) + 1
            _say(screen(question, place, place + len(self._waiting()) - 1, _width(), self._note))
            self._note = ""
            key = _key()
            if key in QUIT:
                return False
            if key in SKIP:
                self._skipped.add(question.id)
                return True
            if key in UNDO and self._undo():
                return True
            if key in HELP:
                click.clear()
                _say(_help())
                _key()
            option = _chosen(question, key)
            if option is not None and self._answer(question, option):
                return True
            if key in (*REJECT, *EDIT) and option is None:
                self._note = "this question takes no such answer"

    def _answer(self, question: Question, option: Option) -> bool:
        """Ask for the value if one is needed, show the change, write it; False when the question stays."""
        typed = "" if option.needs == "nothing" else _typed(option)
        if option.needs != "nothing" and not typed:
            return False
        edits = question.settle(option.key, typed)
        if isinstance(edits, Refused):
            self._note = f"{edits.message}; {edits.hint}" if edits.hint else edits.message
            return False
        changes = journal.planned(self.site, edits)
        if isinstance(changes, Uneditable):
            self._note = f"{changes.message}; by hand: {question.hint}"
            return False
        click.clear()
        _say([*_diff(changes), "", "enter, y write · any other key back"])
        if _key() not in WRITE:
            return False
        return self._write(question, option, changes)

    def _write(self, question: Question, option: Option, changes: Sequence[Change]) -> bool:
        try:
            refused = journal.write(self.site, changes, f"{option.key}: {question.text}")
        except DigestError as error:
            refused = Uneditable(error.message)
        self._touched |= {change.path for change in changes}
        if refused is not None:
            self._note = f"nothing was written: {refused.message}"
            return True  # the site is read again, since the file is not what it was
        self._answered.append(question.id)
        self._note = f"written: {', '.join(change.path for change in changes)} (u takes it back)"
        return True

    def _undo(self) -> bool:
        """Take back the last answer; True when that changed anything."""
        try:
            undone = journal.undo(self.site)
        except DigestError as error:
            undone = Uneditable(error.message)
        if isinstance(undone, Uneditable):
            self._note = undone.message
            return False
        self._note = f"undone: {undone.about}"
        self._first = self._answered.pop() if self._answered else ""
        self._read()
        return True


def _chosen(question: Question, key: str) -> Option | None:
    """The answer that a key stands for; None for a key that stands for none."""
    options = question.options
    if key in ACCEPT:
        return options[0] if options else None
    if key in REJECT:
        return question.rejection
    if key in EDIT:
        return next((o for o in options if o.needs != "nothing"), None)
    if key.isascii() and key.isdigit() and 0 < int(key) <= len(options):
        return options[int(key) - 1]
    return None


# ------------------------------------------------------------------------------------------------------ what is seen


def screen(question: Question, number: int, total: int, width: int, note: str = "") -> list[str]:
    """One question as lines of at most `width` columns, the keys below it."""
    place = f"{number} of {total}"
    lines = [_dim(printable(f"{place} · {question.kind} · {question.path}")[:width]), ""]
    lines += [click.style(line, bold=True) for line in _wrapped(question.title, width)]
    lines += [*_wrapped(question.text, width), *map(_dim, _wrapped(question.why, width))]
    for text in question.context:
        shown = _wrapped(text, width, "  │ ")
        lines += ["", *(_marked(line, question.marked) for line in shown)]
    lines.append("")
    for n, option in enumerate(question.options, 1):
        asks = "" if option.needs == "nothing" else " …"
        hint = "  (r)" if option.rejects else ""
        head = click.style(f"{n:3}", bold=True) if n < 10 else "   "
        wrapped = _wrapped(f"{option.label}{asks}{hint}", width - 5) or [""]
        lines += [f"{head}  {wrapped[0]}", *(f"     {line}" for line in wrapped[1:])]
    return [
        *lines,
        "",
        *map(_dim, _wrapped(KEYS, width)),
        *(click.style(n, fg="yellow") for n in _wrapped(note, width)),
    ]


def _wrapped(text: str, width: int, indent: str = "") -> list[str]:
    """A text as lines without control characters."""
    plain = printable(" ".join(text.split()))
    return textwrap.wrap(plain, max(20, width), initial_indent=indent, subsequent_indent=indent)


def _marked(line: str, words: str) -> str:
    """A line with the words that the question turns on made visible, where they stand in it whole."""
    return line.replace(words, click.style(words, underline=True)) if words else line


def _dim(line: str) -> str:
    return click.style(line, dim=True)


def _diff(changes: Sequence[Change]) -> Iterator[str]:
    colours = {"+": "green", "-": "red", "@": "cyan"}
    for change in changes:
        for line in change.diff():
            yield click.style(printable(line), fg=colours.get(line[:1]))


def _help() -> list[str]:
    width = _width()
    lines: list[str] = []
    for keys, meaning in HELP_TEXT:
        lines += textwrap.wrap(meaning, width - 14, initial_indent=f"{keys:13} ", subsequent_indent=" " * 14)
    return [*lines, "", "any key: back"]


def _say(lines: Sequence[str] | Iterator[str]) -> None:
    """Print lines that are safe already; without colours where the curator wants none."""
    for line in lines:
        click.echo(line, color=False if os.environ.get("NO_COLOR") else None)


def _width() -> int:
    return min(WIDEST, shutil.get_terminal_size().columns - 1)


# ------------------------------------------------------------------------------------------------------- what is typed


def _key() -> str:
    """One key; the end of the input is "q"."""
    try:
        return click.getchar()
    except EOFError:
        return QUIT[0]


def _typed(option: Option) -> str:
    """A line of text; "" to go back."""
    choices = ", ".join(option.known) if option.needs == "choice" else form(option.needs)
    click.echo(printable(f"{option.label} ({choices}; empty: back)"))
    try:
        answer: str = click.prompt("", default="", show_default=False, prompt_suffix="> ")
    except click.Abort:
        return ""
    return answer.strip()
