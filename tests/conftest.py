"""Options and fixtures of the whole suite."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support import EXAMPLE, publish

# A deadline would be an assertion on the clock of a shared machine. The suite tries the same examples in each run, so
# that what passes once passes again; DIGEST_EXAMPLES=new looks for others, which is how faults are hunted.
settings.register_profile("digest", deadline=None, derandomize=os.environ.get("DIGEST_EXAMPLES") != "new")
settings.load_profile("digest")

REQUIRED = os.environ.get("DIGEST_BROWSER") == "required"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/golden from what is built now")


def chromium() -> str:
    """The path of a Chromium to drive; "" when there is none."""
    return os.environ.get("DIGEST_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if chromium() or REQUIRED:
        return
    skip = pytest.mark.skip(reason="no Chromium here: install Debian's chromium, or set DIGEST_CHROMIUM to its path")
    for item in items:
        if "browser" in item.keywords:
            item.add_marker(skip)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not chromium():
        terminalreporter.write_line("browser tests: SKIPPED, no Chromium found", yellow=True)


@pytest.fixture(scope="session")
def port_ellery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example site, published once for the whole run under its base path: ROOT/digest/. The caller only reads."""
    root = tmp_path_factory.mktemp("example")
    site = shutil.copytree(EXAMPLE, root / "site", ignore=shutil.ignore_patterns("public", ".digest"))
    (root / "web").mkdir()
    result = publish(site, root / "web" / "digest")
    assert not [p for p in result.problems if p.severity == "error"]
    return root / "web"
