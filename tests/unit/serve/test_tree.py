"""One state of the site: what stands at each address, and how two states differ."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.serve.site import Served
from digest.serve.tree import Tree, different, rearranged, restyled
from tests.support import article, write

FILES: dict[str, str | bytes] = {
    "site.yaml": "title: Quay\nbase_url: https://site.example/a%20b/\nrepublish: full\ntheme: own\n",
    "themes/own/theme.yaml": "name: own\nextends: default\n",
    "themes/own/assets/style.css": "a{color:red}",
    "content/articles/grün.md": article("Size", "One.", date="2024-01-01"),
    "content/articles/b.md": article("B", "Two.", date="2024-01-02"),
}


def state(site: Path) -> Tree:
    served = Served(site)
    served.refresh()
    assert served.tree, served.found.problems
    return served.tree


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    return state(write(tmp_path_factory.mktemp("tree") / "site", FILES))


@pytest.mark.parametrize(
    ("address", "status", "path", "location"),
    [
        ("/", 307, "", "/a%20b/"),
        ("/a b", 307, "", "/a%20b/"),
        ("/a b/", 200, "index.html", ""),
        ("/a b/index.html", 200, "index.html", ""),
        ("/a b/articles/grün/", 200, "articles/grün/index.html", ""),
        ("/a b/articles/grün", 307, "", "/a%20b/articles/gr%C3%BCn/"),
        ("/a b/feed.xml", 200, "feed.xml", ""),
        ("/a b/feed.xml/", 404, "404.html", ""),
        ("/a b/articles/grün//", 404, "404.html", ""),
        ("/a b//articles/grün/", 404, "404.html", ""),
        ("/a%20b/", 404, "404.html", ""),
        ("//a b/", 404, "404.html", ""),
        ("/a b/../a b/", 404, "404.html", ""),
        ("/feed.xml", 404, "404.html", ""),
        ("", 404, "404.html", ""),
    ],
)
def test_addresses(tree: Tree, address: str, status: int, path: str, location: str) -> None:
    found = tree.find(address)
    assert (found.status, found.path, found.location) == (status, path, location)
    assert found.version.startswith("404-") == (status == 404)


@given(st.text(alphabet="/.%\\ab é\0", max_size=30))
def test_any_address_leads_to_an_output_or_nowhere(tree: Tree, address: str) -> None:
    found = tree.find(address)
    assert found.status == 404 or found.path in tree.outputs or found.location.startswith("/a%20b/")


def test_every_output_stands_at_its_link(tree: Tree) -> None:
    from urllib.parse import unquote

    for path in tree.outputs:
        assert tree.find(unquote(tree.href(path))).path == path


def test_two_states_differ_by_what_each_page_was_made_from(tmp_path: Path) -> None:
    site = write(tmp_path / "site", FILES)
    before = state(site)
    write(site, {"content/articles/b.md": article("B", "Three.", date="2024-01-02")})
    now = state(site)
    assert rearranged(before, now) == ()
    changed = different(before, now, lambda: False)
    assert changed
    assert "articles/b/index.html" in changed
    assert "articles/grün/index.html" not in changed
    assert all(before.read(path) == now.read(path) for path in now.outputs if path not in changed)
    assert different(before, now, lambda: True) is None
    assert different(now, state(site), lambda: False) == ()


def test_new_styles_take_each_others_place_only_where_nothing_else_changed(tmp_path: Path) -> None:
    site = write(tmp_path / "site", FILES)
    before = state(site)
    write(site, {"themes/own/assets/style.css": "a{color:blue}"})
    now = state(site)
    ((old, new),) = restyled(before, now, "/a b/").items()
    assert before.find(old.replace("%20", " ")).body == b"a{color:red}"
    assert now.find(new.replace("%20", " ")).body == b"a{color:blue}"
    assert set(rearranged(before, now)) >= {"index.html", "articles/b/index.html"}
    assert restyled(before, before, "/a b/") == {}
    write(site, {"content/articles/b.md": article("B", "Three.", date="2024-01-02")})
    both = state(site)
    assert restyled(before, both, "/a b/articles/b/") == {}
    assert restyled(before, both, "/a b/articles/grün/") == {old: new}
