"""A source's own cut rules: used as they are, or refused with the reason."""

from __future__ import annotations

import time

import pytest

from digest.clip.body.boilerplate import MAX_LINE
from digest.clip.body.cutrules import source_rules, too_slow
from digest.model import Source


def source(*rules: str) -> Source:
    return Source(id="harbour", path="content/sources/harbour.md", name="Harbour Courier", cut=rules)


def test_a_rule_is_named_after_its_source() -> None:
    rules, problems = source_rules(source("Tide table:.*"))
    assert not problems and [rule.name for rule in rules] == ["harbour/cut[0]"]
    assert rules[0].pattern.fullmatch("TIDE TABLE: high at noon")


@pytest.mark.parametrize(("pattern", "code"), [("(", "bad-rule"), ("[z-a]", "bad-rule"), ("(a+)+$", "slow-cut-rule")])
def test_a_rule_that_cannot_be_used_is_a_problem_and_the_others_stay(pattern: str, code: str) -> None:
    rules, problems = source_rules(source(pattern, "Tide table"))
    assert [rule.name for rule in rules] == ["harbour/cut[1]"]
    assert [(p.code, p.path, p.key, p.severity) for p in problems] == [
        (code, "content/sources/harbour.md", "cut[0]", "warning")
    ]


@pytest.mark.parametrize(
    "pattern", ["(a+)+", "(a|b)*c", "((ab)*c)*", "(?:x+y?)+", "(a{1,}b)+", ".*a.*b.*c.*", "(.)\\1{50}" * 90]
)
def test_slow_patterns_are_refused(pattern: str) -> None:
    assert too_slow(pattern)


@pytest.mark.parametrize(
    "pattern", ["Tide table:.*", r"\(.*\)", "(?:Tide|Wind) table.*", "[a(+)]+ x", "(ab)+", "a{3}", r".*\d+ shares.*"]
)
def test_plain_patterns_are_taken(pattern: str) -> None:
    assert not too_slow(pattern)


def test_the_worst_pattern_that_is_taken_ends_on_the_longest_line() -> None:
    rules, _ = source_rules(source(".*a.*a"))
    before = time.process_time()
    assert not rules[0].pattern.fullmatch("a" * (MAX_LINE - 1) + "b")
    assert time.process_time() - before < 30
