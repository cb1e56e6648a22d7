"""One file for each clipping: what goes in, what comes out, and what was cut. Every case also proves the general laws.

UPDATE_CASES=1 writes what comes out into the files; read the difference before keeping it.
"""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest
import yaml

from digest.clip import Draft, Options, draft
from digest.content import frontmatter
from digest.model import Source

from .laws import keeps_every_word, reads_back

CASES = sorted((Path(__file__).parents[2] / "cases" / "clip").glob("*.case"))


def sections(path: Path) -> dict[str, str]:
    parts = path.read_text("utf-8").split("===== ")[1:]
    return {part.split("\n", 1)[0].strip(): part.split("\n", 1)[1] for part in parts}


def records(text: str) -> dict[str, Source]:
    given = yaml.safe_load(text) or {}
    return {
        key: msgspec.convert({"id": key, "path": f"content/sources/{key}.md", **v}, Source) for key, v in given.items()
    }


def outcome(made: Draft) -> dict[str, str]:
    meta = {key: value for key, value in made.meta.items() if key != "clipping"}
    pieces = [(c.line, f"cut {c.line} [{c.rule}] {c.text}") for c in made.cuts]
    pieces += [(m.line, f"moved {m.line} [{m.rule}] {m.text} -> {m.field}") for m in made.moved]
    log = "".join(row + "\n" for _, row in sorted(pieces, key=lambda piece: piece[0]))
    return {"article": frontmatter.dump(meta, made.body), "log": log}


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_case(path: Path) -> None:
    case = sections(path)
    made = draft(f"{path.stem}.txt", case["input"].encode(), records(case["sources"]), Options())
    assert isinstance(made, Draft), made
    found = outcome(made)
    if os.environ.get("UPDATE_CASES"):
        kept = {key: case[key] for key in ("about", "sources", "input")} | found
        path.write_text("".join(f"===== {key}\n{value}" for key, value in kept.items()), "utf-8")
        case = sections(path)
    assert found["article"] == case["article"]
    assert found["log"] == case["log"]
    reads_back(made)
    if str(made.meta["clipping"]["importer"]).startswith("text/"):  # type: ignore[index,call-overload]
        keeps_every_word(case["input"], made)
