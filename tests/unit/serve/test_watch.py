"""The site's folder, watched for real."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import watchdog.observers

from digest.serve import watch
from digest.serve.changes import Changes
from digest.serve.watch import watching
from tests.serving import LIMIT
from tests.support import write

FILES: dict[str, str | bytes] = {"site.yaml": "title: T\n", "content/articles/a.md": "x", "public/index.html": "x"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write(tmp_path / "site", FILES)


def until(changes: Changes, wanted: str) -> set[str]:
    """Everything that changed up to a path."""
    seen: set[str] = set()
    while wanted not in seen:
        news = changes.wait(LIMIT)
        assert news
        assert news[0], f"nobody told of {wanted}"
        seen |= news[0]
    return seen


@pytest.fixture
def changes(site: Path) -> Iterator[Changes]:
    found = Changes()
    with watching(site, found) as told:
        assert told
        yield found


def test_each_kind_of_change_is_told(site: Path, changes: Changes) -> None:
    write(site, {"content/articles/a.md": "y"})
    assert until(changes, "content/articles/a.md") == {"content/articles/a.md"}
    write(site, {"content/articles/new.md": "y"})
    assert until(changes, "content/articles/new.md") == {"content/articles/new.md"}
    (site / "content/articles/new.md").rename(site / "content/articles/old.md")
    assert "content/articles/new.md" in until(changes, "content/articles/old.md")
    (site / "content/articles/old.md").unlink()
    assert until(changes, "content/articles/old.md") == {"content/articles/old.md"}
    write(site, {"site.yaml": "title: U\n"})
    assert until(changes, "site.yaml") == {"site.yaml"}


def test_reading_is_no_change(site: Path, changes: Changes) -> None:
    for path in site.rglob("*.md"):
        path.read_bytes()
        os.stat(path)
    write(site, {"site.yaml": "title: U\n"})
    assert until(changes, "site.yaml") == {"site.yaml"}


def test_folders_come_go_and_are_another_than_before(site: Path, changes: Changes) -> None:
    write(site, {"themes/own/theme.yaml": "name: own\n"})
    until(changes, "themes")
    write(site, {"themes/own/assets/a.css": "x"})
    until(changes, "themes/own/assets/a.css")
    write(site.parent, {"other/articles/b.md": "x"})
    (site / "content").rename(site.parent / "aside")
    (site.parent / "other").rename(site / "content")
    until(changes, "content")
    write(site, {"content/articles/b.md": "y"})
    until(changes, "content/articles/b.md")
    write(site.parent, {"aside/articles/a.md": "no longer of the site"})
    write(site, {"site.yaml": "title: U\n"})
    assert "content/articles/a.md" not in until(changes, "site.yaml")


def test_what_lies_behind_a_link_is_told_under_the_name_it_has_in_the_site(tmp_path: Path) -> None:
    place = write(tmp_path / "place", {"articles/a.md": "x"})
    site = write(tmp_path / "site", {"site.yaml": "title: T\n"})
    (site / "content").symlink_to(place)
    (tmp_path / "way").symlink_to(site)
    changes = Changes()
    with watching(tmp_path / "way", changes):
        write(place, {"articles/a.md": "y"})
        assert until(changes, "content/articles/a.md") == {"content/articles/a.md"}


def test_where_the_system_cannot_tell_all_files_are_looked_at(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit of folders that may be watched belongs to the whole machine; reaching it is the one thing faked here."""

    def refuses(*args: object, **kwargs: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(watchdog.observers.Observer, "schedule", refuses)
    monkeypatch.setattr(watch, "POLL", 0.01)
    changes = Changes()
    with watching(site, changes) as told:
        assert not told
        write(site, {"content/articles/new.md": "y"})
        until(changes, "content/articles/new.md")
