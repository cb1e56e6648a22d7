"""Small sites made in memory: records in, all that the room `site` makes of them out. No disk but for the examples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from typing import Any

import yaml

from digest.config import SiteConfig
from digest.content.load import load
from digest.dates import parse
from digest.errors import Problem
from digest.link import connect
from digest.messages import Messages
from digest.model import (
    Answer,
    Article,
    Clipping,
    Correction,
    Development,
    Edition,
    Entity,
    Era,
    EventFields,
    Group,
    Library,
    Page,
    Position,
    Quote,
    Record,
    SavedTimeline,
    SharedEvent,
    Source,
    Story,
    Tag,
)  # fmt: skip
from digest.site.cards import Cards
from digest.site.pages import Pages
from digest.site.plan import DEFAULT, WRITERS, Copy, Output, Plan, Serialize, plan
from digest.site.shape import Shape
from digest.site.urls import PAGED, Urls, file_path
from digest.site.views import View
from tests.support import EXAMPLE, ROOT

MESSAGES = Messages("en", yaml.safe_load((ROOT / "themes/default/messages/en.yaml").read_text("utf-8")))
BASE = "https://site.example/sub/"
SHELVES = {
    Article: "articles", Entity: "entities", Source: "sources", Tag: "tags", Story: "stories", Edition: "editions",
    SharedEvent: "events", SavedTimeline: "timelines", Page: "pages",
}  # fmt: skip
DATES = ("date", "updated", "captured", "period", "since", "until")


def _dated(fields: dict[str, Any]) -> dict[str, Any]:
    return {k: parse(v) if k in DATES and isinstance(v, str) else v for k, v in fields.items()}


def article(ident: str, body: str = "", **fields: Any) -> Article:
    """An article; dates as text."""
    front = {"title": f"Title of {ident}", "source": "gazette", **_dated(fields)}
    return Article(id=ident, path=f"content/articles/{ident}.md", body=body, **front)


def entity(ident: str, name: str, group: Group = "people", **fields: Any) -> Entity:
    return Entity(id=ident, path=f"content/entities/{group}/{ident}.md", name=name, group=group, **fields)


def event(headline: str, **fields: Any) -> EventFields:
    return EventFields(headline=headline, **_dated(fields))


def record(kind: type[Record], ident: str, /, **fields: Any) -> Any:
    """A record of any other kind."""
    return kind(id=ident, path=f"content/{SHELVES[kind]}/{ident}.md", **_dated(fields))  # type: ignore[arg-type]


def era(name: str, period: str) -> Era:
    return Era(name=name, period=parse(period))


def quote(text: str, speaker: str, **fields: Any) -> Quote:
    return Quote(text=text, speaker=speaker, **_dated(fields))


def development(text: str, date: str = "", *cites: str) -> Development:
    return Development(text=text, date=parse(date) if date else None, cites=cites)


class Made:
    """A site and what is made of it."""

    def __init__(self, library: Library, config: SiteConfig, **rest: Any) -> None:
        self.config = config
        self.site, self.linking, _ = connect(library, config)
        self.urls = Urls(config.base_path, config.origin, config.slugs)
        self.cards = Cards(self.site, config, self.urls, MESSAGES)
        self.pages = Pages(self.cards)
        self.plan: Plan = plan(self.site, config, MESSAGES, rest.pop("theme", {}), {"colour": "blue"}, **rest)

    @property
    def problems(self) -> list[Problem]:
        return [*self.linking, *self.plan.problems]

    @cached_property
    def outputs(self) -> dict[str, Output]:
        return {o.path: o for o in self.plan.outputs}

    def view(self, path: str) -> Any:
        """The view behind a site path."""
        content = self.outputs[file_path(path)].content
        assert not isinstance(content, Copy)
        return content.view()

    @cached_property
    def views(self) -> dict[str, View]:
        """Every view of the site, by the path of its output, and the `site` value under ""."""
        made = {p: o.content.view() for p, o in self.outputs.items() if not isinstance(o.content, Copy)}
        return {"": self.plan.site_view, **made}

    def file(self, path: str) -> bytes:
        """The bytes of a machine form."""
        content = self.outputs[path].content
        assert isinstance(content, Serialize)
        return WRITERS[content.form](content.view())


def make(
    *records: Record,
    assets: dict[str, str] | None = None,
    ledger: Any = (),
    theme: Any = None,
    answers: tuple[Answer, ...] = (),
    shape: Shape = DEFAULT,
    **config: Any,
) -> Made:
    """A site of these records; `config` as in site.yaml. The outlet "gazette" is always there."""
    shelves: dict[str, dict[str, Record]] = {name: {} for name in SHELVES.values()}
    for r in (record(Source, "gazette", name="The Gazette"), *records):
        shelves[SHELVES[type(r)]][r.id] = r
    library = Library(**shelves, assets=assets or {}, answers=answers)  # type: ignore[arg-type]
    settings = {"title": "A digest", "base_url": BASE, "republish": "full", **config}
    return Made(library, SiteConfig(**settings), ledger=ledger, theme=theme or {}, shape=shape)


@cache
def example(name: str) -> Made:
    """One of the sites that come with the code: "digest" or "port-ellery"."""
    loaded = load({"digest": ROOT, "port-ellery": EXAMPLE}[name])
    assert not [p for p in loaded.problems if p.severity == "error"]
    return Made(loaded.library, loaded.config)


EXAMPLES = ("digest", "port-ellery")


@cache
def everything() -> Made:
    """One site with a record of every kind and a value in every field that a page can show."""
    return make(
        entity("ada", "Ada Alder", summary="She mends clocks.", part_of="board", names={"ru": "Ада"}, kind="engineer",
               aliases=("Miss Alder",), same_as=("https://elsewhere.example/ada",), body="About [[port-elm|the port]].",
               positions=(Position(title="Chair", organization="board", since=parse("2020"), until=parse("2021")),)),
        entity("board", "Harbour Board", "organizations"), entity("port-elm", "Port Elm", "places"),
        article("one", "Ada Alder spoke in Port Elm. She left.\n\n## Later\n\nThe Harbour Board met.",
                date="2024-03-05", story="dues", tags=("harbour/dues",), summary="Ada Alder spoke.",
                updated="2024-03-06", authors=("Bo",),
                keywords=("dues",), desk="BB", captured="2024-03-07", url="https://gazette.example/1", language="en-GB",
                archive="https://archive.example/1", facts=("Ada Alder spoke in Port Elm.",), captions=("The port.",),
                quotes=(quote("It is late.", "ada"),), references=("Title of two", "Not here"), entities=("board",),
                also_reported_by=("two",), events=(event("Ada Alder speaks", when="yesterday", place="port-elm",
                                                         entities=("ada",), kind="speech"),
                                                   event("The board meets", date="2024-03~/2024-05",
                                                         entities=("board",)),
                                                   event("", event="storm", date="2021-01-01")),
                corrections=(Correction(date=parse("2024-03-08"), text="A name was wrong."),),
                clipping=Clipping(original="page.html")),
        article("two", "Two. " * 30, date="2024-04", story="dues", tags=("harbour",), source="gazette"),
        article("three", "Words.", story="dues", events=(event("A vote", when="last week"),
                                                                 event("", event="storm", date="2022-01-01"))),
        record(Story, "dues", title="The dues", summary="Nothing is settled.", date="2024-05-01", body="So far.",
               cites=("two",), tags=("harbour/dues", "money"), developments=(
                   development("The dues are doubled.", "2024-03-04", "one"), development("Nobody knows.")),
               eras=(era("The hearings", "2024-02/2024-04"),)),
        record(SavedTimeline, "quays", title="On the quays", summary="Ships.", body="See [[dues]].", period="2020/2024-03",
               entities=("ada", "board", "port-elm"), tags=("harbour", "never"), stories=("dues",),
               kinds=("speech", "flood", ""), places=("port-elm",), sources=("gazette",), eras=(era("A wet year", "2024"),)),
        record(SavedTimeline, "known", title="What was known", clock="reported"),
        record(Edition, "2024-w10", number=1, period="2024-03-04/2024-03-10", title="First", summary="A week."),
        record(Edition, "2024-w11", number=2, period="2024-03-11/2024-03-17", articles=("one", "two"), body="Read."),
        record(Tag, "harbour", title="The harbour", summary="Ships.", body="All of it."),
        record(Page, "about", title="About", summary="Who we are.", body="Us."),
        record(SharedEvent, "storm", headline="A storm", date="202X", place="port-elm", story="dues",
               tags=("harbour",)),
        record(Source, "herald", name="The Herald", url="https://herald.example/", country="PH", language="en",
               summary="A paper.", body="Since 1900."),
        subtitle="Small", description="A test.", author="The editors",
        answers=(Answer(kind="contradiction", text="storm date date: one: 2021-01-01; three: 2022-01-01",
                        verdict="accept", value="one"),),
    )  # fmt: skip


@cache
def long() -> Made:
    """A site whose timeline has more events than one page bears, of every kind of date, one without, one reported by
    nobody; and two that lie far from the rest."""
    dates = [f"{2021 + n % 3}-{n % 12 + 1:02d}-{n % 28 + 1:02d}" for n in range(PAGED - 10)]
    odd = ["199X", "2016~", "../2017-05", "2018-03/..", "2022", "2022-06", "2019-05/2023-02", "2021-07?", "2023/", None]
    told = [event(f"Event {n}", id=f"e{n}", **({"date": d} if d else {})) for n, d in enumerate([*dates, *odd, "1874"])]
    days = ["2023-12-30", "2024-02-01", "2024-02", "2024", None]
    return make(
        *(article(f"a{n}", "Ada Alder came.", story="dues", tags=("harbour",), events=tuple(told[n::5]),
                  **({"date": day} if day else {})) for n, day in enumerate(days)),
        article("again", date="2025-01-01", source="herald", events=(event("", event="shared"),)),
        article("first", date="2024-12-30", events=(event("", event="shared"),)),
        record(SharedEvent, "shared", headline="The vote", date="2022-03-04"),
        record(SharedEvent, "silent", headline="A silence", date="2022-03-05"),
        record(Story, "dues", title="The dues", body="See [[shared]]."),
        record(SavedTimeline, "all", title="All of it", clock="reported"),
        entity("ada", "Ada Alder", body="[[silent]]"),
        eras=(era("The closure", "2021-11/2022-02"),),
    )  # fmt: skip


def walk(value: Any) -> Iterator[Any]:
    """A value and everything in it, views as views."""
    yield value
    if isinstance(value, View):
        for name in value.__struct_fields__:
            yield from walk(getattr(value, name))
    elif isinstance(value, dict):
        for inner in value.values():
            yield from walk(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from walk(inner)


def strings(value: Any) -> Iterator[str]:
    """Every text in a view."""
    yield from (v for v in walk(value) if isinstance(v, str))


def hrefs(value: Any) -> Iterator[str]:
    """Every internal link in a view, in its fields and in its Markdown."""
    for v in walk(value):
        if isinstance(v, View):
            yield from (
                getattr(v, name) for name in ("href", "home") if getattr(v, name, "") and type(v).__name__ != "FeedView"
            )
            yield from re.findall(r"\]\((/[^)]*)\)", getattr(v, "body", ""))


def text_of(runs: Any) -> str:
    """Linked text as plain words."""
    return "".join(run.text for run in runs)
