"""Sites that the tests of content/ share."""

from __future__ import annotations

from pathlib import Path

from digest.content.load import load
from tests.support import write

REGISTRY = {
    "site.yaml": "title: A test site\n",
    "content/entities/places/manila.md": "---\nname: Manila\n---\n",
    "content/entities/people/ana-cruz.md": "---\nname: Ana Cruz\n---\n",
    "content/sources/inquirer.md": "---\nname: Inquirer\n---\n",
}
PATH = "content/articles/2017/case.md"


def site(folder: Path, files: dict[str, str | bytes]) -> Path:
    return write(folder, {**REGISTRY, **files})


def found(folder: Path, files: dict[str, str | bytes]) -> list[tuple[str, str]]:
    """(path, code) of each problem."""
    return sorted((p.path, p.code) for p in load(site(folder, files)).problems)
