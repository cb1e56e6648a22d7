"""`digest import` as a curator calls it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from ipaddress import ip_network
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from digest.cli import main
from digest.cli.importing import FEW, FIELDS
from digest.clip.fetch import Fetcher, Policy
from digest.clip.fetch import Options as FetchOptions
from tests.support import CLIPPING, SITE, article, tree, write
from tests.unit.clip.fetch.site import Site, answer


def run(*arguments: str | Path, stdin: str | None = None) -> Result:
    result = CliRunner().invoke(main, [str(a) for a in arguments], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write(tmp_path / "site", {"site.yaml": SITE, "content/articles/good.md": article("A good one")})


PAGE = """<html lang="en"><head><title>Harbour dues to rise in spring</title>
<link rel="canonical" href="https://courier.example/dues">
<meta property="article:published_time" content="2024-03-05T09:15:00+00:00"></head><body><article>
<h1>Harbour dues to rise in spring</h1>
<p>The harbour board will raise its dues by a tenth in April, its chair Ada Alder said on Monday.</p>
<p>"Nobody likes to pay more, but the quay is eighty years old," Alder told reporters at the town hall.</p>
</article></body></html>"""


def test_import_writes_a_clean_article_and_never_over_a_file(site: Path, tmp_path: Path) -> None:
    clipping = tmp_path / "page.txt"
    clipping.write_text(CLIPPING)
    result = run("import", "--site", site, clipping)
    assert result.exit_code == 0, result.output
    path = site / "content/articles/2024/2024-03-05-harbour-dues-to-rise-in-spring.md"
    text = path.read_text("utf-8")
    assert "ADVERTISEMENT" not in text
    assert "the quay is eighty years old" in text
    assert "Quay wall found to be hollow" in text
    assert "imported before" in run("import", "--site", site, clipping).output
    clipping.write_text(CLIPPING.replace("eighty", "ninety"))
    run("import", "--site", site, clipping)
    assert path.read_text("utf-8") == text
    assert len(list(path.parent.iterdir())) == 2
    assert run("build", "--source", site, "--drafts").exit_code == 0


def test_import_to_standard_output_and_as_a_diff_write_nothing(site: Path, tmp_path: Path) -> None:
    clipping = tmp_path / "page.txt"
    clipping.write_text(CLIPPING)
    before = tree(site)
    assert "title: Harbour dues to rise in spring" in run("import", "--site", site, "--stdout", clipping).output
    shown = run("import", "--site", site, "--diff", clipping).output
    assert "ADVERTISEMENT    [" in shown
    assert tree(site) == before


def test_import_needs_no_site_when_it_is_told_where_to_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.txt").write_text(CLIPPING)
    assert run("import", "--output", tmp_path / "out", "page.txt").exit_code == 0
    assert [p.name for p in (tmp_path / "out").rglob("*.md")] == ["2024-03-05-harbour-dues-to-rise-in-spring.md"]


def test_a_broken_clipping_never_stops_the_rest(site: Path, tmp_path: Path) -> None:
    (tmp_path / "noise.bin").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "page.txt").write_text(CLIPPING)
    result = run("import", "--site", site, tmp_path / "noise.bin", tmp_path / "missing.txt", tmp_path / "page.txt")
    assert result.exit_code == 1
    assert "noise.bin" in result.output
    assert "missing.txt" in result.output
    assert (site / "content/articles/2024").is_dir()


def test_standard_input_a_folder_and_a_pattern(site: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert "stdin -> " in run("import", "--output", out, "-", stdin=CLIPPING).output
    write(tmp_path / "clips", {"deep/page.html": PAGE, "photo.jpg": "no page"})
    shown = run("import", "--output", out, tmp_path / "clips").output
    assert "deep/page.html -> " in shown and "passed over in folders: 1 file" in shown
    assert "page.html -> " in run("import", "--site", site, f"{tmp_path}/clips/**/*.html").output


def test_one_clipping_is_one_article_in_a_site_and_one_file_an_input_elsewhere(site: Path, tmp_path: Path) -> None:
    clips = write(tmp_path / "clips", {"a.html": PAGE, "b.html": PAGE})
    shown = run("import", "--site", site, clips).output
    assert "1 unchanged, 1 written" in shown
    assert "2 written" in run("import", "--output", tmp_path / "out", clips).output
    assert "2 unchanged" in run("import", "--output", tmp_path / "out", clips).output


def test_a_dry_run_says_what_would_be_written(site: Path, tmp_path: Path) -> None:
    write(tmp_path, {"page.html": PAGE})
    before = tree(site)
    shown = run("import", "--site", site, "--dry-run", tmp_path / "page.html")
    assert "would write" in shown.output and shown.exit_code == 0
    assert tree(site) == before


def test_what_the_caller_says_wins(site: Path, tmp_path: Path) -> None:
    write(tmp_path, {"page.html": PAGE})
    said = ["--date", "2024-03-04", "--source", "courier", "--tag", "ports", "--tag", "money", "--lang", "fr"]
    shown = run("import", "--site", site, "--stdout", *said, tmp_path / "page.html").output
    for row in ("date: 2024-03-04", "source: courier", "tags: [ports, money]", "language: fr"):
        assert row in shown


@pytest.mark.parametrize(
    "wrong",
    [
        ["--date", "yesterday"],
        ["--lang", "no language"],
        ["--stdout", "--diff"],
        ["--map", "headline=Titel"],
        ["--tag", ""],
        ["--tag", "!!!"],
        ["--tag", "two\nlines"],
    ],
)
def test_wrong_usage(site: Path, tmp_path: Path, wrong: list[str]) -> None:
    write(tmp_path, {"page.html": PAGE})
    assert run("import", "--site", site, *wrong, tmp_path / "page.html").exit_code == 2


def test_a_table_with_columns_that_nobody_knows_is_imported_once_they_are_named(site: Path, tmp_path: Path) -> None:
    text = "The harbour board will raise its dues by a tenth in April."
    table = write(tmp_path, {"t.csv": f"Titel;Datum;Text\nDues to rise;5.3.2024;{text}\n"}) / "t.csv"
    for said in ([], ["--map", "title=Nope"]):
        shown = run("import", "--site", site, *said, table)
        assert shown.exit_code == 1 and "[unknown-columns]" in shown.output
        assert "it has: Titel, Datum, Text" in shown.output and "--map title=Titel --map body=Text" in shown.output
    assert not list(site.rglob("*.md.tmp")) and not (site / "clippings").exists()
    mapped = ["--map", "title=Titel", "--map", "date=Datum", "--map", "body=Text"]
    assert "2024-03-05-dues-to-rise.md" in run("import", "--site", site, *mapped, table).output


def test_two_files_of_one_name_are_told_apart(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(write(tmp_path, {"a1/index.html": b"\0" * 9, "a2/index.html": b""}))
    shown = run("import", "--site", site, "a1/index.html", "a2/index.html").output
    assert "a1/index.html: error: the file holds NUL characters" in shown and "a2/index.html: error" in shown


def test_a_text_that_is_no_article_says_what_is_missing(site: Path) -> None:
    shown = run("import", "--site", site, "-", stdin="Hello there.").output
    assert "a headline and, on lines below it, at least one sentence" in shown and "paste" not in shown


def test_other_addresses_than_those_of_the_web_are_refused(site: Path) -> None:
    shown = run("import", "--site", site, "--fetch", "ftp://courier.example/a")
    assert shown.exit_code == 1 and "only http and https addresses can be fetched" in shown.output


def test_an_import_that_is_interrupted_says_so(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("digest.clip.write._write_to_new", interrupt)
    shown = run("import", "--site", site, write(tmp_path, {"page.html": PAGE}) / "page.html")
    assert shown.exit_code == 1 and "interrupted" in shown.output and "published" not in shown.output


def test_raw_clippings_are_kept_in_a_site_and_nowhere_else(site: Path, tmp_path: Path) -> None:
    write(tmp_path, {"page.html": PAGE})
    run("import", "--site", site, tmp_path / "page.html")
    kept = [p for p in (site / "clippings").rglob("*") if p.is_file()]
    assert [p.read_text("utf-8") for p in kept] == [PAGE]
    run("import", "--site", site, "--output", tmp_path / "out", tmp_path / "page.html")
    assert [p.suffix for p in (tmp_path / "out").rglob("*") if p.is_file()] == [".md"]


def test_an_address_that_comes_again_is_a_difference_and_an_update(site: Path, tmp_path: Path) -> None:
    page = write(tmp_path, {"page.html": PAGE}) / "page.html"
    run("import", "--site", site, page)
    page.write_text(PAGE.replace("eighty", "ninety"), "utf-8")
    offered = run("import", "--site", site, page)
    assert "new: body (--update takes it)" in offered.output and "ninety years old" in offered.output
    assert "(updated: body)" in run("import", "--site", site, "--update", page).output
    assert "imported before" in run("import", "--site", site, "--update", page).output
    assert len(list((site / "content/articles/2024").iterdir())) == 1


def test_what_the_curator_changed_is_shown_with_what_the_page_says_now(site: Path, tmp_path: Path) -> None:
    page = write(tmp_path, {"page.html": PAGE}) / "page.html"
    run("import", "--site", site, page)
    file = next((site / "content/articles/2024").iterdir())
    file.write_text(file.read_text("utf-8").replace("by a tenth", "by one tenth"), "utf-8")
    assert "kept" not in run("import", "--site", site, "--update", page).output
    page.write_text(PAGE.replace("eighty", "ninety"), "utf-8")
    for update in ([], ["--update"]):
        shown = run("import", "--site", site, *update, page).output
        assert "what is new is not taken" in shown and "kept: body (changed by the curator)" in shown
        assert "(not taken)" in shown and "+" in shown and "ninety years old" in shown and "sha256" not in shown


def test_a_dry_update_says_what_it_would_do(site: Path, tmp_path: Path) -> None:
    page = write(tmp_path, {"page.html": PAGE}) / "page.html"
    run("import", "--site", site, page)
    page.write_text(PAGE.replace("eighty", "ninety"), "utf-8")
    shown = run("import", "--site", site, "--update", "--dry-run", page).output
    assert "-> would update" in shown and "ninety years old" in shown and "--update takes" not in shown


def test_an_article_written_by_hand_stays_and_is_called_so(site: Path, tmp_path: Path) -> None:
    write(site, {"content/articles/mine.md": article("Mine", url="https://courier.example/dues")})
    write(tmp_path, {"page.html": PAGE})
    shown = run("import", "--site", site, "--update", tmp_path / "page.html").output
    assert "written by hand; it stays as it is" in shown and "was imported" not in shown


def test_a_clipping_that_was_imported_is_shown_all_the_same(site: Path, tmp_path: Path) -> None:
    clipping = write(tmp_path, {"page.txt": CLIPPING}) / "page.txt"
    run("import", "--site", site, clipping)
    before = tree(site)
    assert "ADVERTISEMENT    [" in run("import", "--site", site, "--diff", clipping).output
    assert "title: Harbour dues to rise in spring" in run("import", "--site", site, "--stdout", clipping).output
    (told,) = json.loads(run("import", "--site", site, "--json", clipping).output)["imported"]
    assert told["outcome"] == "unchanged" and told["cuts"] and told["evidence"] and told["path"]
    assert tree(site) == before


def test_options_that_change_nothing_are_said(site: Path, tmp_path: Path) -> None:
    clipping = write(tmp_path, {"page.txt": CLIPPING}) / "page.txt"
    run("import", "--site", site, clipping)
    before = tree(site)
    for said in (["--tag", "ports"], ["--date", "2024"], ["--source", "courier"], ["--map", "title=Titel"]):
        shown = run("import", "--site", site, *said, clipping).output
        assert "the options change nothing in an article that exists; use --update" in shown
        assert "note" in json.loads(run("import", "--site", site, "--json", *said, clipping).output)["imported"][0]
    assert tree(site) == before and "the options" not in run("import", "--site", site, clipping).output
    assert "(updated: tags)" in run("import", "--site", site, "--update", "--tag", "ports", clipping).output
    assert "says so already" in run("import", "--site", site, "--update", "--tag", "ports", clipping).output


def test_a_dry_run_that_meets_a_clipping_twice_says_so(tmp_path: Path) -> None:
    clips = write(tmp_path / "site", {"site.yaml": SITE, "in/a.html": PAGE, "in/b.html": PAGE}) / "in"
    for dry in ("--dry-run", "--diff", "--stdout"):
        shown = run("import", "--site", tmp_path / "site", dry, clips / "a.html", clips / "b.html").output
        assert ("came before it in this run" in shown) == (dry == "--dry-run") and "imported before" not in shown


def test_json_tells_everything(site: Path, tmp_path: Path) -> None:
    write(tmp_path, {"page.txt": CLIPPING, "empty.txt": ""})
    told = json.loads(run("import", "--site", site, "--json", tmp_path / "page.txt", tmp_path / "empty.txt").output)
    page, empty = told["imported"]
    assert page["outcome"] == "written" and page["front_matter"]["title"] == "Harbour dues to rise in spring"
    assert page["cuts"] and page["evidence"] and "the quay is eighty years old" in page["body"]
    assert empty["outcome"] == "refused" and [p["code"] for p in told["problems"]] == ["empty-file"]


def test_addresses_need_permission(site: Path) -> None:
    shown = run("import", "--site", site, "https://courier.example/dues")
    assert shown.exit_code == 1 and "add --fetch" in shown.output


def test_a_fetched_page_names_its_address_and_when_it_was_fetched(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = Policy(ports=frozenset(range(1, 65536)), allowed=(ip_network("127.0.0.0/8"),))
    now = datetime(2024, 3, 6, 9, 30, tzinfo=UTC)
    with Site(
        {"/dues": answer(PAGE.replace('<link rel="canonical" href="https://courier.example/dues">', "").encode())}
    ) as web:
        monkeypatch.setattr("digest.clip.fetch.Fetcher", lambda: Fetcher(FetchOptions(policy=here, now=lambda: now)))
        url = f"http://127.0.0.1:{web.port}/dues"
        shown = run("import", "--site", site, "--fetch", url)
        assert shown.exit_code == 0, shown.output
        text = next((site / "content/articles/2024").iterdir()).read_text("utf-8")
        assert f"url: {url}" in text and "captured: 2024-03-06T09:30Z" in text
        assert run("import", "--site", site, "--fetch", f"http://127.0.0.1:{web.port}/gone").exit_code == 1


def test_a_progress_bar_stands_where_a_person_watches_many_files(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = write(tmp_path / "many", {f"{n}.txt": CLIPPING + f"The dues rose {n} times.\n" for n in range(FEW + 1)})
    assert "importing" not in run("import", "--output", tmp_path / "a", many).output
    monkeypatch.setattr("digest.cli.importing._watching", lambda: True)
    shown = run("import", "--output", tmp_path / "b", many).output
    assert "importing" in shown and f"{FEW + 1} written" in shown


def test_help_alone_tells_what_can_be_imported_and_what_is_never_done() -> None:
    shown = run("import", "--help").output
    for field in FIELDS:
        assert field in shown
    for word in ("digest review", "page_files/", "digest-site[cluster]", "16 MB"):
        assert word in " ".join(shown.split())
    for word in ("WARC", "mbox", "Zotero", "OPML", "JSON Lines", "--update", "robots.txt", "clippings/", "Examples"):
        assert word in shown
