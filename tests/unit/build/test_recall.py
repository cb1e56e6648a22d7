"""Recall: records and names are those of the files as they are now, whatever is remembered and however many work."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from digest.build import execute
from digest.build.memory import Memory
from digest.build.output import file_clock
from digest.build.recall import naming, reading
from digest.config import SiteConfig
from digest.content.load import Loaded, load
from digest.link import connect
from digest.model import Site
from digest.standing import scan

ADA = "---\nname: Ada Alder\n---\n"
ONE = "---\ntitle: One\n---\nAda Alder spoke.\n"
TWO = "---\ntitle: Two\n---\nNobody spoke.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {"site.yaml": "title: T\n", "content/articles/one.md": ONE, "content/articles/two.md": TWO}
    for path, text in {**files, "content/entities/people/ada.md": ADA}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


def recalled(folder: Path, memory: Memory, jobs: int = 1) -> tuple[Loaded, Site]:
    clock_ns = file_clock(folder)
    loaded = load(folder, reading(memory, scan(str(folder)), clock_ns, jobs))
    site, _, _ = connect(loaded.library, loaded.config, naming=naming(memory, jobs))
    return loaded, site


def plain(folder: Path) -> tuple[Loaded, Site]:
    loaded = load(folder)
    return loaded, connect(loaded.library, loaded.config)[0]


def aged(folder: Path) -> None:
    """The files as they stand after a while: no stamp is of this moment."""
    for path in folder.rglob("*.md"):
        os.utime(path, ns=(10**18, 10**18))


def test_what_is_remembered_is_not_read_again(folder: Path) -> None:
    aged(folder)
    memory = Memory()
    first, _ = recalled(folder, memory)
    second, _ = recalled(folder, memory)
    assert second == first
    assert all(second.library.articles[name] is record for name, record in first.library.articles.items())


EDITS: dict[str, Callable[[Path], object]] = {
    "nothing": lambda f: None,
    "a body": lambda f: (f / "content/articles/two.md").write_text(TWO.replace("Nobody", "Ada Alder")),
    "equal size and time": lambda f: (
        (f / "content/articles/two.md").write_text(TWO.replace("Nobody", "Nobodi")),
        os.utime(f / "content/articles/two.md", ns=(10**18, 10**18)),
    ),
    "a touched file": lambda f: os.utime(f / "content/articles/two.md"),
    "a new file": lambda f: (f / "content/articles/three.md").write_text(ONE),
    "a deleted file": lambda f: (f / "content/articles/one.md").unlink(),
    "a moved file": lambda f: (f / "content/articles/one.md").rename(f / "content/articles/2024-01-01-one.md"),
    "an alias": lambda f: (f / "content/entities/people/ada.md").write_text(ADA.replace("---\n", "---\naliases: [Nobody]\n", 1)),
    "another entity": lambda f: (f / "content/entities/people/bo.md").write_text("---\nname: Nobody\n---\n"),
    "a deleted entity": lambda f: (f / "content/entities/people/ada.md").unlink(),
    "a mistake": lambda f: (f / "content/articles/one.md").write_text("---\ntitel: One\n---\n"),
    "the language": lambda f: (f / "site.yaml").write_text("title: T\nlanguage: de\n"),
    "a warning": lambda f: (f / "content/articles/one.md").write_text(ONE.replace("---\n", "---\nentities: [nobody]\n", 1)),
}  # fmt: skip


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("edit", EDITS)
def test_remembering_never_shows(folder: Path, edit: str, jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(execute, "THRESHOLD", 1)
    monkeypatch.setattr(execute, "CHUNK", 1)
    aged(folder)
    memory = Memory(folder / "cache", "one")
    recalled(folder, memory, jobs)
    memory.save()
    EDITS[edit](folder)
    assert recalled(folder, Memory(folder / "cache", "one"), jobs) == plain(folder), "in the next process"
    assert recalled(folder, memory, jobs) == plain(folder), "in the same process"


def test_a_file_that_was_read_in_the_tick_of_its_change_is_read_again(folder: Path) -> None:
    memory = Memory()
    load(folder, reading(memory, scan(str(folder)), 0, 1))
    path = folder / "content/articles/two.md"
    before = os.stat(path)
    path.write_text(TWO.replace("Nobody", "Nobodi"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert load(folder, reading(memory, scan(str(folder)), 0, 1)) == load(folder)


def test_a_file_that_cannot_be_read_is_tried_again(folder: Path) -> None:
    path = folder / "content/articles/two.md"
    path.unlink()
    path.mkdir()
    (path / "x.md").write_text("no front matter")
    memory = Memory()
    assert recalled(folder, memory)[0] == load(folder)
    assert recalled(folder, memory)[0] == load(folder)
    assert SiteConfig() != load(folder).config
