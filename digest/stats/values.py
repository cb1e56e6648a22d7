"""What a survey consists of. Pure values, also the shape of `digest stats --json`."""

from __future__ import annotations

from typing import Literal

import msgspec

Facet = Literal["outlet", "country", "language", "speaker"]


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One outlet, country, language or speaker."""

    id: str
    """Of the record it has; "" where it has none."""
    label: str
    """Its name, as the record or else the newest clipping has it; a code for countries and languages."""
    known: bool = True
    """False for the row of all articles that do not say."""
    count: int
    """How many articles, or of a speaker how many quotations."""
    percent: float
    """Its part of the table's total, to one decimal."""


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """Who told how much. The counts of the rows add up to the total."""

    by: Facet
    total: int
    rows: tuple[Row, ...]
    """The largest first, then by label; what is not known stands last."""


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """The whole digest, a story, or a quarter of a year, and who told it."""

    kind: Literal["digest", "story", "quarter"]
    id: str
    """Of the story; of a quarter as in 2024-q4, "coarse" for dates that lie in no one quarter, "undated"."""
    title: str
    articles: tuple[str, ...]
    """Ids, oldest first, those without a date last."""
    quotations: int
    tables: tuple[Table, ...]
    """By outlet, by country, by language, by speaker."""


Thin = Literal[
    "no-clippings",
    "no-date",
    "no-outlet",
    "one-outlet",
    "one-country",
    "no-quotations",
    "never-quoted",
    "silent-quarters",
    "silent-weeks",
]
"""What a digest may lack.

no-clippings     a story without an article
no-date          articles that stand on no timeline
no-outlet        articles that name no outlet
one-outlet       an outlet that tells a scope alone, carried reports aside
one-country      several outlets, all of one country
no-quotations    several articles, and nobody is quoted
never-quoted     a person or an organization that several articles name and none quotes
silent-quarters  quarters without an article between two that have some
silent-weeks     the same for weeks
"""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thin place."""

    kind: Thin
    scope: str
    """The id of the story or the quarter; "" for the whole that was surveyed."""
    about: str
    """The outlet, the country, the entity's id or the period it is about; "" where it is about the scope."""
    size: int
    """How much it concerns: articles, or quarters or weeks of silence."""
    message: str
    """It in one sentence."""


class Survey(msgspec.Struct, frozen=True, kw_only=True):
    """A digest or one of its stories, counted."""

    held: int
    """Articles that are not counted because they are not published."""
    undated: int
    whole: Scope
    stories: tuple[Scope, ...]
    quarters: tuple[Scope, ...]
    """In the order of time, then dates that lie in no one quarter, then the undated."""
    thin: tuple[Finding, ...]
    """By kind, the largest first."""
