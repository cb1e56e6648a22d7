"""How the default theme shows a story: each sentence followed by its sources, and plainly marked where it has none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import html5lib
import pytest

from digest.model import Story
from digest.render.theme import Renderer, load_theme
from digest.site.views import View
from tests.unit.render import samples
from tests.unit.site.made import article, development, make, record

THEME = load_theme(Path("nowhere"), "default", "en")[0]


def page(*records: Any) -> Any:
    view: View = make(*records).view("stories/s/")
    assets = {name: f"/sub/{asset.output}" for name, asset in THEME.assets.items()}
    made = Renderer(THEME, samples.site(assets, THEME.options)).render("story.html", view)
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(made, transport_encoding="utf-8")


def words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def by_class(tree: Any, name: str) -> list[Any]:
    return [e for e in tree.iter() if name in (e.get("class") or "").split()]


@pytest.fixture(scope="module")
def story() -> Any:
    return page(
        record(Story, "s", title="S", summary="It is over.", cites=("b", "a"), developments=(
            development("A <b>step</b>.", "2024-03-01", "a", "b"), development("Some say so."))),
        article("a", date="2024-03-02T10:00Z"), article("b", date="2024-03"),
        article("c", story="s", date="2024-02-01", title="قصة", language="ar"),
        article("d", story="s", date="2024-01-01", summary="It began.", source=""),
    )  # fmt: skip


def test_each_sentence_is_followed_by_links_to_its_reports(story: Any) -> None:
    assert [(words(e), [a.get("href") for a in e.iter("a")]) for e in by_class(story, "cites")] == [
        ("The Gazette, March 2024; The Gazette, 2 March 2024", ["/sub/articles/b/", "/sub/articles/a/"]),
        ("The Gazette, 2 March 2024; The Gazette, March 2024", ["/sub/articles/a/", "/sub/articles/b/"]),
        ("The Gazette, 1 February 2024", ["/sub/articles/c/"]),
        ("unknown outlet, 1 January 2024", ["/sub/articles/d/"]),
        ("No source is given for this.", []),
    ]
    assert [words(e) for e in by_class(story, "unsourced")] == ["No source is given for this."]


def test_the_steps_go_back_to_the_beginning_with_honest_dates(story: Any) -> None:
    (steps,) = by_class(story, "steps")
    assert steps.tag == "ol" and "reversed" in steps.attrib
    assert [words(e) for step in by_class(steps, "step") for e in by_class(step, "when")] == [
        "1 March 2024", "Reported 1 February 2024", "Reported 1 January 2024", "Date not known",
    ]  # fmt: skip
    assert [words(e) for e in by_class(steps, "told")] == ["A <b>step</b>.", "قصة", "It began.", "Some say so."]


def test_a_title_that_tells_a_step_is_a_link_in_its_own_language(story: Any) -> None:
    (title,) = [e for told in by_class(story, "told") for e in told.iter("a")]
    assert (title.get("href"), title.get("lang"), title.get("dir")) == ("/sub/articles/c/", "ar", "rtl")


def test_a_state_of_play_without_a_source_says_so() -> None:
    bare = page(record(Story, "s", title="S", summary="It is over."))
    assert [words(e) for e in by_class(bare, "cites")] == ["No source is given for this."]
    assert by_class(bare, "steps") == [] and by_class(page(record(Story, "s", title="S")), "cites") == []
