"""What templates can show of their page: never fewer fields than they read, in any template that Jinja takes."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from jinja2 import DictLoader, TemplateError
from markupsafe import Markup

from digest.render import jinja
from digest.render.reach import Outline, fields
from digest.render.sources import Template
from digest.render.theme import TEMPLATES, Theme, load_theme
from tests.unit.render import samples
from tests.unit.render.test_theme import VIEWS

FIELDS = ("a", "b", "c", "d", "title")

CASES: dict[str, tuple[dict[str, str], set[str] | None]] = {
    "attribute": ({"t": "{{ page.a }}"}, {"a"}),
    "attribute of an attribute": ({"t": "{{ page.a.b }}"}, {"a"}),
    "item": ({"t": "{{ page['a'] }}"}, {"a"}),
    "item with a computed key": ({"t": "{% set k = 'a' %}{{ page[k] }}"}, None),
    "nothing": ({"t": "{{ site }}"}, set()),
    "branches that are not taken": ({"t": "{% if false %}{{ page.a }}{% else %}{{ page.b }}{% endif %}"}, {"a", "b"}),
    "asked whether it is there": ({"t": "{% if page %}{{ page.a }}{% endif %}{{ 1 if page else page.b }}"}, {"a", "b"}),
    "shown whole": ({"t": "{{ page }}"}, None),
    "compared": ({"t": "{{ page == 1 }}"}, None),
    "joined to a text": ({"t": "{{ 'x' ~ page }}"}, None),
    "chosen": ({"t": "{{ (page if true else 1).a }}"}, None),
    "or": ({"t": "{{ (page or 1).a }}"}, None),
    "filtered": ({"t": "{{ page | attr('a') }}"}, None),
    "handed to a filter": ({"t": "{{ 'x' | replace('x', page) }}"}, None),
    "tested": ({"t": "{{ page is sameas page }}"}, None),
    "in a list": ({"t": "{% for p in [page] %}{{ p.a }}{% endfor %}"}, None),
    "in a mapping": ({"t": "{{ {'p': page}['p'].a }}"}, None),
    "mapped": ({"t": "{{ [page] | map(attribute='a') | first }}"}, None),
    "looped over": ({"t": "{% for x in page %}{{ x }}{% endfor %}"}, None),
    "another name": ({"t": "{% set it = page %}{{ it.a }}{% set that = it %}{{ that.b }}"}, {"a", "b"}),
    "two names at once": ({"t": "{% set it, that = page, 1 %}{{ it.a }}"}, None),
    "a name for a while": ({"t": "{% with it = page %}{{ it.a }}{% endwith %}"}, None),
    "a name that is shown": ({"t": "{% set it = page %}{{ it }}"}, None),
    "a macro": ({"t": "{% macro m(x) %}{{ x.a }}{% endmacro %}{{ m(page) }}"}, {"a"}),
    "a macro's second": ({"t": "{% macro m(x, y) %}{{ x.a }}{{ y.b }}{% endmacro %}{{ m(site, page) }}"}, {"b"}),
    "a macro by key": ({"t": "{% macro m(x, y=1) %}{{ x.a }}{{ y.b }}{% endmacro %}{{ m(site, y=page) }}"}, {"b"}),
    "a macro's default": ({"t": "{% macro m(x=page) %}{{ x.a }}{% endmacro %}{{ m() }}"}, None),
    "a macro that shows it": ({"t": "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(page) }}"}, None),
    "a macro that hands it on": (
        {"t": "{% macro n(y) %}{{ y.b }}{% endmacro %}{% macro m(x) %}{{ n(x) }}{% endmacro %}{{ m(page) }}"},
        {"b"},
    ),
    "a macro in a macro": (
        {"t": "{% macro m(x) %}{% macro n() %}{{ x.a }}{% endmacro %}{{ n() }}{% endmacro %}{{ m(page) }}"},
        {"a"},
    ),
    "a macro that calls itself": (
        {"t": "{% macro m(x, n) %}{{ x.a }}{% if n %}{{ m(x, n - 1) }}{% endif %}{% endmacro %}{{ m(page, 3) }}"},
        {"a"},
    ),
    "more than the macro names": ({"t": "{% macro m() %}{{ varargs[0].a }}{% endmacro %}{{ m(page) }}"}, None),
    "other keys than the macro names": ({"t": "{% macro m() %}{{ kwargs.x.a }}{% endmacro %}{{ m(x=page) }}"}, None),
    "spread out": ({"t": "{% macro m(x, y) %}{{ y.a }}{% endmacro %}{{ m(page, *[site]) }}"}, None),
    "a macro under another name": (
        {"t": "{% macro m(x) %}{{ x.a }}{% endmacro %}{% set f = m %}{{ f(page) }}"},
        None,
    ),
    "a macro's name that means something else": (
        {
            "t": "{% macro m(x) %}{{ x.a }}{% endmacro %}{% macro n(x) %}{{ x.b }}{% endmacro %}{% set m = n %}{{ m(page) }}"
        },
        None,
    ),
    "a caller": (
        {"t": "{% macro m() %}{{ caller(page) }}{% endmacro %}{% call(x) m() %}{{ x.a }}{% endcall %}"},
        None,
    ),
    "a call with a body": (
        {"t": "{% macro m(x) %}{{ x.a }}{{ caller() }}{% endmacro %}{% call m(page) %}{{ page.b }}{% endcall %}"},
        {"a", "b"},
    ),
    "an import": ({"t": "{% import 'u' as u %}{{ u.m(page) }}", "u": "{% macro m(x) %}{{ x.a }}{% endmacro %}"}, {"a"}),
    "an import by name": (
        {"t": "{% from 'u' import m as n %}{{ n(page) }}", "u": "{% macro m(x) %}{{ x.a }}{% endmacro %}"},
        {"a"},
    ),
    "two imports by one name": (
        {
            "t": "{% extends 'v' %}{% from 'u' import m as f %}{% block x %}{{ f(page) }}{% endblock %}",
            "v": "{% from 'u' import n as f %}{% block x %}{% endblock %}",
            "u": "{% macro m(x) %}{{ x.a }}{% endmacro %}{% macro n(x) %}{{ x.b }}{% endmacro %}",
        },
        {"a", "b"},
    ),
    "an import with context": (
        {"t": "{% import 'u' as u with context %}{{ u.m() }}", "u": "{% macro m() %}{{ page.a }}{% endmacro %}"},
        {"a"},
    ),
    "an import with context that hands it back": (
        {"t": "{% import 'u' as u with context %}{{ u.it.a }}", "u": "{% set it = page %}"},
        None,
    ),
    "an include": ({"t": "{% set it = page %}{% include 'u' %}", "u": "{{ page.a }}{{ it.b }}"}, {"a", "b"}),
    "a parent's block": (
        {
            "t": "{% extends 'u' %}{% block x %}{{ page.a }}{{ super() }}{% endblock %}",
            "u": "{% block x %}{{ page.b }}{% endblock %}{% block y %}{{ page.c }}{% endblock %}",
        },
        {"a", "b", "c"},
    ),
    "a field named like a macro": (
        {"t": "{% macro count(x) %}{{ x.a }}{% endmacro %}{{ [1].count(page) }}"},
        None,
    ),
    "a loop that borrows the name": ({"t": "{% for page in [page.a] %}{{ page }}{% endfor %}"}, None),
}


class Recorder:
    """A page that notes which of its fields are read; read as a whole, all are."""

    def __init__(self) -> None:
        self.read: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        if name not in FIELDS:
            raise AttributeError(name)
        self.read.add(name)
        return "value"

    def __getitem__(self, name: str) -> Any:
        return getattr(self, name)

    def _whole(self, *_: object) -> Any:
        self.read.update(FIELDS)
        return ""

    def __str__(self) -> str:
        return str(self._whole())

    def __html__(self) -> Markup:
        return Markup(self._whole())

    def __eq__(self, other: object) -> bool:
        return bool(self._whole())

    def __hash__(self) -> int:
        return id(self)


def reached(templates: dict[str, str]) -> frozenset[str] | None:
    bare = jinja._bare()
    return fields([Outline(bare.parse(source)) for source in templates.values()])


@pytest.mark.parametrize("case", CASES)
def test_the_fields_that_a_template_reaches(case: str) -> None:
    templates, expected = CASES[case]
    found = reached(templates)
    assert found == (None if expected is None else frozenset(expected))


@pytest.mark.parametrize("case", CASES)
def test_nothing_is_read_that_was_not_foretold(case: str) -> None:
    templates, _ = CASES[case]
    page, bare, found = Recorder(), jinja._bare(), reached(templates)
    bare.loader = DictLoader(templates)
    with suppress(TemplateError, TypeError):  # it read what it read
        bare.get_template("t").render(page=page, site={})
    assert found is None or page.read <= found


# -------------------------------------------------------------------------------------------------- the default theme


@pytest.fixture(scope="module")
def theme() -> Theme:
    return load_theme(Path("nowhere"), "default", "en")[0]


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("full", [True, False], ids=["full", "minimal"])
def test_the_default_theme_reads_what_was_foretold(theme: Theme, template: str, full: bool) -> None:
    """Each page of samples is rendered by plain Jinja from a stand-in that notes what is read of it."""
    shown = theme.shows(template)
    assert shown is not None
    for choice in range(len(samples.DATES)):
        page = samples.sample(VIEWS[template], full, choice)
        read: set[str] = set()

        class Noting:
            def __getattr__(self, name: str, page: Any = page, read: set[str] = read) -> Any:
                read.add(name)
                return getattr(page, name)

        assets = {name: f"/base/{asset.output}" for name, asset in theme.assets.items()}
        site = samples.site(assets, theme.options, full)
        made = jinja.environment(theme.templates, theme.messages, site).get_template(template).render(page=Noting())
        assert made.startswith("<!doctype html>")
        assert read <= shown, read - shown


def test_a_child_theme_that_shows_less_reaches_less(theme: Theme) -> None:
    lean = {
        **theme.templates,
        "article.html": Template("lean/article.html", "<h1>{{ page.title }}</h1>{{ page.body | markdown }}"),
    }
    assert jinja.check(lean).shows["article.html"] == ("body", "title")
