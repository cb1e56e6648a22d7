"""Drafts -> files: the import's only touch of the disk besides reading. No file is ever written over, but for
`--update`, and then only where the curator wrote nothing (`clip.update`).

    articles/2017/2017-08-08-title.md     the article
    clippings/78/78291645….txt            the raw clipping, by its digest, as it came
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Literal

import msgspec

from digest.clip.draft import Draft
from digest.clip.metadata import canonical_url
from digest.clip.update import Merge, followed, merge
from digest.content import frontmatter
from digest.content.edit import values_of
from digest.content.whole import replace
from digest.dates import DateError, parse
from digest.errors import DigestError, Problem
from digest.text import SLUG_BYTES, Slugs, nfc, slug

Outcome = Literal["written", "updated", "differs", "unchanged", "planned", "refused", "noted"]

MAX_COPIES = 1_000
"""How many files of one name are tried before giving up."""
CLIPPINGS = "clippings"
_DATE_PREFIX = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?(?![0-9]))?-(?=.)")
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_ENDINGS = {
    "text/html": "html",
    "text/plain": "txt",
    "text/markdown": "md",
    "message/rfc822": "eml",
    "multipart/related": "mhtml",
    "application/json": "json",
    "application/rss+xml": "xml",
    "application/atom+xml": "xml",
    "application/feed+json": "json",
}


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one clipping."""

    name: str
    outcome: Outcome
    """written: a new file; updated: a file whose values changed; differs: it was imported before and would change
    with `--update`; unchanged: imported before; planned: a dry run; refused and noted: see `problems`."""
    path: str = ""
    """The article file under the folder of articles, with forward slashes, as in "2017/2017-08-08-title.md"."""
    draft: Draft | None = None
    merge: Merge | None = None
    """For updated and differs: what changes and what stays the curator's."""
    problems: tuple[Problem, ...] = ()


class How(msgspec.Struct, frozen=True, kw_only=True):
    """What may be written, and where."""

    write: bool = True
    update: bool = False
    show: bool = False
    """Draft what was imported before too, to show it."""
    keep: Path | None = None
    """The site's folder, where raw clippings are kept; None keeps none."""
    slugs: Slugs = "unicode"


class Known(msgspec.Struct, frozen=True):
    """What tells that an article file was made of a clipping; "" where nothing is known."""

    sha256: str = ""
    url: str = ""
    original: str = ""
    before: tuple[str, ...] = ()
    """The digests of the clippings that it followed before this one."""


class Shelf:
    """The article files that exist: by id, by the clipping they were made of, and by the address of the original.

    In a site one clipping is one article, however many files hold it. A folder that is no site (`each_input`) gets a
    file for each input, so there the clipping and its name together are what is known.

    What a dry run would write stands here and not on the disk.
    """

    def __init__(self, articles: Path, each_input: bool = False) -> None:
        self.articles = articles
        self._each_input = each_input
        self._ids: set[str] = set()
        self._clippings: dict[tuple[str, str], Path] = {}
        self._addresses: dict[tuple[str, str], Path] = {}
        self._planned: dict[Path, str] = {}
        for file in sorted(articles.rglob("*.md")) if articles.is_dir() else ():
            self.add(file, _known_of(file))

    def add(self, file: Path, known: Known) -> None:
        """One more article file."""
        self._ids.add(article_id(file.stem))
        for sha256 in filter(None, (known.sha256, *known.before)):
            self._clippings.setdefault(self._key(sha256, known.original), file)
        if known.url:
            self._addresses.setdefault(self._key(_address(known.url), known.original), file)

    def _key(self, value: str, original: str) -> tuple[str, str]:
        return value, original if self._each_input else ""

    def has_id(self, ident: str) -> bool:
        return ident in self._ids

    def made_of(self, known: Known) -> Path | None:
        """The file that was made of this clipping, or followed it once."""
        return self._clippings.get(self._key(known.sha256, known.original))

    def at(self, known: Known) -> Path | None:
        """The file whose original stands at the same address."""
        return self._addresses.get(self._key(_address(known.url), known.original)) if known.url else None

    def shown(self, file: Path) -> str:
        return file.relative_to(self.articles).as_posix()

    def plan(self, file: Path, text: str) -> None:
        """What a file would hold."""
        self._planned[file] = text

    def text(self, file: Path) -> str:
        """What an article file holds, or would hold. DigestError when it cannot be read."""
        if file in self._planned:
            return self._planned[file]
        try:
            # newline="": the curator's line ends stay as they are.
            with file.open(encoding="utf-8", newline="") as opened:
                return opened.read()
        except (OSError, ValueError) as error:
            raise DigestError(f"{file} cannot be read: {error}", "check its permissions and encoding") from error


