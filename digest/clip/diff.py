"""What an import took out of a clipping, line by line, and why each value was chosen: the text of `import --diff`."""

from __future__ import annotations

from digest.clip.draft import Draft

_WIDTH = 100


def diff(draft: Draft) -> str:
    """A report in the order of the clipping's lines; kept lines are only counted.

    `-` a cut piece, with its rule; `→` a piece that moved to the front matter; `=` a chosen value and its evidence.
    """
    rows = [f"--- {draft.name}", f"+++ {draft.meta.get('title', '')}"]
    rows += [f"~ {note}" for note in draft.normalised]
    pieces = [(cut.line, f"- {cut.line}:  {_short(cut.text)}    [{cut.rule}]") for cut in draft.cuts]
    pieces += [
        (move.line, f"→ {move.line}:  {_short(move.text)}    → {move.field} [{move.rule}]") for move in draft.moved
    ]
    last = 0
    for line, row in sorted(pieces, key=lambda piece: piece[0]):
        if line > last + 1:
            rows.append(f"  {last + 1}-{line - 1} kept" if line > last + 2 else f"  {last + 1} kept")
        rows.append(row)
        last = line
    if draft.lines > last:
        rows.append(f"  {last + 1}-{draft.lines} kept" if draft.lines > last + 1 else f"  {draft.lines} kept")
    for item in draft.evidence:
        rows.append(
            f"{'=' if item.chosen else '≠'} {item.field}: {_short(item.value)}    ({item.where}; "
            f"{item.rule}; {item.why})"
        )
    return "\n".join(rows) + "\n"


def _short(text: str) -> str:
    return text if len(text) <= _WIDTH else text[: _WIDTH - 1] + "…"
