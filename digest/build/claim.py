"""Whose folder is it: an output is replaced whole, so it must be missing, empty, or what a build of this site left.

marker         the file that says so, part of every published tree
check_output   refuses everything else, before anything is written
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from digest.build import manifest as manifests
from digest.build.manifest import Manifest, digest_bytes
from digest.build.output import PRIVATE, absolute, environment, existing, is_file
from digest.errors import DigestError
from digest.text import one_line

MARKER = ".digest-output"
MARKER_TEXT = b"This folder is written by digest. Whatever else is put here is removed by the next build.\n"


_MARKER = re.compile(re.escape(MARKER_TEXT) + rb"(?:Site: [^\n]*\n)?")


def marker(title: str = "") -> bytes:
    """What the marker of a site's output says: the same in every build of one site, another for another site."""
    return MARKER_TEXT + (f"Site: {one_line(title)}\n".encode() if title else b"")


def check_output(output: Path, source: Path, manifest: Manifest, mark: bytes = MARKER_TEXT) -> None:
    """DigestError, with what to do, unless the folder may be replaced whole: it is missing, empty or ours.

    Ours is a folder with our marker `mark`, or with the one that the manifest says we left there (the site may have
    another title now), or one that lost it while most of its files are as the manifest recorded them.
    """
    output = absolute(output)
    elsewhere = "name another folder with --output"
    with environment(f"use {output} as the output"):
        if output.is_symlink():
            raise DigestError(f"the output {output} is a symbolic link", f"remove the link, or {elsewhere}")
        if output.exists() and not output.is_dir():
            raise DigestError(f"the output {output} is a file", elsewhere)
        _check_place(output, source, elsewhere)
        if os.path.lexists(output / ".git"):
            raise DigestError(f"the output {output} is a git repository", f"digest replaces it whole: {elsewhere}")
        if output.exists() and os.listdir(output) and not _is_ours(output, manifest, mark):
            hint = f"empty it if nothing in it is needed, or {elsewhere}"
            raise DigestError(f"the output {output} holds files that a build of this site did not write", hint)
        for folder in (existing(output), existing(output.parent)):
            if not os.access(folder, os.W_OK | os.X_OK):
                raise DigestError(f"cannot write to {folder}: permission denied", f"make it writable, or {elsewhere}")


def _check_place(output: Path, source: Path, elsewhere: str) -> None:
    """Nothing of the site may lie in the output, and the output in nothing of the site."""
    above = _chain(output)
    if _identity(source) in above[:1]:
        raise DigestError(f"the output {output} is the site's own folder", elsewhere)
    if output.exists() and _identity(output) in _chain(source):
        raise DigestError(f"the site {source} lies inside the output {output}", elsewhere)
    for name in ("content", "themes", PRIVATE):
        part = source / name
        if part.is_dir() and (_identity(part) in above or (output.exists() and _identity(output) in _chain(part))):
            raise DigestError(f"the output {output} and the site's folder {name} overlap", elsewhere)
    for folder in output.parents:
        if is_file(folder / MARKER):
            raise DigestError(f"the output {output} lies inside another output, {folder}", elsewhere)


def _identity(folder: Path) -> tuple[int, int]:
    status = os.stat(folder)
    return status.st_dev, status.st_ino


def _chain(path: Path) -> list[tuple[int, int] | None]:
    """The folder and all above it, as devices and inodes: names may differ by case and links. None: it is missing."""
    path = Path(os.path.realpath(path))
    return [_identity(folder) if folder.exists() else None for folder in (path, *path.parents)]


def _is_ours(output: Path, manifest: Manifest, mark: bytes) -> bool:
    if is_file(output / MARKER):
        there = (output / MARKER).read_bytes()
        left = manifest.entries.get(MARKER)
        # A marker that somebody damaged is still a marker; only a whole one of another title is another site's.
        return (
            there == mark or (left is not None and left.digest == digest_bytes(there)) or not _MARKER.fullmatch(there)
        )
    files = known = 0
    for path, entry, _ in manifests.walk(str(output)):
        if entry.is_file(follow_symlinks=False):
            files += 1
            recorded = manifest.entries.get(path)
            known += recorded is not None and os.lstat(entry.path).st_ino == recorded.stamp[0]
    return known * 2 > files
