"""What stands in content/: which files are read, which pictures are published, and why the rest is neither."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from digest.errors import Problem, did_you_mean
from digest.text import forbidden

FOLDERS = {
    "articles": "article",
    "entities": "entity",
    "sources": "source",
    "tags": "tag",
    "stories": "story",
    "editions": "edition",
    "events": "event",
    "timelines": "timeline",
    "pages": "page",
}
"""Each folder of content/, and the kind of its files."""

MAX_FOLDERS = 40
"""How deep folders may stand in each other."""

IMAGES = {
    b"\x89PNG\r\n\x1a\n": (".png",),
    b"\xff\xd8\xff": (".jpg", ".jpeg"),
    b"GIF8": (".gif",),
    b"RIFF": (".webp",),
}
"""The first bytes of the raster images that are published, and the endings their names may have.

Both must agree: a server goes by the name, and a picture that is called page.html would be read as a page.
"""

_LEFTOVER = re.compile(r"[.#].*|.*[~#]|.*\.(?:tmp|swp|bak|orig)|4913", re.DOTALL)
# Line ends, and what makes a name read in another order than it stands.
_UNSEEN = re.compile("[\t\n\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def leftover(name: str) -> bool:
    """Whether a file or folder of this name is hidden, or something that an editor leaves behind: it is passed over."""
    return _LEFTOVER.fullmatch(name) is not None


def walk(site: Path, problems: list[Problem], start: str = "content/") -> Iterator[str]:
    """Paths of the regular files below `start`, each folder in the order of its names. Links are not followed."""
    waiting = [start]
    while waiting:
        path = waiting.pop()
        if path.endswith("/"):
            waiting += reversed(_listed(site, path.rstrip("/"), problems))
        else:
            yield path


def _listed(site: Path, folder: str, problems: list[Problem]) -> list[str]:
    """What a folder holds: paths of regular files, and of folders with a slash behind; the rest becomes problems."""
    try:
        with os.scandir(site / folder) as found:
            entries = sorted(found, key=lambda e: e.name)
    except OSError as error:
        problems.append(unreadable(folder, f"the folder cannot be read: {error.strerror}"))
        return []
    kept: list[str] = []
    for entry in entries:
        path = f"{folder}/{entry.name}"
        if leftover(entry.name):
            continue
        problem = _no_place(entry, path)
        if problem is None:
            kept.append(path + "/" if entry.is_dir(follow_symlinks=False) else path)
        else:
            problems.append(problem)
    return kept


def _no_place(entry: os.DirEntry[str], path: str) -> Problem | None:
    """Why content/ cannot hold this file or folder; None when it can."""
    shown = path.encode("utf-8", "backslashreplace").decode()
    if shown != path or forbidden(path) or _UNSEEN.search(path):
        safe = shown if shown != path else path.encode("unicode_escape").decode()
        message = (
            "the file's name is not UTF-8" if shown != path else "the file's name holds a character nobody can see"
        )
        return Problem(path=safe, code="bad-file-name", message=message, hint="rename it")
    try:
        mode = entry.stat(follow_symlinks=False).st_mode
    except OSError as error:
        return unreadable(path, f"the file cannot be read: {error.strerror}")
    if stat.S_ISLNK(mode):
        hint = "put the file itself here"
        return Problem(path=path, code="link", message="links are not followed", hint=hint, severity="warning")
    if stat.S_ISDIR(mode):
        if path.count("/") == 1 and entry.name not in FOLDERS:
            message = f"content/ has no place for “{entry.name}”"
            return Problem(path=path, code="unknown-folder", message=message, hint=did_you_mean(entry.name, FOLDERS))
        if path.count("/") > MAX_FOLDERS:
            return Problem(
                path=path, code="too-deep", message=f"folders stand more than {MAX_FOLDERS} deep in each other"
            )
    elif not stat.S_ISREG(mode):
        return Problem(path=path, code="not-used", message="this is no regular file", severity="warning")
    return None


def unreadable(path: str, message: str) -> Problem:
    """A file or folder that the system does not let us read."""
    return Problem(path=path, code="unreadable", message=message, hint="see to it that you may read it")


def asset(site: Path, path: str, problems: list[Problem]) -> dict[str, str]:
    """A raster image by its path below content/, with the digest of its bytes; nothing for any other file."""
    ending = os.path.splitext(path)[1].lower()
    try:
        with (site / path).open("rb") as file:
            endings = _image_endings(file.read(16))
            if ending in endings:
                return {path.removeprefix("content/"): _digest_of(file)}
    except OSError as error:
        problems.append(unreadable(path, f"the file cannot be read: {error.strerror}"))
        return {}
    message, hint = "this file is neither Markdown nor a raster image", "move it out of content/"
    if endings:
        message, hint = "this is an image under another kind of name", f"let its name end in {endings[0]}"
    elif ending == ".md":
        hint = "let its name end in .md"
    problems.append(Problem(path=path, code="not-used", message=message, hint=hint, severity="warning"))
    return {}


def _image_endings(start: bytes) -> tuple[str, ...]:
    """The endings that fit a file with these first 16 bytes; none when it is no raster image."""
    if start.startswith(b"RIFF") and start[8:12] != b"WEBP":
        return ()
    return next((endings for magic, endings in IMAGES.items() if start.startswith(magic)), ())


def _digest_of(file: BinaryIO) -> str:
    """What `text.digest` gives for the whole of a file, however large it is."""
    file.seek(0)
    state = hashlib.blake2b(digest_size=16)
    while chunk := file.read(2**20):
        state.update(chunk)
    return state.hexdigest()
