"""The article's date: chosen among all dates of the text, never made, and none when no day is sure to be it."""

from __future__ import annotations

import pytest

from digest.clip.draft import Line
from digest.clip.head.scan import scan
from digest.clip.head.when import refused, sure, weighed

LONG = "The night ferry sailed again, nine years after the line was closed for want of passengers and of a crew."
HEAD = "Night ferry returns after nine years"


def day(*texts: str) -> str:
    seen, title = scan([Line(n, text) for n, text in enumerate(texts, 1)]), texts.index(HEAD)
    found = sure(seen, title, weighed(seen, title))
    return found[0].read.isoformat() + "?" * found[0].unsure if found else ""


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ((HEAD, "By Ana Cruz", "Published: August 9, 2017 6:43 pm", LONG, LONG), "2017-08-09"),
        ((HEAD, "By Ana Cruz | Aug 9, 2017", LONG, LONG, "Ben Ito says: August 11, 2017 at 8:02 am"), "2017-08-09"),
        (("Panorama", "9.8.2017, 18:43 Uhr", HEAD, LONG, LONG), "2017-08-09"),
        ((HEAD, "By Ana Cruz", LONG, LONG, "© 2017 Harbour Courier"), ""),
        ((HEAD, "3 hours ago", LONG, LONG), ""),
        ((HEAD, "Published Tuesday", LONG, LONG), ""),
        ((HEAD, LONG, f"{LONG} It was founded in a shed on 9 August 1970. {LONG}", LONG), ""),
        ((HEAD, LONG, LONG, LONG, "He was born on 3 March 1961 in Tollen."), ""),
        ((HEAD, "The ban ends on 1 January 2031.", LONG, LONG), ""),
        ((HEAD, LONG, "“We opened on 3 March 1961,” she said.", LONG), ""),
        ((HEAD, LONG, "— Ana Cruz (@anacruz) March 3, 2018", LONG), ""),
        ((HEAD, "Ana Cruz waves from the quay on July 25, 2019", LONG, LONG), ""),
        ((HEAD, LONG, LONG, "Correction, March 3, 2018: An earlier version misnamed the ferry."), ""),
        ((HEAD, LONG, LONG, "This story was first published on 9 August 2017."), "2017-08-09"),
        ((HEAD, f"PORT VARN, Aug. 9, 2017 — {LONG}", LONG), "2017-08-09"),
        ((HEAD, "Updated August 9, 2017", LONG, LONG), "2017-08-09?"),
        ((HEAD, "Published August 8, 2017", "Updated August 9, 2017", LONG, LONG), "2017-08-08"),
    ],
)
def test_dates(texts: tuple[str, ...], expected: str) -> None:
    assert day(*texts) == expected


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        ((LONG,), ""),
        ((LONG, "Read on: 08/25/2017"), "2017-08-07"),
        ((LONG, "Read on: 25/08/2017"), "2017-07-08"),
        ((LONG, "Aug 7, 2017"), "2017-08-07"),
        (
            (
                "El barco nocturno de la línea del norte salió otra vez del puerto con la carga de la tarde y sin aviso.",
            ),
            "2017-07-08",
        ),
    ],
)
def test_day_and_month_are_told_apart_only_by_the_text(evidence: tuple[str, ...], expected: str) -> None:
    body = LONG.replace("night", "last night") + " the " * 4
    texts = (HEAD, "Published: 08/07/2017 18:43", *((body,) if evidence[0] is LONG else ()), *evidence)
    assert day(*texts) == expected


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("08/07/2017", "day or month first is not known"),
        ("The ban ends on 1 January 2031.", "it only stands inside a sentence"),
        ("Yesterday", "it depends on the day of reading"),
        ("Jul 28", "no year stands in it"),
    ],
)
def test_why_a_text_has_no_date(line: str, reason: str) -> None:
    body = LONG.replace("night", "last night") + " the " * 4
    seen = scan([Line(n, text) for n, text in enumerate((HEAD, line, body, body), 1)])
    assert not sure(seen, 0, weighed(seen, 0))
    assert [(index, why) for index, _, why in refused(seen, 0)] == [(1, reason)]
