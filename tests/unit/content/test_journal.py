"""Edits are written whole, only inside content/, and the last one can be undone as long as nothing else happened."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from digest.content import journal
from digest.content.change import END
from digest.content.edit import Uneditable
from digest.content.journal import Edit, planned, undo, write
from tests.support import SITE, article, tree
from tests.support import write as write_files

A = "content/articles/a.md"
DATED = Edit(path=A, values={("date",): "2017"})
DECIDED = Edit(
    path="content/answers.yaml", values={("answers", END): {"kind": "name", "text": "a", "verdict": "reject"}}
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_files(tmp_path / "site", {"site.yaml": SITE, A: article("A")})


def done(site: Path, *edits: Edit) -> None:
    changes = planned(site, edits)
    assert not isinstance(changes, Uneditable), changes
    assert write(site, changes, "about it") is None


def test_planning_writes_nothing_and_shows_the_difference(site: Path) -> None:
    before = tree(site)
    changes = planned(site, [DATED])
    assert not isinstance(changes, Uneditable)
    assert changes[0].diff() == [
        f"--- {A}",
        f"+++ {A}",
        "@@ -1,4 +1,5 @@",
        " ---",
        " title: A",
        "+date: 2017",
        " ---",
        " Some words.",
    ]
    assert tree(site) == before


def test_what_is_written_can_be_undone_byte_for_byte(site: Path) -> None:
    file = site / A
    file.write_bytes(b"\xef\xbb\xbf" + article("A").replace("\n", "\r\n").encode())
    before = {A: file.read_bytes()}
    done(site, DATED, DECIDED)
    assert file.read_bytes() == before[A].replace(b"title: A\r\n", b"title: A\r\ndate: 2017\r\n")
    assert (site / "content/answers.yaml").read_text() == "answers:\n- {kind: name, text: a, verdict: reject}\n"
    undone = undo(site)
    assert not isinstance(undone, Uneditable) and undone.about == "about it"
    assert file.read_bytes() == before[A] and not (site / "content/answers.yaml").exists()
    assert isinstance(undo(site), Uneditable)


def test_edits_of_one_file_follow_each_other(site: Path) -> None:
    done(site, DATED, Edit(path=A, values={("story",): "s"}), Edit(path=A, values={("date",): "2018"}))
    assert "date: 2018\nstory: s\n" in (site / A).read_text()


def test_a_file_can_be_made_and_removed_and_both_can_be_undone(site: Path) -> None:
    before = tree(site / "content")
    new = Edit(path="content/entities/people/ana.md", values={("name",): "Ana: Cruz"}, action="create")
    done(site, new, Edit(path=A, action="remove"))
    assert (site / new.path).read_text() == "---\nname: 'Ana: Cruz'\n---\n\n" and not (site / A).exists()
    assert isinstance(planned(site, [new]), Uneditable)
    assert isinstance(planned(site, [DATED]), Uneditable)
    assert not isinstance(undo(site), Uneditable)
    assert tree(site / "content") == before


def test_a_file_that_was_changed_since_is_left_alone(site: Path) -> None:
    changes = planned(site, [DATED])
    assert not isinstance(changes, Uneditable)
    (site / A).write_text(article("B"))
    assert isinstance(write(site, changes, ""), Uneditable)
    done(site, DATED)
    now = (site / A).read_text() + "More.\n"
    (site / A).write_text(now)
    refused = undo(site)
    assert isinstance(refused, Uneditable) and "was changed since" in refused.message
    assert (site / A).read_text() == now


@pytest.mark.parametrize("path", ["site.yaml", "content/../site.yaml", "../x.yaml", "/etc/x.yaml", "content"])
def test_nothing_outside_of_content_is_touched(site: Path, path: str) -> None:
    assert isinstance(planned(site, [Edit(path=path, values={("a",): "b"})]), Uneditable)


def test_a_link_that_leads_out_of_content_is_not_followed(site: Path, tmp_path: Path) -> None:
    outside = write_files(tmp_path / "other", {"b.md": article("B")})
    (site / "content/articles/b.md").symlink_to(outside / "b.md")
    (site / "content/pages").symlink_to(outside)
    for path in ("content/articles/b.md", "content/pages/b.md"):
        assert isinstance(planned(site, [Edit(path=path, values={("date",): "2017"})]), Uneditable)


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"\xff", b'[{"about": 1}]', b"[" * 100_000])
def test_a_damaged_journal_equals_none(site: Path, damage: bytes) -> None:
    done(site, DATED)
    (site / journal.JOURNAL).write_bytes(damage)
    assert isinstance(undo(site), Uneditable)
    done(site, DECIDED)
    assert not isinstance(undo(site), Uneditable)
    assert "date: 2017" in (site / A).read_text()


def test_a_text_that_was_altered_in_the_journal_is_never_put_back(site: Path) -> None:
    done(site, DATED)
    file = site / journal.JOURNAL
    file.write_bytes(file.read_bytes().replace(b"Some words", b"Other word"))
    assert isinstance(undo(site), Uneditable)


def test_the_journal_is_private_and_bounded(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "MOST_ENTRIES", 3)
    for year in range(2010, 2016):
        done(site, Edit(path=A, values={("date",): str(year)}))
    assert os.name == "nt" or (site / journal.JOURNAL).stat().st_mode & 0o777 == 0o600
    assert (site / ".digest/.gitignore").read_text() == "*\n"
    for _ in range(3):
        assert not isinstance(undo(site), Uneditable)
    assert isinstance(undo(site), Uneditable) and "date: 2012" in (site / A).read_text()
    monkeypatch.setattr(journal, "MOST_CHARACTERS", 10)
    done(site, DATED)
    done(site, Edit(path=A, values={("story",): "s"}))
    assert not isinstance(undo(site), Uneditable) and isinstance(undo(site), Uneditable)


def test_when_one_file_cannot_be_written_none_is_changed(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tree(site)
    changes = planned(site, [DATED, DECIDED])
    assert not isinstance(changes, Uneditable)
    put = journal._put

    def fails(site: Path, path: str, text: str | None) -> None:
        if path.endswith(".yaml"):
            raise OSError("full")
        put(site, path, text)

    monkeypatch.setattr(journal, "_put", fails)
    with pytest.raises(OSError, match="full"):
        write(site, changes, "")
    assert tree(site) == before
