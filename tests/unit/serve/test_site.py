"""The site in memory: what a save changes, what a mistake leaves, and that its bytes are those of a build."""

from __future__ import annotations

from pathlib import Path

import pytest

from digest.errors import DigestError
from digest.serve.site import Served
from tests.support import SITE, article, publish, write

FILES: dict[str, str | bytes] = {
    "site.yaml": SITE,
    "content/articles/a.md": article("A", "One.", date="2024-01-01"),
    "content/articles/b.md": article("B", "Two.", date="2024-01-02"),
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write(tmp_path / "site", FILES)


def test_it_begins_with_nothing_and_then_has_all(site: Path) -> None:
    served = Served(site)
    assert served.tree is None
    found = served.refresh()
    assert found.good
    assert found is served.found
    assert served.tree
    assert set(found.changed) == set(served.tree.outputs)
    assert found.articles == 2
    assert sorted(p.name for p in site.iterdir()) == ["content", "site.yaml"]


def test_without_a_change_nothing_changes_and_with_one_there_is_another_tree(site: Path) -> None:
    served = Served(site)
    served.refresh()
    before = served.tree
    found = served.refresh()
    assert (found.changed, found.removed) == ((), ())
    write(site, {"content/articles/c.md": article("C")})
    assert "articles/c/index.html" in served.refresh().changed
    assert served.tree is not before
    (site / "content/articles/c.md").unlink()
    assert served.refresh().removed == ("articles/c/index.html",)


def test_a_mistake_and_a_missing_site_leave_the_last_good_tree(site: Path) -> None:
    served = Served(site)
    served.refresh()
    good = served.tree
    write(site, {"content/articles/a.md": "no front matter"})
    found = served.refresh()
    assert not found.good
    assert [p.path for p in found.problems if p.severity == "error"] == ["content/articles/a.md"]
    (site / "site.yaml").unlink()
    found = served.refresh()
    assert not found.good
    assert isinstance(found.error, DigestError)
    assert served.tree is good


def test_a_template_that_fails_on_a_page_that_is_read_is_a_problem_too(site: Path) -> None:
    served = Served(site)
    served.refresh()
    good = served.tree
    fails = "{% if page.title == 'B' %}{{ page.nothing }}{% endif %}"
    write(
        site,
        {
            "site.yaml": f"{SITE}theme: own\n",
            "themes/own/theme.yaml": "name: own\nextends: default\n",
            "themes/own/templates/article.html": fails,
        },
    )
    found = served.refresh(reading=["/articles/b/"])
    assert [p.path for p in found.problems if p.severity == "error"] == ["themes/own/templates/article.html"]
    assert served.tree is good


def test_what_a_build_remembers_is_used_and_changes_nothing(site: Path, tmp_path: Path) -> None:
    publish(site, tmp_path / "public")
    before = (site / ".digest/cache.sqlite").read_bytes()
    write(site, {"content/articles/a.md": article("A", "Three.", date="2024-01-01")})
    served = Served(site)
    served.refresh()
    assert served.tree
    assert b"Three." in served.tree.read("articles/a/index.html")
    assert (site / ".digest/cache.sqlite").read_bytes() == before
    (site / ".digest/cache.sqlite").write_bytes(before[: len(before) // 2])
    assert Served(site).refresh().good


def test_after_many_saves_every_byte_is_that_of_a_clean_build(site: Path, tmp_path: Path) -> None:
    served = Served(site)
    saves: list[dict[str, str | bytes]] = [
        {"content/articles/c.md": article("C", "Ada Alder spoke.", tags="[quay]", date="2024-02-01")},
        {"content/entities/people/ada-alder.md": "---\nname: Ada Alder\n---\n"},
        {"content/articles/c.md": article("C", "Ada Alder sang.", tags="[pier]", date="2024-02-03")},
        {"site.yaml": f"{SITE}subtitle: More\n"},
        {"content/articles/a.md": article("Another title", "One.", date="2023-01-01")},
    ]
    for files in saves:
        write(site, files)
        assert served.refresh().good
        assert served.tree
        served.tree.read("index.html")
    publish(site, tmp_path / "public")
    built = {p.relative_to(tmp_path / "public").as_posix(): p for p in (tmp_path / "public").rglob("*") if p.is_file()}
    assert set(built) - {".digest-output"} == set(served.tree.outputs)
    for path in served.tree.outputs:
        assert served.tree.read(path) == built[path].read_bytes(), path
