"""What pure stages returned before, by the digest of their arguments. A missing or damaged cache is an empty one.

SQLite in `.digest/cache.sqlite`. Every value carries its own checksum, since SQLite notices no flipped bit; keys hold
the identity of the code that made the value, so that another release of digest or of a library asks for other keys.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager, suppress
from pathlib import Path

from digest.build.exchange import remove
from digest.build.manifest import digest_bytes

CHECKSUM_BYTES = 16


class Cache(MutableMapping[str, bytes]):
    """A mapping that forgets instead of failing."""

    def __init__(self, database: sqlite3.Connection, identity: str) -> None:
        self._database, self._identity = database, identity

    def __getitem__(self, key: str) -> bytes:
        query = "select value from memo where key = ?"
        with suppress(sqlite3.Error):
            row = self._database.execute(query, (self._key(key),)).fetchone()
            if row and isinstance(row[0], bytes) and digest_bytes(row[0][CHECKSUM_BYTES:]) == row[0][:CHECKSUM_BYTES]:
                return row[0][CHECKSUM_BYTES:]
        raise KeyError(key)

    def __setitem__(self, key: str, value: bytes) -> None:
        with suppress(sqlite3.Error):
            statement = "insert or replace into memo (key, value) values (?, ?)"
            self._database.execute(statement, (self._key(key), digest_bytes(value) + value))

    def __delitem__(self, key: str) -> None:
        with suppress(sqlite3.Error):
            self._database.execute("delete from memo where key = ?", (self._key(key),))

    def __iter__(self) -> Iterator[str]:
        with suppress(sqlite3.Error):
            prefix = self._key("")
            for (key,) in self._database.execute("select key from memo"):
                if isinstance(key, str) and key.startswith(prefix):
                    yield key.removeprefix(prefix)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _key(self, key: str) -> str:
        return f"{self._identity}:{key}"


@contextmanager
def open_cache(path: Path, identity: str) -> Iterator[Cache]:
    """The cache in a file, made if need be, begun anew if damaged; what was added is kept when the block ends.

    Call it under the build's lock. Where no file can be written the cache lives in memory and is forgotten.
    """
    database = _opened(path)
    try:
        yield Cache(database, identity)
        with suppress(sqlite3.Error):
            database.commit()
    finally:
        database.close()


def _opened(path: Path) -> sqlite3.Connection:
    for place in (str(path), str(path), ":memory:"):
        database = None
        try:
            database = sqlite3.connect(place, isolation_level="DEFERRED")
            database.execute("pragma synchronous = off")  # a cache may be lost; its values carry checksums
            database.execute("create table if not exists memo (key text primary key, value blob) without rowid")
            database.execute("select count(*) from memo").fetchone()
            return database
        except sqlite3.Error:
            if database is not None:
                database.close()
            with suppress(OSError):
                remove(path)
    raise AssertionError("SQLite cannot even open a database in memory")
