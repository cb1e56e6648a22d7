"""The taxonomy: tags as written -> terms with a hierarchy. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from digest.errors import Problem
from digest.model import Article, Tag, TagTerm
from digest.text import Slugs, one_line, slug

MAX_LEVELS = 6


def term_path(tag: str, mode: Slugs = "unicode") -> str:
    """The path of a tag as written: "Security / Drugs" -> "security/drugs". Never empty, never climbs."""
    return "/".join(slug(part, mode) for part in _parts(tag))


def _parts(tag: str) -> list[str]:
    parts = [one_line(part) for part in tag.split("/")]
    kept = [part for part in parts if part] or [tag]
    return [*kept[: MAX_LEVELS - 1], " ".join(kept[MAX_LEVELS - 1 :])] if len(kept) > MAX_LEVELS else kept


def terms(
    articles: Mapping[str, Article], files: Mapping[str, Tag], mode: Slugs
) -> tuple[dict[str, TagTerm], list[Problem]]:
    """Every term in use or with a file, in the order of the paths; and spellings that meet in one path by accident.

    `articles` newest first; of several spellings of one term the newest gives the title, unless a file does.
    """
    paths: dict[str, list[str]] = {}
    titles: dict[str, str] = {}
    spelled: dict[str, tuple[str, str]] = {}
    members: dict[str, dict[str, None]] = {}
    problems: list[Problem] = []
    for article in articles.values():
        for n, tag in enumerate(article.tags):
            if tag not in paths:
                paths[tag] = [slug(part, mode) for part in _parts(tag)]
            for depth, part in enumerate(_parts(tag), 1):
                path = "/".join(paths[tag][:depth])
                titles.setdefault(path, part)
                members.setdefault(path, {})[article.id] = None
                first, where = spelled.setdefault(path, (part, article.path))
                if _spelling(first) != _spelling(part):
                    problems.append(_meeting(article.path, f"tags[{n}]", f"“{part}” and “{first}” ({where})", path))
    for path, title in _files(files, mode, problems).items():
        titles[path] = title or titles.get(path, path.rsplit("/", 1)[-1])
        members.setdefault(path, {})
    children: dict[str, list[str]] = {}
    for path in sorted(titles):
        children.setdefault(path.rpartition("/")[0], []).append(path)
    found = {
        path: TagTerm(
            path=path, title=titles[path], articles=tuple(members[path]), children=tuple(children.get(path, ()))
        )
        for path in sorted(titles)
    }
    return found, problems


def _files(files: Mapping[str, Tag], mode: Slugs, problems: list[Problem]) -> dict[str, str]:
    """Titles by path, with "" for parents that have no file."""
    given: dict[str, Tag] = {}
    for ident, tag in files.items():
        path = term_path(ident, mode)
        if given.setdefault(path, tag) is not tag:
            problems.append(_meeting(tag.path, "title", f"this file and {given[path].path}", path))
    parents = {"/".join(path.split("/")[:n]): "" for path in given for n in range(1, path.count("/") + 1)}
    return {**parents, **{path: tag.title for path, tag in given.items()}}


def _meeting(where: str, key: str, both: str, path: str) -> Problem:
    return Problem(
        path=where,
        key=key,
        code="tags-meet",
        severity="warning",
        message=f"{both} have the same address tags/{path}/",
        hint="spell them alike, or choose other words for one of them",
    )


def _spelling(tag: str) -> str:
    """What must agree for two spellings to be one tag: everything but case, spaces and hyphens."""
    return "".join(c for c in tag.casefold() if c not in " -_\t\n")
