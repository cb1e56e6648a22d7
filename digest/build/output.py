"""The output folder brought to the wanted tree: as a whole, at the cost of the change, or not at all.

    locked         one build at a time
    open_state     the folder of what we know about one output; mends what a killed build left behind
    publish        writes the change into the twin, then lets twin and output trade places

The state folder holds `manifest` (build/manifest.py), `twin`, and for a moment `old` (build/exchange.py). The twin is
the tree that will be published next; the files it shares with the output are hard links to the same inodes, so it
costs folders only, and no linked file is ever opened for writing. Nothing in it is trusted: before each use every
entry is compared with the output. After the trade it is the old tree, and stays untouched until the next change, so
that a reader who opened the folder just before still finds one whole site.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from digest.build import manifest as manifests
from digest.build.exchange import How, Twin, remove, resume, same_bytes, swap
from digest.build.execute import each
from digest.build.manifest import UNKNOWN, Entry, Manifest, Stamp, digest_bytes, settled, stamp_of
from digest.build.survey import Survey
from digest.errors import DigestError

PRIVATE = ".digest"
TEMPORARY = ".tmp-"
HINTS = {
    errno.ENOSPC: "free some space and build again",
    errno.EDQUOT: "free some space and build again",
    errno.EFBIG: "raise the limit on the size of files (ulimit -f) and build again",
    errno.EACCES: "make it writable, or name another folder with --output",
    errno.EPERM: "make it writable, or name another folder with --output",
    errno.EROFS: "name a folder on another disk with --output",
    errno.EBUSY: "it may be a mount point or in use: name a folder inside it with --output",
    errno.EXDEV: "it lies on two file systems: delete it, or name another folder with --output",
    errno.EEXIST: "two files have names that this disk does not tell apart (letter case, accents): rename one",
    errno.ENAMETOOLONG: "shorten the id of the record",
}


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """What one `publish` did."""

    written: int
    """Files with new content."""
    removed: int
    """Files, links and folders that went."""
    same: int
    """Files that were made again and came out as they were: not touched."""
    written_bytes: int
    """The size of the files with new content."""
    how: How
    """How the tree got its place; "renamed" deserves a line in the report."""
    copied: bool
    """Whether hard links were refused, so that the second tree is a copy and costs its size."""
    stamps: dict[str, Stamp]
    """How each file of the tree stands now; UNKNOWN where that would not tell a later change."""
    seconds: dict[str, float]
    """How long making each page took."""


# ------------------------------------------------------------------------------------------------- errors, paths


@contextmanager
def environment(doing: str) -> Iterator[None]:
    """The one boundary where an operating system's error becomes a message: "cannot <doing>: reason (file)"."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error) or type(error).__name__
        where = f" ({error.filename})" if error.filename else ""
        raise DigestError(f"cannot {doing}: {reason}{where}", HINTS.get(error.errno or 0, "")) from error


def absolute(path: Path) -> Path:
    """The absolute path without links on the way; the last part may be a link itself."""
    path = Path(os.path.abspath(path))
    return Path(os.path.realpath(path.parent)) / path.name


def existing(path: Path) -> Path:
    """The path, or the nearest folder above it that exists."""
    return next((folder for folder in (path, *path.parents) if folder.exists()), path)


# ------------------------------------------------------------------------------------------------- lock and state


def _private(source: Path) -> Path:
    """The folder `.digest` of a site, made on first use, with a .gitignore that keeps it out of repositories."""
    folder = source / PRIVATE
    folder.mkdir(exist_ok=True)
    with suppress(OSError):  # a convenience
        ignore = folder / ".gitignore"
        if not is_file(ignore) or ignore.read_bytes() != b"*\n":
            remove(ignore)
            ignore.write_bytes(b"*\n")
    return folder


@contextmanager
def locked(source: Path, timeout: float | None = None, waiting: Callable[[str], None] | None = None) -> Iterator[None]:
    """Hold the build lock of the site in `source`, waiting up to `timeout` seconds (None: for ever) for another build.

    `waiting` is called once, with a sentence naming who holds the lock, when it is taken. DigestError after the
    timeout or when no lock can be had.
    """
    import socket

    import filelock  # 40-60 ms with it, and a look without the lock may show that there is nothing to do

    with environment(f"lock the site in {source}"):
        folder = _private(source)
        name, holder = folder / "lock", folder / "holder"
        if not is_file(name):  # missing, or something that cannot be locked
            remove(name)
        lock = filelock.FileLock(name)
        try:
            lock.acquire(timeout=0)
        except filelock.Timeout:
            if waiting:
                waiting(f"waiting for {_holder(holder)}")
            try:
                lock.acquire(timeout=-1 if timeout is None else timeout)
            except filelock.Timeout:
                message = f"{_holder(holder)} is using the site in {source}"
                raise DigestError(message, "wait until it has finished, or end it") from None
        except NotImplementedError as error:
            raise DigestError(f"cannot lock the site in {source}: {error}", "move it to a local disk") from error
    with suppress(OSError):  # who holds the lock is told for comfort only
        remove(holder)
        holder.write_text(f"{os.getpid()} {socket.gethostname()}\n")
    try:
        yield
    finally:
        with suppress(OSError):
            remove(holder)
        lock.release()


