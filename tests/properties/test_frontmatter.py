"""Front matter: what is written is read, and no text is too strange to be taken apart."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from digest.content.frontmatter import MAX_DEPTH, Node, _emitted, dump, dump_yaml, parse, parse_yaml, plain
from digest.text import forbidden, nfc

ODD = (
    "---",
    "...",
    "- a",
    "? x",
    ": ",
    " #",
    "\n---\n",
    "~",
    "no",
    "2003?",
    "'",
    '"',
    "|",
    ">-",
    "\u2028",
    "\ufeff",
    "\t",
    "%",
    "@",
    "é",
)
TEXTS = st.one_of(
    st.sampled_from(ODD),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40).map(nfc).filter(lambda text: not forbidden(text)),
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    TEXTS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4), max_leaves=12
)


def depth(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max((depth(one) for one in inner), default=0) if isinstance(value, dict | list) else 0


@settings(deadline=None)
@given(st.dictionaries(TEXTS, VALUES, max_size=6), TEXTS)
@example({"a": "x" * 200, "x" * 200: {"y" * 150: ["z" * 150]}}, "body")
@example({"a": "\u2028"}, "\u2028x")
def test_what_is_written_is_read(meta: dict[str, Any], body: str) -> None:
    if depth(meta) > MAX_DEPTH:
        return
    document = parse(dump(meta, body))
    assert document.mistakes == ()
    assert document.meta is not None
    assert plain(document.meta) == meta
    assert document.body == nfc(body.strip("\n").rstrip())


@settings(deadline=None)
@given(st.dictionaries(TEXTS, VALUES, max_size=4), TEXTS)
def test_what_is_read_and_written_again_is_the_same_file(meta: dict[str, Any], body: str) -> None:
    if depth(meta) > MAX_DEPTH:
        return
    once = dump(meta, body)
    document = parse(once)
    assert document.meta is not None
    again = plain(document.meta)
    assert isinstance(again, dict)
    assert dump(again, document.body) == dump(meta, document.body)


YAML_LIKE = st.lists(
    st.sampled_from(
        ["title", ": ", ":", "\n", "\n  ", "- ", "[", "]", "{", "}", ",", "'", '"', "#", "&a ", "*a", "!t ", "|", ">", "?", "? ", "x",
         "é", "\\", "---", "...", "%YAML 1.1", "\t", "<<", "@", "\u2028", "\0", "\ud800", "\x85", "\ufeff", '"\\U99999999"']
    ),
    max_size=25,
).map("".join)  # fmt: skip


@settings(deadline=None)
@given(st.one_of(st.text(), YAML_LIKE, YAML_LIKE.map(lambda text: f"---\n{text}\n---\nbody")))
def test_any_text_is_taken_apart_without_an_exception(text: str) -> None:
    document = parse(text)
    assert document.meta is not None or document.mistakes
    lines = text.split("\n")
    for m in document.mistakes:
        assert 1 <= m.line <= len(lines) + 1
        assert m.message and "\n" not in m.code
    if document.meta is not None and document.body:
        assert nfc(lines[document.body_line - 1]).startswith(document.body.split("\n")[0])


@settings(deadline=None)
@given(YAML_LIKE.map(lambda text: text.lstrip("\ufeff")))
def test_the_pure_parser_is_never_more_than_stricter(text: str) -> None:
    """Where both parsers of PyYAML read a text, they read the same values at the same places.

    But for byte order marks at its beginning, of which one parser drops the first and the other all: reading a file
    takes its mark off before.
    """
    node, mistakes = parse_yaml(text)
    from digest.content import frontmatter

    fast, frontmatter._LOADER = frontmatter._LOADER, yaml.SafeLoader
    try:
        pure, refused = parse_yaml(text)
    finally:
        frontmatter._LOADER = fast
    if not mistakes and not refused:
        assert shape(pure) == shape(node)


def shape(node: Node | None) -> Any:
    return plain(node) if node else None


PLAIN = st.text("abz09 .,;:!?'()/-_#–“é", max_size=12)


@settings(deadline=None)
@given(st.dictionaries(PLAIN | TEXTS, st.recursive(PLAIN | TEXTS, lambda v: st.lists(v) | st.dictionaries(PLAIN, v))))
@example({"a": ["2003?"]})
@example({"0": {"": "---"}})
def test_plain_values_are_written_as_the_emitter_of_yaml_writes_them(meta: dict[str, Any]) -> None:
    assert dump_yaml(meta) == "".join(_emitted({key: value}) for key, value in meta.items())
