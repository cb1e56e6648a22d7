"""The short paths give what plain Jinja gives, or fail, and then plain Jinja renders the page or says what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment
from markupsafe import Markup
from markupsafe import escape as plain_escape

from digest.render import jinja
from digest.render.sources import Template
from digest.render.swift import QuickEnvironment, escape
from digest.render.theme import TEMPLATES, Renderer, Theme, ThemeError, load_theme
from digest.site.shape import Shape
from tests.unit.render import samples
from tests.unit.render.test_reach import CASES
from tests.unit.render.test_theme import VIEWS


@pytest.fixture(scope="module")
def theme() -> Theme:
    return load_theme(Path("nowhere"), "default", "en")[0]


def environments(theme: Theme, full: bool) -> tuple[Environment, Environment]:
    assets = {name: f"/base/{asset.output}" for name, asset in theme.assets.items()}
    site = samples.site(assets, theme.options, full)
    arguments = theme.templates, theme.messages, site
    return jinja.environment(*arguments), jinja.environment(*arguments, QuickEnvironment)


@pytest.mark.parametrize("full", [True, False], ids=["full", "minimal"])
def test_the_default_theme_needs_no_other_path(theme: Theme, full: bool) -> None:
    plain, quick = environments(theme, full)
    for template in TEMPLATES:
        for choice in range(len(samples.DATES)):
            page = samples.sample(VIEWS[template], full, choice)
            assert quick.get_template(template).render(page=page) == plain.get_template(template).render(page=page)


CALLS = {
    "by place": "{% macro m(a, b=2) %}{{ a }}-{{ b }}{% endmacro %}{{ m(1) }}{{ m(1, '<') }}",
    "by key": "{% macro m(a, b=2) %}{{ a }}-{{ b }}{% endmacro %}{{ m(b=1, a='&') }}{{ m(1, b=3) }}",
    "by a key that Python keeps": "{% macro m(class, not_=2) %}{{ class }}{% endmacro %}{{ m(class='x') }}",
    "too many": "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, 2) }}",
    "too few": "{% macro m(a) %}{{ a }}{% endmacro %}{{ m() }}",
    "too few, but not needed": "{% macro m(a) %}x{% endmacro %}{{ m() }}",
    "varargs": "{% macro m(a) %}{{ a }}{{ varargs | join('<') }}{% endmacro %}{{ m(1, 2, 3) }}",
    "kwargs": "{% macro m(a) %}{{ a }}{{ kwargs.b }}{% endmacro %}{{ m(1, b='<') }}",
    "spread": "{% macro m(a, b) %}{{ a }}{{ b }}{% endmacro %}{{ m(*[1, '<']) }}{{ m(**{'a': 1, 'b': 2}) }}",
    "caller": "{% macro m(a) %}{{ a }}{{ caller('<') }}{% endmacro %}{% call(x) m(1) %}{{ x }}{% endcall %}",
    "in a loop": "{% macro m(a) %}{{ a }}{% endmacro %}{% for x in '<>' %}{{ m(x) }}{{ loop.index }}{% endfor %}",
    "a loop in itself": "{% for x in [[1], [2]] recursive %}{{ x }}{{ loop(x) if x is iterable else '' }}{% endfor %}",
    "cycle, changed": "{% for x in [1, 1, 2] %}{{ loop.cycle('<', '>') }}{{ loop.changed(x) }}{% endfor %}",
    "markup stays": "{% macro m() %}<b>{% endmacro %}{% set x = m() %}{{ x }}{{ x ~ '<' }}{{ [m()] | join('<') }}",
    "a method": "{{ 'abc'.upper() }}{{ '<'.join(['a', 'b']) }}",
    "a block in a block": "{% block a %}<{% block b %}{{ '<' }}>{% endblock %}{{ self.b() }}{% endblock %}",
    "a key with a dot": "{{ {'a': '<'}.a }}",
    "a field as a key": "{{ page['title'] }}{{ page.title }}",
    "an index": "{{ [1, 2][0] }}{{ [1, 2][-1] }}{{ [1][3] is defined }}",
    "a name of Python's": "{{ {'class': 1}.class }}{{ {'é': 1}.é }}",
    "what is missing": "{{ page.nothing is defined }}{{ page.nothing }}",
    "numbers": "{{ 1.5 }}{{ none }}{{ true }}{{ -3 }}{{ [1, '<'] }}",
    "text of any kind": "{% if true %}a{{ page.title }}b{{ '<' }}{% endif %}{{ page.title }}",
}


@pytest.mark.parametrize("case", [*CALLS, *CASES])
def test_what_is_quick_is_what_is_plain(case: str) -> None:
    """Where the short path does not fail, it gives the same."""
    templates = {"t": CALLS[case]} if case in CALLS else CASES[case][0]
    page = samples.sample(VIEWS["article.html"], True)
    made: list[str] = []
    for kind in (Environment, QuickEnvironment):
        world = jinja._bare(kind)
        world.loader = DictLoader(templates)
        try:
            made.append(world.get_template("t").render(page=page, site={}))
        except Exception as error:
            made.append(f"{type(error).__name__}" if kind is Environment else "")
    assert made[1] in (made[0], "")


def test_a_template_that_the_short_paths_fail_is_rendered_all_the_same(theme: Theme) -> None:
    def rendered(source: str) -> bytes:
        templates = {**theme.templates, "page.html": Template("own/page.html", source)}
        own = Theme("own", templates, {}, {}, theme.messages, {}, {}, Shape(), "")
        return Renderer(own, samples.site({}, {})).render("page.html", samples.sample(VIEWS["page.html"], True))

    assert rendered("{{ {'a': '<'}.a }}{{ page.nothing is defined }}") == b"&lt;False\n"
    with pytest.raises(ThemeError) as caught:
        rendered("<p>\n{{ page.nothing }}")
    assert (caught.value.problem.path, caught.value.problem.line) == ("own/page.html", 2)


@given(st.one_of(st.text(), st.integers(), st.none(), st.floats(), st.text().map(Markup), st.lists(st.text())))
def test_escape_is_that_of_markupsafe(value: object) -> None:
    assert escape(value) == str(plain_escape(value))
