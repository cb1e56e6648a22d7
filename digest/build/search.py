"""The search index: made after the pages are up, and only when what readers can search has changed.

    searched   of a page's bytes, the parts that its template offers to the search
    key        what an index was made from, as one digest: those parts, nothing around them
    update     the index for a set of pages: the one that is stored while its key still fits, else a new one

Pagefind's files differ from run to run, so they stand outside the law that a build's bytes follow from its input; the
key stands for them. What was made is kept in a folder, `files/` and beside it `record`, which is written last and
carries a checksum: half an index is none. A published copy that is damaged or missing is put back from there.

An index never outlives the right to its words: when a new one cannot be made, the old one goes.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import msgspec

from digest.build import pagefind
from digest.build.exchange import remove
from digest.build.manifest import digest_bytes
from digest.errors import DigestError, Problem
from digest.site.plan import Output, Render
from digest.site.urls import SEARCH_INDEX

VERSION = 1
CHECKSUM_BYTES = 16

Digest = bytes


def is_article(output: Output) -> bool:
    """Whether an output is among those that may be searched: lists repeat what articles say."""
    return isinstance(output.content, Render) and output.content.template == "article.html"


class Index(msgspec.Struct, frozen=True, array_like=True):
    """An index that was made, and from what. The empty one stands for none."""

    version: int = VERSION
    key: Digest = b""
    release: str = ""
    """The program that made it."""
    pages: dict[str, tuple[Digest, Digest]] = {}
    """Of each page that it holds: the digest of its bytes, and of what of them is searched."""
    files: dict[str, Digest] = {}
    """Each of its files, by the path at which it is published, with the digest of its bytes."""


class Update(msgspec.Struct, frozen=True, kw_only=True):
    """What `update` did."""

    index: Index
    articles: int
    """How many pages it holds."""
    made: bool
    """Whether the program made it just now."""
    seconds: float
    problem: Problem | None = None
    """Why the program failed and there is no index; the pages are complete without it."""


# --------------------------------------------------------------------------------------------------- what is searched

# Possessive: whatever stands there, each byte is looked at once.
_TAG = re.compile(rb"""<(/?)([a-zA-Z][^\s/>]*+)([^"'>]*+(?:(?:"[^"]*+"|'[^']*+')[^"'>]*+)*+)>""")
_SEARCHED, _LEFT_OUT = b"data-pagefind-body", b'data-pagefind-ignore="all"'
_VOID = frozenset(b"area base br col embed hr img input link meta source track wbr".split())


def searched(page: bytes) -> bytes:
    """The elements of a page that its template marks with `data-pagefind-body`, without those inside that it marks
    with `data-pagefind-ignore="all"`; b"" for a page that is not searched at all."""
    pieces: list[bytes] = []
    place = 0
    while (place := page.find(_SEARCHED, place)) >= 0:
        tag = _TAG.match(page, max(page.rfind(b"<", 0, place), 0))
        if tag is None or tag.end() < place:  # the words of a text
            place += 1
        else:
            place = _collect(page, tag.start(), pieces)
    return b"".join(pieces)


def _collect(page: bytes, start: int, pieces: list[bytes]) -> int:
    """Add to `pieces` the element whose tag begins at `start`, but for what is left out in it; returns where it ends.

    An element that is never closed ends with the one around it, the outermost with the page.
    """
    name, depth, kept = b"", 0, start
    left_out, level = b"", 0
    for tag in _TAG.finditer(page, start):
        closing, this, attributes = tag.groups()
        this = this.lower()
        step = -1 if closing else 1
        if left_out:
            level += step if this == left_out else 0
            if not level:
                left_out, kept = b"", tag.end()
        elif _LEFT_OUT in attributes and not closing:
            pieces.append(page[kept : tag.start()])
            kept = tag.end()
            left_out, level = (b"", 0) if this in _VOID else (this, 1)
        name = name or this
        if this == name:
            depth += step
            if depth <= 0 or this in _VOID:
                pieces.append(b"" if left_out else page[kept : tag.end()])
                return tag.end()
    pieces.append(b"" if left_out else page[kept:])
    return len(page)


def key(language: str, parts: Mapping[str, Digest]) -> Digest:
    """The digest of all that an index is made from: the language of the interface, and of each page what of it is
    searched."""
    return digest_bytes(msgspec.msgpack.encode((VERSION, language, sorted(parts.items()))))


# --------------------------------------------------------------------------------------------------------- the store


def stored(folder: Path) -> Index:
    """The index that is kept in a folder; the empty one where there is none, half of one, or another version's."""
    try:
        data = (folder / "record").read_bytes()
        if hashlib.blake2b(data[CHECKSUM_BYTES:], digest_size=CHECKSUM_BYTES).digest() != data[:CHECKSUM_BYTES]:
            return Index()
        index = msgspec.msgpack.decode(data[CHECKSUM_BYTES:], type=Index)
    except (OSError, msgspec.MsgspecError):
        return Index()
    return index if index.version == VERSION else Index()


