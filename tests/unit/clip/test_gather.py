"""Files, folders, patterns, standard input and addresses become inputs."""

from __future__ import annotations

from pathlib import Path

import pytest

from digest.clip.gather import gather


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "b.html",
        "a.txt",
        "photo.JPG",
        ".hidden.txt",
        "page.htm",
        "page_files/advert.html",
        "page_files/style.css",
        "page-Dateien/frame.html",
        "notes_files/kept.txt",
        "deep/er/feed.xml",
        ".git/config",
    ):
        (tmp_path / "clips" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "clips" / name).write_text("x")
    (tmp_path / "secret.txt").write_text("x")
    (tmp_path / "clips" / "link.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "clips" / "out").symlink_to(tmp_path)
    return tmp_path / "clips"


def test_a_folder_is_every_file_below_it_but_for_what_browsers_save_and_links(folder: Path) -> None:
    found = gather([str(folder)])
    assert [i.name for i in found.inputs] == [
        "a.txt",
        "b.html",
        "page.htm",
        "deep/er/feed.xml",
        "notes_files/kept.txt",
    ]
    assert found.passed_over == 2 and not found.problems


def test_patterns_are_expanded_where_the_shell_did_not(folder: Path) -> None:
    assert [i.name for i in gather([f"{folder}/*.ht*"]).inputs] == ["b.html", "page.htm"]
    assert [i.name for i in gather([f"{folder}/**/*.xml"]).inputs] == ["feed.xml"]
    (folder / "what[1].txt").write_text("x")
    assert [i.name for i in gather([f"{folder}/what[1].txt"]).inputs] == ["what[1].txt"]


def test_a_pattern_passes_over_what_a_folder_passes_over(folder: Path) -> None:
    found = gather([f"{folder}/**/*"])
    assert sorted(i.shown for i in found.inputs) == sorted(i.shown for i in gather([str(folder)]).inputs)
    assert found.passed_over == 7
    assert [i.name for i in gather([f"{folder}/page_files/*.html"]).inputs] == ["advert.html"]


def test_reports_call_a_file_by_its_path_as_it_was_given(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    found = gather(["./b.html", "deep/er/feed.xml", "deep", "deep/**/*.xml"])
    assert [(i.name, i.shown) for i in found.inputs] == [
        ("b.html", "./b.html"),
        ("feed.xml", "deep/er/feed.xml"),
        ("er/feed.xml", "deep/er/feed.xml"),
        ("feed.xml", "deep/er/feed.xml"),
    ]


def test_other_addresses_are_refused(folder: Path) -> None:
    (found,) = gather(["ftp://news.example/a"]).problems
    assert found.code == "address-refused" and found.message == "only http and https addresses can be fetched"


def test_what_names_nothing_is_a_problem(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    found = gather([str(tmp_path / "empty"), f"{folder}/*.pdf", f"{folder}/missing.txt"])
    assert [p.path for p in found.problems] == [str(tmp_path / "empty"), f"{folder}/*.pdf"]
    assert [i.name for i in found.inputs] == ["missing.txt"]


def test_standard_input_and_addresses() -> None:
    found = gather(["-", "HTTPS://news.example/a"])
    assert [(i.name, i.path, i.url) for i in found.inputs] == [
        ("stdin", None, ""),
        ("HTTPS://news.example/a", None, "HTTPS://news.example/a"),
    ]
