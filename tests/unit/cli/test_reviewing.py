"""`digest review` without a terminal: it lists, answers and undoes for scripts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from digest.cli import main
from tests.support import SITE, article, tree, write


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, ["review", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def site(tmp_path: Path) -> Path:
    files = {
        "content/articles/a.md": article("A ferry"),
        "content/articles/b.md": article("A quay", date="2017-08-08T18:43"),
    }
    return write(tmp_path, {"site.yaml": SITE, **files})


def listed(site: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("--source", site, "--list", "--json").output)["questions"]
    return found


def test_without_a_terminal_the_questions_are_listed(site: Path) -> None:
    result = run("--source", site)
    assert result.output == run("--source", site, "--list").output
    assert "content/articles/a.md: undated: “A ferry” has no date" in result.output
    assert "KEY: date DATE, unknown" in result.output and "2 open questions" in result.output


def test_each_question_is_told_with_its_answers(site: Path) -> None:
    undated, zone = listed(site)
    assert undated["answers"] == [
        {"key": "date", "label": "give its date", "needs": "date"},
        {"key": "unknown", "label": "its date cannot be known", "needs": "nothing"},
    ]
    assert [a["key"] for a in zone["answers"]] == ["offset", "unknown"]
    assert listed(site) == [undated, zone]


def test_an_answer_is_written_once_and_can_be_undone(site: Path) -> None:
    before, [undated, zone] = tree(site / "content"), listed(site)
    shown = run("--source", site, "--answer", undated["id"], "date", "2017-08", "--dry-run")
    assert "+date: 2017-08" in shown.output and "would change" in shown.output and tree(site / "content") == before
    result = run("--source", site, "--answer", undated["id"], "date", "2017-08")
    assert result.exit_code == 0 and "changed content/articles/a.md" in result.output
    assert run("--source", site, "--answer", undated["id"], "date", "2018").exit_code == 2
    told = json.loads(run("--source", site, "--json", "--answer", zone["id"], "offset", "-03:00").output)
    assert told["written"] and "+date: 2017-08-08T18:43-03:00" in told["changes"][0]["diff"]
    assert listed(site) == []
    assert "-date: 2017-08-08T18:43-03:00" in run("--source", site, "--undo").output
    assert json.loads(run("--source", site, "--undo", "--json").output)["undone"].startswith("date: ")
    assert tree(site / "content") == before
    assert run("--source", site, "--undo").exit_code == 1


def test_a_rejection_is_stored_and_not_asked_again(site: Path) -> None:
    for question in listed(site):
        assert run("--source", site, "--answer", question["id"], "unknown").exit_code == 0
    assert listed(site) == []
    assert "- {kind: undated, text: date, verdict: reject}" in (site / "content/articles/a.md").read_text()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--answer", "ID", "dat", "2017"], "did you mean “date”?"),
        (["--answer", "ID", "date", "2017-13"], "month"),
        (["--answer", "ID", "date"], "nothing was given"),
        (["--answer", "ID", "unknown", "2017"], "takes no value"),
        (["--answer", "nothing", "date", "2017"], "no open question has the id"),
        (["--undo", "--list"], "exclude each other"),
        (["--dry-run"], "goes with --answer"),
        (["2017"], "no option"),
        (["--lst"], "no option"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(site: Path, arguments: list[str], message: str) -> None:
    before, ident = tree(site), listed(site)[0]["id"]
    result = run("--source", site, *(ident if a == "ID" else a for a in arguments))
    assert result.exit_code == 2 and message in result.output
    assert tree(site) == before


TELLS = "Bo Dahl sank his boat in May 2016. Captain Irene Calder saw Bo Dahl, and Irene Calder wept for Irene Calder."
SUGGESTS = {
    "site.yaml": SITE,
    "content/articles/a.md": article("A ferry", TELLS, date="2017-08-08"),
    "content/entities/people/bo.md": "---\nname: Bo Dahl\n---\n",
    "content/entities/people/b-dahl.md": "---\nname: B. Dahl\n---\n",
}


@pytest.mark.parametrize(
    ("kind", "key", "value", "changed"),
    [
        ("event", "take", "", {"content/articles/a.md"}),
        ("event", "date", "2016-06", {"content/articles/a.md"}),
        ("event", "no", "", {"content/articles/a.md"}),
        ("merge", "into-bo", "", {"content/entities/people/bo.md", "content/entities/people/b-dahl.md"}),
        ("merge", "different", "", {"content/answers.yaml"}),
        ("unknown-name", "person", "", {"content/entities/people/irene-calder.md"}),
        ("unknown-name", "alias", "bo", {"content/entities/people/bo.md"}),
        ("unknown-name", "no", "", {"content/answers.yaml"}),
    ],
)
def test_a_script_answers_what_is_suggested_and_takes_it_back(
    tmp_path: Path, kind: str, key: str, value: str, changed: set[str]
) -> None:
    site = write(tmp_path, SUGGESTS)
    before = tree(site / "content")
    open_now = {q["kind"]: q for q in listed(site)}
    assert set(open_now) == {"event", "merge", "unknown-name"}
    assert [a["key"] for a in open_now["merge"]["answers"]] == ["into-bo", "into-b-dahl", "different"]
    given = ["--answer", open_now[kind]["id"], key, *([value] if value else [])]
    shown = json.loads(run("--source", site, "--json", *given, "--dry-run").output)
    assert not shown["written"] and tree(site / "content") == before
    told = json.loads(run("--source", site, "--json", *given).output)
    assert told["written"] and told["changes"] == shown["changes"] and {c["path"] for c in told["changes"]} == changed
    assert open_now[kind]["id"] not in {q["id"] for q in listed(site)}
    assert run("--source", site, "--undo").exit_code == 0
    assert tree(site / "content") == before


def test_a_file_that_cannot_be_edited_is_named_with_what_to_do_by_hand(site: Path) -> None:
    (site / "content/articles/a.md").write_text("---\n{title: A ferry}\n---\n\nx\n")
    result = run("--source", site, "--answer", listed(site)[0]["id"], "date", "2017")
    assert result.exit_code == 1 and "was left alone" in result.output and "add date:" in result.output
