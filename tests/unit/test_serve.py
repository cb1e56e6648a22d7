"""`digest serve` as its users meet it: a real process, real requests, real edits of files."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.serving import LIMIT, Server, serving
from tests.support import EXAMPLE, ROOT, article, publish, write

SCRIPT = re.compile(rb'<script src="/\.digest/reload\.js" data-version="([^"]*)"></script>\n')
POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')

FILES: dict[str, str | bytes] = {
    "site.yaml": "title: Quay\nbase_url: https://site.example/quay/\nrepublish: full\n",
    "content/articles/dues.md": article("Harbour dues", "The dues rise.", date="2024-03-05"),
    "content/articles/walls.md": article("Quay wall", "The wall is hollow.", date="2024-03-06"),
    "content/articles/draft.md": article("Not yet", "Nobody read it.", status="inbox"),
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write(tmp_path / "site", FILES)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that nobody edits under; the tests only ask."""
    with serving(write(tmp_path_factory.mktemp("asked"), FILES)) as server:
        yield server


def built(event: dict[str, Any]) -> bool:
    return bool(event["type"] == "built")


def version(page: bytes) -> str:
    found = SCRIPT.search(page)
    assert found
    return found[1].decode()


def own(page: bytes) -> bytes:
    """A page without what the server put into it, and without its policy, which the server widens."""
    return POLICY.sub(b"", SCRIPT.sub(b"", page))


# -------------------------------------------------------------------------------------------------------- requests


def test_every_file_is_the_one_that_a_build_writes(tmp_path: Path) -> None:
    site = shutil.copytree(EXAMPLE, tmp_path / "site", ignore=shutil.ignore_patterns("public", ".digest"))
    assert publish(site).written
    before = sorted(p.relative_to(site) for p in site.rglob("*"))
    with serving(site) as server:
        for file in sorted(p for p in (site / "public").rglob("*") if p.is_file() and p.name != ".digest-output"):
            path = file.relative_to(site / "public").as_posix()
            status, headers, body = server.request(f"/digest/{path.removesuffix('index.html')}")
            assert status == 200, path
            is_page = headers["content-type"].startswith("text/html")
            assert (own(body) if is_page else body) == (own(file.read_bytes()) if is_page else file.read_bytes()), path
        assert sorted(p.relative_to(site) for p in site.rglob("*")) == before  # nothing is written


def test_the_site_stands_under_its_base_path(running: Server) -> None:
    assert running.address.endswith("/quay/")
    for asked, there in {
        "/": "/quay/",
        "/quay": "/quay/",
        "/quay/articles/dues": "/quay/articles/dues/",
        "/quay/articles/dues?a=b": "/quay/articles/dues/?a=b",
    }.items():
        status, headers, _ = running.request(asked)
        assert (status, headers["location"]) == (307, there)


def test_what_is_not_there_is_told_by_the_sites_own_page(running: Server) -> None:
    for path in ("/quay/nothing/", "/quay/articles/draft/", "/elsewhere/"):
        status, headers, body = running.request(path)
        assert status == 404
        assert headers["content-type"] == "text/html; charset=utf-8"
        assert version(body).startswith("404-")
        assert b"Quay" in body


@pytest.mark.parametrize(
    "path",
    [
        "/quay/../site.yaml", "/quay/..%2fsite.yaml", "/quay/%2e%2e/site.yaml", "/quay/..\\site.yaml", "//etc/passwd",
        "/quay//etc/passwd", "/quay/%00", "/quay/articles/%ff/", "/quay/content/articles/dues.md", "/quay/.digest-output",
        "/quay/" + "a" * 5000, "/quay/con", "/%2e%2e/%2e%2e/etc/passwd", "/.digest/../quay/site.yaml",
    ],
)  # fmt: skip
def test_no_path_leads_out_of_the_site(running: Server, path: str) -> None:
    status, _, body = running.request(path)
    assert status == 404
    assert b"root:" not in body
    assert b"base_url" not in body


def test_every_reply_forbids_keeping_it(running: Server) -> None:
    for path in ("/", "/quay/", "/quay/feed.xml", "/quay/none/", "/.digest/reload.js"):
        _, headers, _ = running.request(path)
        assert headers["cache-control"] == "no-store"


def test_a_known_page_is_not_sent_again_and_a_part_is_sent_alone(running: Server) -> None:
    _, headers, whole = running.request("/quay/feed.xml")
    assert headers["content-type"] == "application/xml; charset=utf-8"
    status, _, body = running.request("/quay/feed.xml", headers={"If-None-Match": headers["etag"]})
    assert (status, body) == (304, b"")
    status, part, body = running.request("/quay/feed.xml", headers={"Range": "bytes=5-9"})
    assert (status, body, part["content-range"]) == (206, whole[5:10], f"bytes 5-9/{len(whole)}")


