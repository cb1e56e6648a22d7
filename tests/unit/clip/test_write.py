"""Drafts become files: the right place, never over a file, never twice."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from digest.clip import Options
from digest.clip.write import Imported, Shelf, article_id, import_file, target
from digest.content import frontmatter
from digest.dates import parse
from digest.errors import DigestError

BODY = "The night ferry sailed again on Tuesday, nine years after the line was closed for want of passengers."
TEXT = f"Night ferry returns to the strait\n\n08:15 AM August 9, 2017\n\n{BODY}\n"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    return tmp_path / "site" / "content" / "articles"


def run(articles: Path, text: str | bytes = TEXT, name: str = "page.txt", **more: object) -> Imported:
    clipping = articles.parents[2] / name
    clipping.write_bytes(text if isinstance(text, bytes) else text.encode())
    return import_file(clipping, Shelf(articles), {}, Options(), **more)  # type: ignore[arg-type]


def test_a_dated_clipping_goes_to_its_year(articles: Path) -> None:
    done = run(articles)
    assert (done.outcome, done.path) == ("written", "2017/2017-08-09-night-ferry-returns-to-the-strait.md")
    document = frontmatter.parse((articles / done.path).read_text("utf-8"))
    assert document.body == BODY and not document.mistakes


def test_an_undated_one_goes_to_undated_until_it_gets_a_date(articles: Path) -> None:
    text = f"Night ferry returns to the strait\n\n{BODY}\n"
    assert run(articles, text).path == "undated/night-ferry-returns-to-the-strait.md"
    clipping = articles.parents[2] / "other.txt"
    clipping.write_text(text + BODY, "utf-8")
    dated = import_file(clipping, Shelf(articles), {}, Options(date=parse("2017-08")))
    assert dated.path == "2017/2017-08-01-night-ferry-returns-to-the-strait-2.md"


def test_the_same_bytes_are_imported_once_even_after_the_curator_edited_the_article(articles: Path) -> None:
    first = run(articles)
    file = articles / first.path
    file.write_text(file.read_text("utf-8").replace("The night", "A night"), "utf-8")
    again = run(articles, name="copy.txt")
    assert (again.outcome, again.path) == ("unchanged", first.path)
    assert "A night" in file.read_text("utf-8")


def test_a_moved_article_is_known_by_its_digest(articles: Path) -> None:
    first = run(articles)
    assert first.draft
    record = first.draft.meta["clipping"]
    assert isinstance(record, dict)
    (articles / first.path).rename(articles / "renamed.md")
    again = run(articles, known={str(record["sha256"]): "renamed.md"})
    assert (again.outcome, again.path) == ("unchanged", "renamed.md")


def test_another_article_of_the_same_name_gets_a_number_whatever_its_date(articles: Path) -> None:
    run(articles)
    other = TEXT.replace("August 9, 2017", "May 1, 2018").replace("sailed", "stopped")
    assert run(articles, other).path == "2018/2018-05-01-night-ferry-returns-to-the-strait-2.md"
    third = TEXT.replace("sailed", "sank")
    assert run(articles, third).path == "2017/2017-08-09-night-ferry-returns-to-the-strait-3.md"


def test_a_dry_run_writes_nothing(articles: Path) -> None:
    done = run(articles, dry_run=True)
    assert done.outcome == "planned" and done.draft and not articles.exists()


@pytest.mark.parametrize(("data", "code"), [(b"", "empty-file"), (b"\x89PNG\r\n", "binary-file")])
def test_what_is_no_clipping_is_refused_and_nothing_is_written(articles: Path, data: bytes, code: str) -> None:
    done = run(articles, data)
    assert done.outcome == "refused" and [(p.code, p.path) for p in done.problems] == [(code, "page.txt")]
    assert not articles.exists()


def test_a_missing_file_and_a_folder_are_problems(articles: Path, tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.txt", tmp_path):
        done = import_file(path, Shelf(articles), {}, Options())
        assert [p.code for p in done.problems] == ["unreadable"]


def test_a_link_in_the_place_of_the_article_is_not_followed(articles: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    place = articles / "2017" / "2017-08-09-night-ferry-returns-to-the-strait.md"
    place.parent.mkdir(parents=True)
    os.symlink(outside, place)
    done = run(articles)
    assert done.path.endswith("-2.md") and not outside.exists()


def test_a_file_where_a_folder_should_be_is_said(articles: Path) -> None:
    articles.mkdir(parents=True)
    (articles / "2017").write_text("not a folder", "utf-8")
    with pytest.raises(DigestError, match="2017"):
        run(articles)


def test_two_imports_at_once_never_share_a_file(articles: Path, tmp_path: Path) -> None:
    shelf, done = Shelf(articles), []
    clippings = [tmp_path / f"{n}.txt" for n in range(8)]
    for n, clipping in enumerate(clippings):
        clipping.write_text(TEXT + f"The boat made {n} trips.\n", "utf-8")
    threads = [
        threading.Thread(target=lambda c=c: done.append(import_file(c, shelf, {}, Options()))) for c in clippings
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({d.path for d in done}) == len(list(articles.rglob("*.md"))) == 8


def test_names_of_files(articles: Path) -> None:
    done = run(articles, f"Ночной паром: рейс № 1\n\n{BODY}\n")
    assert done.path == "undated/ночной-паром-рейс-no-1.md"
    assert article_id("2017-08-09-night-ferry") == article_id("2017-night-ferry") == "night-ferry"
    assert done.draft and str(target(done.draft, "ascii")).isascii()