def _holder(path: Path) -> str:
    try:
        process, host = path.read_text("utf-8").split() if is_file(path) else ("", "")
        return f"another build (process {int(process)} on {host})"
    except (OSError, ValueError):
        return "another build"


def is_file(path: Path) -> bool:
    """Whether a real file is there: no folder, no link, no pipe."""
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except FileNotFoundError:
        return False


def state_dir(source: Path, output: Path) -> Path:
    """Where everything known about one output lies: in the site's `.digest`, on the output's device.

    Folders trade places only within one file system; an output elsewhere has its state beside it. Makes nothing.
    """
    output = absolute(output)
    beside = output.parent / f".{output.name}{PRIVATE}"
    with environment(f"look at {output}"):
        inside = existing(source / PRIVATE)
        if beside.is_dir() or os.stat(inside).st_dev != os.stat(existing(output.parent)).st_dev:
            return beside
    name = hashlib.blake2b(os.fsencode(output), digest_size=4).hexdigest()
    return Path(os.path.realpath(source)) / PRIVATE / "outputs" / f"{output.name}-{name}"


def open_state(source: Path, output: Path) -> Path:
    """The state folder, made if need be and cleared of what a killed build left; call it under the lock.

    After a kill between the two renames of a system without exchange, this brings the old output back.
    """
    output = absolute(output)
    with environment(f"prepare {output}"):
        _private(source)
        state = state_dir(source, output)
        if not state.is_dir():
            if not _movable(source / PRIVATE, existing(output.parent)):
                state = output.parent / f".{output.name}{PRIVATE}"
            if state.parent.name == "outputs" and not state.parent.is_dir():
                remove(state.parent)
            remove(state)
            state.mkdir(parents=True)
        resume(state / "twin", output, state / "old")
        for entry in list(os.scandir(state)):
            misplaced = entry.name == "manifest" and not entry.is_file(follow_symlinks=False)
            if misplaced or entry.name == "old" or entry.name.startswith(TEMPORARY):
                remove(entry.path)
        return state


def _movable(here: Path, there: Path) -> bool:
    """Whether a folder can move between the two: not across mounts of one device, which share its number."""
    probe = f"{TEMPORARY}probe-{os.getpid()}"
    (here / probe).mkdir(exist_ok=True)
    try:
        os.rename(here / probe, there / probe)
        os.rmdir(there / probe)
    except OSError as error:
        os.rmdir(here / probe)
        return error.errno != errno.EXDEV  # `claim.check_output` speaks of permissions
    return True


Make = Callable[[str], tuple[bytes, bytes]]
"""The path of an output -> the digest of the view that it is made from, and its bytes."""


Progress = Callable[[int, int], None]
"""Told after each page: how many are made, of how many."""


class _Made(NamedTuple):
    """What became of one dirty file."""

    fingerprint: bytes
    digest: bytes
    size: int
    stamp: Stamp | None
    """Of the new file in the twin; None when the output already holds the same bytes."""
    seconds: float
    """How long making it took."""


def quiet(done: int, of: int) -> None:
    """A progress that nobody watches."""


