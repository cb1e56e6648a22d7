"""Bad input to the build itself: whatever became of cache, manifest, output or a build, the next one is as a clean one.

Real files, real processes: builds are forked from a process that never saw the site (tests/histories/builder.py), or
are the command line itself.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import msgspec
import pytest

from digest.build import Options, manifest
from digest.build.manifest import Entry
from tests.histories.builder import Builder, Task, Told, pools_for_few
from tests.histories.walk import START, tree
from tests.support import ROOT

LATER = "The crane fell again, and [[bridge-shut|the bridge]] stood. Brask was there."


@pytest.fixture(scope="module")
def builder() -> Iterator[Builder]:
    with Builder() as server:
        yield server


@pytest.fixture(scope="module")
def built(builder: Builder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds a site which was built, edited, built, mended and built; `again` brings it back."""
    home = tmp_path_factory.mktemp("built")
    site = shutil.copytree(START, home / "site")
    published(builder, site)
    edit(site)
    published(builder, site)
    shutil.rmtree(site / "content")
    shutil.copytree(START / "content", site / "content")
    published(builder, site)
    shutil.copytree(site, home / "kept", symlinks=True)
    return home


@pytest.fixture
def site(builder: Builder, built: Path) -> Path:
    return again(builder, built)


def again(builder: Builder, home: Path) -> Path:
    """The built site as it was, at its place (what is known of an output goes by its path), and known to a build."""
    site = home / "site"
    shutil.rmtree(site)
    shutil.copytree(home / "kept", site, symlinks=True)
    (twin,) = (site / ".digest" / "outputs").glob("*/twin")
    for path in (site / "public").rglob("*"):  # output and twin share their files; copies do not
        other = twin / path.relative_to(site / "public")
        if path.is_file() and other.is_file() and path.read_bytes() == other.read_bytes():
            other.unlink()
            os.link(path, other)
    told = build(builder, site)
    assert told.result and not told.result.dirty and not told.result.stale, told
    return site


@pytest.fixture(scope="module")
def clean(builder: Builder, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What a clean build makes of the site after `edit`."""
    site = shutil.copytree(START, tmp_path_factory.mktemp("clean") / "site")
    edit(site)
    return published(builder, site)


def edit(site: Path) -> None:
    """What changes between the build that left its traces and the one that follows: few pages of many."""
    path = site / "content" / "articles" / "undated" / "dance-on-friday.md"
    path.write_text(path.read_text().replace("The stove will be lit.", LATER))


def published(builder: Builder, site: Path, **options: object) -> dict[str, str]:
    told = build(builder, site, **options)
    assert told.result and not told.result.problems, told
    return tree(site / "public")


def build(builder: Builder, site: Path, kill_at: int = 0, **options: object) -> Told:
    return builder(Task(Options(source=site, output=site / "public", **options), kill_at))  # type: ignore[arg-type]


def state_files(site: Path) -> list[Path]:
    """Every file that a build keeps for the next one, without the twin of the published tree."""
    kept = [path for path in sorted((site / ".digest").rglob("*")) if path.is_file() and "twin" not in path.parts]
    assert kept
    return kept


def command(site: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "digest", "build", "--source", str(site), *options]


ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


# ---------------------------------------------------------------------------------------------------- what is kept


@pytest.mark.parametrize("part", range(6))
def test_a_flipped_bit(builder: Builder, site: Path, clean: dict[str, str], part: int) -> None:
    """One bit in each kept file, each time at another sixth of the file."""
    random = Random(f"bits {part}")
    for path in state_files(site):
        data = bytearray(path.read_bytes())
        if data:
            low, high = len(data) * part // 6, max(len(data) * part // 6 + 1, len(data) * (part + 1) // 6)
            data[random.randrange(low, high)] ^= 1 << random.randrange(8)
            path.write_bytes(data)
    edit(site)
    assert published(builder, site) == clean


INSTEAD: dict[str, Callable[[Path], object]] = {
    "half of it": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "all but a byte": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "nothing in it": lambda path: path.write_bytes(b""),
    "twice": lambda path: path.write_bytes(path.read_bytes() * 2),
    "noise": lambda path: path.write_bytes(Random("noise").randbytes(5000)),
    "a text": lambda path: path.write_text("This is no state of a build.\n"),
    "lost": lambda path: path.unlink(),
    "a folder": lambda path: (path.unlink(), (path / "inside").mkdir(parents=True)),
    "a link to nothing": lambda path: (path.unlink(), path.symlink_to("nowhere")),
    "a link to the curator's": lambda path: (path.unlink(), path.symlink_to(_up(path) / "site.yaml")),
    "a pipe": lambda path: (path.unlink(), os.mkfifo(path)),
}


def _up(path: Path) -> Path:
    return next(folder for folder in path.parents if (folder / "site.yaml").is_file())


@pytest.mark.parametrize("what", INSTEAD)
def test_something_else_in_its_place(builder: Builder, site: Path, clean: dict[str, str], what: str) -> None:
    settings = (site / "site.yaml").read_bytes()
    for path in state_files(site):
        INSTEAD[what](path)
    edit(site)
    assert published(builder, site) == clean
    assert (site / "site.yaml").read_bytes() == settings


@pytest.mark.parametrize("name", sorted(path.name for path in (Path("cache.sqlite"), Path("manifest"), Path("lock"))))
def test_one_of_them_alone(builder: Builder, site: Path, clean: dict[str, str], name: str) -> None:
    (path,) = [path for path in state_files(site) if path.name == name]
    path.write_bytes(b"")
    edit(site)
    assert published(builder, site) == clean


POWERLESS = """
    import ctypes, os, sys
    if os.geteuid() == 0:
        for capability in (1, 2):  # DAC_OVERRIDE, DAC_READ_SEARCH: of whatever is started from here
            ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)
    os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""


