"""The command line end to end: real folders, real builds, exit codes and what is printed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from digest.cli import main
from digest.cli.common import bar
from tests.support import CLIPPING, ROOT, SITE, article, tree, write


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(a) for a in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write(tmp_path / "site", {
        "site.yaml": SITE,
        "content/articles/good.md": article("A good one", date="2024-03-05"),
        "content/entities/people/ada-alder.md": "---\nname: Ada Alder\n---\n",
    })  # fmt: skip


def test_build_then_nothing_to_do(site: Path) -> None:
    first = run("build", "--source", site)
    assert first.exit_code == 0, first.output
    before = tree(site / "public")
    second = run("build", "--source", site)
    assert second.exit_code == 0
    assert "0 rendered" in second.output
    assert tree(site / "public") == before


def test_one_edit_touches_only_the_pages_that_show_it(site: Path) -> None:
    write(site, {"content/articles/other.md": article("Another", date="2023-01-02")})
    run("build", "--source", site)
    before = {p: p.stat().st_ino for p in (site / "public").rglob("*") if p.is_file()}
    write(site, {"content/articles/other.md": article("Another", "Now with other words.", date="2023-01-02")})
    result = run("build", "--source", site, "--json")
    made = json.loads(result.output)["made"]
    assert made == {"articles/other/index.html": "what it shows changed"}
    after = {p: p.stat().st_ino for p in (site / "public").rglob("*") if p.is_file()}
    changed = {p.relative_to(site / "public").as_posix() for p in after if after[p] != before.get(p)}
    assert changed == {"articles/other/index.html"}


BROKEN = {
    "malformed": ("---\ntitle: [a\n---\n", "bad.md:2:8: error", "yaml-syntax"),
    "never closed": ("---\ntitle: a\n", "bad.md:1", "no-front-matter"),
    "empty": ("", "bad.md:1", "empty-file"),
    "huge": ("---\ntitle: a\n---\n" + "word " * 1_000_000, "bad.md", "too-large"),
    "binary": (b"\x00\x01\x02" * 100, "bad.md", "no-front-matter|binary-file"),
    "wrongly encoded": (b"---\ntitle: caf\xe9\n---\n", "bad.md:2", "wrong-encoding"),
    "unknown key": ("---\ntitle: a\ndatte: 2024\n---\n", "bad.md:3:1: error", "unknown-key"),
    "impossible date": ("---\ntitle: a\ndate: 2024-02-30\n---\n", "bad.md:3:7: error", "bad-date"),
    "address of another": ("---\ntitle: a\n---\n", "", "same-address"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_bad_input_is_named_and_the_published_folder_stays(site: Path, name: str) -> None:
    text, where, code = BROKEN[name]
    run("build", "--source", site)
    before = tree(site / "public")
    stem = "GOOD" if name == "address of another" else "bad"
    write(site, {
        f"content/articles/{stem}.md": text,
        "content/articles/also-bad.md": article("Also bad", date="yesterday"),
    })  # fmt: skip
    result = run("build", "--source", site)
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert where in result.output
    assert any(f"[{c}]" in result.output for c in code.split("|")), result.output
    assert "also-bad.md:3:7" in result.output, "the rest is still checked"
    assert tree(site / "public") == before


def test_a_suggestion_for_a_misspelled_key(site: Path) -> None:
    write(site, {"content/articles/bad.md": "---\ntitel: a\n---\n"})
    assert "did you mean “title”?" in run("build", "--source", site).output


def test_a_missing_theme(site: Path) -> None:
    write(site, {"site.yaml": SITE + "theme: none-such\n"})
    result = run("build", "--source", site)
    assert result.exit_code == 1
    assert "site.yaml:4:8" in result.output
    assert "[theme-missing]" in result.output
    assert not (site / "public").exists()


@pytest.mark.parametrize("foreign", ["a file of somebody", "a repository", "the site itself", "a link"])
def test_a_foreign_output_folder_is_refused_and_left_alone(site: Path, tmp_path: Path, foreign: str) -> None:
    output = tmp_path / "out"
    if foreign == "a file of somebody":
        write(output, {"notes.txt": "mine"})
    elif foreign == "a repository":
        write(output, {".git/HEAD": "ref: refs/heads/main\n", ".digest-output": "x"})
    elif foreign == "the site itself":
        output = site
    else:
        write(tmp_path / "elsewhere", {"notes.txt": "mine"})
        output.symlink_to(tmp_path / "elsewhere")
    before = tree(tmp_path)
    result = run("build", "--source", site, "--output", output)
    assert result.exit_code == 1
    assert str(output) in result.output
    left = {k: v for k, v in tree(tmp_path).items() if "/.digest/" not in f"/{k}"}
    assert left == before


def test_a_read_only_output_is_one_clear_message(site: Path, tmp_path: Path) -> None:
    """In a process without the right to override modes, as everybody's but root's is."""
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    run("build", "--source", site, "--output", shelf / "out")
    before = tree(shelf / "out")
    write(site, {"content/articles/good.md": article("A changed one", date="2024-03-05")})
    (shelf / "out").chmod(0o555)
    shelf.chmod(0o555)
    command = (
        "import ctypes, os, sys\n"
        "if os.geteuid() == 0: ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)\n"  # drop CAP_DAC_OVERRIDE for what is exec'd
        "os.execv(sys.executable, [sys.executable, '-m', 'digest', *sys.argv[1:]])"
    )
    arguments = [sys.executable, "-c", command, "build", "--source", str(site), "--output", str(shelf / "out")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(arguments, capture_output=True, text=True, env=environment)
    shelf.chmod(0o755)
    (shelf / "out").chmod(0o755)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "error: " in done.stderr
    assert tree(shelf / "out") == before


def test_a_folder_that_is_no_site(tmp_path: Path) -> None:
    result = run("build", "--source", tmp_path)
    assert result.exit_code == 1
    assert "site.yaml is missing" in result.output


def test_usage_errors_are_2(site: Path) -> None:
    assert run("build", "--source", site, "--base-url", "javascript:alert(1)").exit_code == 2
    assert run("build", "--no-such-option").exit_code == 2
    assert run("schema", "no-such-kind").exit_code == 2
    assert run("import", "--stdout", "--diff", "x.txt").exit_code == 2
    assert run("import", "--date", "yesterday", "x.txt").exit_code == 2


def test_a_profile_says_where_the_time_went(site: Path) -> None:
    lines = run("build", "--source", site, "--profile").output.splitlines()
    assert lines[0].split() == ["stage", "seconds", "CPU", "s"]
    stages = [line[:20].strip() for line in lines[1 : lines.index("slowest pages")]]
    assert {"read", "name and connect", "plan", "survey", "make and publish", "article.html"} <= set(stages)
    assert any(line.endswith(" ms  index.html") for line in lines) and ": 0 rendered" not in lines[-1]
    assert json.loads(run("build", "--source", site, "--json").output)["profile"] is None
    told = json.loads(run("build", "--source", site, "--profile", "--json").output)["profile"]
    assert told["shapes"] == [] and told["stages"][0]["name"] == "remember"


def test_a_bar_is_for_people_and_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    def drawn(watched: bool) -> str:
        monkeypatch.setattr(sys.stderr, "isatty", lambda: watched, raising=False)
        with bar("pages", after=0) as show:
            show(1, 3)
            show(3, 3)
        return str(capsys.readouterr().err)

    assert drawn(False) == ""
    *_, whole, wiped, end = drawn(True).split("\r")
    assert whole.startswith("█" * 24 + " 3 of 3 pages, ") and whole.rstrip().endswith("/s")
    assert wiped.strip() == end == "" and len(wiped) >= len(whole.rstrip())


def test_strict_makes_warnings_stop_the_build(site: Path) -> None:
    write(site, {"content/articles/listed.md": article("Listed", entities="[nobody-yet]")})
    assert run("build", "--source", site).exit_code == 0
    before = tree(site / "public")
    write(site, {"content/articles/listed.md": article("Changed", entities="[nobody-yet]")})
    result = run("build", "--source", site, "--strict")
    assert result.exit_code == 1
    assert "[unknown-entity]" in result.output
    assert tree(site / "public") == before


def test_dry_run_writes_nothing(site: Path) -> None:
    result = run("build", "--source", site, "--dry-run")
    assert result.exit_code == 0
    assert "would write: index.html (new)" in result.output
    assert not (site / "public").exists()
    assert not (site / ".digest").exists()


def test_verify_finds_no_drift(site: Path) -> None:
    run("build", "--source", site)
    (site / "public" / "index.html").write_text("edited by hand")
    assert run("build", "--source", site, "--verify").exit_code == 0


def test_drafts_and_what_is_held_back(site: Path) -> None:
    write(site, {"content/articles/draft.md": article("A draft", status="inbox")})
    assert "held back: draft (status: inbox)" in run("build", "--source", site).output
    assert not (site / "public" / "articles" / "draft").exists()
    run("build", "--source", site, "--drafts")
    assert (site / "public" / "articles" / "draft").exists()


def test_base_url_moves_every_link(site: Path) -> None:
    run("build", "--source", site, "--base-url", "https://site.example/news/")
    page = (site / "public" / "index.html").read_text("utf-8")
    assert 'href="/news/' in page
    assert 'href="/articles' not in page


def test_an_undated_clipping_is_listed_by_review(site: Path, tmp_path: Path) -> None:
    clipping = tmp_path / "page.txt"
    clipping.write_text(CLIPPING.replace("/ 09:15 AM March 05, 2024\n", ""))
    assert "undated" in run("import", "--site", site, clipping).output
    listed = run("review", "--source", site, "--list")
    assert "undated: “Harbour dues to rise in spring” has no date" in listed.output
    kinds = {q["kind"] for q in json.loads(run("review", "--source", site, "--list", "--json").output)["questions"]}
    assert "undated" in kinds


def test_explain(site: Path) -> None:
    run("build", "--source", site)
    result = run("explain", "--source", site, "https://site.example/articles/good/")
    assert result.exit_code == 0
    assert "the article good" in result.output
    assert "leaves it" in result.output
    assert run("explain", "--source", site, "/articles/godo/").exit_code == 1


def test_schema_lists_kinds_and_prints_each() -> None:
    kinds = run("schema").output.split()
    for kind in kinds:
        assert json.loads(run("schema", kind).output)["type"] == "object"


def test_control_characters_of_content_never_reach_the_terminal(site: Path) -> None:
    write(site, {"content/articles/bad.md": '---\ntitle: a\n"\\e[31mkey": x\n---\n'})
    output = run("build", "--source", site).output
    assert "\x1b" not in output
    assert "[unknown-key]" in output


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom click.testing import CliRunner\nfrom digest.cli import main\n"
        "CliRunner().invoke(main, ['--help'])\n"
        "print([m for m in ('trafilatura', 'babel', 'filelock', 'jinja2', 'markdown_it', 'lxml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"


def test_every_command_of_the_readme_exists() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    block = readme.split("## Commands")[1].split("```")[1]
    named = {line.split()[1] for line in block.splitlines() if line.startswith("digest ")}
    assert named == set(main.commands)


def test_an_error_of_the_system_is_one_message_that_names_the_file(tmp_path: Path) -> None:
    site = write(tmp_path / "site", {"site.yaml": SITE, "content": "a file where a folder belongs"})
    (tmp_path / "page.txt").write_text(CLIPPING)
    result = run("import", "--site", site, tmp_path / "page.txt")
    assert result.exit_code == 1
    assert f"{site / 'content'}" in result.output
    assert "cannot be written: Not a directory" in result.output
