"""What a table of many names costs: building it, reading articles with it, and memory. Names and articles are made up.

    python benchmarks/matching.py                    # 100,000 names of 25,000 records, 500 articles of 3,000 characters
    python benchmarks/matching.py --names 20000 --articles 200 --seed 2

Each record has one name and three aliases of two or three words; a third are people, a third organizations, a third
places. An article is made of made-up words; one word in thirty begins a name of the table. All in CPU seconds. `find`
is the table alone, `mentions` all of naming: short forms, context, sentences. Memory is that of the table in use, as
the kernel counts that of the process before and after.
"""

from __future__ import annotations

import argparse
import gc
import random
import resource
import time
from pathlib import Path

from digest.link import mentions
from digest.link.folding import fold
from digest.link.names import NameTable
from digest.model import Article, Entity, Group

ONSETS = "b br c ch d dr f fl g gr h j k kl l m n p pr qu r s sh sk st str t tr v w z".split()  # noqa: SIM905
NUCLEI = "a ai e ea i ia o ou u".split()  # noqa: SIM905
CODAS = ["", "l", "m", "n", "nd", "r", "rk", "s", "st", "t", "x", "ck"]
GROUPS: tuple[Group, ...] = ("people", "organizations", "places")


def word(rng: random.Random, syllables: int = 2) -> str:
    return "".join(rng.choice(ONSETS) + rng.choice(NUCLEI) + rng.choice(CODAS) for _ in range(syllables))


def registry(rng: random.Random, names: int) -> dict[str, Entity]:
    def name() -> str:
        return " ".join(word(rng).capitalize() for _ in range(rng.choice((2, 2, 3))))

    return {
        f"e{n}": Entity(id=f"e{n}", path=f"e{n}", group=GROUPS[n % 3], name=name(), aliases=(name(), name(), name()))
        for n in range(names // 4)
    }


def body(rng: random.Random, words: list[str], names: list[str], length: int = 3_000) -> str:
    pieces: list[str] = []
    size = 0
    while size < length:
        piece = rng.choice(names) if rng.random() < 1 / 30 else rng.choice(words)
        piece += rng.choice([" "] * 12 + [". ", ", "])
        pieces.append(piece)
        size += len(piece)
    return "".join(pieces)


def resident() -> float:
    """Megabytes of the process in memory now; where the kernel does not tell, the most it had so far."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * resource.getpagesize() / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=int, default=100_000)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    rng = random.Random(given.seed)
    entities = registry(rng, given.names)
    words, names = [word(rng, rng.choice((1, 2, 3))) for _ in range(5_000)], [e.name for e in entities.values()]
    articles = [Article(id="a", path="a", title="-", body=body(rng, words, names)) for _ in range(given.articles)]
    folded = [fold(article.body) for article in articles]
    gc.collect()
    before, start = resident(), time.process_time()
    table = NameTable(entities.values())
    built = time.process_time() - start
    gc.collect()
    print(f"build {built:.3f} CPU s, {resident() - before:.0f} MB for {len(entities)} records")
    start = time.process_time()
    hits = sum(len(table.find(text)) for text in folded)
    spent = time.process_time() - start
    print(f"find {len(folded) / spent:,.0f} articles per CPU s, {hits / len(folded):.1f} names in each")
    start = time.process_time()
    found = sum(len(mentions.find(article, table, entities).mentions) for article in articles)
    spent = time.process_time() - start
    print(f"mentions {len(articles) / spent:,.0f} articles per CPU s, {found / len(articles):.1f} in each")


if __name__ == "__main__":
    main()
