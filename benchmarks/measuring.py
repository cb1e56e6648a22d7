"""What a process costs, what it wrote, and what it says while it watches. Standard library, Unix.

CPU is user and system time of a process and of all that it waited for, as the kernel accounts them (wait4); memory is
the peak of the largest single process.
"""

from __future__ import annotations

import dataclasses
import json
import os
import platform
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import urlopen

POLL = 0.002
"""Seconds between two looks at a log."""

LIMIT = 3600
"""Seconds after which a generator that watches is given up."""


@dataclasses.dataclass(frozen=True)
class Run:
    """One run of a generator, or one rebuild of one that watches."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds."""
    memory: float
    """MB of the largest process."""
    code: int = 0
    """The exit code."""
    printed: float | None = None
    """The seconds that a watching generator prints of itself."""
    said: str = ""
    """The last line that it printed."""


@dataclasses.dataclass(frozen=True)
class Written:
    """The output folder of a generator."""

    files: int
    html: int
    megabytes: float


@dataclasses.dataclass(frozen=True)
class Watch:
    """A mode in which a generator watches its files and builds what changes."""

    name: str
    command: list[str]
    ready: str
    """The pattern of the line by which it says that it waits."""
    rebuilt: str
    """The pattern of the line by which it says that it built; its group is the time it took."""
    unit: float
    """Seconds of one of that time."""
    page: str = ""
    """The address of the edited page, where the server tells browsers of changes; a trial then lasts until it does."""


def timed(command: list[str], folder: Path, environment: Mapping[str, str]) -> Run:
    """Run a command in a folder until it ends; what it prints goes to `_last.log` there."""
    log = folder / "_last.log"
    with log.open("wb") as out:
        begun = time.perf_counter()
        process = _started(command, folder, environment, out.fileno())
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1e6 if sys.platform == "darwin" else 1e3  # macOS counts bytes, Linux thousands of them
    lines = log.read_text("utf-8", "replace").strip().splitlines()
    cpu, memory = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit
    return Run(wall, cpu, memory, process.returncode, said=lines[-1] if lines else "")


def _started(command: list[str], folder: Path, environment: Mapping[str, str], out: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def written(folder: Path) -> Written:
    """What stands in an output folder."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    html = sum(path.suffix == ".html" for path in files)
    return Written(len(files), html, sum(path.stat().st_size for path in files) / 1e6)


# ------------------------------------------------------------------------------------------------------------ watching


class Reader:
    """A browser that shows a page of `digest serve`, as far as it hears of changes (server-sent events)."""

    def __init__(self, page: str) -> None:
        with urlopen(page, timeout=LIMIT) as answer:
            shown = re.search(r'data-version="([^"]*)"', answer.read().decode())
        query = urlencode({"page": urlsplit(page).path, "version": shown[1] if shown else ""})
        self.stream = urlopen(f"{urljoin(page, '/.digest/events')}?{query}", timeout=LIMIT)

    def hear(self) -> None:
        """Wait until the server says that the page is another."""
        for line in self.stream:
            kind, _, data = line.decode().partition(":")
            if kind == "data" and json.loads(data)["page"] == "changed":
                return
        raise TimeoutError("the server ended its stream")


class Watched:
    """A generator that runs and watches; its words are in a log."""

    def __init__(self, watch: Watch, process: subprocess.Popen[bytes], log: Path) -> None:
        self.watch, self.process, self.log = watch, process, log
        self.reader: Reader | None = None

    def rebuild(self, change: Callable[[], None]) -> Run:
        """Change a file and wait until a browser hears of it, or where none does until the generator says that it is
        done; what goes on behind that counts as CPU."""
        at, cpu, begun = len(self._text()), self._cpu(), time.perf_counter()
        change()
        if self.reader:
            self.reader.hear()
            wall = time.perf_counter() - begun
            match = self.wait(self.watch.rebuilt, at)
        else:
            match = self.wait(self.watch.rebuilt, at)
            wall = time.perf_counter() - begun
        time.sleep(1)
        printed = float(match[1].replace(",", "")) * self.watch.unit
        return Run(wall, self._cpu() - cpu, self._memory(), printed=printed)

    def wait(self, pattern: str, at: int) -> re.Match[str]:
        """The first match in the log behind `at`; TimeoutError when it does not come or the generator ends."""
        begun = time.monotonic()
        while time.monotonic() - begun < LIMIT and self.process.poll() is None:
            if match := re.search(pattern, self._text()[at:]):
                return match
            time.sleep(POLL)
        raise TimeoutError(f"{self.watch.name} did not say {pattern}; see {self.log}")

    def _text(self) -> str:
        return self.log.read_text("utf-8", "replace")

    def _cpu(self) -> float:
        """Seconds of the process and of its children that have ended; 0 where there is no /proc."""
        status = Path(f"/proc/{self.process.pid}/stat")
        fields = status.read_text().rpartition(")")[2].split() if status.exists() else ["0"] * 15
        return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")

    def _memory(self) -> float:
        status = Path(f"/proc/{self.process.pid}/status")
        found = re.search(r"VmHWM:\s+(\d+)", status.read_text()) if status.exists() else None
        return int(found[1]) / 1e3 if found else 0


@contextmanager
def watched(watch: Watch, folder: Path, environment: Mapping[str, str]) -> Iterator[Watched]:
    """Start a generator that watches, wait until it is ready, and end it with all of its processes."""
    log = folder / "_watch.log"
    with log.open("wb") as out:
        process = _started(watch.command, folder, environment, out.fileno())
    running = Watched(watch, process, log)
    try:
        running.wait(watch.ready, 0)
        time.sleep(2)  # some say so before they watch
        running.reader = Reader(watch.page) if watch.page else None
        yield running
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        process.wait()


# ------------------------------------------------------------------------------------------------------------- machine


def machine(folder: Path) -> str:
    """The machine and its state: figures of busy machines are worth less."""
    load = ", ".join(f"{value:.2f}" for value in os.getloadavg())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return (
        f"{platform.system()} {platform.machine()}, {_processor()}, {_cores()} cores, {memory:.1f} GB, load {load}; "
        f"Python {platform.python_version()}; files on {_file_system(folder)}"
    )


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*:\s*(.+)", info.read_text()) if info.exists() else None
    return found[1].strip() if found else platform.processor() or "unknown processor"


def _file_system(folder: Path) -> str:
    """The kind of file system that a folder is on, as in "tmpfs"; "unknown" where there is no /proc."""
    mounts = Path("/proc/mounts")
    lines = [line.split() for line in mounts.read_text().splitlines()] if mounts.exists() else []
    here = folder.resolve()
    below = [(len(line[1]), line[2]) for line in lines if here.is_relative_to(line[1])]
    return max(below)[1] if below else "unknown"
