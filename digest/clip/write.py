"""Drafts -> files in content/articles/: the import's only touch of the disk. It never writes over a file."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Literal

import msgspec

from digest.clip import Draft, Options, draft
from digest.clip.decode import MAX_BYTES
from digest.content import frontmatter
from digest.dates import DateError, parse
from digest.errors import DigestError, Problem
from digest.model import Source
from digest.text import SLUG_BYTES, Slugs, nfc, slug

Outcome = Literal["written", "unchanged", "planned", "refused"]

MAX_COPIES = 1_000
"""How many files of one name are tried before giving up."""
_DATE_PREFIX = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?(?![0-9]))?-(?=.)")


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one clipping."""

    name: str
    outcome: Outcome
    """written: a new file; unchanged: imported before; planned: a dry run; refused: see `problems`."""
    path: str = ""
    """The article file under the folder of articles, with forward slashes, as in "2017/2017-08-08-title.md"."""
    draft: Draft | None = None
    problems: tuple[Problem, ...] = ()


class Shelf:
    """The article files that exist, by id: read once for a run of imports, by their names alone."""

    def __init__(self, articles: Path) -> None:
        self.articles = articles
        self._files: dict[str, list[Path]] = {}
        for file in sorted(articles.rglob("*.md")) if articles.is_dir() else ():
            self.add(file)

    def add(self, file: Path) -> None:
        self._files.setdefault(article_id(file.stem), []).append(file)

    def files(self, ident: str) -> list[Path]:
        """The files whose id is `ident`, in whatever folder."""
        return self._files.get(ident, [])


def import_file(
    clipping: Path,
    shelf: Shelf,
    sources: Mapping[str, Source],
    options: Options,
    *,
    known: Mapping[str, str] | None = None,
    slugs: Slugs = "unicode",
    dry_run: bool = False,
) -> Imported:
    """Import one clipping into the shelf's folder of articles.

    `known` maps the SHA-256 of clippings already imported to their article files, so that one whose article got
    another name is not imported twice; without it only articles of the same id are looked at. A clipping that cannot
    be read is refused with a problem; DigestError when the folder cannot be written.
    """
    name = clipping.name
    data = read_clipping(clipping)
    if isinstance(data, Problem):
        return Imported(name=name, outcome="refused", problems=(data,))
    sha256 = hashlib.sha256(data).hexdigest()
    if known and sha256 in known:
        return Imported(name=name, outcome="unchanged", path=known[sha256])
    made = draft(name, data, sources, options)
    if isinstance(made, list):
        return Imported(name=name, outcome="refused", problems=tuple(made))
    path, exists = place(made, shelf, slugs, sha256)
    outcome: Outcome = "unchanged" if exists else "planned"
    if not exists and not dry_run:
        path, exists = write_new(made, shelf, path, slugs, sha256)
        outcome = "unchanged" if exists else "written"
    return Imported(name=name, outcome=outcome, path=str(path), draft=made, problems=made.warnings)


def read_clipping(clipping: Path) -> bytes | Problem:
    """The clipping's bytes, at most one more than are allowed; a problem when it cannot be read."""
    try:
        if not clipping.is_file():
            missing = "this is no file" if clipping.exists() else "there is no such file"
            return Problem(
                path=clipping.name,
                code="unreadable",
                message=missing,
                hint="give the path of a saved page or text file",
            )
        with clipping.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return Problem(
            path=clipping.name,
            code="unreadable",
            message=f"the file cannot be read: {reason}",
            hint="check its permissions",
        )


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


def place(draft: Draft, shelf: Shelf, slugs: Slugs, sha256: str) -> tuple[PurePosixPath, bool]:
    """The first file with a free id for a draft, or the file that was made of the same clipping (then True)."""
    for copy in range(1, MAX_COPIES):
        path = target(draft, slugs, copy)
        taken = shelf.files(article_id(path.stem))
        for file in taken:
            if clipping_of(file) == sha256:
                return PurePosixPath(file.relative_to(shelf.articles).as_posix()), True
        if not taken and not os.path.lexists(shelf.articles / path):
            return path, False
    raise DigestError(f"{MAX_COPIES} articles named like {target(draft, slugs)} exist", "import under another title")


def clipping_of(file: Path) -> str:
    """The SHA-256 of the clipping that an article file was imported from; "" when it says none."""
    try:
        meta = frontmatter.parse(file.read_text("utf-8")).meta
    except (OSError, ValueError):
        return ""
    entry = meta.value.get("clipping") if meta is not None and isinstance(meta.value, dict) else None
    inner = entry.node.value.get("sha256") if entry is not None and isinstance(entry.node.value, dict) else None
    return inner.node.value if inner is not None and isinstance(inner.node.value, str) else ""


def write_new(draft: Draft, shelf: Shelf, path: PurePosixPath, slugs: Slugs, sha256: str) -> tuple[PurePosixPath, bool]:
    """Write the draft to a new file: `path`, or the next free one if another import was faster.

    True when that other import was of the same clipping: then its file stays as it is.
    """
    text = frontmatter.dump(draft.meta, draft.body).encode("utf-8")
    while True:
        file = shelf.articles / path
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            # O_EXCL: two imports at once never write one file, and a link is never followed.
            with open(file, "xb") as opened:
                opened.write(text)
        except FileExistsError as error:
            if not os.path.lexists(file):
                # A folder on the way is a file.
                raise DigestError(f"{file.parent} is no folder", "move it away") from error
            shelf.add(file)
            path, same = place(draft, shelf, slugs, sha256)
            if same:
                return path, True
        except OSError as error:
            hint = "check the folder's permissions and space"
            raise DigestError(f"{file} cannot be written: {error.strerror}", hint) from error
        else:
            shelf.add(file)
            return path, False
