"""A clipping that comes again, changed: what of the article file may follow it. Pure; a merge is a value with reasons.

`clipping.written` holds the digest of each value as the importer wrote it, so the file itself tells whose a value is:

    in the file as the importer wrote it      the new value takes its place
    changed, or with a comment inside         the curator's: kept, and shown beside the new value
    taken out by the curator                  stays out
    never there, and the clipping has it now  added
    as the clipping had it when it was taken  nothing new, whatever the curator made of it
    a body less than half as long             kept: a page behind a paywall comes back as its first sentences

`clipping.before` holds the digests of the clippings that the article followed before this one: they change nothing.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from digest.clip.draft import KEY_ORDER, Draft, written_digest
from digest.content.edit import Uneditable, edit, has_comment, values_of
from digest.content.frontmatter import Plain, dump_yaml, parse

_OURS = ("schema", "status", "clipping")
"""Keys that are no values of the clipping."""
_RECORD = ("original", "file", "sha256", "before", "importer", "cuts", "written")
"""The order of the record."""


class Merge(msgspec.Struct, frozen=True):
    """What an article file would become."""

    text: str
    """The file's new text; the old one when nothing changes."""
    diff: str = ""
    """The values and the body that are taken, old against new, as a unified diff; "" when nothing changes."""
    taken: tuple[str, ...] = ()
    """Keys, and "body", whose new value takes the place of the old."""
    kept: tuple[str, ...] = ()
    """Keys whose new value is not taken, with the reason: "title (changed by the curator)"."""
    kept_diff: str = ""
    """What is kept against what the clipping says, as a unified diff."""
    by_hand: bool = False
    """Whether no clipping was ever imported into the file: then it stays as it is."""


def merge(path: str, text: str, draft: Draft) -> Merge:
    """The article file `text` with what the new draft says; `path` only stands in the diff."""
    meta = values_of(text)
    meta["body"] = parse(text.replace("\r\n", "\n")).body
    record = meta.get("clipping")
    if not isinstance(record, Mapping):
        return Merge(text, by_hand=True)
    fresh = draft.meta["clipping"]
    assert isinstance(fresh, Mapping)
    if fresh["sha256"] in followed(record):
        return Merge(text)
    offered = {**draft.meta, "body": draft.body}
    new, kept = _compared(text, meta, offered)
    if not new and record.get("sha256") == fresh["sha256"]:
        return Merge(text)
    reasons = tuple(f"{key} ({why})" for key, why in kept.items())
    not_taken = _diff(path, f"{path} (not taken)", list(kept), meta, offered)
    if not new:
        return Merge(text, kept=reasons, kept_diff=not_taken)
    values = {key: offered[key] for key in new if key != "body"}
    values["clipping"] = _record(record, fresh, new)
    changed = edit(text, values, draft.body if "body" in new else None, KEY_ORDER)
    if isinstance(changed, Uneditable):
        not_taken = _diff(path, f"{path} (not taken)", [*new, *kept], meta, offered)
        return Merge(text, kept=(f"everything ({changed.message})",), kept_diff=not_taken)
    return Merge(changed, _diff(path, f"{path} (new)", new, meta, offered), tuple(new), reasons, not_taken)


def followed(record: Mapping[str, Plain]) -> tuple[str, ...]:
    """The digests of the clippings that an article followed before the one it is made of now."""
    before = record.get("before")
    return tuple(each for each in before if isinstance(each, str)) if isinstance(before, list | tuple) else ()


def _compared(text: str, meta: Mapping[str, Plain], offered: Mapping[str, Plain]) -> tuple[list[str], dict[str, str]]:
    """The keys to take, and those to keep with the reason why, of all in which the clipping has something new."""
    before, written = _digests(meta["clipping"]), _digests(offered["clipping"])
    taken: list[str] = []
    kept: dict[str, str] = {}
    for key, value in offered.items():
        if key in _OURS or before.get(key) == written[key] or _same(meta.get(key), value):
            continue
        reason = _reason(key, meta, before) or ("a comment stands in it" if has_comment(text, key) else "")
        reason = reason or (_shortened(str(meta[key]), str(value)) if key == "body" else "")
        if reason:
            kept[key] = reason
        else:
            taken.append(key)
    return taken, kept


def _digests(record: Plain) -> Mapping[str, Plain]:
    found = record.get("written") if isinstance(record, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def _same(old: Plain | None, new: Plain) -> bool:
    return old is not None and written_digest(old) == written_digest(new)


def _reason(key: str, meta: Mapping[str, Plain], before: Mapping[str, Plain]) -> str:
    """Why a value is the curator's; "" when it may be replaced."""
    if key not in meta:
        return "taken out by the curator" if key in before else ""
    return "" if before.get(key) == written_digest(meta[key]) else "changed by the curator"


def _shortened(old: str, new: str) -> str:
    """Why a body that the curator left alone is not replaced all the same."""
    count, counted = len(new.split()), len(old.split())
    return f"the new one has {count} words, the old one {counted}" if count * 2 < counted else ""


def _record(record: Mapping[str, Plain], fresh: Mapping[str, Plain], taken: Iterable[str]) -> dict[str, Plain]:
    """The new record: where the clipping is from, those before it, and the digest of each value as it was written."""
    written = {**_digests(record), **{key: _digests(fresh)[key] for key in taken}}
    whole: dict[str, Plain] = {**record, **fresh}
    whole["written"] = {key: written[key] for key in (*KEY_ORDER, "body", *written) if key in written}
    if (old := record.get("sha256")) != fresh["sha256"]:
        whole["before"] = [*followed(record), *([old] if isinstance(old, str) and old else [])]
        if "file" not in fresh:
            whole.pop("file", None)  # the raw clipping that was kept is an earlier one
    return {key: whole[key] for key in (*_RECORD, *whole) if whole.get(key)}


def _diff(path: str, other: str, keys: Sequence[str], old: Mapping[str, Plain], new: Mapping[str, Plain]) -> str:
    """The values of some keys, as a file has them, against others."""
    rows = difflib.unified_diff(_rows(keys, old), _rows(keys, new), path, other, "", "", 1, "")
    return "".join(f"{row}\n" for row in rows)


def _rows(keys: Sequence[str], values: Mapping[str, Plain]) -> list[str]:
    front = dump_yaml({key: values[key] for key in keys if key in values and key != "body"}).splitlines()
    return [*front, *(str(values.get("body", "")).splitlines() if "body" in keys else ())]
