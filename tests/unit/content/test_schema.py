"""What files may say: nodes -> records, and the JSON Schema that says the same to other tools."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from jsonschema import Draft202012Validator

from digest import model
from digest.content import schema
from digest.content.frontmatter import Mistake, Node, parse, parse_yaml
from tests.support import EXAMPLE, ROOT

PLACE: dict[str, dict[str, Any]] = {
    kind: {"id": "x", "path": "x.md", **({"group": "people"} if kind == "entity" else {})}
    for kind, declared in schema.KINDS.items()
    if issubclass(declared, model.Record)
}


def read(kind: str, text: str) -> tuple[Any, list[Mistake]]:
    node, mistakes = parse_yaml(text)
    assert node is not None and not mistakes
    return schema.convert(node, schema.KINDS[kind], **PLACE.get(kind, {}))


def article(text: str) -> model.Article:
    value, mistakes = read("article", "title: T\n" + text)
    assert mistakes == []
    assert isinstance(value, model.Article)
    return value


# ------------------------------------------------------------------------------------------------------------- values


@pytest.mark.parametrize(
    "text, field, value",
    [
        ("tags: [no, 12:30, 1e3, ~, 0o17]", "tags", ("no", "12:30", "1e3", "~", "0o17")),
        ("tags: []", "tags", ()),
        ("tags:", "tags", ()),
        ("prefer: {S. Lavrov: a, 12: b}", "prefer", {"S. Lavrov": "a", "12": "b"}),
        ("prefer:", "prefer", {}),
        ("source: inquirer", "source", "inquirer"),
        ("source: {name: N}", "source", model.SourceName(name="N")),
        ("source:", "source", ""),
        ("url:", "url", None),
        ("date:", "date", None),
        ("status:", "status", "published"),
        ("status: inbox", "status", "inbox"),
        ("schema: 1", "schema", "1"),
        ("clipping: {cuts: 014}", "clipping", model.Clipping(cuts=14)),
        ("summary: ''", "summary", ""),
        ("summary: |\n  one\n  two\n", "summary", "one\ntwo"),
        ("language: zh-Hant-TW", "language", "zh-Hant-TW"),
    ],
)
def test_values_get_their_types(text: str, field: str, value: object) -> None:
    assert getattr(article(text), field) == value


@pytest.mark.parametrize(
    "word, value", [("true", True), ("YES", True), ("on", True), ("False", False), ("no", False), ("off", False)]
)
def test_booleans_are_words(word: str, value: bool) -> None:
    entity, mistakes = read("entity", f"name: N\nmatch: {word}")
    assert (mistakes, entity.match) == ([], value)


@pytest.mark.parametrize("word", ["1", "y", "nope", "''", "[true]"])
def test_other_words_are_no_booleans(word: str) -> None:
    assert [m.code for m in read("entity", f"name: N\nmatch: {word}")[1]] == ["wrong-type"]


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "one", "9999999999", "٣", "1 2"])
def test_what_is_no_number_from_one_on(text: str) -> None:
    [mistake] = read("edition", f"period: 2017\nnumber: {text}")[1]
    assert mistake.key == "number" and mistake.code in ("wrong-type", "wrong-value")


def test_the_place_of_a_file_is_not_for_front_matter_to_say() -> None:
    codes = {m.key: m.code for m in read("article", "title: T\nid: x\npath: y\nbody: z")[1]}
    assert codes == {"id": "unknown-key", "path": "unknown-key", "body": "unknown-key"}
    assert article("events: [{headline: H, id: an-id}]").events[0].id == "an-id"


def test_a_record_is_all_or_nothing_and_all_mistakes_are_named() -> None:
    value, mistakes = read("article", "titel: T\ndate: never\nstatus: x\nquotes: [{text: a}, {speaker: b}]")
    assert value is None
    assert [(m.key, m.code) for m in mistakes] == [
        ("titel", "unknown-key"), ("date", "bad-date"), ("status", "wrong-value"), ("quotes[0].speaker", "missing-key"),
        ("quotes[1].text", "missing-key"), ("title", "missing-key"),
    ]  # fmt: skip
    assert mistakes[0].hint == "did you mean “title”?"


@pytest.mark.parametrize("before", ["status: ", "url: ", "date: ", "tags: ", "schema: ", "events: [{date: "])
def test_messages_are_one_printable_line(before: str) -> None:
    hostile = '"' + "\\x1b[31m\\n" + "x" * 5000 + '"'
    node, _ = parse_yaml(f"title: T\n{before}{hostile}{'}]' if '[' in before else ''}\n? {hostile}\n: x")
    assert node is not None
    _, mistakes = schema.convert(node, model.Article, **PLACE["article"])
    assert len(mistakes) == 2
    for m in mistakes:
        assert "\n" not in m.message + m.hint and "\x1b" not in m.message + m.hint
        assert len(m.message) < 400 and len(m.hint) < 1_200


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"key{n}: x\n" for n in range(100_000)),
        "events: [" + "{a: b, c: d, e: f}," * 30_000 + "]",
        "tags: [" + "[x]," * 100_000 + "]",
        "prefer: {" + "".join(f"k{n}: v," for n in range(100_000)) + "}",
        "quotes: [" + ("{" + ", ".join(f"k{n}: v" for n in range(900)) + "},") * 100 + "]",
        "? " + "k" * 1_000_000 + "\n: x",
    ],
    ids=["keys", "events", "lists", "prefer", "quotes", "key"],
)
def test_files_full_of_mistakes_are_read_in_time(text: str) -> None:
    """Comparing each of them with all known keys takes many minutes."""
    assert read("article", text)[1]


def test_kinds_hold_only_types_that_have_a_rule() -> None:
    """A declaration with a type that `convert` has no rule for fails here, and not at a curator's."""
    for kind, declared in schema.KINDS.items():
        known = msgspec.json.schema_components([declared])[1]
        for name, part in known.items():
            for field in part.get("properties", {}):
                for value in ("x", "[]", "{}", "''"):
                    if name == declared.__name__:
                        read(kind, f"{field}: {value}")


