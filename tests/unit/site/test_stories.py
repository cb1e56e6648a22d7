"""Stories on pages: the state of play with its sources, the steps back to the beginning, and the box of an article."""

from __future__ import annotations

from typing import Any

import pytest

from digest.dates import parse
from digest.model import Story
from digest.site.views import Run, StepItem
from tests.unit.site.made import article, development, entity, everything, make, record, text_of


def ids(cards: Any) -> list[str]:
    return [card.id for card in cards]


def told(steps: tuple[StepItem, ...]) -> list[tuple[str, str, bool, list[str]]]:
    return [(s.date.edtf if s.date else "", text_of(s.text), s.reported, ids(s.cites)) for s in steps]


def test_a_story_gathers_its_articles_events_and_people() -> None:
    view = everything().view("stories/dues/")
    assert ids(view.cards) == ["two", "one", "three"]
    assert {s.anchor for s in view.entities} == {"people", "organizations", "places"}
    assert view.timeline.count == 4 and view.timeline_link.href == "/sub/stories/dues/timeline/"
    assert (text_of(view.summary), view.date, view.body) == ("Nothing is settled.", parse("2024-05-01"), "So far.")
    assert ids(view.cites) == ["two"]
    assert [(t.label, t.href) for t in view.tags] == [
        ("dues", "/sub/tags/harbour/dues/"), ("money", "/sub/tags/money/"),
    ]  # fmt: skip


def test_a_story_reads_from_the_newest_step_to_the_first() -> None:
    assert told(everything().view("stories/dues/").steps) == [
        ("2024-04", "", True, ["two"]),
        ("2024-03-04", "The dues are doubled.", False, ["one"]),
        ("", "Nobody knows.", False, []),
        ("", "", False, ["three"]),
    ]


def test_a_summary_that_tells_a_step_links_who_it_names() -> None:
    made = make(
        entity("ada", "Ada Alder"), record(Story, "s", title="S"),
        article("one", story="s", date="2024", summary="So Ada Alder\nleft."),
    )  # fmt: skip
    (step,) = made.view("stories/s/").steps
    assert step.text == (Run(text="So "), Run(text="Ada Alder", href="/sub/people/ada/"), Run(text="\nleft."))


def test_of_a_text_that_may_not_appear_the_title_alone_tells() -> None:
    made = make(
        record(Story, "s", title="S"), article("one", story="s", summary="Not to be shown.", republish="metadata")
    )
    assert told(made.view("stories/s/").steps) == [("", "", False, ["one"])]


def test_what_is_held_back_is_neither_told_nor_cited() -> None:
    made = make(
        record(Story, "s", title="S", summary="So.", cites=("waiting",), developments=(development("A.", "", "waiting"),)),
        article("waiting", story="s", summary="Not yet.", status="inbox"),
    )  # fmt: skip
    view = made.view("stories/s/")
    assert (view.cites, told(view.steps), view.cards) == ((), [("", "A.", False, [])], ())
    assert [(p.code, p.key) for p in made.problems if p.code == "unsourced"] == [
        ("unsourced", "summary"), ("unsourced", "developments[0]"),
    ]  # fmt: skip


def test_a_story_without_anything_has_a_page() -> None:
    view = make(record(Story, "s", title="S")).view("stories/s/")
    assert (view.summary, view.cites, view.steps, view.cards, view.tags, view.timeline) == ((), (), (), (), (), None)


@pytest.mark.parametrize(
    ("ident", "part", "previous", "following"),
    [("a", 1, None, "b"), ("b", 2, "a", "c"), ("c", 3, "b", None)],
)
def test_the_story_box_knows_what_stands_before_and_after(ident: str, part: int, previous: str, following: str) -> None:
    made = make(
        record(Story, "dues", title="The dues"),
        article("b", date="2024", story="dues"),
        article("c", story="dues"),
        article("a", date="2023", story="dues"),
        article("other", date="2023-06"),
    )
    box = made.view(f"articles/{ident}/").story
    assert (box.story.label, box.part, box.parts) == ("The dues", part, 3)
    assert (box.previous and box.previous.id, box.next and box.next.id) == (previous, following)
    assert made.view("articles/other/").story is None
