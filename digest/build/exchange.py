"""The second tree, and how it takes the place of the first.

exchange   two folders trade names in one step, where the system can
swap       publishes a tree: by exchange, else by two renames that `resume` can mend
Twin       the tree on its way to be published
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Literal

from digest.build.manifest import Stamp, digest_file, folders_of, walk

How = Literal["kept", "first", "exchanged", "renamed"]
"""How a tree was published: "kept" nothing changed; "first" there was none before; "exchanged" in one step; "renamed"
in two steps, with a moment in between at which there is no output."""

REFUSED = frozenset({errno.ENOSYS, errno.EINVAL, errno.EXDEV, errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP})
"""What a kernel, a file system or a sandbox answers when it does not know how to exchange; EPERM because old seccomp
filters answer every unknown call with it."""

NO_LINKS = frozenset({errno.EPERM, errno.EXDEV, errno.EMLINK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP})
"""What a file system answers that has no hard links, or not this one; the file is copied then."""

AT_FDCWD = -100
RENAME_EXCHANGE = 2
RENAME_SWAP = 2

RENAMEAT2 = {
    ("x86_64", 64): 316,
    ("x86_64", 32): 353,
    ("i686", 32): 353,
    ("aarch64", 64): 276,
    ("aarch64", 32): 382,
    ("armv7l", 32): 382,
    ("riscv64", 64): 276,
    ("loongarch64", 64): 276,
    ("ppc64le", 64): 357,
    ("s390x", 64): 347,
}
"""The number of the system call by machine and word size, for C libraries without a function for it (musl)."""


def exchange(a: Path, b: Path) -> bool:
    """Let two existing folders trade names in one step that no reader can see half done.

    False when this system cannot; OSError when it could but may not (no permission, a mount point, a missing folder).
    """
    if sys.platform == "win32":
        return False
    call = _macos if sys.platform == "darwin" else _linux
    failed = call(os.fsencode(a), os.fsencode(b))
    if failed in REFUSED:
        return False
    if failed:
        raise OSError(failed, os.strerror(failed), str(b))
    return True


def _linux(a: bytes, b: bytes) -> int:
    """0 or the number of the error."""
    import ctypes  # here, because a build without changes exchanges nothing

    libc = ctypes.CDLL(None, use_errno=True)
    if function := getattr(libc, "renameat2", None):
        done = function(AT_FDCWD, a, AT_FDCWD, b, ctypes.c_uint(RENAME_EXCHANGE))
    else:
        import platform

        number = RENAMEAT2.get((platform.machine(), 64 if sys.maxsize > 2**32 else 32))
        if number is None or not hasattr(libc, "syscall"):
            return errno.ENOSYS
        done = libc.syscall(ctypes.c_long(number), AT_FDCWD, a, AT_FDCWD, b, ctypes.c_uint(RENAME_EXCHANGE))
    return ctypes.get_errno() if done else 0


def _macos(a: bytes, b: bytes) -> int:
    """0 or the number of the error."""
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    function = getattr(libc, "renamex_np", None)
    if function is None:
        return errno.ENOSYS
    return ctypes.get_errno() if function(a, b, ctypes.c_uint(RENAME_SWAP)) else 0


def swap(new: Path, output: Path, aside: Path) -> How:
    """Publish the folder `new` as `output`; what was there before is afterwards at `new`.

    `aside` is a free name on the same device. A folder there is the journal of the two renames: it exists only while
    they are under way, and `resume` reads it. OSError: nothing has changed.
    """
    if not os.path.lexists(output):
        os.rename(new, output)
        return "first"
    if exchange(new, output):
        return "exchanged"
    os.rename(output, aside)
    try:
        os.rename(new, output)
    except BaseException:
        if not os.path.lexists(output):
            os.rename(aside, output)
        raise
    with suppress(OSError):  # the new tree is published; `resume` tidies up
        os.rename(aside, new)
    return "renamed"


def resume(new: Path, output: Path, aside: Path) -> None:
    """After a kill between the two renames of `swap`: bring the old output back, or finish the tidying.

    The old tree comes back, not the new one: it was whole when it was set aside, while nobody has vouched for `new`
    since; the build that calls this publishes the new tree in a moment. A folder at `aside` may remain where its
    place is taken; it is then of no use.
    """
    if not os.path.isdir(aside) or os.path.islink(aside):
        return
    if not os.path.lexists(output):
        os.rename(aside, output)
    elif not os.path.lexists(new):
        os.rename(aside, new)


class Twin:
    """The tree that will be published, on its way from whatever the folder holds to the wanted tree."""

    def __init__(self, root: Path, output: Path, wanted: Iterable[str]) -> None:
        self.root, self.output = str(root), str(output)
        self.copied = False
        self.inodes: dict[str, int] = {}
        self.folders: set[str] = set()
        try:
            self._clear(set(wanted))
        except OSError:  # damaged beyond what is worth understanding
            remove(root)
            self._clear(set())

    def _clear(self, wanted: set[str]) -> None:
        """Remove what is not wanted or of the wrong kind, and learn what remains."""
        self.inodes, self.folders, needed = {}, set(), folders_of(wanted)
        if os.path.islink(self.root) or not os.path.isdir(self.root):
            remove(self.root)
            os.mkdir(self.root)
        for path, entry, kind in walk(self.root, strict=True):
            if kind == "folder" and path in needed:
                self.folders.add(path)
            elif kind == "file" and path in wanted:
                self.inodes[path] = entry.inode()
            else:
                remove(entry.path)

    def _place(self, path: str) -> str:
        """Where the file goes: its folders are made, and a file that is there leaves."""
        folder = path.rpartition("/")[0]
        if folder and folder not in self.folders:
            self._folder(folder)
        target = f"{self.root}/{path}"
        if self.inodes.pop(path, None) is not None:
            os.unlink(target)
        return target

    def _folder(self, folder: str) -> None:
        if folder in self.folders:
            return
        above = folder.rpartition("/")[0]
        if above and above not in self.folders:
            self._folder(above)
        os.mkdir(f"{self.root}/{folder}")
        self.folders.add(folder)

    def make_folders(self, paths: Iterable[str]) -> None:
        """Make the folders that files will be put into, so that several processes may put them."""
        for folder in sorted(folders_of(paths) - self.folders):
            self._folder(folder)

    def put(self, path: str, data: bytes) -> os.stat_result:
        """Write new content as a new inode, and say how it stands; `O_EXCL` never opens a file that is there."""
        target = self._place(path)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        try:
            descriptor = os.open(target, flags, 0o666)
            try:
                rest = memoryview(data)
                while rest:
                    rest = rest[os.write(descriptor, rest) :]
                return os.fstat(descriptor)
            finally:
                os.close(descriptor)
        except OSError as error:
            error.filename = f"{self.output}/{path}"  # the name that means something to the curator
            raise

    def keep(self, path: str, inode: int) -> bool:
        """Let the twin hold the output's own file; whether that changed the file's stamp."""
        if self.inodes.get(path) == inode != 0:
            return False
        origin = f"{self.output}/{path}"
        if self.copied and path in self.inodes and _same_file(origin, f"{self.root}/{path}"):
            return True
        target = self._place(path)
        try:
            if not self.copied:
                os.link(origin, target)
                return True
        except OSError as error:
            if error.errno not in NO_LINKS:
                raise
        self.copied = True
        shutil.copyfile(origin, target, follow_symlinks=False)
        return True


def _same_file(one: str, other: str) -> bool:
    if os.path.getsize(one) != os.path.getsize(other):
        return False
    return digest_file(one) == digest_file(other)


def same_bytes(path: str, stamp: Stamp | None, data: bytes) -> bool:
    """Whether the file already holds `data`; one that cannot be read does not."""
    if stamp is None or stamp[1] != len(data):
        return False
    try:
        return Path(path).read_bytes() == data
    except OSError:
        return False


def remove(path: str | Path) -> None:
    """Remove whatever is there, following no link; nothing there is well. Folders without permissions too."""
    try:
        if not stat.S_ISDIR(os.lstat(path).st_mode):
            os.unlink(path)
            return
    except FileNotFoundError:
        return
    try:
        shutil.rmtree(path)
    except PermissionError:
        _open_up(path)
        shutil.rmtree(path)


def _open_up(folder: str | Path) -> None:
    """Give ourselves every permission on a folder and the folders below."""
    os.chmod(folder, 0o700)
    for entry in list(os.scandir(folder)):
        if entry.is_dir(follow_symlinks=False):
            _open_up(entry.path)
