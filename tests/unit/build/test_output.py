"""The output folder is the wanted tree, whole, whatever happened before and whatever happens meanwhile."""

from __future__ import annotations

import errno
import os
import random
import shutil
import stat
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest.build import exchange
from digest.build.claim import MARKER, check_output
from digest.build.claim import MARKER_TEXT as MARKER_BYTES
from digest.build.manifest import Manifest, digest_bytes, read_manifest
from digest.build.output import Written, locked, open_state, publish, state_dir
from digest.build.survey import Survey, survey
from digest.errors import DigestError

posix = pytest.mark.skipif(os.name == "nt", reason="links, stamps and limits as POSIX has them")

TREE = {"index.html": b"front", "articles/a/index.html": b"about a", "articles/b/index.html": b"about b", "css": b"p{}"}


class Site:
    """A site whose pages are their own inputs: a build as the command does it, without the content."""

    def __init__(self, root: Path) -> None:
        self.source, self.output = root / "site", root / "site" / "public"
        (self.source / "content").mkdir(parents=True)

    @property
    def state(self) -> Path:
        return state_dir(self.source, self.output)

    @property
    def twin(self) -> Path:
        return self.state / "twin"

    def look(self, tree: dict[str, bytes], verify: bool = False) -> Survey:
        manifest = read_manifest(self.state / "manifest")
        wanted = {path: digest_bytes(data) for path, data in {MARKER: MARKER_BYTES, **tree}.items()}
        return survey(self.output, manifest, wanted, lambda paths: [b""] * len(paths), verify=verify)

    def build(self, tree: dict[str, bytes], verify: bool = False) -> Written:
        tree = {MARKER: MARKER_BYTES, **tree}
        with locked(self.source):
            state = open_state(self.source, self.output)
            check_output(self.output, self.source, read_manifest(state / "manifest"))
            found = self.look(tree, verify)
            return publish(self.output, state, found, lambda path: (b"", tree[path]))

    def tree(self) -> dict[str, bytes]:
        """What a visitor finds; AssertionError for anything but real files, and for empty folders."""
        return {path: data for path, data in listing(self.output).items() if path != MARKER}

    def inodes(self) -> dict[str, int]:
        return {path: os.lstat(self.output / path).st_ino for path in listing(self.output)}


def listing(root: Path) -> dict[str, bytes]:
    files = {}
    for folder, folders, names in os.walk(root):
        assert folders or names or Path(folder) == root, f"an empty folder: {folder}"
        for name in folders:
            assert not os.path.islink(os.path.join(folder, name))
        for name in names:
            path = Path(folder, name)
            assert stat.S_ISREG(os.lstat(path).st_mode), path
            files[path.relative_to(root).as_posix()] = path.read_bytes()
    return files


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


@pytest.fixture
def built(site: Site) -> Site:
    """A site built twice, so that the twin is there."""
    site.build({**TREE, "css": b"old"})
    site.build(TREE)
    return site


# ------------------------------------------------------------------------------------------------- the usual


def test_the_first_build(site: Site) -> None:
    done = site.build(TREE)
    assert (done.written, done.removed, done.how, done.copied) == (len(TREE) + 1, 0, "first", False)
    assert done.written_bytes == sum(map(len, TREE.values())) + len(MARKER_BYTES)
    assert site.tree() == TREE and (site.output / MARKER).read_bytes() == MARKER_BYTES
    assert (site.source / ".digest/.gitignore").read_text() == "*\n"


def test_a_second_build_does_nothing(site: Site) -> None:
    site.build(TREE)
    before, folder = site.inodes(), os.stat(site.output).st_ino
    found = site.look(TREE)
    assert found.clean and not found.rehashed
    assert site.build(TREE).how == "kept"
    assert site.inodes() == before and os.stat(site.output).st_ino == folder


