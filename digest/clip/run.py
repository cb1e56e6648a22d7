"""Many inputs -> what became of each clipping in them: read here, drafted by workers, settled here in their order.

Drafting is pure, so it may happen anywhere; only this process reads inputs and writes files. Results come in the
order of the inputs and are the same for any number of workers and on a cluster.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from digest.clip import Draft, Options, drafts
from digest.clip.containers.piece import MAX_CONTAINER
from digest.clip.gather import Input
from digest.clip.write import How, Imported, Known, Outcome, Shelf, settle
from digest.dates import When, parse
from digest.errors import Problem
from digest.model import Source
from digest.work import in_order

if TYPE_CHECKING:
    from digest.clip.fetch import Fetched

BATCH_FILES = 32
BATCH_BYTES = 2_000_000
"""How much one task holds at most: enough to be worth a trip to another process, little enough to share out evenly."""

Fetch = Callable[[str], "Fetched | Problem"]
"""An address -> what stands there, or why it was not fetched."""


class Read(msgspec.Struct, frozen=True):
    """An input that was read."""

    name: str
    data: bytes = b""
    url: str = ""
    """Where it was fetched."""
    captured: When | None = None
    """When it was fetched."""
    problem: Problem | None = None
    shown: str = ""
    """What reports call it; "" for the name."""
    known: str = ""
    """The article file that was made of these bytes: then there is nothing to draft."""


Task = tuple[Read, ...]


def import_all(
    inputs: Iterable[Input],
    shelf: Shelf,
    sources: Mapping[str, Source],
    options: Options,
    how: How,
    pool: tuple[Executor, int],
    fetch: Fetch | None = None,
) -> Iterator[tuple[str, Imported]]:
    """(name of the input, what became of a clipping in it), in the order of the inputs.

    `pool` is an executor and how many tasks it takes ahead (`work.workers`). A broken input is refused with a
    problem and never stops the rest. DigestError when a file cannot be written.
    """
    executor, ahead = pool
    tasks = batches(_read_all(inputs, shelf, how, fetch))
    for task, found in in_order(executor, partial(_draft_all, sources=sources, options=options), tasks, ahead):
        for read, pieces in zip(task, found, strict=True):
            if read.known:
                yield read.name, Imported(name=read.shown or read.name, outcome="unchanged", path=read.known)
            for piece in pieces:
                yield read.name, _settle(_shown(piece, read), shelf, how)


def _read_all(inputs: Iterable[Input], shelf: Shelf, how: How, fetch: Fetch | None) -> Iterator[Read]:
    for each in inputs:
        read = msgspec.structs.replace(read_input(each, fetch), shown=each.shown)
        file = (
            None
            if how.update or how.show
            else shelf.made_of(Known(hashlib.sha256(read.data).hexdigest(), original=read.name))
        )
        yield Read(read.name, shown=read.shown, known=shelf.shown(file)) if file else read


def batches(reads: Iterable[Read]) -> Iterator[Task]:
    """Inputs put together to tasks of at most `BATCH_FILES` inputs and about `BATCH_BYTES` bytes."""
    batch: list[Read] = []
    size = 0
    for read in reads:
        batch.append(read)
        size += len(read.data)
        if len(batch) >= BATCH_FILES or size >= BATCH_BYTES:
            yield tuple(batch)
            batch, size = [], 0
    if batch:
        yield tuple(batch)


def _draft_all(task: Task, sources: Mapping[str, Source], options: Options) -> list[list[Draft | Problem]]:
    return [_draft(read, sources, options) for read in task]


def _draft(read: Read, sources: Mapping[str, Source], options: Options) -> list[Draft | Problem]:
    """The clippings in an input; none in one that is known."""
    if read.problem or read.known:
        return [read.problem] if read.problem else []
    found: list[Draft | Problem] = []
    if read.url:
        options = msgspec.structs.replace(options, url=read.url, captured=read.captured)
    try:
        found.extend(drafts(read.name, read.data, sources, options))
    except RecursionError:
        message = "the file is nested deeper than can be followed"
        found.append(Problem(path=read.name, code="too-deep", message=message, hint="save its text as plain text"))
    return found


def _shown(piece: Draft | Problem, read: Read) -> Draft | Problem:
    """A piece of an input under the name by which reports call it; the record in it stays."""
    label = piece.path if isinstance(piece, Problem) else piece.name
    if read.shown and label.startswith(read.name):
        label = read.shown + label.removeprefix(read.name)
    if isinstance(piece, Problem):
        return msgspec.structs.replace(piece, path=label)
    warnings = tuple(msgspec.structs.replace(each, path=label) for each in piece.warnings)
    return msgspec.structs.replace(piece, name=label, warnings=warnings)


def _settle(piece: Draft | Problem, shelf: Shelf, how: How) -> Imported:
    if isinstance(piece, Problem):
        outcome: Outcome = "refused" if piece.severity == "error" else "noted"
        return Imported(name=piece.path, outcome=outcome, problems=(piece,))
    return settle(piece, shelf, how)


# ----------------------------------------------------------------------------------------------------------- reading


def read_input(given: Input, fetch: Fetch | None = None) -> Read:
    """An input's bytes, at most one more than are allowed; a problem when it cannot be read."""
    if given.url:
        return _fetched(given.url, fetch)
    try:
        if given.path is None:
            return Read(given.name, sys.stdin.buffer.read(MAX_CONTAINER + 1))
        if not given.path.is_file():
            message = "this is no file" if given.path.exists() else "there is no such file"
            return _unreadable(given.name, message, "give the path of a saved page or text file")
        with given.path.open("rb") as file:
            return Read(given.name, file.read(MAX_CONTAINER + 1))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return _unreadable(given.name, f"the file cannot be read: {reason}", "check its permissions")


def _fetched(url: str, fetch: Fetch | None) -> Read:
    if fetch is None:
        return _unreadable(url, "this is an address, and nothing is fetched without being asked", "add --fetch")
    found = fetch(url)
    if isinstance(found, Problem):
        return Read(url, problem=found)
    captured = parse(found.captured.strftime("%Y-%m-%dT%H:%MZ"))
    return Read(found.url, found.data, url=found.url, captured=captured)


def _unreadable(name: str, message: str, hint: str) -> Read:
    return Read(name, problem=Problem(path=name, code="unreadable", message=message, hint=hint))
