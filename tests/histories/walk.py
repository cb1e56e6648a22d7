"""A history as data, the walk through it with a clean build beside each step, and the search for a smaller one.

The law: after each step the published tree is, byte for byte, that of a clean build of the same files elsewhere, and
the problems and counts are the same; a site with errors leaves the tree as it was; a build without changes writes
nothing; a killed one leaves the old tree or the new; no build changes a file of the curator's.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import msgspec

from digest.build import Options, Result
from tests.histories import damage, records
from tests.histories import site as around
from tests.histories.builder import Builder, Task, Told, attempt
from tests.support import ROOT

START = Path(__file__).parent / "start"


class Step(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Some edits, then one build."""

    edits: tuple[tuple[str, int], ...] = ()
    """Names in EDITS, each with the seed of its chance."""
    times: str = "now"
    """What times the edited files get: now, kept, past, epoch, future."""
    drafts: bool = False
    base_url: str = ""
    jobs: int = 1
    output: str = "public"
    way: str = "new"
    """warm: in the process that made all builds before; new: in one that made none; program: the command line."""
    first: str = ""
    """What comes before: "dry" a dry run; "kill" the same build, killed; "race" it, with an edit while it reads."""
    at: int = 0
    """Where the killed or raced build is met."""
    after: str = ""
    """What comes after: "again" the same build, which must write nothing; "verify" the build that trusts nothing."""


class World:
    """The folders of one history."""

    def __init__(self, root: Path) -> None:
        self.root, self.site, self.shelf = root, root / "site", root / "shelf"
        shutil.copytree(START, self.site)
        self.past: list[dict[str, bytes | str]] = []
        self.doubtful = False
        """Whether a build may have lost the proof that the published folder is its own."""

    def output(self, name: str) -> Path:
        return self.site / name


Edit = Callable[[World, Random], str]


def _on_site(edit: records.Edit) -> Edit:
    return lambda world, random: edit(world.site, random)


def _restore(world: World, random: Random) -> str:
    """The site's files as they were at some step before, as a checkout of an older commit brings them."""
    if not world.past:
        return ""
    back = random.randrange(min(4, len(world.past)))
    restore(world.site, world.past[-1 - back])
    return f"as {back + 1} good steps ago"


def _doubt(edit: Edit) -> Edit:
    def doubting(world: World, random: Random) -> str:
        world.doubtful = True
        return edit(world, random)

    return doubting


WEIGHED: dict[str, tuple[int, Edit]] = {
    "key": (30, _on_site(records.change_key)),
    "body": (14, _on_site(records.change_body)),
    "same size and time": (6, _on_site(records.same_size_and_time)),
    "add": (10, _on_site(records.add)),
    "copy": (2, _on_site(records.copy)),
    "delete": (6, _on_site(records.delete)),
    "rename": (6, _on_site(records.rename)),
    "trade": (2, _on_site(records.trade)),
    "folder": (1, _on_site(records.empty_folder)),
    "answers": (2, _on_site(records.change_answers)),
    "break record": (2, _on_site(records.break_record)),
    "break place": (1, _on_site(records.break_place)),
    "setting": (8, _on_site(around.change_setting)),
    "break setting": (1, _on_site(around.break_settings)),
    "template": (4, _on_site(around.change_template)),
    "break template": (1, _on_site(around.break_template)),
    "style": (3, _on_site(around.change_style)),
    "words": (2, _on_site(around.change_words)),
    "theme options": (2, _on_site(around.change_options)),
    "theme file removed": (2, _on_site(around.remove_of_theme)),
    "own default theme": (1, _on_site(around.own_default)),
    "picture": (4, _on_site(around.change_picture)),
    "ledger": (2, _on_site(around.change_ledger)),
    "clobber": (12, lambda world, random: damage.clobber(world.output(random.choice(OUTPUTS)), random)),
    "output removed": (1, lambda world, random: damage.remove_output(world.output(random.choice(OUTPUTS)), random)),
    "state": (5, _doubt(lambda world, random: damage.damage_state(world.site, random))),
    "state removed": (1, _doubt(lambda world, random: damage.remove_state(world.site, random))),
    "twin": (2, lambda world, random: damage.spoil_twin(world.site, random)),
    "put aside": (2, lambda world, random: damage.keep_copy(world.site, world.shelf, random)),
    "bring back": (3, _doubt(lambda world, random: damage.bring_back(world.site, world.shelf, random))),
    "touch": (3, _on_site(damage.touch)),
    "restore": (5, _restore),
}
EDITS = {name: edit for name, (_, edit) in WEIGHED.items()}
BEHIND = ("clobber", "output removed", "state", "state removed", "twin", "put aside", "bring back", "touch")
"""Edits that leave all bytes of the site's own files as they were."""
OUTPUTS = ("public", "public", "public", "../out")


