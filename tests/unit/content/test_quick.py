"""The quick way to a record gives what the whole way gives, or leaves the file to it."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.content import frontmatter, quick, schema
from tests.support import ROOT

PLACE = {"path": "content/x.md", "id": "x"}
CONTENT = [ROOT / "content", ROOT / "examples" / "port-ellery" / "content"]
FILES = sorted(path for folder in CONTENT for path in folder.rglob("*.md"))
KINDS = {
    "articles": "article", "entities": "entity", "stories": "story", "editions": "edition", "sources": "source",
    "events": "event", "tags": "tag", "pages": "page", "timelines": "timeline",
}  # fmt: skip


def whole(text: str, kind: type[msgspec.Struct], **place: Any) -> msgspec.Struct | None:
    """The record by way of nodes that know their places; None where there is a mistake."""
    document = frontmatter.parse(text)
    if document.meta is None:
        return None
    record, mistakes = schema.convert(document.meta, kind, **place, body=document.body)
    return None if mistakes or document.mistakes else record


def test_the_files_of_both_sites_are_read_alike_and_nearly_all_quickly() -> None:
    read = 0
    for path in FILES:
        name = next(KINDS[part] for part in path.parts[::-1] if part in KINDS)
        place = PLACE | ({"group": "people"} if name == "entity" else {})
        text = path.read_text("utf-8")
        found = quick.record(text, schema.KINDS[name], **place)
        if found is not None:
            read += 1
            assert found == whole(text, schema.KINDS[name], **place), path
    assert read > 0.8 * len(FILES)


LINES = [
    "title: One", "title: ''", "title:", "date: 2017-08-08T18:43+08:00", "date: 2017-13-01", "date:", "date: soon", "tags: [a, b/c]",
    "tags: []", "tags:", "tags: a", "source: inquirer", "source:\n  name: The Courier\n  url: https://example.org/",
    "source:\n  nome: The Courier", "url: https://example.org/a_b?c=1", "url: example.org", "url: http://[::1", "republish: full",
    "republish: all", "link_names: no", "status: published", "language: fil", "language: no-such-language", "prefer: {Tolliver: maren}",
    "events:\n  - when: on Monday\n    headline: One\n  - {date: 2017, headline: Two}", "events:\n  - headline: One\n    colour: red",
    "answers:\n- {kind: date, text: last May, verdict: accept}", "clipping: {original: a.txt, cuts: 3}", "clipping: {cuts: many}",
    "summary: \"A \\\"word\\\" or two\"", "summary: |\n  One\n  two", "colour: red", "deny: ['\u200b']", "# nothing", "", "authors: [Ann]",
]  # fmt: skip
BODIES = ["", "\n\nOne.\n\nTwo.  \n\n", "é e\u0301", "\u2028", "a\x07b", "---\n", "\r\n"]


@settings(deadline=None, max_examples=1_500)
@given(st.lists(st.sampled_from(LINES), max_size=7), st.sampled_from(BODIES))
def test_no_file_is_read_otherwise(given_lines: list[str], body: str) -> None:
    text = "---\n" + "".join(f"{line}\n" for line in given_lines) + "---\n" + body
    found = quick.record(text, schema.KINDS["article"], **PLACE)
    assert found is None or found == whole(text, schema.KINDS["article"], **PLACE)


@pytest.mark.parametrize(
    "text", ["", "---\n", "---\ntitle: One\n", "title: One", "---\r\ntitle: One\r\n---\r\n", "---\n---\n"]
)
def test_what_is_no_file_of_ours_is_left(text: str) -> None:
    assert quick.record(text, schema.KINDS["article"], **PLACE) is None
