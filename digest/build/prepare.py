"""A site read, connected and planned: values only, nothing made or written yet."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from digest.build import search
from digest.build.manifest import Stamp
from digest.build.memory import Memory
from digest.build.output import Progress, quiet
from digest.build.profile import Stopwatch
from digest.build.recall import naming, reading
from digest.config import SiteConfig
from digest.content.load import load, load_ledger, locate
from digest.errors import Problem
from digest.link import Ambiguous, connect
from digest.model import Site
from digest.render.theme import Theme, load_theme
from digest.site.plan import Copy, Output, Plan, plan


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


class Prepared(msgspec.Struct, frozen=True, kw_only=True):
    """A site that is ready to be made: values only, nothing written yet."""

    config: SiteConfig
    site: Site
    theme: Theme
    plan: Plan
    problems: tuple[Problem, ...]
    ambiguous: tuple[Ambiguous, ...] = ()
    """The names that nobody may guess."""


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
    if "search" not in theme.shape.pages:
        config = msgspec.structs.replace(config, search="off")
    with watch.stage("name and connect"):
        site, linking, ambiguous = connect(loaded.library, config, options.drafts, naming(known, options.jobs))
    assets = {
        name: Output(asset.output, Copy(f"theme/{name}", asset.digest), f"the theme's {name}")
        for name, asset in theme.assets.items()
        if name != "search.js" or config.search != "off"  # the script of a page that the site has not
    }
    ledger, damaged = load_ledger(options.source)
    with watch.stage("plan"):
        made = plan(site, config, theme.messages, assets, theme.options, ledger, theme.reached, theme.shape)
    unsearched = [search.missing()] if config.search != "off" and not search.possible() else []
    found = locate([*problems, *linking, *made.problems, *unsearched], options.source)
    problems = [*loaded.problems, *damaged, *found]
    return Prepared(
        config=config, site=site, theme=theme, plan=made, problems=tuple(problems), ambiguous=tuple(ambiguous)
    )
