"""Addresses: every record has one, none leaves the site, and no two are the same without a word about it."""

from __future__ import annotations

from itertools import combinations
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from digest.dates import parse
from digest.model import GROUPS, Article, Edition, Page, Record, Source, Story
from digest.site.urls import FOLDERS, Urls, anchor, collisions, file_path
from tests.unit.site.made import article as make_article
from tests.unit.site.made import entity, make, record

MODES = st.sampled_from(["unicode", "ascii"])
IDS = st.one_of(
    st.text(min_size=1, max_size=120), st.sampled_from(["..", ".", "/", "a/../b", "con", "NUL.txt", "~", "%2e", " "])
)
RESERVED = {"con", "prn", "aux", "nul", *(f"{n}{i}" for n in ("com", "lpt") for i in range(1, 10))}


def urls(mode: Any = "unicode", base: str = "/sub/") -> Urls:
    return Urls(base, "https://site.example", mode)


def records(ident: str) -> list[Any]:
    """A record of each kind that has a page."""
    return [
        make_article(ident),
        *(entity(ident, "A name", group) for group in GROUPS),
        record(Story, ident, title="A story"),
        record(Edition, ident, number=1, period="2024/2024"),
        record(Source, ident, name="A source"),
        record(Page, ident, title="A page"),
    ]


def is_safe(segment: str) -> bool:
    """Whether every system takes this as the name of a file or folder."""
    return (
        0 < len(segment.encode()) <= 80
        and segment.split(".")[0] not in RESERVED
        and not segment.startswith((".", "-", "~"))
        and not segment.endswith((".", " "))
        and not any(c in '<>:"/\\|?*%#&' or c.isspace() or not c.isprintable() for c in segment)
    )


@settings(deadline=None)
@given(IDS, MODES)
@example("con", "unicode")
@example("\u0345", "unicode")
def test_every_record_of_any_id_has_a_path_of_safe_segments(ident: str, mode: Any) -> None:
    for item in records(ident):
        path = urls(mode).record(item)
        segments = path.removesuffix("/").split("/")
        assert path.endswith("/") and all(is_safe(s) for s in segments)
        assert len(segments) == (1 if isinstance(item, Page) else 2)
        assert isinstance(item, Page) or segments[0] in FOLDERS
        assert mode == "unicode" or path.isascii()


@settings(deadline=None)
@given(IDS, MODES)
def test_a_tag_has_a_path_of_safe_segments_and_finds_it_again(tag: str, mode: Any) -> None:
    path = urls(mode).tag(tag)
    assert path.startswith("tags/") and all(is_safe(s) for s in path.removesuffix("/").split("/"))
    assert urls(mode).tag(path.removeprefix("tags/").removesuffix("/")) == path


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(["/", "/sub/", "/дайджест/", "/a%20b/"]))
def test_links_are_ascii_stay_under_the_base_path_and_mean_the_path(path: str, base: str) -> None:
    href = urls(base=base).href(path)
    where, _, fragment = path.partition("#")
    assert href.isascii() and not any(c in ' "<>\\^`{|}' for c in href)
    page, _, shown = href.partition("#")
    assert unquote(page) == unquote(base) + where
    assert unquote(shown) == fragment
    assert urls(base=base).absolute(path) == f"https://site.example{href}"


def test_a_site_without_base_url_has_no_absolute_addresses() -> None:
    assert Urls("/").absolute("people/ada/") == ""
    assert Urls("/").href("people/ada/") == "/people/ada/"


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_an_anchor_is_ascii_and_means_the_id(ident: str) -> None:
    assert anchor(ident)[0] == "#" and anchor(ident).isascii()
    assert unquote(anchor(ident)[1:]) == ident
    assert urls().href(f"timeline/#{ident}") == f"/sub/timeline/{anchor(ident)}"


