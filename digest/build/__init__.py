"""Content in, site out: which outputs, made, written, swapped in. One path for every build, first or hundredth.

    load -> connect -> plan -> fingerprint -> survey -> execute -> publish

There is no incremental mode. Everything up to the fingerprint happens each time; only rendering is remembered, and an
output is skipped only when its fingerprint and the file on disk both match the manifest.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import NamedTuple

import msgspec

from digest import standing
from digest.build import search
from digest.build.claim import check_output
from digest.build.exchange import remove
from digest.build.explain import explain
from digest.build.fingerprint import code_identity
from digest.build.making import Maker
from digest.build.manifest import UNKNOWN, Stamp, folders_of, read_manifest, settled
from digest.build.memory import Memory
from digest.build.output import (
    PRIVATE,
    Written,
    environment,
    file_clock,
    locked,
    open_state,
    publish,
    state_dir,
)
from digest.build.prepare import Options, Prepared, prepare
from digest.build.profile import Profile, Stopwatch
from digest.build.survey import survey
from digest.config import SiteConfig
from digest.errors import DigestError, Problem


class Stands(NamedTuple):
    """What `standing.record` needs."""

    inputs: dict[str, Stamp]
    outputs: bytes


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What a build found and did."""

    problems: tuple[Problem, ...]
    articles: int = 0
    outputs: int = 0
    dirty: dict[str, str] = {}
    """The outputs that were made, and why."""
    stale: tuple[str, ...] = ()
    """What was removed from the output folder."""
    written: Written | None = None
    """None when nothing was published: problems, a dry run, or nothing to do."""
    held: dict[str, str] = {}
    """Articles held back, with the reason."""
    profile: Profile | None = None
    """Where the time went; None when nothing was to be published."""
    stands: Stands | None = None
    """How everything stands that was read and published, when the same build again would do nothing."""
    index: search.Update | None = None
    """The search index, when the site has one and it was looked after."""
    undated: tuple[str, ...] = ()
    """The files of published articles without a date: they stand last everywhere, and in no feed."""


def build(options: Options, waiting: Callable[[str], None] | None = None) -> Result:
    """Bring the output folder to the site's present state, or leave it as it was and say why.

    `waiting` is called once, with a sentence that names who builds this site now, when that has to be waited for.
    DigestError for what only the environment can mend: no site, a foreign output folder, a full disk.
    """
    if not options.source.is_dir():
        raise DigestError(f"{options.source} is no folder", "name the site's folder with --source")
    if options.dry_run or options.verify:  # the one writes nothing, the other trusts nothing remembered
        with nullcontext() if options.dry_run else locked(options.source, waiting=waiting):
            return _build(options, None, Stopwatch())
    with locked(options.source, waiting=waiting):
        watch = Stopwatch()
        with watch.stage("remember"):
            memory = Memory(options.source / PRIVATE / "cache.sqlite", code_identity())
        return _build(options, memory, watch)


def _build(options: Options, memory: Memory | None, watch: Stopwatch) -> Result:
    with watch.stage("look at the files"):
        clock_ns = file_clock(options.source / PRIVATE) if memory else 0
        stood = stamps(options.source)
    ready = prepare(options, memory, stood, clock_ns, watch)
    if memory:
        with watch.stage("remember it"):  # now, since what is written down need not be held while pages are made
            memory.save()
    result = Result(
        problems=ready.problems,
        articles=len(ready.site.articles),
        outputs=len(ready.plan.outputs),
        held=ready.site.held,
        undated=tuple(a.path for a in ready.site.articles.values() if a.date is None),
    )
    if any(p.severity == "error" or options.strict for p in ready.problems):
        return result
    state = state_dir(options.source, options.output) if options.dry_run else open_state(options.source, options.output)
    maker = Maker(options.source, ready, options.jobs, state / "search")
    manifest = read_manifest(state / "manifest")
    check_output(options.output, options.source, manifest, maker.marker)
    maker.index = search.stored(maker.store) if ready.config.search != "off" else search.Index()
    with watch.stage("survey"):
        found = survey(options.output, manifest, maker.wanted(), maker.fingerprints, verify=options.verify)
        if not search.whole(maker.store, maker.index, maker.index.files if options.verify else found.dirty):
            maker.index = search.Index()
            found = survey(options.output, manifest, maker.wanted(), maker.fingerprints, verify=options.verify)
    written = update = None
    taken: dict[str, float] = {}
    if not options.dry_run:
        with watch.stage("make and publish"):
            written = publish(options.output, state, found, maker.make, options.jobs, options.progress)
        taken = written.seconds
        update, written = _indexed(options, maker, state, ready.config, written)
    drift = maker.drift(options.output) if options.verify and not options.dry_run else ()
    if drift:
        _forget(options.source, state)
    return msgspec.structs.replace(
        result,
        stands=_stands(stood, clock_ns, written) if written and not drift and search.settled(update) else None,
        problems=(*ready.problems, *drift, *([update.problem] if update and update.problem else [])),
        index=update,
        written=written,
        stale=tuple(found.stale),
        dirty={path: reason for path, reason in found.dirty.items() if path in maker.outputs},
        profile=watch.profile(taken, maker.shapes()),
    )


def _forget(source: Path, state: Path) -> None:
    """Trust nothing that is written down about the output, so that the next build makes every page anew."""
    with environment(f"remove the records in {source / PRIVATE}"):
        remove(state / "manifest")
        remove(source / PRIVATE / "standing")


def stamps(source: Path) -> dict[str, Stamp]:
    """How everything stands that a build may read of a site's folder; nothing where that cannot be told."""
    try:
        return standing.scan(str(source), standing.READ)
    except OSError:
        return {}


def _stands(inputs: dict[str, Stamp], clock_ns: int, written: Written) -> Stands | None:
    """How everything stands, if a later change of any file will show."""
    young = any(settled(stamp, clock_ns) == UNKNOWN for stamp in inputs.values() if stamp != standing.FOLDER)
    if young or not inputs or not written.stamps or UNKNOWN in written.stamps.values():
        return None
    folders = {folder + "/": standing.FOLDER for folder in folders_of(written.stamps)}
    return Stands(inputs, standing.listing(written.stamps | folders))


def _indexed(
    options: Options, maker: Maker, state: Path, config: SiteConfig, written: Written
) -> tuple[search.Update | None, Written]:
    """Bring the search index to the pages that were just published, and publish it if it is another one; `written`
    with the stamps that hold then.

    The pages do not wait for it: on a large site it takes longer than all of them.
    """
    if config.search == "off":
        remove(maker.store)
        return None, written
    begun = time.perf_counter()
    manifest, files = read_manifest(state / "manifest"), maker.index.files
    articles = {path: manifest.entries[path].digest for path, o in maker.outputs.items() if search.is_article(o)}
    with environment("make the search index"):
        update = search.update(
            maker.store,
            maker.index,
            articles,
            lambda path: (options.output / path).read_bytes(),
            config.language,
            trust=not options.verify,
        )
    maker.index = update.index
    if update.index.files != files:

        def as_published(paths: Sequence[str]) -> Iterator[bytes]:
            return (manifest.entries[path].fingerprint for path in paths)

        found = survey(options.output, manifest, maker.wanted(), as_published)
        again = publish(options.output, state, found, maker.make, options.jobs)
        written = msgspec.structs.replace(written, stamps=again.stamps)
    return msgspec.structs.replace(update, seconds=time.perf_counter() - begun), written


__all__ = ["Maker", "Options", "Prepared", "Result", "Stands", "build", "explain", "prepare", "search", "stamps"]
