"""theme.yaml's word on the pages of a theme: read, inherited, and told where it cannot be."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from digest.render.shape import made_shape
from digest.render.sources import read_chain
from digest.render.theme import Renderer, load_theme
from digest.site.plan import Render
from digest.site.shape import ALWAYS, PAGE_TYPES, USUAL, Shape
from tests.support import SITE, article, publish, tree, write
from tests.unit.site.made import Made, everything


def shape_of(folder: Path, **themes: str) -> tuple[Shape, list[tuple[str, int, str]]]:
    """The shape of the last of these themes, each by its theme.yaml, and what is wrong."""
    write(folder, {f"themes/{name}/theme.yaml": text for name, text in themes.items()})
    folders, _ = read_chain(folder, [*themes][-1])
    shape, problems = made_shape(folders)
    assert {p.code for p in problems} <= {"theme-pages", "unknown-key"}
    return shape, [(p.path, p.line, p.message) for p in problems]


def test_a_theme_that_says_nothing_has_everything(tmp_path: Path) -> None:
    assert shape_of(tmp_path, mine="name: mine") == (Shape(), [])
    assert Shape() == Shape(frozenset(PAGE_TYPES), USUAL, 0)


def test_a_theme_has_what_it_lists_and_what_every_theme_has(tmp_path: Path) -> None:
    text = "pages: [tag, 404, feed, tag]\nindexes: [tags, entities]\nhome: {page_size: 25}"
    shape, problems = shape_of(tmp_path, mine=text)
    assert shape == Shape(frozenset({*ALWAYS, "tag", "404", "feed"}), ("tags", "entities"), 25)
    assert problems == []
    assert shape_of(tmp_path, mine="pages: []\nindexes: []")[0] == Shape(frozenset(ALWAYS), ())


def test_a_child_replaces_what_it_says_and_inherits_the_rest(tmp_path: Path) -> None:
    parent = "pages: [tag, index]\nindexes: [tags]\nhome: {page_size: 25}"
    both = {"parent": parent, "child": "extends: parent\npages: [entity]\nhome: {}"}
    assert shape_of(tmp_path, **both)[0] == Shape(frozenset({*ALWAYS, "entity"}), ("tags",), 0)
    assert shape_of(tmp_path, parent=parent, child="extends: parent")[0] == shape_of(tmp_path, parent=parent)[0]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("pages: everything", 1, "expected a list of names, found text"),
        ("name: x\npages: {tag: yes}", 2, "expected a list of names, found a mapping"),
        ("pages:\n  - tag\n  - tgs", 3, "no theme has the page “tgs”"),
        ("pages: [[tag]]", 1, "no theme has the page “a list”"),
        ("indexes: [tag]", 1, "no theme has the index “tag”"),
        ("home: 20", 1, "home must be a mapping, found text"),
        ("home: {page_size: 0}", 1, "page_size must be a whole number from 1 to 1000"),
        ("home: {page_size: -1}", 1, "page_size must be a whole number from 1 to 1000"),
        ("home: {page_size: 1001}", 1, "page_size must be a whole number from 1 to 1000"),
        ("home: {page_size: ²}", 1, "page_size must be a whole number from 1 to 1000"),
        ("home: {page_size: [20]}", 1, "page_size must be a whole number from 1 to 1000"),
        ("home:\n  size: 20", 2, "unknown key “size”"),
    ],
)
def test_what_cannot_be_is_told_with_its_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    shape, problems = shape_of(tmp_path, mine=text)
    assert problems == [("themes/mine/theme.yaml", line, message)]
    assert shape.home_size == 0


def test_a_theme_needs_the_templates_of_its_pages_alone(tmp_path: Path) -> None:
    write(tmp_path, {"themes/mine/theme.yaml": "pages: [tag]", "themes/mine/templates/home.html": "home"})
    _, problems = load_theme(tmp_path, "mine", "en")
    assert [p.message for p in problems] == [
        "the theme has no template article.html",
        "the theme has no template tag.html",
    ]


@pytest.mark.parametrize("absent", [*({kind} for kind in PAGE_TYPES if kind not in ALWAYS), {*PAGE_TYPES} - {*ALWAYS}])
def test_templates_of_the_default_theme_show_bare_labels_where_there_is_no_page(absent: set[str]) -> None:
    theme, _ = load_theme(Path("nowhere"), "default", "en")
    shape = Shape(frozenset(PAGE_TYPES) - absent, home_size=2)
    made = Made(everything().site.library, everything().config, shape=shape)
    assets = {name: asset.output for name, asset in theme.assets.items()}
    renderer = Renderer(theme, msgspec.structs.replace(made.plan.site_view, assets=assets, options=theme.options))
    for path, output in made.outputs.items():
        if isinstance(output.content, Render):
            page = renderer.render(output.content.template, output.content.view()).decode()
            assert 'href=""' not in page and "<a>" not in page, path


BRIEF = {
    "themes/brief/theme.yaml": "pages: [entity, tag, index, feed, sitemap]\nindexes: [entities]\nhome: {page_size: 2}",
    "themes/brief/templates/base.html": "<!doctype html>\n<title>{{ page.title }}</title>\n{% block main %}{% endblock %}",
    "themes/brief/templates/home.html": '{% extends "base.html" %}{% block main %}{% for c in page.cards %}{{ c.title }} '
    '{{ page.tags[loop.index0] | map(attribute="label") | join }};{% endfor %}{{ page.older.href if page.older }}{% endblock %}',
    "themes/brief/templates/article.html": '{% extends "base.html" %}{% block main %}{{ page.body | markdown }}'
    "{% if page.source %}{{ page.source.label }} [{{ page.source.href }}]{% endif %} {{ page.newer.title if page.newer }}|"
    "{{ page.older.title if page.older }}{% endblock %}",
    "themes/brief/templates/entity.html": '{% extends "base.html" %}',
    "themes/brief/templates/tag.html": '{% extends "base.html" %}',
    "themes/brief/templates/index.html": '{% extends "base.html" %}',
}
"""A theme of few pages that extends no other."""


def test_a_site_of_few_pages_is_built_whole_and_changes_shape_with_its_theme(tmp_path: Path) -> None:
    site = write(tmp_path / "site", {
        **BRIEF,
        "site.yaml": SITE + "theme: brief\n",
        "content/sources/herald.md": "---\nname: The Herald\n---\n",
        "content/entities/people/ada.md": "---\nname: Ada Alder\n---\n",
        "content/pages/about.md": "---\ntitle: About\n---\nUs.\n",
        "content/articles/a.md": article("First", "Ada Alder came.", date="2024-03-05", tags="[harbour]", source="herald"),
        "content/articles/b.md": article("Second", "See [[about]].", date="2024-04-05"),
        "content/articles/c.md": article("Third", date="2024-05-05"),
    })  # fmt: skip
    result = publish(site)
    assert not result.problems, result.problems
    assert set(tree(site / "public")) == {
        ".digest-output", "articles/a/index.html", "articles/b/index.html", "articles/c/index.html",
        "entities/index.html", "feed.xml", "index.html", "page/2/index.html", "people/ada/index.html", "sitemap.xml",
        "tags/harbour/index.html",
    }  # fmt: skip

    def page(path: str) -> str:
        return (site / "public" / path / "index.html").read_text("utf-8")

    assert "Third ;Second ;/page/2/" in page("") and "First harbour;" in page("page/2")
    assert 'href="/people/ada/"' in page("articles/a") and "The Herald [] Second|" in page("articles/a")
    assert "<p>See About.</p>" in page("articles/b")
    assert publish(site, verify=True).dirty == {}

    write(site, {"themes/brief/theme.yaml": "pages: [feed]"})
    changed = publish(site)
    assert set(tree(site / "public")) == {
        ".digest-output", "articles/a/index.html", "articles/b/index.html", "articles/c/index.html", "feed.xml",
        "index.html",
    }  # fmt: skip
    assert "articles/a/index.html" in changed.dirty and "href" not in page("articles/a")
