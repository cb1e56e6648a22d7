"""The manifest survives nothing it should not, and the survey misses no change."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.build.manifest import (
    UNKNOWN,
    Entry,
    Manifest,
    check_paths,
    decode,
    digest_bytes,
    encode,
    folders_of,
    read_manifest,
    settled,
    stamp_of,
    survey,
)

posix = pytest.mark.skipif(os.name == "nt", reason="pipes, links and stamps as POSIX has them")

MANIFEST = Manifest(
    identity="1",
    entries={
        "index.html": Entry(b"fingerprint", digest_bytes(b"page"), (1, 4, 1_600_000_000_000_000_000, 3)),
        "a/ы.html": Entry(b"", digest_bytes(b"")),
    },
)


def recorded(root: Path, files: dict[str, bytes]) -> Manifest:
    """The files written, and a manifest of them whose stamps are settled."""
    entries = {}
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
        entries[path] = Entry(b"made from " + data, digest_bytes(data), stamp_of(os.lstat(root / path)))
    return Manifest(entries=entries)


def wanted(files: dict[str, bytes]) -> dict[str, bytes]:
    return {path: b"made from " + data for path, data in files.items()}


FILES = {"index.html": b"front", "a/one.html": b"one", "a/b/two.html": b"two"}


def test_a_manifest_comes_back_as_it_was() -> None:
    assert decode(encode(MANIFEST)) == MANIFEST


def test_a_manifest_of_another_version_is_empty() -> None:
    assert decode(encode(Manifest(version=2, entries=MANIFEST.entries))) == Manifest()


@given(st.data())
def test_damaged_bytes_are_an_empty_manifest(data: st.DataObject) -> None:
    whole = encode(MANIFEST)
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    damaged = whole[:start] + data.draw(st.binary(max_size=40)) + whole[end:]
    assert decode(damaged) == (MANIFEST if damaged == whole else Manifest())


@given(st.binary())
def test_any_bytes_are_an_empty_manifest(data: bytes) -> None:
    assert decode(data) == Manifest()


@pytest.mark.parametrize("bit", range(0, len(encode(MANIFEST)) * 8, 7))
def test_a_flipped_bit_is_an_empty_manifest(bit: int) -> None:
    damaged = bytearray(encode(MANIFEST))
    damaged[bit // 8] ^= 1 << bit % 8
    assert decode(bytes(damaged)) == Manifest()


@posix
def test_a_manifest_that_is_missing_or_no_file_is_empty(tmp_path: Path) -> None:
    assert read_manifest(tmp_path / "missing") == Manifest()
    assert read_manifest(tmp_path) == Manifest()
    os.mkfifo(tmp_path / "pipe")
    assert read_manifest(tmp_path / "pipe") == Manifest()
    (tmp_path / "whole").write_bytes(encode(MANIFEST))
    assert read_manifest(tmp_path / "whole") == MANIFEST


def test_nothing_to_do(tmp_path: Path) -> None:
    found = survey(tmp_path, recorded(tmp_path, FILES), wanted(FILES))
    assert found.clean and not found.rehashed and set(found.kept) == set(FILES) == set(found.found)


def test_a_missing_output_is_all_missing(tmp_path: Path) -> None:
    manifest = recorded(tmp_path / "public", FILES)
    found = survey(tmp_path / "elsewhere", manifest, wanted(FILES))
    assert found.dirty == dict.fromkeys(FILES, "missing")


def test_each_reason_has_its_name(tmp_path: Path) -> None:
    manifest = recorded(tmp_path, {**FILES, "three.html": b"three", "four.html": b"four"})
    (tmp_path / "index.html").write_bytes(b"other")
    (tmp_path / "a/one.html").unlink()
    tree = {**wanted(FILES), "three.html": b"made from something else", "five.html": b""}
    found = survey(tmp_path, manifest, tree)
    assert found.dirty == {
        "index.html": "changed on disk",
        "a/one.html": "missing",
        "three.html": "inputs changed",
        "five.html": "new",
    }
    assert found.stale == ["four.html"] and list(found.kept) == ["a/b/two.html"]


def test_another_identity_makes_everything_again(tmp_path: Path) -> None:
    found = survey(tmp_path, recorded(tmp_path, FILES), wanted(FILES), identity="2")
    assert set(found.dirty.values()) == {"inputs changed"} and set(found.dirty) == set(FILES)


@posix
def test_an_edit_that_keeps_size_and_time_is_seen(tmp_path: Path) -> None:
    manifest = recorded(tmp_path, FILES)
    before = os.stat(tmp_path / "index.html")
    while os.stat(tmp_path / "index.html").st_ctime_ns == before.st_ctime_ns:  # until the clock ticks
        (tmp_path / "index.html").write_bytes(b"FRONT")
        os.utime(tmp_path / "index.html", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert survey(tmp_path, manifest, wanted(FILES)).dirty == {"index.html": "changed on disk"}


@posix
def test_a_touched_file_is_read_and_kept(tmp_path: Path) -> None:
    manifest = recorded(tmp_path, FILES)
    os.utime(tmp_path / "index.html", (1, 1))
    found = survey(tmp_path, manifest, wanted(FILES))
    assert found.clean and found.rehashed == {"index.html"}


def test_a_stamp_of_the_present_tick_is_not_trusted() -> None:
    assert settled((1, 2, 10, 20), 21) == (1, 2, 10, 20)
    assert settled((1, 2, 10, 20), 20) == UNKNOWN  # changed in the tick of the clock: could change again unseen
    assert settled((1, 2, 30, 20), 25) == UNKNOWN


def test_a_file_without_a_stamp_is_read(tmp_path: Path) -> None:
    manifest = recorded(tmp_path, FILES)
    entry = manifest.entries["index.html"]
    manifest.entries["index.html"] = Entry(entry.fingerprint, entry.digest)
    assert survey(tmp_path, manifest, wanted(FILES)).rehashed == {"index.html"}
    (tmp_path / "index.html").write_bytes(b"FRONT")
    assert survey(tmp_path, manifest, wanted(FILES)).dirty == {"index.html": "changed on disk"}


@posix
def test_verify_reads_what_the_stamps_vouch_for(tmp_path: Path) -> None:
    manifest = recorded(tmp_path, FILES)
    entry = manifest.entries["index.html"]
    (tmp_path / "index.html").write_bytes(b"wrong")
    manifest.entries["index.html"] = Entry(entry.fingerprint, entry.digest, stamp_of(os.lstat(tmp_path / "index.html")))
    assert survey(tmp_path, manifest, wanted(FILES)).clean
    assert survey(tmp_path, manifest, wanted(FILES), verify=True).dirty == {"index.html": "changed on disk"}


@posix
def test_whatever_is_not_wanted_is_stale(tmp_path: Path) -> None:
    manifest = recorded(tmp_path, FILES)
    (tmp_path / "a/empty").mkdir()
    (tmp_path / "a/extra").write_text("x")
    (tmp_path / "b/c").mkdir(parents=True)
    (tmp_path / "b/c/deep").write_text("x")
    (tmp_path / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    assert survey(tmp_path, manifest, wanted(FILES)).stale == [
        "a/empty/", "a/extra", "b/", "b/c/", "b/c/deep", "loop", "pipe",
    ]  # fmt: skip


@posix
@pytest.mark.parametrize("what", ["folder", "link", "pipe"])
def test_something_else_where_a_file_is_wanted_is_missing(what: str, tmp_path: Path) -> None:
    manifest = recorded(tmp_path, FILES)
    place = tmp_path / "a/one.html"
    place.rename(tmp_path / "a/b/two.html")
    if what == "folder":
        place.mkdir()
        (place / "index.html").write_text("x")
    elif what == "link":
        place.symlink_to("b/two.html")
    else:
        os.mkfifo(place)
    found = survey(tmp_path, manifest, wanted(FILES))
    assert found.dirty == {"a/one.html": "missing", "a/b/two.html": "changed on disk"}
    assert found.stale == (["a/one.html/", "a/one.html/index.html"] if what == "folder" else [])


@posix
def test_a_link_where_a_folder_is_wanted_is_stale_and_its_files_are_missing(tmp_path: Path) -> None:
    manifest = recorded(tmp_path / "public", FILES)
    (tmp_path / "public/a").rename(tmp_path / "moved")
    (tmp_path / "public/a").symlink_to(tmp_path / "moved")
    found = survey(tmp_path / "public", manifest, wanted(FILES))
    assert found.dirty == {"a/one.html": "missing", "a/b/two.html": "missing"} and found.stale == ["a"]


@pytest.mark.parametrize(
    "path", ["", "/a", "a/", "a//b", "..", "a/../b", "./a", "a/.", "a\0b", "x" * 256, "é" * 128, "a/\udcff"]
)
def test_paths_that_leave_the_tree_are_bugs(path: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError):
        survey(tmp_path, Manifest(), {path: b""})


def test_a_path_cannot_be_a_file_and_a_folder() -> None:
    with pytest.raises(ValueError, match="both as a file and as a folder: 'a/b'"):
        check_paths(["a/b", "a/b/c"])
    check_paths(["a.b", "a/b", "..a/...", "é" * 127, "/".join(["x" * 200] * 3)])


def test_folders_of_names_every_folder_once() -> None:
    assert folders_of(["a/b/c/d", "a/b/e", "f"]) == {"a", "a/b", "a/b/c"}
