"""The cache: it remembers across openings, and forgets rather than fails."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.build.cache import open_cache


def fill(path: Path) -> None:
    with open_cache(path, "one") as cache:
        cache["a"] = b"alpha"
        cache["b"] = b""


def test_what_was_added_is_there_the_next_time(tmp_path: Path) -> None:
    fill(tmp_path / "cache")
    with open_cache(tmp_path / "cache", "one") as cache:
        assert dict(cache) == {"a": b"alpha", "b": b""}
        del cache["a"]
    with open_cache(tmp_path / "cache", "one") as cache:
        assert dict(cache) == {"b": b""}
        assert len(cache) == 1


def test_other_code_sees_nothing_of_it(tmp_path: Path) -> None:
    fill(tmp_path / "cache")
    with open_cache(tmp_path / "cache", "two") as cache:
        assert "a" not in cache
        assert not dict(cache)


def test_a_block_that_fails_adds_nothing(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), open_cache(tmp_path / "cache", "one") as cache:
        cache["a"] = b"alpha"
        raise RuntimeError
    with open_cache(tmp_path / "cache", "one") as cache:
        assert not dict(cache)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_a_damaged_file_gives_what_was_put_in_or_nothing(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("cache") / "cache"
    fill(path)
    whole = bytearray(path.read_bytes())
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=40)):
        whole[place] ^= data.draw(st.integers(1, 255))
    path.write_bytes(whole[: data.draw(st.integers(0, len(whole)))] if data.draw(st.booleans()) else whole)
    with open_cache(path, "one") as cache:
        assert cache.get("a", b"alpha") == b"alpha"
        assert cache.get("b", b"") == b""
        cache["c"] = b"new"
    with open_cache(path, "one") as cache:
        assert cache.get("c", b"new") == b"new"


def test_a_folder_in_its_place_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "cache" / "inner").mkdir(parents=True)
    fill(tmp_path / "cache")
    with open_cache(tmp_path / "cache", "one") as cache:
        assert cache["a"] == b"alpha"


def test_where_nothing_can_be_written_it_lives_in_memory(tmp_path: Path) -> None:
    with open_cache(tmp_path / "no" / "such" / "folder", "one") as cache:
        cache["a"] = b"alpha"
        assert cache["a"] == b"alpha"
