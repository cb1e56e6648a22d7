"""Reports as text: where, what, the line, what to do; and nothing that a terminal would obey."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from digest.errors import Problem
from digest.reports import count, printable, shown


def test_a_problem_shows_its_line_and_marks_the_place() -> None:
    problem = Problem(
        path="content/articles/a.md",
        line=2,
        column=1,
        code="unknown-key",
        message="unknown key “titel”",
        hint="did you mean “title”?",
        length=5,
        excerpt="titel: A",
    )
    assert shown(problem).split("\n") == [
        "content/articles/a.md:2:1: error: unknown key “titel” [unknown-key]",
        "    titel: A",
        "    ^^^^^",
        "    did you mean “title”?",
    ]


def test_a_problem_without_a_place_is_one_line() -> None:
    problem = Problem(path="site.yaml", code="no-base-url", message="no address", severity="warning")
    assert shown(problem) == "site.yaml: warning: no address [no-base-url]"


def test_numbers_are_read_by_people() -> None:
    assert [count(n, "article") for n in (0, 1, 12_700)] == ["0 articles", "1 article", "12,700 articles"]


@given(st.text())
def test_whatever_content_holds_is_printed_as_plain_characters(text: str) -> None:
    assert all(c.isprintable() for c in printable(text))
