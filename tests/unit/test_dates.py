"""Partial dates: tables of cases in tests/cases/dates, and laws that hold for every date."""

from __future__ import annotations

import pickle
import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from typing import Any

import edtf
import msgspec
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from digest import dates
from digest.dates import DateError, Point, When, compare, parse
from digest.dates.point import SEASONS, day_number, year_text

CASES = Path(__file__).parents[1] / "cases" / "dates"


def cases(name: str) -> list[Any]:
    return list(yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8")))


def by_text(case: Any) -> str:
    return ascii(case["text"])[1:-1] or "empty"


# ----------------------------------------------------------------------------------------------- dates of all kinds

DAYS = st.dates()
DOUBT = st.sampled_from(["", "?", "~", "%"])
OFFSETS = st.one_of(
    st.sampled_from(["", "Z"]),
    st.tuples(st.sampled_from("+-"), st.integers(1, 14 * 60)).map(lambda o: f"{o[0]}{o[1] // 60:02d}:{o[1] % 60:02d}"),
)


def instants(days: st.SearchStrategy[date], offsets: st.SearchStrategy[str] = OFFSETS) -> st.SearchStrategy[str]:
    clocks = st.one_of(st.times().map(lambda t: f"{t:%H:%M}"), st.times().map(lambda t: f"{t:%H:%M:%S}"))
    return st.builds(lambda day, clock, offset: f"{day.isoformat()}T{clock}{offset}", days, clocks, offsets)


def points(days: st.SearchStrategy[date], times: bool = True) -> st.SearchStrategy[str]:
    """Texts of single dates of every precision."""
    cuts = st.sampled_from([(4, ""), (7, ""), (10, ""), (4, "-XX"), (7, "-XX"), (4, "-XX-XX")])
    written = st.builds(lambda day, cut: day.isoformat()[: cut[0]] + cut[1], days, cuts)
    decades = days.map(lambda day: day.isoformat()[:3] + "X")
    centuries = days.map(lambda day: day.isoformat()[:2] + "XX")
    parts = st.builds(lambda day, part: f"{day.isoformat()[:4]}-{part}", days, st.sampled_from(sorted(SEASONS)))
    kinds = (written, decades, centuries, parts, *([instants(days)] if times else []))
    return st.builds(str.__add__, st.one_of(*kinds), DOUBT)


FAR = st.one_of(
    st.integers(-9999, 0).flatmap(
        lambda y: st.sampled_from(["", "-03", "-03-15", "-24", "-34"]).map(year_text(y).__add__)
    ),
    st.integers(10_000, 999_999_999).map(year_text),
    st.integers(-999_999_999, -10_000).map(year_text),
    st.integers(0, 999).map(lambda n: f"-{n:03d}X"),
    st.integers(0, 99).map(lambda n: f"-{n:02d}XX"),
)
"""Texts of dates outside the years 1 to 9999."""


def whens(days: st.SearchStrategy[date] = DAYS, times: bool = True) -> st.SearchStrategy[When]:
    """Dates and intervals of every kind; swapped intervals are turned, so that few are thrown away."""
    one = points(days, times)
    return _whens(one)


def _whens(one: st.SearchStrategy[str]) -> st.SearchStrategy[When]:
    def joined(ends: tuple[str, str]) -> When | None:
        return dates.read("/".join(ends)) or dates.read("/".join(reversed(ends)))

    half = st.one_of(st.tuples(one, st.sampled_from(["", ".."])), st.tuples(st.sampled_from(["", ".."]), one))
    intervals = st.one_of(st.tuples(one, one), half).map(joined).filter(lambda when: when is not None)
    return st.one_of(one.map(parse), intervals)


CLOSE = st.dates(date(2016, 12, 30), date(2017, 1, 2))
"""Few days, so that dates often meet."""
NEAR = st.one_of(whens(), whens(CLOSE))
ANY = st.one_of(NEAR, _whens(FAR), _whens(st.one_of(FAR, points(DAYS))))


# -------------------------------------------------------------------------------------------------- reading, writing


@pytest.mark.parametrize("case", cases("accepted"), ids=by_text)
def test_what_is_read(case: dict[str, Any]) -> None:
    when = parse(case["text"])
    assert when.edtf == case.get("edtf", case["text"])
    assert when.precision == case["precision"]
    assert (str(when.first_day), str(when.last_day)) == (str(case["first"]), str(case["last"]))
    assert (when.iso, when.year, when.month) == (case["iso"], case.get("year"), case.get("month"))
    assert (when.approximate, when.uncertain) == (case.get("approximate", False), case.get("uncertain", False))
    assert when.is_interval == case.get("interval", False)


@pytest.mark.parametrize("case", cases("refused"), ids=by_text)
def test_what_is_refused_with_the_right_form(case: dict[str, str]) -> None:
    with pytest.raises(DateError) as refused:
        parse(case["text"])
    assert case["message"] in refused.value.message
    assert case["hint"] in refused.value.hint
    assert str(refused.value) == refused.value.message
    assert dates.read(case["text"]) is None


def test_an_instant_keeps_its_parts() -> None:
    assert parse("2017-08-08 18:43:05-03:30%").start == Point(
        2017, 8, 8, minute=18 * 60 + 43, second=5, offset=-210, approximate=True, uncertain=True
    )


def test_open_and_unknown_ends_are_told_apart() -> None:
    ends = [(w.open_start, w.open_end) for w in map(parse, ["2017/..", "2017/", "../2017", "/2017", "2017/2018"])]
    assert ends == [(False, True), (False, False), (True, False), (False, False), (False, False)]


@pytest.mark.parametrize("text", ["2017" * 17, "9" * 1_000_000, "/" * 65, " " * 100_000, "1 to " * 100_000])
def test_long_text_is_refused_by_its_length(text: str) -> None:
    with pytest.raises(DateError, match=rf"^{len(text)} characters are too long"):
        parse(text)


PIECES = [
    "since ",
    "from ",
    "c. ",
    " to ",
    "1",
    "2017",
    "-08",
    "/",
    "..",
    " at 6:43 pm",
    "Aug ",
    "T18:43",
    "+08",
    ".5",
    "w32",
    "\n",
    "–",
]


@given(
    st.one_of(
        st.text(),
        st.text("0123456789-/:.TXZ+?~% ", max_size=64),
        st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    )
)
@example("from 1 to 1 to 1 to 1 to 1 to 1 to 1 to 1 to 1 to 1 to 1")
@example("1 6:43 6:43 6:43 6:43 6:43 6:43 6:43 6:43 6:43 6:43 6:43")
def test_any_text_is_a_date_or_a_date_error(text: str) -> None:
    try:
        when = parse(text)
    except DateError as refused:
        assert refused.message and refused.hint
        assert (refused.message + refused.hint).isprintable()
    else:
        assert when.edtf == text.replace(" ", "T").replace("+00:00", "Z")


@given(ANY)
def test_the_canonical_text_is_read_back(when: When) -> None:
    assert parse(when.edtf) == when
    assert parse(when.edtf).edtf == when.edtf


@given(ANY)
def test_dates_survive_encoding_and_pickling(when: When) -> None:
    assert msgspec.json.decode(msgspec.json.encode(when), type=When) == when
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(when), type=When) == when
    assert pickle.loads(pickle.dumps(when)) == when
    assert hash(parse(when.edtf)) == hash(when)


