"""Packed files -> what is in them, in memory: gzip (RFC 1952) and zip (APPNOTE.TXT). Nothing is unpacked to disk.

Sizes that an archive states are not believed; what comes out is counted. Names in an archive only label.
"""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence

from digest.clip.containers.piece import MAX_CONTAINER, broken, problem, too_large
from digest.errors import Problem

MAX_MEMBERS = 20_000
_LONGEST_LABEL = 200
_CHUNK = 1_048_576
_GZIP_MEMBERS = 200_000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_OFFICE = ("[Content_Types].xml", "mimetype", "META-INF/manifest.xml", "META-INF/MANIFEST.MF")
# The folders that browsers put beside a saved page, by the languages of browsers, and assets by their endings: a style
# sheet is text, and no content tells it from an article for sure.
_RESOURCES = re.compile(r"(?P<page>.+)[_.-](?:files|file|dateien|fichiers|archivos|bestanden|arquivos|pliki)/", re.I)
_ASSET = re.compile(
    r"\.(?:css|m?js|map|png|jpe?g|gif|webp|avif|svg|ico|bmp|tiff?|woff2?|ttf|otf|eot|mp[34]|web[mp]|og[gv]|wav|pdf)$",
    re.I,
)


_UNSEEN = re.compile(r"(?:\A|/)(?:\.(?!\.?/)|__MACOSX/)")


def gunzip(name: str, data: bytes) -> tuple[bytes, tuple[Problem, ...]]:
    """What is packed in `data`, and what is wrong: a damaged end leaves what stands before it."""
    if data.count(b"\x1f\x8b\x08") > _GZIP_MEMBERS:
        return b"", (problem(name, "too-large", f"the archive has more than {_GZIP_MEMBERS:,} parts", "split it"),)
    found: list[bytes] = []
    size = 0
    wrong: tuple[Problem, ...] = ()
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            while chunk := file.read1(_CHUNK):
                found.append(chunk)
                size += len(chunk)
                if size > MAX_CONTAINER:
                    message = f"the archive unpacks to more than {MAX_CONTAINER:,} bytes"
                    return b"", (problem(name, "too-large", message, "unpack it and split what is in it"),)
    except (OSError, EOFError, zlib.error, ValueError):
        wrong = (broken(name, "the archive is damaged; what stands before the damage was read", severity="warning"),)
    if not size:
        wrong = (broken(name, "nothing can be unpacked from the archive"),)
    return b"".join(found), wrong


def members(name: str, data: bytes) -> Iterator[tuple[str, bytes] | Problem]:
    """The clippings in a zip file: (label, bytes) of each file that may be one. A saved page's own files are passed."""
    if data.count(b"PK\x01\x02") > MAX_MEMBERS:
        yield problem(name, "too-large", f"the archive has more than {MAX_MEMBERS:,} members", "split it")
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if any(info.filename in _OFFICE for info in infos):
                hint = "import a saved page (HTML) or plain text"
                yield problem(name, "binary-file", "this is an office document, a book or a program", hint)
                return
            yield from _read(name, archive, infos)
    except Exception as error:  # the standard library's parser on any bytes; it raises a dozen kinds
        yield broken(name, f"the archive cannot be read: {type(error).__name__}")


def _read(
    name: str, archive: zipfile.ZipFile, infos: Sequence[zipfile.ZipInfo]
) -> Iterator[tuple[str, bytes] | Problem]:
    left = MAX_CONTAINER
    labels: set[str] = set()
    # Some programs of Windows write backslashes.
    pages = {_slashed(info).rpartition(".")[0] for info in infos}
    for info in infos:
        if _passed_over(_slashed(info), pages):
            continue
        label = f"{name}/{_label(_slashed(info))}"
        label += f"#{len(labels) + 1}" if label in labels else ""
        labels.add(label)
        try:
            data = _unpacked(archive, info, left)
        except Exception as error:  # see `members`
            yield broken(label, f"this member cannot be read: {type(error).__name__}")
            continue
        left -= len(data)
        if left < 0:
            yield too_large(name)
            return
        yield label, data
    if not labels:
        yield problem(name, "no-article", "the archive holds no clipping", "import the page or text itself")


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    # Other methods may ask for as much memory as an archive says.
    if info.compress_type not in _METHODS:
        raise NotImplementedError("method")
    with archive.open(info) as file:
        return file.read(most + 1)


def _slashed(info: zipfile.ZipInfo) -> str:
    return info.filename.replace("\\", "/")


def _label(member: str) -> str:
    """A member's name as text that leads nowhere: printable, without a way up, of a readable length."""
    parts = (part for part in member.split("/") if part.strip(". "))
    return "".join(c for c in "/".join(parts) if c.isprintable())[-_LONGEST_LABEL:] or "member"


def _passed_over(member: str, pages: set[str]) -> bool:
    if _ASSET.search(member) or _UNSEEN.search(member):
        return True
    folder = _RESOURCES.match(member)
    return folder is not None and folder["page"] in pages
