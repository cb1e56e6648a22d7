"""What was published: the manifest, and how files and folders are told.

Manifest    path -> Entry: what each published file was made from, its bytes' digest, and its stamp on disk
walk        every entry below a folder; links are never followed
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

VERSION = 2
CHECKSUM_BYTES = 16
CHUNK = 2**20

Kind = Literal["file", "folder", "other"]

Stamp: TypeAlias = tuple[int, int, int, int]
"""Inode, size in bytes, time of the last change of the bytes and of the entry, both in nanoseconds since 1970."""

UNKNOWN: Stamp = (0, -1, 0, 0)
"""No file has this stamp: a file recorded with it is read again at the next survey."""


class Entry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One published file."""

    setting: bytes
    """What it was made from, but for its view; known without making anything."""
    fingerprint: bytes
    """The view it was made from; b"" for a file that has none."""
    digest: bytes
    """`digest_bytes` of its content."""
    stamp: Stamp = UNKNOWN
    """How it stood on disk, or UNKNOWN when that would not tell whether it was changed since."""


class Manifest(msgspec.Struct, frozen=True, array_like=True):
    """The files of the last published tree. An empty one means: nothing is known, everything is to be made."""

    version: int = VERSION
    identity: str = ""
    """The caller's name for everything that concerns all files at once; another one makes every file dirty."""
    entries: dict[str, Entry] = {}


def digest_bytes(data: bytes) -> bytes:
    """The 16-byte BLAKE2b digest of a file's content."""
    return hashlib.blake2b(data, digest_size=16).digest()


def digest_file(path: str) -> bytes:
    """As `digest_bytes`, of a file; OSError when it cannot be read."""
    state = hashlib.blake2b(digest_size=16)
    with open(path, "rb", buffering=0) as file:
        while chunk := file.read(CHUNK):
            state.update(chunk)
    return state.digest()


def stamp_of(status: os.stat_result) -> Stamp:
    """The stamp of a file; UNKNOWN for numbers that the manifest cannot hold (a time beyond 2262)."""
    stamp = (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    return stamp if 0 <= stamp[0] < 2**64 and max(map(abs, stamp[1:])) < 2**63 else UNKNOWN


def settled(stamp: Stamp, clock_ns: int) -> Stamp:
    """The stamp if it will differ after any later change, else UNKNOWN.

    `clock_ns` is the file system's time, read before the stamp was. A file that changed in the same tick of that
    clock may change once more without a trace; git calls such a stamp racy and reads the file again, and so do we.
    """
    return stamp if stamp[2] < clock_ns and stamp[3] < clock_ns else UNKNOWN


def encode(manifest: Manifest) -> bytes:
    """The manifest as bytes: a checksum of the rest, then the rest."""
    body = msgspec.msgpack.encode(manifest)
    return hashlib.blake2b(body, digest_size=CHECKSUM_BYTES).digest() + body


def decode(data: bytes) -> Manifest:
    """The manifest in `data`, an empty one when they are damaged in any way or of another version."""
    checksum, body = data[:CHECKSUM_BYTES], data[CHECKSUM_BYTES:]
    if hashlib.blake2b(body, digest_size=CHECKSUM_BYTES).digest() != checksum:
        return Manifest()
    try:
        manifest = msgspec.msgpack.decode(body, type=Manifest)
    except msgspec.MsgspecError:
        return Manifest()
    return manifest if manifest.version == VERSION else Manifest()


def read_manifest(path: Path) -> Manifest:
    """The manifest in a file; an empty one when it is missing, unreadable, damaged or no file at all."""
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            return Manifest()
        return decode(path.read_bytes())
    except OSError:
        return Manifest()


def folders_of(paths: Iterable[str]) -> set[str]:
    """Every folder that the files need, without the root."""
    folders: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return folders


def check_paths(paths: Iterable[str]) -> None:
    """ValueError unless all paths are relative, name one file each, and can stand side by side in one tree.

    URLs are checked long before; a path that fails here is a bug, and stopping keeps it from leaving the output.
    """
    paths = set(paths)
    for path in paths:
        between = f"/{path}/"
        wrong = "\0" in path or "//" in between or "/./" in between or "/../" in between
        if wrong or (len(path.encode()) > 255 and any(len(part.encode()) > 255 for part in path.split("/"))):
            raise ValueError(f"not a path below the output: {path!r}")
        if os.name == "nt" and any(character in path for character in '\\:*?"<>|'):
            raise ValueError(f"not a path on this system: {path!r}")
    if both := paths & folders_of(paths):
        raise ValueError(f"wanted both as a file and as a folder: {min(both)!r}")


def walk(root: str, strict: bool = False) -> Iterator[tuple[str, os.DirEntry[str], Kind]]:
    """Every entry below `root`: its path relative to it, itself, and whether it is a real file or folder.

    Links are never followed. A folder comes before its entries; one that is removed meanwhile is passed over, and
    so is one that cannot be read, unless `strict`: then OSError.
    """
    pending = [("", root)]
    while pending:
        prefix, folder = pending.pop()
        try:
            with os.scandir(folder) as entries:
                listed = list(entries)
        except FileNotFoundError:
            continue
        except OSError:
            if strict:
                raise
            continue
        for entry in listed:
            path = prefix + entry.name
            if entry.is_file(follow_symlinks=False):
                yield path, entry, "file"
            elif entry.is_dir(follow_symlinks=False) and not _is_junction(entry):
                yield path, entry, "folder"
                pending.append((path + "/", entry.path))
            else:
                yield path, entry, "other"


def _is_junction(entry: os.DirEntry[str]) -> bool:
    """Whether a folder leads elsewhere, as Windows junctions do."""
    if os.name != "nt":
        return False
    return bool(getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0) & stat.FILE_ATTRIBUTE_REPARSE_POINT)