def test_the_error_keeps_its_hint_between_processes() -> None:
    copy = pickle.loads(pickle.dumps(DateError("found", "do this")))
    assert (copy.message, copy.hint) == ("found", "do this")


@given(points(DAYS).map(parse))
def test_iso_is_read_by_the_standard_library(when: When) -> None:
    iso = when.iso
    assert (iso == "") == (when.precision in ("century", "decade", "season") or when.year == 0)
    if when.precision == "instant":
        assert datetime.fromisoformat(iso).date() == when.first_day
    elif iso:
        assert date.fromisoformat(iso + "0001-01-01"[len(iso) :]) == when.first_day


# ----------------------------------------------------------------------------------------- the edtf package as oracle


def judged(text: str) -> tuple[int | None, int | None] | None:
    """First and last day of `text` by the edtf package, as day numbers; None when it refuses the text."""
    try:
        found = edtf.parse_edtf(text)
    except edtf.EDTFParseException:
        return None
    # The package guesses ten years for an unknown end; here it stays unknown.
    first = None if text.startswith("/") else found.lower_strict()
    last = None if text.endswith("/") else found.upper_strict()
    return judged_day(first), judged_day(last)


def judged_day(found: Any) -> int | None:
    return None if found is None or isinstance(found, float) else day_number(*found[:3])


