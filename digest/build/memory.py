"""What pure stages returned before, each value with the key of what it was made from. A damaged memory is an empty one.

One process may build many times and keeps the values themselves; the next process finds their bytes in
`.digest/cache.sqlite`. Each row carries a checksum, since SQLite notices no flipped bit. The file belongs to one
identity, that of the code which made the values: another release of digest or of a library begins anew.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from digest.build.exchange import remove

Value = TypeVar("Value")

SHELVES = ("files", "names", "notes")
"""files   path -> the record in the file
names   id of an article -> what naming finds in it
notes   whatever a stage names itself by the digest of its arguments"""


class Shelf:
    """Values of one kind by name, each with the key of what it was made from."""

    def __init__(self) -> None:
        self._keys: dict[str, bytes] = {}
        self._blobs: dict[str, bytes] = {}
        self._values: dict[str, Any] = {}
        self.unsaved: dict[str, bytes] = {}
        """The bytes of each value that was put here and is not in the file yet."""
        self.gone: set[str] = set()
        """The names that are still in the file and no longer here."""

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def key(self, name: str) -> bytes:
        """What the value of a name was made from; b"" where there is none."""
        return self._keys.get(name, b"")

    def value(self, name: str, decode: Callable[[bytes], Value]) -> Value:
        """The value of a name, read from its bytes the first time; KeyError where there is none."""
        if name not in self._values:
            self._values[name] = decode(self._blobs.pop(name))
        value: Value = self._values[name]
        return value

    def put(self, name: str, key: bytes, blob: bytes, value: object) -> None:
        """Remember a value, and its bytes for the next process."""
        self._keys[name], self._values[name], self.unsaved[name] = key, value, blob
        self._blobs.pop(name, None)
        self.gone.discard(name)

    def keep(self, names: Iterable[str]) -> None:
        """Forget every other name."""
        for name in self._keys.keys() - set(names):
            self._keys.pop(name)
            self._values.pop(name, None)
            self._blobs.pop(name, None)
            self.unsaved.pop(name, None)
            self.gone.add(name)

    def fill(self, rows: Iterable[tuple[str, bytes, bytes]]) -> None:
        """Take what a former process left: (name, key, bytes of the value)."""
        for name, key, blob in rows:
            self._keys[name], self._blobs[name] = key, blob

    def rows(self) -> Iterator[tuple[str, bytes, bytes]]:
        """What the next process shall find."""
        return ((name, self._keys[name], blob) for name, blob in self.unsaved.items())


class Notes(MutableMapping[str, bytes]):
    """A shelf as a mapping of bytes, for stages that make their own keys."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def __getitem__(self, key: str) -> bytes:
        return self._shelf.value(key, bytes)

    def __setitem__(self, key: str, value: bytes) -> None:
        self._shelf.put(key, b"", value, value)

    def __delitem__(self, key: str) -> None:
        self._shelf.keep(name for name in self._shelf if name != key)

    def __iter__(self) -> Iterator[str]:
        return iter(self._shelf)

    def __len__(self) -> int:
        return sum(1 for _ in self._shelf)


class Memory:
    """All that builds of one site remember."""

    def __init__(self, path: Path | None = None, identity: str = "") -> None:
        """What the file at `path` holds for this identity; nothing without a file. Call it under the build's lock."""
        self._path, self._identity = path, identity
        self.files, self.names, self._noted = (Shelf() for _ in SHELVES)
        self.notes = Notes(self._noted)
        if path is not None:
            self._load(path)

    @property
    def _shelves(self) -> tuple[Shelf, ...]:
        return self.files, self.names, self._noted

    def _load(self, path: Path) -> None:
        if not path.is_file():
            return
        try:
            with _opened(path) as database:
                if database.execute("select value from identity").fetchone() != (self._identity,):
                    return
                for name, shelf in zip(SHELVES, self._shelves, strict=True):
                    shelf.fill(_whole(database.execute(f"select name, key, value, sum from {name}")))
        except (sqlite3.Error, UnicodeDecodeError):
            with suppress(OSError):  # what is damaged in one place is begun anew
                remove(path)

    def save(self) -> None:
        """Leave what is new for the next process. Call it under the build's lock; where that fails, it begins anew."""
        if self._path is None or not any(shelf.unsaved or shelf.gone for shelf in self._shelves):
            return
        for _ in range(2):
            try:
                self._write(self._path)
                break
            except sqlite3.Error:
                with suppress(OSError):
                    remove(self._path)
        for shelf in self._shelves:
            shelf.unsaved, shelf.gone = {}, set()

    def _write(self, path: Path) -> None:
        with _opened(path) as database:
            database.execute("create table if not exists identity (value text)")
            if database.execute("select value from identity").fetchone() != (self._identity,):
                for name in SHELVES:
                    database.execute(f"drop table if exists {name}")
                database.execute("delete from identity")
                database.execute("insert into identity values (?)", (self._identity,))
            for name, shelf in zip(SHELVES, self._shelves, strict=True):
                database.execute(
                    f"create table if not exists {name} (name text primary key, key blob, value blob, sum integer)"
                )
                database.executemany(f"delete from {name} where name = ?", ((gone,) for gone in shelf.gone))
                rows = ((*row, _sum(*row)) for row in shelf.rows())
                database.executemany(f"insert or replace into {name} values (?, ?, ?, ?)", rows)
            database.commit()


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    database = sqlite3.connect(path, isolation_level="DEFERRED")
    try:
        database.execute("pragma synchronous = off")  # a memory may be lost; its values carry checksums
        yield database
    finally:
        database.close()


def _whole(rows: Iterable[tuple[Any, Any, Any, Any]]) -> Iterator[tuple[str, bytes, bytes]]:
    """The rows that are as they were written."""
    for name, key, value, total in rows:
        if type(name) is str and type(key) is bytes and type(value) is bytes and total == _sum(name, key, value):
            yield name, key, value


def _sum(name: str, key: bytes, value: bytes) -> int:
    return zlib.crc32(value, zlib.crc32(key, zlib.crc32(name.encode("utf-8", "surrogatepass"))))
