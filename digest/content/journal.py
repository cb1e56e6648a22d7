"""Edits of files in content/, written whole or not at all, and a short journal by which the last one can be undone.

`.digest/review.json` holds the last edits with the texts that stood there before. It is private, it may be deleted at
any time, and a damaged one equals none: then nothing can be undone, and nothing else is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from difflib import unified_diff
from pathlib import Path
from typing import Literal

import msgspec

from digest.content.body import Piece, rewrite
from digest.content.change import Key, change, change_yaml
from digest.content.edit import Uneditable
from digest.content.frontmatter import Plain, dump
from digest.content.ledger import mark_gone
from digest.content.places import MAX_BYTES
from digest.content.schema import KINDS
from digest.content.tree import FOLDERS
from digest.content.whole import replace
from digest.errors import DigestError
from digest.text import digest

JOURNAL = ".digest/review.json"
MOST_ENTRIES = 100
MOST_CHARACTERS = 2_000_000
"""What the journal keeps at most: of entries, and of code points in the texts of all of them."""
CONTEXT = 2
"""Lines shown around a change."""

_BOM = "\ufeff"


class Edit(msgspec.Struct, frozen=True, kw_only=True):
    """Other values for one file."""

    path: str
    """The file, relative to the site's folder, with forward slashes; a .yaml file need not exist."""
    values: dict[Key, Plain | None] = {}
    """By key the new value; None takes the key away."""
    action: Literal["change", "create", "remove"] = "change"
    """What happens to the file: a new one is made of top-level values, and never over another."""
    expects: dict[Key, Plain] = {}
    """What the file holds where its keys count list items: with something else there, nothing is written."""
    pieces: tuple[Piece, ...] = ()
    """Other words for stretches of the body."""
    gone: tuple[str, ...] = ()
    """Of content/ledger.jsonl: the site paths whose entries are marked as gone."""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A file before and after its edits."""

    path: str
    before: str | None
    """None for a file that does not exist yet."""
    after: str | None
    """None for a file that goes, as when its first edit is undone."""

    def diff(self) -> list[str]:
        """The change as a unified diff, without line ends."""
        old, new = ((text or "").splitlines() for text in (self.before, self.after))
        return list(unified_diff(old, new, self.path, self.path, lineterm="", n=CONTEXT))


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One answer in the journal."""

    about: str
    """What was answered, for the curator."""
    changes: tuple[Change, ...]
    digest: str = ""
    """Of the changes, so that a damaged text is never put back."""


def planned(site: Path, edits: Iterable[Edit]) -> tuple[Change, ...] | Uneditable:
    """What the edits would make of the files, or why a file must be left alone. Writes nothing."""
    before: dict[str, str | None] = {}
    after: dict[str, str | None] = {}
    for each in edits:
        if each.path not in before:
            text = _read(site, each.path)
            if isinstance(text, Uneditable):
                return text
            before[each.path] = after[each.path] = text
        edited = _edited(after[each.path], each)
        if isinstance(edited, Uneditable):
            return Uneditable(f"{each.path} was left alone: {edited.message}")
        after[each.path] = edited
    changes = (Change(path=path, before=text, after=after[path]) for path, text in before.items())
    return tuple(c for c in changes if c.before != c.after)


def _edited(text: str | None, wanted: Edit) -> str | Uneditable | None:
    """The text of a file after an edit; None for no file."""
    if wanted.action == "create":
        made = {str(key[0]): value for key, value in wanted.values.items() if value is not None}
        return Uneditable("it exists already") if text is not None else dump(made, "")
    if wanted.gone:
        return mark_gone(text or "", wanted.gone)
    if wanted.path.endswith(".yaml") and wanted.action == "change":
        return _marked(text or "", lambda plain: change_yaml(plain, wanted.values))
    if text is None:
        return Uneditable("it is gone")
    if wanted.action == "remove":
        return None
    kind = FOLDERS.get(wanted.path.split("/")[1], "page")
    order = [f.encode_name for f in msgspec.structs.fields(KINDS[kind])]
    changed = _marked(text, lambda plain: change(plain, wanted.values, order, wanted.expects))
    if isinstance(changed, Uneditable) or not wanted.pieces:
        return changed
    return _marked(changed, lambda plain: rewrite(plain, wanted.pieces))


