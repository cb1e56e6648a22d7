"""The report of an import shows every cut with its rule and every move with its goal."""

from __future__ import annotations

from digest.clip import Draft, Options, draft
from digest.clip.diff import diff

TEXT = """Night ferry returns to the strait | World

Night ferry returns to the strait

Aug 9, 2017

The night ferry sailed again on Tuesday, nine years after the line was closed for want of passengers. /bqt

Advertisement

READ: Islands ask for a second boat
"""


def test_diff() -> None:
    made = draft("page.txt", TEXT.encode(), {}, Options())
    assert isinstance(made, Draft)
    rows = diff(made).splitlines()
    assert rows[:9] == [
        "--- page.txt",
        "+++ Night ferry returns to the strait",
        "- 1:  World    [title-repeated]",
        "  2 kept",
        "- 3:  Night ferry returns to the strait    [repeated-title]",
        "  4 kept",
        "→ 5:  Aug 9, 2017    → date [date-line]",
        "  6 kept",
        "→ 7:  /bqt    → desk [desk-initials]",
    ]
    assert "- 9:  Advertisement    [advert]" in rows
    assert "→ 11:  READ: Islands ask for a second boat    → references [reference-line]" in rows
    assert any(row.startswith("= date: 2017-08-09    (line 5; date-line;") for row in rows)
