"""`digest import` as a curator calls it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from ipaddress import ip_network
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from digest.cli import main
from digest.cli.importing import FEW
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


@pytest.mark.parametrize("wrong", [["--date", "yesterday"], ["--lang", "no language"], ["--stdout", "--diff"]])
def test_wrong_usage(site: Path, tmp_path: Path, wrong: list[str]) -> None:
    write(tmp_path, {"page.html": PAGE})
    assert run("import", "--site", site, *wrong, tmp_path / "page.html").exit_code == 2


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
    for word in ("WARC", "mbox", "Zotero", "OPML", "JSON Lines", "--update", "robots.txt", "clippings/", "Examples"):
        assert word in shown
