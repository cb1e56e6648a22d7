"""What the pictures share: eras behind them, inside them, with labels that never touch."""

from __future__ import annotations

import datetime
import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.dates import parse
from digest.model import Era
from digest.site.periods import Span
from digest.site.scale import LANES, LETTER, MARGIN, WIDTH, bands, during, lanes, scaled
from digest.site.views import Band
from tests.unit.site.made import era

SCALE = scaled(datetime.date(2020, 1, 1), datetime.date(2023, 12, 31))


def drawn(*eras: Era) -> tuple[Band, ...]:
    return bands(eras, SCALE)


def test_an_era_is_a_band_with_its_name() -> None:
    whole, half = drawn(era("All of it", "2020/2023"), era("Half", "2022/2023"))
    assert (whole.x, whole.x + whole.width) == (MARGIN, WIDTH - MARGIN)
    assert half.x > WIDTH / 2 - 5 and half.x + half.width == WIDTH - MARGIN
    assert [(b.label, b.lane, b.anchor) for b in (whole, half)] == [("All of it", 0, "start"), ("Half", 1, "start")]


def test_open_ends_reach_to_the_edges_and_what_lies_outside_is_not_drawn() -> None:
    found = drawn(era("Before", "2010/2019"), era("Until", "../2021"), era("Since", "2023/.."), era("After", "2024/.."))
    assert [b.name for b in found] == ["Until", "Since"]
    assert found[0].x == MARGIN and found[1].x + found[1].width == WIDTH - MARGIN


def test_eras_that_overlap_have_labels_in_rows_and_the_given_first_go_first() -> None:
    found = drawn(*(era(f"Era number {n}", "2021-01/2021-06") for n in range(LANES + 2)), era("Later", "2023"))
    assert [(b.name, b.lane) for b in found] == [*((f"Era number {n}", n) for n in range(LANES)), ("Later", 0)]
    assert lanes(found) == LANES and lanes(()) == 0


def test_an_era_is_drawn_once() -> None:
    assert len(drawn(*[era("Same", "2021")] * 3)) == 1


def test_a_long_name_is_shortened_in_the_picture_only() -> None:
    (band,) = drawn(era("A name of so many words that no picture has room for it", "2021"))
    assert band.label.endswith("…") and len(band.label) < len(band.name)


DAYS = st.dates(datetime.date(2019, 1, 1), datetime.date(2024, 12, 31))
ERAS = st.builds(lambda name, a, b: era(name, f"{min(a, b)}/{max(a, b)}"), st.text(min_size=1, max_size=60), DAYS, DAYS)


@settings(deadline=None)
@given(st.lists(ERAS, max_size=12))
def test_bands_stay_inside_and_few_overlap_and_labels_never_touch(eras: list[Era]) -> None:
    found = bands(eras, SCALE)
    assert {band.when for band in found} <= {e.period for e in during(eras, Span(SCALE.first, SCALE.last))}
    taken: dict[int, list[tuple[float, float]]] = {}
    for band in found:
        assert band.x >= MARGIN and band.x + band.width <= WIDTH - MARGIN + 0.1 and band.width > 0
        room = LETTER * len(band.label)
        left = band.label_x if band.anchor == "start" else band.label_x - room
        taken.setdefault(band.lane, []).append((min(left, band.x), max(left + room, band.x + band.width)))
    assert len(taken) <= LANES and lanes(found) == len(taken)
    for row in taken.values():
        row.sort()
        assert all(a[1] <= b[0] + 0.2 for a, b in itertools.pairwise(row))


def test_an_era_of_one_day_at_the_edge_is_seen() -> None:
    (band,) = drawn(era("The end", "2023-12-31"))
    assert band.width > 0 and band.anchor == "end" and band.when == parse("2023-12-31")
