"""content/ -> Library. Every file is read, every mistake is named, nothing is dropped in silence."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias, TypeVar

import msgspec

from digest import model
from digest.config import SiteConfig
from digest.content import frontmatter, quick, references, schema
from digest.content.frontmatter import Mistake
from digest.content.places import MAX_BYTES, locate, problems_in, read_bytes, read_text, text_in
from digest.content.tree import FOLDERS, asset, walk
from digest.errors import DigestError, Problem
from digest.text import nfc, one_line

__all__ = [
    "FOLDERS",
    "LEDGER",
    "MAX_BYTES",
    "File",
    "Loaded",
    "Read",
    "load",
    "load_config",
    "load_ledger",
    "locate",
    "read_record",
    "record_in",
]

S = TypeVar("S", bound=msgspec.Struct)

MAX_ID_BYTES = 80

LEDGER = "ledger.jsonl"

DATED_FOLDERS = ("articles", "events")
"""Folders whose file names may begin with a date that is no part of the id."""

_MONTH, _DAY = r"(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12][0-9]|3[01])"
# Nothing is given back, so that a name which is nothing but a date is no prefix of itself.
_DATE_PREFIX = re.compile(rf"[0-9]{{4}}(?:-{_MONTH}(?:-{_DAY})?+(?![0-9]))?+-(?=.)")


class Loaded(msgspec.Struct, frozen=True):
    """What a site's folder holds, and what is wrong with it."""

    config: SiteConfig
    library: model.Library
    problems: tuple[Problem, ...]


class File(NamedTuple):
    """A file that holds a record, and what its place says: the kind, the id and, of an entity, the group."""

    path: str
    kind: str
    place: dict[str, str]


Read: TypeAlias = Callable[[Path, Sequence[File]], Iterable[tuple[Any, Sequence[Problem]]]]
"""Files of a site -> the record of each, or None, with its problems; in the order of the files."""


def read_here(site: Path, files: Sequence[File]) -> Iterator[tuple[Any, Sequence[Problem]]]:
    """The records of some files, read one after the other."""
    return (read_record(site, file) for file in files)


def load(site: Path, read: Read = read_here) -> Loaded:
    """Read `site`/site.yaml and `site`/content/. Raises DigestError only when there is no such site.

    `read` may know better how to read many files: in several processes, or from what it remembers.
    """
    config, problems = load_config(site)
    if not os.path.isdir(site / "content"):
        raise DigestError(f"{site / 'content'} is missing", "a site is a folder with site.yaml and content/")
    files: list[File] = []
    assets: dict[str, str] = {}
    answers: tuple[model.Answer, ...] = ()
    for path in walk(site, problems):
        name = path.removeprefix("content/")
        if name == LEDGER:
            continue
        if name == "answers.yaml":
            answers = _load_answers(site, path, problems)
        elif path.endswith(".md"):
            files += _placed(path, problems)
        else:
            assets |= asset(site, path, problems)
    shelves, broken = _shelved(files, read(site, files), problems)
    library = model.Library(
        articles=shelves["article"],
        entities=shelves["entity"],
        sources=shelves["source"],
        tags=shelves["tag"],
        stories=shelves["story"],
        editions=shelves["edition"],
        events=shelves["event"],
        timelines=shelves["timeline"],
        pages=shelves["page"],
        answers=answers,
        assets=assets,
    )
    problems += references.check(_in_order(library), broken)
    return Loaded(config, _in_order(library), tuple(locate(problems, site)))


def load_sources(site: Path) -> tuple[SiteConfig, dict[str, model.Source], tuple[Problem, ...]]:
    """What an import relies on: site.yaml and content/sources/, with what is wrong in these."""
    config, problems = load_config(site)
    files: list[File] = []
    if os.path.isdir(site / "content" / "sources"):
        for path in walk(site, problems, "content/sources/"):
            if path.endswith(".md"):
                files += _placed(path, problems)
    shelves, _ = _shelved(files, read_here(site, files), problems)
    return config, dict(sorted(shelves["source"].items())), tuple(locate(problems, site))


def _in_order(library: model.Library) -> model.Library:
    """The same library with every shelf in the order of its ids, wherever the files stand."""
    shelves = {name: dict(sorted(getattr(library, name).items())) for name in _SHELVES}
    return msgspec.structs.replace(library, **shelves)


_SHELVES = [f.name for f in msgspec.structs.fields(model.Library) if f.name != "answers"]


def load_config(site: Path) -> tuple[SiteConfig, list[Problem]]:
    """site.yaml, or the defaults with the problems that kept it from being read."""
    path = site / "site.yaml"
    if not os.path.isfile(path):
        hint = "a site is a folder with site.yaml and content/; begin one with: title: My digest"
        raise DigestError(f"{path} is missing", hint)
    text, problems = read_text(path, "site.yaml")
    if problems:
        return SiteConfig(), problems
    config, mistakes = _converted(text, SiteConfig)
    if config is not None and not references.zone_exists(config.time_zone):
        message = f"“{config.time_zone}” is no time zone"
        problems.append(
            Problem(
                path="site.yaml", key="time_zone", code="wrong-value", message=message, hint="as in Asia/Manila or UTC"
            )
        )
    return config or SiteConfig(), [*problems_in("site.yaml", text, mistakes), *locate(problems, site)]


