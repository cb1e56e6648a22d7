"""A prepared site: values only; with what is remembered, the same values."""

from __future__ import annotations

from pathlib import Path

import pytest

from digest.build import Options, Prepared, prepare
from digest.build.memory import Memory
from digest.build.output import file_clock
from digest.build.profile import Stopwatch
from digest.standing import READ, scan
from tests.support import SITE, article, write


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write(
        tmp_path / "site",
        {
            "site.yaml": SITE,
            "content/articles/a.md": article("First", "Ada Alder came.", date="2024-03-05"),
            "content/articles/b.md": "---\ntitle: Draft\nstatus: inbox\n---\nNot yet.\n",
            "content/entities/people/ada-alder.md": "---\nname: Ada Alder\n---\n",
        },
    )


def paths(ready: Prepared) -> set[str]:
    return {output.path for output in ready.plan.outputs}


def test_nothing_is_written(site: Path) -> None:
    before = scan(str(site))
    ready = prepare(Options(source=site, output=site / "public"))
    assert "articles/a/index.html" in paths(ready) and not ready.problems
    assert scan(str(site)) == before


def test_what_is_remembered_gives_the_same_site(site: Path) -> None:
    options, memory, clock_ns = Options(source=site, output=site / "public"), Memory(), file_clock(site)
    plain = prepare(options)
    for _ in range(2):
        again = prepare(options, memory, scan(str(site), READ), clock_ns)
        assert (again.config, again.site, again.problems) == (plain.config, plain.site, plain.problems)
        assert paths(again) == paths(plain)


def test_options_decide_what_is_planned(site: Path) -> None:
    drafts = prepare(Options(source=site, output=site / "public", drafts=True))
    assert "articles/b/index.html" in paths(drafts)
    elsewhere = prepare(Options(source=site, output=site / "public", base_url="https://example.net/n/"))
    assert elsewhere.config.base_path == "/n/" and elsewhere.plan.site_view.home == "/n/"


def test_a_site_is_searched_only_where_its_theme_has_the_page(site: Path) -> None:
    write(site, {"site.yaml": SITE + "search: pagefind\n"})
    assert "search/index.html" in paths(prepare(Options(source=site, output=site / "public")))
    theme = "name: brief\nextends: default\npages: [entity, archive]\n"
    write(site, {"site.yaml": SITE + "search: pagefind\ntheme: brief\n", "themes/brief/theme.yaml": theme})
    ready = prepare(Options(source=site, output=site / "public"))
    assert "search/index.html" not in paths(ready) and ready.config.search == "off"


def test_the_stages_are_timed_in_their_order(site: Path) -> None:
    watch = Stopwatch()
    prepare(Options(source=site, output=site / "public"), watch=watch)
    assert [stage.name for stage in watch.stages] == ["read", "theme", "name and connect", "plan"]
