"""Dates as texts say them ("on Wednesday", "last month", "in the 1990s"), and the calendar dates they mean. Pure.

    find       every date in a text, with value, place, rule, anchor and confidence
    settle     a find counted from an anchor that came later
    resolve    one phrase that is a date, against the day the text appeared

In the mode `news` days are counted from the day of publication: a bare weekday is the latest one, or the next where
the sentence looks ahead. In `narrative` they are counted from the last date named, as histories and lives do. `auto`
chooses by the text: by its years, and by words such as "yesterday". Durations ("for three years") and habits ("every
Monday") are no dates.

The stages: `scan` (where a date may be, and what the words give; `guards` holds what is none), `finding` (what stands
together, what is counted from what), `reckon` (arithmetic), `trust` (how sure). `words` are the words of all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from digest.clip.timex.phrase import MAX_SAID, RULES, Resolved, resolve

if TYPE_CHECKING:
    from digest.clip.timex.finding import Found, Mode, find, settle

__all__ = ["MAX_SAID", "RULES", "Found", "Mode", "Resolved", "find", "resolve", "settle"]


def __getattr__(name: str) -> Any:
    # A build resolves phrases and looks for no dates in texts: it need not compile that grammar (40 ms).
    if name in ("Found", "Mode", "find", "settle"):
        from digest.clip.timex import finding

        return getattr(finding, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
