"""What theme.yaml says of a theme's pages: which it has, which indexes, and how long the home page is.

    pages: [home, article, entity, tag, index, feed, sitemap]    all, when absent
    indexes: [entities, tags]                                    one for each kind of record, when absent
    home: {page_size: 20}                                        one page, when absent

A theme that says nothing of one of the three has what its parent has.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import cast

from digest.content.frontmatter import Node
from digest.errors import Problem, did_you_mean
from digest.render.sources import Folder, unknown
from digest.site.shape import ALWAYS, INDEXED, PAGE_TYPES, PageType, Shape

MOST = 1000
"""The most articles that a page may list."""


def made_shape(folders: list[Folder]) -> tuple[Shape, list[Problem]]:
    """The pages of a chain of themes (the parent first), and what is wrong with what they say of them."""
    problems: list[Problem] = []
    shape = Shape()
    for folder in folders:
        path, values = folder.path("theme.yaml"), folder.meta
        pages, indexes, size = shape.pages, shape.indexes, shape.home_size
        if "pages" in values:
            listed = _names(path, "page", values["pages"], PAGE_TYPES, problems)
            pages = frozenset(cast("tuple[PageType, ...]", (*ALWAYS, *listed)))
        if "indexes" in values:
            indexes = _names(path, "index", values["indexes"], INDEXED, problems)
        if "home" in values:
            size = _page_size(path, values["home"], problems)
        shape = Shape(pages, indexes, size)
    return shape, problems


def _names(path: str, what: str, node: Node, known: Collection[str], problems: list[Problem]) -> tuple[str, ...]:
    """The names of a list, each once; those that nobody knows are problems."""
    if not isinstance(node.value, list):
        hint = f"as in [{', '.join([*known][:2])}]"
        problems.append(_wrong(path, node, f"expected a list of names, found {node.form()}", hint))
        return ()
    found: dict[str, None] = {}
    for entry in node.value:
        name = entry.value if isinstance(entry.value, str) else entry.form()
        if name in known:
            found[name] = None
        else:
            hint = did_you_mean(name, known) or f"known are: {', '.join(known)}"
            problems.append(_wrong(path, entry, f"no theme has the {what} “{name}”", hint))
    return tuple(found)


def _page_size(path: str, node: Node, problems: list[Problem]) -> int:
    """How many articles a page of the home page lists; 0 where that is not said."""
    values: Mapping[str, Node] = {}
    if isinstance(node.value, dict):
        values = {key: entry.node for key, entry in node.value.items()}
        problems += unknown(path, values, ("page_size",))
    else:
        message = f"home must be a mapping, found {node.form()}"
        problems.append(_wrong(path, node, message, "as in home: {page_size: 20}"))
    size = values.get("page_size")
    if size is None:
        return 0
    if isinstance(size.value, str) and re.fullmatch("[0-9]{1,4}", size.value) and 1 <= int(size.value) <= MOST:
        return int(size.value)
    problems.append(_wrong(path, size, f"page_size must be a whole number from 1 to {MOST}"))
    return 0


def _wrong(path: str, node: Node, message: str, hint: str = "") -> Problem:
    return Problem(path=path, line=node.line, code="theme-pages", message=message, hint=hint)
