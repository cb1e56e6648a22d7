"""The blind-spot report: counts that add up, thin places by name, and a text of 80 columns."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.config import SiteConfig
from digest.dates import parse
from digest.link import connect
from digest.model import AliasFields, Article, Library, Position, Quote, Record, Source, SourceName, Story
from digest.stats import Survey, Table, survey, told
from digest.stats.periods import QUARTERS, WEEKS, quarter, quarter_order, silences
from tests.support import ROOT
from tests.unit.site.made import SHELVES, article, entity, make, quote, record

CASES = ROOT / "tests/cases/stats"


def outlet(ident: str, name: str, country: str = "") -> Any:
    return record(Source, ident, name=name, country=country)


GAZETTE, HERALD = outlet("gazette", "The Gazette", "ca"), outlet("herald", "The Herald", "CA")
MARFA = outlet("al-marfa", "المرفأ", "EG")
DUES = record(Story, "dues", title="The dues")


def surveyed(*records: Record, story: str = "", drafts: bool = False, **config: Any) -> Survey:
    shelves: dict[str, dict[str, Any]] = {name: {} for name in SHELVES.values()}
    for r in records:
        shelves[SHELVES[type(r)]][r.id] = r
    settings = SiteConfig(title="A digest", **config)
    return survey(connect(Library(**shelves), settings, drafts)[0], settings, story)


def rows(table: Table) -> list[tuple[str, int, float]]:
    return [(r.label, r.count, r.percent) for r in table.rows]


def found(made: Survey, *kinds: str) -> list[tuple[str, str, str, int]]:
    return [(f.kind, f.scope, f.about, f.size) for f in made.thin if not kinds or f.kind in kinds]


# -------------------------------------------------------------------------------------------------------------- counts


def test_each_article_counts_once_with_what_is_known_of_it() -> None:
    made = surveyed(
        GAZETTE, MARFA,
        article("a", date="2024-01-02"), article("b", date="2024-01-03", language="en-GB"),
        article("c", source="al-marfa", language="ar-EG"), article("d", source=SourceName(name="A  leaflet")),
        article("e", source="", date="2024"), article("f", source=SourceName(name="a Leaflet"), language="fr"),
        article("g", source="no-record"), article("h", source=SourceName(name="the gazette")),
    )  # fmt: skip
    by_outlet, by_country, by_language, by_speaker = made.whole.tables
    assert rows(by_outlet) == [
        ("The Gazette", 3, 37.5), ("A leaflet", 2, 25.0), ("no-record", 1, 12.5), ("المرفأ", 1, 12.5),
        ("outlet not named", 1, 12.5),
    ]  # fmt: skip
    assert [(r.id, r.known) for r in by_outlet.rows] == [
        ("gazette", True), ("", True), ("", True), ("al-marfa", True), ("", False),
    ]  # fmt: skip
    assert rows(by_country) == [("CA", 3, 37.5), ("EG", 1, 12.5), ("country not known", 4, 50.0)]
    assert rows(by_language) == [("en", 6, 75.0), ("ar", 1, 12.5), ("fr", 1, 12.5)]
    assert (by_speaker.total, by_speaker.rows) == (0, ())
    assert [(q.id, q.articles) for q in made.quarters] == [
        ("2024-q1", ("a", "b")), ("coarse", ("e",)), ("undated", ("c", "d", "f", "g", "h")),
    ]  # fmt: skip
    assert made.undated == 5


def test_a_speaker_counts_under_any_name_that_only_one_record_has() -> None:
    made = surveyed(
        entity("ada", "Ada Alder", aliases=("Miss Alder", AliasFields(name="The chair"))),
        entity("bo", "Bo Birch", aliases=("Doc",)), entity("cy", "Cy Cedar", aliases=("Doc",)),
        article("a", quotes=tuple(quote("So.", who) for who in ("ada", "ada alder", "MISS  ALDER", "The chair", "bo"))),
        article("b", quotes=(quote("No.", "Doc"), quote("No.", "a sailor"), quote("Yes.", "A sailor"))),
    )  # fmt: skip
    assert rows(made.whole.tables[3]) == [
        ("Ada Alder", 4, 50.0), ("a sailor", 2, 25.0), ("Bo Birch", 1, 12.5), ("Doc", 1, 12.5),
    ]  # fmt: skip
    assert made.whole.quotations == 8


def test_a_story_alone() -> None:
    records = (
        GAZETTE, HERALD, DUES, article("a", story="dues", date="2024-01-02"),
        article("b", source="herald", date="2024-05"), article("w", story="dues", status="inbox"),
        article("x", status="inbox"),
    )  # fmt: skip
    whole, story = surveyed(*records), surveyed(*records, story="dues")
    assert (whole.held, story.held) == (2, 1)
    assert (story.whole.kind, story.whole.id, story.whole.title, story.stories) == ("story", "dues", "The dues", ())
    assert story.whole == whole.stories[0] and story.whole.articles == ("a",)
    assert [q.id for q in story.quarters] == ["2024-q1"]
    assert surveyed(*records, story="dues", drafts=True).whole.articles == ("a", "w")
    with pytest.raises(KeyError):
        surveyed(*records, story="none")


# ---------------------------------------------------------------------------------------------------------------- thin


def test_an_outlet_that_tells_a_story_alone() -> None:
    two = (article("a", story="dues"), article("b", story="dues"), article("c", source="herald"))
    assert found(surveyed(GAZETTE, HERALD, DUES, *two), "one-outlet") == [("one-outlet", "dues", "The Gazette", 2)]
    one = surveyed(GAZETTE, DUES, *two[:2])
    assert found(one, "one-outlet") == [("one-outlet", "", "The Gazette", 2)]  # said of the whole, so not again
    unnamed = article("d", source="", story="dues")
    assert found(surveyed(GAZETTE, HERALD, DUES, *two, unnamed), "one-outlet") == []


@pytest.mark.parametrize(
    ("first", "second"), [(("b",), ()), ((), ("a",)), (("b",), ("a",))], ids=["forward", "back", "both"]
)
def test_an_outlet_that_carries_anothers_report_tells_nothing_of_its_own(first: Any, second: Any) -> None:
    made = surveyed(
        GAZETTE, HERALD, MARFA, DUES, article("z", source="al-marfa"),
        article("a", story="dues", date="2024-01-01", also_reported_by=first),
        article("b", story="dues", date="2024-01-02", source="herald", also_reported_by=second),
    )  # fmt: skip
    assert found(made, "one-outlet", "one-country") == [
        ("one-outlet", "2024-q1", "The Gazette", 2), ("one-outlet", "dues", "The Gazette", 2),
    ]  # fmt: skip
    assert next(f.message for f in made.thin if f.scope == "dues") == (
        "the story “The dues” is told by The Gazette alone (2 articles; other outlets only carry its reports)"
    )


def test_a_country_that_tells_a_story_alone() -> None:
    one = [article("a", story="dues", date="2024-01-01"), article("b", source="herald", story="dues")]
    other = article("c", source="al-marfa")
    assert found(surveyed(GAZETTE, HERALD, MARFA, DUES, *one, other), "one-country") == [
        ("one-country", "dues", "CA", 2)
    ]
    unknown = article("d", source=SourceName(name="A leaflet"), story="dues")
    assert found(surveyed(GAZETTE, HERALD, MARFA, DUES, *one, other, unknown), "one-country") == []
    assert found(surveyed(GAZETTE, HERALD, *one), "one-country") == [("one-country", "", "CA", 2)]


def test_one_article_makes_no_quarter_thin() -> None:
    made = surveyed(
        GAZETTE, HERALD, article("a", date="2024-01-02"), article("b", date="2024-02", source="herald"),
        article("c", date="2024-04"), article("d", date="2024-07"), article("e", date="2024-08"),
    )  # fmt: skip
    assert found(made, "one-outlet") == [("one-outlet", "2024-q3", "The Gazette", 2)]


def test_a_side_that_is_never_quoted() -> None:
    """Bo speaks for the board, whose chair he is, and so for the town above it; for the club only until he left it."""
    made = surveyed(
        DUES, entity("ada", "Ada Alder"), entity("elm", "Port Elm", "places"), entity("once", "Oak Orr"),
        entity("town", "Elm Town", "organizations"), entity("board", "Elm Board", "organizations", part_of="town"),
        entity("club", "Elm Club", "organizations"),
        entity("bo", "Bo Birch", positions=(
            Position(title="Chair", organization="board", since=parse("2023")),
            Position(title="Fellow", organization="club", until=parse("2020")))),
        *(article(i, "Ada Alder, Bo Birch, Elm Board, Elm Town, Elm Club and Port Elm.", date="2024-01-02", story="dues",
                  quotes=(quote("So.", "bo"),)) for i in ("a", "b")),
        article("c", "Ada Alder and Oak Orr.", quotes=(quote("Ah.", "ada"),)),
    )  # fmt: skip
    assert found(made, "never-quoted") == [("never-quoted", "", "club", 2), ("never-quoted", "dues", "ada", 2)]
    assert "the story “The dues” never quotes Ada Alder (named in 2 articles)" in [f.message for f in made.thin]


def test_where_nobody_is_quoted_nobody_is_missed_by_name() -> None:
    made = surveyed(DUES, entity("ada", "Ada Alder"), *(article(i, "Ada Alder.", story="dues") for i in "ab"),
                    article("c", quotes=(quote("So.", "x"),)))  # fmt: skip
    assert found(made, "never-quoted", "no-quotations") == [
        ("no-quotations", "dues", "", 2), ("never-quoted", "", "ada", 2),
    ]  # fmt: skip


def test_what_clippings_do_not_say_is_named() -> None:
    made = surveyed(DUES, article("a", source=""), article("b"), article("c", date="2024"))
    assert found(made, "no-date", "no-outlet", "no-clippings") == [
        ("no-clippings", "dues", "", 0), ("no-date", "", "", 2), ("no-outlet", "", "", 1),
    ]  # fmt: skip
    assert [f.message for f in made.thin][:3] == [
        "the story “The dues” has no article", "2 articles have no date", "1 article has no outlet",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("dates", "quarters", "weeks"),
    [
        ([], [], []),
        (["2024-01-01"], [], []),
        (["2024-01-01", "2024-01-14"], [], []),
        (["2024-01-01", "2024-01-15"], [], [("2024-w02", "2024-w02", 1, 0)]),
        (["2023-12-31", "2024-01-01"], [], []),
        (["2023-11", "2024-08"], [("2024-q1", "2024-q2", 2, 0)], []),
        (
            ["2023-11", "2024-08", "2024", "2024-05/2024-08", "../2023", "2024-07/.."],
            [("2024-q1", "2024-q2", 2, 2)],
            [],
        ),
        (["0001-01-01", "9999-12-31"], [("0001-q2", "9999-q3", 39994, 0)], [("0001-w02", "9999-w51", 521721, 0)]),
    ],
)
def test_silence_is_counted_between_clippings(dates: list[str], quarters: Any, weeks: Any) -> None:
    written = [parse(d) for d in dates]
    assert silences(written, QUARTERS) == silences(written[::-1], QUARTERS) == quarters
    assert silences(written, WEEKS) == weeks


def test_silences_of_the_whole_and_of_stories() -> None:
    made = surveyed(
        DUES, article("a", date="2024-01-01", story="dues"), article("b", date="2024-07-01", story="dues"),
        article("c", date="2024-05-06"), article("d", date="2024"),
    )  # fmt: skip
    assert found(made, "silent-quarters", "silent-weeks") == [
        ("silent-quarters", "dues", "2024-q2", 1),
        ("silent-weeks", "", "2024-w02 to 2024-w18", 17),
        ("silent-weeks", "", "2024-w20 to 2024-w26", 7),
    ]
    assert [f.message for f in made.thin if f.size in (1, 7)] == [
        "the story “The dues” has nothing in 2024-q2 (1 quarter)",
        "the whole digest has nothing from 2024-w20 to 2024-w26 (7 weeks; 1 article with a coarser date may lie there)",
    ]


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (None, "undated"), ("2024-03-31T23:59-08:00", "2024-q1"), ("2024-04", "2024-q2"), ("2024", "coarse"),
        ("199X", "coarse"), ("2024-04-01/..", "coarse"), ("../2024", "coarse"), ("2024-10-01/2024-12-31", "2024-q4"),
    ],
)  # fmt: skip
def test_the_quarter_of_a_date(when: str | None, expected: str) -> None:
    assert quarter(parse(when) if when else None) == expected


# ---------------------------------------------------------------------------------------------------------------- laws

OUTLETS = st.sampled_from(["gazette", "herald", "al-marfa", "", "nowhere", SourceName(name="THE GAZETTE")])
DATES = st.none() | st.sampled_from(["2024", "2024-01-02", "2024-02", "2024-06-01", "2025-12", "199X", "2024-12-30/.."])
QUOTES = st.lists(st.sampled_from(["ada", "bo", "Ada Alder", "x"]).map(lambda who: Quote(text="So.", speaker=who)), max_size=3)  # fmt: skip
FIELDS = st.fixed_dictionaries({
    "source": OUTLETS, "date": DATES.map(lambda d: parse(d) if d else None), "quotes": QUOTES.map(tuple),
    "story": st.sampled_from(["", "dues"]), "language": st.sampled_from([None, "ar", "en-GB"]),
    "status": st.sampled_from(["published", "published", "inbox"]), "body": st.sampled_from(["", "Ada Alder.", "Bo."]),
    "also_reported_by": st.lists(st.sampled_from(["a0", "a1", "a2"]), max_size=2).map(tuple),
})  # fmt: skip
FIXED = (GAZETTE, HERALD, MARFA, DUES, entity("ada", "Ada Alder"), entity("bo", "Bo"))


def articles(fields: list[dict[str, Any]]) -> list[Article]:
    return [Article(id=f"a{n}", path="p", title="T", **given) for n, given in enumerate(fields)]


@given(st.lists(FIELDS, max_size=8))
def test_shares_add_up(fields: list[dict[str, Any]]) -> None:
    written = articles(fields)
    made = surveyed(*FIXED, *written)
    published = {a.id for a in written if a.status != "inbox"}
    assert set(made.whole.articles) == published and made.held == len(written) - len(published)
    assert sorted(i for q in made.quarters for i in q.articles) == sorted(published)
    assert [q.id for q in made.quarters] == sorted((q.id for q in made.quarters), key=quarter_order)
    for scope in (made.whole, *made.stories, *made.quarters):
        assert [t.total for t in scope.tables] == [len(scope.articles)] * 3 + [scope.quotations]
        assert scope.quotations == sum(len(a.quotes) for a in written if a.id in scope.articles)
        for table in scope.tables:
            assert sum(r.count for r in table.rows) == table.total
            assert all(r.count and abs(r.percent - 100 * r.count / table.total) <= 0.0500001 for r in table.rows)
            assert len({(r.id, r.label) for r in table.rows}) == len(table.rows)
    for finding in made.thin:
        assert finding.scope in ("", "dues", *(q.id for q in made.quarters))


@given(st.lists(FIELDS, max_size=6), st.text(max_size=60), st.text(min_size=1, max_size=60))
def test_the_text_is_narrow_and_says_every_finding(fields: list[dict[str, Any]], title: str, outlet_name: str) -> None:
    records = [*FIXED[1:], record(Source, "gazette", name=outlet_name), record(Story, "long", title=title or "x")]
    made = surveyed(*records, *articles(fields))
    lines = list(told.lines(made))
    assert all(line.isprintable() and _columns(line) <= 80 for line in lines)
    # An outlet or a story may be called "-": only what stands below the last heading is a finding.
    findings = lines[lines.index("What is thin" if made.thin else "Nothing is thin.") :]
    dashes = [line for line in findings if line.startswith("  - ")]
    hidden = sum(
        int(line.split()[1]) for line in findings if line.startswith("    and ") and line.endswith("of this kind")
    )
    assert len(dashes) + hidden == len(made.thin)


def _columns(text: str) -> int:
    return sum(
        0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


# ---------------------------------------------------------------------------------------------------------------- text


def test_the_report_as_a_curator_reads_it() -> None:
    made = surveyed(
        GAZETTE, HERALD, MARFA, DUES, entity("ada", "Ada Alder"), entity("bo", "Bo Birch"),
        article("a", "Ada Alder.", date="2024-01-02", story="dues", quotes=(quote("So.", "bo"), quote("No.", "bo"))),
        article("b", "Ada Alder.", date="2024-01-03", story="dues", quotes=(quote("So.", "Sailor"),)),
        article("c", date="2024-08", source="al-marfa", language="ar", story="dues"),
        article("d", source=SourceName(name="港の新聞 " * 8)), article("e", source=""),
        article("w", status="inbox"), record(Story, "none", title="Nothing yet \x1b[31m"),
    )  # fmt: skip
    expected = (CASES / "report.txt").read_text("utf-8")
    assert "\n".join(told.lines(made)) + "\n" == expected


def test_a_long_table_ends_with_the_sum_of_the_rest() -> None:
    many = [article(f"a{n:02d}", source=SourceName(name=f"Outlet {n:02d}")) for n in range(40)]
    lines = list(told.lines(surveyed(*many, DUES)))
    start = next(n for n, line in enumerate(lines) if line.startswith("Outlets"))
    table = lines[start + 1 : start + 1 + told.FULL_ROWS]
    assert table[-1].split() == ["26", "others", "26", "65.0%"]
    assert sum(int(line.split()[-2]) for line in table) == 40
    assert any("36 others 36 (90.0%)" in line for line in lines)


def test_an_empty_digest() -> None:
    assert list(told.lines(surveyed())) == ["A digest", "0 articles, 0 quotations", "", "Nothing is thin."]


def test_what_is_counted_is_what_is_published() -> None:
    made = make(article("a"), article("b", status="inbox"))
    assert survey(made.site, made.config).whole.articles == tuple(made.site.articles)
