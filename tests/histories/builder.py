"""Builds in processes that never saw the site before: a server without a past forks one for each build.

    python -m tests.histories.builder      reads Tasks from standard input, writes Told values to standard output

What one process learns in a build (compiled templates, caches in memory) can therefore reach no other build, and a
build can be killed, or the site be changed under it, at a chosen step of its own: after so many system calls that
change files, or that open files of the site.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import jinja2

from digest.build import Options, Result, build
from digest.errors import DigestError
from tests.support import ROOT, article, write


class Task(NamedTuple):
    """One build to be made."""

    options: Options
    kill_at: int = 0
    """The process kills itself (SIGKILL) before the system call of this number that changes files; 0: never."""
    edit_at: int = 0
    """Before the file of this number among those of the site that are opened, the site is changed; 0: never."""
    edit_seed: int = 0


class Told(NamedTuple):
    """What came of a build."""

    result: Result | None
    """None when there is none: refused, killed, crashed."""
    refused: str = ""
    """The message of a DigestError."""
    crashed: str = ""
    """The traceback of any other exception."""
    edited: str = ""
    """What was done to the site during the build."""
    forks: int = 0
    """How many processes the build started."""
    cpu: float = 0
    """Seconds, of the process and of those that it started."""
    left: bool = False
    """Whether processes that it started went on after its end."""

    @property
    def killed(self) -> bool:
        return self.result is None and not self.refused and not self.crashed


def attempt(options: Options) -> Told:
    """A build in this process, as a value."""
    forks: list[int] = []
    _counting.append(forks)
    began = _cpu()
    try:
        with compiled_once(options):
            told = Told(build(options))
    except DigestError as error:
        told = Told(None, refused=f"{error.message} ({error.hint})")
    except Exception:
        told = Told(None, crashed=traceback.format_exc())
    finally:
        _counting.remove(forks)
    return told._replace(forks=len(forks), cpu=_cpu() - began)


_counting: list[list[int]] = []
os.register_at_fork(after_in_parent=lambda: [forks.append(1) for forks in _counting])


def _cpu() -> float:
    return sum(os.times()[:4])


@contextmanager
def compiled_once(options: Options) -> Iterator[None]:
    """Let Jinja translate a template once for all builds that a history makes of the same theme: half of their time.

    The bytecode is kept by the bytes of everything that it may depend on: Jinja works out constants while it
    translates, so that words of the theme and the site's address stand in it.
    """
    if not _compiled:
        yield
        return
    state = hashlib.blake2b(options.base_url.encode())
    for path in [options.source / "site.yaml", *sorted((options.source / "themes").rglob("*"))]:
        if path.is_file():
            state.update(f"\0{path.relative_to(options.source)}\0".encode() + path.read_bytes())
    translate = jinja2.Environment.compile

    def compile(self: jinja2.Environment, source: Any, name: Any = None, filename: Any = None, *more: Any) -> Any:
        if more or not isinstance(source, str):
            return translate(self, source, name, filename, *more)
        own = state.copy()
        own.update(repr((name, filename, source)).encode())
        kept = _compiled[0] / own.hexdigest()
        if not kept.exists():
            fresh = kept.with_suffix(f".{os.getpid()}")
            fresh.write_bytes(marshal.dumps(translate(self, source, name, filename)))
            fresh.replace(kept)
        return marshal.loads(kept.read_bytes())

    jinja2.Environment.compile = compile  # type: ignore[method-assign]
    try:
        yield
    finally:
        jinja2.Environment.compile = translate  # type: ignore[method-assign]


_compiled: list[Path] = []
"""The folder of what Jinja translated; none: it translates each time."""


@contextmanager
def pools_for_few() -> Iterator[None]:
    """Even these few pages go through several processes when two are asked for."""
    execute = sys.modules["digest.build.execute"]
    before = {name: getattr(execute, name) for name in ("THRESHOLD", "CHUNK")}
    for name, value in {"THRESHOLD": 1, "CHUNK": 5}.items():
        setattr(execute, name, value)
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(execute, name, value)


# ------------------------------------------------------------------------------------------------------- the client


class Builder:
    """A server of builds; one at a time. Use it in a with statement."""

    def __enter__(self) -> Builder:
        self._kept = tempfile.TemporaryDirectory(prefix="compiled-")
        _compiled[:] = [Path(self._kept.name)]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, sys.path)])}
        self._server = subprocess.Popen(
            [sys.executable, "-m", __name__, self._kept.name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            cwd=ROOT,
        )
        return self

    def __exit__(self, *_: object) -> None:
        assert self._server.stdin and self._server.stdout
        self._server.stdin.close()
        self._server.wait()
        self._server.stdout.close()
        _compiled.clear()
        self._kept.cleanup()

    def __call__(self, task: Task) -> Told:
        assert self._server.stdin and self._server.stdout
        pickle.dump(task, self._server.stdin)
        self._server.stdin.flush()
        told: Told = pickle.load(self._server.stdout)
        return told


# ------------------------------------------------------------------------------------------------------- the server


def serve(tasks: Any, answers: Any) -> None:
    with pools_for_few():
        _warm_up()
        while True:
            try:
                task = pickle.load(tasks)
            except EOFError:
                return
            pickle.dump(_in_child(task), answers)
            answers.flush()


def _warm_up() -> None:
    """Load what a build loads, and look through the shipped theme, by building a site that has nothing of ours."""
    with tempfile.TemporaryDirectory(prefix="other-") as folder:
        site = write(Path(folder) / "site", {"site.yaml": "title: Other\n", "content/articles/o.md": article("O")})
        told = attempt(Options(source=site, output=site / "public"))
        assert told.result, told


def _in_child(task: Task) -> Told:
    """The build in a process group of its own; its answer comes through a file that both hold open."""
    began = time.process_time()
    answer = os.memfd_create("answer")
    process = os.fork()
    if not process:
        _child(task, answer)
    _, status, used = os.wait4(process, 0)
    data = os.pread(answer, 2**30, 0)
    os.close(answer)
    cpu = used.ru_utime + used.ru_stime + time.process_time() - began
    told = pickle.loads(data) if data else Told(None, crashed=_unkilled(status))
    return told._replace(cpu=cpu, left=_left(process))


def _unkilled(status: int) -> str:
    return "" if os.waitstatus_to_exitcode(status) == -signal.SIGKILL else f"it ended without a word, status {status}"


def _left(group: int) -> bool:
    """Whether processes that a build started outlive it by more than two seconds; they are ended then."""
    for _ in range(200):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.01)
    os.killpg(group, signal.SIGKILL)
    return True


def _child(task: Task, answer: int) -> None:
    """The forked process: it builds, says what came of it, and ends without any of the server's goodbyes."""
    try:
        os.setpgid(0, 0)
        edited: list[str] = []
        if task.kill_at or task.edit_at:
            sys.addaudithook(_disturber(task, edited))
        told = attempt(task.options)._replace(edited="; ".join(edited))
        os.pwrite(answer, pickle.dumps(told), 0)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(0)


