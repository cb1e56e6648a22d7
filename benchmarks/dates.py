"""Dates found in texts, for the scorer of `../shared/data/entities` (or any other).

usage: python benchmarks/dates.py [--mode auto|news|narrative] DOCS.jsonl > PRED.jsonl

DOCS: {"doc_id", "dct", "text", ...} a line, `dct` being the day of publication. Speed in CPU seconds on standard error.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from digest.clip.timex import find
from digest.dates import read


def timex3(value: str) -> str:
    """EDTF as TIMEX3 writes it where the two differ: years before Christ, and halves of a year."""
    written = "/".join(_point(part) for part in value.split("/"))
    if match := re.fullmatch(r"BC(\d{4})/BC(\d{4})", written):
        first, last = int(match[1]), int(match[2])
        if (first - last, last % 100) == (99, 1):
            return f"BC{last // 100:02d}"
        if (first - last, last % 10) == (9, 0):
            return f"BC{last // 10:03d}"
    return written


def _point(text: str) -> str:
    if text.startswith("-") and "X" not in text:
        season = {"-21": "-SP", "-22": "-SU", "-23": "-FA", "-24": "-WI"}
        return f"BC{int(text[1:5]) + 1:04d}{season.get(text[5:], text[5:])}"
    if text.startswith("-") and text.endswith("XX"):
        return f"BC{text[1:3]}"
    if text == "0000":
        return "BC0001"
    if text[4:] in ("-40", "-41"):
        return f"{text[:4]}-H{1 if text[4:] == '-40' else 2}"
    return text


def main() -> None:
    """Read documents, write predictions."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--mode", choices=("auto", "news", "narrative"), default="auto")
    options.add_argument("docs", type=Path)
    given = options.parse_args()
    docs = [json.loads(line) for line in given.docs.read_text("utf-8").splitlines() if line.strip()]
    seconds, size = 0.0, 0
    for doc in docs:
        anchor = read(str(doc.get("dct") or ""))
        begin = time.process_time()
        found = find(doc["text"], anchor, given.mode)
        seconds += time.process_time() - begin
        size += len(doc["text"])
        spans = []
        for one in found:
            if one.value is None:
                continue
            values = [timex3(value) for value in (one.value, *one.alternatives)]
            span = {"start": one.start, "end": one.end, "type": "DATE", "value": values[0]}
            span |= {"confidence": one.confidence, "values": values}
            spans.append(span | {"rule": one.rule, "anchor": one.anchor})
        sys.stdout.write(json.dumps({"doc_id": doc["doc_id"], "spans": spans}, ensure_ascii=False) + "\n")
    rate = size / 1000 / seconds if seconds else 0
    sys.stderr.write(f"{len(docs)} documents, {size} characters, {seconds:.2f} CPU s, {rate:.0f} kchar/CPU s\n")


if __name__ == "__main__":
    main()
