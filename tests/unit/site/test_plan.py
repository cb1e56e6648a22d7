"""The plan: every file of a site once, each with its reason, and nothing made before it is asked for."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.model import Edition, LedgerEntry, Page, Record, SharedEvent, Story
from digest.site.plan import Copy, Output, Render
from digest.site.views import PageView
from tests.unit.site.made import EXAMPLES, MESSAGES, Made, article, entity, everything, example, make, quote, record

TEMPLATES = {
    "HomeView": "home.html",
    "ArticleView": "article.html",
    "EntityView": "entity.html",
    "TagView": "tag.html",
    "StoryView": "story.html",
    "SourceView": "source.html",
    "TimelineView": "timeline.html",
    "EditionView": "edition.html",
    "ArchiveView": "archive.html",
    "QuotesView": "quotes.html",
    "IndexView": "index.html",
    "ProseView": "page.html",
    "SearchView": "search.html",
    "NotFoundView": "404.html",
}
SITES = [everything, *(lambda name=name: example(name) for name in EXAMPLES)]


@pytest.mark.parametrize("site", SITES, ids=["made", *EXAMPLES])
def test_every_record_has_its_page_and_every_file_its_reason(site: Any) -> None:
    made: Made = site()
    assert not [p for p in made.plan.problems if p.severity == "error"]
    paths = [o.path for o in made.plan.outputs]
    assert paths == sorted(set(paths))
    assert all(o.reason for o in made.plan.outputs)
    owners = {o.owner for o in made.plan.outputs}
    library = made.site.library
    for shelf in (
        made.site.articles,
        library.entities,
        library.sources,
        library.stories,
        library.editions,
        library.pages,
    ):
        assert {r.path for r in shelf.values()} <= owners
    known = {
        r.path
        for shelf in (
            library.articles,
            library.entities,
            library.sources,
            library.stories,
            library.editions,
            library.pages,
            library.tags,
            library.events,
            library.timelines,
        )
        for r in shelf.values()
    }
    pictures = {f"content/{name}" for name in library.assets}
    assert owners <= known | pictures | {""}


@pytest.mark.parametrize("site", SITES, ids=["made", *EXAMPLES])
def test_each_kind_of_view_has_one_template(site: Any) -> None:
    for output in site().plan.outputs:
        if isinstance(output.content, Render):
            view = output.content.view()
            assert isinstance(view, PageView)
            assert output.content.template == TEMPLATES[type(view).__name__]


def test_a_small_site_has_these_files_and_no_others() -> None:
    made = make(
        entity("ada", "Ada Alder"),
        article("one", "Ada Alder came.", date="2024-03", tags=("harbour",)),
        article("held", status="inbox"),
    )
    assert sorted(made.outputs) == [
        "404.html",
        "archive/2024/03/index.html",
        "archive/2024/index.html",
        "archive/index.html",
        "articles/one/index.html",
        "feed.xml",
        "index.html",
        "people/ada/index.html",
        "people/index.html",
        "sitemap.xml",
        "sources/gazette/index.html",
        "sources/index.html",
        "tags/harbour/index.html",
        "tags/index.html",
        "timeline.ics",
        "timeline/index.html",
    ]
    assert made.site.held == {"held": "status: inbox"}


def test_nothing_is_made_before_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    from digest.site import plan
    from digest.site.pages import Pages

    made: list[str] = []
    for name in ("article", "entity", "story", "edition"):
        monkeypatch.setattr(plan, name, lambda *a, name=name: made.append(name))
    for name in (
        "home",
        "tag",
        "timeline",
        "source",
        "prose",
        "not_found",
    ):
        monkeypatch.setattr(Pages, name, lambda self, *a, name=name: made.append(name))
    site = make(
        entity("ada", "Ada Alder"),
        article("one", "Ada Alder came."),
        record(SharedEvent, "storm", headline="A storm", entities=("ada",)),
        record(Story, "dues", title="The dues"),
        record(Edition, "first", number=1, period="2024"),
    )
    assert made == []
    site.view("articles/one/")
    assert made == ["article"]


def test_the_same_library_makes_the_same_plan() -> None:
    one, other = everything(), Made(everything().site.library, everything().config)
    assert one.views == other.views
    assert [(o.path, o.reason, o.owner) for o in one.plan.outputs] == [
        (o.path, o.reason, o.owner) for o in other.plan.outputs
    ]


def test_the_theme_files_are_copied_and_known_to_every_page() -> None:
    style = Output("assets/style.abc.css", Copy("theme/style.css", "abc"), "the theme's style.css")
    made = make(theme={"style.css": style})
    assert made.outputs["assets/style.abc.css"] is style
    assert made.plan.site_view.assets == {"style.css": "/sub/assets/style.abc.css"}


def test_the_navigation_names_what_there_is() -> None:
    site = make(
        entity("ada", "Ada"),
        record(Story, "dues", title="The dues"),
        record(Page, "about", title="About"),
        record(Page, "secret", title="Secret", navigation=False),
        title="T",
        subtitle="S",
        author="A",
    ).plan.site_view
    assert [link.href for link in site.navigation] == ["/sub/stories/", "/sub/people/", "/sub/timeline/"]
    assert [link.href for link in site.footer] == ["/sub/archive/", "/sub/sources/", "/sub/about/"]
    assert (site.title, site.subtitle, site.author, site.home, site.base_url) == (
        "T",
        "S",
        "A",
        "/sub/",
        "https://site.example/sub/",
    )
    assert (site.feed.href, site.calendar.href) == ("/sub/feed.xml", "/sub/timeline.ics")
    assert site.navigation[-1].label == MESSAGES.table["nav.timeline"]


def test_a_site_at_the_root_links_from_the_root() -> None:
    site = make(base_url="https://site.example").plan.site_view
    assert (site.home, site.base_url, site.calendar.href) == ("/", "https://site.example/", "/timeline.ics")


@pytest.mark.parametrize(
    ("path", "gone", "lost"),
    [
        ("articles/one/", False, False),
        ("feed.xml", False, False),
        ("", False, False),
        ("people/ada/", False, True),
        ("people/ada/", True, False),
    ],
)
def test_an_address_that_was_published_is_missed(path: str, gone: bool, lost: bool) -> None:
    made = make(
        article("one"),
        ledger=(LedgerEntry(path="", since="2024-01-01"), LedgerEntry(path=path, since="2024-01-01", gone=gone)),
    )
    found = [(p.code, p.path, p.line) for p in made.plan.problems]
    assert found == ([("lost-address", "content/ledger.jsonl", 2)] if lost else [])


IDS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8),
    st.sampled_from(["a", "A", "timeline", "con", "archive"]),
)
KINDS = st.sampled_from(
    [
        lambda i: article(i, "Ada came.", tags=(i,)),
        lambda i: entity(i, "Ada"),
        lambda i: record(Page, i, title=i),
        lambda i: record(Story, i, title=i),
        lambda i: record(SharedEvent, i, headline=i, date="2024", tags=(i, f"{i}/timeline"), entities=(i,)),
    ]
)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(KINDS, IDS), max_size=6))
def test_paths_are_unique_or_the_curator_is_told(records: list[tuple[Any, str]]) -> None:
    made = make(*(make_record(ident) for make_record, ident in records))
    paths = [o.path for o in made.plan.outputs]
    told = [p for p in made.plan.problems if p.code == "same-address"]
    folded = [p.casefold() for p in paths]
    assert len(set(folded)) == len(folded) or told
    assert all(p.severity == "error" for p in told)
    for path in paths:
        assert not path.startswith("/") and ".." not in path.split("/") and len(path.encode()) < 1024
    if not told:
        assert set(made.views) - {""} <= set(paths)


def test_a_tag_named_timeline_meets_the_timeline_of_its_parent() -> None:
    records: list[Record] = [
        article("one", tags=("harbour/timeline",)),
        record(SharedEvent, "storm", headline="A storm", date="2024", tags=("harbour",)),
    ]
    (problem,) = make(*records).plan.problems
    assert (problem.code, problem.severity) == ("same-address", "error")
    assert "tags/harbour/timeline/" in problem.message


@pytest.mark.parametrize("ident", ["quotes", "Quotes"])
def test_a_page_named_quotes_meets_the_register_of_quotations(ident: str) -> None:
    said = article("one", quotes=(quote("It is late.", "Ada"),))
    (problem,) = make(record(Page, ident, title="Sayings"), said).plan.problems
    assert (problem.path, problem.code, problem.severity) == (f"content/pages/{ident}.md", "same-address", "error")
    assert "/quotes/" in problem.message
    assert make(record(Page, ident, title="Sayings")).plan.problems == (), "where nobody is quoted it has the address"
