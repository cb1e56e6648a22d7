"""content/ -> Library. Every file is read, every mistake is named, nothing is dropped in silence."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from digest import model
from digest.config import SiteConfig
from digest.content import frontmatter, references, schema
from digest.content.frontmatter import Mistake, Node
from digest.errors import DigestError, Problem, did_you_mean
from digest.text import digest, nfc

MAX_BYTES = 4 * 2**20
"""The largest file that is read as a record: some 700,000 words."""

MAX_ID_BYTES = 80

FOLDERS = {
    "articles": "article",
    "entities": "entity",
    "sources": "source",
    "tags": "tag",
    "stories": "story",
    "editions": "edition",
    "events": "event",
    "pages": "page",
}
"""Each folder of content/, and the kind of its files."""

LEDGER = "ledger.jsonl"

DATED_FOLDERS = ("articles", "events")
"""Folders whose file names may begin with a date that is no part of the id."""

_DATE_PREFIX = re.compile(r"^\d{4}(?:-\d{2}(?:-\d{2})?)?-(?=.)")
_LEFTOVER = re.compile(r"^[.#]|[~#]$|\.(?:tmp|swp|bak|orig)$|^4913$")
_IMAGES = {b"\x89PNG\r\n\x1a\n": ".png", b"\xff\xd8\xff": ".jpg", b"GIF8": ".gif"}


class Loaded(msgspec.Struct, frozen=True):
    """What a site's folder holds, and what is wrong with it."""

    config: SiteConfig
    library: model.Library
    problems: tuple[Problem, ...]


def load(site: Path) -> Loaded:
    """Read `site`/site.yaml and `site`/content/. Raises DigestError only when there is no such site."""
    config, problems = load_config(site)
    content = site / "content"
    if not content.is_dir():
        raise DigestError(f"{content} is missing", "a site is a folder with site.yaml and content/")
    shelves: dict[str, dict[str, Any]] = {kind: {} for kind in FOLDERS.values()}
    assets: dict[str, str] = {}
    answers: tuple[model.Answer, ...] = ()
    for path in _walk(content, "content", problems):
        name = path.removeprefix("content/")
        if name == LEDGER:
            continue
        if name == "answers.yaml":
            answers = _load_answers(site, path, problems)
        elif path.endswith(".md"):
            _shelve(site, path, shelves, problems)
        elif found := _image(site / path):
            assets[name] = found
        else:
            problems.append(Problem(path=path, code="not-used", message="this file is neither Markdown nor a raster image",
                                    hint="move it out of content/", severity="warning"))
    library = model.Library(
        articles=shelves["article"], entities=shelves["entity"], sources=shelves["source"], tags=shelves["tag"],
        stories=shelves["story"], editions=shelves["edition"], events=shelves["event"], pages=shelves["page"],
        answers=answers, assets=assets,
    )
    problems += references.check(library)
    return Loaded(config, library, tuple(locate(problems, site)))


def load_config(site: Path) -> tuple[SiteConfig, list[Problem]]:
    """site.yaml, or the defaults with the problems that kept it from being read."""
    path = site / "site.yaml"
    if not path.is_file():
        raise DigestError(f"{path} is missing", "a site is a folder with site.yaml and content/; begin one with: title: My digest")
    text, problems = _text(path, "site.yaml")
    if problems:
        return SiteConfig(), problems
    node, mistakes = frontmatter.parse_yaml(text)
    if mistakes or node is None:
        return SiteConfig(), [_problem("site.yaml", text, m) for m in mistakes]
    config, wrong = schema.convert(node, SiteConfig)
    if config is not None and not _zone_exists(config.time_zone):
        wrong.append(_at(node, "time_zone", "wrong-value", f"“{config.time_zone}” is no time zone", "as in Asia/Manila or UTC"))
    return config or SiteConfig(), [_problem("site.yaml", text, m) for m in wrong]


