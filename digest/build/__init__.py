"""Content in, site out: which outputs, made, written, swapped in. One path for every build, first or hundredth.

    load -> connect -> plan -> fingerprint -> survey -> execute -> publish

There is no incremental mode. Everything up to the fingerprint happens each time; only rendering is remembered, and an
output is skipped only when its fingerprint and the file on disk both match the manifest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import msgspec

from digest import standing
from digest.build import fingerprint
from digest.build.claim import MARKER, check_output, marker
from digest.build.execute import each
from digest.build.fingerprint import code_identity
from digest.build.manifest import UNKNOWN, Stamp, digest_bytes, folders_of, read_manifest, settled
from digest.build.memory import Memory
from digest.build.output import (
    PRIVATE,
    Progress,
    Written,
    environment,
    file_clock,
    locked,
    open_state,
    publish,
    quiet,
    state_dir,
)
from digest.build.profile import Profile, Stopwatch
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
    progress: Progress = quiet
    """Told after each page that is made."""


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
    profile: Profile | None = None
    """Where the time went; None when nothing was to be published."""
    stands: Stands | None = None
    """How everything stands that was read and published, when the same build again would do nothing."""
    undated: tuple[str, ...] = ()
    """The files of published articles without a date: they stand last everywhere, and in no feed."""


def prepare(
    options: Options,
    memory: Memory | None = None,
    stamps: Mapping[str, Stamp] | None = None,
    clock_ns: int = 0,
    watch: Stopwatch | None = None,
) -> Prepared:
    """Read and connect a site and plan its outputs. DigestError when there is no site at all.

    `memory` holds what pure stages returned before; `stamps` how the files stand, at `clock_ns` of the file system.
    """
    known, watch = memory or Memory(), watch or Stopwatch()
    with watch.stage("read"):
        loaded = load(options.source, reading(known, stamps or {}, clock_ns, options.jobs))
    config = msgspec.structs.replace(loaded.config, base_url=options.base_url) if options.base_url else loaded.config
    with watch.stage("theme"):
        theme, problems = load_theme(options.source, config.theme, config.language, memo=known.notes)
    with watch.stage("name and connect"):
        site, linking, _ = connect(loaded.library, config, options.drafts, naming(known, options.jobs))
    assets = {
        name: Output(asset.output, Copy(f"theme/{name}", asset.digest), f"the theme's {name}")
        for name, asset in theme.assets.items()
    }
    ledger, damaged = load_ledger(options.source)
    with watch.stage("plan"):
        made = plan(site, config, theme.messages, assets, theme.options, ledger, theme.reached, theme.shape)
    problems = [*loaded.problems, *damaged, *locate([*problems, *linking, *made.problems], options.source)]
    return Prepared(config=config, site=site, theme=theme, plan=made, problems=tuple(problems))


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
        result = _build(options, memory, watch)
        memory.save()
        return result


def _build(options: Options, memory: Memory | None, watch: Stopwatch) -> Result:
    with watch.stage("look at the files"):
        clock_ns = file_clock(options.source / PRIVATE) if memory else 0
        stamps = _stamps(options.source)
    ready = prepare(options, memory, stamps, clock_ns, watch)
    result = Result(
        problems=ready.problems,
        articles=len(ready.site.articles),
        outputs=len(ready.plan.outputs),
        held=ready.site.held,
        undated=tuple(a.path for a in ready.site.articles.values() if a.date is None),
    )
    if any(p.severity == "error" or options.strict for p in ready.problems):
        return result
    maker = Maker(options.source, ready, options.jobs)
    state = state_dir(options.source, options.output) if options.dry_run else open_state(options.source, options.output)
    manifest = read_manifest(state / "manifest")
    check_output(options.output, options.source, manifest, maker.marker)
    with watch.stage("survey"):
        found = survey(options.output, manifest, maker.wanted(), maker.fingerprints, verify=options.verify)
    written = None
    if not options.dry_run:
        with watch.stage("make and publish"):
            written = publish(options.output, state, found, maker.make, options.jobs, options.progress)
    drift = maker.drift(options.output) if options.verify and not options.dry_run else ()
    return msgspec.structs.replace(
        result,
        stands=_stands(stamps, clock_ns, written) if written and not drift else None,
        problems=(*ready.problems, *drift),
        written=written,
        stale=tuple(found.stale),
        dirty={path: reason for path, reason in found.dirty.items() if path != MARKER},
        profile=watch.profile(written.seconds if written else {}, maker.shapes()),
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

    def __init__(self, source: Path, ready: Prepared, jobs: int = 1) -> None:
        self.source, self.theme, self.marker, self.jobs = source, ready.theme, marker(ready.config.title), jobs
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
        return settings

    def shapes(self) -> dict[str, str]:
        """What makes each output: a template, a writer, or a copy."""
        names = {MARKER: "copy"}
        for path, output in self.outputs.items():
            match output.content:
                case Render(template=template):
                    names[path] = template
                case Serialize(form=form):
                    names[path] = form
                case Copy():
                    names[path] = "copy"
        return names

    def fingerprints(self, paths: Sequence[str]) -> Iterator[bytes]:
        """The digests of the views that these outputs are made from."""
        return each(self.fingerprint, paths, self.jobs)

    def fingerprint(self, path: str) -> bytes:
        """The digest of the view that an output is made from; b"" for one that has none."""
        content = self.outputs[path].content if path != MARKER else None
        return fingerprint.of_view(content.view()) if isinstance(content, Render | Serialize) else b""

    def make(self, path: str) -> tuple[bytes, bytes]:
        """The digest of the view of an output, and its bytes."""
        if path == MARKER:
            return b"", self.marker
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