def test_one_edit_touches_one_inode(site: Site) -> None:
    site.build(TREE)
    for text in (b"edited", b"edited again", b"and again"):
        before = site.inodes()
        done = site.build({**TREE, "articles/a/index.html": text})
        assert (done.written, done.removed, done.same, done.written_bytes) == (1, 0, 0, len(text))
        after = site.inodes()
        assert [path for path in after if after[path] != before[path]] == ["articles/a/index.html"]
        assert site.tree() == {**TREE, "articles/a/index.html": text}
        found = site.look(site.tree())
        assert found.clean and not found.rehashed, "the stamps of the new manifest are settled"


@posix
def test_the_trade_changes_no_stamp(built: Site) -> None:
    recorded = read_manifest(built.state / "manifest").entries
    for path in built.inodes():
        status = os.lstat(built.output / path)
        stamp = (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
        assert recorded[path].stamp == stamp


def test_what_is_no_longer_wanted_goes(site: Site) -> None:
    site.build(TREE)
    fewer = {path: data for path, data in TREE.items() if not path.startswith("articles")}
    done = site.build(fewer)
    assert done.written == 0 and done.removed == 5  # two files and their three folders
    assert site.tree() == fewer


def test_a_file_becomes_a_folder_and_a_folder_a_file(site: Site) -> None:
    one, other = {"a": b"file", "b/c/d": b"deep"}, {"a/x/y": b"deep", "b": b"file"}
    for tree in (one, other, one, {"b/c": b"file"}, one):
        site.build(tree)
        assert site.tree() == tree


def test_a_page_made_again_with_the_same_bytes_is_not_touched(built: Site) -> None:
    before = built.inodes()
    (built.state / "manifest").unlink()
    done = built.build(TREE)
    assert (done.written, done.same, done.how) == (0, len(TREE) + 1, "kept")
    assert built.inodes() == before and not built.look(TREE).rehashed
    (built.state / "manifest").unlink()
    done = built.build({**TREE, "index.html": b"new"})
    assert (done.written, done.same) == (1, len(TREE))
    after = built.inodes()
    assert [path for path in after if after[path] != before[path]] == ["index.html"]


def test_touched_files_are_read_once(built: Site) -> None:
    for path in TREE:
        os.utime(built.output / path, (1, 1))
    assert built.look(TREE).rehashed == set(TREE)
    assert built.build(TREE).how == "kept"
    assert not built.look(TREE).rehashed


def test_nothing_at_all_is_wanted(built: Site) -> None:
    built.build({})
    assert built.tree() == {}


def test_an_old_reader_keeps_the_old_site(site: Site) -> None:
    site.build(TREE)
    reader = os.open(site.output, os.O_RDONLY)
    site.build(dict.fromkeys(TREE, b"new"))
    for path, data in TREE.items():
        with open(os.open(path, os.O_RDONLY, dir_fd=reader), "rb") as file:
            assert file.read() == data
    os.close(reader)


@posix
def test_files_and_folders_get_the_usual_modes(site: Site) -> None:
    umask = os.umask(0o027)
    try:
        site.build(TREE)
    finally:
        os.umask(umask)
    assert stat.S_IMODE(os.stat(site.output / "index.html").st_mode) == 0o640
    assert stat.S_IMODE(os.stat(site.output / "articles").st_mode) == 0o750


@posix
def test_the_output_folder_keeps_its_mode(built: Site) -> None:
    os.chmod(built.output, 0o750)
    for text in (b"1", b"2", b"3"):
        built.build({**TREE, "css": text})
        assert stat.S_IMODE(os.stat(built.output).st_mode) == 0o750


def test_the_folders_above_the_output_are_made(site: Site) -> None:
    site.output = site.source.parent / "www" / "deep" / "public"
    site.build(TREE)
    assert site.tree() == TREE


# ------------------------------------------------------------------------------------------------- whose folder is it


def refusal(site: Site) -> str:
    with pytest.raises(DigestError) as caught:
        site.build(TREE)
    assert caught.value.hint
    return caught.value.message


def test_an_empty_folder_is_taken(site: Site) -> None:
    site.output.mkdir()
    site.build(TREE)
    assert site.tree() == TREE


def test_a_foreign_folder_is_refused(site: Site) -> None:
    site.output.mkdir()
    (site.output / "thesis.txt").write_text("years of work")
    assert "holds files that a build of this site did not write" in refusal(site)
    assert listing(site.output) == {"thesis.txt": b"years of work"}


def test_a_repository_is_refused_even_when_it_is_ours(built: Site) -> None:
    (built.output / ".git").write_text("gitdir: elsewhere")
    assert "is a git repository" in refusal(built)
    assert built.tree() == {**TREE, ".git": b"gitdir: elsewhere"}


def test_a_link_and_a_file_are_refused(site: Site) -> None:
    site.output.write_text("x")
    assert "is a file" in refusal(site)
    site.output.unlink()
    elsewhere = site.source.parent / "elsewhere"
    elsewhere.mkdir()
    site.output.symlink_to(elsewhere)
    assert "is a symbolic link" in refusal(site)
    elsewhere.rmdir()
    assert "is a symbolic link" in refusal(site)  # and one that leads nowhere


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("site", "is the site's own folder"),
        (".", "lies inside the output"),
        ("site/content", "overlap"),
        ("site/content/public", "overlap"),
        ("site/content/deep/public", "overlap"),
        ("site/.digest", "overlap"),
        ("site/.digest/public", "overlap"),
        ("site/themes/mine/out", "overlap"),
    ],
)
def test_the_output_and_the_site_do_not_overlap(place: str, message: str, site: Site) -> None:
    (site.source / "themes").mkdir()
    site.output = site.source.parent / place
    assert message in refusal(site)


