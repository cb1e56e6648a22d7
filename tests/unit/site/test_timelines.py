"""The pages of timelines: which there are, by which clock, how they lead to each other, and the saved ones."""

from __future__ import annotations

from typing import Any

import pytest

from digest.dates import parse
from digest.model import SavedTimeline, SharedEvent, Story, Tag
from digest.site.views import Run
from tests.unit.site.made import Made, article, entity, era, event, everything, long, make, record

FIRST = {"happened": "What happened when", "reported": "What we knew when"}


def labels(links: Any) -> list[str]:
    return [link.label for link in links]


def paths(made: Made, start: str) -> list[str]:
    return sorted(p.removesuffix("index.html") for p in made.outputs if p.startswith(start))


def saved(ident: str, **fields: Any) -> Any:
    return record(SavedTimeline, ident, **{"title": ident.title(), **fields})


def shared(ident: str, **fields: Any) -> Any:
    return record(SharedEvent, ident, headline=ident.title(), **{"date": "2024-01-02", **fields})


def test_every_subject_with_events_has_a_timeline_by_each_clock() -> None:
    made = make(
        entity("ada", "Ada"),
        entity("bo", "Bo"),
        shared("storm", entities=("ada",), story="dues", tags=("harbour",)),
        record(Story, "dues", title="Dues"),
        record(Tag, "harbour", title="The harbour"),
    )
    assert paths(made, "people/") == [
        "people/", "people/ada/", "people/ada/timeline/", "people/ada/timeline/reported/", "people/bo/",
    ]  # fmt: skip
    for subject in ("", "stories/dues/", "tags/harbour/", "people/ada/"):
        first, second = made.view(f"{subject}timeline/"), made.view(f"{subject}timeline/reported/")
        assert (first.clock, second.clock) == ("happened", "reported")
        assert first.timeline and not first.reported and second.reported and not second.timeline
        for view in (first, second):
            assert [(c.label, c.href) for c in view.clocks] == [
                (FIRST["happened"], f"/sub/{subject}timeline/"),
                (FIRST["reported"], f"/sub/{subject}timeline/reported/"),
            ]


def test_a_site_without_events_has_one_empty_page() -> None:
    made = make()
    assert paths(made, "timeline") == ["timeline.ics", "timeline/"]
    assert made.view("timeline/").clocks == () and made.view("timeline/").timeline.count == 0


def test_the_timeline_of_one_subject_says_whose_it_is() -> None:
    view = everything().view("people/ada/timeline/")
    assert (view.subject.label, view.title, view.calendar) == ("Ada Alder", "Timeline: Ada Alder", None)
    assert labels(view.crumbs) == ["Home", "People", "Ada Alder"]
    other = everything().view("people/ada/timeline/reported/")
    assert other.title == "What we knew when: Ada Alder"
    assert labels(other.crumbs) == ["Home", "People", "Ada Alder", "Timeline: Ada Alder"]
    whole = everything().view("timeline/")
    assert whole.subject is None and whole.calendar.href == "/sub/timeline.ics"
    assert labels(whole.saved) == ["On the quays", "What was known"]


# ---------------------------------------------------------------------------------------------------------------- saved


def test_a_saved_timeline_shows_what_was_chosen_and_why() -> None:
    made = make(
        entity("elm", "Port Elm", "places"),
        entity("quay", "Quay", "places", part_of="elm"),
        shared("storm", place="quay", kind="flood"),
        shared("wide", place="quay", kind="flood", date="2024"),
        shared("late", place="quay", kind="flood", date="2025"),
        shared("vote", place="quay", kind="vote"),
        saved("floods", summary="Water.", body="See [[storm]].", places=("elm",), kinds=("Flood",), period="../2024-06",
              tags=("never-used",), eras=(era("Rain", "2024"),)),
        saved("wet", places=("elm",), kinds=("Flood",), period="../2024-06", eras=(era("Rain", "2024"),),
              summary="Water.", body="See [[storm]]."),
    )  # fmt: skip
    view = made.view("timelines/wet/")
    assert (view.title, view.summary, view.description) == ("Wet", (Run(text="Water."),), "Water.")
    assert view.body == "See [Storm](/sub/timeline/#storm)."
    assert labels(view.crumbs) == ["Home", "Chosen timelines"]
    assert [(c.kind, labels(c.values), c.period) for c in view.conditions] == [
        ("places", ["Port Elm"], None),
        ("kinds", ["Flood"], None),
        ("period", [], parse("../2024-06")),
    ]
    assert {e.id for y in view.timeline.years for e in y.events} == {"storm", "wide"}
    assert view.timeline.maybe == ("wide",)
    assert [b.name for b in view.timeline.strip.bands] == ["Rain"]
    empty = made.view("timelines/floods/")
    assert empty.timeline.count == 0 and empty.clocks == ()
    assert [(link.label, link.href) for c in empty.conditions if c.kind == "tags" for link in c.values] == [
        ("never-used", "")
    ]


