"""Content in, site out: which outputs, made, written, swapped in. One path for every build, first or hundredth.

    load -> connect -> plan -> fingerprint -> survey -> execute -> publish

There is no incremental mode. Everything up to the fingerprint happens each time; only rendering is remembered, and an
output is skipped only when its fingerprint and the file on disk both match the manifest.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import msgspec

from digest import standing
from digest.build import fingerprint, search
from digest.build.claim import MARKER, check_output, marker
from digest.build.exchange import remove
from digest.build.execute import each
from digest.build.fingerprint import code_identity
from digest.build.manifest import UNKNOWN, Stamp, digest_bytes, folders_of, read_manifest, settled
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
from digest.build.recall import naming, reading
from digest.build.survey import survey
from digest.config import SiteConfig
from digest.content.load import load, load_ledger, locate
from digest.errors import DigestError, Problem
from digest.link import connect
from digest.model import Site
from digest.render.theme import Renderer, Theme, load_theme
from digest.site.plan import WRITERS, Copy, Output, Plan, Render, Serialize, plan
from digest.site.urls import file_path


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What a build is asked to do."""

    source: Path
    """The site's folder, with site.yaml and content/."""
    output: Path
    base_url: str = ""
    """Overrides base_url of site.yaml."""
    drafts: bool = False
    """Whether articles with status: inbox are built too."""
    strict: bool = False
    """Whether warnings forbid publishing."""
    verify: bool = False
    """Whether every page is made anew and compared with the published bytes."""
    dry_run: bool = False
    jobs: int = 1


class Stands(NamedTuple):
    """What `standing.record` needs."""

    inputs: dict[str, Stamp]
    outputs: bytes


class Prepared(msgspec.Struct, frozen=True, kw_only=True):
    """A site that is ready to be made: values only, nothing written yet."""

    config: SiteConfig
    site: Site
    theme: Theme
    plan: Plan
    problems: tuple[Problem, ...]


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
    stands: Stands | None = None
    """How everything stands that was read and published, when the same build again would do nothing."""
    index: search.Update | None = None
    """The search index, when the site has one and it was looked after."""
    undated: tuple[str, ...] = ()
    """The files of published articles without a date: they stand last everywhere, and in no feed."""


def prepare(
    options: Options, memory: Memory | None = None, stamps: Mapping[str, Stamp] | None = None, clock_ns: int = 0
) -> Prepared:
    """Read and connect a site and plan its outputs. DigestError when there is no site at all.

    `memory` holds what pure stages returned before; `stamps` how the files stand, at `clock_ns` of the file system.
    """
    known = memory or Memory()
    loaded = load(options.source, reading(known, stamps or {}, clock_ns, options.jobs))
    config = msgspec.structs.replace(loaded.config, base_url=options.base_url) if options.base_url else loaded.config
    theme, problems = load_theme(options.source, config.theme, config.language, memo=known.notes)
    site, linking, _ = connect(loaded.library, config, options.drafts, naming(known, options.jobs))
    assets = {
        name: Output(asset.output, Copy(f"theme/{name}", asset.digest), f"the theme's {name}")
        for name, asset in theme.assets.items()
        if name != "search.js" or config.search != "off"  # the script of a page that the site has not
    }
    ledger, damaged = load_ledger(options.source)
    made = plan(site, config, theme.messages, assets, theme.options, ledger, theme.reached)
    unsearched = [search.missing()] if config.search != "off" and not search.possible() else []
    found = locate([*problems, *linking, *made.problems, *unsearched], options.source)
    problems = [*loaded.problems, *damaged, *found]
    return Prepared(config=config, site=site, theme=theme, plan=made, problems=tuple(problems))


def build(options: Options) -> Result:
    """Bring the output folder to the site's present state, or leave it as it was and say why.

    DigestError for what only the environment can mend: no site, a foreign output folder, a full disk.
    """
    if not options.source.is_dir():
        raise DigestError(f"{options.source} is no folder", "name the site's folder with --source")
    if options.dry_run or options.verify:  # the one writes nothing, the other trusts nothing remembered
        with nullcontext() if options.dry_run else locked(options.source):
            return _build(options, None)
    with locked(options.source):
        memory = Memory(options.source / PRIVATE / "cache.sqlite", code_identity())
        result = _build(options, memory)
        memory.save()
        return result


def _build(options: Options, memory: Memory | None) -> Result:
    clock_ns = file_clock(options.source / PRIVATE) if memory else 0
    stamps = _stamps(options.source)
    ready = prepare(options, memory, stamps, clock_ns)
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
    found = survey(options.output, manifest, maker.wanted(), maker.fingerprints, verify=options.verify)
    if not search.whole(maker.store, maker.index, maker.index.files if options.verify else found.dirty):
        maker.index = search.Index()
        found = survey(options.output, manifest, maker.wanted(), maker.fingerprints, verify=options.verify)
    written = update = None
    if not options.dry_run:
        written = publish(options.output, state, found, maker.make, options.jobs)
        update, written = _indexed(options, maker, state, ready.config, written)
    drift = maker.drift(options.output) if options.verify and not options.dry_run else ()
    return msgspec.structs.replace(
        result,
        stands=_stands(stamps, clock_ns, written) if written and not drift and search.settled(update) else None,
        problems=(*ready.problems, *drift, *([update.problem] if update and update.problem else [])),
        index=update,
        written=written,
        stale=tuple(found.stale),
        dirty={path: reason for path, reason in found.dirty.items() if path in maker.outputs},
    )


