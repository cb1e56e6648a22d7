"""content/ -> Library. Broken articles are data (tests/cases/problems): NAME.md, and NAME.txt with what is wrong in it.

A line of NAME.txt: line:column+length code severity; column and length only where known, severity unless an error.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from digest.content.load import load, load_config, load_ledger, locate
from digest.errors import DigestError, Problem
from digest.link import connect
from tests.support import EXAMPLE, ROOT, article, write
from tests.unit.content.made import PATH, found, site

CASES = sorted((Path(__file__).parents[2] / "cases" / "problems").glob("*.md"))


def shown(problem: Problem) -> str:
    column = f":{problem.column}" if problem.column else ""
    length = f"+{problem.length}" if problem.length else ""
    severity = " warning" if problem.severity == "warning" else ""
    return f"{problem.line}{column}{length} {problem.code}{severity}"


def problems_in(folder: Path, data: bytes) -> list[Problem]:
    """What is wrong with one article in an otherwise sound site: in the file, then in its ties."""
    loaded = load(site(folder, {PATH: data}))
    linking = locate(connect(loaded.library, loaded.config)[1], folder)
    return sorted([*loaded.problems, *linking])


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["", "BOM"])
@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_every_problem_with_its_place(path: Path, mark: bytes, ends: str, tmp_path: Path) -> None:
    data = mark + path.read_bytes().decode().replace("\n", ends).encode()
    problems = problems_in(tmp_path, data)
    assert [shown(p) for p in problems] == path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    assert all(p.path == PATH and p.message and "\n" not in p.message for p in problems)


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_every_problem_shows_its_line(path: Path, tmp_path: Path) -> None:
    lines = path.read_bytes().decode().split("\n")
    for problem in problems_in(tmp_path, path.read_bytes()):
        line = lines[problem.line - 1]
        assert problem.excerpt[:100] == "".join(c if c in "\t" or c >= " " else "\ufffd" for c in line[:100])
        assert problem.column <= len(line) + 1 and problem.column - 1 + problem.length <= len(line)


# Two people of the example are called Kit Dane, and one article says no more than that: a question it is meant to ask.
OPEN = {ROOT: [], EXAMPLE: [("minutes-with-remarks", "Kit Dane")]}


@pytest.mark.parametrize("source", OPEN, ids=["the digest", "the example"])
def test_the_example_sites_have_no_problem(source: Path) -> None:
    loaded = load(source)
    assert loaded.problems == ()
    assert loaded.library.articles and loaded.library.entities and loaded.library.editions
    _, problems, ambiguous = connect(loaded.library, loaded.config)
    assert problems == []
    assert [(name.article, name.name) for name in ambiguous] == OPEN[source]


# --------------------------------------------------------------------------------------------------- places and ids


@pytest.mark.parametrize(
    "name, ident",
    [
        ("2017-08-08-arms-training.md", "arms-training"),
        ("2017-08-arms.md", "arms"),
        ("2017-arms.md", "arms"),
        ("arms.md", "arms"),
        ("2017-08-08.md", "2017-08-08"),
        ("2017-08.md", "2017-08"),
        ("2017.md", "2017"),
        ("2017-08-08-51.md", "51"),
        ("2024-25-season.md", "25-season"),
        ("2017-08-081-x.md", "08-081-x"),
        ("Two Words.md", "Two Words"),
        ("cafe\u0301.md", "caf\u00e9"),
        ("سلمى.md", "سلمى"),
        ("con.md", "con"),
    ],
)
def test_an_id_is_the_file_name_without_its_date(name: str, ident: str, tmp_path: Path) -> None:
    loaded = load(site(tmp_path, {f"content/articles/deep/er/{name}": article()}))
    assert loaded.problems == ()
    assert list(loaded.library.articles) == [ident]
    assert loaded.library.articles[ident].path == f"content/articles/deep/er/{name}"


def test_only_articles_and_events_have_dates_in_their_names(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "content/events/2017-08-07-meeting.md": "---\nheadline: H\n---\n",
        "content/stories/2017-08-07-story.md": "---\ntitle: S\n---\n",
        "content/editions/2017-w32.md": "---\nnumber: 1\nperiod: 2017-08-07/2017-08-13\n---\n",
        "content/tags/security/drugs.md": "---\ntitle: Drugs\n---\n",
        "content/pages/about.md": "---\ntitle: About\n---\n",
    }
    loaded = load(site(tmp_path, files))
    library = loaded.library
    assert loaded.problems == ()
    assert [*library.events, *library.stories, *library.editions, *library.tags, *library.pages] == [
        "meeting", "2017-08-07-story", "2017-w32", "security/drugs", "about",
    ]  # fmt: skip
    assert library.entities["manila"].group == "places"


def test_shelves_are_in_the_order_of_the_ids_wherever_files_stand(tmp_path: Path) -> None:
    names = ["2018/2018-01-01-a.md", "2017/2017-01-01-c.md", "2019/b.md"]
    loaded = load(site(tmp_path, {f"content/articles/{name}": article() for name in names}))
    assert list(loaded.library.articles) == ["a", "b", "c"]


def test_two_files_with_one_id(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "content/articles/a/x.md": article(),
        "content/articles/b/2017-01-01-x.md": article(),
        "content/entities/people/manila.md": "---\nname: Manila\n---\n",
        "content/entities/things/e\u0301.md": "---\nname: One\n---\n",
        "content/entities/things/\u00e9.md": "---\nname: Other\n---\n",
    }
    problems = load(site(tmp_path, files)).problems
    assert {p.code for p in problems} == {"duplicate-id"}
    assert len(problems) == 3
    assert all("content/" in p.message for p in problems)


def test_what_has_no_place(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "content/stray.md": article(),
        "content/entities/x.md": "---\nname: X\n---\n",
        "content/entities/persons/x.md": "---\nname: X\n---\n",
        "content/artcles/x.md": article(),
        "content/articles/" + "x" * 90 + ".md": article(),
        "content/articles/notes.txt": "notes",
        "content/articles/SHOUT.MD": article(),
    }
    expected = [
        ("content/artcles", "unknown-folder"),
        ("content/articles/SHOUT.MD", "not-used"),
        ("content/articles/notes.txt", "not-used"),
        ("content/articles/" + "x" * 90 + ".md", "bad-file-name"),
        ("content/entities/persons/x.md", "unknown-folder"),
        ("content/entities/x.md", "unknown-folder"),
        ("content/stray.md", "unknown-folder"),
    ]
    assert found(tmp_path, files) == sorted(expected)


def test_a_record_that_is_broken_is_not_missed_by_others(tmp_path: Path) -> None:
    """One mistake is named once, not again by every record that names the broken one."""
    files: dict[str, str | bytes] = {
        "content/stories/s.md": "---\ntitle: S\ndate: never\n---\n",
        PATH: article(story="s"),
    }
    assert found(tmp_path, files) == [("content/stories/s.md", "bad-date")]


# ----------------------------------------------------------------------------------------------------- other files


def test_answers(tmp_path: Path) -> None:
    loaded = load(site(tmp_path, {"content/answers.yaml": "answers:\n  - {kind: name, text: x, verdict: reject}\n"}))
    assert [(a.kind, a.verdict) for a in loaded.library.answers] == [("name", "reject")]
    broken = load(site(tmp_path, {"content/answers.yaml": "answers:\n  - {kind: name, text: x, verdict: perhaps}\n"}))
    assert [(p.path, shown(p)) for p in broken.problems] == [("content/answers.yaml", "2:36+7 wrong-value")]


def test_the_ledger(tmp_path: Path) -> None:
    assert load_ledger(site(tmp_path, {})) == ((), [])
    lines = ['{"path":"a/","since":"2017-08-08"}', "", '{"path":"b\u2028/","since":"2017-08-08","gone":true}', ""]
    entries, problems = load_ledger(site(tmp_path, {"content/ledger.jsonl": "\n".join(lines)}))
    assert [(e.path, e.gone) for e in entries] == [("a/", False), ("b\u2028/", True)]
    assert problems == []
    assert load(tmp_path).problems == ()


@pytest.mark.parametrize("line", ["{", "[]", '{"path": 1}', "\0", '{"x": ' + "[" * 100_000, "\ufeff{}", "null"])
def test_a_damaged_line_of_the_ledger_costs_only_itself(line: str, tmp_path: Path) -> None:
    good = '{"path":"a/","since":"2017-08-08"}'
    entries, problems = load_ledger(site(tmp_path, {"content/ledger.jsonl": f"{good}\n{line}\n{good}\n"}))
    assert len(entries) == 2
    assert [(p.code, p.line) for p in problems] == [("bad-ledger", 2)]


# ------------------------------------------------------------------------------------------------------- site.yaml


@pytest.mark.parametrize(
    "text, expected",
    [
        ("title: [x", "1:8 yaml-syntax"),
        ("title: x\ntitel: y\n", "2:1+5 unknown-key"),
        ("title: x\ntime_zone: Asia/Manilla\n", "2:12+12 wrong-value"),
        ("title: x\ntime_zone: ../../etc/passwd\n", "2:12+16 wrong-value"),
        ("base_url: http://[::1\n", "1:11+11 wrong-value"),
        ("- a\n", "1:1 wrong-type"),
        ("a: &x b", "1:4 yaml-alias"),
    ],
)
def test_mistakes_in_site_yaml(text: str, expected: str, tmp_path: Path) -> None:
    config, problems = load_config(write(tmp_path, {"site.yaml": text}))
    assert [shown(p) for p in problems] == [expected]
    assert config.base_url == ""


@pytest.mark.parametrize("files", [{}, {"site.yaml": ""}, {"content/a.md": ""}, {"site.yaml/x": "", "content/x": ""}])
def test_a_folder_that_is_no_site(files: dict[str, str | bytes], tmp_path: Path) -> None:
    with pytest.raises(DigestError) as error:
        load(write(tmp_path, files))
    assert error.value.hint


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DigestError):
        load(tmp_path / "none")