def test_a_site_reached_by_a_link_is_still_the_site(site: Site) -> None:
    (site.source.parent / "link").symlink_to(site.source)
    site.output = site.source.parent / "link" / "content" / "public"
    assert "overlap" in refusal(site)
    site.output = site.source.parent / "link"
    assert "symbolic link" in refusal(site)


def test_a_lost_marker_is_forgiven_while_most_files_are_ours(built: Site) -> None:
    for damage in (Path.unlink, to_folder):
        damage(built.output / MARKER)
        built.build(TREE)
        assert built.tree() == TREE
    (built.output / MARKER).unlink()
    for number in range(20):
        (built.output / f"{number}.txt").write_text("mine")
    assert "did not write" in refusal(built)


@posix
def test_a_folder_without_permission_is_refused(built: Site) -> None:
    os.chmod(built.output, 0o555)
    if os.access(built.output, os.W_OK):
        pytest.skip("root may write everywhere")
    assert "permission denied" in refusal(built)
    os.chmod(built.output, 0o755)


# ------------------------------------------------------------------------------------------------- damage


def edit_keeping_time(path: Path) -> None:
    """Change a file's content, and nothing that a naive comparison sees."""
    before = os.stat(path)
    data = path.read_bytes()
    while True:
        path.write_bytes(bytes([data[0] ^ 1]) + data[1:])
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        if os.stat(path).st_ctime_ns != before.st_ctime_ns:
            return


def to_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "x").write_text("x")


def to_file(path: Path) -> None:
    shutil.rmtree(path)
    path.write_text("x")


def to_link(path: Path) -> None:
    target = path.parent.parent / "aside"
    path.rename(target)
    path.symlink_to(target)


FILE_DAMAGES: list[Callable[[Path], object]] = [
    Path.unlink, edit_keeping_time, to_folder, to_link, lambda p: p.write_bytes(b""), lambda p: p.write_bytes(b"more"),
    lambda p: p.with_name("extra").write_bytes(b"x"), lambda p: p.chmod(0),
]  # fmt: skip
FOLDER_DAMAGES: list[Callable[[Path], object]] = [
    shutil.rmtree, to_file, to_link, lambda p: (p / "x/y").mkdir(parents=True), lambda p: p.chmod(0o700),
    lambda p: os.rename(p, p.with_name("moved")), lambda p: (p / "loop").symlink_to(p),
]  # fmt: skip