def _marked(text: str, edited: Callable[[str], str | Uneditable]) -> str | Uneditable:
    """What `edited` makes of a text, with the byte order mark that it may begin with."""
    mark = _BOM if text.startswith(_BOM) else ""
    changed = edited(text.removeprefix(_BOM))
    return changed if isinstance(changed, Uneditable) else mark + changed


def write(site: Path, changes: Sequence[Change], about: str) -> Uneditable | None:
    """Write the files, unless one was changed in the meantime, and note it in the journal."""
    if refused := _exchange(site, changes):
        return refused
    entries = [*_entries(site), Entry(about=about, changes=tuple(changes), digest=_digest(changes))]
    _keep(site, entries)
    return None


def undo(site: Path) -> Entry | Uneditable:
    """Take back the last edit, if its files still are as it left them; returns it with its changes turned round."""
    entries = _entries(site)
    if not entries:
        return Uneditable("there is nothing to undo")
    last = entries[-1]
    turned = tuple(Change(path=c.path, before=c.after, after=c.before) for c in last.changes)
    if refused := _exchange(site, turned):
        return Uneditable(f"“{last.about}” is not undone: {refused.message}")
    _keep(site, entries[:-1])
    return msgspec.structs.replace(last, changes=turned)


# ----------------------------------------------------------------------------------------------------------- the disk


def _inside(site: Path, path: str) -> Path | None:
    """The file that a path means, links followed; None when that is not in content/."""
    content = (site / "content").resolve()
    file = (site / path).resolve()
    return file if file.is_relative_to(content) and file != content else None


def _read(site: Path, path: str) -> str | Uneditable | None:
    """A file's text with its own line ends, None where there is no file, or why it is none."""
    file = _inside(site, path)
    if file is None:
        return Uneditable(f"{path} lies outside of content/")
    if not file.exists():
        return None
    if not file.is_file() or file.stat().st_size > MAX_BYTES:
        return Uneditable(f"{path} is no file that can be edited")
    try:
        return file.read_bytes().decode()
    except UnicodeDecodeError:
        return Uneditable(f"{path} is not UTF-8 text")


def _exchange(site: Path, changes: Sequence[Change]) -> Uneditable | None:
    """Every file from `before` to `after`, or none of them."""
    for each in changes:
        text = _read(site, each.path)
        if isinstance(text, Uneditable):
            return text
        if text != each.before:
            return Uneditable(f"{each.path} was changed since")
    done: list[Change] = []
    try:
        for each in changes:
            _put(site, each.path, each.after)
            done.append(each)
    except BaseException:
        with suppress(OSError, DigestError):
            for each in done:
                _put(site, each.path, each.before)
        raise
    return None


def _put(site: Path, path: str, text: str | None) -> None:
    file = _inside(site, path)
    assert file is not None  # `_read` refused it before
    if text is None:
        file.unlink()
    else:
        replace(file, text.encode())


def _digest(changes: Iterable[Change]) -> str:
    return digest(msgspec.json.encode(tuple(changes)))


def _entries(site: Path) -> list[Entry]:
    """The journal, oldest first; empty when there is none, or none that can be trusted."""
    try:
        data = (site / JOURNAL).read_bytes()
        entries = msgspec.json.decode(data, type=list[Entry])
    except (OSError, msgspec.MsgspecError, UnicodeError, RecursionError):
        return []
    return entries if all(e.digest == _digest(e.changes) for e in entries) else []


def _keep(site: Path, entries: Sequence[Entry]) -> None:
    """Write the journal, the oldest entries gone beyond its bounds. That it cannot be kept stops nothing."""
    kept: list[Entry] = []
    size = 0
    for entry in reversed(entries[-MOST_ENTRIES:]):
        size += sum(len(text) for c in entry.changes for text in (c.before, c.after) if text)
        if kept and size > MOST_CHARACTERS:
            break
        kept.insert(0, entry)
    file = site / JOURNAL
    with suppress(OSError, DigestError):
        file.parent.mkdir(exist_ok=True)
        ignore = file.parent / ".gitignore"
        if not ignore.exists():
            ignore.write_bytes(b"*\n")
        replace(file, msgspec.json.encode(kept), 0o600)


def as_json(changes: Iterable[Change]) -> list[Mapping[str, object]]:
    """The changes as a script is told them."""
    return [{"path": c.path, "diff": c.diff()} for c in changes]
