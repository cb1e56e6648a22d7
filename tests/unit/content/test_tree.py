"""What stands in content/: what is read, what is published, and what is neither."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from digest.content.load import load
from tests.support import article
from tests.unit.content.made import PATH, found, site


@pytest.mark.parametrize(
    "name", [".#a.md", "a.md~", ".a.md.swp", "4913", "#a.md#", ".DS_Store", "a.md.tmp", ".git/config"]
)
def test_what_editors_leave_behind_is_passed_over(name: str, tmp_path: Path) -> None:
    assert found(tmp_path, {f"content/articles/{name}": b"\0\xff"}) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs FIFOs")
def test_what_is_no_regular_file(tmp_path: Path) -> None:
    site(tmp_path, {"secret.md": article(), "content/articles/dir.md/inner.txt": "x"})
    folder = tmp_path / "content" / "articles"
    os.mkfifo(folder / "fifo.md")
    (folder / "link.md").symlink_to(tmp_path / "secret.md")
    (folder / "folder").symlink_to(tmp_path)
    (folder / "loop.md").symlink_to(folder / "loop.md")
    problems = load(tmp_path).problems
    assert [(p.path.removeprefix("content/articles/"), p.code, p.severity) for p in sorted(problems)] == [
        ("dir.md/inner.txt", "not-used", "warning"),
        ("fifo.md", "not-used", "warning"),
        ("folder", "link", "warning"),
        ("link.md", "link", "warning"),
        ("loop.md", "link", "warning"),
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file system that takes any bytes")
@pytest.mark.parametrize(
    "name", [b"odd\xff\xfe.md", b"line\nfeed.md", b"bell\x07.md", "rtl\u202egpj.md".encode()], ids=ascii
)
def test_file_names_that_cannot_be_shown(name: bytes, tmp_path: Path) -> None:
    site(tmp_path, {"content/articles/a.md": article()})
    Path(os.fsdecode(os.fsencode(tmp_path / "content" / "articles") + b"/" + name)).write_text(article())
    [problem] = load(tmp_path).problems
    assert problem.code == "bad-file-name"
    assert problem.path.isprintable()
    problem.path.encode()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read(tmp_path: Path) -> None:
    site(
        tmp_path, {PATH: article(), "content/articles/b.md": article(), "content/articles/p.png": b"\x89PNG\r\n\x1a\n"}
    )
    for name in (PATH, "content/articles/p.png"):
        (tmp_path / name).chmod(0)
    assert {(p.path, p.code) for p in load(tmp_path).problems} == {
        (PATH, "unreadable"), ("content/articles/p.png", "unreadable"),
    }  # fmt: skip


def test_folders_without_end(tmp_path: Path) -> None:
    """Deeper than Python's stack; made step by step, since the whole path is longer than a system call takes."""
    code = (
        "import os, sys\nos.chdir(sys.argv[1])\n"
        "for _ in range(1500):\n    os.mkdir('d')\n    os.chdir('d')\nopen('x.md', 'w').close()\n"
    )
    site(tmp_path, {PATH: article()})
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "content" / "articles")], check=True)
    try:
        problems = load(tmp_path).problems
        assert [p.code for p in problems] == ["too-deep"]
    finally:
        subprocess.run(["rm", "-rf", str(tmp_path / "content" / "articles" / "d")], check=True)


PNG, JPEG, GIF, WEBP = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"RIFF\0\0\0\0WEBP"


@pytest.mark.parametrize(
    "name, data, taken",
    [
        ("a.png", PNG, True),
        ("a.JPG", JPEG, True),
        ("a.jpeg", JPEG, True),
        ("a.gif", GIF, True),
        ("a.webp", WEBP, True),
        ("a.png", JPEG, False),
        ("a.html", GIF + b"<script>", False),
        ("a.svg", b"<svg/>", False),
        ("a.webp", b"RIFF\0\0\0\0WAVE", False),
        ("a.gif", b"", False),
        ("a", PNG, False),
    ],
)
def test_only_pictures_that_are_what_their_names_say(name: str, data: bytes, taken: bool, tmp_path: Path) -> None:
    loaded = load(site(tmp_path, {f"content/articles/{name}": data}))
    assert list(loaded.library.assets) == ([f"articles/{name}"] if taken else [])
    assert [p.code for p in loaded.problems] == ([] if taken else ["not-used"])


def test_a_picture_is_known_by_all_of_its_bytes(tmp_path: Path) -> None:
    large = PNG + b"x" * 3_000_000
    files: dict[str, str | bytes] = {"content/a.png": large, "content/b.png": large + b"y", "content/c.png": large}
    assets = load(site(tmp_path, files)).library.assets
    assert assets["a.png"] == assets["c.png"] != assets["b.png"]
