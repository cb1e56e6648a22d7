"""A real `digest serve` in a process of its own, told of by its own events; nothing waits for a clock."""

from __future__ import annotations

import http.client
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.support import ROOT

LIMIT = 120
"""Seconds after which something that never comes fails a test; far more than the slowest machine needs."""


class Server:
    """The process, its address, and its events in their order."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self._told: queue.Queue[dict[str, Any] | None] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self.first = self.event()
        self.address = str(self.event()["address"])
        self.host = urlsplit(self.address).netloc

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._told.put(json.loads(line))
        self._told.put(None)

    def event(self, wanted: Callable[[dict[str, Any]], bool] = lambda event: True) -> dict[str, Any]:
        """The next event of a kind; those before it are passed over."""
        while True:
            told = self._told.get(timeout=LIMIT)
            assert told is not None, "the server has ended"
            if wanted(told):
                return told

    def until(self, path: str, status: int) -> None:
        """Wait until a path is answered with a status; it may change with each event."""
        while self.request(path)[0] != status:
            self.event()

    def events(self) -> list[dict[str, Any]]:
        """What was told and not read yet."""
        found = []
        while not self._told.empty():
            told = self._told.get()
            if told:
                found.append(told)
        return found

    def request(
        self, path: str, method: str = "GET", headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers (names in lower case) and body; `path` is sent as it stands."""
        connection = http.client.HTTPConnection(self.host, timeout=LIMIT)
        try:
            connection.putrequest(method, path, skip_host="Host" in (headers or {}), skip_accept_encoding=True)
            for name, value in (headers or {}).items():
                connection.putheader(name, value)
            connection.endheaders()
            response = connection.getresponse()
            return response.status, {k.lower(): v for k, v in response.getheaders()}, response.read()
        finally:
            connection.close()

    @contextmanager
    def stream(self, page: str, version: str) -> Iterator[Callable[[], dict[str, Any]]]:
        """The stream of a reader: call it for the next message."""
        connection = http.client.HTTPConnection(self.host, timeout=LIMIT)
        connection.request("GET", f"/.digest/events?page={page}&version={version}")
        response = connection.getresponse()

        def message() -> dict[str, Any]:
            silent = 0
            while line := response.readline():
                if line.startswith(b"data: "):
                    return dict(json.loads(line[6:]))
                silent += line.startswith(b": ")  # each 15 seconds
                assert silent < LIMIT / 15, "nothing was told"
            raise EOFError

        try:
            yield message
        finally:
            connection.close()

    def interrupt(self) -> int:
        """What Ctrl-C does; gives the exit status."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(LIMIT)


def start(site: Path, *options: str) -> subprocess.Popen[str]:
    """The command, with events on its standard output."""
    return subprocess.Popen(
        [sys.executable, "-m", "digest", "serve", "--source", str(site), "--port", "0", "--json", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])},
    )


@contextmanager
def serving(site: Path, *options: str) -> Iterator[Server]:
    """A server of a site, ended with the block."""
    process = start(site, *options)
    try:
        yield Server(process)
    finally:
        process.kill()
        process.communicate()
