"""The archive and the indexes: everything is listed once, in an order that every machine agrees on."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.dates import parse
from digest.model import GROUPS, Edition, Source, Story, Tag
from digest.site.pages import archive_periods
from tests.unit.site.made import article, entity, make, record

DATES = {
    "day": "2017-08-08",
    "later": "2017-08-09T10:00+08:00",
    "month": "2017-08",
    "year": "2017",
    "other": "2016-12",
    "decade": "199X",
    "undated": None,
    "open": "2018-02/..",
    "until": "../2018",
}


def dated(dates: dict[str, str | None]) -> Any:
    return make(*(article(ident, **({"date": date} if date else {})) for ident, date in dates.items()))


def ids(view: Any) -> list[str]:
    return [card.id for card in view.cards]


def labels(section: Any) -> list[str]:
    return [entry.link.label for entry in section.entries]


# ------------------------------------------------------------------------------------------------------------- archive


def test_the_archive_lists_years_then_months_then_articles() -> None:
    made = dated(DATES)
    whole, year, month = (made.view(path) for path in ("archive/", "archive/2017/", "archive/2017/08/"))
    assert [(e.link.label, e.link.href, e.count) for e in whole.entries] == [
        ("2016", "/sub/archive/2016/", 1),
        ("2017", "/sub/archive/2017/", 4),
        ("2018", "/sub/archive/2018/", 1),
    ]
    assert [(e.link.href, e.count, e.date) for e in year.entries] == [("/sub/archive/2017/08/", 3, parse("2017-08"))]
    assert ids(year) == ["year"]
    assert ids(month) == ["month", "day", "later"]
    assert (whole.period, year.period, month.period) == (None, parse("2017"), parse("2017-08"))


def test_what_has_no_year_stands_on_the_archives_first_page() -> None:
    assert set(ids(dated(DATES).view("archive/"))) == {"undated", "decade", "until"}


def test_neighbours_in_the_archive_are_of_the_same_length() -> None:
    made = dated(DATES)
    year, month = made.view("archive/2017/"), made.view("archive/2017/08/")
    assert (year.previous.href, year.next.href) == ("/sub/archive/2016/", "/sub/archive/2018/")
    assert (month.previous.href, month.next.href) == ("/sub/archive/2016/12/", "/sub/archive/2018/02/")
    assert made.view("archive/2016/").previous is None and made.view("archive/2018/").next is None
    assert made.view("archive/").previous is made.view("archive/").next is None
    assert [c.label for c in month.crumbs] == ["Home", "Archive", "2017"]


def test_an_archive_of_nothing_is_a_page() -> None:
    view = make().view("archive/")
    assert (view.entries, view.cards) == ((), ())


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.sampled_from([*DATES.values(), "0987-01-01", "2017-08-08/2017-09-01", "2017-XX", "/2017"]), max_size=8)
)
def test_every_article_stands_on_exactly_one_page_of_the_archive(dates: list[str | None]) -> None:
    made = dated({f"a{n}": date for n, date in enumerate(dates)})
    pages = [view for path, view in made.views.items() if path.startswith("archive/")]
    assert sorted(i for view in pages for i in ids(view)) == sorted(f"a{n}" for n in range(len(dates)))
    assert sum(e.count for e in made.view("archive/").entries) + len(ids(made.view("archive/"))) == len(dates)
    assert len(pages) == 1 + len([p for p in archive_periods(made.site.articles.values()) if p])


# ------------------------------------------------------------------------------------------------------------- indexes


def people(*names: str) -> Any:
    return make(*(entity(f"p{n}", name) for n, name in enumerate(names))).view("people/")


def test_people_stand_under_their_surnames() -> None:
    view = people("Ada Birch", "Bo Alder", "Plato", "Leila de la Cruz")
    assert [(s.title, labels(s)) for s in view.sections] == [
        ("A", ["Bo Alder"]),
        ("B", ["Ada Birch"]),
        ("D", ["Leila de la Cruz"]),
        ("P", ["Plato"]),
    ]


def test_names_stand_under_their_letters_accents_aside() -> None:
    names = ("Émile Zé", "Adam", "étan", "Zoe", "“Ada”", "Ян", "90 Mile Club", "…")
    view = make(*(entity(f"p{n}", name, "things") for n, name in enumerate(names))).view("things/")
    assert [(s.title, labels(s)) for s in view.sections] == [
        ("#", ["…"]),
        ("9", ["90 Mile Club"]),
        ("A", ["“Ada”", "Adam"]),
        ("E", ["Émile Zé", "étan"]),
        ("Z", ["Zoe"]),
        ("Я", ["Ян"]),
    ]
    assert view.sections[2].anchor == "letter-A"


@settings(deadline=None)
@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=5), min_size=1, max_size=8)
)
def test_every_name_is_listed_once_under_one_letter(names: list[str]) -> None:
    view = people(*names)
    assert sorted(name for s in view.sections for name in labels(s)) == sorted(names)
    anchors = [s.anchor for s in view.sections]
    assert len(set(anchors)) == len(anchors)
    assert view == people(*names)


def test_letters_that_have_one_capital_share_a_section() -> None:
    """The dotless ı stands far behind i in every code, and both have the capital I."""
    assert [s.title for s in people("ilk", "jade", "ırmak").sections] == ["I", "J"]


def test_an_index_counts_the_articles_behind_each_record() -> None:
    made = make(
        entity("ada", "Ada Alder", summary="An\nengineer."),
        entity("bo", "Bo Birch"),
        article("one", "Ada Alder came."),
        article("two", "Ada Alder left."),
        record(Story, "dues", title="The dues"),
        article("three", story="dues", tags=("harbour/dues",)),
        record(Tag, "harbour", title="Harbour"),
        record(Edition, "e1", number=1, period="2024/2024"),
        record(Edition, "e2", number=2, period="2025/2025"),
        record(Source, "herald", name="The Herald", country="PH"),
    )
    counts = {
        name: [(e.link.label, e.count) for s in made.view(f"{name}/").sections for e in s.entries]
        for name in ("people", "stories", "editions", "tags", "sources")
    }
    assert counts == {
        "people": [("Ada Alder", 2), ("Bo Birch", 0)],
        "stories": [("The dues", 1)],
        "editions": [("Edition 2", 0), ("Edition 1", 0)],
        "tags": [("Harbour", 1), ("dues", 1)],
        "sources": [("The Gazette", 3), ("The Herald", 0)],
    }
    assert made.view("people/").sections[0].entries[0].summary == "An engineer."
    assert [e.level for s in made.view("tags/").sections for e in s.entries] == [0, 1]


@pytest.mark.parametrize("group", GROUPS)
def test_each_group_has_its_own_index(group: Any) -> None:
    made = make(entity("x", "A name", group), entity("y", "Another", "people"))
    assert "A name" in [label for s in made.view(f"{group}/").sections for label in labels(s)]
    others = [g for g in GROUPS if g not in (group, "people")]
    assert not [g for g in others if f"{g}/index.html" in made.outputs]