def _address(url: str) -> str:
    """An address as two copies of it are compared: without tracking, scheme and "www."."""
    return re.sub(r"^https?://(?:www\.)?", "", canonical_url(url) or url).rstrip("/")


# The lines as the importer writes them; a file in which they stand in another form is parsed.
_SHA256 = re.compile(r"^  sha256: ([0-9a-f]{64})$", re.MULTILINE)
_URL = re.compile(r"^url: (https?://[^\s#'\"]+)$", re.MULTILINE)
_ORIGINAL = re.compile(r"^  original: ([\w./ -]+)$", re.MULTILINE)
_BEFORE = re.compile(r"^  before:(?: \[[0-9a-f, ]+\]|(?:\n  - [0-9a-f]+)+)$", re.MULTILINE)
_DIGEST = re.compile(r"[0-9a-f]{64}")


def _known_of(file: Path) -> Known:
    """What an article file says about the clipping it was made of."""
    try:
        text = file.read_text("utf-8")
    except (OSError, ValueError):
        return Known()
    head = text[: text.find("\n---", 3) + 1]
    found = [_SHA256.findall(head), _URL.findall(head), _ORIGINAL.findall(head)]
    before = _BEFORE.findall(head)
    stated = [head.count(word) for word in ("sha256", "\nurl", "original", "\n  before:")]
    if list(map(len, (*found, before))) == stated:
        sha256, url, original = map("".join, found)
        return Known(sha256, url, original, tuple(_DIGEST.findall("".join(before))))
    return _known(values_of(text))


def _known(meta: Mapping[str, frontmatter.Plain]) -> Known:
    record = meta.get("clipping")
    inner = record if isinstance(record, Mapping) else {}
    values = (inner.get("sha256", ""), meta.get("url", ""), inner.get("original", ""))
    sha256, url, original = (value if isinstance(value, str) else "" for value in values)
    return Known(sha256, url, original, followed(inner))


# ------------------------------------------------------------------------------------------------------ one clipping


def settle(draft: Draft, shelf: Shelf, how: How) -> Imported:
    """Give a draft its file: a new one, or the one it has from an earlier import.

    DigestError when the folder cannot be written.
    """
    known = _known(draft.meta)
    if (file := shelf.made_of(known)) and not how.update:
        return Imported(name=draft.name, outcome="unchanged", path=shelf.shown(file), draft=draft)
    if file := file or shelf.at(known):
        return _again(draft, file, shelf, how)
    path = _free(draft, shelf, how.slugs)
    outcome: Outcome = "planned"
    if how.write:
        draft = _named(draft, how)
        _keep(draft, how)
        path = _write_new(draft, shelf, path, how.slugs)
        outcome = "written"
    else:
        shelf.plan(shelf.articles / path, frontmatter.dump(draft.meta, draft.body))
    shelf.add(shelf.articles / path, known)
    return Imported(name=draft.name, outcome=outcome, path=str(path), draft=draft, problems=draft.warnings)


def _again(draft: Draft, file: Path, shelf: Shelf, how: How) -> Imported:
    """A clipping whose article exists: what has changed is shown, and with `--update` written."""
    named = _named(draft, how)
    found = merge(shelf.shown(file), shelf.text(file), named)
    outcome: Outcome = "differs" if found.taken or found.kept or found.by_hand else "unchanged"
    if found.taken and how.update:
        outcome = "updated" if how.write else "planned"
        if how.write:
            draft = named
            _keep(draft, how)
            replace(file, found.text.encode("utf-8"))
        else:
            shelf.plan(file, found.text)
        shelf.add(file, _known(draft.meta))
    return Imported(name=draft.name, outcome=outcome, path=shelf.shown(file), draft=draft, merge=found)


