"""Timelines as pages show them: the list by either clock, what stands between its events, and its pictures."""

from __future__ import annotations

from typing import Literal

from digest.dates import When
from digest.site.views.parts import Card, Entry, EventItem, Link, View

Clock = Literal["happened", "reported"]
"""What a timeline goes by: when things happened, or when they were reported."""

Unit = Literal["day", "month", "year"]


# ------------------------------------------------------------------------------------------------------------- pictures


class Tick(View, frozen=True, kw_only=True):
    """A labelled line of a strip; x in the strip's own units."""

    x: float
    when: When
    """The year, month or day that begins here; the template shows it with the date filter."""
    anchor: Literal["start", "end"] = "start"
    """Which end of the label stands at x: there is room for it, and no two labels touch."""


class Mark(View, frozen=True, kw_only=True):
    """An event on a strip: a span, never a point narrower than what is known. Marks never cover each other."""

    x: float
    width: float
    row: int
    """0 at the bottom; marks that would overlap stand in rows above each other."""
    href: str
    """Where the event stands: "#" and its anchor, or another page of its timeline."""
    title: str
    """The event's headline."""
    when: When
    uncertain: bool
    """Approximate, uncertain or open at one end."""
    count: int = 1
    """How many events it stands for, where no row was free: href and title are the first one's, when spans them all."""


class Band(View, frozen=True, kw_only=True):
    """An era behind a picture. A few may overlap; their labels never do."""

    x: float
    width: float
    name: str
    when: When
    label: str
    """What of the name has room in the picture."""
    label_x: float
    anchor: Literal["start", "end"] = "start"
    """Which end of the label stands at label_x."""
    lane: int = 0
    """The label's row, counted from the top."""


class Stretch(View, frozen=True, kw_only=True):
    """A part of a strip's axis in which nothing is recorded."""

    x: float
    width: float


class Strip(View, frozen=True, kw_only=True):
    """A picture of a timeline, drawn on the server: the list below it stays the one source of truth."""

    width: float
    height: float
    baseline: float
    """The y of the axis."""
    row_height: float
    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    first: When
    last: When
    bands: tuple[Band, ...] = ()
    lanes: int = 0
    """How many rows of labels the bands have, above the marks."""
    pauses: tuple[Stretch, ...] = ()


class Column(View, frozen=True, kw_only=True):
    """So many events of a month, a year or a longer time, in a picture of counts."""

    x: float
    width: float
    height: float
    href: str
    """The page of the year where the first of them stands."""
    when: When
    count: int
    wide: bool = False
    """These are known less exactly than most, so they are drawn behind, over all the time that they may belong to."""


class Counts(View, frozen=True, kw_only=True):
    """A picture of how many events there are in each month or year: of a timeline too long for one page."""

    width: float
    height: float
    baseline: float
    columns: tuple[Column, ...]
    ticks: tuple[Tick, ...]
    bands: tuple[Band, ...] = ()
    lanes: int = 0
    first: When
    last: When


# --------------------------------------------------------------------------------------------------- what happened when


class Aside(View, frozen=True, kw_only=True):
    """What stands between the events of a list: the beginning of an era, or a pause in which nothing is recorded."""

    before: int
    """The place in its section: before the event with this number, counted from 0; behind the last for their number."""
    era: str
    """The name of the era; "" for a pause."""
    when: When
    """The days of the pause, or of the era."""
    count: int = 0
    """Of a pause: how long it is, in whole units."""
    unit: Unit = "day"


class Running(View, frozen=True, kw_only=True):
    """What began in an earlier section and still goes on where this one begins."""

    events: tuple[Link, ...]
    """A few of them, each with the date of the event."""
    more: int = 0
    """How many others do."""


class Year(View, frozen=True, kw_only=True):
    """A section of a list: the events of a year or a decade, or on the page of one year those of a month, in order."""

    label: str
    """As in 2017, 1990s or 2017-05."""
    anchor: str
    events: tuple[EventItem, ...]
    when: When | None = None
    """To show in place of the label, in the reader's language."""
    asides: tuple[Aside, ...] = ()
    running: Running | None = None


class Timeline(View, frozen=True, kw_only=True):
    """Events by year, oldest first; those without a date stand last."""

    count: int
    """All events, also where only the newest are listed."""
    years: tuple[Year, ...]
    undated: tuple[EventItem, ...]
    strip: Strip | None
    """None with fewer than two dated events, and where all have the same span."""
    counts: Counts | None = None
    """In place of a strip, of a timeline too long for one page and of one of its years."""
    maybe: tuple[str, ...] = ()
    """Ids of events whose date is too wide to say whether they belong here."""
    more: Link | None = None
    """The page with all of them, where only the newest are listed."""


# ---------------------------------------------------------------------------------------------------- what we knew when


class Lag(View, frozen=True, kw_only=True):
    """How long after an event it was reported."""

    kind: Literal["same", "after", "before", "during", "unknown"]
    """The same day; after it (or its end); before it; while it went on; or its dates are too wide to say."""
    exact: bool = True
    """Whether both are known to the day; else it is at least so long."""
    count: int = 0
    """In whole units."""
    unit: Unit = "day"


class Known(View, frozen=True, kw_only=True):
    """An event on one report day: news, or reported already."""

    event: EventItem
    reports: tuple[Card, ...]
    """The articles of that day that report it."""
    lag: Lag | None = None
    """Of news: how long after; None where event or report has no date."""
    href: str = ""
    """Of what was reported before: where that stands; "" for news."""
    again: bool = False
    """Of what was reported before: all outlets of this day are among those that did."""


class ReportDay(View, frozen=True, kw_only=True):
    """What became known on one day."""

    when: When
    """The day; the month or year where no more is known of the reports."""
    news: tuple[Known, ...]
    also: tuple[Known, ...]
    """What had been reported before."""


class ReportYear(View, frozen=True, kw_only=True):
    """The report days of one year, or on the page of one year those of a month."""

    label: str
    anchor: str
    days: tuple[ReportDay, ...]
    when: When | None = None
    asides: tuple[Aside, ...] = ()
    """As in a list of events; they stand between the days."""


class Reported(View, frozen=True, kw_only=True):
    """Events by the day of their first report, oldest first."""

    count: int
    years: tuple[ReportYear, ...]
    undated: tuple[Known, ...]
    """Of articles without a date: news first."""
    unreported: tuple[EventItem, ...]
    """Events of which no article here reports."""
    strip: Strip | None
    counts: Counts | None = None
    """In place of a strip, on the page of a year."""
    maybe: tuple[str, ...] = ()


# ------------------------------------------------------------------------------------------------------------ overviews


class Overview(View, frozen=True, kw_only=True):
    """A timeline of more events than one page bears: its years, each on a page of its own, and what is newest."""

    count: int
    counts: Counts | None
    years: tuple[Entry, ...]
    """Each year's page, with the number of its events; by the report clock, of those first reported in it."""
    rest: tuple[Entry, ...]
    """The page of what has no date, when there is any."""
    latest: tuple[EventItem, ...] = ()
    """The newest events, newest first."""
    days: tuple[ReportDay, ...] = ()
    """By the report clock: what became known last, newest first."""
    maybe: tuple[str, ...] = ()


class Condition(View, frozen=True, kw_only=True):
    """What the events of a saved timeline have in common: any one of the values."""

    kind: Literal["entities", "tags", "stories", "kinds", "places", "sources", "period"]
    values: tuple[Link, ...] = ()
    period: When | None = None
