"""Drafts become files: the right place, never over a file, never twice."""

from __future__ import annotations

import hashlib
import os
import threading
from pathlib import Path

import pytest

from digest.clip import Draft, Options, draft
from digest.clip.write import How, Imported, Shelf, article_id, settle, target
from digest.content import frontmatter
from digest.dates import parse
from digest.errors import DigestError

BODY = "The night ferry sailed again on Tuesday, nine years after the line was closed for want of passengers."
TEXT = f"Night ferry returns to the strait\n\n08:15 AM August 9, 2017\n\n{BODY}\n"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    return tmp_path / "site" / "content" / "articles"


PAGE = f"""<html lang="en"><head><title>Night ferry returns to the strait</title>
<link rel="canonical" href="https://www.courier.example/ferry">
<meta property="article:published_time" content="2017-08-09T08:15:00+08:00"></head>
<body><article><h1>Night ferry returns to the strait</h1><p>{BODY}</p>
<p>The harbour office expects four sailings a week, and more when the summer timetable begins in June.</p>
</article></body></html>"""


def made(text: str, name: str = "page.txt", options: Options = Options()) -> Draft:  # noqa: B008
    found = draft(name, text.encode(), {}, options)
    assert isinstance(found, Draft)
    return found


def run(articles: Path, text: str = TEXT, name: str = "page.txt", **how: object) -> Imported:
    return settle(made(text, name), Shelf(articles), How(**how))  # type: ignore[arg-type]


def test_a_dated_clipping_goes_to_its_year(articles: Path) -> None:
    done = run(articles)
    assert (done.outcome, done.path) == ("written", "2017/2017-08-09-night-ferry-returns-to-the-strait.md")
    document = frontmatter.parse((articles / done.path).read_text("utf-8"))
    assert document.body == BODY and not document.mistakes


def test_an_undated_one_goes_to_undated_until_it_gets_a_date(articles: Path) -> None:
    text = f"Night ferry returns to the strait\n\n{BODY}\n"
    assert run(articles, text).path == "undated/night-ferry-returns-to-the-strait.md"
    dated = settle(made(text + BODY, options=Options(date=parse("2017-08"))), Shelf(articles), How())
    assert dated.path == "2017/2017-08-01-night-ferry-returns-to-the-strait-2.md"


def test_the_same_bytes_are_imported_once_even_after_the_curator_edited_the_article(articles: Path) -> None:
    first = run(articles)
    file = articles / first.path
    file.write_text(file.read_text("utf-8").replace("The night", "A night"), "utf-8")
    again = run(articles, name="copy.txt")
    assert (again.outcome, again.path) == ("unchanged", first.path)
    assert "A night" in file.read_text("utf-8")


def test_a_moved_article_is_known_by_its_clipping_and_by_its_address(articles: Path) -> None:
    first = run(articles, PAGE, "page.html")
    (articles / first.path).rename(articles / "renamed.md")
    again = run(articles, PAGE, "page.html")
    assert (again.outcome, again.path) == ("unchanged", "renamed.md")
    address = PAGE.replace("https://www.courier.example/ferry", "http://courier.example/ferry?utm_source=mail")
    assert run(articles, address + "<!-- saved anew -->", "page.html").path == "renamed.md"


def test_the_raw_clipping_is_kept_by_its_digest_and_named(articles: Path) -> None:
    home = articles.parents[1]
    done = run(articles, TEXT, keep=home)
    assert done.draft
    record = frontmatter.plain(frontmatter.parse((articles / done.path).read_text("utf-8")).meta)["clipping"]  # type: ignore
    sha256 = hashlib.sha256(TEXT.encode()).hexdigest()
    assert record["file"] == f"clippings/{sha256[:2]}/{sha256}.txt"
    assert list(record) == ["original", "file", "sha256", "importer", "cuts", "written"]
    assert (home / record["file"]).read_text("utf-8") == TEXT
    assert not [p for p in home.rglob("*.tmp") if p.is_file()]


def test_what_comes_again_from_the_same_address_is_offered_and_taken_with_update(articles: Path) -> None:
    first = run(articles, PAGE, "page.html")
    file = articles / first.path
    before = file.read_text("utf-8")
    changed = PAGE.replace("passengers", "money and passengers")
    offered = run(articles, changed, "page.html")
    assert offered.outcome == "differs" and offered.merge and offered.merge.taken == ("body",)
    assert "+" in offered.merge.diff and "money" in offered.merge.diff
    assert file.read_text("utf-8") == before
    planned = run(articles, changed, "page.html", update=True, write=False)
    assert planned.outcome == "planned" and file.read_text("utf-8") == before
    assert run(articles, changed, "page.html", update=True).outcome == "updated"
    assert "money and passengers" in file.read_text("utf-8")
    assert run(articles, changed, "page.html").outcome == "unchanged"
    assert run(articles, changed, "page.html", update=True).outcome == "unchanged"


def test_bytes_that_were_followed_before_change_nothing(articles: Path) -> None:
    versions = [PAGE, PAGE.replace("nine", "ten"), PAGE.replace("nine", "eleven")]
    file = articles / run(articles, versions[0], "page.html").path
    for version in versions[1:]:
        assert run(articles, version, "page.html", update=True).outcome == "updated"
    settled = file.read_bytes()
    for version in versions:
        for how in ({}, {"update": True}):
            again = run(articles, version, "page.html", **how)
            assert (again.outcome, articles / again.path) == ("unchanged", file)
    assert file.read_bytes() == settled


