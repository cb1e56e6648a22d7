"""Nothing has changed: said only when it is so, and with the words of the build that left things so."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from digest import standing
from digest.__main__ import plain_build

WARNED = "---\ntitle: One\nentities: [nobody]\n---\nText.\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    (site / "content/articles").mkdir(parents=True)
    (site / "site.yaml").write_text("title: A digest\n")
    (site / "content/articles/warned.md").write_text(WARNED)
    for path in site.rglob("*"):
        os.utime(path, ns=(10**18, 10**18))
    return site


def run(site: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """A build in a process of its own; what it imported stands on standard error behind the report."""
    code = (
        "import sys; from digest.__main__ import main\n"
        "try: main()\n"
        "finally: sys.stderr.write('LOADED ' + ' '.join(sorted(m for m in sys.modules if '.' not in m)))"
    )
    command = [sys.executable, "-c", code, "build", "--source", str(site), *options]
    return subprocess.run(command, capture_output=True, text=True, check=True)


def quick(done: subprocess.CompletedProcess[str]) -> bool:
    """Whether the report came before anything was loaded."""
    return not {"click", "msgspec", "jinja2"} & set(done.stderr.split("LOADED ")[1].split())


def report(done: subprocess.CompletedProcess[str]) -> list[str]:
    """The report without what was done and how long it took."""
    lines = (done.stdout + done.stderr.split("LOADED ")[0]).splitlines()
    return [line.partition(": ")[0] if " rendered, " in line else line for line in lines]


def test_a_build_with_nothing_to_do_loads_nothing_and_says_the_same(site: Path) -> None:
    first = run(site)
    again = run(site)
    assert not quick(first) and quick(again)
    assert report(again) == report(first) and any("unknown-entity" in line for line in report(again))
    assert ": 0 rendered, " in again.stdout
    assert quick(run(site, "--jobs", "1")) and quick(run(site, "--jobs=2"))
    as_json = run(site, "--json")
    assert quick(as_json) and '"made": {}' in as_json.stdout and '"published": true' in as_json.stdout


CHANGES: dict[str, Callable[[Path], object]] = {
    "an article": lambda s: (s / "content/articles/warned.md").write_text(WARNED + "More.\n"),
    "equal size and time": lambda s: (
        (s / "content/articles/warned.md").write_text(WARNED.replace("Text", "Tixt")),
        os.utime(s / "content/articles/warned.md", ns=(10**18, 10**18)),
    ),
    "a new file": lambda s: (s / "content/articles/another.md").write_text(WARNED),
    "a deleted file": lambda s: (s / "content/articles/warned.md").unlink(),
    "the settings": lambda s: (s / "site.yaml").write_text("title: Another\n"),
    "a theme": lambda s: (s / "themes/other").mkdir(parents=True),
    "a page by hand": lambda s: (s / "public/index.html").write_text("x"),
    "a page taken away": lambda s: (s / "public/index.html").unlink(),
    "a file of others": lambda s: (s / "public/other.html").write_text("x"),
    "an empty folder": lambda s: (s / "public/other").mkdir(),
    "a link in its place": lambda s: (
        (s / "public/index.html").rename(s / "moved"),
        (s / "public/index.html").symlink_to(s / "moved"),
    ),
    "the memory of it": lambda s: [p.write_bytes(p.read_bytes()[:-1]) for p in (s / ".digest/standing").iterdir()],
    "nothing recorded": lambda s: shutil.rmtree(s / ".digest/standing"),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_is_for_the_build(site: Path, change: str) -> None:
    run(site)
    CHANGES[change](site)
    assert not quick(run(site))


@pytest.mark.parametrize("option", [["--drafts"], ["--base-url", "https://example.org/other/"], ["--dry-run"]])
def test_another_wish_is_another_build(site: Path, option: list[str]) -> None:
    run(site)
    assert not quick(run(site, *option))


def test_what_is_as_young_as_the_clock_is_not_vouched_for(site: Path) -> None:
    future = 2**62
    os.utime(site / "content/articles/warned.md", ns=(future, future))
    run(site)
    assert not quick(run(site))


def test_errors_are_never_remembered(site: Path) -> None:
    run(site)
    (site / "content/articles/warned.md").write_text("---\ntitel: One\n---\n")
    for _ in range(2):
        with pytest.raises(subprocess.CalledProcessError):
            run(site)


@pytest.mark.parametrize("position", range(0, 400, 37))
def test_a_flipped_bit_is_seen(tmp_path: Path, position: int) -> None:
    site, output = str(tmp_path / "site"), str(tmp_path / "public")
    os.makedirs(site)
    os.makedirs(output)
    file = standing.place(site, output, "wish")
    outputs = standing.listing(standing.scan(output))
    standing.record(file, "wish", {"a": "report" * 40}, [__file__], standing.scan(site, standing.READ), outputs)
    assert standing.recall(site, output, "wish") == {"a": "report" * 40}
    assert standing.recall(site, output, "other") is None
    whole = bytearray(Path(file).read_bytes())
    whole[position] ^= 1
    Path(file).write_bytes(whole)
    assert standing.recall(site, output, "wish") is None


def test_a_listing_tells_names_folders_and_stamps_apart(tmp_path: Path) -> None:
    seen = set()
    for step in (
        lambda: None,
        lambda: (tmp_path / "a").mkdir(),
        lambda: (tmp_path / "a/b").write_text("x"),
        lambda: (tmp_path / "a/b").rename(tmp_path / "b"),
        lambda: (tmp_path / "a").rmdir(),
        lambda: (tmp_path / "b").write_text("xy"),
        lambda: os.utime(tmp_path / "b", ns=(1, 1)),
    ):
        step()
        seen.add(standing.listing(standing.scan(str(tmp_path))))
    assert len(seen) == 7


@pytest.mark.parametrize(
    ("words", "given"),
    [
        ("build", {}),
        ("build --source a --output=b", {"source": "a", "output": "b"}),
        ("build --site=a --json --drafts --strict", {"source": "a", "as_json": "yes", "drafts": "yes", "strict": "yes"}),
        ("build --base-url https://example.org/ --jobs 2", {"base_url": "https://example.org/", "jobs": "2"}),
        ("build --verify", None), ("build --dry-run", None), ("build --help", None), ("build extra", None),
        ("build --source", None), ("build --jobs many", None), ("explain --source a", None), ("", None),
    ],
)  # fmt: skip
def test_only_a_plain_build_is_told_without_click(words: str, given: dict[str, str] | None) -> None:
    assert plain_build(words.split()) == given