def change(site: Path, random: Random) -> str:
    """One edit of a site's own files: what happens during a raced build."""
    edit = random.choice((records.change_key, records.change_body, records.add, around.change_picture))
    return edit(site, random)


# ------------------------------------------------------------------------------------------------------ as data


FOCI: tuple[tuple[str, ...], ...] = (
    (),
    ("template", "break template", "style", "words", "theme options", "theme file removed", "own default theme"),
    ("clobber", "state", "twin", "put aside", "bring back", "same size and time", "touch"),
    ("key", "body", "add", "delete", "rename", "trade", "picture"),
)
"""What a history may be about: these edits come ten times as often, so that one follows another of its kind."""


def history(seed: int, steps: int) -> tuple[Step, ...]:
    """The history of a seed."""
    random = Random(f"history {seed}")
    focus = random.choice(FOCI)
    return tuple(_step(random, focus) for _ in range(steps))


def _step(random: Random, focus: tuple[str, ...]) -> Step:
    def one_in(n: int) -> bool:
        return random.randrange(n) == 0

    names, weights = list(WEIGHED), [w * (10 if name in focus else 1) for name, (w, _) in WEIGHED.items()]
    edits = random.choices(names, weights, k=random.choice((0, 1, 1, 1, 2, 2, 3, 5)))
    if one_in(6):
        edits = [*edits, "restore"]
    first = random.choices(("", "dry", "kill", "race"), (82, 4, 10, 4))[0]
    return Step(
        edits=tuple((name, random.randrange(10**6)) for name in edits),
        times=random.choices(("now", "kept", "past", "epoch", "future"), (70, 14, 8, 4, 4))[0],
        drafts=one_in(8),
        base_url=random.choice(("https://other.example/x/", "https://other.example/")) if one_in(10) else "",
        jobs=2 if one_in(6) else 1,
        output=OUTPUTS[-1] if one_in(10) else "public",
        way=random.choices(("warm", "new", "program"), (55, 43, 2))[0],
        first=first,
        at=1 + int(random.random() ** 3 * (350 if first == "kill" else 40)) if first in ("kill", "race") else 0,
        after="again" if one_in(6) else "verify" if one_in(12) else "",
    )


# ----------------------------------------------------------------------------------------------------- the folders


def snapshot(site: Path) -> dict[str, bytes | str]:
    """The curator's own files: bytes, or "/" for a folder, or where a link leads with "->" before it."""
    found: dict[str, bytes | str] = {}
    for path in damage.own(site):
        name = path.relative_to(site).as_posix()
        found[name] = f"->{os.readlink(path)}" if path.is_symlink() else "/" if path.is_dir() else path.read_bytes()
    return found


def restore(site: Path, files: dict[str, bytes | str]) -> None:
    """Bring the curator's files to a snapshot, leaving alone what is as it should be."""
    now = snapshot(site)
    for name in sorted(now.keys() - files.keys(), reverse=True):
        path = site / name
        path.rmdir() if now[name] == "/" else path.unlink()
    for name, content in sorted(files.items()):
        path = site / name
        if now.get(name) == content:
            continue
        if name in now:
            path.rmdir() if now[name] == "/" else path.unlink()
        if content == "/":
            path.mkdir(parents=True)
        elif isinstance(content, str):
            path.symlink_to(content.removeprefix("->"))
        else:
            path.write_bytes(content)


def tree(folder: Path) -> dict[str, str]:
    """Everything below a folder: the digest of each file, what else is there by its kind."""
    found = {}
    for path in folder.rglob("*") if folder.is_dir() else ():
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            found[name] = "neither"
        else:
            found[name] = "/" if path.is_dir() else hashlib.blake2b(path.read_bytes()).hexdigest()
    return found


def _stamps(folder: Path) -> dict[str, tuple[int, int, int]]:
    return {str(p): (s.st_ino, s.st_mtime_ns, s.st_size) for p in folder.rglob("*") if (s := os.lstat(p))}


# -------------------------------------------------------------------------------------------------------- the walk


class Clean(NamedTuple):
    """What a build of the same files in a fresh folder says and publishes."""

    said: Any
    tree: dict[str, str] | None
    """None when it publishes nothing."""


