"""Names in texts, found by `digest.link.suggest`: `names.py DOCS.jsonl > PRED.jsonl`.

DOCS are lines {"doc_id", "text"}; a gold standard in them is not looked at. The predictions are {"doc_id", "spans":
[{"start", "end", "type"}]} with PER, ORG, LOC, MISC, offsets in code points; all texts together are the corpus. Prints
the speed on standard error.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from digest.link.suggest import candidates_in, tagger

TYPES = {"person": "PER", "organization": "ORG", "place": "LOC", "thing": "MISC"}


def main() -> None:
    docs = [json.loads(line) for line in Path(sys.argv[1]).read_text("utf-8").splitlines() if line.strip()]
    tagger.weights()
    began = time.process_time()
    found = candidates_in({doc["doc_id"]: doc["text"] for doc in docs})
    spent = time.process_time() - began
    for ident, names in found.items():
        spans = [{"start": c.start, "end": c.end, "type": TYPES[c.kind]} for c in names]
        print(json.dumps({"doc_id": ident, "spans": spans}))
    size = sum(len(doc["text"]) for doc in docs) / 1000
    print(f"{size:.0f} kchar in {spent:.2f} CPU s: {size / max(spent, 1e-9):.0f} kchar/CPU s", file=sys.stderr)


if __name__ == "__main__":
    main()
