"""Which records of a given registry a text names, by the product's own functions; what it costs on standard error.

    python benchmarks/links.py REGISTRY.jsonl DOCS.jsonl > PRED.jsonl

REGISTRY: {"id", "name", "type"} a line, the type being PER, ORG, LOC or MISC. DOCS: {"doc_id", "text"} a line; whatever
else stands there, such as gold spans, is not read. PRED: {"doc_id", "spans": [{"start", "end", "type", "link",
"rule"}]}, offsets in code points of the text.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from digest.link import mentions
from digest.link.names import NameTable
from digest.model import Article, Entity, Group

GROUPS: dict[str, Group] = {"PER": "people", "ORG": "organizations", "LOC": "places", "MISC": "things"}


def lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("registry", type=Path)
    parser.add_argument("documents", type=Path)
    given = parser.parse_args()
    records = {r["id"]: r for r in lines(given.registry)}
    documents = [(d["doc_id"], d["text"]) for d in lines(given.documents)]
    start = time.process_time()
    entities = {i: Entity(id=i, path=i, group=GROUPS[r["type"]], name=r["name"]) for i, r in records.items()}
    table = NameTable(entities.values())
    built = time.process_time()
    found = [mentions.find(Article(id="a", path="a", title="-", body=text), table, entities) for _, text in documents]
    spent = time.process_time() - built
    for (ident, _), named in zip(documents, found, strict=True):
        spans = [
            {"start": m.start, "end": m.end, "type": records[m.entity]["type"], "link": m.entity, "rule": m.rule}
            for m in named.mentions
            if m.field == "body" and m.end > m.start
        ]
        print(json.dumps({"doc_id": ident, "spans": spans}, ensure_ascii=False))
    characters = sum(len(text) for _, text in documents)
    print(
        f"table of {len(entities)} records in {built - start:.3f} CPU s; {len(documents)} documents, "
        f"{characters / 1000 / max(spent, 1e-9):,.0f} thousand characters per CPU s",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()
