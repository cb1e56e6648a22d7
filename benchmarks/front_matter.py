"""One value of a hand-written front matter changed by ruamel.yaml and by `digest.content.change`: what else changes.

    pip install ruamel.yaml; python benchmarks/front_matter.py

Prints each difference, its number of lines and the CPU milliseconds that one change takes.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from difflib import unified_diff

from ruamel.yaml import YAML  # type: ignore[import-not-found,unused-ignore]

from digest.content.change import change

TEXT = """schema: 1
title:   "Ferry returns"   # ask the harbour office

status: 'inbox'
tags:
- ports     # keep
- ferries
prefer: {Ana Cruz: ana-cruz, "Dr. Cruz": b }   # two of them
deny: [ Cruz ]
summary: a long line of the curator's own that goes on and on beyond eighty columns, as summaries of articles will do
events:
  # what the text tells
  - headline: The ferry sails   # from quay 4
    when: on Monday  # which one?
  - {headline: It returns, when: last May}
date: 2017-08-08T18:43+08:00
number: 0123
flag: no
"""
TIMES = 50


def ruamel(tuned: bool) -> str:
    yaml = YAML()
    yaml.preserve_quotes = True
    if tuned:
        yaml.width = 2**20
        yaml.indent(mapping=2, sequence=4, offset=2)
    held = yaml.load(TEXT)
    held["status"] = "published"
    out = io.StringIO()
    yaml.dump(held, out)
    return out.getvalue()


def ours() -> str:
    changed = change(f"---\n{TEXT}---\n", {("status",): "published"})
    assert isinstance(changed, str)
    return changed.removeprefix("---\n").removesuffix("---\n")


def main() -> None:
    ways: dict[str, Callable[[], str]] = {
        "ruamel.yaml": lambda: ruamel(tuned=False),
        "ruamel.yaml, width and indentation set": lambda: ruamel(tuned=True),
        "digest.content.change": ours,
    }
    for name, way in ways.items():
        lines = list(unified_diff(TEXT.splitlines(), way().splitlines(), n=0, lineterm=""))[2:]
        start = time.process_time()
        for _ in range(TIMES):
            way()
        each = (time.process_time() - start) / TIMES * 1_000
        print(f"== {name}: {sum(line[0] in '+-' for line in lines)} lines, {each:.2f} ms")
        print("\n".join(lines))


if __name__ == "__main__":
    main()
