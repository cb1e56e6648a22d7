"""Whose output folder it is: another site's is refused, our own is known again after the site was renamed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from digest.build.claim import MARKER, marker
from digest.errors import DigestError
from tests.support import SITE, article, publish, tree, write


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write(tmp_path / "one", {"site.yaml": SITE, "content/articles/a.md": article("First")})


def test_the_marker_tells_sites_apart_and_is_one_line_for_any_title() -> None:
    assert marker("A") == marker("A") != marker("B")
    assert marker("A\nB").count(b"\n") == marker("A").count(b"\n") == 2


def test_another_site_s_output_is_refused_and_left_alone(site: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "two", {"site.yaml": "title: Another\n", "content/articles/b.md": article("Second")})
    publish(site, tmp_path / "out")
    before = tree(tmp_path / "out")
    with pytest.raises(DigestError, match="a build of this site did not write"):
        publish(other, tmp_path / "out")
    assert tree(tmp_path / "out") == before


def test_a_new_title_keeps_the_output(site: Path) -> None:
    publish(site)
    write(site, {"site.yaml": SITE.replace("A test site", "Renamed")})
    publish(site)
    assert (site / "public" / MARKER).read_bytes() == marker("Renamed")


def test_without_its_state_a_site_still_knows_its_output(site: Path) -> None:
    publish(site)
    before = tree(site / "public")
    shutil.rmtree(site / ".digest")
    publish(site)
    assert tree(site / "public") == before


@pytest.mark.parametrize("damage", ["", "scribble"])
def test_a_damaged_marker_is_mended_while_the_rest_is_as_we_left_it(site: Path, damage: str) -> None:
    publish(site)
    before = tree(site / "public")
    (site / "public" / MARKER).write_text(damage)
    publish(site)
    assert tree(site / "public") == before


def test_an_output_inside_another_output_is_refused(site: Path) -> None:
    publish(site)
    with pytest.raises(DigestError, match="lies inside another output"):
        publish(site, site / "public" / "sub")
