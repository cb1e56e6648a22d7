"""Dates as sources print them; a date that may be two dates is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.clip.dateline import days, label, leftover, machine_date, opens_story, stamp_of, stamps, story_begins


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("/ 06:43 PM August 08, 2017", ["2017-08-08T18:43"]),
        ("12:05 AM January 1, 2018", ["2018-01-01T00:05"]),
        ("12:30 p.m. Jan. 1, 2018", ["2018-01-01T12:30"]),
        ("18:43 PM August 08, 2017", ["2017-08-08T18:43"]),
        (
            "PUBLISHED: 10:48, Tue, Nov 19, 2019 | UPDATED: 11:05, Tue, Nov 19, 2019",
            ["2019-11-19T10:48", "2019-11-19T11:05"],
        ),
        ("November 19, 2019 at 8:59 pm", ["2019-11-19T20:59"]),
        ("Updated 1:39 am EST, Wednesday, November 20, 2019", ["2019-11-20T01:39-05:00"]),
        ("9 August 2017, 08:15 GMT", ["2017-08-09T08:15Z"]),
        ("28 July 2017 14:05 GMT+8", ["2017-07-28T14:05+08:00"]),
        ("28 July 2017 14:05 (GMT+8)", ["2017-07-28T14:05+08:00"]),
        ("14:05 UTC+02:00, 28 July 2017", ["2017-07-28T14:05+02:00"]),
        ("28 July 2017 14:05+8:00", ["2017-07-28T14:05+08:00"]),
        ("2017-07-28 14:05 GMT+2", ["2017-07-28T14:05+02:00"]),
        ("28 July 2017, 14:05-15:00", ["2017-07-28T14:05"]),
        ("Posted: Aug 08, 2024 4:00 AM ET", ["2024-08-08T04:00-04:00"]),
        ("30.04.2024, 18:58 Uhr", ["2024-04-30T18:58"]),
        ("8 août 2017 à 18h43", ["2017-08-08T18:43"]),
        ("8 de agosto de 2017", ["2017-08-08"]),
        ("8 августа 2017", ["2017-08-08"]),
        ("2024年4月30日", ["2024-04-30"]),
        ("2017-08-08T18:43:10+08:00", ["2017-08-08T18:43+08:00"]),
        ("8th of August 2017", ["2017-08-08"]),
        ("25/12/2017", ["2017-12-25"]),
        ("12/25/2017", ["2017-12-25"]),
        ("08/07/2017", []),
        ("07/07/2017", ["2017-07-07"]),
        ("31 February 2017", []),
        ("Section 8.2.2017a", []),
        ("in 2017", []),
        ("in 20²³", []),
        ("24h 2 augusti 2026", ["2026-08-02"]),
        ("on PressApril 28, 2023GMT", ["2023-04-28"]),
        ("May 2017", []),
    ],
)
def test_stamps(line: str, found: list[str]) -> None:
    assert [stamp.when.edtf for stamp in stamps(line)] == found


def test_labels() -> None:
    line = "Posted May 24, 2026 10:05 am | Last updated: May 25, 2026"
    assert [stamp.label for stamp in stamps(line)] == ["published", "updated"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        *(
            (word, "updated")
            for word in ("Updated", "aktualisiert am", "Mis à jour le", "Uppdaterad", "обновлено", "更新")
        ),
        *((word, "published") for word in ("Erschienen", "publié le", "Pubblicato", "Stand:", "Date", "опубликовано")),
        *((word, "") for word in ("", "on", "estate", "Deposits of")),
    ],
)
def test_a_label(words: str, found: str) -> None:
    assert label(words) == found


def test_the_time_of_one_of_two_dates() -> None:
    line = "Posted 08/07/2026 10:05 am | Updated: May 25, 2026, 11:05"
    first, second = days(line)
    assert first.swapped is not None
    assert stamp_of(line, [first, second], first, first.swapped).edtf == "2026-08-07T10:05"
    assert stamp_of(line, [first, second], second, second.day).edtf == "2026-05-25T11:05"


@pytest.mark.parametrize(
    ("line", "words"), [("Published on Tuesday, August 8, 2017 at 6:43 pm", 0), ("Ana met Oleg on 8 August 2017", 3)]
)
def test_words_beside_the_date(line: str, words: int) -> None:
    assert leftover(line) == words


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("PORT VARN, Aug. 9, 2017 (HN) — The ferry", "2017-08-09"),
        ("PORT VARN, Aug. 9, 2017 - The ferry", "2017-08-09"),
        ("The ferry sailed on Aug. 9, 2017 - a Wednesday.", None),
        ("PORT VARN — The ferry", None),
    ],
)
def test_the_dateline_of_a_story(text: str, day: str | None) -> None:
    found = opens_story(text)
    assert (found.edtf if found else None) == day


@pytest.mark.parametrize(
    ("value", "edtf"),
    [
        ("2017-08-09T07:05:00+08:00", "2017-08-09T07:05+08:00"),
        ("2017-08-09T07:05:00.000Z", "2017-08-09T07:05Z"),
        ("2017-08-09", "2017-08-09"),
        ("20170809", "2017-08-09"),
        ("Wed, 09 Aug 2017 07:05:00 GMT", "2017-08-09T07:05Z"),
        ("August 9, 2017", "2017-08-09"),
        ("2017", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_machine_dates(value: str, edtf: str | None) -> None:
    found = machine_date(value)
    assert (found.edtf if found else None) == edtf


@given(st.text(alphabet="0123456789:/.-TZ+ AaMmPpuglst,年月日", max_size=60))
def test_never_raises(text: str) -> None:
    stamps(text), machine_date(text), opens_story(text), leftover(text)


@pytest.mark.parametrize(
    ("line", "begins"),
    [
        ("TOLLEN, 3 March 2018 (Harbour Wire) – The harbour council voted to dredge the channel", "The harbour"),
        ("Ana Cruz, 3 March 2018 – Harbour Courier", ""),
        ("The harbour council voted on 3 March 2018", ""),
    ],
)
def test_where_a_story_begins_behind_its_dateline(line: str, begins: str) -> None:
    at = story_begins(line)
    assert line[at:].lstrip().startswith(begins) if begins else at == 0