def publish(
    output: Path, state: Path, survey: Survey, make: Make, jobs: int = 1, progress: Progress = quiet
) -> Written:
    """Bring `output` to the surveyed tree; `make` is asked once for each path of `survey.dirty`, by several processes.

    Call it under the lock. The bytes are written as they come and not held. Whatever fails before the trade, in here
    (DigestError) or in `make`, leaves the output as it was; after the trade nothing fails: a manifest that cannot be
    put in its place only makes the next build look closer.
    """
    output = absolute(output)
    doing = _writing(output)
    twin: Twin | None = None
    with environment(doing):
        if survey.dirty or survey.stale or not output.is_dir():
            twin = Twin(state / "twin", output, survey.wanted)
            twin.make_folders(survey.dirty)

    paths = list(survey.dirty)
    made: dict[str, _Made] = {}
    for path, one in zip(paths, each(partial(_put, output, survey, make, twin), paths, jobs), strict=True):
        made[path] = one
        progress(len(made), len(paths))
    written = [m for m in made.values() if m.stamp]
    how: How = "kept"
    if not written and not survey.stale and output.is_dir():
        twin = None
    entries = survey.kept
    with environment(doing):
        touched = set(survey.rehashed) | set(made)
        if twin:
            same = [path for path, m in made.items() if not m.stamp]
            touched |= {path for path in (*survey.kept, *same) if twin.keep(path, survey.found[path][0])}
        if twin or touched:
            how, entries = _seal(output, state, survey, twin, made, touched)
    return Written(
        written=len(written),
        removed=len(survey.stale),
        same=len(made) - len(written),
        written_bytes=sum(m.size for m in written),
        how=how,
        copied=twin is not None and twin.copied,
        stamps={path: entry.stamp for path, entry in entries.items()},
        seconds={path: one.seconds for path, one in made.items()},
    )


def _writing(output: Path) -> str:
    return f"write the site to {output}"


def _put(output: Path, survey: Survey, make: Make, twin: Twin | None, path: str) -> _Made:
    """Make one file, and put it into the twin unless the output holds the same bytes."""
    begun = time.perf_counter()
    fingerprint, data = make(path)
    taken = time.perf_counter() - begun
    with environment(_writing(output)):
        assert twin is not None
        same = same_bytes(f"{output}/{path}", survey.found.get(path), data)
        stamp = None if same else stamp_of(twin.put(path, data))
        return _Made(fingerprint, digest_bytes(data), len(data), stamp, taken)


def _seal(
    output: Path,
    state: Path,
    survey: Survey,
    twin: Twin | None,
    made: Mapping[str, _Made],
    touched: set[str],
) -> tuple[How, dict[str, Entry]]:
    """Write the manifest of the finished tree aside, let the trees trade places, then put the manifest in its place.

    The stamps are taken before the trade and hold after it: moving a folder changes nothing of the files in it.
    """
    temporary = state / f"{TEMPORARY}manifest"
    try:
        clock_ns = _clock(temporary)
        root = twin.root if twin else str(output)
        entries = {}
        for path, setting in survey.wanted.items():
            if path not in touched:
                entries[path] = survey.kept[path]
                continue
            new = made.get(path)
            stamp = new.stamp if new and new.stamp else _stamp(path, root, output, survey)
            known = new or survey.kept[path]
            entries[path] = Entry(setting, known.fingerprint, known.digest, settled(stamp, clock_ns))
        _write_synced(temporary, manifests.encode(Manifest(identity=survey.identity, entries=entries)))
    except OSError:
        if twin:
            raise
        return "kept", {}  # the output is as wanted; the next build looks closer
    how: How = "kept"
    if twin:
        output.parent.mkdir(parents=True, exist_ok=True)
        with suppress(OSError):  # the folder may have been opened to a group or closed to others: it stays so
            shutil.copymode(output, twin.root)
        how = swap(state / "twin", output, state / "old")
    with suppress(OSError):
        os.replace(temporary, state / "manifest")
    return how, entries


def _stamp(path: str, root: str, output: Path, survey: Survey) -> Stamp:
    """The stamp of a file of the finished tree; UNKNOWN when somebody wrote to it since it was looked at."""
    known = survey.found.get(path)
    if known and stamp_of(os.lstat(f"{output}/{path}"))[1:3] != known[1:3]:  # size and time of the bytes
        return UNKNOWN
    return stamp_of(os.lstat(f"{root}/{path}"))


def file_clock(folder: Path) -> int:
    """The file system's time now, in nanoseconds; 0 where it cannot be had. What changes from now on is no older."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            return os.fstat(file.fileno()).st_mtime_ns
    except OSError:
        return 0


def _clock(file: Path) -> int:
    """The file system's time, in nanoseconds, a tick later than everything done so far; makes the file.

    A tick is some milliseconds. Where it is a second or two, waiting is not worth it: stamps stay unsettled.
    """
    file.write_bytes(b"")
    start = now = os.stat(file).st_mtime_ns
    for _ in range(20):
        time.sleep(0.001)
        os.utime(file)
        now = os.stat(file).st_mtime_ns
        if now > start:
            break
    return now


def _write_synced(path: Path, data: bytes) -> None:
    with open(path, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
