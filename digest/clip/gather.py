"""What the command line names -> the clippings to read: files, folders, patterns, standard input, addresses."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from digest.errors import Problem

STDIN = "-"
_ADDRESS = re.compile(r"https?://", re.I)
_PATTERN = re.compile(r"[*?\[]")
_PAGE = (".html", ".htm", ".xhtml")
# The folders that browsers put beside a saved page, by the languages of browsers: "page_files", "page-Dateien".
_RESOURCES = re.compile(r"(?P<stem>.+)[_.-](?:files|file|dateien|fichiers|archivos|bestanden|arquivos|pliki)", re.I)
_ASSET = re.compile(
    r"\.(?:css|m?js|map|png|jpe?g|gif|webp|avif|svg|ico|bmp|tiff?|woff2?|ttf|otf|eot|mp[34]|web[mp]|og[gv]|wav)$", re.I
)


class Input(msgspec.Struct, frozen=True):
    """One thing to read."""

    name: str
    """What reports and the article's record call it: the file's name, or its path below the folder that was named."""
    path: Path | None = None
    """The file; None for standard input and addresses."""
    url: str = ""
    """The address to fetch."""


class Gathered(msgspec.Struct, frozen=True):
    """Everything the command line named, in its order."""

    inputs: tuple[Input, ...]
    problems: tuple[Problem, ...] = ()
    passed_over: int = 0
    """Pictures, styles, scripts, fonts and links that lay in folders."""


def gather(given: Sequence[str]) -> Gathered:
    """The inputs that `given` names; a folder means every file below it, a pattern every file that matches.

    In folders, hidden files, symbolic links, and what browsers save beside a page are passed over: a folder may come
    from somebody else, and a link in it may lead anywhere.
    """
    inputs: list[Input] = []
    problems: list[Problem] = []
    passed = 0
    for name in given:
        path = Path(name)
        if name == STDIN:
            inputs.append(Input("stdin"))
        elif _ADDRESS.match(name):
            inputs.append(Input(name, url=name))
        elif path.is_dir():
            below, over = _below(path)
            inputs += below
            passed += over
            if not below:
                problems.append(_nothing(name, "the folder holds no clippings"))
        elif _PATTERN.search(name) and not path.exists():
            # Path.glob: “**” does not follow links to folders.
            found = sorted(
                each for each in Path(path.anchor).glob(str(path.relative_to(path.anchor))) if each.is_file()
            )
            inputs += [Input(each.name, each) for each in found]
            if not found:
                problems.append(_nothing(name, "no file matches the pattern"))
        else:
            inputs.append(Input(path.name, path))
    return Gathered(tuple(inputs), tuple(problems), passed)


def _nothing(name: str, message: str) -> Problem:
    return Problem(path=name, code="unreadable", message=message, hint="give the path of a saved page or text file")


def _below(folder: Path) -> tuple[list[Input], int]:
    found: list[Input] = []
    passed = 0
    for file in _files(folder):
        if _ASSET.search(file.name) or file.is_symlink() or not file.is_file():
            passed += 1
        else:
            found.append(Input(file.relative_to(folder).as_posix(), file))
    return found, passed


def _files(folder: Path) -> Iterator[Path]:
    """The files below a folder in the order of their names, without hidden ones and saved pages' own folders."""
    for root, folders, files in os.walk(folder):
        pages = {Path(name).stem for name in files if name.lower().endswith(_PAGE)}
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not _of_page(name, pages))
        yield from (Path(root, name) for name in sorted(files) if not name.startswith("."))


def _of_page(folder: str, pages: set[str]) -> bool:
    match = _RESOURCES.fullmatch(folder)
    return match is not None and match["stem"] in pages
