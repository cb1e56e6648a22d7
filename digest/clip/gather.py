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
_OTHER_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.I)
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
    """What the article's record calls it: the file's name, or its path below the folder that was named."""
    path: Path | None = None
    """The file; None for standard input and addresses."""
    url: str = ""
    """The address to fetch."""
    shown: str = ""
    """What reports call it: its path as it was given; "" for the name."""


class Gathered(msgspec.Struct, frozen=True):
    """Everything the command line named, in its order."""

    inputs: tuple[Input, ...]
    problems: tuple[Problem, ...] = ()
    passed_over: int = 0
    """Pictures, styles, scripts, fonts and links that lay in folders, and whatever else a pattern met of that kind."""


def gather(given: Sequence[str]) -> Gathered:
    """The inputs that `given` names; a folder means every file below it, a pattern every file that matches.

    In folders, and by patterns, hidden files, symbolic links, and what browsers save beside a page are passed over: a
    folder may come from somebody else, and a link in it may lead anywhere.
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
        elif _OTHER_ADDRESS.match(name):
            hint = "save the page in a browser and import the file"
            message = "only http and https addresses can be fetched"
            problems.append(Problem(path=name, code="address-refused", message=message, hint=hint))
        elif _PATTERN.search(name) and not path.exists():
            found, over = _matching(path)
            inputs += found
            passed += over
            if not found:
                problems.append(_nothing(name, "no clipping matches the pattern"))
        else:
            inputs.append(Input(path.name, path, shown=name))
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
            found.append(Input(file.relative_to(folder).as_posix(), file, shown=str(file)))
    return found, passed


def _matching(pattern: Path) -> tuple[list[Input], int]:
    """The files that match, without those that a folder's walk passes over below the pattern's first wildcard."""
    named = next(n for n, part in enumerate(pattern.parts) if _PATTERN.search(part))
    start = Path(*pattern.parts[:named])
    found: list[Input] = []
    passed = 0
    # Path.glob: “**” does not follow links to folders.
    for file in sorted(start.glob(str(Path(*pattern.parts[named:])))):
        if not file.is_file():
            continue
        below = file.relative_to(start).parts
        if (
            _ASSET.search(file.name)
            or file.is_symlink()
            or any(p.startswith(".") for p in below)
            or _saved(file, start)
        ):
            passed += 1
        else:
            found.append(Input(file.name, file, shown=str(file)))
    return found, passed


def _saved(file: Path, start: Path) -> bool:
    """Whether a file below `start` lies in a folder that a browser saved beside a page."""
    folders = [each for each in file.parents if each.is_relative_to(start) and each != start]
    return any(
        _RESOURCES.fullmatch(each.name) and _of_page(each.name, _pages(os.listdir(each.parent))) for each in folders
    )


def _files(folder: Path) -> Iterator[Path]:
    """The files below a folder in the order of their names, without hidden ones and saved pages' own folders."""
    for root, folders, files in os.walk(folder):
        pages = _pages(files)
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not _of_page(name, pages))
        yield from (Path(root, name) for name in sorted(files) if not name.startswith("."))


def _pages(files: Sequence[str]) -> set[str]:
    return {Path(name).stem for name in files if name.lower().endswith(_PAGE)}


def _of_page(folder: str, pages: set[str]) -> bool:
    match = _RESOURCES.fullmatch(folder)
    return match is not None and match["stem"] in pages