def test_head_has_no_body_and_nothing_else_than_get_and_head_is_answered(running: Server) -> None:
    status, headers, body = running.request("/quay/", "HEAD")
    assert (status, body) == (200, b"")
    assert int(headers["content-length"]) == len(running.request("/quay/")[2])
    assert running.request("/.digest/events?page=/quay/&version=x", "HEAD")[2] == b""
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH"):
        status, headers, _ = running.request("/quay/", method)
        assert status == 405
        assert set(headers["allow"].split(", ")) == {"GET", "HEAD"}


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "", "localhost:8000@evil.example", "10.0.0.1"]
)
def test_other_names_are_refused(running: Server, host: str) -> None:
    for path in ("/quay/", "/.digest/events?page=/quay/&version=x", "/.digest/reload.js"):
        status, _, body = running.request(path, headers={"Host": host, "X-Forwarded-Host": "localhost"})
        assert status in (400, 403)
        assert b"Quay" not in body


def test_it_answers_as_localhost(running: Server) -> None:
    port = running.host.rpartition(":")[2]
    for host in (f"localhost:{port}", f"127.0.0.1:{port}", "LOCALHOST", "[::1]"):
        assert running.request("/quay/", headers={"Host": host})[0] == 200


# ---------------------------------------------------------------------------------------------------------- changes


def test_a_save_changes_the_pages_that_show_it_and_tells_their_readers(site: Path) -> None:
    with serving(site) as server:
        dues, walls = "/quay/articles/dues/", "/quay/articles/walls/"
        mine, other = version(server.request(dues)[2]), version(server.request(walls)[2])
        with server.stream(dues, mine) as reading, server.stream(walls, other) as elsewhere:
            assert reading()["page"] == elsewhere()["page"] == "same"
            write(site, {"content/articles/dues.md": article("Harbour dues", "They fall.", date="2024-03-05")})
            told = reading()
            assert told["page"] == "changed"
            assert dues in told["changed"]
            assert elsewhere()["page"] == "same"
        event = server.event(built)
        assert event["paths"] == ["content/articles/dues.md"]
        assert "articles/dues/index.html" in event["changed"]
        assert "articles/walls/index.html" not in event["changed"]
        assert b"They fall." in server.request(dues)[2]


def test_a_reader_who_comes_back_hears_what_is_new_at_once(site: Path) -> None:
    with serving(site) as server, server.stream("/quay/articles/dues/", "of-last-week") as reading:
        assert reading()["page"] == "changed"


def test_pages_come_and_go(site: Path) -> None:
    with serving(site) as server:
        address = "/quay/articles/new/"
        missing = version(server.request(address)[2])
        with server.stream(address, missing) as reading:
            assert reading()["page"] == "same"
            write(site, {"content/articles/new.md": article("New")})
            assert reading()["page"] == "changed"
        there = version(server.request(address)[2])
        with server.stream(address, there) as reading:
            assert reading()["page"] == "same"
            (site / "content/articles/new.md").unlink()
            told = reading()
            assert told["page"] == "gone"
            assert address in told["removed"]
        assert server.request(address)[0] == 404


def test_mistakes_leave_the_last_good_site_and_are_told_until_they_are_mended(site: Path) -> None:
    with serving(site) as server:
        address, good = "/quay/articles/dues/", FILES["content/articles/dues.md"]
        page = server.request(address)[2]
        with server.stream(address, version(page)) as reading:
            assert reading()["problems"] == []
            write(site, {"content/articles/dues.md": article("Harbour dues", titel="wrong")})
            told = reading()
            assert (told["page"], told["troubles"]) == ("same", 1)
            assert told["problems"][0]["where"].startswith("content/articles/dues.md:3")
            assert told["problems"][0]["hint"]
            event = server.event(lambda e: built(e) and not e["good"])
            assert [p["code"] for p in event["problems"]] == ["unknown-key"]
            assert server.request(address)[2] == page
            with server.stream(address, version(page)) as late:
                assert late()["troubles"] == 1
            write(site, {"content/articles/dues.md": good})
            told = reading()
            assert (told["page"], told["troubles"]) == ("same", 0)


@pytest.mark.parametrize("missing", ["site.yaml", "content"])
def test_even_a_site_that_goes_away_does_not_end_the_server(site: Path, missing: str) -> None:
    with serving(site) as server, server.stream("/quay/", version(server.request("/quay/")[2])) as reading:
        reading()
        (site / missing).rename(site / "aside")
        assert reading()["troubles"] == 1
        assert server.request("/quay/")[0] == 200
        (site / "aside").rename(site / missing)
        assert server.event(lambda e: built(e) and e["good"])
        write(site, {"content/articles/dues.md": article("Harbour dues", "Watched as before.")})
        server.event(lambda e: built(e) and "content/articles/dues.md" in e["paths"])
        assert b"Watched as before." in server.request("/quay/articles/dues/")[2]


