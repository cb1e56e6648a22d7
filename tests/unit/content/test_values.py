"""Values by key, and what they are after a change."""

from __future__ import annotations

from typing import Any

import pytest

from digest.content.values import END, Key, applied, read_back, value_at

HELD = {"title": "a", "events": [{"when": "x"}, {"when": "y"}], "prefer": {"S. Hale": "hale"}}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (("title",), "a"),
        (("events", 1, "when"), "y"),
        (("prefer", "S. Hale"), "hale"),
        (("events", 2), None),
        (("title", "x"), None),
        ((), HELD),
    ],
)
def test_what_stands_at_a_key(key: Key, value: Any) -> None:
    assert value_at(HELD, key) == value


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        (("title",), "b", {**HELD, "title": "b"}),
        (("title",), None, {k: v for k, v in HELD.items() if k != "title"}),
        (("events", 0), None, {**HELD, "events": [{"when": "y"}]}),
        (("events", END), {"when": "z"}, {**HELD, "events": [*HELD["events"], {"when": "z"}]}),
        (("tags", END), "t", {**HELD, "tags": ["t"]}),
        (("prefer", "B"), "b", {**HELD, "prefer": {"S. Hale": "hale", "B": "b"}}),
    ],
)
def test_values_with_a_change_in_them(key: Key, value: Any, expected: Any) -> None:
    before = repr(HELD)
    assert applied(HELD, key, value) == expected
    assert repr(HELD) == before


def test_text_is_read_back_in_its_normal_form() -> None:
    assert read_back({"e\u0301": ("e\u0301",)}) == {"é": ["é"]}
