"""Problems as values: their order, their count, and the nearest known word."""

from __future__ import annotations

import re
from typing import Any

import pytest

from digest.errors import CODES, DigestError, Problem, Report, did_you_mean


def problem(path: str = "content/a.md", line: int = 0, column: int = 0, **other: Any) -> Problem:
    return Problem(path=path, line=line, column=column, **{"code": "bad-date", "message": "m", **other})


def test_a_report_holds_each_problem_once_in_reading_order() -> None:
    report = Report([problem("b", 1), problem("a", 10, 2), problem("a", 10, 1), problem("a", 9)])
    report.add([problem("b", 1), problem("")])
    assert [p.where() for p in report.problems] == ["site", "a:9", "a:10:1", "a:10:2", "b:1"]


@pytest.mark.parametrize(
    "severities, errors, warnings, blocks, blocks_strictly",
    [
        ((), 0, 0, False, False),
        (("warning",), 0, 1, False, True),
        (("warning", "error", "error"), 2, 1, True, True),
    ],
)
def test_a_report_counts_and_decides(
    severities: tuple[Any, ...], errors: int, warnings: int, blocks: bool, blocks_strictly: bool
) -> None:
    report = Report(problem(line=n, severity=s) for n, s in enumerate(severities))
    assert (report.errors, report.warnings) == (errors, warnings)
    assert (report.blocks(), report.blocks(strict=True)) == (blocks, blocks_strictly)


def test_a_code_that_is_not_listed_is_a_bug() -> None:
    with pytest.raises(ValueError):
        problem(code="no-such-code")


def test_codes_can_be_anchors() -> None:
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", code) for code in CODES)


@pytest.mark.parametrize(
    "word, known, hint",
    [
        ("titel", ["date", "title"], "did you mean “title”?"),
        ("TITLE", ["date", "title"], "did you mean “title”?"),
        ("zzz", ["date", "title"], "known: date, title"),
        ("zzz", [], ""),
        ("zzz", [f"key{n}" for n in range(41)], ""),
    ],
)
def test_the_nearest_known_word(word: str, known: list[str], hint: str) -> None:
    assert did_you_mean(word, known) == hint


def test_an_environment_error_carries_its_hint_and_exit_code() -> None:
    error = DigestError("no disk", "buy one")
    assert (str(error), error.message, error.hint, error.exit_code) == ("no disk", "no disk", "buy one", 1)
