"""content/ledger.jsonl as a file that is edited: an entry is marked as gone, every other line stays as it is."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from digest.content.edit import Uneditable


def mark_gone(text: str, paths: Collection[str]) -> str | Uneditable:
    """The ledger's text with `"gone": true` in the entries of these site paths; those that it lacks are left out."""
    lines = text.split("\n")
    for n, line in enumerate(lines):
        entry = _entry(line)
        if entry is None:
            return Uneditable(f"line {n + 1} cannot be read")
        if entry.get("path") in paths and entry.get("gone") is not True:
            lines[n] = _marked(line, entry)
    return "\n".join(lines)


def _entry(line: str) -> dict[str, Any] | None:
    """A line's value, {} for an empty line; None for one that cannot be read."""
    if not line.strip():
        return {}
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _marked(line: str, entry: dict[str, Any]) -> str:
    """The line with one more key before its last brace; written anew where it says that the entry is not gone."""
    end = line.rindex("}")
    added = f'{line[:end].rstrip()}, "gone": true{line[end:]}'
    wanted = entry | {"gone": True}
    if "gone" not in entry and _entry(added) == wanted:
        return added
    return json.dumps(wanted, ensure_ascii=False) + ("\r" if line.endswith("\r") else "")
