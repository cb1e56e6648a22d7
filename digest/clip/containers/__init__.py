"""A file of any kind -> the clippings in it. Bytes in, values out; no disk, no network, never an exception.

What is packed (gzip, zip) is opened once: a packed file inside a packed file is refused by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import TypeAlias

from digest.clip.containers.kind import Kind, kind_of
from digest.clip.containers.piece import MAX_CONTAINER, Piece, problem, too_large
from digest.clip.draft import Options
from digest.errors import Problem

__all__ = ["MAX_CONTAINER", "READERS", "Piece", "pieces", "reader"]

Reader: TypeAlias = Callable[[str, bytes, Options], Iterator[Piece | Problem]]
"""(name, bytes, options) -> the clippings in their order, and what is wrong. It never raises for any bytes."""

# Each reader brings its own libraries, and most files need none of them: a module is loaded with its first file.
READERS: Mapping[Kind, tuple[str, str]] = {
    "warc": ("warc", "pieces"),
    "feed": ("feed", "pieces"),
    "mbox": ("mail", "mailbox"),
    "mail": ("mail", "message"),
    "json": ("records", "json_pieces_of"),
    "table": ("records", "table_pieces"),
    "bookmarks": ("bookmarks", "pieces"),
    "opml": ("bookmarks", "feed_list"),
}
"""Kind of file -> the module of this package and the function in it that takes such files apart."""


def reader(kind: Kind) -> Reader:
    module, function = READERS[kind]
    found: Reader = getattr(import_module(f"{__name__}.{module}"), function)
    return found


def pieces(name: str, data: bytes, options: Options, *, packed: bool = False) -> Iterator[Piece | Problem]:
    """The clippings in a file. `packed` says that it was taken out of another one."""
    if len(data) > MAX_CONTAINER:
        yield too_large(name)
        return
    kind = kind_of(data, options.mapping)
    if kind == "page":
        yield Piece(name=name, raw=data)
    elif kind in READERS:
        yield from reader(kind)(name, data, options)
    elif packed:
        yield problem(name, "nested-archive", "this is an archive inside of another one", "unpack it first")
    elif kind == "gzip":
        from digest.clip.containers import archive

        inner, wrong = archive.gunzip(name, data)
        yield from wrong
        if inner:
            yield from pieces(name, inner, options, packed=True)
    else:
        from digest.clip.containers import archive

        for member in archive.members(name, data):
            if isinstance(member, Problem):
                yield member
            else:
                yield from pieces(*member, options, packed=True)