def test_a_site_that_begins_with_mistakes_is_shown_once_they_are_mended(site: Path) -> None:
    write(site, {"content/articles/dues.md": "no front matter"})
    with serving(site) as server:
        assert not server.first["good"]
        status, _, body = server.request("/quay/")
        assert status == 503
        assert b"content/articles/dues.md" in body
        with server.stream("/quay/", version(body)) as reading:
            assert reading()["page"] == "same"
            write(site, {"content/articles/dues.md": FILES["content/articles/dues.md"]})
            assert reading()["page"] == "changed"
        assert server.request("/quay/")[0] == 200


def test_a_template_that_fails_is_told_and_the_last_good_page_stays(site: Path) -> None:
    write(
        site,
        {"site.yaml": f"{FILES['site.yaml']}theme: own\n", "themes/own/theme.yaml": "name: own\nextends: default\n"},
    )
    with serving(site) as server:
        page = server.request("/quay/")[2]
        write(site, {"themes/own/templates/home.html": "{{ page.nothing_of_that_name }}"})
        event = server.event(lambda e: built(e) and not e["good"])
        assert event["problems"][-1]["path"] == "themes/own/templates/home.html"
        assert server.request("/quay/")[2] == page


def test_a_page_whose_template_fails_says_so_when_it_is_asked_for_and_goes_once_it_is_mended(site: Path) -> None:
    template = "themes/own/templates/article.html"
    write(
        site,
        {
            "site.yaml": f"{FILES['site.yaml']}theme: own\n",
            "themes/own/theme.yaml": "name: own\nextends: default\n",
            template: "<p>{{ page.title }}{% if page.title == 'Quay wall' %}{{ page.nothing }}{% endif %}",
        },
    )
    with serving(site) as server:
        address = "/quay/articles/walls/"
        assert server.request("/quay/articles/dues/")[0] == 200
        status, _, body = server.request(address)
        assert status == 500
        assert f"{template}:1".encode() in body
        with server.stream(address, "older") as late:
            assert late()["page"] == "changed"
        with server.stream(address, version(body)) as reading:
            assert reading()["page"] == "same"
            write(site, {"content/articles/dues.md": article("Nothing to do with it")})
            assert reading()["troubles"] == 1
            write(site, {template: "<p>{{ page.title }}"})
            while (told := reading())["page"] == "same":
                pass
            assert (told["page"], told["troubles"]) == ("changed", 0)
        assert server.request(address)[0] == 200


def test_new_styles_are_told_as_such(site: Path) -> None:
    style = "themes/own/assets/style.css"
    write(
        site,
        {
            "site.yaml": f"{FILES['site.yaml']}theme: own\n",
            "themes/own/theme.yaml": "name: own\nextends: default\n",
            style: "body { color: #123456 }",
        },
    )
    with serving(site) as server:
        page = server.request("/quay/")[2]
        with server.stream("/quay/", version(page)) as reading:
            reading()
            write(site, {style: "body { color: #654321 }"})
            told = reading()
            assert told["page"] == "restyled"
            ((old, new),) = told["styles"].items()
            assert old.encode() in page
            assert server.request(new)[2] == b"body{color:#654321}"
            assert server.request(old)[0] == 404
            write(
                site,
                {style: "body { color: #000001 }", "site.yaml": f"{FILES['site.yaml']}theme: own\nsubtitle: More\n"},
            )
            while (told := reading())["page"] == "restyled":  # the two saves may be one build or two
                pass
            assert told["page"] == "changed"


def test_a_thousand_files_at_once_are_not_a_thousand_builds(site: Path) -> None:
    """One, unless the machine makes the writer wait for long; `test_changes` tells how many it is."""
    with serving(site) as server:
        write(site, {f"content/articles/many/n{n}.md": article(f"Number {n}") for n in range(1000)})
        builds = [server.event(built)]
        while builds[-1]["articles"] < 1002:
            builds.append(server.event(built))
        assert len(builds) < 20
        assert server.request("/quay/articles/n999/")[0] == 200


def test_what_does_not_matter_builds_nothing(site: Path) -> None:
    with serving(site) as server:
        write(
            site,
            {
                "public/index.html": "x",
                ".digest/cache": "x",
                ".git/HEAD": "x",
                "notes.txt": "x",
                "content/articles/.dues.md.swp": "x",
                "content/articles/dues.md~": "x",
                "content/articles/4913": "x",
            },
        )
        (site / "content/articles/.dues.md.swp").unlink()
        write(site, {"content/articles/dues.md": article("The one that matters")})
        assert server.event(built)["paths"] == ["content/articles/dues.md"]


