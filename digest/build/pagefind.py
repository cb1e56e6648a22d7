"""The one place that knows Pagefind (pagefind.app): documents in, a folder of files for the reader's browser out.

The program comes with its own wheel; nothing is downloaded. It is told everything on its command line: neither a
configuration file in the folder where somebody builds nor the environment changes what it does.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from contextlib import suppress
from html import escape
from importlib.util import find_spec
from pathlib import Path

from digest.errors import DigestError

PACKAGES = ("pagefind_bin_extended", "pagefind_bin")
"""What carries the program, the better first: the extended one also parts the words of Chinese and Japanese."""

KEPT = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "*.pagefind", "*.pf_meta", "*/*")
"""What a page needs to search; the rest are Pagefind's own boxes and buttons, three times over (0.5 MB)."""

STANDS_BACK = 10
"""The Unix niceness of a program that runs while somebody edits."""

MISSING = "Pagefind is not installed"
INSTALL = "install it with: pip install pagefind-bin"


def program() -> Path | None:
    """The program that is installed; None when there is none."""
    for package in PACKAGES:
        found = find_spec(package)
        for folder in found.submodule_search_locations or () if found else ():
            for name in ("pagefind_extended", "pagefind"):
                file = Path(folder) / (f"{name}.exe" if os.name == "nt" else name)
                if file.is_file():
                    return file
    return None


def release() -> str:
    """What tells one release of the installed program from another; "" when there is none."""
    # Asking importlib.metadata, or the program itself, takes longer than a build in which nothing changed should.
    file = program()
    return f"{file.name} {file.stat().st_size} {file.stat().st_mtime_ns}" if file else ""


def make_index(
    documents: Iterable[tuple[str, bytes]], language: str, work: Path, *, behind: bool = False
) -> dict[str, Path]:
    """Index documents, each (path of its page, what is searched of it as HTML), and return the files of the index.

    `work` is an empty folder of the caller's; the result names each file by its path in the index. All documents are
    indexed as in `language`, the interface's, so that one search finds those in any. With `behind`, all other work
    comes first. DigestError when the program is missing or fails.
    """
    binary = program()
    if binary is None:
        raise DigestError(MISSING, INSTALL)
    opening = f'<!doctype html><html lang="{escape(language)}"><body data-pagefind-body>'.encode()
    folders = set()
    for path, document in documents:
        file = work / "site" / path
        if file.parent not in folders:
            file.parent.mkdir(parents=True, exist_ok=True)
            folders.add(file.parent)
        file.write_bytes(opening + document + b"</body></html>\n")
    _run([str(binary), "--site", "site", "--output-path", "index", "--quiet"], work, behind)
    index = work / "index"
    found = {file for pattern in KEPT for file in index.glob(pattern) if file.is_file()}
    return {file.relative_to(index).as_posix(): file for file in sorted(found)}


def _run(command: list[str], work: Path, behind: bool) -> None:
    settings = {name: value for name, value in os.environ.items() if not name.upper().startswith("PAGEFIND_")}
    try:
        process = subprocess.Popen(
            command, cwd=work, env=settings, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
    except OSError as error:
        raise DigestError(f"Pagefind cannot be started: {error.strerror}", INSTALL) from error
    with process:
        if behind and hasattr(os, "setpriority"):
            with suppress(OSError):  # it has ended already, or the system knows better
                os.setpriority(os.PRIO_PROCESS, process.pid, STANDS_BACK)
        told = process.communicate()[0].decode("utf-8", "replace").strip()
    if process.returncode:
        last = told.splitlines()[-1] if told else f"it ended with code {process.returncode}"
        raise DigestError(f"Pagefind failed: {last}", "there may be too little memory or space; build again")
