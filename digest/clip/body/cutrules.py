"""The cut rules of a source's record: regular expressions a curator wrote, made safe to run on any line.

Python's `re` has no time limit, so what can become slow is refused before it runs: a repeated group that itself
repeats or chooses (`(a+)+`, `(a|b)*`) may take exponential time; more than three open repetitions take too long on a
line of `boilerplate.MAX_LINE` characters.
"""

from __future__ import annotations

import re
import warnings

from digest.clip.body.boilerplate import Rule
from digest.errors import Problem
from digest.model import Source

MAX_PATTERN = 500
"""The longest pattern, in code points."""
_OPEN_REPEATS = 3
_QUANTIFIER = re.compile(r"[*+]|\{\d*,\d*\}|\{\d{2,}\}")


def source_rules(source: Source | None) -> tuple[list[Rule], list[Problem]]:
    """The record's rules as rules of the table, named after it, and a problem for each that cannot be used."""
    rules: list[Rule] = []
    problems: list[Problem] = []
    for index, pattern in enumerate(source.cut if source else ()):
        assert source is not None
        try:
            wrong = too_slow(pattern)
            with warnings.catch_warnings():
                # Python warns of signs that may change their meaning; a curator cannot act on that here.
                warnings.simplefilter("ignore")
                compiled = re.compile(pattern, re.I)
        except (re.error, RecursionError, OverflowError) as error:
            wrong, hint = (
                f"“{pattern[:80]}” is no regular expression: {error}",
                "see Python's re; put a backslash before signs that are meant as themselves",
            )
            problems.append(
                Problem(
                    path=source.path,
                    code="bad-rule",
                    message=wrong,
                    hint=hint,
                    key=f"cut[{index}]",
                    severity="warning",
                )
            )
            continue
        if wrong:
            hint = "repeat single signs, not groups; use at most three * or +"
            problems.append(
                Problem(
                    path=source.path,
                    code="slow-cut-rule",
                    message=f"“{pattern[:80]}” {wrong}",
                    hint=hint,
                    key=f"cut[{index}]",
                    severity="warning",
                )
            )
            continue
        rules.append(Rule(f"{source.id}/cut[{index}]", compiled))
    return rules, problems


def too_slow(pattern: str) -> str:
    """What makes a pattern unsafe to run; "" when nothing does."""
    if len(pattern) > MAX_PATTERN:
        return f"is longer than {MAX_PATTERN} characters"
    bare = re.sub(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", "x", pattern, flags=re.S)
    repeats = 0
    opened: list[bool] = []
    index = 0
    while index < len(bare):
        sign, quantifier = bare[index], _QUANTIFIER.match(bare, index)
        if sign == "(":
            opened.append(False)
        elif sign == "|" and opened:
            opened[-1] = True
        elif sign == ")" and opened:
            risky = opened.pop()
            if _QUANTIFIER.match(bare, index + 1) and risky:
                return "repeats a group that itself repeats or chooses"
            if opened and risky:
                opened[-1] = True
        elif quantifier:
            repeats += 1
            opened = [True] * len(opened)
            index = quantifier.end() - 1
        index += 1
    return f"has more than {_OPEN_REPEATS} open repetitions" if repeats > _OPEN_REPEATS else ""
