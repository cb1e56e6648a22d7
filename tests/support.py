"""What several tests share: small sites on disk, builds of them, and trees as values."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from digest.build import Options, Result, build
from digest.site.urls import SEARCH_INDEX

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "port-ellery"


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below `folder`, by path; returns the folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def article(title: str = "A title", body: str = "Some words.", **front: str) -> str:
    """An article's text; every value stands as written, so that a case can be wrong on purpose."""
    lines = [f"title: {title}", *(f"{key}: {value}" for key, value in front.items())]
    return "---\n" + "\n".join(lines) + f"\n---\n{body}\n"


SITE = "title: A test site\nbase_url: https://site.example/\nrepublish: full\n"


def tree(folder: Path) -> dict[str, str]:
    """Every file below a folder, by path, as the digest of its bytes; without a search index, which is outside the
    law that a build's bytes follow from its input."""
    return {path: mark for path, mark in whole_tree(folder).items() if not path.startswith(SEARCH_INDEX)}


def whole_tree(folder: Path) -> dict[str, str]:
    """Every file below a folder, by path, as the digest of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def publish(site: Path, output: Path | None = None, **options: object) -> Result:
    """Build a site; the caller looks at the result's problems."""
    return build(Options(source=site, output=output or site / "public", **options))  # type: ignore[arg-type]


CLIPPING = """Harbour dues to rise in spring | The Elm Courier

Harbour dues to rise in spring

/ 09:15 AM March 05, 2024

The harbour board will raise its dues by a tenth in April, its chair Ada Alder said on Monday.

ADVERTISEMENT

"Nobody likes to pay more, but the quay is eighty years old," Alder told reporters.

READ: Quay wall found to be hollow

TAGS: harbour, dues

Copyright 2024 The Elm Courier. All rights reserved.
"""
"""A pasted text with its adverts; its READ and TAGS lines go to the front matter."""
