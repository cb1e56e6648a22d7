"""Stories: which articles follow a matter, and how it came to its present state, step by step. Pure.

A step is a sentence or two with the articles that they rest on. The curator writes steps as `developments:`; an
article of the story that no development cites is a step of its own, told by its own summary. So every article of a
story is cited, and a story without developments reads from the newest article to the first all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

import msgspec

from digest.dates import When
from digest.errors import Problem
from digest.model import Article, Development, Story
from digest.text import one_line


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a story, and why it is told and dated as it is."""

    text: str
    """The curator's words; "" where an article has no summary and only its title can tell."""
    date: When | None
    cites: tuple[str, ...]
    """Ids of the published articles that the words rest on; () means that they are without a source."""
    told_by: Literal["development", "summary", "title"]
    """The story's own `developments:`, or the summary or title of the one article that it cites."""
    dated_by: Literal["given", "report", "nothing"]
    """The development says its date; or it is the day of the first dated report, which may be later than what
    happened; or nobody knows it."""


def members(stories: Mapping[str, Story], oldest: Mapping[str, Article]) -> dict[str, tuple[str, ...]]:
    """By story: its articles, in the order of `oldest`."""
    found: dict[str, list[str]] = {story: [] for story in stories}
    for article in oldest.values():
        found.get(article.story, []).append(article.id)
    return {story: tuple(ids) for story, ids in found.items()}


def cited(names: tuple[str, ...], published: Mapping[str, Article]) -> tuple[str, ...]:
    """The articles among `names` that readers can look up, each once, as the curator ordered them."""
    return tuple(name for name in dict.fromkeys(names) if name in published)


def steps(story: Story, parts: tuple[str, ...], published: Mapping[str, Article]) -> tuple[Step, ...]:
    """The steps of a story, newest first, those without a date last; none twice, every part cited at least once.

    `parts` are its articles, oldest first. Of steps of one date, what was written or came later stands first: both
    lists are read as going forward in time.
    """
    written = [_development(d, published) for d in story.developments]
    told = {name for step in written for name in step.cites}
    own = [_report(published[name]) for name in parts if name not in told]
    every = list(dict.fromkeys([*own, *written]))[::-1]
    undated = [step for step in every if step.date is None]
    dated = [step for step in every if step.date is not None]
    return (*sorted(dated, key=lambda s: s.date.sort_key if s.date else (), reverse=True), *undated)


def _development(told: Development, published: Mapping[str, Article]) -> Step:
    cites = cited(told.cites, published)
    report = next((date for name in cites if (date := published[name].date)), None)
    dated_by: Literal["given", "report", "nothing"] = "given" if told.date else "report" if report else "nothing"
    return Step(text=told.text, date=told.date or report, cites=cites, told_by="development", dated_by=dated_by)


def _report(article: Article) -> Step:
    return Step(
        text=article.summary if article.summary.strip() else "",
        date=article.date,
        cites=(article.id,),
        told_by="summary" if article.summary.strip() else "title",
        dated_by="report" if article.date else "nothing",
    )


def unsourced(stories: Mapping[str, Story], published: Mapping[str, Article]) -> list[Problem]:
    """What stories say without naming an article that readers can look up: shown as unsourced, and a warning each."""
    return [problem for story in stories.values() for problem in _unsourced(story, published)]


def _unsourced(story: Story, published: Mapping[str, Article]) -> Iterator[Problem]:
    if story.summary.strip() and not cited(story.cites, published):
        yield _without(story, "summary", "the state of play", story.cites, "cites:")
    for n, told in enumerate(story.developments):
        if not cited(told.cites, published):
            what = f"the development “{one_line(told.text)[:60]}”"
            yield _without(story, f"developments[{n}]", what, told.cites, "cites: to the development")


def _without(story: Story, key: str, what: str, cites: tuple[str, ...], where: str) -> Problem:
    message, hint = f"{what} cites no article", f"add {where} with the ids of articles"
    if cites:
        message, hint = f"{what} cites only what is not published", f"publish {cites[0][:60]}, or cite another"
    return Problem(path=story.path, key=key, code="unsourced", severity="warning", message=message, hint=hint)