def numbered(when: When) -> tuple[int | None, int | None]:
    last = when.end if when.is_interval else when.start
    return when.start.first if when.start else None, last.last if last else None


# The package has no unspecified digits, parts of a year and long years inside intervals, and no doubtful season
# (ISO 8601-2 has them).
@given(
    st.one_of(whens(times=False), _whens(FAR)).filter(
        lambda when: not (when.is_interval and re.search("[XY]|-[234][0-9](?![0-9])(?!-)", when.edtf))
    ),
)
def test_the_days_agree_with_the_edtf_package(when: When) -> None:
    written = when.edtf.rstrip("?~%") if when.precision == "season" else when.edtf
    mine, other = numbered(when), judged(written)
    assert other is not None
    if when.start and when.start.season in (21, 22, 23, 24):
        # The package takes every season for one of the northern half of the earth.
        assert mine[0] <= other[0] and other[1] <= mine[1]
    else:
        assert mine == other


@given(instants(DAYS, st.sampled_from(["", "Z", "+08:00", "-03:30"])).filter(lambda text: text[16:17] == ":"))
def test_instants_agree_with_the_edtf_package(text: str) -> None:
    assert judged(text) == numbered(parse(text))


@given(st.integers(0, 9999), st.integers(0, 40), st.integers(0, 40))
def test_both_refuse_the_same_days(year: int, month: int, day: int) -> None:
    text = f"{year:04d}-{month:02d}-{day:02d}"
    assert (judged(text) is None) == (dates.read(text) is None)


# ------------------------------------------------------------------------------------------------------------ order


def test_one_order_for_a_mix() -> None:
    wanted = cases("sorted")
    assert sorted(set(wanted), key=lambda text: parse(text).sort_key) == wanted


def test_what_differs_only_in_how_it_is_written_has_one_order_too() -> None:
    same = [
        "2017",
        "2017-XX",
        "2017-XX-XX",
        "2017?",
        "2017~",
        "2017%",
        "2017/2017",
        "2017/2017-12",
        "2017-01-01/2017-12-31",
        "2017/..",
        "2017/",
        "../2017",
        "/2017",
        "2017-08-08T18:43",
        "2017-08-08T18:43:00",
        "2017-08-08T18:43/2017-08-09",
        "2017-08-08T18:43:00/2017-08-09",
        "2017-08-08T18:43/2017-08-08T18:43",
        "2017-08-08T10:00+08:00",
        "2017-08-08T02:00Z",
        "2017-08-08T02:00Z/..",
        "2017-08-08T02:00Z/",
    ]
    assert len({parse(text).sort_key for text in same}) == len(same)


@given(ANY, ANY)
def test_the_order_is_total(a: When, b: When) -> None:
    assert (a.sort_key == b.sort_key) == (a == b)