def test_a_save_by_renaming_is_a_save(site: Path) -> None:
    """As vim does it, and as the editors that write a new file beside the old one do."""
    path = site / "content/articles/dues.md"
    with serving(site) as server:
        path.rename(f"{path}~")
        path.write_text(article("As vim writes", "Once."))
        os.unlink(f"{path}~")
        event = server.event(built)
        assert event["paths"] == ["content/articles/dues.md"]
        (site / "content/articles/.dues.md.tmp").write_text(article("As others write", "Twice."))
        (site / "content/articles/.dues.md.tmp").rename(path)
        assert server.event(built)["paths"] == ["content/articles/dues.md"]
        assert b"Twice." in server.request("/quay/articles/dues/")[2]


def test_folders_that_come_later_are_watched(site: Path) -> None:
    write(site, {"site.yaml": f"{FILES['site.yaml']}theme: own\n"})
    with serving(site) as server:
        assert not server.first["good"]
        write(site, {"themes/own/theme.yaml": "name: own\nextends: default\n"})
        assert server.event(lambda e: built(e) and e["good"])
        write(site, {"content/stories/deep/quay.md": "---\ntitle: The quay\n---\n"})
        server.until("/quay/stories/quay/", 200)


def test_the_base_path_may_change(site: Path) -> None:
    with serving(site) as server:
        write(site, {"site.yaml": "title: Quay\nbase_url: https://site.example/pier/\n"})
        server.event(built)
        assert server.request("/")[1]["location"] == "/pier/"
        assert server.request("/pier/articles/dues/")[0] == 200
        assert server.request("/quay/articles/dues/")[0] == 404


def test_drafts_are_shown_when_asked_for(site: Path) -> None:
    with serving(site, "--drafts") as server:
        assert server.request("/quay/articles/draft/")[0] == 200


# ------------------------------------------------------------------------------------------------ beginning and end


def test_ctrl_c_ends_it_cleanly_with_readers_connected(site: Path) -> None:
    with serving(site) as server, server.stream("/quay/", "x") as reading:
        reading()
        assert server.interrupt() == 0
        with pytest.raises(EOFError):
            reading()
        assert server.process.stderr
        assert server.process.stderr.read() == ""


def test_a_port_in_use_is_told_with_a_free_one(site: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = command(site, "--port", str(port))
    assert ended.returncode == 1
    assert f"port {port} is in use" in ended.stderr
    proposed = re.search(r"--port (\d+)", ended.stderr)
    assert proposed
    assert int(proposed[1]) > port


def test_without_a_site_there_is_nothing_to_serve(tmp_path: Path) -> None:
    ended = command(tmp_path, "--port", "0")
    assert ended.returncode == 1
    assert "site.yaml is missing" in ended.stderr


def test_what_a_person_reads(site: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "digest", "serve", "--source", str(site), "--port", "0"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", cwd=ROOT,
    )  # fmt: skip
    assert process.stdout
    try:
        lines = iter(process.stdout.readline, "")
        assert re.fullmatch(r"2 articles, \d+ files, [\d,.]+ m?s\n", next(lines))
        assert re.fullmatch(r"serving http://127\.0\.0\.1:\d+/quay/ \(Ctrl-C ends\)\n", next(lines))
        write(site, {"content/articles/dues.md": article("Harbour dues", "They fall.", date="2024-03-05")})
        assert re.fullmatch(r"changed content/articles/dues\.md: \d+ pages?, [\d,.]+ m?s\n", next(lines))
        write(site, {"content/articles/dues.md": article("Harbour dues", titel="wrong")})
        told = [next(lines) for _ in range(5)]
        assert told[0].startswith("content/articles/dues.md:3:1: error: unknown key")
        assert re.fullmatch(r"changed .*: the last good site stays, [\d,.]+ m?s\n", told[-1])
        process.send_signal(signal.SIGINT)
        assert process.wait(LIMIT) == 0
    finally:
        process.kill()
        process.communicate()


def test_other_commands_do_not_load_the_server() -> None:
    code = "import sys, digest.cli, digest.build; print([m for m in ('starlette', 'uvicorn', 'watchdog', 'asyncio') if m in sys.modules])"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert ended.stdout.strip() == "[]"


def command(site: Path, *options: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "digest", "serve", "--source", str(site), *options]
    return subprocess.run(line, capture_output=True, text=True, encoding="utf-8", timeout=LIMIT, cwd=ROOT)