CHANGES = {"os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "os.utime", "os.chmod", "os.truncate",
           "os.symlink", "sqlite3.connect", "shutil.rmtree", "os.fork", "ctypes.dlsym"}  # fmt: skip
"""Audit events of calls that change files or start workers; the last stands before the exchange of two folders."""

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def _disturber(task: Task, edited: list[str]) -> Callable[[str, tuple[Any, ...]], None]:
    seen = {"changes": 0, "reads": 0}
    home = os.getpid()
    contents = tuple(f"{task.options.source}/{name}" for name in ("content", "themes", "site.yaml"))

    def disturb(event: str, arguments: tuple[Any, ...]) -> None:
        if os.getpid() != home:
            return  # a worker
        writes = event == "open" and bool(arguments[2] & WRITES)
        if event in CHANGES or writes:
            seen["changes"] += 1
            if seen["changes"] == task.kill_at:
                os.kill(home, signal.SIGKILL)
        elif event == "open" and str(arguments[0]).startswith(contents):
            seen["reads"] += 1
            if seen["reads"] == task.edit_at:
                from tests.histories.walk import change

                edited.append(change(task.options.source, Random(task.edit_seed)))

    return disturb


if __name__ == "__main__":
    from tests.histories import builder  # the module under its own name, so that pickles find its types

    builder._compiled[:] = [Path(sys.argv[1])]
    builder.serve(sys.stdin.buffer, sys.stdout.buffer)