@posix
@pytest.mark.parametrize("number", range(len(FILE_DAMAGES) + len(FOLDER_DAMAGES)))
@pytest.mark.parametrize("where", ["output", "twin"])
def test_any_damage_is_mended_by_the_next_build(where: str, number: int, built: Site) -> None:
    root = built.output if where == "output" else built.twin
    damage = (FILE_DAMAGES + FOLDER_DAMAGES)[number]
    damage(root / ("articles/a/index.html" if number < len(FILE_DAMAGES) else "articles/a"))
    for tree in (TREE, {**TREE, "css": b"changed"}, {**TREE, "articles/a/index.html": b"changed"}, TREE):
        built.build(tree)
        assert built.tree() == tree


@posix
def test_an_edit_through_the_hard_link_of_the_twin_is_seen(built: Site) -> None:
    built.build({**TREE, "css": b"changed"})
    path = built.twin / "articles/a/index.html"
    assert os.stat(path).st_nlink == 2
    edit_keeping_time(path)
    assert built.look(TREE).dirty["articles/a/index.html"] == "changed on disk"
    built.build(TREE)
    assert built.tree() == TREE


@pytest.mark.parametrize("what", ["twin", "manifest", "lock", "holder", ".gitignore"])
@pytest.mark.parametrize("how", ["missing", "file", "folder"])
def test_a_state_that_is_not_what_it_should_be(what: str, how: str, built: Site) -> None:
    place = (built.state if what in ("twin", "manifest") else built.source / ".digest") / what
    exchange.remove(place)
    if how == "file":
        place.write_bytes(b"junk")
    elif how == "folder":
        place.mkdir()
        (place / "x").write_text("x")
    for tree in ({**TREE, "css": b"changed"}, TREE):
        built.build(tree)
        assert built.tree() == tree
    assert built.look(TREE).clean


def test_a_lost_state_costs_work_and_nothing_else(built: Site) -> None:
    before = built.inodes()
    shutil.rmtree(built.source / ".digest")
    assert built.build(TREE).same == len(TREE) + 1
    assert built.inodes() == before


def test_leftovers_of_killed_builds_are_removed(built: Site) -> None:
    (built.state / ".tmp-manifest").write_text("half")
    (built.state / ".tmp-x").mkdir()
    built.build(TREE)
    assert sorted(os.listdir(built.state)) == ["manifest", "twin"]


# ------------------------------------------------------------------------------------------------- an unhelpful system


def test_two_renames_where_the_system_cannot_exchange(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "exchange", lambda a, b: False)
    site.build(TREE)
    for text in (b"1", b"2"):
        assert site.build({**TREE, "css": text}).how == "renamed"
        assert site.tree() == {**TREE, "css": text} and not (site.state / "old").exists()
        assert site.look({**TREE, "css": text}).clean


