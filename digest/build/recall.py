"""Records and names as a build gets them: from memory where their key is the same, else made anew, by several at once.

A file's record depends on its bytes and its path. Equal stamps stand for equal bytes, as in the manifest; a stamp that
was not settled when the file was read, and any other doubt, is resolved by reading the file. What naming finds in an
article depends on the article, the records of all entities and the site's language.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from digest.build.execute import each
from digest.build.manifest import UNKNOWN, Stamp, digest_bytes, settled
from digest.build.memory import Memory, Shelf
from digest.content import schema
from digest.content.load import File, Read, record_in
from digest.content.places import read_bytes
from digest.errors import Problem
from digest.link import Named, Naming, mentions
from digest.link.names import NameTable
from digest.model import Article, Entity

Parsed = tuple[Any, tuple[Problem, ...]]

DIGEST_BYTES = 16


def reading(memory: Memory, stamps: Mapping[str, Stamp], clock_ns: int, jobs: int) -> Read:
    """How `content.load` reads records.

    `stamps` tells how the files stood before any of them was read, `clock_ns` the file system's time before that.
    """

    def read(site: Path, files: Sequence[File]) -> Iterator[Parsed]:
        shelf = memory.files
        shelf.keep(file.path for file in files)
        stood = [stamps.get(file.path, UNKNOWN) for file in files]
        doubted = [n for n, file in enumerate(files) if not _same_stamp(shelf.key(file.path), stood[n])]

        def made(n: int) -> tuple[bytes, bytes]:
            return _made(site, files[n], shelf.key(files[n].path)[:DIGEST_BYTES])

        for n, (digest, blob) in zip(doubted, each(made, doubted, jobs), strict=True):
            _remember(shelf, files[n], digest, blob, settled(stood[n], clock_ns))
        return (shelf.value(file.path, _decoder(file.kind)) for file in files)

    return read


def _same_stamp(key: bytes, stamp: Stamp) -> bool:
    return os.name != "nt" and stamp != UNKNOWN and key[DIGEST_BYTES:] == _packed(stamp)


def _packed(stamp: Stamp) -> bytes:
    return repr(stamp).encode()  # a file system may know times that no fixed number of bytes holds


def _made(site: Path, file: File, known: bytes) -> tuple[bytes, bytes]:
    """The digest of a file's bytes, and the bytes of its record with its problems; none of these when it is `known`."""
    data, problems = read_bytes(f"{site}/{file.path}", file.path)
    digest = digest_bytes(data) if not problems else b""
    if digest and digest == known:
        return digest, b""
    record, found = (None, problems) if problems else record_in(data, file)
    return digest, msgspec.msgpack.encode((record, found))


def _remember(shelf: Shelf, file: File, digest: bytes, blob: bytes, stamp: Stamp) -> None:
    """An unreadable file has no digest and is tried again each time."""
    key = digest.ljust(DIGEST_BYTES, b"\0") + (_packed(stamp) if digest and stamp != UNKNOWN else b"")
    decode = _decoder(file.kind)
    if blob:
        shelf.put(file.path, key, blob, decode(blob))
    elif shelf.key(file.path) != key:
        value = shelf.value(file.path, decode)
        shelf.put(file.path, key, msgspec.msgpack.encode(value), value)


@cache
def _decoder(kind: str) -> Callable[[bytes], Parsed]:
    declared: Any = schema.KINDS[kind]
    return msgspec.msgpack.Decoder(tuple[declared | None, tuple[Problem, ...]]).decode


# ------------------------------------------------------------------------------------------------------------- naming


def naming(memory: Memory, jobs: int) -> Naming:
    """How `link.connect` names articles."""

    def name(articles: Sequence[Article], entities: Mapping[str, Entity], language: str) -> Iterator[Named]:
        shelf = memory.names
        shelf.keep(article.id for article in articles)
        surroundings = digest_bytes(msgspec.msgpack.encode((language, list(entities.values()))))
        keys = [_key(article, memory.files, surroundings) for article in articles]
        open_ = [n for n, article in enumerate(articles) if shelf.key(article.id) != keys[n]]
        table = NameTable(entities.values()) if open_ else None

        def made(n: int) -> bytes:
            assert table is not None
            return msgspec.msgpack.encode(mentions.find(articles[n], table, entities, language))

        for n, blob in zip(open_, each(made, open_, jobs), strict=True):
            shelf.put(articles[n].id, keys[n], blob, _named(blob))
        return (shelf.value(article.id, _named) for article in articles)

    return name


_named = msgspec.msgpack.Decoder(Named).decode


def _key(article: Article, files: Shelf, surroundings: bytes) -> bytes:
    """What naming in an article was made from: the bytes and the path of its file, and everything else."""
    return files.key(article.path)[:DIGEST_BYTES] + digest_bytes(article.path.encode() + surroundings)