# -------------------------------------------------------------------------------------------------------- JSON Schema


class Guessing(yaml.SafeLoader):
    """Reads YAML as editors do (YAML 1.2's core schema): no dates, and fewer booleans."""


Guessing.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag.rsplit(":", 1)[1] in ("null", "int", "float", "bool")]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Guessing.add_implicit_resolver("tag:yaml.org,2002:int", __import__("re").compile(r"[-+]?[0-9]+$"), list("-+0123456789"))


def seen_by_an_editor(text: str) -> Any:
    return yaml.load(text, Loader=Guessing) or {}


@pytest.mark.parametrize("kind", schema.KINDS)
def test_the_json_schema_is_one(kind: str) -> None:
    written = schema.json_schema(kind)
    Draft202012Validator.check_schema(written)
    assert written["additionalProperties"] is False
    assert json.loads(json.dumps(written)) == written
    assert not set(written["properties"]) & set(model.PLACE_FIELDS) or kind not in PLACE
    for name, declared in written["properties"].items():
        assert declared.get("description"), f"{kind}.{name} says nothing"


def kinds_of(folder: Path) -> list[Any]:
    found = [pytest.param("site", (folder / "site.yaml").read_text("utf-8"), id=f"{folder.name}-site")]
    for path in sorted((folder / "content").rglob("*.md")):
        top = path.relative_to(folder / "content").parts[0]
        kind = {"entities": "entity", "stories": "story"}.get(top, top.removesuffix("s"))
        found.append(pytest.param(kind, path.read_text("utf-8").split("---\n")[1], id=f"{folder.name}-{path.stem}"))
    return found


@pytest.mark.parametrize("kind, text", [*kinds_of(ROOT), *kinds_of(EXAMPLE)])
def test_the_json_schema_takes_what_the_examples_say(kind: str, text: str) -> None:
    assert read(kind, text)[1] == []
    assert list(Draft202012Validator(schema.json_schema(kind)).iter_errors(seen_by_an_editor(text))) == []


@pytest.mark.parametrize(
    "kind, text",
    [
        ("article", "title: 2024\nschema: 1\ndate: 2017\nupdated:\ntags:\nprefer: {12: x}\nsource:\nstory: 5"),
        ("article", "title: true\ndate: 2017-08-08\nsummary:\nauthors: [2024, x]\nclipping: {cuts: 3}\nlanguage:"),
        ("entity", "name: X\nmatch: no\naliases: [x, {name: Y, case: false}]\nnames: {ar: x}"),
        ("edition", "number: 3\nperiod: 2017-08-07/2017-08-13\ntitle:"),
        ("edition", "period: 2017\nnumber:"),
        ("site", "title: X\nexcerpt_words: 60\nbase_url: ''"),
        ("answers", "answers:\n  - {kind: date, text: last May, verdict: accept}"),
    ],
)
def test_what_both_take(kind: str, text: str) -> None:
    assert read(kind, text)[1] == []
    assert list(Draft202012Validator(schema.json_schema(kind)).iter_errors(seen_by_an_editor(text))) == []


@pytest.mark.parametrize(
    "kind, text",
    [
        ("article", "titel: x"),
        ("article", "title: x\ncolor: red"),
        ("article", "title: [x]"),
        ("article", "title: ''"),
        ("article", f"title: {'x' * 1001}"),
        ("article", "title: x\nstatus: done"),
        ("article", "title: x\nurl: example.org"),
        ("article", "title: x\ntags: x"),
        ("article", "title: x\nevents: [{place: 1, wen: x}]"),
        ("article", "title: x\nsource: {url: https://a.example/}"),
        ("article", "title: x\ndate: [2017]"),
        ("article", "title: x\nschema: 2"),
        ("entity", "name: x\nmatch: perhaps"),
        ("entity", "name: x\nnames: {english!: y}"),
        ("edition", "number: 0\nperiod: 2017"),
        ("edition", "number: one\nperiod: 2017"),
        ("edition", "number: 1"),
        ("site", "slugs: latin1"),
    ],
)
def test_what_both_refuse(kind: str, text: str) -> None:
    assert read(kind, text)[1] != []
    if "english!" not in text:  # JSON Schema reads keys of such a mapping as any text
        assert list(Draft202012Validator(schema.json_schema(kind)).iter_errors(seen_by_an_editor(text))) != []


def test_convert_wants_a_mapping() -> None:
    value, [mistake] = schema.convert(Node("x", 3, 4), schema.KINDS["tag"], id="a", path="b")
    assert value is None and (mistake.code, mistake.line, mistake.column) == ("wrong-type", 3, 4)


def test_an_article_that_is_read_can_be_read_again() -> None:
    """Converting changes no node: the same document gives the same record twice."""
    document = parse((ROOT / "content" / "pages" / "about.md").read_text("utf-8"))
    assert document.meta is not None
    first = schema.convert(document.meta, model.Page, id="about", path="p", body=document.body)
    assert first == schema.convert(document.meta, model.Page, id="about", path="p", body=document.body)
