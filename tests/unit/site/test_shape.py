"""Which pages a theme has: what follows for the plan, for every link, and for the home page."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.model import GROUPS
from digest.site.plan import Output, Render, Serialize
from digest.site.shape import ALWAYS, INDEXED, PAGE_TYPES, USUAL, Shape
from digest.site.urls import file_path
from digest.site.views import PageView
from tests.unit.site.made import Made, article, entity, everything, long, make, walk

SHAPES = [frozenset(PAGE_TYPES) - {kind} for kind in PAGE_TYPES if kind not in ALWAYS]
LEAN = frozenset({"home", "article", "entity", "tag", "index", "feed", "sitemap"})
FORMS = {"atom": "feed", "sitemap": "sitemap", "icalendar": "calendar"}


def kind(output: Output) -> str:
    """The page type of an output; "" for a file as it is."""
    match output.content:
        case Render(template=template):
            return template.removesuffix(".html")
        case Serialize(form=form):
            return FORMS[form]
    return ""


def remade(site: Made, shape: Shape) -> Made:
    return Made(site.site.library, site.config, shape=shape)


def dead(made: Made) -> list[tuple[str, str]]:
    """Internal links that lead nowhere, each with the page it stands on. "" is no link."""
    found = []
    for path, view in made.views.items():
        links = [
            getattr(v, name) for v in walk(view) for name in ("href", "home") if isinstance(getattr(v, name, 0), str)
        ]
        links += [href for v in walk(view) for href in re.findall(r"\]\((/[^)]*)\)", getattr(v, "body", ""))]
        for link in links:
            where = unquote(link.partition("#")[0]).removeprefix(made.config.base_path)
            if link and not link.startswith(("#", "http")) and file_path(where) not in made.outputs:
                found.append((path, link))
    return found


# ------------------------------------------------------------------------------------------------------------- the plan


@pytest.mark.parametrize("site", [everything, long], ids=["made", "long"])
@pytest.mark.parametrize("pages", SHAPES, ids=lambda pages: f"no {', '.join(set(PAGE_TYPES) - pages)}")
def test_what_a_theme_leaves_out_is_not_made_and_nothing_leads_there(site: Any, pages: frozenset[Any]) -> None:
    whole, made = site(), remade(site(), Shape(pages))
    assert not [p for p in made.plan.problems if p.severity == "error"]
    assert {kind(o) for o in made.outputs.values()} <= {*pages, ""}
    assert {p: o.reason for p, o in whole.outputs.items() if kind(o) in pages and p in made.outputs} == {
        p: o.reason for p, o in made.outputs.items() if kind(o)
    }
    assert dead(made) == []


@given(
    st.frozensets(st.sampled_from(PAGE_TYPES)), st.lists(st.sampled_from([*INDEXED]), unique=True), st.integers(0, 3)
)
def test_no_choice_of_pages_leaves_a_link_that_leads_nowhere(pages: frozenset[Any], indexes: Any, size: int) -> None:
    made = remade(everything(), Shape(pages | {*ALWAYS}, tuple(indexes), size))
    assert not [p for p in made.plan.problems if p.severity == "error"]
    assert dead(made) == []


def test_the_least_that_a_theme_may_have() -> None:
    made = remade(everything(), Shape(frozenset(ALWAYS)))
    assert {kind(o) for o in made.outputs.values()} - {""} == {*ALWAYS}
    site = made.plan.site_view
    assert (site.navigation, site.footer, site.feed.href, site.calendar.href) == ((), (), "", "")
    page = made.view("articles/one/")
    assert [(link.label, link.href) for link in page.tags] == [("dues", "")]
    assert {entry.link.href for section in page.entities for entry in section.entries} == {""}
    assert page.crumbs[0].href and len(page.crumbs) == 1
    assert made.view("").more is None


def test_a_theme_without_feed_and_sitemap_needs_no_address() -> None:
    codes = {p.code for p in make(article("a"), base_url="", shape=Shape(frozenset(ALWAYS))).problems}
    assert "no-base-url" not in codes
    assert "no-base-url" in {p.code for p in make(article("a"), base_url="", shape=Shape(LEAN)).problems}


def test_without_pages_for_timelines_the_subject_shows_all_of_its_own() -> None:
    newest = long().view("stories/dues/").timeline
    whole = remade(long(), Shape(frozenset(PAGE_TYPES) - {"timeline"})).view("stories/dues/")
    assert newest.more and sum(len(year.events) for year in newest.years) < newest.count
    assert whole.timeline_link is None and whole.timeline.more is None
    shown = sum(len(year.events) for year in whole.timeline.years) + len(whole.timeline.undated)
    assert shown == whole.timeline.count == newest.count


# -------------------------------------------------------------------------------------------------------------- indexes


@pytest.mark.parametrize("name", INDEXED)
def test_an_index_needs_the_pages_it_leads_to(name: str) -> None:
    pages = frozenset(PAGE_TYPES)
    assert Shape(pages, (name,)).index(name) == name
    assert Shape(pages - {INDEXED[name]}, (name,)).index(name) == ""
    assert Shape(pages - {"index"}, (name,)).index(name) == ""
    assert Shape(pages, ()).index(name) == ""


def test_the_index_of_all_entities_stands_for_those_of_the_groups() -> None:
    shape = Shape(LEAN, ("entities", "tags"))
    assert {shape.index(group) for group in GROUPS} == {"entities"}
    assert [Shape(LEAN).index(group) for group in GROUPS] == [*GROUPS] and Shape(LEAN).index("entities") == ""
    assert "entities" not in USUAL
    made = make(article("a", "Ada met the Board."), entity("ada", "Ada"), entity("board", "Board", "organizations"),
                shape=shape)  # fmt: skip
    assert {p for p, o in made.outputs.items() if kind(o) == "index"} == {"entities/index.html"}
    page = made.view("entities/")
    assert [(e.link.label, e.count) for s in page.sections for e in s.entries] == [("Ada", 1), ("Board", 1)]
    assert [crumb.href for crumb in made.view("people/ada/").crumbs] == ["/sub/", "/sub/entities/"]
    assert [link.href for link in made.plan.site_view.navigation] == ["/sub/entities/"]


# -------------------------------------------------------------------------------------------------------- the home page


@pytest.mark.parametrize(
    ("articles", "size"), [(0, 2), (1, 2), (2, 2), (3, 2), (4, 2), (5, 2), (5, 5), (5, 1), (41, 20)]
)
def test_the_pages_of_the_home_page_list_every_article_once(articles: int, size: int) -> None:
    records = [article(f"a{n:02d}", date=f"2024-03-{n % 28 + 1:02d}") for n in range(articles)]
    made = make(*records, shape=Shape(LEAN, home_size=size))
    pages = [v for p, v in made.views.items() if p and kind(made.outputs[p]) == "home" and isinstance(v, PageView)]
    pages.sort(key=lambda page: page.number)  # type: ignore[attr-defined]
    views: list[Any] = list(pages)
    assert [card.id for page in views for card in page.cards] == list(made.site.articles)
    assert [page.number for page in views] == list(range(1, len(views) + 1))
    assert {page.pages for page in views} == {len(views)} and len(views) == max(1, -(-articles // size))
    assert all(0 < len(page.cards) <= size for page in views) or not articles
    hrefs = [page.href for page in views]
    assert hrefs == ["/sub/", *(f"/sub/page/{n}/" for n in range(2, len(views) + 1))]
    assert [page.older.href if page.older else "" for page in views] == [*hrefs[1:], ""]
    assert [page.newer.href if page.newer else "" for page in views] == ["", *hrefs[:-1]]
    assert all(len(page.tags) == len(page.cards) and page.more is None for page in views)


def test_one_home_page_leads_to_the_archive_when_it_has_one() -> None:
    records = [article(f"a{n}", date="2024-03-05") for n in range(21)]
    assert make(*records).view("").more.href == "/sub/archive/"
    assert make(*records, shape=Shape(LEAN)).view("").more is None
    assert make(*records[:20]).view("").more is None
    assert make(*records).view("").pages == 1


def test_a_page_of_the_curators_own_may_be_called_page() -> None:
    from digest.model import Page
    from tests.unit.site.made import record

    records = [article("a"), article("b"), record(Page, "page", title="A page")]
    made = make(*records, shape=Shape(frozenset(PAGE_TYPES), home_size=1))
    assert not [p for p in made.problems if p.severity == "error"]
    assert {"page/index.html", "page/2/index.html"} <= set(made.outputs)


# ----------------------------------------------------------------------------------------------------------- neighbours


def test_an_article_knows_the_articles_beside_it() -> None:
    dates = {"old": "2020", "mid": "2021-05-05", "new": "2024-01-01"}
    made = make(*(article(i, date=d) for i, d in dates.items()), article("undated", date=None))
    beside = {
        i: tuple(card.id if card else "" for card in (page.newer, page.older))
        for i in ("new", "mid", "old", "undated")
        if (page := made.view(f"articles/{i}/"))
    }
    assert beside == {
        "new": ("", "mid"), "mid": ("new", "old"), "old": ("mid", "undated"), "undated": ("old", ""),
    }  # fmt: skip