def test_a_run_over_all_versions_of_a_page_settles(articles: Path) -> None:
    shelf, how = Shelf(articles), How(update=True)
    pages = [made(text, "page.html") for text in (PAGE, PAGE.replace("nine", "ten"), PAGE)]
    assert [settle(each, shelf, how).outcome for each in pages] == ["written", "updated", "unchanged"]
    again = Shelf(articles)
    assert [settle(each, again, how).outcome for each in pages] == ["unchanged"] * 3


def test_an_update_that_takes_nothing_keeps_no_raw_clipping(articles: Path) -> None:
    home = articles.parents[1]
    file = articles / run(articles, PAGE, "page.html", keep=home).path
    file.write_text(file.read_text("utf-8").replace("The night", "A night"), "utf-8")
    done = run(articles, PAGE.replace("nine", "ten"), "page.html", keep=home, update=True)
    assert done.outcome == "differs" and done.merge and "+" in done.merge.kept_diff
    assert len([p for p in (home / "clippings").rglob("*") if p.is_file()]) == 1
    assert done.draft and "file" not in done.draft.meta["clipping"]  # type: ignore[operator]
    file.unlink()
    taken = run(articles, PAGE, "page.html", keep=home)
    new = run(articles, PAGE.replace("nine", "ten"), "page.html", keep=home, update=True)
    record = frontmatter.plain(frontmatter.parse((articles / taken.path).read_text("utf-8")).meta)["clipping"]  # type: ignore
    assert new.outcome == "updated" and (home / record["file"]).read_text("utf-8") == PAGE.replace("nine", "ten")


def test_a_dry_run_knows_what_it_planned(articles: Path) -> None:
    pages = [made(text, "page.html") for text in (PAGE, PAGE.replace("nine", "ten"))]
    shelf = Shelf(articles)
    assert [settle(each, shelf, How(write=False)).outcome for each in pages] == ["planned", "differs"]
    shelf, how = Shelf(articles), How(write=False, update=True)
    done = [settle(each, shelf, how) for each in [*pages, pages[0]]]
    assert [each.outcome for each in done] == ["planned", "planned", "unchanged"]
    assert done[1].merge and done[1].merge.taken == ("body",) and not articles.exists()


@pytest.mark.parametrize("form", ["  before: [{}]\n", "  before:\n  - {}\n  - {}\n", "  before: ['{}', {}]\n"])
def test_former_digests_are_read_however_they_are_written(articles: Path, form: str) -> None:
    file = articles / run(articles, PAGE, "page.html").path
    former = [hashlib.sha256(PAGE.replace("nine", word).encode()).hexdigest() for word in ("ten", "two")]
    text = file.read_text("utf-8").replace("  importer:", form.format(*former) + "  importer:")
    file.write_text(text, "utf-8")
    assert run(articles, PAGE.replace("nine", "ten"), "page.html").outcome == "unchanged"


def test_line_ends_of_the_curators_editor_stay(articles: Path) -> None:
    file = articles / run(articles, PAGE, "page.html").path
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert run(articles, PAGE.replace("nine", "ten"), "page.html", update=True).outcome == "updated"
    data = file.read_bytes()
    assert b"ten years" in data and data.count(b"\n") == data.count(b"\r\n")


def test_an_article_without_a_record_of_import_is_the_curators_whole(articles: Path) -> None:
    file = articles / "mine.md"
    file.parent.mkdir(parents=True)
    file.write_text("---\ntitle: Mine\nurl: 'https://courier.example/ferry'\n---\nMy words.\n", "utf-8")
    done = run(articles, PAGE, "page.html", update=True)
    assert (done.outcome, done.path) == ("differs", "mine.md")
    assert done.merge and not done.merge.taken and done.merge.by_hand
    assert "My words." in file.read_text("utf-8")


def test_another_article_of_the_same_name_gets_a_number_whatever_its_date(articles: Path) -> None:
    run(articles)
    other = TEXT.replace("August 9, 2017", "May 1, 2018").replace("sailed", "stopped")
    assert run(articles, other).path == "2018/2018-05-01-night-ferry-returns-to-the-strait-2.md"
    third = TEXT.replace("sailed", "sank")
    assert run(articles, third).path == "2017/2017-08-09-night-ferry-returns-to-the-strait-3.md"


def test_a_dry_run_writes_nothing(articles: Path) -> None:
    done = run(articles, write=False)
    assert done.outcome == "planned" and done.draft and not articles.exists()


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


def test_two_imports_at_once_never_share_a_file(articles: Path) -> None:
    shelf, done = Shelf(articles), []
    pieces = [made(TEXT + f"The boat made {n} trips.\n") for n in range(8)]
    threads = [threading.Thread(target=lambda p=p: done.append(settle(p, shelf, How()))) for p in pieces]
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


def test_half_an_article_does_not_stay(articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = open

    def full(file: object, *mode: str, **named: object) -> object:
        opened = real(file, *mode, **named)  # type: ignore[call-overload]
        opened.write(b"half")
        opened.flush()
        opened.close()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("builtins.open", full)
    with pytest.raises(DigestError, match="No space left"):
        run(articles)
    assert not list(articles.rglob("*.md"))
