"""Folders that trade places: in one step, in two, and after a kill between the two."""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import sys
from pathlib import Path

import pytest

from digest.build import exchange as module
from digest.build.exchange import Twin, exchange, remove, resume, swap


def folder(path: Path, **files: str) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (path / name).write_text(text)
    return path


def content(path: Path) -> dict[str, str]:
    return {str(file.relative_to(path)): file.read_text() for file in sorted(path.rglob("*")) if file.is_file()}


@pytest.fixture(params=["in one step", "in two renames"])
def refused(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the system of this test refuses to exchange."""
    if request.param == "in two renames":
        monkeypatch.setattr(module, "exchange", lambda a, b: False)
    return bool(request.param == "in two renames")


def test_two_folders_trade_names_and_keep_their_files(tmp_path: Path) -> None:
    a, b = folder(tmp_path / "a", x="1"), folder(tmp_path / "deep" / "b", x="2", y="3")
    before = (a / "x").stat()
    if not exchange(a, b):
        pytest.skip("this system does not exchange")
    assert (content(a), content(b)) == ({"x": "2", "y": "3"}, {"x": "1"})
    after = (b / "x").stat()
    stamps = ("st_ino", "st_size", "st_mtime_ns", "st_ctime_ns")
    assert [getattr(before, s) for s in stamps] == [getattr(after, s) for s in stamps]


def test_an_open_folder_shows_the_old_tree_after_the_trade(tmp_path: Path) -> None:
    a, b = folder(tmp_path / "a", x="new"), folder(tmp_path / "b", x="old")
    reader = os.open(b, os.O_RDONLY)
    swap(a, b, tmp_path / "aside")
    with open(os.open("x", os.O_RDONLY, dir_fd=reader)) as file:
        assert file.read() == "old"
    os.close(reader)


def test_a_missing_folder_is_an_error_and_not_a_refusal(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        exchange(folder(tmp_path / "a"), tmp_path / "nothing")


@pytest.mark.parametrize("number", [errno.ENOSYS, errno.EINVAL, errno.EXDEV])
def test_a_system_that_refuses_says_so(number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_linux", lambda a, b: number)
    monkeypatch.setattr(module, "_macos", lambda a, b: number)
    assert exchange(tmp_path, tmp_path) is False


@pytest.mark.skipif(sys.platform != "linux", reason="asks the Linux kernel by number")
def test_the_system_call_by_number_does_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = ctypes.CDLL(None, use_errno=True)

    class Musl:
        """A C library without a function for the call."""

        renameat2 = None
        syscall = real.syscall

    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: Musl)
    if (platform.machine(), 64) not in module.RENAMEAT2:
        pytest.skip("an unknown machine")
    a, b = folder(tmp_path / "a", x="1"), folder(tmp_path / "b", x="2")
    assert exchange(a, b) and content(a) == {"x": "2"}


def test_swap_publishes_and_hands_back_the_old_tree(tmp_path: Path, refused: bool) -> None:
    new, output, aside = folder(tmp_path / "new", x="new"), folder(tmp_path / "output", x="old"), tmp_path / "aside"
    assert swap(new, output, aside) == ("renamed" if refused else "exchanged")
    assert content(output) == {"x": "new"} and content(new) == {"x": "old"} and not aside.exists()


def test_swap_where_there_was_nothing(tmp_path: Path) -> None:
    assert swap(folder(tmp_path / "new", x="new"), tmp_path / "output", tmp_path / "aside") == "first"
    assert content(tmp_path / "output") == {"x": "new"}


@pytest.mark.parametrize("step", [1, 2, 3])
def test_a_rename_that_fails_leaves_a_whole_output(step: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new, output, aside = folder(tmp_path / "new", x="new"), folder(tmp_path / "output", x="old"), tmp_path / "aside"
    monkeypatch.setattr(module, "exchange", lambda a, b: False)
    real, calls = os.rename, []

    def rename(a: Path, b: Path) -> None:
        calls.append((a, b))
        if len(calls) == step:
            raise OSError(errno.EBUSY, "busy", str(a))
        real(a, b)

    monkeypatch.setattr(os, "rename", rename)
    if step < 3:
        with pytest.raises(OSError, match="busy"):
            swap(new, output, aside)
        assert content(output) == {"x": "old"} and content(new) == {"x": "new"}
    else:
        assert swap(new, output, aside) == "renamed"
        assert content(output) == {"x": "new"} and content(aside) == {"x": "old"}


@pytest.mark.parametrize("killed_after", [0, 1, 2, 3])
def test_resume_after_a_kill_between_the_renames(
    killed_after: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new, output, aside = folder(tmp_path / "new", x="new"), folder(tmp_path / "output", x="old"), tmp_path / "aside"
    for a, b in [(output, aside), (new, output), (aside, new)][:killed_after]:
        os.rename(a, b)
    resume(new, output, aside)
    assert content(output) == {"x": "new" if killed_after >= 2 else "old"}
    assert content(new) == {"x": "old" if killed_after >= 2 else "new"}
    assert not aside.exists()


def test_the_twin_links_and_never_writes_into_a_linked_file(tmp_path: Path) -> None:
    output = folder(tmp_path / "output", kept="kept", changed="old")
    inodes = {name: (output / name).stat().st_ino for name in ("kept", "changed")}
    twin = Twin(tmp_path / "twin", output, ["kept", "changed"])
    assert twin.keep("kept", inodes["kept"]) and twin.keep("changed", inodes["changed"])
    twin = Twin(tmp_path / "twin", output, ["kept", "changed", "a/b/new"])
    assert not twin.keep("kept", inodes["kept"])
    twin.put("changed", b"new")
    twin.put("a/b/new", b"")
    assert content(tmp_path / "twin") == {"kept": "kept", "changed": "new", "a/b/new": ""}
    assert content(output) == {"kept": "kept", "changed": "old"}
    again = Twin(tmp_path / "twin", output, ["kept"])
    assert not again.keep("kept", (output / "kept").stat().st_ino)
    assert [p.name for p in (tmp_path / "twin").rglob("*")] == ["kept"]


def test_a_file_that_appears_meanwhile_is_not_opened(tmp_path: Path) -> None:
    output = folder(tmp_path / "output", page="published")
    twin = Twin(tmp_path / "twin", output, ["page"])
    os.link(output / "page", tmp_path / "twin" / "page")
    with pytest.raises(FileExistsError):
        twin.put("page", b"new")
    assert content(output) == {"page": "published"}


def test_a_twin_that_cannot_be_read_is_built_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = folder(tmp_path / "output", kept="kept")
    folder(tmp_path / "twin" / "a", kept="junk")
    real = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("twin/a"):
            monkeypatch.undo()
            raise PermissionError(errno.EACCES, "no", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    twin = Twin(tmp_path / "twin", output, ["kept", "a/kept"])
    assert twin.inodes == {} and twin.folders == set() and content(tmp_path / "twin") == {}


def test_remove_takes_anything_and_follows_no_link(tmp_path: Path) -> None:
    victim = folder(tmp_path / "victim", x="precious")
    tree = folder(tmp_path / "tree", x="1")
    (tree / "link").symlink_to(victim)
    (tree / "closed").mkdir()
    folder(tree / "closed" / "in", x="1")
    os.chmod(tree / "closed", 0)
    for path in (tree, tmp_path / "missing"):
        remove(path)
        assert not path.exists()
    assert content(victim) == {"x": "precious"}
