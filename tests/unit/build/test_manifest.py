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
)

posix = pytest.mark.skipif(os.name == "nt", reason="pipes, links and stamps as POSIX has them")

MANIFEST = Manifest(
    identity="1",
    entries={
        "index.html": Entry(b"setting", b"fingerprint", digest_bytes(b"page"), (1, 4, 1_600_000_000_000_000_000, 3)),
        "a/ы.html": Entry(b"", b"", digest_bytes(b"")),
    },
)


def test_a_manifest_comes_back_as_it_was() -> None:
    assert decode(encode(MANIFEST)) == MANIFEST


def test_a_manifest_of_another_version_is_empty() -> None:
    assert decode(encode(Manifest(version=1, entries=MANIFEST.entries))) == Manifest()


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


def test_a_stamp_of_the_present_tick_is_not_trusted() -> None:
    assert settled((1, 2, 10, 20), 21) == (1, 2, 10, 20)
    assert settled((1, 2, 10, 20), 20) == UNKNOWN  # changed in the tick of the clock: could change again unseen
    assert settled((1, 2, 30, 20), 25) == UNKNOWN


def test_a_path_cannot_be_a_file_and_a_folder() -> None:
    with pytest.raises(ValueError, match="both as a file and as a folder: 'a/b'"):
        check_paths(["a/b", "a/b/c"])
    check_paths(["a.b", "a/b", "..a/...", "é" * 127, "/".join(["x" * 200] * 3)])


def test_folders_of_names_every_folder_once() -> None:
    assert folders_of(["a/b/c/d", "a/b/e", "f"]) == {"a", "a/b", "a/b/c"}