@pytest.mark.parametrize(
    ("path", "file"),
    [("", "index.html"), ("people/ada/", "people/ada/index.html"), ("feed.xml", "feed.xml"), ("404.html", "404.html")],
)
def test_the_file_behind_an_address(path: str, file: str) -> None:
    assert file_path(path) == file


@pytest.mark.parametrize(
    ("date", "path"),
    [
        ("2017", "archive/2017/"),
        ("2017-08", "archive/2017/08/"),
        ("2017-08-08T18:43Z", "archive/2017/08/"),
        ("2017-XX", "archive/2017/"),
        ("0987-01", "archive/0987/01/"),
        ("199X", "archive/"),
        ("2017-08/..", "archive/2017/08/"),
        ("../2017", "archive/"),
    ],
)
def test_the_place_in_the_archive(date: str, path: str) -> None:
    assert Urls.archive(parse(date)) == path


def test_the_whole_archive() -> None:
    assert Urls.archive(None) == "archive/"


# ---------------------------------------------------------------------------------------------------------- collisions

SEGMENTS = st.sampled_from(["a", "A", "b", "é", "e\u0301", "index.html"])
CLAIMS = st.lists(st.lists(SEGMENTS, min_size=1, max_size=4).map("/".join), max_size=7)


def meet(one: str, other: str) -> bool:
    """Whether two files cannot both stand in a folder of the least clever file system."""
    a, b = (path.casefold().replace("e\u0301", "é").split("/") for path in (one, other))
    return a[: len(b)] == b or b[: len(a)] == a


@settings(deadline=None)
@given(CLAIMS, st.randoms(use_true_random=False))
def test_collisions_name_everybody_who_meets_and_nobody_else(paths: list[str], random: Any) -> None:
    claims = [(path, f"content/{n}.md") for n, path in enumerate(paths)]
    meeting = {o for (p, o), (q, r) in combinations(claims, 2) if meet(p, q)} | {
        r for (p, _), (q, r) in combinations(claims, 2) if meet(p, q)
    }
    for _ in range(2):
        problems = collisions(claims)
        assert {o for _, o in claims if any(f"{o} " in p.message for p in problems)} == meeting
        assert all(p.code == "same-address" and p.severity == "error" and p.path in meeting for p in problems)
        random.shuffle(claims)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("people/ada/index.html", "people/ada/index.html"),
        ("logo.PNG", "logo.png"),
        ("about", "about/us/index.html"),
        ("a", "a/b/c/d/index.html"),
        ("é.css", "e\u0301.css"),
    ],
)
def test_two_files_that_meet(one: str, other: str) -> None:
    for claims in ([(one, "x"), (other, "content/y.md")], [(other, "content/y.md"), (one, "x")]):
        (problem,) = collisions(claims)
        assert problem.path == "content/y.md"
        assert "x " in problem.message


def test_the_same_owner_may_not_claim_an_address_twice_either() -> None:
    assert collisions([("a.html", "the theme"), ("a.html", "the theme")])


def test_a_meeting_without_a_file_is_a_problem_of_the_site() -> None:
    (problem,) = collisions([("a.html", "the home page"), ("a.html", "the theme's a.html")])
    assert problem.path == ""


@pytest.mark.parametrize(
    "records",
    [
        [entity("Ada", "Ada A"), entity("ada", "Ada B")],
        [record(Page, "archive", title="Archive")],
        [record(Page, "people", title="People"), entity("ada", "Ada")],
        [record(Page, "tags", title="Tags"), make_article("a", tags=("x",))],
    ],
)
def test_records_that_meet_stop_the_build(records: list[Record]) -> None:
    problems = [p for p in make(*records).problems if p.code == "same-address"]
    assert problems and all(p.path.startswith("content/") for p in problems)


def test_records_of_two_kinds_never_meet() -> None:
    kinds = [r for r in records("ada") if not isinstance(r, Page)]
    assert not make(*(r for r in kinds if isinstance(r, (Article, Story, Edition, Source)))).problems
    assert len({urls().record(r) for r in kinds}) == len(kinds)
