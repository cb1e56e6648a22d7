"""Content in, site out: which outputs, made, written, swapped in. One path for every build, first or hundredth.

    load -> connect -> plan -> fingerprint -> survey -> execute -> publish

There is no incremental mode. Everything up to the fingerprint happens each time; only rendering is remembered, and an
output is skipped only when its fingerprint and the file on disk both match the manifest.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from contextlib import nullcontext
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import unquote, urlsplit

import msgspec

from digest.build import fingerprint
from digest.build.cache import open_cache
from digest.build.claim import MARKER, check_output, marker
from digest.build.execute import execute
from digest.build.fingerprint import render_identity
from digest.build.manifest import Survey, digest_bytes, read_manifest, survey
from digest.build.output import (
    PRIVATE,
    Written,
    environment,
    locked,
    open_state,
    publish,
    state_dir,
)
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
    undated: tuple[str, ...] = ()
    """The files of published articles without a date: they stand last everywhere, and in no feed."""


def prepare(options: Options, memo: MutableMapping[str, bytes] | None = None) -> Prepared:
    """Read and connect a site and plan its outputs. DigestError when there is no site at all.

    `memo` holds what pure stages returned before, by the digest of their arguments.
    """
    loaded = load(options.source)
    config = msgspec.structs.replace(loaded.config, base_url=options.base_url) if options.base_url else loaded.config
    theme, problems = load_theme(options.source, config.theme, config.language, memo=memo)
    site, linking, _ = connect(loaded.library, config, options.drafts)
    assets = {
        name: Output(asset.output, Copy(f"theme/{name}", asset.digest), f"the theme's {name}")
        for name, asset in theme.assets.items()
    }
    ledger, damaged = load_ledger(options.source)
    made = plan(site, config, theme.messages, assets, theme.options, ledger)
    problems = [*loaded.problems, *damaged, *locate([*problems, *linking, *made.problems], options.source)]
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
    with locked(options.source), open_cache(options.source / PRIVATE / "cache.sqlite", render_identity()) as memo:
        return _build(options, memo)


def _build(options: Options, memo: MutableMapping[str, bytes] | None) -> Result:
    ready = prepare(options, memo)
    result = Result(
        problems=ready.problems,
        articles=len(ready.site.articles),
        outputs=len(ready.plan.outputs),
        held=ready.site.held,
        undated=tuple(a.path for a in ready.site.articles.values() if a.date is None),
    )
    if any(p.severity == "error" or options.strict for p in ready.problems):
        return result
    maker = Maker(options.source, ready)
    state = state_dir(options.source, options.output) if options.dry_run else open_state(options.source, options.output)
    manifest = read_manifest(state / "manifest")
    check_output(options.output, options.source, manifest, maker.marker)
    found = survey(options.output, manifest, maker.wanted(), verify=options.verify)
    written = None
    if not options.dry_run:
        written = publish(options.output, state, found, _contents(maker, found, options.jobs))
    drift = list(_drift(maker, options.output)) if options.verify and not options.dry_run else []
    return msgspec.structs.replace(
        result,
        problems=(*ready.problems, *drift),
        written=written,
        stale=tuple(found.stale),
        dirty={path: reason for path, reason in found.dirty.items() if path != MARKER},
    )


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
    found = survey(options.output, read_manifest(state / "manifest"), maker.wanted())
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

    def __init__(self, source: Path, ready: Prepared) -> None:
        self.source, self.theme, self.marker = source, ready.theme, marker(ready.config.title)
        self.outputs = {o.path: o for o in ready.plan.outputs}
        self.surroundings = fingerprint.joined(
            fingerprint.of_view(ready.plan.site_view), ready.theme.messages.digest, render_identity()
        )
        self.renderer = Renderer(ready.theme, ready.plan.site_view)

    def fingerprint(self, output: Output) -> bytes:
        closure = self.theme.closure(output.content.template) if isinstance(output.content, Render) else ""
        return fingerprint.of_output(output, closure, self.surroundings)

    def wanted(self) -> dict[str, bytes]:
        """The whole tree, as path -> fingerprint, the marker with it."""
        return {MARKER: digest_bytes(self.marker), **{path: self.fingerprint(o) for path, o in self.outputs.items()}}

    def make(self, output: Output) -> bytes:
        """The bytes of one output."""
        match output.content:
            case Render(template=template, view=view):
                return self.renderer.render(template, view())
            case Serialize(form=form, view=view):
                return WRITERS[form](view())
            case Copy(source=source):
                kind, _, name = source.partition("/")
                if kind == "theme":
                    return self.theme.assets[name].source
                with environment(f"read {source}"):
                    return (self.source / source).read_bytes()


def _contents(maker: Maker, found: Survey, jobs: int) -> Iterator[tuple[str, bytes]]:
    if MARKER in found.dirty:
        yield MARKER, maker.marker
    yield from execute([maker.outputs[path] for path in found.dirty if path != MARKER], maker.make, jobs)


def _drift(maker: Maker, output: Path) -> Iterator[Problem]:
    """Every published file that is not what a clean build makes: none, or a bug of ours."""
    for path, wanted in maker.outputs.items():
        try:
            same = (output / path).read_bytes() == maker.make(wanted)
        except OSError:
            same = False
        if not same:
            yield Problem(
                path=f"{output.name}/{path}",
                code="drift",
                message="the published file differs from a clean build",
                hint="this is a fault of digest: please report it; delete the folder .digest and build again",
            )