def _converted(text: str, kind: type[S]) -> tuple[S | None, list[Mistake]]:
    """The value that a file of nothing but YAML holds, or None with all of its mistakes."""
    node, mistakes = frontmatter.parse_yaml(text)
    value, wrong = schema.convert(node, kind) if node is not None else (None, [])
    return (None if mistakes else value), [*mistakes, *wrong]


# ------------------------------------------------------------------------------------------------------- the folders


def _shelved(
    files: Sequence[File], found: Iterable[tuple[Any, Sequence[Problem]]], problems: list[Problem]
) -> tuple[dict[str, dict[str, Any]], dict[str, set[str]]]:
    """By kind: the records by id, and the ids of the files that have mistakes."""
    shelves: dict[str, dict[str, Any]] = {kind: {} for kind in FOLDERS.values()}
    broken: dict[str, set[str]] = {kind: set() for kind in FOLDERS.values()}
    for file, (record, mistakes) in zip(files, found, strict=True):
        problems += mistakes
        shelf, ident = shelves[file.kind], file.place["id"]
        if ident in shelf:
            message = f"the id “{ident}” is taken by {shelf[ident].path}"
            hint = "rename one of the two files"
            problems.append(Problem(path=file.path, code="duplicate-id", message=message, hint=hint))
        elif record is None:
            broken[file.kind].add(ident)
        else:
            shelf[ident] = record
    return shelves, broken


def _placed(path: str, problems: list[Problem]) -> list[File]:
    """The file at a path, with what the path says; nothing, and a problem, where it says nothing."""
    place, wrong = _place(path)
    if wrong is not None:
        problems.append(wrong)
        return []
    return [File(path, place.pop("kind"), place)]


def _place(path: str) -> tuple[dict[str, str], Problem | None]:
    """What a file's place says: its kind, its id and, of an entity, its group; or why it says nothing."""
    _, folder, *rest = path.split("/")
    if not rest:
        message, hint = "a record must stand in a folder that tells its kind", f"one of {', '.join(FOLDERS)}"
        return {}, Problem(path=path, code="unknown-folder", message=message, hint=hint)
    kind = FOLDERS[folder]
    stem = nfc(rest[-1].removesuffix(".md"))
    place = {"kind": kind, "id": _without_date(stem) if folder in DATED_FOLDERS else stem}
    if kind == "tag":
        place["id"] = "/".join([*(nfc(part) for part in rest[:-1]), stem])
    if kind == "entity":
        if rest[0] not in model.GROUPS or len(rest) < 2:
            message, hint = "an entity stands in a folder that tells what it is", f"one of {', '.join(model.GROUPS)}"
            return {}, Problem(path=path, code="unknown-folder", message=message, hint=hint)
        place["group"] = rest[0]
    if len(place["id"].encode()) > MAX_ID_BYTES:
        message, hint = f"the id has more than {MAX_ID_BYTES} bytes", "give the file a shorter name"
        return {}, Problem(path=path, code="bad-file-name", message=message, hint=hint)
    return place, None


def _without_date(stem: str) -> str:
    prefix = _DATE_PREFIX.match(stem)
    return stem[prefix.end() :] if prefix else stem


def _load_answers(site: Path, path: str, problems: list[Problem]) -> tuple[model.Answer, ...]:
    text, found = read_text(site / path, path)
    answers, mistakes = (None, []) if found else _converted(text, model.Answers)
    problems += [*found, *problems_in(path, text, mistakes)]
    return answers.answers if answers else ()


def load_ledger(site: Path) -> tuple[tuple[model.LedgerEntry, ...], list[Problem]]:
    """content/ledger.jsonl, one entry a line; a site that was never published has none."""
    shown = f"content/{LEDGER}"
    if not os.path.lexists(site / shown):
        return (), []
    text, problems = read_text(site / shown, shown)
    entries = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            entries.append(msgspec.json.decode(line, type=model.LedgerEntry))
        except (msgspec.MsgspecError, RecursionError, UnicodeError) as error:
            message = f"this line cannot be read: {one_line(str(error))}"
            hint = "restore the file from your version history"
            problems.append(Problem(path=shown, line=number, code="bad-ledger", message=message, hint=hint))
    return tuple(entries), problems


# ---------------------------------------------------------------------------------------------------------- one file


def read_record(site: Path, file: File) -> tuple[Any, list[Problem]]:
    """A file as a record of its kind, or None with its problems."""
    data, problems = read_bytes(f"{site}/{file.path}", file.path)
    return (None, problems) if problems else record_in(data, file)


def record_in(data: bytes, file: File) -> tuple[Any, list[Problem]]:
    """The record in a file's bytes, or None with its problems. Pure: it depends on the bytes and the path alone."""
    text, problems = text_in(data, file.path)
    if problems:
        return None, problems
    kind, path, place = schema.KINDS[file.kind], file.path, file.place
    record: msgspec.Struct | None = quick.record(text, kind, path=path, **place)
    if record is not None:
        return record, []
    document = frontmatter.parse(text)
    if document.meta is None:
        return None, problems_in(path, text, document.mistakes)
    record, mistakes = schema.convert(document.meta, kind, path=path, body=document.body, **place)
    return (None if document.mistakes else record), problems_in(path, text, [*document.mistakes, *mistakes])