class Walker:
    """Walks one history; `walk` returns what broke the law, "" when nothing did."""

    def __init__(self, root: Path, builder: Builder, counts: Counter[str]) -> None:
        self.world, self.builder, self.counts = World(root), builder, counts
        self.story: list[str] = []
        self._cleans: dict[Any, Clean] = {}

    def walk(self, steps: Sequence[Step]) -> tuple[str, int]:
        """The difference and the number of its step, counted from 0; ("", -1) when there is none."""
        for number, step in enumerate(steps):
            self.story.append(f"step {number}: {json.dumps(msgspec.to_builtins(step))}")
            try:
                for difference in self._step(step):
                    return difference, number
            except Exception as error:
                error.add_note("\n".join(self.story))
                raise
        return "", -1

    def _step(self, step: Step) -> Iterator[str]:
        world = self.world
        before = damage.times_of(world.site)
        for name, seed in step.edits:
            done = EDITS[name](world, Random(seed))
            self.counts[f"edit: {name}"] += bool(done)
            self.story.append(f"    {name}: {done or 'nothing to do'}")
        damage.set_times(world.site, step.times, before, Random(0))
        options = self._options(step, world.site, world.output(step.output))
        yield from self._before(step, options)
        files = snapshot(world.site)
        there = tree(options.output)
        clean = self._clean(step, files)
        yield from self._compared(step, options, clean, there)
        if snapshot(world.site) != files:
            yield "the build changed files of the curator's"
        if clean.tree is not None:
            yield from self._after(step, options, clean)
            world.past.append(files)
        self.counts["steps"] += 1

    def _options(self, step: Step, site: Path, output: Path) -> Options:
        return Options(source=site, output=output, drafts=step.drafts, base_url=step.base_url, jobs=step.jobs)

    # ------------------------------------------------------------------------------------------------- the parts

    def _before(self, step: Step, options: Options) -> Iterator[str]:
        """What comes before the build that counts."""
        there = tree(options.output)
        if step.first == "kill":
            clean = self._clean(step, snapshot(self.world.site))
            told = self._told(Task(options, kill_at=step.at))
            self.counts["killed" if told.killed else "not killed in time"] += 1
            self.world.doubtful |= told.killed
            if told.killed and tree(options.output) not in (there, clean.tree):
                yield "a killed build left neither the old tree nor the new"
            self.counts["killed builds whose workers went on"] += told.left
        elif step.first == "race":
            told = self._told(Task(options, edit_at=step.at, edit_seed=step.at))
            self.counts["raced" if told.edited else "not raced in time"] += 1
            self.story.append(f"    during the build: {told.edited}")
        elif step.first == "dry":
            told = self._told(Task(msgspec.structs.replace(options, dry_run=True)))
            if tree(options.output) != there:
                yield "a dry run wrote something"
            real = self._told(Task(options))
            if told.result and real.result and told.result.dirty != real.result.dirty:
                yield f"a dry run said {told.result.dirty}, the build did {real.result.dirty}"
            self.counts["dry run"] += 1

    def _told(self, task: Task, way: str = "new") -> Told:
        told = self.builder(task) if way == "new" else attempt(task.options)
        self.counts["cpu ms"] += int(told.cpu * 1000)
        self.counts["builds"] += 1
        self.counts["builds in several processes"] += told.forks > 0
        return told

    def _clean(self, step: Step, files: dict[str, bytes | str]) -> Clean:
        """The same files, in a folder where nothing was ever built, by one process that built nothing before."""
        key = (hashlib.blake2b(repr(files).encode()).digest(), step.drafts, step.base_url, step.way == "program")
        if key not in self._cleans:
            site = self.world.root / "clean"
            shutil.rmtree(site, ignore_errors=True)
            site.mkdir()
            restore(site, files)
            options = msgspec.structs.replace(self._options(step, site, site / "public"), jobs=1)
            said, published = self._said("program" if step.way == "program" else "new", options)
            self._cleans[key] = Clean(said, tree(options.output) if published else None)
        return self._cleans[key]

    def _said(self, way: str, options: Options) -> tuple[Any, bool]:
        """What a build says that must not depend on the past, and whether it published."""
        if way == "program":
            return _program(options)
        told = self._told(Task(options), way)
        if told.result is None:
            return (told.refused + told.crashed).replace(str(options.source), "SITE"), False
        return _lasting(told.result), not any(p.severity == "error" for p in told.result.problems)

    def _compared(self, step: Step, options: Options, clean: Clean, there: dict[str, str]) -> Iterator[str]:
        said, published = self._said(step.way, options)
        if "did not write" in str(said) and clean.tree is not None and self.world.doubtful:
            # Rightly refused: nothing tells any more that the folder is a build's own. The curator removes it.
            self.counts["refused as foreign"] += 1
            shutil.rmtree(options.output)
            said, published = self._said(step.way, options)
        self.counts[f"way: {step.way}"] += 1
        self.counts["published" if published else "left alone"] += 1
        if said != clean.said:
            yield f"the build said {said}\na clean one says {clean.said}"
        now = tree(options.output)
        if clean.tree is None:
            if now != there:
                yield f"a site with errors changed the tree: {_difference(now, there)}"
        elif now != clean.tree:
            yield f"the tree differs: {_difference(now, clean.tree)}"
        if published:
            self.world.doubtful = False

    def _after(self, step: Step, options: Options, clean: Clean) -> Iterator[str]:
        if step.after == "again":
            stamps = _stamps(options.output)
            told = self._told(Task(options), "new" if step.way == "program" else step.way)
            if _stamps(options.output) != stamps:
                yield "a build without changes wrote something"
            if told.result is None or told.result.dirty or told.result.stale:
                yield f"a build without changes made something: {told}"
            self.counts["again"] += 1
        elif step.after == "verify":
            told = self._told(Task(msgspec.structs.replace(options, verify=True)))
            if told.result is None or (step.way != "program" and _lasting(told.result) != clean.said):
                yield f"--verify said {told}\na clean build says {clean.said}"
            if tree(options.output) != clean.tree:
                yield "--verify changed the tree"
            self.counts["verified"] += 1


