"""Who is named where. Cases are data (tests/cases/mentions): an article, and each mention as field | words | id | rule."""

from __future__ import annotations

import itertools
import random
from pathlib import Path
from typing import Any

import pytest
import yaml

from digest.content import frontmatter, schema
from digest.link import mentions
from digest.link.mentions import Named
from digest.link.names import NameTable
from digest.model import Article, Entity, Mention
from digest.text import sentences

FOLDER = Path(__file__).parents[2] / "cases" / "mentions"
CASES = sorted(path for path in FOLDER.glob("*.yaml") if path.stem != "registry")


def record(text: str, kind: type[Any], **place: Any) -> Any:
    """A record from YAML, so that cases say what a curator would write."""
    node, mistakes = frontmatter.parse_yaml(text)
    assert node is not None and not mistakes
    value, wrong = schema.convert(node, kind, **place)
    assert not wrong, wrong
    return value


def registry() -> dict[str, Entity]:
    found = {}
    for group, records in yaml.safe_load((FOLDER / "registry.yaml").read_text("utf-8")).items():
        for ident, fields in records.items():
            text = yaml.safe_dump(fields, allow_unicode=True)
            found[ident] = record(text, Entity, id=ident, path=f"{ident}.md", group=group)
    return found


REGISTRY = registry()
TABLE = NameTable(REGISTRY.values())


def article(body: str = "", ident: str = "a", **fields: Any) -> Article:
    text = yaml.safe_dump({"title": "T"} | fields, allow_unicode=True)
    found: Article = record(text, Article, id=ident, path="a.md", body=frontmatter.nfc(body))
    return found


def find(case: Article, entities: dict[str, Entity] | None = None) -> Named:
    known = REGISTRY if entities is None else entities
    return mentions.find(case, TABLE if entities is None else NameTable(known.values()), known)


def shown(case: Article, mention: Mention) -> str:
    words = mentions.fields(case).get(mention.field, "")[mention.start : mention.end]
    role = f" {mention.role}" if mention.rule == "listed" and mention.role != "named" else ""
    return f"{mention.field} | {words} | {mention.entity} | {mention.rule}{role}"


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_every_case(path: Path) -> None:
    case = yaml.safe_load(path.read_text("utf-8"))
    told = article(**case["article"])
    named = find(told)
    assert [shown(told, m) for m in named.mentions] == list(case["mentions"])
    assert [f"{a.name} | {' '.join(a.entities)}" for a in named.ambiguous] == case.get("open", [])


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_every_case_keeps_the_laws(path: Path) -> None:
    """No overlaps; each mention lies in its sentence; the order of the records changes nothing."""
    told = article(**yaml.safe_load(path.read_text("utf-8"))["article"])
    named = find(told)
    texts = mentions.fields(told)
    assert list(named.mentions) == sorted(set(named.mentions))
    placed = [m for m in named.mentions if m.end > m.start]
    for one, other in itertools.pairwise(placed):
        assert one.field != other.field or one.end <= other.start
    for m in placed:
        assert m.sentence[0] <= m.start and m.end <= m.sentence[1] <= len(texts[m.field])
    shuffled = list(REGISTRY.items())
    random.Random(5).shuffle(shuffled)
    assert find(told, dict(shuffled)) == named


def test_the_sentence_of_a_mention() -> None:
    told = article("First one. Then Manila spoke. Last one.")
    [mention] = find(told).mentions
    assert told.body[slice(*mention.sentence)] == "Then Manila spoke."
    spread = article("Ask Mr. Brask.\n\n- Manila\n- Moscow waits")
    assert [spread.body[slice(*m.sentence)] for m in find(spread).mentions] == ["Manila", "Moscow waits"]
    assert all(m.sentence in sentences(spread.body) for m in find(spread).mentions)


def test_a_speaker_is_tied_to_the_whole_quotation() -> None:
    [mention] = find(article(quotes=[{"text": "Cafe\u0301.", "speaker": "manila"}])).mentions
    assert (mention.role, mention.start, mention.end, mention.sentence) == ("speaker", 0, 0, (0, 5))