def test_what_cannot_be_read(site: Path, clean: dict[str, str]) -> None:
    """In a process without the right to override modes, as everybody's but root's is."""
    for path in state_files(site):
        path.chmod(0)
    edit(site)
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(POWERLESS), *command(site)[1:]],
        env=ENVIRONMENT, capture_output=True, text=True,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    if done.returncode == 0:
        assert tree(site / "public") == clean
    else:
        assert "cannot" in done.stderr and str(site) in done.stderr


OTHER_RELEASES = {
    "content": (
        "content/load.py",
        "_record = record_in\n"
        "def record_in(data, file):\n    return _record(data.replace(b'Brask', b'Brasque'), file)\n",
    ),
    "link": ("link/mentions.py", "_find = find\n"
             "def find(article, *others, **named):\n"
             "    return _find(__import__('msgspec').structs.replace(article, body=''), *others, **named)\n"),
    "render": ("render/markdown.py", "_html = to_html\n"
               "def to_html(*given, **named):\n    return _html(*given, **named) + '<!-- other -->'\n"),
    "dates": ("dates/words.py", "_display = display\n"
              "def display(*given, **named):\n    return _display(*given, **named) + ' or so'\n"),
}  # fmt: skip
"""What another release of digest might do otherwise: a module, and what stands at its end."""


