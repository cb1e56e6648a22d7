"""Editions on pages, those by hand and those of the weeks alike."""

from __future__ import annotations

from typing import Any

import pytest

from digest.model import Edition, Page
from digest.site.editions import title
from tests.unit.site.made import MESSAGES, article, make, record


def ids(cards: Any) -> list[str]:
    return [card.id for card in cards]


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"number": 3, "period": "2024"}, "Edition 3"),
        ({"number": 3, "period": "2024", "title": "A \n bridge"}, "Edition 3: A bridge"),
        ({"period": "2024-10-14/2024-10-20"}, "Week 42, 2024"),
        ({"period": "2024-12-30/2025-01-05", "title": "Over the year"}, "Week 1, 2025: Over the year"),
        ({"period": "2024-10-14/2024-10-18"}, "14–18 October 2024"),
        ({"period": "2024-10/.."}, "since October 2024"),
        ({"period": "9999-12-27/9999-12-31"}, "27–31 December 9999"),
    ],
)
def test_an_edition_goes_by_its_number_its_week_or_its_days(fields: dict[str, Any], name: str) -> None:
    assert title(record(Edition, "e", **fields), MESSAGES) == name


def test_weeks_and_editions_by_hand_stand_in_one_row() -> None:
    made = make(
        *(article(f"a{n:02d}", date=f"2024-10-{n:02d}") for n in (1, 8, 15, 16, 29)),
        record(Edition, "second", number=1, period="2024-10-07/2024-10-13", summary="By hand."),
        record(Page, "about", title="About", body="See [[2024-w42]] and [[2024-w41]]."),
        editions="weeks",
    )
    assert [(p.code, p.path) for p in made.problems] == [("unknown-link", "content/pages/about.md")]
    listed = made.view("editions/").sections[0].entries
    assert [(e.link.label, e.link.href, e.count) for e in listed] == [
        ("Week 44, 2024", "/sub/editions/2024-w44/", 1),
        ("Week 42, 2024", "/sub/editions/2024-w42/", 2),
        ("Edition 1", "/sub/editions/second/", 1),
        ("Week 40, 2024", "/sub/editions/2024-w40/", 1),
    ]
    week = made.view("editions/2024-w42/")
    assert (week.title, week.number, week.period.edtf) == ("Week 42, 2024", None, "2024-10-14/2024-10-20")
    assert ids(week.cards) == ["a15", "a16"]
    assert (week.previous.label, week.next.label) == ("Edition 1", "Week 44, 2024")
    assert made.view("editions/second/").next.href == "/sub/editions/2024-w42/"
    assert made.view("").edition == listed[0]
    assert "[Week 42, 2024](/sub/editions/2024-w42/)" in made.view("about/").body
    assert "https://site.example/sub/editions/2024-w42/" in made.file("sitemap.xml").decode()
    assert "editions" in [link.href.split("/")[-2] for link in made.plan.site_view.navigation]


def test_without_weeks_only_files_make_editions() -> None:
    made = make(article("a", date="2024-10-01"))
    assert made.view("").edition is None and "editions/index.html" not in made.outputs


def test_editions_know_their_neighbours_by_number() -> None:
    numbers = {"c": 1, "a": 2, "b": 3}
    made = make(*(record(Edition, i, number=n, period="2024-01/2024-01", title=f"T{n}") for i, n in numbers.items()))
    around = {i: made.view(f"editions/{i}/") for i in numbers}
    assert {i: (v.previous and v.previous.label, v.next and v.next.label) for i, v in around.items()} == {
        "c": (None, "Edition 2: T2"),
        "a": ("Edition 1: T1", "Edition 3: T3"),
        "b": ("Edition 2: T2", None),
    }
    assert around["a"].next.href == "/sub/editions/b/"


def test_an_edition_reads_in_its_own_order_or_by_date() -> None:
    made = make(
        article("a", date="2024-01-02"),
        article("b", date="2024-01-01"),
        article("c", date="2024-02"),
        article("held", status="inbox"),
        record(Edition, "dated", number=1, period="2024-01-01/2024-01-31"),
        record(Edition, "chosen", number=2, period="2024-01-01/2024-01-31", articles=("c", "held", "a")),
    )
    assert ids(made.view("editions/dated/").cards) == ["b", "a"]
    assert ids(made.view("editions/chosen/").cards) == ["c", "a"]