def _stamps(source: Path) -> dict[str, Stamp]:
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


def explain(options: Options, address: str) -> tuple[dict[str, str | list[str]], tuple[Problem, ...]]:
    """Why the page at an address is there, what it is made from, and what the next build would do with it.

    `address` is a whole address, a path under the base path, or a site path; "found" is "yes" or "no". With it come
    the site's problems: while one of them is an error, the next build publishes nothing.
    """
    ready = prepare(options)
    outputs = {o.path: o for o in ready.plan.outputs}
    path = _output_path(address, ready.config)
    output = outputs.get(path) or outputs.get(f"{path}/index.html")
    if output is None:
        near = get_close_matches(path, outputs, n=3)
        held = [f"{ident}: {reason}" for ident, reason in ready.site.held.items()]
        return {"found": "no", "path": path, "near": near, "held back": held}, ready.problems
    maker = Maker(options.source, ready)
    told: dict[str, str | list[str]] = {
        "found": "yes",
        "path": output.path,
        "why": output.reason,
        "record": output.owner or "none",
    }
    if isinstance(output.content, Render):
        view = output.content.view()
        told |= {
            "template": output.content.template,
            "template closure": maker.theme.closure(output.content.template),
            "view": type(view).__name__,
            "view fingerprint": fingerprint.of_view(view).hex(),
            "shows": [name for name in view.__struct_fields__ if getattr(view, name)],
        }
    return {**told, "next build": _next_build(options, maker, output.path, ready.problems)}, ready.problems


def _next_build(options: Options, maker: Maker, path: str, problems: tuple[Problem, ...]) -> str:
    if any(p.severity == "error" for p in problems):
        return "publishes nothing while there are errors"
    state = state_dir(options.source, options.output)
    found = survey(options.output, read_manifest(state / "manifest"), maker.wanted(), maker.fingerprints)
    return f"makes it: {found.dirty[path]}" if path in found.dirty else "leaves it: same inputs, same file"


def _output_path(address: str, config: SiteConfig) -> str:
    """The output that an address asks for; an address of another site asks for none of ours."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    if parts.netloc and f"{parts.scheme}://{parts.netloc}" != config.origin:
        return address
    path, base = unquote(parts.path), config.base_path
    if f"{path}/" == base:
        return file_path("")
    return file_path(path.removeprefix(base) if path.startswith(base) else path.lstrip("/"))


class Maker:
    """Knows how to fingerprint and how to make each output of a prepared site."""

    index = search.Index()
    """The search index that is published with them."""

    def __init__(self, source: Path, ready: Prepared, jobs: int = 1, store: Path = Path()) -> None:
        self.source, self.theme, self.marker, self.jobs = source, ready.theme, marker(ready.config.title), jobs
        self.store = store
        self.outputs = {o.path: o for o in ready.plan.outputs}
        self.surroundings = fingerprint.joined(
            fingerprint.of_view(ready.plan.site_view), ready.theme.messages.digest, code_identity()
        )
        self.renderer = Renderer(ready.theme, ready.plan.site_view)

    def wanted(self) -> dict[str, bytes]:
        """The whole tree, as path -> setting, the marker with it."""
        closures = {o.content.template for o in self.outputs.values() if isinstance(o.content, Render)}
        known = {name: self.theme.closure(name) for name in closures}
        settings = {MARKER: digest_bytes(self.marker)}
        for path, output in self.outputs.items():
            closure = known[output.content.template] if isinstance(output.content, Render) else ""
            settings[path] = fingerprint.of_setting(output, closure, self.surroundings)
        return {**settings, **self.index.files}

    def fingerprints(self, paths: Sequence[str]) -> Iterator[bytes]:
        """The digests of the views that these outputs are made from."""
        return each(self.fingerprint, paths, self.jobs)

    def fingerprint(self, path: str) -> bytes:
        """The digest of the view that an output is made from; b"" for one that has none."""
        content = self.outputs[path].content if path in self.outputs else None
        return fingerprint.of_view(content.view()) if isinstance(content, Render | Serialize) else b""

    def make(self, path: str) -> tuple[bytes, bytes]:
        """The digest of the view of an output, and its bytes."""
        if path == MARKER:
            return b"", self.marker
        if path in self.index.files:
            return b"", search.content(self.store, self.index, path)
        match self.outputs[path].content:
            case Render(template=template, view=view):
                page = view()
                return fingerprint.of_view(page), self.renderer.render(template, page)
            case Serialize(form=form, view=view):
                shown = view()
                return fingerprint.of_view(shown), WRITERS[form](shown)
            case Copy(source=source):
                kind, _, name = source.partition("/")
                if kind == "theme":
                    return b"", self.theme.assets[name].source
                with environment(f"read {source}"):
                    return b"", (self.source / source).read_bytes()

    def drift(self, output: Path) -> list[Problem]:
        """Every published file that is not what a clean build makes: none, or a bug of ours."""
        paths = [*self.outputs]

        def same(path: str) -> bool:
            try:
                return (output / path).read_bytes() == self.make(path)[1]
            except OSError:
                return False

        return [
            Problem(
                path=f"{output.name}/{path}",
                code="drift",
                message="the published file differs from a clean build",
                hint="this is a fault of digest: please report it; delete the folder .digest and build again",
            )
            for path, whole in zip(paths, each(same, paths, self.jobs), strict=True)
            if not whole
        ]