@given(st.lists(ANY, max_size=8), st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_where_one_starts(found: list[When], random: Any) -> None:
    mixed = list(found)
    random.shuffle(mixed)
    assert sorted(mixed, key=lambda w: w.sort_key) == sorted(found, key=lambda w: w.sort_key)


@given(st.lists(ANY, min_size=2, max_size=8))
def test_earlier_first_days_come_first_and_open_starts_before_all(found: list[When]) -> None:
    in_order = sorted(found, key=lambda w: w.sort_key)
    starts = [(w.start is not None, w.start.first if w.start else 0) for w in in_order]
    assert starts == sorted(starts)


@given(ANY, ANY)
def test_what_contains_a_date_from_its_start_comes_before_it(a: When, b: When) -> None:
    if (
        a.start
        and b.start
        and a.start.first == b.start.first
        and a.start.precision != "instant"
        and compare(a, b) == "contains"
    ):
        assert a.sort_key < b.sort_key


@given(st.lists(instants(st.just(date(2017, 8, 8)), st.sampled_from(["Z", "+08:00", "-03:30", "+14:00"])), max_size=6))
def test_instants_with_offsets_of_one_day_are_in_the_order_of_utc(texts: list[str]) -> None:
    in_order = sorted(texts, key=lambda text: parse(text).sort_key)
    moments = [datetime.fromisoformat(text) for text in in_order]
    assert all(a <= b for a, b in pairwise(moments))


@given(st.lists(instants(st.just(date(2017, 8, 8)), st.just("")), max_size=6))
def test_local_instants_of_one_day_are_in_the_order_of_the_clock(texts: list[str]) -> None:
    in_order = sorted(texts, key=lambda text: parse(text).sort_key)
    assert in_order == sorted(texts)


# ------------------------------------------------------------------------------------------------------- comparison

CONVERSE = {"before": "after", "after": "before", "within": "contains", "contains": "within"}


@pytest.mark.parametrize("case", cases("compared"), ids=lambda case: f"{case['a']}_{case['b']}")
def test_comparison(case: dict[str, str]) -> None:
    a, b = parse(case["a"]), parse(case["b"])
    assert compare(a, b) == case["is"]
    assert compare(b, a) == CONVERSE.get(case["is"], case["is"])


@given(ANY, ANY)
def test_comparison_has_its_converse(a: When, b: When) -> None:
    assert compare(b, a) == CONVERSE.get(compare(a, b), compare(a, b))
    assert compare(a, a) == "equal"


@given(whens(CLOSE, times=False), whens(CLOSE, times=False))
def test_comparison_agrees_with_the_days(a: When, b: When) -> None:
    def days(when: When) -> set[int]:
        # Every date near CLOSE: the century of 2016 and a year on both sides stand for all time.
        first, last = when.first_day or date(1999, 1, 1), when.last_day or date(2100, 12, 31)
        return set(range(first.toordinal(), last.toordinal() + 1))

    mine, other = days(a), days(b)
    relation = compare(a, b)
    assert (relation in ("before", "after")) == mine.isdisjoint(other)
    assert (relation in ("within", "equal")) == (mine <= other)
    assert (relation in ("contains", "equal")) == (mine >= other)
    assert relation != "before" or max(mine) < min(other)


@given(points(DAYS.filter(lambda day: 99 < day.year < 9900)))
def test_a_point_spans_the_days_it_may_mean(text: str) -> None:
    when = parse(text)
    assert when.first_day and when.last_day and when.first_day <= when.last_day
    length = (when.last_day - when.first_day).days + 1
    wanted = {
        "century": (36524, 36525),
        "decade": (3652, 3653),
        "season": range(90, 457),
        "year": (365, 366),
        "month": (28, 29, 30, 31),
        "day": (1,),
        "instant": (1,),
    }
    assert length in wanted[when.precision]
    assert compare(dates.from_date(when.first_day), when) in ("within", "equal")
    assert compare(dates.from_date(when.last_day), when) in ("within", "equal")


# ----------------------------------------------------------------------------------------------------------- making


@given(DAYS)
def test_from_date(day: date) -> None:
    assert dates.from_date(day) == parse(day.isoformat())


def test_from_datetime_keeps_the_offset_and_drops_empty_seconds() -> None:
    manila = timezone(timedelta(hours=8))
    assert dates.from_datetime(datetime(2017, 8, 8, 18, 43)).edtf == "2017-08-08T18:43"
    assert dates.from_datetime(datetime(2017, 8, 8, 18, 43, tzinfo=manila)).edtf == "2017-08-08T18:43+08:00"
    assert dates.from_datetime(datetime(2017, 8, 8, 18, 43, 5, 999_999, tzinfo=UTC)).edtf == "2017-08-08T18:43:05Z"
    with pytest.raises(DateError, match="14 hours"):
        dates.from_datetime(datetime(2017, 8, 8, tzinfo=timezone(timedelta(hours=15))))


@pytest.mark.parametrize(
    ("a", "b", "wanted"),
    [
        ("2017-08-07", "2017-08-13", "2017-08-07/2017-08-13"),
        ("2017~", "2018-02?", "2017~/2018-02?"),
        ("2017-08-07/2017-08-13", "2017-08-14/2017-08-20", "2017-08-07/2017-08-20"),
        ("../2016", "2017", "../2017"),
        ("/2016", "2017", "/2017"),
        ("2017", "2018/..", "2017/.."),
        ("2017", "2018/", "2017/"),
    ],
)
def test_interval_joins_the_outer_ends(a: str, b: str, wanted: str) -> None:
    assert dates.interval(parse(a), parse(b)).edtf == wanted


@pytest.mark.parametrize(("a", "b"), [("2017-08-13", "2017-08-07"), ("../2017", "2017/.."), ("/2017", "2017/..")])
def test_interval_refuses_swapped_and_missing_ends(a: str, b: str) -> None:
    with pytest.raises(DateError) as refused:
        dates.interval(parse(a), parse(b))
    assert refused.value.hint


def test_iso_week() -> None:
    assert dates.iso_week("2017-w32").edtf == "2017-08-07/2017-08-13"
    assert dates.iso_week("2021-W01").edtf == "2021-01-04/2021-01-10"
    assert dates.iso_week("2020-w53").edtf == "2020-12-28/2021-01-03"


NO_WEEKS = ["2017-w53", "2017-w00", "2017-32", "2017w32", "0000-w01", "9999-w52", "2017-w32\n", "w" * 999]


@pytest.mark.parametrize("text", NO_WEEKS)
def test_what_is_no_week(text: str) -> None:
    with pytest.raises(DateError, match="is no week") as refused:
        dates.iso_week(text)
    assert "2017-w32" in refused.value.hint


@given(st.dates(max_value=date(9999, 12, 26)))
def test_week_of_a_day_is_the_week_that_holds_it(day: date) -> None:
    week = dates.week_of(dates.from_date(day))
    assert week is not None
    assert compare(dates.from_date(day), dates.iso_week(week)) == "within"
    assert dates.week_of(dates.iso_week(week)) == week


@pytest.mark.parametrize("text", ["2017-08", "2017", "2017-08-07/..", "../2017-08-07", "2017-08-13/2017-08-14"])
def test_what_lies_in_no_one_week(text: str) -> None:
    assert dates.week_of(parse(text)) is None


# ------------------------------------------------------------------------------------------------------------ zones


@pytest.mark.parametrize("case", cases("zones"), ids=by_text)
def test_zones(case: dict[str, str]) -> None:
    when = parse(case["text"])
    assert dates.with_zone(when, case["zone"]).edtf == case["gives"]
    utc = dates.to_utc(when, case["zone"])
    assert (utc and utc.isoformat()) == case["utc"]
    assert utc is None or utc.tzinfo is UTC


@pytest.mark.parametrize("zone", ["Asia/Manilla", "", "America", "/etc/passwd", "../UTC", "\0", "x" * 9999, "\ud800"])
def test_unknown_zones_are_date_errors(zone: str) -> None:
    for call in (dates.with_zone, dates.to_utc):
        with pytest.raises(DateError, match="time zone") as refused:
            call(parse("2017-08-08"), zone)
        assert "Asia/Manila" in refused.value.hint


def test_an_interval_that_its_zone_would_turn_is_refused() -> None:
    # 02:30 did not exist in New York that night; read with the offset before, it is later than 03:10.
    with pytest.raises(DateError, match="ends before it starts"):
        dates.with_zone(parse("2017-03-12T02:30/2017-03-12T03:10"), "America/New_York")


ZONES = ["Asia/Manila", "America/New_York", "Europe/Amsterdam", "Pacific/Apia", "America/Juneau"]


@given(instants(DAYS), st.sampled_from(ZONES))
def test_a_zone_changes_nothing_but_the_offset(text: str, zone: str) -> None:
    when = parse(text)
    zoned = dates.with_zone(when, zone)
    assert parse(zoned.edtf) == zoned
    assert (zoned.first_day, zoned.last_day) == (when.first_day, when.last_day)
    assert zoned.edtf.startswith(when.edtf) or when.edtf == zoned.edtf
    assert dates.with_zone(zoned, "UTC") == zoned or zoned.start == when.start


# ------------------------------------------------------------------------------------------------------------ words


@pytest.mark.parametrize(
    ("text", "locale", "wanted"),
    [
        (case["text"], locale, wanted)
        for case in cases("displayed")
        for locale, wanted in case.items()
        if locale != "text"
    ],
)
def test_display(text: str, locale: str, wanted: str) -> None:
    # Which kind of space stands before an abbreviation changes with the version of CLDR.
    assert re.sub(r"\s", " ", dates.display(parse(text), locale, dates.WORDS)) == wanted


def test_every_word_comes_from_the_catalogue() -> None:
    words = {key: f"<{key} {{date}}>" for key in dates.WORDS}
    shown = [dates.display(parse(t), "en", words) for t in ("199X~", "2017?", "2017/..", "../2017", "2017/", "/2017")]
    assert shown == [
        "<date.about <date.decade 1990>>",
        "<date.uncertain 2017>",
        "<date.since 2017>",
        "<date.until 2017>",
        "<date.unknown_end 2017>",
        "<date.unknown_start 2017>",
    ]


def test_a_catalogue_may_lack_words_and_hold_braces() -> None:
    assert dates.display(parse("2017/.."), "en", {}) == "since 2017"
    assert dates.display(parse("2017/.."), "en", {"date.since": "{x} {date} {0}"}) == "{x} 2017 {0}"


@pytest.mark.parametrize(
    ("tag", "wanted"),
    [
        ("en-GB", "8 August 2017"),
        ("EN", "8 August 2017"),
        ("en_US", "August 8, 2017"),
        ("ru-x-own", "8 августа 2017 г."),
        ("zh-Hant-TW", "2017年8月8日"),
        ("tlh", "8 August 2017"),
        ("", "8 August 2017"),
        ("../../etc", "8 August 2017"),
    ],
)
def test_the_nearest_language_that_is_known(tag: str, wanted: str) -> None:
    assert re.sub(r"\s", " ", dates.display(parse("2017-08-08"), tag, {})) == wanted


@given(ANY, st.sampled_from(["en", "ar", "ru", "ja", "fil", "zh", "fa", "th", "he", "pt-BR"]))
def test_every_date_has_words_in_every_language(when: When, locale: str) -> None:
    shown = dates.display(when, locale, {})
    assert shown == shown.strip() != ""
    assert "{" not in shown


def test_reading_and_refusing_dates_loads_no_babel() -> None:
    code = (
        "import sys; from digest import dates; dates.parse('2017').sort_key; dates.read('x');"
        "assert not {'babel', 'digest.dates.words', 'digest.dates.hints'} & set(sys.modules), sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])
