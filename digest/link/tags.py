"""The taxonomy: tags as written -> terms with a hierarchy. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from digest.errors import Problem
from digest.model import Article, Library, Record, Tag, TagTerm
from digest.text import Slugs, one_line, slug

MAX_LEVELS = 6


def term_path(tag: str, mode: Slugs = "unicode") -> str:
    """The path of a tag as written: "Security / Drugs" -> "security/drugs". Never empty, never climbs."""
    return "/".join(slug(part, mode) for part in _parts(tag))


def _parts(tag: str) -> list[str]:
    parts = [one_line(part) for part in tag.split("/")]
    kept = [part for part in parts if part] or [tag]
    return [*kept[: MAX_LEVELS - 1], " ".join(kept[MAX_LEVELS - 1 :])] if len(kept) > MAX_LEVELS else kept


def terms(library: Library, articles: Mapping[str, Article], mode: Slugs) -> tuple[dict[str, TagTerm], list[Problem]]:
    """Every term in use or with a file, each before those below it; and spellings that meet in one path by accident.

    `articles` are the published ones, newest first. Of several spellings of one term the newest article's gives the
    title, then those of stories and events, unless a file does.
    """
    found = _Taxonomy(mode)
    for article in articles.values():
        found.use(article, article.tags, found.articles)
    for story in sorted(library.stories.values(), key=lambda story: story.id):
        found.use(story, story.tags, found.stories)
    for event in sorted(library.events.values(), key=lambda event: event.id):
        found.use(event, event.tags, {})
    for path, title in _files(library.tags, mode, found.problems).items():
        found.titles[path] = title or found.titles.get(path, path.rsplit("/", 1)[-1])
    # "harbour-dues" sorts before "harbour/quays", which belongs right below "harbour".
    paths = sorted(found.titles, key=lambda path: path.split("/"))
    children: dict[str, list[str]] = {}
    for path in paths:
        children.setdefault(path.rpartition("/")[0], []).append(path)
    made = {
        path: TagTerm(
            path=path,
            title=found.titles[path],
            articles=tuple(found.articles.get(path, ())),
            stories=tuple(found.stories.get(path, ())),
            children=tuple(children.get(path, ())),
        )
        for path in paths
    }
    return made, found.problems


class _Taxonomy:
    """What the records say, gathered one by one: a tag ties its record to its term and to every term above that."""

    def __init__(self, mode: Slugs) -> None:
        self.mode = mode
        self.titles: dict[str, str] = {}
        self.articles: dict[str, dict[str, None]] = {}
        self.stories: dict[str, dict[str, None]] = {}
        self.problems: list[Problem] = []
        self._levels: dict[str, list[tuple[str, str, str]]] = {}
        self._spelled: dict[str, tuple[str, str]] = {}

    def use(self, record: Record, tags: Iterable[str], shelf: dict[str, dict[str, None]]) -> None:
        for n, tag in enumerate(tags):
            for path, part, spelling in self._read(tag):
                self.titles.setdefault(path, part)
                shelf.setdefault(path, {})[record.id] = None
                first, where = self._spelled.setdefault(path, (part, record.path))
                if first is not part and _spelling(first) != spelling:
                    self.problems.append(_meeting(record.path, f"tags[{n}]", f"“{part}” and “{first}” ({where})", path))

    def _read(self, tag: str) -> list[tuple[str, str, str]]:
        """Each level of a tag as written, from above: (path of the term, words, spelling). Tags come again."""
        if tag not in self._levels:
            parts, paths = _parts(tag), [""]
            for part in parts:
                paths.append(f"{paths[-1]}/{slug(part, self.mode)}".lstrip("/"))
            self._levels[tag] = [(path, part, _spelling(part)) for path, part in zip(paths[1:], parts, strict=True)]
        return self._levels[tag]


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
