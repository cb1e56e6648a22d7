"""The package's face."""

from __future__ import annotations

import digest.clip.timex as timex


def test_what_others_may_use() -> None:
    assert set(timex.__all__) == {"MAX_SAID", "RULES", "Found", "Mode", "Resolved", "find", "resolve", "settle"}
