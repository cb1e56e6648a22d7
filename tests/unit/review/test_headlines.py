"""A sentence cut down to a headline: no date, no "he said", within what may be quoted, or nothing."""

from __future__ import annotations

import pytest

from digest.review.headlines import attribution, headline

CASES = [
    ("On {Monday}, Walter Hale met Irene Calder.", "Walter Hale met Irene Calder"),
    ("However, the board closed the quay on {Monday}.", "The board closed the quay"),
    ("The board closed the quay early on {Monday morning}, Walter Hale said.", "The board closed the quay"),
    ("Its chair, Walter Hale, resigned in {May}, Irene Calder told reporters.", ""),
    ("The clerk said that the mayor had resigned in {May}.", "The mayor had resigned"),
    ("[3] In {2016} the ferry sank.", "The ferry sank"),
    ("{Last May}, the *board* met [the guild](https://guild.example).", "The board met the guild"),
    # A long sentence: only the clause with the date.
    (
        "The board closed the quay on {Monday} after engineers had found that the piles below its eastern hall had rotted.",
        "The board closed the quay",
    ),
    (
        "Stallholders moved to the sheds behind the hall at noon, and the board closed the quay for two years on {Monday}.",
        "The board closed the quay for two years",
    ),
    ("The ferry made her first crossing to the island with many guests since she was laid up in {2019}.", ""),
    # What nobody can tell alone, and what is too long to quote.
    ("They closed it on {Monday}.", ""),
    (
        "On {Monday} " + "the board and " * 3 + "of ".join(["all the clerks "] * 12) + "met.",
        "The board and the board and the board",
    ),
    ("On {Monday} " + "very " * 40 + "late they met.", ""),
]


@pytest.mark.parametrize(("marked", "expected"), CASES, ids=[case[0][:40] for case in CASES])
def test_headlines(marked: str, expected: str) -> None:
    start, end = marked.index("{"), marked.index("}") - 1
    assert headline(marked.replace("{", "").replace("}", ""), start, end) == expected


def test_a_clause_without_a_subject_takes_who_is_named_first() -> None:
    text = (
        "Hale made it known to all of the reporters who had come after meeting with Irene Calder at the quay on Monday."
    )
    at = text.index("Monday")
    assert headline(text, at, at + 6, "Hale") == "Hale met with Irene Calder at the quay"
    for doing, done in (("visiting", "visited"), ("carrying off", "carried off"), ("being told of", "was told of"),
                        ("stopping", "stopped"), ("delaying", "delayed"), ("closing", "closed")):  # fmt: skip
        other = text.replace("meeting with", doing)
        at = other.index("Monday")
        assert headline(other, at, at + 6, "Hale") == f"Hale {done} Irene Calder at the quay"
    assert headline(text, at, at + 6) == ""


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("It rained, Hale said on {Monday}.", True),
        ("It rained, Hale told reporters in a statement on {Monday}.", True),
        ("On {Monday}, Hale said that it rained.", True),
        ("The winners were announced on {Monday}.", False),
        ("Hale sailed on {Monday}, and said so.", False),
    ],
)
def test_whether_a_date_is_that_of_words(marked: str, expected: bool) -> None:
    start, end = marked.index("{"), marked.index("}") - 1
    assert attribution(marked.replace("{", "").replace("}", ""), start, end) is expected