# ------------------------------------------------------------------------------------------------------ names of files


def article_id(stem: str) -> str:
    """The id of an article file: its stem without a date prefix, as `content.load` reads it."""
    return _DATE_PREFIX.sub("", nfc(stem), count=1)


def target(draft: Draft, slugs: Slugs = "unicode", copy: int = 1) -> PurePosixPath:
    """The article file of a draft: 2017/2017-08-08-title.md, or undated/title.md, under the folder of articles.

    `copy` 2 and more give the names "-2", "-3" that follow when another article has the first one.
    """
    ending = f"-{copy}" if copy > 1 else ""
    stem = slug(str(draft.meta["title"]), slugs, SLUG_BYTES - len(ending)) + ending
    day = None
    with suppress(DateError):
        day = parse(str(draft.meta["date"])).first_day if "date" in draft.meta else None
    return PurePosixPath(f"{day.year:04d}", f"{day}-{stem}.md") if day else PurePosixPath("undated", f"{stem}.md")


def _free(draft: Draft, shelf: Shelf, slugs: Slugs) -> PurePosixPath:
    """The first file for a draft whose id nobody has."""
    for copy in range(1, MAX_COPIES):
        path = target(draft, slugs, copy)
        if not shelf.has_id(article_id(path.stem)):
            return path
    raise DigestError(f"{MAX_COPIES} articles named like {target(draft, slugs)} exist", "import under another title")


# --------------------------------------------------------------------------------------------------------- the disk


def _named(draft: Draft, how: How) -> Draft:
    """The draft with the place of its raw clipping in its record; as it is when none is kept."""
    if how.keep is None or not draft.raw:
        return draft
    record = draft.meta["clipping"]
    assert isinstance(record, Mapping)
    sha256 = str(record["sha256"])
    place = f"{CLIPPINGS}/{sha256[:2]}/{sha256}.{_ENDINGS.get(draft.media_type, 'bin')}"
    named = {"original": record["original"], "file": place, **record}
    return msgspec.structs.replace(draft, meta={**draft.meta, "clipping": named})


def _keep(draft: Draft, how: How) -> None:
    """Write the raw clipping to the place that the draft's record names, before an article names it too."""
    record = draft.meta["clipping"]
    assert isinstance(record, Mapping)
    if how.keep is not None and "file" in record and not (file := how.keep / str(record["file"])).exists():
        replace(file, draft.raw)


def _write_to_new(file: Path, text: bytes) -> None:
    """FileExistsError when there is something: two imports at once never write one file, and no link is followed."""
    try:
        descriptor = os.open(file, _NEW, 0o666)
    except (FileNotFoundError, NotADirectoryError):
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(file, _NEW, 0o666)
    try:
        with open(descriptor, "wb") as opened:
            opened.write(text)
    except BaseException:  # a full disk, Ctrl-C: better no article than half of one
        with suppress(OSError):
            os.unlink(file)
        raise


def _write_new(draft: Draft, shelf: Shelf, path: PurePosixPath, slugs: Slugs) -> PurePosixPath:
    """Write the draft to a new file: `path`, or the next free one if another import was faster."""
    text = frontmatter.dump(draft.meta, draft.body).encode("utf-8")
    while True:
        file = shelf.articles / path
        try:
            _write_to_new(file, text)
        except FileExistsError as error:
            if not os.path.lexists(file):
                # A folder on the way is a file.
                raise DigestError(f"{file.parent} is no folder", "move it away") from error
            shelf.add(file, _known_of(file))
            path = _free(draft, shelf, slugs)
        except OSError as error:
            hint = "check the folder's permissions and space"
            raise DigestError(f"{file} cannot be written: {error.strerror}", hint) from error
        else:
            return path
