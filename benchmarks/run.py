"""Compare static site generators on one news corpus: make it, run every installed one, print a table. Unix.

    python benchmarks/run.py --peers digest,hugo --sizes 10000 --runs 3 --phases cold,warm,body,title --work /dev/shm/w

Every generator gets the same articles, in its own layout, and a theme of the same pages: home with pagination (20 a
page), a page for each article (with links to its tags and entities and to the articles beside it), for each tag and for
each entity, an index of both, one feed of 20 items, a sitemap. The table counts the files of each, so one that skips
work shows. Runs go peer by peer in turns: each round gives one ratio to Hugo.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import math
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from generators import GENERATORS, Generator
from measuring import Run, Written, machine, timed, watched, written

HERE = Path(__file__).resolve().parent
PHASES = ("cold", "warm", "body", "title", "alias", "template", "watch")
REFERENCE = "hugo"


@dataclasses.dataclass(frozen=True)
class Contestant:
    """A generator in one of its variants, with a site of its own."""

    generator: Generator
    variant: str
    site: Path

    @property
    def name(self) -> str:
        return f"{self.generator.name} [{self.variant}]" if self.variant else self.generator.name

    def build(self) -> Run:
        """One run of the generator as its site is now."""
        more = self.generator.variants.get(self.variant, {})
        return timed(self.generator.command, self.site, {**self.generator.environment, **more})


@dataclasses.dataclass(frozen=True)
class Row:
    """What one contestant did in one phase."""

    size: int
    peer: str
    phase: str
    runs: list[Run]
    written: Written | None = None
    missing: str = ""
    """Why there are no runs."""


# -------------------------------------------------------------------------------------------------------------- trials


def trials(options: argparse.Namespace, generators: list[Generator]) -> Iterator[Row]:
    """All rows, size by size and phase by phase."""
    for size in options.sizes:
        corpus = options.work / "corpus" / str(size)
        make_corpus(corpus, size, sorted({g.layout for g in generators}))
        contestants = list(enter(generators, options.work / "sites", corpus, size))
        for phase in options.phases:
            if phase == "watch":
                for g in (c for c in contestants if not c.variant):
                    yield from watching(g, size, options.runs)
            else:
                yield from racing(contestants, size, phase, options.runs)


def make_corpus(corpus: Path, size: int, layouts: list[str]) -> None:
    """The articles in those layouts that are not there yet."""
    missing = [name for name in layouts if not (corpus / name).is_dir()]
    if missing:
        program = [sys.executable, str(HERE / "corpus.py"), "--n", str(size), "--out", str(corpus)]
        subprocess.run([*program, "--layouts", ",".join(missing)], check=True)


def enter(generators: list[Generator], sites: Path, corpus: Path, size: int) -> Iterator[Contestant]:
    for generator in generators:
        for variant in ("", *generator.variants):
            site = sites / (f"{generator.name}-{variant}" if variant else generator.name) / str(size)
            generator.set_up(site, corpus)
            yield Contestant(generator, variant, site)


def racing(contestants: list[Contestant], size: int, phase: str, count: int) -> list[Row]:
    """One phase: `count` rounds, each contestant once in each."""
    able = [c for c in contestants if _able(c, phase)]
    rows = {c.name: Row(size, c.name, phase, []) for c in able}
    for c in able if phase != "cold" else ():
        if not (c.site / c.generator.output).exists():
            c.build()
    for number in range(count):
        for c in able:
            prepare(c, phase, number)
            run = c.build()
            rows[c.name].runs.append(run)
            _note(size, phase, number, c.name, run)
    files = {c.name: written(c.site / c.generator.output) for c in able} if phase == "cold" else {}
    return [dataclasses.replace(row, written=files.get(name)) for name, row in rows.items()]


def _able(contestant: Contestant, phase: str) -> bool:
    """Whether a contestant has a phase. Variants differ in what they remember, so that they begin behind a build."""
    if phase == "cold":
        return not contestant.variant
    return phase == "warm" or phase in contestant.generator.edits()


def prepare(contestant: Contestant, phase: str, number: int) -> None:
    """What is done to a site before a run."""
    if phase == "cold":
        contestant.generator.wipe(contestant.site)
    elif phase != "warm":
        contestant.generator.edits()[phase](contestant.site, number)


def watching(contestant: Contestant, size: int, count: int) -> Iterator[Row]:
    """The generator's own watch modes: one body, then one title edited, `count` times each."""
    generator, site = contestant.generator, contestant.site
    watches = generator.watches(site)
    if not watches:
        yield Row(size, contestant.name, "watch", [], missing=f"{generator.name} has no command that watches")
    for watch in watches:
        name = f"{contestant.name} {watch.name}"
        generator.wipe(site)
        try:
            with watched(watch, site, generator.environment) as running:
                for phase in ("body", "title"):
                    edit, row = generator.edits()[phase], Row(size, name, f"watch {phase}", [])
                    for number in range(count):
                        run = running.rebuild(partial(edit, site, 1000 + number))
                        row.runs.append(run)
                        _note(size, phase, number, name, run)
                    yield row
        except TimeoutError as error:
            yield Row(size, name, "watch", [], missing=str(error))