def test_fields_are_what_may_name_somebody() -> None:
    told = article(
        "B",
        title="T",
        summary="S",
        facts=["F", "G"],
        quotes=[{"text": "Q", "speaker": "x"}],
        events=[{"headline": "E"}],
    )
    assert mentions.fields(told) == {
        "body": "B", "facts[0]": "F", "facts[1]": "G", "quotes[0]": "Q", "summary": "S", "title": "T", "events[0]": "E",
    }  # fmt: skip
    assert list(mentions.fields(article(summary="Cafe\u0301")).values()) == ["Caf\u00e9", "T"]


def test_one_spelling_with_its_case_and_one_without() -> None:
    entities = {
        "a": record("name: May", Entity, id="a", path="a", group="people"),
        "b": record("{name: X, aliases: [{name: may, case: false}]}", Entity, id="b", path="b", group="people"),
    }
    named = find(article("May and may."), entities)
    assert [shown(article("May and may."), m) for m in named.mentions] == ["body | may | b | name"]
    assert [(a.name, a.entities) for a in named.ambiguous] == [("May", ("a", "b"))]


def test_a_spelling_that_one_entity_has_with_and_without_condition_counts() -> None:
    text = "{name: The Board, aliases: [{name: The Board, needs_context: true}]}"
    entities = {"board": record(text, Entity, id="board", path="p", group="organizations")}
    assert len(find(article("The Board met."), entities).mentions) == 1


def test_an_article_that_names_thousands_is_read_in_time() -> None:
    """Looking for each short form in each text by itself takes many minutes."""
    names = [f"First{n} Last{n}er" for n in range(5_000)]
    entities = {
        f"p{n}": record(f"name: {name}", Entity, id=f"p{n}", path="p", group="people") for n, name in enumerate(names)
    }
    body = " ".join(f"{name} met Last{n}er." for n, name in enumerate(names))
    facts = [f"Last{n}er left." for n in range(900)]
    named = find(article(body * 3, facts=facts), entities)
    assert len(named.mentions) == 2 * 3 * 5_000 + 900
    assert {m.rule for m in named.mentions} == {"name", "surname"}


@pytest.mark.parametrize(
    "body",
    [
        "Sergey Lavrov " * 50_000,
        "Manila (AFP) " * 50_000,
        "(" * 300_000,
        "Manila" + " " * 500_000 + "Bay",
        "Manila\n" * 80_000,
    ],
    ids=["names", "acronyms", "parentheses", "spaces", "lines"],
)
def test_long_bodies_are_read_in_time(body: str) -> None:
    assert len(find(article(body)).mentions) >= body.count("Sergey")


def test_names_that_are_also_words_and_dates() -> None:
    """An entity called May, and one called World: a date, a sentence's first word and a common noun are neither."""
    entities = {
        "may": record("{name: Ann Quill, aliases: [May]}", Entity, id="may", path="p", group="people"),
        "world": record("name: World", Entity, id="world", path="p", group="organizations"),
    }
    told = article("In May it rained, on May 3, last May. Then May spoke. World news. A new world and the World.")
    assert [shown(told, m) for m in find(told, entities).mentions] == ["body | May | may | name"]
    assert find(article("So the World wrote."), entities).mentions


@pytest.mark.parametrize(
    "alias, body",
    [
        ("Q", "So Q spoke to Qq."),
        ("Long " * 2_000 + "Name", "It is " + "Long " * 2_000 + "Name"),
        ("Jose\u0301", "So Jose\u0301 and José"),
        ("أونا كاستيلان", "قالت أونا كاستيلان أمس"),
        ("İİ", "the İİ here"),
    ],
    ids=["one letter", "ten thousand", "combining", "right to left", "grows"],
)
def test_strange_aliases_are_found(alias: str, body: str) -> None:
    told = article(body)
    text = yaml.safe_dump({"name": "Some Body", "aliases": [alias]}, allow_unicode=True, width=10**6)
    entities = {"x": record(text, Entity, id="x", path="p", group="people")}
    assert {m.entity for m in find(told, entities).mentions} == {"x"}


def test_a_part_that_two_records_have_is_open_until_one_is_named_in_full() -> None:
    entities = {
        i: record(f"name: {name}", Entity, id=i, path="p", group="places")
        for i, name in {"a": "Upton, Orvania", "b": "Upton, Tessel"}.items()
    }
    assert [a.entities for a in find(article("It is in Upton."), entities).ambiguous] == [("a", "b")]
    named = find(article("It is in Upton, Tessel. So Upton it is."), entities)
    assert [(m.entity, m.rule) for m in named.mentions] == [("b", "name"), ("b", "part")]