@pytest.mark.parametrize("part", OTHER_RELEASES)
def test_what_another_release_left(
    site: Path, clean: dict[str, str], builder: Builder, tmp_path: Path, part: str
) -> None:
    """A whole copy of the program with one module changed builds the site, then ours does."""
    module, more = OTHER_RELEASES[part]
    ignored = shutil.ignore_patterns("__pycache__")
    for name in ("digest", "themes"):
        shutil.copytree(ROOT / name, tmp_path / "other" / name, ignore=ignored)
    file = tmp_path / "other" / "digest" / module
    file.write_text(file.read_text() + "\n\n" + more)
    edit(site)
    environment = {**ENVIRONMENT, "PYTHONPATH": str(tmp_path / "other"), "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run(command(site), env=environment, cwd=tmp_path, check=True, capture_output=True)
    assert tree(site / "public") != clean, "the other release shall differ"
    assert published(builder, site) == clean


def test_a_state_of_another_site(builder: Builder, site: Path, clean: dict[str, str], tmp_path: Path) -> None:
    """`.digest` copied along when a site is begun from another one, even with the name that ours would have."""
    (ours,) = os.listdir(site / ".digest" / "outputs")
    other = shutil.copytree(site, tmp_path / "other", symlinks=True)
    for path in (other / "content" / "articles").rglob("*.md"):
        path.write_text(path.read_text().replace("Tuesday", "Thursday").replace("the", "a"))
    shutil.rmtree(other / ".digest")
    assert published(builder, other)
    shutil.rmtree(site / ".digest")
    shutil.copytree(other / ".digest", site / ".digest", symlinks=True)
    (theirs,) = (site / ".digest" / "outputs").iterdir()
    theirs.rename(theirs.with_name(Path(ours).name))
    edit(site)
    assert published(builder, site) == clean


# --------------------------------------------------------------------------------------------- a manifest that lies


def rotated(entries: dict[str, Entry], field: str) -> dict[str, Entry]:
    """Each file with one value of the next file's."""
    values = [getattr(entry, field) for entry in entries.values()]
    moved = zip(entries.items(), values[1:] + values[:1], strict=True)
    return {path: msgspec.structs.replace(entry, **{field: value}) for (path, entry), value in moved}


def ahead(stamp: manifest.Stamp) -> manifest.Stamp:
    """The stamp of a file that was written a day later."""
    day = 86_400 * 10**9
    return (*stamp[:2], stamp[2] + day, stamp[3] + day)


LIES: dict[str, Callable[[dict[str, Entry]], dict[str, Entry]]] = {
    "fingerprints of other files": lambda entries: rotated(entries, "fingerprint"),
    "settings of other files": lambda entries: rotated(entries, "setting"),
    "digests of other files": lambda entries: rotated(entries, "digest"),
    "stamps of other files": lambda entries: rotated(entries, "stamp"),
    "entries of other files": lambda entries: dict(zip(entries, [*entries.values()][::-1], strict=True)),
    "stamps of a day ahead": lambda entries: {
        path: msgspec.structs.replace(entry, stamp=ahead(entry.stamp)) for path, entry in entries.items()
    },
    "half of the files": lambda entries: dict(list(entries.items())[::2]),
    "files that never were": lambda entries: {**entries, **{f"never/{path}": e for path, e in entries.items()}},
}
"""Well-formed, with a checksum that holds."""


@pytest.mark.parametrize("lie", LIES)
def test_a_manifest_that_lies(builder: Builder, site: Path, clean: dict[str, str], lie: str) -> None:
    (path,) = (site / ".digest" / "outputs").glob("*/manifest")
    told = manifest.decode(path.read_bytes())
    assert told.entries
    path.write_bytes(manifest.encode(manifest.Manifest(told.version, told.identity, LIES[lie](told.entries))))
    (site / "public" / "timeline" / "index.html").write_bytes(b"edited by hand")
    (site / "public" / "404.html").unlink()
    edit(site)
    assert published(builder, site) == clean


def test_a_forged_manifest_is_named_by_verify_and_mended_after_it(
    builder: Builder, site: Path, clean: dict[str, str]
) -> None:
    """Who writes a page's new stamp and digest into the manifest too deceives the next build, but not --verify."""
    edit(site)
    assert published(builder, site) == clean
    page = site / "public" / "timeline" / "index.html"
    page.write_bytes(b"edited by hand")
    (path,) = (site / ".digest" / "outputs").glob("*/manifest")
    told = manifest.decode(path.read_bytes())
    digest, stamp = manifest.digest_bytes(page.read_bytes()), manifest.stamp_of(os.lstat(page))
    forged = msgspec.structs.replace(told.entries["timeline/index.html"], digest=digest, stamp=stamp)
    entries = {**told.entries, "timeline/index.html": forged}
    path.write_bytes(manifest.encode(manifest.Manifest(told.version, told.identity, entries)))
    found = build(builder, site, verify=True)
    assert found.result and [p.code for p in found.result.problems] == ["drift"]
    assert published(builder, site) == clean


# ------------------------------------------------------------------------------------------------ clocks, two at once


@pytest.mark.parametrize("when", [0, 10**18, 4 * 10**18], ids=["1970", "2001", "2096"])
def test_a_clock_that_went_back(builder: Builder, site: Path, clean: dict[str, str], when: int) -> None:
    """Everything there is, the edited file last, says that it was written at one moment, before or after the build."""
    for path in [site / "public", site / ".digest", site / "content", site / "themes"]:
        for each in path.rglob("*"):
            os.utime(each, ns=(when, when), follow_symlinks=False)
    edit(site)
    os.utime(site / "content" / "articles" / "undated" / "dance-on-friday.md", ns=(when, when))
    assert published(builder, site) == clean


def test_other_bytes_with_equal_size_and_time(builder: Builder, site: Path) -> None:
    """Of a record, of a picture, of site.yaml, and of a published file: only the change time of the entry tells."""
    for name, old, new in [
        ("content/articles/undated/dance-on-friday.md", b"trombone", b"bombardo"),
        ("content/entities/things/may.md", b"A brig.", b"A brag."),
        ("content/articles/2026/bell.png", b"IEND", b"IEND"[::-1]),
        ("site.yaml", b"harbour town", b"hamlet there"),
        ("public/404.html", b"html", b"HTML"),
    ]:
        path = site / name
        status, data = path.stat(), path.read_bytes()
        assert old in data and len(old) == len(new)
        path.write_bytes(data.replace(old, new))
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    fresh = shutil.copytree(site, site.parent / "fresh", ignore=shutil.ignore_patterns(".digest", "public"))
    assert published(builder, site) == published(builder, fresh)


def test_two_builds_at_once(site: Path, clean: dict[str, str]) -> None:
    edit(site)
    both = [
        subprocess.Popen(command(site, "--json"), env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    said = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert tree(site / "public") == clean
    made = sorted(len(json.loads(out)["made"]) for out, _ in said)
    assert made[0] == 0 and made[1] > 0, "the second finds nothing to do"


HOLDER = """
    import sys
    from pathlib import Path
    from digest.build.output import locked
    with locked(Path(sys.argv[1])):
        print("held", flush=True)
        sys.stdin.read()
"""


def test_the_second_build_says_who_holds_the_lock(site: Path, clean: dict[str, str]) -> None:
    edit(site)
    holder = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(HOLDER), str(site)],
        env=ENVIRONMENT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert holder.stdin and holder.stdout and holder.stdout.readline() == "held\n"
    second = subprocess.Popen(command(site), env=ENVIRONMENT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
    assert second.stderr
    os.set_blocking(second.stderr.fileno(), False)
    said = b""
    for _ in range(400):
        said += second.stderr.read() or b""
        if b"\n" in said or second.poll() is not None:
            break
        time.sleep(0.05)
    waited = second.poll() is None
    holder.stdin.close()
    holder.wait()
    second.wait()
    second.stderr.close()
    holder.stdout.close()
    assert waited and second.returncode == 0
    assert re.fullmatch(rf"waiting for another build \(process {holder.pid} on .+\)\n", said.decode())
    assert tree(site / "public") == clean


# ------------------------------------------------------------------------------------------------------ interrupted


def test_a_kill_before_each_step_of_a_small_build(builder: Builder, built: Path, clean: dict[str, str]) -> None:
    reached = set()
    for point in range(1, 61):
        site = again(builder, built)
        before = tree(site / "public")
        edit(site)
        told = build(builder, site, kill_at=point)
        if not told.killed:
            assert told.result and len(told.result.dirty) < 10
            break
        now = tree(site / "public")
        assert now in (before, clean), f"killed before step {point}, the output is neither the old nor the new tree"
        reached.add(now == clean)
        assert published(builder, site) == clean, f"after a kill before step {point}"
    assert 8 < point < 60
    assert reached == {False, True}, "some kills come before the trade, some after"


@pytest.mark.parametrize("point", [3, 10, 120, 215])
def test_a_kill_during_the_first_build(builder: Builder, tmp_path: Path, clean: dict[str, str], point: int) -> None:
    site = shutil.copytree(START, tmp_path / "site")
    edit(site)
    build(builder, site, kill_at=point)
    assert not (site / "public").exists() or tree(site / "public") == clean
    assert published(builder, site) == clean


@pytest.mark.parametrize("seconds", [0.7, 1.1])
def test_a_kill_at_some_moment(builder: Builder, tmp_path: Path, clean: dict[str, str], seconds: float) -> None:
    """The command line, after so many seconds of CPU time of its own."""
    site = shutil.copytree(START, tmp_path / "site")
    edit(site)
    limit = f"""
        import os, runpy, signal, sys
        signal.setitimer(signal.ITIMER_PROF, {seconds})
        signal.signal(signal.SIGPROF, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
        sys.argv = sys.argv[1:]
        runpy.run_module("digest", run_name="__main__")
    """
    arguments = [sys.executable, "-c", textwrap.dedent(limit), "digest", *command(site)[3:]]
    done = subprocess.run(arguments, env=ENVIRONMENT, capture_output=True)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    assert not (site / "public").exists() or tree(site / "public") == clean
    assert published(builder, site) == clean


def test_a_killed_build_leaves_no_process(tmp_path: Path) -> None:
    with pools_for_few(), Builder() as builder:
        tolds = []
        for point in range(6, 18):
            site = shutil.copytree(START, tmp_path / f"site-{point}")
            tolds.append(build(builder, site, kill_at=point, jobs=2))
    assert all(told.killed for told in tolds)
    assert not any(told.left for told in tolds)
