"""The law of the build: after any history of edits, the published folder equals a clean build of the present files."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support import SITE, article, publish, tree, write

NAMES = ("Ada Alder", "Bo Birch", "Harbour Board", "Port Elm")
WORDS = ("met", "wrote to", "left", "spoke of", "thanked")

sentences = st.builds(
    lambda a, w, b: f"{a} {w} {b}.", st.sampled_from(NAMES), st.sampled_from(WORDS), st.sampled_from(NAMES)
)
bodies = st.lists(sentences, max_size=3).map("\n\n".join)
dates = st.sampled_from(["2024", "2024-03", "2024-03-05", "2024-03-05T10:00+01:00", "2023-12-31", ""])
tags = st.sampled_from(["[]", "[harbour]", "[harbour/dues, town]"])
events = st.sampled_from(
    ["[]", "[{headline: The quay opens, when: last month}]", "[{headline: A vote, date: 2024-01-09, place: port-elm}]"]
)
stories = st.sampled_from(["", "dues"])
stems = st.sampled_from(["one", "two", "three", "four"])

articles = st.builds(
    lambda title, body, date, tag, event, story: article(
        title, body, tags=tag, events=event, **({"date": date} if date else {}), **({"story": story} if story else {})
    ),
    st.sampled_from(["First", "Second", "'{{ braces }}'"]),
    bodies,
    dates,
    tags,
    events,
    stories,
)
edits = st.one_of(
    st.tuples(st.just("write"), stems, articles),
    st.tuples(st.just("delete"), stems, st.just("")),
    st.tuples(st.just("rename"), stems, stems),
    st.tuples(st.just("alias"), st.just(""), st.sampled_from(["[]", "[Board]", "[the Board, HB]"])),
    st.tuples(
        st.just("config"),
        st.just(""),
        st.sampled_from(["", "subtitle: Another\n", "editions: weeks\n", "base_url: https://site.example/sub/\n"]),
    ),
    st.tuples(st.just("theme"), st.just(""), st.sampled_from(["body { color: red }\n", "body { color: blue }\n"])),
    st.tuples(
        st.just("damage"),
        st.sampled_from(["index.html", "404.html", "timeline/index.html"]),
        st.sampled_from(["", "x"]),
    ),
    st.tuples(st.just("break"), stems, st.just("---\ntitle: [never closed\n---\n")),
)


def entity(name: str, aliases: str = "[]") -> str:
    return f"---\nname: {name}\naliases: {aliases}\n---\n"


def begin(site: Path) -> None:
    write(
        site,
        {
            "site.yaml": SITE,
            "content/entities/people/ada-alder.md": entity("Ada Alder"),
            "content/entities/people/bo-birch.md": entity("Bo Birch"),
            "content/entities/organizations/harbour-board.md": entity("Harbour Board"),
            "content/entities/places/port-elm.md": entity("Port Elm"),
            "content/stories/dues.md": "---\ntitle: The dues\ndevelopments: [{date: 2024-02, text: Dues rise.}]\n---\n",
            "content/articles/one.md": article("One", "Ada Alder met Bo Birch.", date="2024-03-05"),
        },
    )


def apply(site: Path, kind: str, name: str, value: str) -> None:
    path = site / "content" / "articles" / f"{name}.md"
    match kind:
        case "write" | "break":
            path.write_text(value)
        case "delete":
            path.unlink(missing_ok=True)
        case "rename" if path.exists():
            path.replace(path.with_name(f"{value}.md"))
        case "alias":
            (site / "content/entities/organizations/harbour-board.md").write_text(entity("Harbour Board", value))
        case "config":
            (site / "site.yaml").write_text(
                value + "".join(f"{line}\n" for line in SITE.splitlines() if line.split(":")[0] not in value)
            )
        case "theme":
            write(
                site,
                {"themes/mine/theme.yaml": "name: mine\nextends: default\n", "themes/mine/assets/extra.css": value},
            )
            (site / "site.yaml").write_text(SITE + "theme: mine\n")
        case "damage" if (site / "public" / name).exists():
            (site / "public" / name).write_text(value)


@pytest.fixture(autouse=True, scope="module")
def small_chunks() -> Iterator[None]:
    """Even these few pages go through several processes when two are asked for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys.modules["digest.build.execute"], "THRESHOLD", 1)
        patch.setattr(sys.modules["digest.build.execute"], "CHUNK", 5)
        yield


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(edits, min_size=1, max_size=3), min_size=1, max_size=5), st.sampled_from([1, 2]))
def test_incremental_equals_clean(history: list[list[tuple[str, str, str]]], jobs: int) -> None:
    root = Path(tempfile.mkdtemp())
    try:
        site = root / "site"
        begin(site)
        publish(site, jobs=jobs)
        for steps in history:
            for kind, name, value in steps:
                apply(site, kind, name, value)
            before = tree(site / "public")
            result = publish(site, jobs=jobs)
            clean = publish(site, root / "clean" / "public")
            assert result.problems == clean.problems
            if any(p.severity == "error" for p in clean.problems):
                assert tree(site / "public") == before, "a site with errors must leave the published folder alone"
            else:
                assert tree(site / "public") == tree(root / "clean" / "public")
            shutil.rmtree(root / "clean", ignore_errors=True)
    finally:
        shutil.rmtree(root)