def content(folder: Path, index: Index, path: str) -> bytes:
    """The bytes of one of its files. DigestError when the store cannot give them any more."""
    data = _kept(folder, path)
    if digest_bytes(data) != index.files[path]:
        raise DigestError(f"the search index in {folder} was damaged while the site was built", "build again")
    return data


def whole(folder: Path, index: Index, paths: Iterable[str]) -> bool:
    """Whether the store can give each of the paths that belong to the index."""
    return all(digest_bytes(_kept(folder, path)) == index.files[path] for path in paths if path in index.files)


def _kept(folder: Path, path: str) -> bytes:
    try:
        return (folder / "files" / path.removeprefix(SEARCH_INDEX)).read_bytes()
    except OSError:
        return b""  # which is no file of an index


def _keep(folder: Path, index: Index) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    body = msgspec.msgpack.encode(index)
    aside = folder / "record.new"
    aside.write_bytes(hashlib.blake2b(body, digest_size=CHECKSUM_BYTES).digest() + body)
    os.replace(aside, folder / "record")


# -------------------------------------------------------------------------------------------------------- the update


def update(
    folder: Path,
    old: Index,
    pages: Mapping[str, Digest],
    read: Callable[[str], bytes],
    language: str,
    *,
    trust: bool = True,
    behind: bool = False,
) -> Update:
    """Bring the index kept in `folder` to what `pages` show: each page's path and the digest of its bytes.

    `old` is what `stored` gave; `read` gives a page's bytes, and is asked for those alone that changed since, unless
    `trust` is false; with `behind`, all other work comes first, as an edit does in `serve`. Nobody else may use the
    folder meanwhile. OSError when it cannot be written.
    """
    begun = time.perf_counter()
    release = pagefind.release()
    if not release and not old.key:  # spare the reading
        return Update(index=old, articles=0, made=False, seconds=0.0)
    parts = {path: _part(path, mark, old if trust else Index(), read) for path, mark in sorted(pages.items())}
    held = {path: part for path, part in parts.items() if part[1] != _NOTHING}
    wanted = key(language, {path: part for path, (_, part) in held.items()})
    index, made, problem = old, False, None
    if wanted == old.key and release in ("", old.release):
        if parts != old.pages:
            index = msgspec.structs.replace(old, pages=parts)
            _keep(folder, index)
    else:
        remove(folder)
        index = Index()
        try:
            documents = ((path, searched(read(path))) for path in held)
            files = _made(folder, documents, language, behind) if held else {}
            index, made = Index(key=wanted, release=release, pages=parts, files=files), bool(files)
            _keep(folder, index)
        except DigestError as error:
            problem = missing(error.message, error.hint) if release else None  # which everybody was told before
    return Update(index=index, articles=len(held), made=made, seconds=time.perf_counter() - begun, problem=problem)


_NOTHING = digest_bytes(b"")


def _part(path: str, mark: Digest, old: Index, read: Callable[[str], bytes]) -> tuple[Digest, Digest]:
    """The digest of a page, and of what of it is searched."""
    known = old.pages.get(path)
    return known if known and known[0] == mark else (mark, digest_bytes(searched(read(path))))


def _made(folder: Path, documents: Iterable[tuple[str, bytes]], language: str, behind: bool) -> dict[str, Digest]:
    """Let the program make an index of the documents, and keep its files; their digests by published path."""
    work = folder / "work"
    work.mkdir(parents=True)
    try:
        made = pagefind.make_index(documents, language, work, behind=behind)
        files = {}
        for name, file in made.items():
            place = folder / "files" / name
            place.parent.mkdir(parents=True, exist_ok=True)
            files[SEARCH_INDEX + name] = digest_bytes(file.read_bytes())
            os.replace(file, place)
        return files
    finally:
        remove(work)


def settled(update: Update | None) -> bool:
    """Whether another build would find nothing to do for the search: there is an index, or none is asked for."""
    return update is None or bool(update.index.key)


def possible() -> bool:
    """Whether the program is installed that makes an index."""
    return pagefind.program() is not None


def missing(message: str = pagefind.MISSING, hint: str = pagefind.INSTALL) -> Problem:
    """That no index can be made."""
    return Problem(
        path="site.yaml",
        key="search",
        code="no-search",
        severity="warning",
        message=f"the search index cannot be made: {message}",
        hint=f"{hint}; without it the search page shows the other ways in",
    )
