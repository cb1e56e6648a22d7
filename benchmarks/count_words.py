"""Count the English words that newspapers write small, for `digest.link.suggest`: `count_words.py DATA > common.txt`.

DATA is the folder of annotated pages: html/truth.jsonl, text/clippings.jsonl.xz; see its README for their sources. A
word is kept that stands in small letters in three texts and three times as often as with a capital inside a sentence.
"""

from __future__ import annotations

import json
import lzma
import re
import sys
import textwrap
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ENGLISH = frozenset(["the", "of", "and", "to", "in", "that", "is", "was", "for", "with", "on", "as"])
TEXTS, TIMES = 3, 3


def bodies(data: Path) -> Iterator[str]:
    """The English bodies, each once."""
    lines = (data / "html" / "truth.jsonl").read_text("utf-8").splitlines()
    with lzma.open(data / "text" / "clippings.jsonl.xz", "rt", encoding="utf-8") as clippings:
        lines += list(clippings)
    seen = set()
    for record in map(json.loads, lines):
        body = record.get("truth_body") or record.get("body") or ""
        words = _WORD.findall(body)
        if body[:80] not in seen and len(words) > 60 and sum(w in _ENGLISH for w in words) > 0.15 * len(words):
            seen.add(body[:80])
            yield body


def main() -> None:
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    texts: Counter[str] = Counter()
    for body in bodies(Path(sys.argv[1])):
        own = Counter(word for word in _WORD.findall(body) if word.islower())
        small.update(own)
        texts.update(own.keys())
        capital.update(word.lower() for word in re.findall(r"(?<=[a-z,] )[A-Z]\w+", body))
    kept = [w for w in small if texts[w] >= TEXTS and len(w) > 1 and w.isascii() and small[w] >= TIMES * capital[w]]
    print("\n".join(textwrap.wrap(" ".join(sorted(kept)), 118)))


if __name__ == "__main__":
    main()