def _zone_exists(name: str) -> bool:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return bool(ZoneInfo(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


def _at(node: Node, key: str, code: str, message: str, hint: str) -> Mistake:
    assert isinstance(node.value, dict)
    place = node.value[key].node
    return Mistake(code, message, place.line, place.column, hint, key)


# ------------------------------------------------------------------------------------------------------- the folders


def _walk(folder: Path, path: str, problems: list[Problem]) -> Iterator[str]:
    """Paths of the regular files below `folder`, in the order of their names. Links are named and not followed."""
    try:
        entries = sorted(os.scandir(folder), key=lambda e: e.name)
    except OSError as error:
        problems.append(Problem(path=path, code="unreadable", message=f"the folder cannot be read: {error.strerror}"))
        return
    for entry in entries:
        name, inner = entry.name, f"{path}/{entry.name}"
        shown = inner.encode("utf-8", "backslashreplace").decode()
        if _LEFTOVER.search(name):
            continue
        if entry.is_symlink():
            problems.append(Problem(path=shown, code="link", message="links are not followed", hint="put the file itself here", severity="warning"))
        elif shown != inner:
            problems.append(Problem(path=shown, code="bad-file-name", message="the file's name is not UTF-8", hint="rename it"))
        elif entry.is_dir():
            if path == "content" and name not in FOLDERS:
                problems.append(Problem(path=inner, code="unknown-folder", message=f"content/ has no place for “{name}”", hint=did_you_mean(name, FOLDERS)))
            else:
                yield from _walk(folder / name, inner, problems)
        elif stat.S_ISREG(entry.stat().st_mode):
            yield inner
        else:
            problems.append(Problem(path=inner, code="not-used", message="this is no regular file", severity="warning"))


def _image(path: Path) -> str:
    """The digest of a raster image, known by its first bytes; "" for anything else."""
    data = path.read_bytes()
    known = any(data.startswith(magic) for magic in _IMAGES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")
    return digest(data) if known else ""


def _shelve(site: Path, path: str, shelves: dict[str, dict[str, Any]], problems: list[Problem]) -> None:
    place, mistakes = _place(path)
    if not mistakes:
        record, found = read_record(site, path, place)
        problems += found
        if record is None:
            return
        shelf = shelves[place["kind"]]
        if record.id not in shelf:
            shelf[record.id] = record
            return
        mistakes = [Problem(path=path, code="duplicate-id", message=f"the id “{record.id}” is taken by {shelf[record.id].path}",
                            hint="rename one of the two files")]
    problems += mistakes


def _place(path: str) -> tuple[dict[str, str], list[Problem]]:
    """What a file's place says: its kind, its id and, of an entity, its group."""
    _, folder, *rest = path.split("/")
    if not rest:
        return {}, [Problem(path=path, code="unknown-folder", message="a record must stand in a folder that tells its kind",
                            hint=f"one of {', '.join(FOLDERS)}")]
    kind = FOLDERS[folder]
    stem = nfc(rest[-1].removesuffix(".md"))
    place = {"kind": kind, "id": _DATE_PREFIX.sub("", stem) if folder in DATED_FOLDERS else stem}
    if kind == "tag":
        place["id"] = "/".join([*(nfc(part) for part in rest[:-1]), stem])
    if kind == "entity":
        if rest[0] not in model.GROUPS or len(rest) < 2:
            return {}, [Problem(path=path, code="unknown-folder", message="an entity stands in a folder that tells what it is",
                                hint=f"one of {', '.join(model.GROUPS)}")]
        place["group"] = rest[0]
    if len(place["id"].encode()) > MAX_ID_BYTES:
        return {}, [Problem(path=path, code="bad-file-name", message=f"the id has more than {MAX_ID_BYTES} bytes", hint="give the file a shorter name")]
    return place, []


def _load_answers(site: Path, path: str, problems: list[Problem]) -> tuple[model.Answer, ...]:
    text, found = _text(site / path, path)
    node, mistakes = frontmatter.parse_yaml(text)
    answers = None
    if node is not None and not found and not mistakes:
        answers, wrong = schema.convert(node, model.Answers)
        mistakes = tuple(wrong)
    problems += [*found, *(_problem(path, text, m) for m in mistakes)]
    return answers.answers if answers else ()


def load_ledger(site: Path) -> tuple[tuple[model.LedgerEntry, ...], list[Problem]]:
    """content/ledger.jsonl, one entry a line; a site that was never published has none."""
    shown = f"content/{LEDGER}"
    if not (site / shown).exists():
        return (), []
    text, problems = _text(site / shown, shown)
    entries = []
    for number, line in enumerate(text.splitlines(), 1):
        try:
            entries.append(msgspec.json.decode(line, type=model.LedgerEntry))
        except msgspec.MsgspecError as error:
            problems.append(Problem(path=shown, line=number, code="bad-ledger", message=f"this line cannot be read: {error}",
                                    hint="restore the file from your version history"))
    return tuple(entries), problems


# ---------------------------------------------------------------------------------------------------------- one file


def read_record(site: Path, path: str, place: dict[str, str]) -> tuple[Any, list[Problem]]:
    """One file as a record of its kind, or None with its problems."""
    text, problems = _text(site / path, path)
    if problems:
        return None, problems
    document = frontmatter.parse(text)
    if document.meta is None or document.mistakes:
        return None, [_problem(path, text, m) for m in document.mistakes]
    given = {k: v for k, v in place.items() if k != "kind"}
    record, mistakes = schema.convert(document.meta, schema.KINDS[place["kind"]], path=path, body=document.body, **given)
    return record, [_problem(path, text, m) for m in mistakes]


def _text(path: Path, shown: str) -> tuple[str, list[Problem]]:
    """A file's text with line feeds only, or why it is none."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return "", [Problem(path=shown, code="too-large", message=f"the file is larger than {MAX_BYTES // 2**20} MiB", hint="split it")]
        data = path.read_bytes()
    except OSError as error:
        return "", [Problem(path=shown, code="unreadable", message=f"the file cannot be read: {error.strerror}")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        code = "binary-file" if b"\0" in data[:4096] and data[:2] not in (b"\xff\xfe", b"\xfe\xff") else "wrong-encoding"
        return "", [Problem(path=shown, line=line, code=code, message="the file is not UTF-8 text", hint="save it as UTF-8")]
    return text.replace("\r\n", "\n").replace("\r", "\n"), []


def _problem(path: str, text: str, mistake: Mistake) -> Problem:
    lines = text.split("\n", mistake.line)
    excerpt = lines[mistake.line - 1] if mistake.line <= len(lines) else ""
    return Problem(
        path=path, line=mistake.line, column=mistake.column, code=mistake.code, message=mistake.message, hint=mistake.hint,
        severity="warning" if mistake.severity == "warning" else "error", key=mistake.key, length=mistake.length,
        excerpt=excerpt if len(excerpt) <= 160 else excerpt[:159] + "…",
    )


def locate(problems: Iterable[Problem], site: Path) -> list[Problem]:
    """The same problems, those that name a key but no line with the line and column of that key.

    Records do not carry the places of their values: a site of 100,000 files has few problems, and reading such a
    file once more is cheaper than keeping every place.
    """
    return [_located(p, site) if p.key and not p.line else p for p in problems]


def _located(problem: Problem, site: Path) -> Problem:
    text, unread = _text(site / problem.path, problem.path)
    document = frontmatter.parse("" if unread else text)
    if problem.key.startswith("body["):
        before = document.body[: int(problem.key[5:-1])].split("\n")
        place = document.body_line + len(before) - 1, len(before[-1]) + 1, problem.length
    elif document.meta is not None:
        node = _node_at(document.meta, re.findall(r"[^.\[\]]+", problem.key))
        place = node.line, node.column, len(node.value) if isinstance(node.value, str) else 0
    else:
        return problem
    mistake = Mistake(problem.code, problem.message, place[0], place[1], problem.hint, problem.key, place[2], problem.severity)
    return _problem(problem.path, text, mistake)


def _node_at(node: Node, parts: list[str]) -> Node:
    """The value that a key such as events[0].when leads to, or the deepest one on the way there."""
    for part in parts:
        if isinstance(node.value, dict) and part in node.value:
            node = node.value[part].node
        elif isinstance(node.value, list) and part.isdigit() and int(part) < len(node.value):
            node = node.value[int(part)]
    return node