def test_a_saved_timeline_without_events_is_a_named_problem() -> None:
    made = make(shared("storm"), saved("floods", kinds=("flood",)), saved("all"))
    (problem,) = [p for p in made.problems if p.code == "empty-timeline"]
    assert (problem.path, problem.severity) == ("content/timelines/floods.md", "warning")


@pytest.mark.parametrize(("clock", "other"), [("happened", "reported"), ("reported", "happened")])
def test_a_saved_timeline_opens_with_the_clock_it_names(clock: str, other: str) -> None:
    made = make(
        shared("storm"), article("a", date="2024", events=(event("", event="storm"),)), saved("all", clock=clock)
    )
    assert paths(made, "timelines/") == ["timelines/", "timelines/all/", f"timelines/all/{other}/"]
    first, second = made.view("timelines/all/"), made.view(f"timelines/all/{other}/")
    assert (first.clock, second.clock) == (clock, other)
    assert (first.timeline is None) == (clock == "reported")
    assert labels(first.clocks) == labels(second.clocks) == list(FIRST.values())
    assert first.title == "All" and labels(second.crumbs) == ["Home", "Chosen timelines", "All"]


def test_the_index_of_saved_timelines_stands_when_there_are_any() -> None:
    made = make(shared("storm"), saved("b", title="Bees"), saved("a", title="Zebras"))
    (section,) = made.view("timelines/").sections
    assert [(e.link.label, e.link.href, e.events) for e in section.entries] == [
        ("Bees", "/sub/timelines/b/", 1),
        ("Zebras", "/sub/timelines/a/", 1),
    ]
    assert "/sub/timelines/" in [link.href for link in made.plan.site_view.footer]
    assert "timelines/index.html" not in make(shared("storm")).outputs


# ---------------------------------------------------------------------------------------------------------------- years


def test_a_long_timeline_is_an_overview_and_a_page_for_each_year() -> None:
    made = long()
    for start in ("timeline/", "timeline/reported/", "timelines/all/", "timelines/all/happened/"):
        view = made.view(start)
        assert view.overview and not view.timeline and not view.reported and view.period is None
        for entry in [*view.overview.years, *view.overview.rest]:
            year = made.view(entry.link.href.removeprefix("/sub/"))
            assert (year.timeline is None) == (year.clock == "reported") != (year.reported is None)
            assert year.period == entry.link.date and year.clocks == view.clocks
            assert year.title.startswith(view.title) and view.href in [c.href for c in year.crumbs]
    assert made.view("timeline/2022/").title == "Timeline, 2022"
    assert made.view("timeline/1990s/").title == "Timeline, 1990s"
    assert made.view("timeline/undated/").title == "Timeline, date not known"


def test_years_lead_to_their_neighbours() -> None:
    made = long()
    view, way = made.view("timeline/1874/"), []
    assert view.previous is None
    while view.next:
        following = made.view(view.next.href.removeprefix("/sub/"))
        assert following.previous.href == view.href
        way.append(view.next.label)
        view = following
    assert way[0] == "1990s" and way[-2:] == ["2023", "date not known"] and len(way) == len(set(way))


def test_links_to_an_event_lead_to_the_page_of_its_year() -> None:
    made = long()
    assert made.view("stories/dues/").body == "See [The vote](/sub/timeline/2022/#shared)."
    assert "timeline/2022/#shared" in made.file("timeline.ics").decode().replace("\r\n ", "")
    assert any(e.id == "shared" for y in made.view("timeline/2022/").timeline.years for e in y.events)
