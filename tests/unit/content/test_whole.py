"""Files written whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from digest.content.whole import replace
from digest.errors import DigestError


def test_a_file_keeps_the_rights_it_had(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "er" / "a.md"
    replace(file, b"one", 0o600)
    replace(file, b"two")
    assert file.read_bytes() == b"two" and file.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in file.parent.iterdir()] == ["a.md"]


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(DigestError, match="cannot be written"):
        replace(tmp_path / "taken" / "a.md", b"one")
    (tmp_path / "folder.md").mkdir()
    with pytest.raises(DigestError, match="cannot be written"):
        replace(tmp_path / "folder.md", b"one")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["folder.md", "taken"]
