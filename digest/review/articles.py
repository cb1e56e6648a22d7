"""What an article itself leaves open: its date, its zone, whether it is published. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from digest.clip import timex
from digest.content.journal import Edit
from digest.dates import When, read
from digest.model import Article, Source
from digest.review.options import Option, Refused, stored, with_offset
from digest.review.question import Question, beginning, refused

_DATELINES = 2_000
"""Code points at either end of a text that are searched for a day."""
_DAY = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})([/_-]?)(0[1-9]|1[0-2])\2(0[1-9]|[12][0-9]|3[01])(?![0-9])", re.ASCII)


def ask(article: Article, source: Source | None) -> Iterator[Question]:
    """The questions about one article; `source` is the record of its outlet, if there is one."""
    if article.status == "inbox" and not refused(article, "inbox", "inbox"):
        yield _inbox(article)
    if article.date is None and not refused(article, "undated", "date"):
        yield _undated(article, source)
    if article.date is not None and _local(article.date) and not refused(article, "no-zone", article.date.edtf):
        yield _no_zone(article, article.date, source)


def dated(path: str, value: str) -> tuple[Edit, ...]:
    """The edit that gives a file its date."""
    return (Edit(path=path, values={("date",): value}),)


def _local(date: When) -> bool:
    """Whether it begins with a clock time that no offset ties to an instant."""
    return bool(date.start and date.start.minute is not None and date.start.offset is None)


def _inbox(article: Article) -> Question:
    def status(value: str) -> tuple[Edit, ...]:
        return (Edit(path=article.path, values={("status",): value}),)

    return Question(
        path=article.path,
        kind="inbox",
        text=f"“{article.title}” is not published",
        hint="set status: reviewed or published when it is ready",
        title=article.title,
        why="It was imported and waits in the inbox; only digest build --drafts shows it.",
        context=beginning(article),
        options=(
            Option(key="publish", label="publish it", then=lambda _: status("published")),
            Option(key="reviewed", label="it is reviewed; publish it", then=lambda _: status("reviewed")),
            Option(
                key="leave",
                label="leave it in the inbox, and do not ask again",
                then=lambda _: (stored(article.path, "inbox", "inbox"),),
                rejects=True,
            ),
        ),
    )


def _undated(article: Article, source: Source | None) -> Question:
    guessed = [
        Option(key=key, label=f"{day}, {why}", then=lambda _, day=day: dated(article.path, day))  # type: ignore[misc]
        for key, why, day in _days(article, source.country if source else "")
    ]
    return Question(
        path=article.path,
        kind="undated",
        text=f"“{article.title}” has no date",
        hint="add date: with the day its source published it",
        title=article.title,
        why="Without the day its source published it, it stands last everywhere, and “on Monday” in it means no day.",
        context=beginning(article),
        options=(
            *guessed,
            Option(key="date", label="give its date", needs="date", then=partial(dated, article.path)),
            Option(
                key="unknown",
                label="its date cannot be known",
                then=lambda _: (stored(article.path, "undated", "date"),),
                rejects=True,
            ),
        ),
    )


def _days(article: Article, country: str) -> Iterator[tuple[str, str, str]]:
    """Days that an article may be of: key, why, day; each day once. What its text names is a guess, and says so."""
    name = article.path.rsplit("/", 1)[-1]
    seen: set[str] = set()
    for key, where, text in (("address", "address", article.url or ""), ("file", "file’s name", name)):
        found = _DAY.search(text)
        day = f"{found[1]}-{found[3]}-{found[4]}" if found else ""
        if day and day not in seen and read(day) is not None:
            seen.add(day)
            yield key, f"as its {where} says", day
    for key, where, texts in (
        ("caption", "a caption names", article.captions),
        ("text", "its text names", _texts(article)),
    ):
        latest = max((day for text in texts for day in _named(text, country)), default="")
        if latest and latest not in seen:
            seen.add(latest)
            yield key, f"a guess: the latest day that {where}", latest


def _texts(article: Article) -> tuple[str, ...]:
    """What may name the day: the beginning of the text and its end, where datelines and signatures stand."""
    if len(article.body) <= 2 * _DATELINES:
        return (article.body,)
    return article.body[:_DATELINES], article.body[-_DATELINES:]


def _named(text: str, country: str) -> Iterator[str]:
    """The whole dates that a text names by themselves, whatever day it is of."""
    for found in timex.find(text, None, "news", country):
        if found.value and not found.anchor and not found.contradiction and not found.alternatives:
            when = read(found.value)
            if when is not None and when.precision == "day":
                yield found.value


def _no_zone(article: Article, date: When, source: Source | None) -> Question:
    zone = source.time_zone if source else ""
    likely = with_offset(date, zone) if zone else Refused("")
    of_source = Option(
        key="source",
        label=f"{likely}, as in {zone}, the zone of {source.name if source else ''}",
        then=lambda _: dated(article.path, str(likely)),
    )
    known = not isinstance(likely, Refused) and likely != date.edtf
    return Question(
        path=article.path,
        kind="no-zone",
        text=f"“{article.title}” has a clock time without a zone",
        hint="add the offset, as in +08:00, or time_zone: to its source and import again",
        title=article.title,
        why=f"{date.edtf} is a local time; without its offset nobody can tell which instant it was.",
        context=beginning(article),
        options=(
            *((of_source,) if known else ()),
            Option(
                key="offset",
                label="give its offset or zone",
                needs="offset",
                check=partial(with_offset, date),
                then=partial(dated, article.path),
            ),
            Option(
                key="unknown",
                label="its zone cannot be known",
                then=lambda _: (stored(article.path, "no-zone", date.edtf),),
                rejects=True,
            ),
        ),
    )
