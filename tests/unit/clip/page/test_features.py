"""The numbers of a page's blocks: as many as their names, and each says what its name promises."""

from __future__ import annotations

from digest.clip.page.blocks import blocks_of
from digest.clip.page.features import AROUND, PLACE, WORDING, Hints, Sheet, fold
from digest.clip.page.main import parse

LONG = "The night ferry sailed again on Tuesday, nine years after the line was closed for want of passengers."
PAGE = (
    "<html><body><h1>Night ferry returns</h1>"
    f"<div class='article-body'><p>{LONG}</p><p>{LONG[::-1]}</p></div>"
    "<div class='related' style='display: none'><a href=/x>Read more: the old harbour</a></div></body></html>"
)


def sheet(hints: Hints | None = None) -> Sheet:
    return Sheet(*blocks_of(parse(PAGE)), hints or Hints(["Night ferry returns | The Example"], [LONG], LONG))


def place(number: int, name: str) -> float:
    return sheet().place[number][PLACE.index(name)]


def wording(number: int, name: str) -> float:
    return sheet().wording(number)[WORDING.index(name)]


def test_as_many_numbers_as_names() -> None:
    found = sheet()
    around = found.around([0.5] * len(found.blocks))
    for index in range(len(found.blocks)):
        assert len(found.place[index]) == len(PLACE)
        assert len(found.wording(index)) == len(WORDING)
        assert len(around.row(index)) == len(AROUND)


def test_place() -> None:
    assert place(1, "length") == len(LONG)
    assert place(3, "link share") == 1
    assert place(1, "ends") == 1 and place(0, "ends") == 0
    assert place(1, "body words") == 1 or place(1, "body words") == 2
    assert place(3, "related words") == 2
    assert place(3, "hidden") == 1 and place(1, "hidden") == 0
    assert place(2, "after title") == 2 and place(0, "is after title") == 0


def test_wording() -> None:
    assert wording(1, "in article body") == 1 and wording(2, "in article body") == 0
    assert wording(1, "in summary") == 1
    assert wording(0, "in title") == 1 and wording(3, "in title") == 0
    assert wording(3, "prompt start") == 1 and wording(1, "prompt start") == 0
    assert wording(2, "length -1") == len(LONG)
    assert wording(1, "same holder +1") == 1 and wording(1, "same holder -1") == 0


def test_around() -> None:
    found = sheet().around([0.01, 0.99, 0.98, 0.02])
    names = dict(zip(AROUND, found.row(2), strict=True))
    assert names["sure before"] == 0, "the block before is long and sure"
    assert names["near -1"] > 0 > names["near +1"]
    assert names["holder mean"] > 0.8


def test_without_hints_and_without_a_headline() -> None:
    found = Sheet(*blocks_of(parse(f"<p>{LONG}</p>")), Hints())
    assert found.title == -1
    assert len(found.place[0]) == len(PLACE)


def test_fold() -> None:
    assert fold("Night  Ferry — returns, 2nd_time!") == "nightferryreturns2ndtime"
