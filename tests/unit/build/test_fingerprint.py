"""Fingerprints: equal for what is equal, different for whatever differs, in any field of any view."""

from __future__ import annotations

import ast
import copy
import inspect
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

import msgspec
import pytest

import digest
from digest.build import fingerprint
from digest.build.fingerprint import joined, of_setting, of_view
from digest.dates import When, parse
from digest.site import views
from digest.site.cards import sealed
from digest.site.plan import Copy, Output, Render, Serialize
from digest.site.views import Card, Child, Link, PageView, View
from tests.unit.site.made import EXAMPLES, Made, everything, example, long, walk

PACKAGE = Path(digest.__file__).parent
TYPES = [
    t for _, t in inspect.getmembers(views, inspect.isclass) if issubclass(t, View) and t not in (View, Child, PageView)
]


@cache
def richest() -> dict[type, View]:
    """For each type of view the instance, of all that the sites of the tests show, that has most to change."""
    found: dict[type, tuple[int, View]] = {}
    for made in (everything(), long(), *(example(name) for name in EXAMPLES)):
        for view in made.views.values():
            for inner in (v for v in walk(view) if isinstance(v, View)):
                filled = sum(bool(getattr(inner, name)) for name in inner.__struct_fields__)
                if filled > found.get(type(inner), (-1, inner))[0]:
                    found[type(inner)] = filled, inner
    return {kind: view for kind, (_, view) in found.items()}


def others(value: Any) -> Iterator[Any]:
    """Values that differ from `value` in one place, however deep."""
    match value:
        case bool():
            yield not value
        case int() | float():
            yield value + 1
        case str():
            yield value + "x"
            if value:
                yield ""
        case None:
            yield "x"
            yield parse("1999")
        case When():
            yield parse("1999~") if value != parse("1999~") else parse("1998")
            yield None
        case tuple():
            yield (*value, "x")
            if value:
                yield value[1:]
            if len(value) > 1 and value[0] != value[1]:
                yield (value[1], value[0], *value[2:])
            for n, item in enumerate(value[:2]):
                yield from ((*value[:n], other, *value[n + 1 :]) for other in others(item))
        case dict():
            yield {**value, "x": "y"}
            yield from ({**value, key: other} for key, item in value.items() for other in others(item))
        case Child():
            yield from (
                sealed(msgspec.structs.replace(other, digest=""))
                for other in changed(value)
                if other.digest == value.digest
            )
        case View():
            yield from changed(value)
        case _:
            raise AssertionError(f"no other value for {value!r}")


def changed(view: Any) -> Iterator[Any]:
    """The view with one field changed at a time."""
    for name in view.__struct_fields__:
        yield from (msgspec.structs.replace(view, **{name: other}) for other in others(getattr(view, name)))


# --------------------------------------------------------------------------------------------------------------- views


@pytest.mark.parametrize("kind", TYPES, ids=lambda t: t.__name__)
def test_changing_any_field_of_a_view_changes_its_fingerprint(kind: type) -> None:
    view: Any = richest()[kind]
    if isinstance(view, Child):
        view = msgspec.structs.replace(view, digest="")
    variants = [v for v in changed(view) if v != view]
    touched = {n for v in variants for n in view.__struct_fields__ if getattr(v, n) != getattr(view, n)}
    assert touched == set(view.__struct_fields__)
    own = of_view(view)
    assert [v for v in variants if of_view(v) == own] == []


@pytest.mark.parametrize("kind", [t for t in TYPES if issubclass(t, Child)], ids=lambda t: t.__name__)
def test_a_child_stands_in_for_itself_by_a_digest_of_all_its_fields(kind: type) -> None:
    child: Any = richest()[kind]
    digests = [other.digest for other in others(child)]
    assert len(digests) >= len(child.__struct_fields__) - 1
    assert child.digest not in digests
    assert all(of_view(other) != of_view(child) for other in others(child))


def test_a_child_without_a_digest_still_counts() -> None:
    card: Any = msgspec.structs.replace(richest()[Card], digest="")
    page: Any = msgspec.structs.replace(richest()[views.SourceView], cards=(card,))
    for other in changed(card):
        assert of_view(msgspec.structs.replace(page, cards=(other,))) != of_view(page)


@pytest.mark.parametrize("name", EXAMPLES)
def test_equal_views_have_equal_fingerprints(name: str) -> None:
    again = Made(example(name).site.library, example(name).config)
    for path, view in example(name).views.items():
        assert of_view(view) == of_view(again.views[path]) == of_view(copy.deepcopy(view)), path


