"""The steps of a story: each with its sources, newest first, none lost and none twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from digest.dates import parse
from digest.link import oldest_first
from digest.link.stories import cited, members, steps, unsourced
from digest.model import Article, Development, Story
from tests.support import ROOT

CASES = sorted((ROOT / "tests/cases/stories").glob("*.yaml"))
DATES = ("2023", "2024-05", "2024-05-02", "2024-05-02T07:00+02:00", "2024-05~", "199X", "2024/..", "../2020")


def article(ident: str, date: str | None = None, summary: str = "", story: str = "s") -> Article:
    when = parse(date) if date else None
    return Article(id=ident, path=f"content/articles/{ident}.md", title=ident, date=when, summary=summary, story=story)


def development(text: str, date: str | None = None, cites: Any = ()) -> Development:
    return Development(text=text, date=parse(date) if date else None, cites=tuple(cites))


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_cases(path: Path) -> None:
    case = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # every value as text, dates too
    parts = {i: article(i, **fields) for i, fields in case["parts"].items()}
    published = parts | {i: article(i, story="", **fields) for i, fields in case.get("others", {}).items()}
    fields = case["story"]
    story = Story(
        id="s",
        path="content/stories/s.md",
        title="S",
        summary=fields.get("summary", ""),
        cites=tuple(fields.get("cites", ())),
        developments=tuple(development(**d) for d in fields.get("developments", ())),
    )
    told = [
        msgspec.to_builtins(s) | {"date": s.date.edtf if s.date else None}
        for s in steps(story, tuple(parts), published)
    ]
    assert [t | {"cites": list(t["cites"])} for t in told] == [
        s | {"date": None if s["date"] == "null" else s["date"]} for s in case["steps"]
    ]
    assert [[p.key, p.message] for p in unsourced({"s": story}, published)] == case["unsourced"]


def test_members_stand_in_the_given_order() -> None:
    articles = [article("new", "2017"), article("old", "2016"), article("u"), article("x", story="")]
    stories = {i: Story(id=i, path="p", title=i) for i in ("s", "empty")}
    found = members(stories, {a.id: a for a in oldest_first(articles)})
    assert found == {"s": ("old", "new", "u"), "empty": ()}


def test_a_hint_names_what_to_publish() -> None:
    held = Story(id="s", path="p", title="S", summary="So.", cites=("waiting",))
    none = Story(id="n", path="p", title="N", developments=(development("So."),))
    assert [p.hint for p in unsourced({"s": held, "n": none}, {})] == [
        "publish waiting, or cite another", "add cites: to the development with the ids of articles",
    ]  # fmt: skip


IDS = [f"a{n}" for n in range(6)]
DATE = st.none() | st.sampled_from(DATES)
WORDS = st.sampled_from(["", " \n", "So it is.", "Then that."])


@st.composite
def digests(draw: st.DrawFn) -> tuple[Story, tuple[str, ...], dict[str, Article]]:
    every = [article(i, draw(DATE), draw(WORDS), draw(st.sampled_from(["s", ""]))) for i in IDS]
    published = {a.id: a for a in oldest_first(every) if draw(st.booleans())}
    told = draw(st.lists(st.builds(development, st.sampled_from(["One.", "Two."]), DATE, st.lists(st.sampled_from(IDS), max_size=3)), max_size=6))  # fmt: skip
    story = Story(id="s", path="p", title="S", summary=draw(WORDS), cites=("a0",), developments=tuple(told))
    return story, members({"s": story}, published)["s"], published


@given(digests())
def test_laws(made: tuple[Story, tuple[str, ...], dict[str, Article]]) -> None:
    story, parts, published = made
    found = steps(story, parts, published)
    assert set(parts) <= {name for step in found for name in step.cites} <= set(published)
    assert len(set(found)) == len(found)
    own = [step.cites for step in found if step.told_by != "development"]
    assert len(set(own)) == len(own) and all(len(cites) == 1 for cites in own)
    assert {(d.text, cited(d.cites, published)) for d in story.developments} == {
        (s.text, s.cites) for s in found if s.told_by == "development"
    }
    keys = [step.date.sort_key for step in found if step.date]
    assert keys == sorted(keys, reverse=True)
    assert all(step.date is None for step in found[len(keys) :])
    for step in found:
        assert bool(step.text) == (step.told_by != "title")
        assert (step.date is None) == (step.dated_by == "nothing")
        if step.dated_by == "report":
            assert step.date in [published[name].date for name in step.cites]
    warned = {p.key for p in unsourced({"s": story}, published)} - {"summary"}
    assert warned == {
        f"developments[{n}]" for n, d in enumerate(story.developments) if not set(d.cites) & set(published)
    }
    assert all(p.severity == "warning" for p in unsourced({"s": story}, published))