@pytest.mark.parametrize("calls", [1, 2])
def test_a_kill_between_the_renames(calls: int, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(BaseException):
        """Nothing catches a kill, so the clean-up of `swap` has to be kept from running too."""

    def rename(a: Path, b: Path) -> None:
        real(a, b)
        done.append(a)
        if len(done) == calls:
            monkeypatch.setattr(os, "rename", dead)
            raise Killed

    def dead(a: Path, b: Path) -> None:
        raise Killed

    site.build(TREE)
    real, done = os.rename, list[Path]()
    monkeypatch.setattr(exchange, "exchange", lambda a, b: False)
    monkeypatch.setattr(os, "rename", rename)
    new = {**TREE, "css": b"new"}
    with pytest.raises(Killed):
        site.build(new)
    monkeypatch.setattr(os, "rename", real)
    assert site.output.exists() == (calls == 2)
    open_state(site.source, site.output)
    assert site.tree() == (new if calls == 2 else TREE)
    site.build(new)
    assert site.tree() == new and not (site.state / "old").exists()


def test_copies_where_there_are_no_hard_links(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def link(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", link)
    site.build(TREE)
    for text in (b"1", b"2", b"3"):
        tree = {**TREE, "css": text}
        assert site.build(tree).copied
        assert site.tree() == tree and site.look(tree).clean and not site.look(tree).rehashed
    (site.twin / "index.html").write_bytes(b"FRONT")
    for path in TREE:
        os.utime(site.twin / path, (1, 1))
    site.build({**TREE, "css": b"4"})
    assert site.tree() == {**TREE, "css": b"4"}
    reused = [path for path in TREE if os.stat(site.output / path).st_mtime == 1]
    assert reused == ["articles/a/index.html", "articles/b/index.html"]


def test_an_output_on_another_device_has_its_state_beside_it(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Path("/dev/shm")
    if not memory.is_dir() or memory.stat().st_dev == site.source.stat().st_dev:
        pytest.skip("there is no second device here")
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        site.output = Path(folder).resolve() / "public"
        for tree in (TREE, {**TREE, "css": b"changed"}):
            site.build(tree)
            assert site.tree() == tree
        assert sorted(os.listdir(folder)) == [".public.digest", "public"]


def test_two_mounts_of_one_device_are_two_places(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.rename

    def rename(a: Path, b: Path) -> None:
        if (".digest/" in str(a)) != (".digest/" in str(b)):
            raise OSError(errno.EXDEV, "across mounts", str(a))
        real(a, b)

    monkeypatch.setattr(os, "rename", rename)
    state = open_state(site.source, site.output)
    assert state == site.output.parent / ".public.digest" == state_dir(site.source, site.output)


# ------------------------------------------------------------------------------------------------- failures


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO])
@pytest.mark.parametrize("call", ["write", "link", "mkdir", "fsync", "exchange"])
def test_any_failure_before_the_trade_leaves_the_site(
    call: str, number: int, built: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    tree = {**TREE, "index.html": b"changed", "new/folder": b"new"}  # `css` differs in the twin: it will be linked
    with monkeypatch.context() as patch:
        patch.setattr(exchange if call == "exchange" else os, call, fail)
        with pytest.raises(DigestError) as caught:
            built.build(tree)
        assert caught.value.message.startswith(f"cannot write the site to {built.output}: {os.strerror(number)}")
    assert built.tree() == TREE and built.look(TREE).clean
    built.build(tree)
    assert built.tree() == tree


def test_the_file_that_could_not_be_written_is_named(built: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def write(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", write)
    with pytest.raises(DigestError, match=r"No space left on device \(.*public/css\)") as caught:
        built.build({**TREE, "css": b"changed"})
    assert caught.value.hint == "free some space and build again"


def test_a_page_that_cannot_be_made_leaves_the_site(built: Site) -> None:
    new = dict.fromkeys(TREE, b"new")
    state = open_state(built.source, built.output)

    def make(path: str) -> tuple[bytes, bytes]:
        if path == "css":
            raise KeyboardInterrupt
        return b"", b"new"

    with pytest.raises(KeyboardInterrupt):
        publish(built.output, state, built.look(new), make)
    assert built.tree() == TREE
    built.build(new)
    assert built.tree() == new


def test_an_edit_during_the_build_is_seen_by_the_next(site: Site) -> None:
    site.build(TREE)
    new = {**TREE, "css": b"new"}
    state = open_state(site.source, site.output)

    def make(path: str) -> tuple[bytes, bytes]:
        (site.output / "articles/a/index.html").write_bytes(b"ABOUT A")
        return b"", new[path]

    publish(site.output, state, site.look(new), make)
    assert site.look(new).dirty == {"articles/a/index.html": "changed on disk"}
    site.build(new)
    assert site.tree() == new


def test_pages_that_come_out_as_they_were_touch_nothing(built: Site) -> None:
    before, folder = built.inodes(), os.stat(built.output).st_ino
    manifest = built.state / "manifest"
    manifest.unlink()
    done = built.build(TREE)
    assert (done.written, done.same, done.how) == (0, len(TREE) + 1, "kept")
    assert built.inodes() == before and os.stat(built.output).st_ino == folder
    assert built.look(TREE).clean


def test_a_manifest_that_cannot_be_replaced_fails_nothing(built: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def replace(*_: object) -> None:
        raise OSError(errno.EIO, "no")

    new = {**TREE, "css": b"new"}
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", replace)
        built.build(new)
    assert built.tree() == new
    assert built.build(TREE).written == 1  # the old manifest says `css` is as wanted; the disk says otherwise
    assert built.tree() == TREE


SCRIPT = """
    import os, resource, sys
    from pathlib import Path
    sys.path.insert(0, {tests!r})
    from test_output import Site
    from digest.build import exchange
    from digest.errors import DigestError
    site = Site.__new__(Site)
    site.source, site.output = Path({source!r}), Path({output!r})
    def tree(version):
        return {{f"{{i % 7}}/{{i}}.html": f"{{version}} {{i}} ".encode() * 200 for i in range(60)}}
"""


def run(site: Site, code: str, **options: object) -> subprocess.Popen[str]:
    """A Python process that has `site`, and `tree(version)`: sixty files, all different in each version."""
    start = SCRIPT.format(tests=os.path.dirname(__file__), source=str(site.source), output=str(site.output))
    program = textwrap.dedent(start) + textwrap.dedent(code)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(
        [sys.executable, "-c", program], env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def big(version: str) -> dict[str, bytes]:
    return {f"{i % 7}/{i}.html": f"{version} {i} ".encode() * 200 for i in range(60)}


@posix
@pytest.mark.parametrize("limit", [0, 100, 1500, 4000])
def test_a_limit_on_the_size_of_files(limit: int, site: Site) -> None:
    site.build(big("A"))
    code = f"""
        resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
        try:
            site.build(tree("B"))
        except DigestError as error:
            print(error.message, error.hint)
    """
    said, _ = run(site, code).communicate()
    assert "File too large" in said and "ulimit -f" in said and "Traceback" not in said
    assert site.tree() == big("A")
    site.build(big("B"))
    assert site.tree() == big("B")


@posix
@pytest.mark.parametrize("refused", [False, True])
def test_a_kill_at_any_moment_leaves_one_whole_site(refused: bool, site: Site) -> None:
    site.build(big("A"))
    generator = random.Random(20170808)
    code = """
        if REFUSED:
            exchange.exchange = lambda a, b: False
        print("ready", flush=True)
        while True:
            for version in "BA":
                site.build(tree(version))
    """.replace("REFUSED", str(refused))
    for _ in range(8):
        process = run(site, code)
        assert process.stdout and process.stdout.readline() == "ready\n"
        time.sleep(generator.uniform(0, 0.08))
        process.kill()
        process.communicate()
        if refused:
            open_state(site.source, site.output)
        assert site.tree() in (big("A"), big("B"), big("C"))
        version = generator.choice("ABC")
        site.build(big(version))
        assert site.tree() == big(version)


# ------------------------------------------------------------------------------------------------- one at a time


def test_the_second_build_waits_and_says_for_whom(site: Site) -> None:
    said: list[str] = []
    entered = threading.Event()

    def waiting(sentence: str) -> None:
        said.append(sentence)
        entered.set()

    def second() -> None:
        with locked(site.source, waiting=waiting):
            said.append("in")

    with locked(site.source):
        thread = threading.Thread(target=second)
        thread.start()
        assert entered.wait(10)
        assert said[0].startswith(f"waiting for another build (process {os.getpid()} on ") and len(said) == 1
    thread.join()
    assert said[1:] == ["in"]


def test_a_build_that_may_not_wait_names_the_holder(site: Site) -> None:
    holder = f"process {os.getpid()} on .* is using the site"
    with locked(site.source), pytest.raises(DigestError, match=holder), locked(site.source, timeout=0.01):
        raise AssertionError
    with locked(site.source, timeout=0):
        pass


def test_two_processes_take_turns(site: Site) -> None:
    both = [run(site, f'for _ in range(5): site.build(tree("{version}"))') for version in "AB"]
    assert [process.communicate()[0] for process in both] == ["", ""]
    assert site.tree() in (big("A"), big("B"))


# ------------------------------------------------------------------------------------------------- the law

PATHS = ["a", "a/b", "a/b/c", "b/a", "b/c", "c", "é/a", "d/e/f/g"]


@st.composite
def trees(draw: st.DrawFn) -> dict[str, bytes]:
    tree: dict[str, bytes] = {}
    for path in draw(st.lists(st.sampled_from(PATHS), unique=True)):
        if not any(path.startswith(other + "/") or other.startswith(path + "/") for other in tree):
            tree[path] = draw(st.sampled_from([b"", b"1", b"2", b"two words", b"x" * 5000]))
    return tree


def marked(site: Site) -> bool:
    place = site.output / MARKER
    return place.is_file() and not place.is_symlink()


def instead(make: Callable[[Path, Path], object]) -> Callable[[Path, Path], None]:
    """The damage that puts something else in the place of an entry."""

    def damage(path: Path, victim: Path) -> None:
        exchange.remove(path)
        make(path, victim)

    return damage


DAMAGES: dict[str, Callable[[Path, Path], object]] = {
    "remove": lambda path, _: exchange.remove(path),
    "empty": lambda path, _: path.write_bytes(b""),
    "append": lambda path, _: path.write_bytes(path.read_bytes() + b"!"),
    "edit": lambda path, _: edit_keeping_time(path),
    "folder": instead(lambda path, _: path.mkdir()),
    "full folder": instead(lambda path, _: (path / "x").mkdir(parents=True)),
    "file": instead(lambda path, _: path.write_text("x")),
    "link to a file": instead(lambda path, victim: path.symlink_to(victim / "a")),
    "link to a folder": instead(lambda path, victim: path.symlink_to(victim)),
    "hard link": instead(lambda path, victim: os.link(victim / "a", path)),
    "pipe": instead(lambda path, _: os.mkfifo(path)),
    "extra": lambda path, _: (path.parent / "extra").mkdir(),
    "extra file": lambda path, _: (path.parent / "extra file").touch(),
    "closed": lambda path, _: path.chmod(0),
    "touch": lambda path, _: os.utime(path, (1, 1)),
    "future": lambda path, _: os.utime(path, (4e9, 4e9)),
    "far future": lambda path, _: os.utime(path, (2e10, 2e10)),
}


def hurt(site: Site, kind: str, index: int, victim: Path) -> None:
    """Damage one entry below the output or the state folder; a damage that does not apply is no damage."""
    found = sorted(path for root in (site.output, site.source / ".digest") for path in root.rglob("*"))
    found = [path for path in found if path not in (site.state, site.state.parent)]
    if not found:
        return
    path = found[index % len(found)]
    if kind in ("empty", "append", "edit", "closed", "touch", "future", "far future"):
        status = os.lstat(path)
        if not stat.S_ISREG(status.st_mode) or status.st_ino in {os.stat(x).st_ino for x in victim.iterdir()}:
            return  # a pipe would block, and the test itself shall not harm the victim
    with suppress(OSError, IndexError):
        DAMAGES[kind](path, victim)


steps = st.tuples(
    trees(), st.lists(st.tuples(st.sampled_from(sorted(DAMAGES)), st.integers(0, 99)), max_size=3), st.booleans()
)


@posix
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(steps, min_size=2, max_size=6))
def test_whatever_happened_the_output_is_the_wanted_tree(
    history: list[tuple[dict[str, bytes], list[tuple[str, int]], bool]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        site, victim = Site(Path(folder)), Path(folder) / "victim"
        victim.mkdir()
        for path in ("a", "c"):
            (victim / path).write_bytes(b"precious")
        for tree, damages, verify in history:
            for kind, index in damages:
                hurt(site, kind, index, victim)
            try:
                site.build(tree, verify)
            except DigestError as error:
                assert "did not write" in error.message and not marked(site)
                shutil.rmtree(site.output)
                site.build(tree, verify)
            assert site.tree() == tree
            assert site.look(tree).clean
            assert listing(victim) == {"a": b"precious", "c": b"precious"}


def test_a_manifest_that_is_nowhere_is_empty() -> None:
    assert Manifest() == read_manifest(Path("/nowhere"))
