"""A clipping that comes again, changed: what of the article file may follow it. Pure; a merge is a value with reasons.

`clipping.written` holds the digest of each value as the importer wrote it, so the file itself tells whose a value is:

    in the file as the importer wrote it      the new value takes its place
    changed, or with a comment inside         the curator's: kept
    taken out by the curator                  stays out
    never there, and the clipping has it now  added
    a body less than half as long             kept: a page behind a paywall comes back as its first sentences
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping

import msgspec

from digest.clip.draft import KEY_ORDER, Draft, written_digest
from digest.content.edit import Uneditable, edit, has_comment, values_of
from digest.content.frontmatter import Plain, parse

_OURS = ("schema", "status", "clipping")
"""Keys that are no values of the clipping."""


class Merge(msgspec.Struct, frozen=True):
    """What an article file would become."""

    text: str
    """The file's new text; the old one when nothing changes."""
    diff: str = ""
    """Old against new, as a unified diff; "" when nothing changes."""
    taken: tuple[str, ...] = ()
    """Keys, and "body", whose new value takes the place of the old."""
    kept: tuple[str, ...] = ()
    """Keys whose new value is not taken, with the reason: "title (changed by the curator)"."""


def merge(path: str, text: str, draft: Draft) -> Merge:
    """The article file `text` with what the new draft says; `path` only stands in the diff."""
    meta = values_of(text)
    body = parse(text.replace("\r\n", "\n")).body
    record = meta.get("clipping")
    if not isinstance(record, Mapping):
        return Merge(text, kept=("everything (the file was not imported)",))
    old = record.get("written")
    before: Mapping[str, Plain] = old if isinstance(old, Mapping) else {}
    values: dict[str, Plain] = {}
    kept: list[str] = []
    for key, value in draft.meta.items():
        if key in _OURS or _same(meta.get(key), value):
            continue
        reason = _reason(key, meta, before) or ("a comment stands in it" if has_comment(text, key) else "")
        if reason:
            kept.append(f"{key} ({reason})")
        else:
            values[key] = value
    new_body, reason = _body(body, draft.body, before)
    kept += [f"body ({reason})"] if reason else []
    taken = (*values, *(["body"] if new_body is not None else []))
    if not taken:
        return Merge(text, kept=tuple(kept))
    values["clipping"] = _record(record, draft, before, taken)
    changed = edit(text, values, new_body, KEY_ORDER)
    if isinstance(changed, Uneditable):
        return Merge(text, kept=(f"everything ({changed.message})",))
    return Merge(changed, _diff(path, text, changed), taken, tuple(kept))


def _same(old: Plain | None, new: Plain) -> bool:
    return old is not None and written_digest(old) == written_digest(new)


def _reason(key: str, meta: Mapping[str, Plain], before: Mapping[str, Plain]) -> str:
    """Why a value is the curator's; "" when it may be replaced."""
    if key not in meta:
        return "taken out by the curator" if key in before else ""
    return "" if before.get(key) == written_digest(meta[key]) else "changed by the curator"


def _body(old: str, new: str, before: Mapping[str, Plain]) -> tuple[str | None, str]:
    """The body to write, or None, and why a different one is not taken."""
    if old == new:
        return None, ""
    if before.get("body") != written_digest(old):
        return None, "changed by the curator"
    count, counted = len(new.split()), len(old.split())
    if count * 2 < counted:
        return None, f"the new one has {count} words, the old one {counted}"
    return new, ""


def _record(
    record: Mapping[str, Plain], draft: Draft, before: Mapping[str, Plain], taken: tuple[str, ...]
) -> dict[str, Plain]:
    """The new record: where the clipping is from, and for each value the digest of what was written."""
    new = draft.meta["clipping"]
    assert isinstance(new, Mapping)
    fresh = new["written"]
    assert isinstance(fresh, Mapping)
    written = {**before, **{key: fresh[key] for key in taken}}
    ordered = {key: written[key] for key in (*KEY_ORDER, "body", *written) if key in written}
    return {**record, **new, "written": ordered}


def _diff(path: str, old: str, new: str) -> str:
    rows = difflib.unified_diff(old.splitlines(), new.splitlines(), path, f"{path} (new)", "", "", 1, "")
    return "".join(f"{row}\n" for row in rows)
