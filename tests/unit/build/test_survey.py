"""The survey misses no change, and makes nothing that may stand."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from digest.build.manifest import Entry, Manifest, digest_bytes, stamp_of
from digest.build.survey import Survey
from digest.build.survey import survey as survey_of

posix = pytest.mark.skipif(os.name == "nt", reason="pipes, links and stamps as POSIX has them")


def recorded(root: Path, files: dict[str, bytes]) -> Manifest:
    """The files written, and a manifest of them whose stamps are settled."""
    entries = {}
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
        entries[path] = Entry(b"made from " + data, VIEW, digest_bytes(data), stamp_of(os.lstat(root / path)))
    return Manifest(entries=entries)


def wanted(files: dict[str, bytes]) -> dict[str, bytes]:
    return {path: b"made from " + data for path, data in files.items()}


VIEW = b"view"


def survey(output: Path, manifest: Manifest, wanted: dict[str, bytes], **options: Any) -> Survey:
    """The survey of files whose views are all the same."""
    return survey_of(output, manifest, wanted, lambda paths: [VIEW] * len(paths), **options)


FILES = {"index.html": b"front", "a/one.html": b"one", "a/b/two.html": b"two"}


def test_views_are_asked_for_only_where_a_file_may_stand(tmp_path: Path) -> None:
    manifest = recorded(tmp_path, FILES)
    (tmp_path / "a/one.html").write_bytes(b"by hand")
    asked: list[str] = []

    def views(paths: Sequence[str]) -> list[bytes]:
        asked.extend(paths)
        return [b"another" if path == "a/b/two.html" else VIEW for path in paths]

    found = survey_of(tmp_path, manifest, {**wanted(FILES), "index.html": b"other", "new": b""}, views)
    assert asked == ["a/b/two.html"]
    assert found.dirty == {
        "index.html": "templates or settings changed",
        "a/one.html": "changed on disk",
        "a/b/two.html": "what it shows changed",
        "new": "new",
    }
    assert not found.kept


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
        "three.html": "templates or settings changed",
        "five.html": "new",
    }
    assert found.stale == ["four.html"] and list(found.kept) == ["a/b/two.html"]


def test_another_identity_makes_everything_again(tmp_path: Path) -> None:
    found = survey(tmp_path, recorded(tmp_path, FILES), wanted(FILES), identity="2")
    assert set(found.dirty.values()) == {"templates or settings changed"} and set(found.dirty) == set(FILES)


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


def test_a_file_without_a_stamp_is_read(tmp_path: Path) -> None:
    manifest = recorded(tmp_path, FILES)
    entry = manifest.entries["index.html"]
    manifest.entries["index.html"] = Entry(entry.setting, VIEW, entry.digest)
    assert survey(tmp_path, manifest, wanted(FILES)).rehashed == {"index.html"}
    (tmp_path / "index.html").write_bytes(b"FRONT")
    assert survey(tmp_path, manifest, wanted(FILES)).dirty == {"index.html": "changed on disk"}


@posix
def test_verify_reads_what_the_stamps_vouch_for(tmp_path: Path) -> None:
    manifest = recorded(tmp_path, FILES)
    entry = manifest.entries["index.html"]
    (tmp_path / "index.html").write_bytes(b"wrong")
    manifest.entries["index.html"] = Entry(
        entry.setting, VIEW, entry.digest, stamp_of(os.lstat(tmp_path / "index.html"))
    )
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
