"""What is rebuilt: the whole decision. Wanted tree + manifest + folder -> what has to be made, why, and what has to go.

A file stands as it is when, and only when

    its setting      all that makes it but its view: templates it can reach, messages, options, our code
    its view         everything its page shows, by the digest of that
    its content      on disk, by its stamp or by its bytes

are those that the manifest recorded when it was published. Settings are compared first, since they are known without
making anything; a view is made only for a file that may stand. There is no other rule, and nothing else is remembered
about what depends on what.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from digest.build.manifest import UNKNOWN, Entry, Manifest, Stamp, check_paths, digest_file, folders_of, stamp_of, walk

Reason = Literal["new", "templates or settings changed", "what it shows changed", "missing", "changed on disk"]


class Survey(msgspec.Struct, frozen=True, kw_only=True):
    """What stands between the folder on disk and the wanted tree."""

    identity: str
    """The caller's name for everything that concerns all files at once."""
    wanted: Mapping[str, bytes]
    """The whole wanted tree: path -> setting."""
    dirty: dict[str, Reason]
    """Each file that has to be made again, in the order of `wanted`, and why."""
    stale: list[str]
    """What has to go: files, links and special files by path, folders with a slash at the end."""
    kept: dict[str, Entry]
    """Each file that stands as recorded."""
    found: dict[str, Stamp]
    """Each regular file on disk at a wanted path, as it stood before it was read."""
    rehashed: frozenset[str]
    """The kept files whose recorded stamps no longer vouch for them, so that each survey has to read them."""

    @property
    def clean(self) -> bool:
        """Whether the folder already is the wanted tree."""
        return not self.dirty and not self.stale


Fingerprints = Callable[[Sequence[str]], Iterable[bytes]]
"""Paths -> the digest of each one's view, in their order. Asked only for files that may stand as they are."""


def survey(
    output: Path,
    manifest: Manifest,
    wanted: Mapping[str, bytes],
    fingerprints: Fingerprints,
    *,
    identity: str = "",
    verify: bool = False,
) -> Survey:
    """Compare the folder `output` (which may be missing) with the wanted tree, reading as few files as is safe.

    Equal stamps prove equal content; any doubt is settled by reading the file. `verify` reads every file, and so does
    Windows, where a program may set every part of a stamp. Nothing is written.
    """
    check_paths(wanted)
    found, stale = _compare(str(output), wanted)
    known = manifest.entries if manifest.identity == identity else {}
    trusted = {} if verify or os.name == "nt" else found
    reasons: dict[str, Reason] = {}
    kept: dict[str, Entry] = {}
    for path, setting in wanted.items():
        entry = manifest.entries.get(path)
        if entry is None:
            reasons[path] = "new"
        elif path not in known or entry.setting != setting:
            reasons[path] = "templates or settings changed"
        elif path not in found:
            reasons[path] = "missing"
        elif trusted.get(path) == entry.stamp != UNKNOWN or _has_digest(f"{output}/{path}", entry.digest):
            kept[path] = entry
        else:
            reasons[path] = "changed on disk"
    for path in _changed(kept, fingerprints):
        del kept[path]
        reasons[path] = "what it shows changed"
    return Survey(
        identity=identity,
        wanted=wanted,
        dirty={path: reasons[path] for path in wanted if path in reasons},
        stale=sorted(stale),
        kept=kept,
        found=found,
        rehashed=frozenset(path for path, e in kept.items() if e.stamp == UNKNOWN or e.stamp != found[path]),
    )


def _changed(kept: Mapping[str, Entry], fingerprints: Fingerprints) -> list[str]:
    """The files whose view is not the one they were made from."""
    made = zip(kept.items(), fingerprints([*kept]), strict=True)
    return [path for (path, entry), fingerprint in made if entry.fingerprint != fingerprint]


def _compare(root: str, wanted: Mapping[str, bytes]) -> tuple[dict[str, Stamp], list[str]]:
    """The stamps of the wanted files that are there, and everything that is not wanted."""
    needed = folders_of(wanted)
    found: dict[str, Stamp] = {}
    stale: list[str] = []
    for path, entry, kind in walk(root):
        if kind == "folder":
            if path not in needed:
                stale.append(path + "/")
        elif path not in wanted:
            stale.append(path)
        elif kind == "file":
            try:
                # Windows lists folders without inodes, so there each file is asked
                status = os.lstat(entry.path) if os.name == "nt" else entry.stat(follow_symlinks=False)
                found[path] = stamp_of(status)
            except OSError:
                continue  # gone since the folder was listed: missing
    return found, stale


def _has_digest(path: str, digest: bytes) -> bool:
    try:
        return digest_file(path) == digest
    except OSError:
        return False  # unreadable is as good as changed: it is written anew
