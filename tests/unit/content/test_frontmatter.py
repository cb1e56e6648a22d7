"""Text <-> front matter and body. What must be read is data (tests/cases/frontmatter: NAME.md and NAME.json)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from digest.content import frontmatter
from digest.content.frontmatter import Node, dump, parse, parse_yaml, plain

CASES = sorted((Path(__file__).parents[2] / "cases" / "frontmatter").glob("*.md"))
PROBLEMS = sorted((Path(__file__).parents[2] / "cases" / "problems").glob("*.md"))


def by_name(path: Path) -> str:
    return path.stem


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


@pytest.mark.parametrize("path", CASES, ids=by_name)
def test_what_is_read(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    document = parse(text_of(path))
    assert document.mistakes == ()
    assert document.meta is not None
    assert plain(document.meta) == expected["meta"]
    assert (document.body, document.body_line) == (expected["body"], expected["body_line"])


@pytest.mark.parametrize("path", CASES, ids=by_name)
def test_what_is_read_can_be_written(path: Path) -> None:
    first = parse(text_of(path))
    assert first.meta is not None
    meta = plain(first.meta)
    assert isinstance(meta, dict)
    again = parse(dump(meta, first.body))
    assert again.meta is not None
    assert (plain(again.meta), again.body) == (meta, first.body)


@pytest.mark.parametrize("path", [*CASES, *PROBLEMS], ids=by_name)
def test_both_parsers_read_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """libyaml decides what is YAML; PyYAML's own parser must agree on values, places and codes."""
    assert frontmatter._LOADER is yaml.CSafeLoader, "these tests need PyYAML with libyaml"
    first = parse(text_of(path))
    monkeypatch.setattr(frontmatter, "_LOADER", yaml.SafeLoader)
    second = parse(text_of(path))
    assert second.meta == first.meta or path.stem == "surrogate-escape"
    if path.stem not in ("surrogate-escape", "tab-indent"):
        assert [(m.code, m.line) for m in second.mistakes] == [(m.code, m.line) for m in first.mistakes]


def test_the_one_known_difference_between_the_parsers(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "events: [{date: 2003?}]"
    node, _ = parse_yaml(text)
    assert node is not None and plain(node) == {"events": [{"date": "2003?"}]}
    monkeypatch.setattr(frontmatter, "_LOADER", yaml.SafeLoader)
    refused, mistakes = parse_yaml(text)
    assert refused is None and [m.code for m in mistakes] == ["yaml-syntax"]
    quoted, _ = parse_yaml('events: [{date: "2003?"}]')
    assert quoted == Node({"events": quoted.value["events"]}, 1, 1)  # type: ignore[union-attr, index, call-overload]


@pytest.mark.parametrize("escape", [r"\UFFFFFFFF", r"\ud800", r"\xZZ", r"\q"])
@pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.SafeLoader])
def test_escapes_that_mean_no_character(escape: str, loader: type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frontmatter, "_LOADER", loader)
    _node, mistakes = parse_yaml(f'title: "a{escape}b"')
    assert [m.code for m in mistakes] in (["yaml-syntax"], ["forbidden-character"])


def nodes(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node.value, list):
        for item in node.value:
            yield from nodes(item)
    elif isinstance(node.value, dict):
        for entry in node.value.values():
            yield from nodes(entry.node)


@pytest.mark.parametrize("path", CASES, ids=by_name)
def test_places_are_where_the_values_stand(path: Path) -> None:
    text = text_of(path)
    lines = text.split("\n")
    document = parse(text)
    assert document.meta is not None
    checked = 0
    for node in nodes(document.meta):
        if isinstance(node.value, str) and node.length:
            shown = lines[node.line - 1][node.column - 1 : node.column - 1 + node.length]
            if shown[0] in "\"'":
                assert shown[0] == shown[-1]
            else:
                assert frontmatter.nfc(shown).replace("\u2028", " ") == node.value
            checked += 1
    assert checked or path.stem == "no-values-at-all"
    if document.body:
        assert frontmatter.nfc(lines[document.body_line - 1]).startswith(document.body.split("\n")[0])


@pytest.mark.parametrize(
    "value",
    [
        "- a", "? x", "a: b", "a #b", " lead", "trail ", "\ttab", "tab\t", "---", "...", "--- x", "%x", "@x", "`x", "[x", "{x", "!x",
        "&x", "*x", "|", ">", "'", '"', "#", ":", "-", "?", "a\nb", "a\n\nb", "\na", "a\n", "a\n---\nb", "~", "no", "2003?", "é",
        "\u2028", "a\u2028b", "\ufeff", "\u00a0", "\U0010ffff", "x" * 200, "<<", "=", "a, b", "a]b", "a}b", "\\", "\\n",
    ],
)  # fmt: skip
def test_any_text_can_be_written_anywhere(value: str) -> None:
    meta = {
        "a": value,
        value: "b",
        "c": [value],
        "d": {"e": value, value: value},
        "f": [{value: [value]}],
        "g": [[value]],
    }
    document = parse(dump(meta, value))
    assert document.mistakes == ()
    assert document.meta is not None and plain(document.meta) == meta
    assert document.body == value.strip("\n").rstrip()


def test_what_a_curator_would_write_is_written_plainly() -> None:
    meta = {"title": "No: 5 “ways”", "date": "2017-08-08T18:43+08:00", "draft": "no", "tags": ["a/b", "c"], "n": "0123"}
    written = dump(meta, "Body.")
    assert written == (
        "---\ntitle: 'No: 5 “ways”'\ndate: 2017-08-08T18:43+08:00\ndraft: no\ntags: [a/b, c]\nn: 0123\n---\nBody.\n"
    )


def test_an_empty_mapping_is_written_as_fences() -> None:
    assert dump({}, "") == "---\n---\n\n"
    document = parse(dump({}, ""))
    assert document.meta == Node({}, 1, 1) and document.body == "" and document.mistakes == ()


@pytest.mark.parametrize("form, name", [("[]", "a list"), ("{}", "a mapping"), ("x", "text")])
def test_forms_have_names_that_people_use(form: str, name: str) -> None:
    node, _ = parse_yaml(f"a: {form}")
    assert node is not None and isinstance(node.value, dict)
    assert node.value["a"].node.form() == name


def test_absent_is_not_the_same_as_empty() -> None:
    node, _ = parse_yaml('a:\nb: ""')
    assert node is not None and isinstance(node.value, dict)
    assert [entry.node.absent for entry in node.value.values()] == [True, False]


def test_hostile_front_matter_is_read_in_time() -> None:
    """Each of these takes a quadratic reader minutes."""
    size = 300_000
    for text in (
        "---\n" * size,
        "---\n" + "a\n" * size,
        "---\n" + "".join(f"k{n}: v\n" for n in range(size // 10)) + "---\n",
        "---\ntags: [" + "x," * size + "]\n---\n",
        "---\ntags: " + "[" * size + "\n---\n",
        "---\ntitle: " + "x " * size + "\n---\n",
        "---\n---\n" + "\0\n" * size,
        "---\ntitle: x\n---\n" + "\n" * size + "x",
    ):
        parse(text)


def test_a_file_full_of_forbidden_characters_is_named_and_not_listed_line_by_line() -> None:
    document = parse("---\ntitle: x\n---\n" + "\0\n" * 1000)
    assert {m.code for m in document.mistakes} == {"forbidden-character"}
    assert 1 < len(document.mistakes) < 50
