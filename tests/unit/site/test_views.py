"""Laws of all views: what they may hold, where their links lead, and what their digests stand for."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any, get_type_hints
from urllib.parse import unquote

import msgspec
import pytest

from digest.dates import When
from digest.site import views
from digest.site.cards import sealed
from digest.site.urls import file_path
from digest.site.views import Child, PageView, View
from tests.unit.site.made import EXAMPLES, Made, everything, example, hrefs, long, walk

TYPES = [t for _, t in inspect.getmembers(views, inspect.isclass) if issubclass(t, View)]


def sites() -> list[Made]:
    return [everything(), long(), *(example(name) for name in EXAMPLES)]


@pytest.mark.parametrize("kind", TYPES, ids=lambda t: t.__name__)
def test_every_view_is_frozen(kind: type[View]) -> None:
    assert kind.__struct_config__.frozen
    assert all(hint is not Any for hint in get_type_hints(kind).values())


def test_the_sites_of_these_tests_show_every_kind_of_view() -> None:
    shown = {type(v) for made in sites() for view in made.views.values() for v in walk(view)}
    assert {t for t in TYPES if t not in (View, Child, PageView)} <= shown


@pytest.mark.parametrize("made", sites(), ids=["made", "long", *EXAMPLES])
def test_views_hold_plain_values_only(made: Made) -> None:
    for path, view in made.views.items():
        for value in walk(view):
            assert (
                value is None
                or isinstance(value, (str, bool, int, float, tuple, When, View))
                or (path == "" and isinstance(value, dict))
            )


@pytest.mark.parametrize("made", sites(), ids=["made", "long", *EXAMPLES])
def test_views_have_the_types_they_declare(made: Made) -> None:
    """Encoded and read back as its own type, a view is the same: no list for a tuple, no number for a text."""
    for view in made.views.values():
        assert msgspec.convert(msgspec.to_builtins(view), type(view)) == view


@pytest.mark.parametrize("made", sites(), ids=["made", "long", *EXAMPLES])
def test_every_child_carries_the_digest_of_itself(made: Made) -> None:
    for view in made.views.values():
        for child in (v for v in walk(view) if isinstance(v, Child)):
            assert child.digest and sealed(msgspec.structs.replace(child, digest="")) == child


@pytest.mark.parametrize("made", sites(), ids=["made", "long", *EXAMPLES])
def test_every_internal_link_is_ascii_under_the_base_path_and_leads_somewhere(made: Made) -> None:
    base = made.config.base_path
    anchors = {path: set(_anchors(view)) for path, view in made.views.items()}
    seen = 0
    for path, view in made.views.items():
        for href in hrefs(view):
            assert href.isascii(), path
            if href.startswith("#"):
                assert unquote(href[1:]) in anchors[path], (path, href)
                continue
            assert href.startswith(base), (path, href)
            where, _, fragment = href.partition("#")
            assert file_path(unquote(where.removeprefix(base))) in made.outputs, (path, href)
            page = file_path(unquote(where.removeprefix(base)))
            assert not fragment or unquote(fragment) in anchors[page], (path, href)
            seen += 1
    assert seen > 100


def _anchors(view: View) -> Iterator[str]:
    """The anchors of a page that others may lead to: its events, its years, its sections."""
    for v in walk(view):
        if isinstance(v, views.EventItem):
            yield v.id
        elif isinstance(v, (views.Year, views.ReportYear, views.Section)):
            yield v.anchor


@pytest.mark.parametrize("made", sites(), ids=["made", "long", *EXAMPLES])
def test_every_page_knows_its_own_address(made: Made) -> None:
    for path, view in made.views.items():
        if isinstance(view, PageView):
            assert file_path(unquote(view.href.removeprefix(made.config.base_path))) == path
            assert view.canonical == (made.config.origin + view.href if path != "404.html" else "")
            assert view.title and view.language


@pytest.mark.parametrize("made", sites(), ids=["made", "long", *EXAMPLES])
def test_anchors_stand_once_on_a_page(made: Made) -> None:
    for path, view in made.views.items():
        anchors = [v.anchor for v in walk(view) if isinstance(v, (views.Year, views.ReportYear, views.Section))]
        assert len(anchors) == len(set(anchors)), path