def test_the_order_in_which_a_mapping_was_filled_does_not_count() -> None:
    site: Any = everything().plan.site_view
    one, other = ({"a": "1", "b": "2"}, {"b": "2", "a": "1"})
    assert of_view(msgspec.structs.replace(site, assets=one)) == of_view(msgspec.structs.replace(site, assets=other))


def test_the_pages_of_a_site_have_as_many_fingerprints_as_they_differ() -> None:
    found = example("port-ellery").views
    assert len({of_view(view) for view in found.values()}) == len(found)


def test_a_value_never_passes_for_another_that_is_written_alike() -> None:
    def link(**fields: Any) -> bytes:
        return of_view(Link(**fields))

    assert (
        len(
            {
                link(label="a", href="b"),
                link(label="ab"),
                link(label="a", note="b"),
                link(label="", href="ab"),
                link(label="a"),
            }
        )
        == 5
    )
    assert of_view(views.Run(text="a", href="b")) != of_view(views.Entry(link=Link(label="a", href="b")))


@pytest.mark.parametrize("parts", [("ab", ""), ("a", "b"), ("", "ab"), ("ab",), ("a", "b", "")])
def test_joined_values_are_told_apart(parts: tuple[str, ...]) -> None:
    everyone = [("ab", ""), ("a", "b"), ("", "ab"), ("ab",), ("a", "b", "")]
    assert [p for p in everyone if joined(*p) == joined(*parts)] == [parts]
    assert joined(*parts) == joined(*(p.encode() for p in parts))


# ------------------------------------------------------------------------------------------------------------- outputs


def output(content: Any) -> Output:
    return Output("a.html", content, "a reason")


def test_whatever_makes_a_page_beside_its_view_is_part_of_its_setting() -> None:
    own = [
        of_setting(output(Render("page.html", nothing)), "closure", b"site"),
        of_setting(output(Render("other.html", nothing)), "closure", b"site"),
        of_setting(output(Render("page.html", nothing)), "another", b"site"),
        of_setting(output(Render("page.html", nothing)), "closure", b"other"),
        of_setting(output(Serialize("atom", nothing)), "", b"site"),
        of_setting(output(Serialize("sitemap", nothing)), "", b"site"),
        of_setting(output(Serialize("atom", nothing)), "", b"other"),
        of_setting(output(Copy("content/a.png", "1")), "", b"site"),
        of_setting(output(Copy("content/a.png", "2")), "", b"site"),
    ]
    assert len(set(own)) == len(own)


def nothing() -> Any:
    raise AssertionError("a setting is known without making the view")


def test_a_copy_is_its_bytes_wherever_they_stand() -> None:
    assert of_setting(output(Copy("content/a.png", "1")), "", b"site") == of_setting(
        output(Copy("theme/b.png", "1")), "", b"other"
    )


# ------------------------------------------------------------------------------------------------------------ identity


def test_the_identity_changes_with_the_releases(monkeypatch: pytest.MonkeyPatch) -> None:
    fingerprint.code_identity.cache_clear()
    own = fingerprint.code_identity()
    monkeypatch.setattr(fingerprint, "_releases", lambda: ["jinja2 0.0"])
    fingerprint.code_identity.cache_clear()
    assert fingerprint.code_identity() != own
    monkeypatch.undo()
    fingerprint.code_identity.cache_clear()
    assert fingerprint.code_identity() == own


def test_the_identity_changes_with_the_code(tmp_path: Path) -> None:
    """In a process of its own, since a package that is loaded stays as it is."""
    copied = shutil.copytree(PACKAGE, tmp_path / "digest", ignore=shutil.ignore_patterns("__pycache__"))

    def identity() -> str:
        code = "from digest.build.fingerprint import code_identity; print(code_identity())"
        done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
        return done.stdout

    own = identity()
    assert own == identity()
    with (copied / "link" / "names.py").open("a") as file:
        file.write("# another line\n")
    assert identity() != own


ROOMS = ("content", "dates", "link", "site", "render", "model")
"""The rooms whose work a build remembers."""


def test_every_distribution_that_takes_part_is_named() -> None:
    used = set()
    for path in (p for room in ROOMS for p in (PACKAGE / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
                used.add(node.module.split(".")[0])
            if isinstance(node, ast.Import):
                used |= {alias.name.split(".")[0] for alias in node.names}
    distributions = metadata.packages_distributions()
    foreign = {name for module in used - {*sys.stdlib_module_names, "digest"} for name in distributions[module]}
    named = {name.lower().replace("_", "-") for name in fingerprint.RELEASES}
    assert {name.lower().replace("_", "-") for name in foreign} <= named
