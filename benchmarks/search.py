"""What the search index of a published site costs: of what is searched in its articles, and of every page.

    python benchmarks/search.py PUBLIC [--scratch DIR]

Prints for each way the documents, CPU seconds of Pagefind and of reading for it, the memory of its process, and the
files and bytes of the index. Each way runs in processes of its own. Unix only.
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from digest.build.pagefind import make_index
from digest.build.search import searched

Documents = Iterator[tuple[str, bytes]]


def articles(public: Path) -> Documents:
    """What `digest build` hands over: of each article's page what its template offers to the search."""
    for file in sorted(public.glob("articles/*/index.html")):
        yield file.relative_to(public).as_posix(), searched(file.read_bytes())


def whole_articles(public: Path) -> Documents:
    """The pages of articles with everything around and beside the text."""
    for file in sorted(public.glob("articles/*/index.html")):
        yield file.relative_to(public).as_posix(), file.read_bytes().replace(b"data-pagefind-", b"data-off-")


def every_page(public: Path) -> Documents:
    """Every page of the site."""
    for file in sorted(public.rglob("*.html")):
        yield file.relative_to(public).as_posix(), file.read_bytes().replace(b"data-pagefind-", b"data-off-")


def measure(name: str, documents: Callable[[Path], Documents], public: Path, scratch: str | None) -> None:
    count = 0

    def counted() -> Documents:
        nonlocal count
        for document in documents(public):
            count += 1
            yield document

    with tempfile.TemporaryDirectory(dir=scratch) as work:
        begun, own = time.perf_counter(), time.process_time()
        files = make_index(counted(), "en", Path(work))
        wall, own = time.perf_counter() - begun, time.process_time() - own
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        size = sum(file.stat().st_size for file in files.values())
        print(
            f"| {name} | {count:,} | {used.ru_utime + used.ru_stime:.1f} | {own:.1f} | {wall:.1f} | "
            f"{used.ru_maxrss / 1024:,.0f} | {len(files):,} | {size / 1e6:.1f} |",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("public", type=Path, help="the folder of a published site")
    parser.add_argument("--scratch", help="where documents and index are put; best on a tmpfs")
    parser.add_argument("--ways", default="articles,whole_articles,every_page")
    given = parser.parse_args()
    print("| indexed | documents | Pagefind CPU s | reading CPU s | wall s | peak MB | files | MB |", flush=True)
    print("|---|---|---|---|---|---|---|---|", flush=True)
    for way in given.ways.split(","):
        child = os.fork()  # so that each way has the largest of its own processes, and none before it
        if not child:
            measure(way.replace("_", " "), globals()[way], given.public, given.scratch)
            os._exit(0)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
