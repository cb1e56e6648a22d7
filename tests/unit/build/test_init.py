"""The build as a whole: one path, what it leaves alone, and what makes a page new."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from digest.build import Options, build
from digest.errors import DigestError
from tests.support import EXAMPLE, SITE, article, publish, tree, write

ENTITY = "---\nname: Ada Alder\naliases: {aliases}\n---\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Two articles that name one person, one that names nobody."""
    return write(
        tmp_path / "site",
        {
            "site.yaml": SITE,
            "content/entities/people/ada-alder.md": ENTITY.format(aliases="[]"),
            "content/articles/a.md": article("First", "Ada Alder came.", date="2024-03-05", tags="[harbour]"),
            "content/articles/b.md": article("Second", "The chair came.", date="2024-04-05"),
            "content/articles/c.md": article("Third", "Nobody came.", date="2023-04-05"),
        },
    )


def made(site: Path, **options: object) -> dict[str, str]:
    result = publish(site, **options)
    assert not [p for p in result.problems if p.severity == "error"], result.problems
    return result.dirty


def test_a_second_build_makes_nothing(site: Path) -> None:
    assert set(made(site).values()) == {"new"}
    assert made(site) == {}


def test_a_title_is_made_anew_wherever_it_stands(site: Path) -> None:
    made(site)
    write(site, {"content/articles/a.md": article("Renamed", "Ada Alder came.", date="2024-03-05", tags="[harbour]")})
    assert set(made(site)) == {
        "index.html", "articles/a/index.html", "people/ada-alder/index.html", "tags/harbour/index.html",
        "archive/2024/03/index.html", "feed.xml",
    }  # fmt: skip


def test_an_alias_touches_only_the_texts_that_name_her(site: Path) -> None:
    made(site)
    write(site, {"content/entities/people/ada-alder.md": ENTITY.format(aliases="[The chair]")})
    # The other article names her too: the two are related now, and each says so.
    texts = {"articles/a/index.html", "articles/b/index.html"}
    assert set(made(site)) == {*texts, "people/ada-alder/index.html", "people/index.html"}


def test_a_message_touches_every_page_and_an_asset_too(site: Path) -> None:
    made(site)
    pages = {p for p in tree(site / "public") if p.endswith(".html")}
    write(
        site,
        {
            "site.yaml": SITE + "theme: mine\n",
            "themes/mine/theme.yaml": "name: mine\nextends: default\n",
            "themes/mine/messages/en.yaml": "nav.home: Front page\n",
        },
    )
    assert pages <= set(made(site))
    write(site, {"themes/mine/assets/style.css": "body { color: black }\n"})
    assert pages <= set(made(site))


def test_a_template_touches_the_pages_that_reach_it(site: Path) -> None:
    write(site, {"site.yaml": SITE + "theme: mine\n", "themes/mine/theme.yaml": "name: mine\nextends: default\n"})
    made(site)
    template = '{% extends "default/archive.html" %}\n{% block main %}{{ super() }}<p>More</p>{% endblock %}\n'
    write(site, {"themes/mine/templates/archive.html": template})
    assert all(path.startswith("archive/") for path in made(site))


def test_the_number_of_processes_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    execute = sys.modules["digest.build.execute"]
    monkeypatch.setattr(execute, "THRESHOLD", 1)
    monkeypatch.setattr(execute, "CHUNK", 3)
    site = shutil.copytree(EXAMPLE, tmp_path / "site", ignore=shutil.ignore_patterns("public", ".digest"))
    publish(site, tmp_path / "alone", jobs=1)
    publish(site, tmp_path / "several", jobs=2)
    assert tree(tmp_path / "several") == tree(tmp_path / "alone")


def test_verify_makes_every_page_anew_and_finds_them_equal(site: Path) -> None:
    made(site)
    result = publish(site, verify=True)
    assert not result.problems


def test_two_files_that_claim_one_address_are_both_named(site: Path) -> None:
    write(site, {"content/pages/timeline.md": "---\ntitle: Mine\n---\n"})
    (problem,) = publish(site).problems
    assert problem.code == "same-address"
    assert "content/pages/timeline.md" in problem.path + problem.message
    assert not (site / "public").exists()


def test_an_address_once_published_is_missed(site: Path) -> None:
    write(site, {"content/ledger.jsonl": '{"path": "articles/gone/", "since": "2024-01-01"}\n'})
    assert [p.code for p in publish(site).problems] == ["lost-address"]
    write(site, {"content/ledger.jsonl": '{"path": "articles/gone/", "since": "2024-01-01", "gone": true}\n'})
    assert publish(site).problems == ()


def test_a_damaged_ledger_is_named_by_its_line(site: Path) -> None:
    write(site, {"content/ledger.jsonl": '{"path": "articles/a/", "since": "2024-01-01"}\n{"path": 1}\n'})
    assert [(p.code, p.line) for p in publish(site).problems] == [("bad-ledger", 2)]


def test_a_template_that_fails_is_one_message_and_nothing_is_published(site: Path) -> None:
    made(site)
    before = tree(site / "public")
    write(
        site,
        {
            "site.yaml": SITE + "theme: mine\n",
            "themes/mine/theme.yaml": "name: mine\nextends: default\n",
            "themes/mine/templates/archive.html": "{{ page.no_such_field }}\n",
        },
    )
    with pytest.raises(DigestError, match=r"archive\.html:1"):
        publish(site)
    assert tree(site / "public") == before


def test_a_missing_source_is_the_environment_s_fault(tmp_path: Path) -> None:
    with pytest.raises(DigestError, match="no folder"):
        build(Options(source=tmp_path / "none", output=tmp_path / "out"))
