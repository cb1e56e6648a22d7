"""The site that is served, kept in memory, and brought up to date after each save. The one seam to the build.

What a build would refuse to publish is not served either: the last good tree stays, and the problems are told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from digest.build import Maker, Options, Prepared, prepare, search, stamps
from digest.build.fingerprint import code_identity
from digest.build.memory import Memory
from digest.build.output import PRIVATE, file_clock, state_dir
from digest.errors import DigestError, Problem
from digest.render.theme import Renderer, ThemeError
from digest.serve.tree import Tree, rearranged
from digest.site.plan import Render
from digest.site.views import SiteView


class Refreshed(msgspec.Struct, frozen=True, kw_only=True):
    """What one look at the site's folder came to."""

    problems: tuple[Problem, ...] = ()
    """All that is wrong with the site now, warnings among them."""
    error: DigestError | None = None
    """Why there was no site to look at; the last good one stays."""
    articles: int = 0
    changed: tuple[str, ...] = ()
    """The outputs that are new or made from something else than before, as far as that is known without their views:
    pictures, style sheets, and the pages of a template that changed."""
    removed: tuple[str, ...] = ()
    """The outputs that went."""

    @property
    def good(self) -> bool:
        """Whether the tree is what the folder says now."""
        return self.error is None and not any(p.severity == "error" for p in self.problems)


class Served:
    """A site in memory. `refresh` is one thread's; everybody may read `tree`, which is replaced, never changed."""

    def __init__(self, source: Path, drafts: bool = False) -> None:
        self._options = Options(source=source, output=source / "public", drafts=drafts)
        # What the last build left is read and never written: a memory is whole or empty, whoever writes it meanwhile.
        self._memory = Memory(source / PRIVATE / "cache.sqlite", code_identity())
        self.tree: Tree | None = None
        """The last good state; None until there was one."""
        self._renderer: tuple[tuple[str, SiteView], Renderer] | None = None
        self.found = Refreshed()
        """What the last refresh came to."""

    def refresh(self, reading: Iterable[str] = (), jobs: int = 1) -> Refreshed:
        """Bring `tree` to what the site's folder says; `reading` are addresses whose pages are made at once.

        Of each template that is new or changed, one page is made at once too, so that a template that fails is told
        when it is saved; all others wait until they are asked for. Whatever is wrong is returned. More than one of
        `jobs` forks: only before there are threads.
        """
        self.found = self._refreshed(reading, jobs)
        return self.found

    def _refreshed(self, reading: Iterable[str], jobs: int) -> Refreshed:
        options = msgspec.structs.replace(self._options, jobs=jobs)
        try:
            clock_ns = file_clock(options.source)
            ready = prepare(options, self._memory, stamps(options.source), clock_ns)
        except ThemeError as error:
            return Refreshed(problems=(error.problem,))
        except DigestError as error:
            return Refreshed(error=error)
        found = Refreshed(problems=ready.problems, articles=len(ready.site.articles))
        if not found.good:
            return found
        last, tree = self.tree, Tree(ready.config, self._maker(ready))
        changed = rearranged(last, tree)
        try:
            for path in _one_of_each(tree, changed):
                tree.read(path)
            for address in reading:
                tree.find(address)
        except ThemeError as error:
            return msgspec.structs.replace(found, problems=(*found.problems, error.problem))
        except DigestError as error:
            return Refreshed(error=error)
        self.tree = tree
        removed = tuple(path for path in last.settings if path not in tree.settings) if last else ()
        return msgspec.structs.replace(found, changed=changed, removed=removed)

    def _maker(self, ready: Prepared) -> Maker:
        """What makes the pages. Templates stay compiled while theme and site value do: else they are most of a save."""
        store = state_dir(self._options.source, self._options.output) / "search"
        maker, made_for = Maker(self._options.source, ready, 1, store), (ready.theme.fingerprint, ready.plan.site_view)
        index = search.stored(store) if ready.config.search != "off" else maker.index
        if search.whole(store, index, index.files):
            maker.index = index
        if self._renderer and self._renderer[0] == made_for:
            maker.renderer = self._renderer[1]
        self._renderer = made_for, maker.renderer
        return maker


def _one_of_each(tree: Tree, changed: tuple[str, ...]) -> Iterator[str]:
    """The first changed page of each template."""
    seen = set()
    for path in changed:
        content = tree.outputs[path].content
        if isinstance(content, Render) and content.template not in seen:
            seen.add(content.template)
            yield path
