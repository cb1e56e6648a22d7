"""`draft`: any bytes give a draft or named problems, and every draft keeps the laws."""

from __future__ import annotations

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from digest.clip import IMPORTERS, Draft, Options, draft
from digest.dates import parse
from digest.model import Source

from .laws import keeps_every_word, reads_back

LONG = "The night ferry sailed again on Tuesday, nine years after the line was closed for want of passengers."
SOURCES = {
    "courier": Source(
        id="courier", path="s.md", name="Courier", time_zone="Asia/Manila", marks=("HC",), cut=("Tide.*", "(")
    )
}
PIECES = [
    LONG,
    "Night ferry returns",
    "Night ferry returns | World",
    "By Ana Cruz",
    "/ 06:43 PM August 08, 2017",
    "",
    "Advertisement",
    "READ: Islands ask for a boat",
    "TAGS: a, b",
    "He left. /atm",
    "Photo: Lena Frost",
    "HC",
    "Tide table",
    "RELATED STORIES",
    "[x y=1]",
    "Article continues after this advertisementHe left.",
    "# 1",
    "- a",
    "© 2017 Courier",
    "a\u00a0b\u200b",
    "---",
    "\x07",
    "Share",
    "😀",
]


def test_one_importer_for_each_media_type() -> None:
    assert set(IMPORTERS) == {"text/html", "text/markdown", "text/plain"}


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
@example(b"\xef\xbb\xbf")
@example(b"<html>")
@example("Title\n\n\ud7ff".encode())
def test_any_bytes_give_a_draft_or_problems(data: bytes) -> None:
    made = draft("page.txt", data, SOURCES, Options())
    if isinstance(made, Draft):
        reads_back(made)
    else:
        assert made and all(problem.path == "page.txt" and problem.message for problem in made)


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=14), st.sampled_from(["\n", "\n\n", "\r\n"]))
def test_no_word_of_a_text_is_lost(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    made = draft("page.txt", text.encode(), SOURCES, Options())
    if isinstance(made, Draft):
        reads_back(made)
        keeps_every_word(text, made)


def test_the_same_bytes_give_the_same_draft() -> None:
    data = f"Night ferry returns\n\n{LONG}".encode()
    assert draft("a", data, SOURCES, Options()) == draft("a", data, SOURCES, Options())


def test_options_stand_in_the_front_matter() -> None:
    made = draft(
        "a",
        f"Night ferry returns\n\n{LONG}".encode(),
        SOURCES,
        Options(date=parse("2017-08-08"), source="courier", tags=("sea",)),
    )
    assert isinstance(made, Draft)
    assert (made.meta["date"], made.meta["source"], made.meta["tags"]) == ("2017-08-08", "courier", ["sea"])


def test_a_text_of_one_line_is_no_article() -> None:
    made = draft("a", b"Night ferry returns", {}, Options())
    assert isinstance(made, list) and [p.code for p in made] == ["no-article"]


def test_a_rule_of_the_source_that_cannot_be_used_is_a_warning() -> None:
    made = draft("a", f"Night ferry returns\n\n{LONG}\n\nHC".encode(), SOURCES, Options())
    assert isinstance(made, Draft) and [(p.code, p.severity) for p in made.warnings] == [("bad-rule", "warning")]


def test_a_source_without_a_record_is_a_warning() -> None:
    made = draft("a", f"Night ferry returns\n\n{LONG}".encode(), {}, Options(source="nobody"))
    assert isinstance(made, Draft) and [p.code for p in made.warnings] == ["unknown-source"]
