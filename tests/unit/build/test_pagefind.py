"""The real program: what goes in, what comes out, and what is said when it fails."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from digest.build import pagefind
from digest.errors import DigestError

pytestmark = pytest.mark.skipif(pagefind.program() is None, reason="pagefind-bin has no wheel for this system")


def texts(files: dict[str, Path]) -> dict[str, dict[str, object]]:
    """What the index holds of each page, by its address."""
    found = [gzip.decompress(file.read_bytes()) for name, file in files.items() if name.startswith("fragment/")]
    return {text["url"]: text for text in (json.loads(data.removeprefix(b"pagefind_dcd")) for data in found)}


@pytest.mark.parametrize("behind", [False, True])
def test_documents_become_an_index_and_nothing_of_the_programs_own_pages(tmp_path: Path, behind: bool) -> None:
    documents = [
        ("articles/a/index.html", b"<article><h1>One &amp; two</h1><p>Walrus</p></article>"),
        ("articles/\u0436/index.html", b"<article><h1>Other</h1></article>"),
    ]
    files = pagefind.make_index(documents, "en", tmp_path, behind=behind)
    assert {"pagefind.js", "pagefind-worker.js", "pagefind-entry.json"} <= set(files)
    assert not [name for name in files if "ui" in name or "highlight" in name]
    held = texts(files)
    assert held["/articles/a/"]["meta"] == {"title": "One & two"}
    assert "Walrus" in str(held["/articles/a/"]["content"])
    assert set(held) == {"/articles/a/", "/articles/\u0436/"}
    languages = json.loads(files["pagefind-entry.json"].read_bytes())["languages"]
    assert list(languages) == ["en"]


def test_one_index_holds_articles_in_every_language(tmp_path: Path) -> None:
    documents = [
        ("a.html", b"<p lang=ru>\xd0\xbc\xd0\xb8\xd1\x80</p>"),
        ("b.html", b"<p lang=ar>\xd8\xa8\xd8\xad\xd8\xb1</p>"),
    ]
    files = pagefind.make_index(documents, "tl", tmp_path)
    assert len(texts(files)) == 2
    assert [name for name in files if name.endswith(".pf_meta")] == [next(n for n in files if n.endswith(".pf_meta"))]


def test_neither_environment_nor_a_file_there_changes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGEFIND_ROOT_SELECTOR", "nav")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pagefind.yml").write_text("root_selector: nav\n")
    work = tmp_path / "work"
    work.mkdir()
    files = pagefind.make_index([("a.html", b"<p>Walrus</p>")], "en", work)
    assert [text["content"] for text in texts(files).values()] == ["Walrus."]


def test_a_program_that_fails_is_a_message(tmp_path: Path) -> None:
    with pytest.raises(DigestError, match="Pagefind failed"):
        pagefind.make_index([], "en", tmp_path)  # it refuses to index nothing


def test_a_program_that_is_missing_is_a_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pagefind, "PACKAGES", ("no_such_package",))
    assert pagefind.release() == ""
    with pytest.raises(DigestError, match="not installed") as told:
        pagefind.make_index([("a.html", b"<p>Walrus</p>")], "en", tmp_path)
    assert "pip install" in told.value.hint
