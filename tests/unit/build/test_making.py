"""Making: every output has a setting, what it is made from is told apart, and drift is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from digest.build import Maker, Options, prepare
from digest.build.claim import MARKER
from digest.site.plan import Copy
from tests.support import SITE, article, publish, write


@pytest.fixture
def site(tmp_path: Path) -> Path:
    files = {"site.yaml": SITE, "content/articles/a.md": article("First", "Ada came.", date="2024-03-05")}
    return write(tmp_path / "site", files)


def maker(site: Path) -> Maker:
    return Maker(site, prepare(Options(source=site, output=site / "public")))


def test_every_output_has_a_setting_and_something_that_makes_it(site: Path) -> None:
    made = maker(site)
    assert made.wanted().keys() == made.shapes().keys() == {MARKER, *made.outputs}
    assert {"article.html", "atom", "sitemap", "copy"} <= set(made.shapes().values())


def test_the_fingerprint_is_that_of_the_view_that_is_rendered(site: Path) -> None:
    made = maker(site)
    for path, output in made.outputs.items():
        fingerprint, data = made.make(path)
        assert fingerprint == made.fingerprint(path) and data
        assert (fingerprint == b"") == isinstance(output.content, Copy)
    assert list(made.fingerprints([MARKER, "index.html"])) == [b"", made.fingerprint("index.html")]


def test_drift_names_every_file_that_is_not_as_a_clean_build_makes_it(site: Path) -> None:
    publish(site)
    made, output = maker(site), site / "public"
    assert made.drift(output) == []
    (output / "index.html").write_text("x")
    (output / "feed.xml").unlink()
    assert sorted(problem.path for problem in made.drift(output)) == ["public/feed.xml", "public/index.html"]
