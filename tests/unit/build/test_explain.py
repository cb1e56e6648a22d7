"""Explaining a page: what it is made from, and what the next build would do with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from digest.build import Options, explain
from tests.support import SITE, article, publish, write

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


def test_explain_tells_inputs_and_what_comes_next(site: Path) -> None:
    publish(site)
    options = Options(source=site, output=site / "public")
    told, problems = explain(options, "https://site.example/people/ada-alder/")
    assert problems == ()
    assert told["found"] == "yes"
    assert told["record"] == "content/entities/people/ada-alder.md"
    assert "mentions" in told["shows"]
    assert told["next build"] == "leaves it: same inputs, same file"
    write(site, {"content/entities/people/ada-alder.md": ENTITY.format(aliases="[The chair]")})
    assert explain(options, "/people/ada-alder")[0]["next build"] == "makes it: what it shows changed"
    assert explain(options, "/people/ada-alde/")[0]["near"][0] == "people/ada-alder/index.html"


@pytest.mark.parametrize("address", ["http://[::1", "https://other.example/people/ada-alder/", ""])
def test_explain_takes_any_address(site: Path, address: str) -> None:
    told, _ = explain(Options(source=site, output=site / "public"), address)
    assert told["found"] == ("yes" if address == "" else "no")


def test_explain_says_whom_an_article_names_and_who_lists_it(site: Path) -> None:
    files = {
        "content/entities/people/bo-alder.md": "---\nname: Bo Alder\naliases: [Ada]\n---\n",
        "content/entities/people/ada-birch.md": "---\nname: Ada Birch\naliases: [Ada]\n---\n",
        "content/articles/d.md": article("Fourth", "Ada and Ada Alder came. Ada Alder left.", date="2024-05-05"),
        "content/articles/e.md": article("Fifth", "Nobody came."),
        "content/articles/f.md": article("Sixth", "Nobody came.", date="2024-05-07", status="inbox"),
    }
    write(site, files)

    def of(address: str) -> dict[str, str | list[str]]:
        return explain(Options(source=site, output=site / "public"), address)[0]

    fourth = of("/articles/d/")
    assert fourth["names"] == ["ada-alder by “Ada Alder” (name, 2×)"]
    assert fourth["left open"] == ["“Ada”: ada-birch or bo-alder"]
    assert fourth["links to"] == [
        "content/articles/d.md",
        "content/entities/people/ada-alder.md",
        "content/articles/a.md",
    ]
    assert fourth["feeds"] == ["feed.xml: listed"]
    assert of("/articles/e/")["feeds"] == ["feed.xml: not listed, it has no date"]
    assert of("/articles/f/")["held back"] == ["f: status: inbox"]
    assert "content/articles/d.md" in of("/feed.xml")["links to"]


def test_explain_of_a_broken_site_says_that_nothing_comes(site: Path) -> None:
    write(site, {"content/articles/bad.md": "---\ntitel: a\n---\n"})
    told, problems = explain(Options(source=site, output=site / "public"), "/people/ada-alder/")
    assert told["next build"] == "publishes nothing while there are errors"
    assert [p.code for p in problems] == ["unknown-key", "missing-key"]
