"""The taxonomy: tags as written -> terms with a hierarchy. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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
    """Every term in use or with a file, in the order of the paths; and spellings that meet in one path by accident."""
    titles: dict[str, str] = {}
    spelled: dict[str, tuple[str, str]] = {}
    members: dict[str, dict[str, None]] = {}
    problems: list[Problem] = []
    for article in articles.values():
        for n, tag in enumerate(article.tags):
            parts = _parts(tag)
            for depth in range(1, len(parts) + 1):
                path = term_path("/".join(parts[:depth]), mode)
                titles.setdefault(path, parts[depth - 1])
                members.setdefault(path, {})[article.id] = None
            first, where = spelled.setdefault(term_path(tag, mode), (tag, article.path))
            if _spelling(first) != _spelling(tag):
                problems.append(Problem(
                    path=article.path, key=f"tags[{n}]", code="tags-meet", severity="warning",
                    message=f"“{tag}” and “{first}” ({where}) have the same address tags/{term_path(tag, mode)}/",
                    hint="spell them alike, or choose other words for one of them"))
    for path, title in _with_parents((term_path(i, mode), tag.title) for i, tag in files.items()):
        titles[path] = title or titles.get(path, path.rsplit("/", 1)[-1])
        members.setdefault(path, {})
    children: dict[str, list[str]] = {}
    for path in sorted(titles):
        children.setdefault(path.rpartition("/")[0], []).append(path)
    found = {
        path: TagTerm(path=path, title=titles[path], articles=tuple(members[path]), children=tuple(children.get(path, ())))
        for path in sorted(titles)
    }
    return found, problems


def _with_parents(files: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Titles by path, with "" for parents that have no file."""
    given = dict(files)
    parents = {"/".join(path.split("/")[:n]): "" for path in given for n in range(1, path.count("/") + 1)}
    return list({**parents, **given}.items())


def _spelling(tag: str) -> str:
    """What must agree for two spellings to be one tag: everything but case, spaces and hyphens."""
    return "".join(c for c in tag.casefold() if c not in " -_\t\n")
