"""Nothing has changed: told in a moment, before anything is loaded. Standard library only.

After a build that leaves everything in its place, `record` writes down how every file stood that the build read, and
every file that it left in the output, with the report it gave. `recall` looks at all of them again: when each stands as
recorded, another build would do nothing and report the same. Any difference, and any doubt, is for the build to judge.

Whether a file is the same is told by its stamp (inode, size, and the two times of its last change, as in the manifest),
so `record` must not be asked while a stamp is as young as the clock.
"""

from __future__ import annotations

import json
import os
import sys
import zlib
from collections.abc import Iterable, Mapping
from typing import TypeAlias

Stamp: TypeAlias = tuple[int, int, int, int]
"""Inode, size in bytes, time of the last change of the bytes and of the entry, both in nanoseconds since 1970."""

FOLDER: Stamp = (0, 0, 0, 0)
"""Folders count by their names and by what they hold."""

READ = ("site.yaml", "content", "themes")
"""What a build reads of a site's folder."""


def scan(root: str, names: Iterable[str] = ("",)) -> dict[str, Stamp]:
    """Every file, link and folder below `root`, by path with forward slashes; folders with a slash behind.

    `names` are the entries of `root` to look at; "" is all of it. Links are not followed. OSError where it cannot look.
    """
    found: dict[str, Stamp] = {}
    waiting = []
    for name in names:
        if name and not os.path.isdir(f"{root}/{name}"):
            if os.path.lexists(f"{root}/{name}"):
                found[name] = _stamp(os.lstat(f"{root}/{name}"))
        else:
            waiting.append(name + "/" if name else "")
    while waiting:
        prefix = waiting.pop()
        with os.scandir(f"{root}/{prefix}" if prefix else root) as entries:
            for entry in entries:
                path = prefix + entry.name
                if entry.is_dir(follow_symlinks=False):
                    found[path + "/"] = FOLDER
                    waiting.append(path + "/")
                else:
                    found[path] = _stamp(entry.stat(follow_symlinks=False))
    return found


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def listing(found: Mapping[str, Stamp]) -> bytes:
    """What `scan` found, as bytes that are equal for equal finds."""
    lines = [f"{path}\0{i} {s} {m} {c}" for path, (i, s, m, c) in found.items()]
    lines.sort()
    return "\n".join(lines).encode("utf-8", "surrogateescape")


def identity(code: Iterable[str]) -> bytes:
    """What stands for our own code and the libraries': the interpreter, and the stamps of files and folders `code`."""
    found = {"": FOLDER}
    for place in code:
        if os.path.isdir(place):
            below = scan(place)
            found |= {f"{place}/{path}": stamp for path, stamp in below.items() if "__pycache__" not in path}
        else:
            found[place] = _stamp(os.lstat(place))
    return sys.version.encode() + b"\n" + listing(found)


def asked(base_url: str, drafts: bool, strict: bool) -> str:
    """What decides about the result of a build beside the files and the folders."""
    return json.dumps([base_url, drafts, strict])


def place(source: str, output: str, wish: str) -> str:
    """The file for a site, an output and what was asked besides."""
    name = zlib.crc32(f"{os.path.abspath(output)}\0{wish}".encode("utf-8", "surrogateescape"))
    return os.path.join(os.path.abspath(source), ".digest", "standing", f"{name:08x}")


def record(
    file: str, wish: str, report: object, code: Iterable[str], inputs: Mapping[str, Stamp], outputs: bytes
) -> None:
    """Write down that with these inputs the outputs are as they should be. `report` is plain values for JSON."""
    code = list(code)
    head = json.dumps({"asked": wish, "code": code, "report": report}).encode()
    body = b"\0\n".join((head, identity(code), listing(inputs), outputs))
    os.makedirs(os.path.dirname(file), exist_ok=True)
    with open(file + ".tmp", "wb") as written:
        written.write(b"%08x\n" % zlib.crc32(body) + body)
    os.replace(file + ".tmp", file)


def recall(source: str, output: str, wish: str) -> object:
    """The report of the last build, when another one would do nothing and say the same; else None."""
    try:
        with open(place(source, output, wish), "rb") as file:
            checksum, _, body = file.read().partition(b"\n")
        if checksum != b"%08x" % zlib.crc32(body):
            return None
        head, recorded, inputs, outputs = body.split(b"\0\n")
        told = json.loads(head)
        same = (
            told["asked"] == wish
            and recorded == identity(told["code"])
            and inputs == listing(scan(source, READ))
            and outputs == listing(scan(output))
        )
        return told["report"] if same else None
    except (OSError, ValueError, KeyError):
        return None
