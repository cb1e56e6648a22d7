"""`digest stats`: the report, the one story, and what is wrong with the call or with the site."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from digest.cli import main
from tests.support import SITE, article, tree, write


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, ["stats", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def site(tmp_path: Path) -> Path:
    files = {
        "content/articles/a.md": article("A ferry", date="2024-01-02", source="gazette", story="dues"),
        "content/articles/b.md": article("A quay", source="{name: A leaflet}"),
        "content/articles/c.md": article("A crane", status="inbox"),
        "content/sources/gazette.md": "---\nname: The Gazette\ncountry: CA\n---\n",
        "content/stories/dues.md": "---\ntitle: The dues\n---\n",
    }
    return write(tmp_path, {"site.yaml": SITE, **files})


def test_the_report_writes_nothing(site: Path) -> None:
    before = tree(site)
    result = run("--source", site)
    assert result.exit_code == 0
    assert "2 articles, 0 quotations, 1 undated, 1 held back and not counted" in result.output
    assert "is told by The Gazette alone" in " ".join(result.output.split())
    assert "3 articles" in run("--source", site, "--drafts").output
    assert tree(site) == before


def test_json_has_the_same_counts(site: Path) -> None:
    result = run("--source", site, "--json")
    told = json.loads(result.output)
    assert result.exit_code == 0 and told["problems"] == []
    survey = told["survey"]
    assert [t["by"] for t in survey["whole"]["tables"]] == ["outlet", "country", "language", "speaker"]
    assert [q["id"] for q in survey["quarters"]] == ["2024-q1", "undated"]
    assert {f["kind"] for f in survey["thin"]} == {"no-date", "one-outlet", "no-quotations"}


def test_one_story(site: Path) -> None:
    result = run("--source", site, "--story", "dues")
    assert result.exit_code == 0 and result.output.startswith("The dues\n1 article,")
    unknown = run("--source", site, "--story", "due")
    assert unknown.exit_code == 2 and "did you mean “dues”?" in unknown.output
    assert json.loads(run("--source", site, "--story", "due", "--json").output)["error"]


def test_a_site_with_errors_is_counted_as_far_as_it_is_read(site: Path) -> None:
    write(site, {"content/articles/bad.md": "---\ntitle: [\n---\n"})
    result = run("--source", site)
    assert result.exit_code == 1 and "2 articles," in result.output and "bad.md" in result.output
    assert run("--source", site / "nowhere").exit_code == 1