def _note(size: int, phase: str, number: int, name: str, run: Run) -> None:
    failed = f" FAILED ({run.code})" if run.code else ""
    figures = f"{run.wall:.2f} s, {run.cpu:.2f} CPU s, {run.memory:.0f} MB"
    print(f"  {size} {phase} {number} {name}: {figures}{failed}  {run.said}", file=sys.stderr, flush=True)


# --------------------------------------------------------------------------------------------------------------- table


def table(rows: list[Row]) -> Iterator[str]:
    """The rows as a Markdown table: medians with the least and the most."""
    yield "| n | peer | phase | wall s | CPU s | peak MB | files | MB out | CPU / hugo | wall / hugo | printed s |"
    yield "|" + "---|" * 11
    references = {(row.size, row.phase): row.runs for row in rows if row.peer == REFERENCE}
    for row in rows:
        name = f"{row.peer} (FAILED)" if any(run.code for run in row.runs) else row.peer
        cells = [row.missing or "–"] if not row.runs else list(_cells(row, references.get((row.size, row.phase), [])))
        yield f"| {row.size} | {name} | {row.phase} | {' | '.join(cells)} |"


def _cells(row: Row, reference: list[Run]) -> Iterator[str]:
    pairs = list(zip(row.runs, reference, strict=False))
    yield median([run.wall for run in row.runs])
    yield median([run.cpu for run in row.runs])
    yield f"{max(run.memory for run in row.runs):.0f}"
    yield str(row.written.files) if row.written else ""
    yield f"{row.written.megabytes:.1f}" if row.written else ""
    yield median([run.cpu / other.cpu for run, other in pairs if other.cpu])
    yield median([run.wall / other.wall for run, other in pairs])
    yield median([run.printed for run in row.runs if run.printed is not None])


def median(values: list[float]) -> str:
    return f"{statistics.median(values):.2f} ({min(values):.2f}–{max(values):.2f})" if values else ""


def growth(rows: list[Row]) -> Iterator[str]:
    """How CPU grows from the smallest to the largest size, as an exponent: 1 is in proportion to the articles."""
    cold: dict[str, dict[int, float]] = {}
    for row in rows:
        if row.phase == "cold":
            cold.setdefault(row.peer, {})[row.size] = statistics.median(run.cpu for run in row.runs)
    for peer, costs in cold.items():
        small, large = min(costs), max(costs)
        if small < large:
            exponent = math.log(costs[large] / costs[small]) / math.log(large / small)
            yield f"Growth of cold CPU from {small} to {large} articles, {peer}: exponent {exponent:.2f}"


# ------------------------------------------------------------------------------------------------------------- command


def chosen(known: tuple[str, ...]) -> Callable[[str], list[str]]:
    """Reads names with commas between them."""

    def read(text: str) -> list[str]:
        names = text.split(",")
        if unknown := [name for name in names if name not in known]:
            raise argparse.ArgumentTypeError(f"unknown: {', '.join(unknown)}; known: {', '.join(known)}")
        return names

    return read


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", type=chosen((*GENERATORS,)), default=[*GENERATORS], help=", ".join(GENERATORS))
    parser.add_argument("--sizes", type=lambda text: [int(n) for n in text.split(",")], default=[1000, 10000])
    parser.add_argument("--runs", type=int, default=3, help="rounds of each phase")
    parser.add_argument("--phases", type=chosen(PHASES), default=[*PHASES], help=", ".join(PHASES))
    parser.add_argument("--work", type=Path, default=Path("work"), help="a folder for corpora and sites; best a tmpfs")
    parser.add_argument("--json", type=Path, help="a file for every single run")
    return parser.parse_args()


def main() -> None:
    options = arguments()
    generators = [found for name in options.peers if (found := GENERATORS[name]()).find()]
    absent = [name for name in options.peers if name not in [g.name for g in generators]]
    options.work.mkdir(parents=True, exist_ok=True)
    heading = [machine(options.work), *(f"{g.name}: {g.version()}" for g in generators)]
    heading += [f"{name}: not installed" for name in absent]
    rows: list[Row] = []
    for row in trials(options, generators):
        rows.append(row)
        if options.json:
            made = {"heading": heading, "rows": [dataclasses.asdict(row) for row in rows]}
            options.json.write_text(json.dumps(made, indent=1), "utf-8")
    print("\n".join([*heading, "", *table(rows), "", *growth(rows), f"Afterwards: {machine(options.work)}"]))
    if any(run.code for row in rows for run in row.runs):
        sys.exit(1)


if __name__ == "__main__":
    main()
