"""The site that is served, kept in memory, and brought up to date after each save. The one seam to the build.

What a build would refuse to publish is not served either: the last good tree stays, and the problems are told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from digest.build import Maker, Options, prepare
from digest.errors import DigestError, Problem
from digest.render.theme import ThemeError
from digest.serve.tree import Tree
from digest.site.plan import Render


class Refreshed(msgspec.Struct, frozen=True, kw_only=True):
    """What one look at the site's folder came to."""

    problems: tuple[Problem, ...] = ()
    """All that is wrong with the site now, warnings among them."""
    error: DigestError | None = None
    """Why there was no site to look at; the last good one stays."""
    articles: int = 0
    changed: tuple[str, ...] = ()
    """The outputs that are new or made from something else than before."""
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
        self._memo: dict[str, bytes] = {}
        self.tree: Tree | None = None
        """The last good state; None until there was one."""
        self.found = Refreshed()
        """What the last refresh came to."""

    def refresh(self, reading: Iterable[str] = ()) -> Refreshed:
        """Bring `tree` to what the site's folder says; `reading` are addresses whose pages are made at once.

        Of each template that a changed page uses, one page is made at once too, so that a template that fails is told
        when it is saved; all others wait until they are asked for. Whatever is wrong is returned.
        """
        self.found = self._refreshed(reading)
        return self.found

    def _refreshed(self, reading: Iterable[str]) -> Refreshed:
        try:
            ready = prepare(self._options, self._memo)
        except ThemeError as error:
            return Refreshed(problems=(error.problem,))
        except DigestError as error:
            return Refreshed(error=error)
        found = Refreshed(problems=ready.problems, articles=len(ready.site.articles))
        if not found.good:
            return found
        maker, last = Maker(self._options.source, ready), self.tree
        tree = Tree(ready.config, maker, {path: maker.fingerprint(o) for path, o in maker.outputs.items()}, last)
        known = last.fingerprints if last else {}
        changed = tuple(path for path, mark in tree.fingerprints.items() if known.get(path) != mark)
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
        removed = tuple(path for path in known if path not in tree.fingerprints)
        return msgspec.structs.replace(found, changed=changed, removed=removed)


def _one_of_each(tree: Tree, changed: tuple[str, ...]) -> Iterator[str]:
    """The first changed page of each template."""
    seen = set()
    for path in changed:
        content = tree.outputs[path].content
        if isinstance(content, Render) and content.template not in seen:
            seen.add(content.template)
            yield path
