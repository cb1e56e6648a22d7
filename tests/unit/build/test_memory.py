"""The memory: it remembers across openings, and forgets rather than fails."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.build.memory import Memory


def fill(path: Path) -> None:
    memory = Memory(path, "one")
    memory.notes["a"] = b"alpha"
    memory.notes["b"] = b""
    memory.files.put("page", b"key", b"blob", "value")
    memory.save()


def decoded(blob: bytes) -> str:
    return blob.decode()


def test_what_was_added_is_there_the_next_time(tmp_path: Path) -> None:
    fill(tmp_path / "cache")
    memory = Memory(tmp_path / "cache", "one")
    assert dict(memory.notes) == {"a": b"alpha", "b": b""}
    assert memory.files.key("page") == b"key" and memory.files.value("page", decoded) == "blob"
    del memory.notes["a"]
    memory.save()
    again = Memory(tmp_path / "cache", "one")
    assert dict(again.notes) == {"b": b""} and len(again.notes) == 1
    assert memory.names.key("page") == b""


def test_one_process_keeps_the_values_themselves(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "cache", "one")
    value = object()
    memory.files.put("page", b"key", b"blob", value)
    memory.save()
    assert memory.files.value("page", decoded) is value  # type: ignore[comparison-overlap]


def test_a_value_gives_way_to_the_next_one(tmp_path: Path) -> None:
    fill(tmp_path / "cache")
    memory = Memory(tmp_path / "cache", "one")
    memory.files.put("page", b"another", b"new", "new")
    memory.save()
    again = Memory(tmp_path / "cache", "one")
    assert again.files.key("page") == b"another" and again.files.value("page", decoded) == "new"


def test_names_that_are_not_kept_are_forgotten(tmp_path: Path) -> None:
    fill(tmp_path / "cache")
    memory = Memory(tmp_path / "cache", "one")
    memory.files.keep(["other"])
    assert memory.files.key("page") == b""
    with pytest.raises(KeyError):
        memory.files.value("page", decoded)
    memory.save()
    assert Memory(tmp_path / "cache", "one").files.key("page") == b""


def test_other_code_begins_anew(tmp_path: Path) -> None:
    fill(tmp_path / "cache")
    other = Memory(tmp_path / "cache", "two")
    assert not dict(other.notes)
    other.notes["c"] = b""
    other.save()
    assert dict(Memory(tmp_path / "cache", "two").notes) == {"c": b""}
    assert not dict(Memory(tmp_path / "cache", "one").notes)


def test_what_is_not_saved_is_lost(tmp_path: Path) -> None:
    Memory(tmp_path / "cache", "one").notes["a"] = b"alpha"
    assert not dict(Memory(tmp_path / "cache", "one").notes)


def test_a_memory_without_a_file_remembers_as_long_as_it_lives() -> None:
    memory = Memory()
    memory.notes["a"] = b"alpha"
    memory.save()
    assert memory.notes["a"] == b"alpha"


def test_a_value_that_was_altered_is_forgotten(tmp_path: Path) -> None:
    fill(tmp_path / "cache")
    with sqlite3.connect(tmp_path / "cache") as database:
        database.execute("update notes set value = x'00' where name = 'a'")
        database.execute("update files set key = x'00'")
    memory = Memory(tmp_path / "cache", "one")
    assert dict(memory.notes) == {"b": b""}
    assert memory.files.key("page") == b""


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
    memory = Memory(path, "one")
    assert memory.notes.get("a", b"alpha") == b"alpha"
    assert memory.notes.get("b", b"") == b""
    assert memory.files.key("page") in (b"", b"key")
    memory.notes["c"] = b"new"
    memory.save()
    assert Memory(path, "one").notes["c"] == b"new"


@pytest.mark.parametrize("kind", ["folder", "nowhere"])
def test_where_no_file_can_be_the_memory_lives_for_one_build(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "cache" if kind == "folder" else tmp_path / "no" / "such" / "folder" / "cache"
    if kind == "folder":
        (path / "inside").mkdir(parents=True)
    memory = Memory(path, "one")
    memory.notes["a"] = b"alpha"
    memory.save()
    assert memory.notes["a"] == b"alpha"