def _lasting(result: Result) -> tuple[Any, ...]:
    return result.problems, result.articles, result.outputs, result.held, result.undated


def _program(options: Options) -> tuple[Any, bool]:
    """The command line in a process of its own."""
    command = [sys.executable, "-m", "digest", "build", "--json", "--source", str(options.source),
               "--output", str(options.output), "--jobs", str(options.jobs)]  # fmt: skip
    command += ["--drafts"] if options.drafts else []
    command += ["--base-url", options.base_url] if options.base_url else []
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    text = done.stdout.replace(str(options.source), "SITE")
    try:
        said = json.loads(text)
    except ValueError:
        return (done.returncode, text, done.stderr), False
    lasting = {key: value for key, value in said.items() if key not in ("made", "removed")}
    return (done.returncode, lasting, done.stderr), bool(said.get("published"))


def _difference(now: dict[str, str], wanted: dict[str, str]) -> str:
    other = [f"{path} differs" for path in now.keys() & wanted.keys() if now[path] != wanted[path]]
    extra = [f"{path} should not be there" for path in now.keys() - wanted.keys()]
    lost = [f"{path} is missing" for path in wanted.keys() - now.keys()]
    return ", ".join(sorted(other + extra + lost)[:12])


# ----------------------------------------------------------------------------------------------------- the search


class Failure(NamedTuple):
    """A history that breaks the law."""

    difference: str
    steps: tuple[Step, ...]
    story: str
    """What each step did."""

    def __str__(self) -> str:
        told = json.dumps(msgspec.to_builtins(self.steps))
        return (
            f"{self.difference}\n\n{self.story}\n\nto walk it again: python benchmarks/histories.py --replay '{told}'"
        )


def walk(steps: Sequence[Step], builder: Builder, counts: Counter[str] | None = None) -> Failure | None:
    """Walk one history in a folder of its own; None when it keeps the law."""
    root = Path(tempfile.mkdtemp(prefix="history-"))
    try:
        walker = Walker(root, builder, Counter() if counts is None else counts)
        difference, number = walker.walk(steps)
        story = "\n".join(walker.story).replace(str(root), "ROOT")
        return Failure(difference.replace(str(root), "ROOT"), tuple(steps[: number + 1]), story) if difference else None
    finally:
        shutil.rmtree(root, ignore_errors=True)


def smaller(failure: Failure, builder: Builder, most: int = 120) -> Failure:
    """A history that breaks the law too, with fewer steps and edits; found in at most so many walks."""
    walks = 0
    changed = True
    while changed:
        changed = False
        for candidate in _candidates(failure.steps):
            walks += 1
            if walks > most:
                return failure
            if found := walk(candidate, builder):
                failure, changed = found, True
                break
    return failure


def _candidates(steps: tuple[Step, ...]) -> Iterator[tuple[Step, ...]]:
    plain = Step()
    for n in range(len(steps)):
        yield steps[:n] + steps[n + 1 :]
    for n, step in enumerate(steps):
        for field in ("first", "after", "times", "way", "jobs", "output", "drafts", "base_url"):
            value = getattr(plain, field)
            if getattr(step, field) != value:
                yield (*steps[:n], msgspec.structs.replace(step, **{field: value}), *steps[n + 1 :])
        for e in range(len(step.edits)):
            edits = step.edits[:e] + step.edits[e + 1 :]
            yield (*steps[:n], msgspec.structs.replace(step, edits=edits), *steps[n + 1 :])
