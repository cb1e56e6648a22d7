"""A theme read from disk once, and the renderer made from it.

A theme is a folder: `theme.yaml`, `templates/` (flat, `*.html`), `assets/`, `messages/LANGUAGE.yaml`. A theme that
`extends` another holds only what differs:

    a template   templates/article.html stands in for the parent's wherever that is named
    a block      {% extends "default/article.html" %}: a name that begins with a theme's is that theme's own template
    an asset     assets/style.css stands in for the parent's
    messages     messages/en.yaml with the keys that differ

Loading needs no Jinja when the caller remembers `Checked` for it: a build in which nothing changed stays quick.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from digest.errors import DigestError, Problem
from digest.messages import Messages
from digest.render.sources import Asset, Checked, Folder, Template, made_assets, made_messages, made_options, read_chain
from digest.site.views import SiteView, View
from digest.text import digest

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["TEMPLATES", "Asset", "Renderer", "Template", "Theme", "ThemeError", "load_theme"]

TEMPLATES = (
    "home.html", "article.html", "entity.html", "tag.html", "story.html", "source.html", "timeline.html",
    "quotes.html", "edition.html", "archive.html", "index.html", "page.html", "search.html", "404.html",
)  # fmt: skip
"""The templates that every theme must offer, each for the view that names it."""


class Theme(msgspec.Struct, frozen=True):
    """Everything a theme brings to a build."""

    name: str
    templates: dict[str, Template]
    """By name: "article.html" for the one that counts, "default/article.html" for each theme's own."""
    closures: dict[str, str]
    reached: dict[str, frozenset[str] | None]
    """By template: the fields of `page` that it can reach, perhaps more, never fewer; None for all."""
    messages: Messages
    options: dict[str, str]
    assets: dict[str, Asset]
    """By path below assets/."""
    fingerprint: str
    """Of everything above."""

    def closure(self, template: str) -> str:
        """The digest of all templates that `template` can reach; KeyError for one that the theme has not."""
        return self.closures[template]

    def shows(self, template: str) -> frozenset[str] | None:
        """The fields of `page` that `template` can reach, perhaps more, never fewer; None for all."""
        return self.reached.get(template)


class ThemeError(DigestError):
    """A template failed while it rendered: a mistake of the theme's author, found only now. `problem` says where."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.where()}: {problem.message}", problem.hint)
        self.problem = problem


def load_theme(
    site_dir: Path,
    name: str,
    language: str,
    *,
    chosen: Mapping[str, str] | None = None,
    memo: MutableMapping[str, bytes] | None = None,
) -> tuple[Theme, list[Problem]]:
    """The theme `name`, in `site_dir/themes/` or shipped with the package, with messages in `language`.

    `chosen` are the site's values for the theme's options. `memo` may keep what Jinja found, by the digest of the
    templates; it must be dropped when Jinja's version or this code changes. What is wrong with the theme is returned;
    DigestError only when the package's own theme is missing.
    """
    folders, problems = read_chain(site_dir, name)
    templates, collected = _templates(folders)
    problems += collected
    checked = _checked(templates, memo)
    problems += checked.problems
    messages, found = made_messages(folders, language, {key for key, *_ in checked.keys})
    problems += found + _missing_messages(checked, messages) + _missing_templates(folders, templates)
    options, found = made_options(folders, chosen or {})
    assets, more = made_assets(folders)
    problems += found + more
    parts = (name, checked.closures, messages.digest, options, {path: a.digest for path, a in assets.items()})
    fingerprint = digest(msgspec.json.encode(parts, order="deterministic"))
    reached = {template: None if shown is None else frozenset(shown) for template, shown in checked.shows.items()}
    theme = Theme(name, templates, checked.closures, reached, messages, options, assets, fingerprint)
    return theme, sorted(set(problems))


def _templates(folders: list[Folder]) -> tuple[dict[str, Template], list[Problem]]:
    """All templates of a chain of themes (the parent first), and those that are no UTF-8."""
    found: dict[str, Template] = {}
    problems = []
    for folder in folders:
        for file, data in folder.files("templates/"):
            path = folder.path(f"templates/{file}")
            if "/" in file or not file.endswith(".html"):
                message = "only *.html files may stand in templates/, and no folders"
                problems.append(Problem(path=path, code="theme-file", message=message))
                continue
            try:
                template = Template(path, data.decode("utf-8").replace("\r\n", "\n"))
            except UnicodeDecodeError:
                problems.append(Problem(path=path, code="theme-encoding", message="the template is not UTF-8"))
                continue
            found[file] = found[f"{folder.name}/{file}"] = template
    return found, problems


def _checked(templates: dict[str, Template], memo: MutableMapping[str, bytes] | None) -> Checked:
    key = "theme:" + digest(msgspec.json.encode(templates, order="deterministic"))
    if memo is not None and key in memo:
        try:
            return msgspec.json.decode(memo[key], type=Checked)
        except msgspec.DecodeError:
            pass  # a damaged memo equals an empty one
    from digest.render.jinja import checked_once

    checked = checked_once(tuple(templates.items()))
    if memo is not None:
        memo[key] = msgspec.json.encode(checked)
    return checked


def _missing_templates(folders: list[Folder], templates: dict[str, Template]) -> list[Problem]:
    path = folders[-1].path("templates")
    hint = "write it, or extend a theme that has it (extends: default in theme.yaml)"
    return [
        Problem(path=path, code="template-missing", message=f"the theme has no template {name}", hint=hint)
        for name in TEMPLATES
        if name not in templates
    ]


def _missing_messages(checked: Checked, messages: Messages) -> list[Problem]:
    hint = "add it to the theme's messages/en.yaml"
    return [
        Problem(path=path, line=line, code="message-missing", message=f"no message has the key “{key}”", hint=hint)
        for key, counted, path, line in checked.keys
        if (f"{key}.other" if counted else key) not in messages.table
    ]


class Renderer:
    """Views -> bytes by the templates of one theme; nothing but theme, site and view reaches the result."""

    def __init__(self, theme: Theme, site: SiteView) -> None:
        self._theme, self._site = theme, site
        self._slow: set[str] = set()
        """Templates that only plain Jinja can render."""

    # Both are made by the first page that needs them: a build in which nothing changed does without Jinja.

    @cached_property
    def _quick(self) -> Environment:
        from digest.render.jinja import environment
        from digest.render.swift import QuickEnvironment

        return environment(self._theme.templates, self._theme.messages, self._site, QuickEnvironment)

    @cached_property
    def _plain(self) -> Environment:
        from digest.render.jinja import environment

        return environment(self._theme.templates, self._theme.messages, self._site)

    def render(self, template: str, page: View) -> bytes:
        """`page` through `template`: UTF-8, line feeds, one at the end. ThemeError when the template fails."""
        text = None if template in self._slow else self._quickly(template, page)
        if text is None:
            text = self._plainly(template, page)
        text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n") + "\n"
        return text.encode("utf-8", "replace")

    def _quickly(self, template: str, page: View) -> str | None:
        """By the short paths; None for a template that they fail."""
        try:
            return self._quick.get_template(template).render(page=page)
        except Exception:  # whatever it is, plain Jinja meets it too, or does better
            self._slow.add(template)
            return None

    def _plainly(self, template: str, page: View) -> str:
        from digest.render.jinja import fault

        try:
            return self._plain.get_template(template).render(page=page)
        except Exception as error:
            problem = fault(error, self._theme.templates, template)
            if problem is None:
                raise
            raise ThemeError(problem) from error
