"""Names that nobody expects, from the files to the page. Cases are data (tests/cases/aliases): records, a body, and what
a reader of the report and of the page must see. An open name, a mention and a problem each are one line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from digest.build import Options, prepare
from digest.link import connect
from digest.model import GROUPS
from tests.support import SITE, publish, write

CASES = sorted((Path(__file__).parents[2] / "cases" / "aliases").glob("*.yaml"))


def site(folder: Path, case: dict[str, Any]) -> Path:
    files = {
        f"content/entities/{group}/{ident}.md": f"---\n{yaml.safe_dump(fields, allow_unicode=True, width=10**6)}---\n"
        for group in GROUPS
        for ident, fields in case.get(group, {}).items()
    }
    front = f"title: T\ndate: 2020-01-01\n{case.get('front', '')}"
    files |= {"site.yaml": SITE + case.get("site", ""), "content/articles/a.md": f"---\n{front}\n---\n{case['body']}\n"}
    for short, long in case.get("repeat", {}).items():
        files = {path: text.replace(short, (long * 700).strip()) for path, text in files.items()}
    return write(folder, files)


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_every_case(path: Path, tmp_path: Path) -> None:
    case = yaml.safe_load(path.read_text("utf-8"))
    made = prepare(Options(source=site(tmp_path, case), output=tmp_path / "public"))
    found, _, ambiguous = connect(made.site.library, made.config)
    article = found.articles.get("a")
    body = article.body if article else ""
    shown = {(long * 700).strip(): short for short, long in case.get("repeat", {}).items()}
    words = [(body[m.start : m.end], m.entity) for m in found.mentions.get("a", ()) if m.field == "body"]
    assert [f"{shown.get(text, text)} | {entity}" for text, entity in words] == case["mentions"]
    assert [name.name for name in ambiguous] == case.get("open", [])
    assert sorted(f"{p.path} {p.code}" for p in made.problems) == sorted(case.get("problems", []))


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_every_case_is_built_or_refused(path: Path, tmp_path: Path) -> None:
    """What is built holds no script and no picture that only a name spelled."""
    case = yaml.safe_load(path.read_text("utf-8"))
    result = publish(site(tmp_path, case), jobs=1)
    assert (result.written is None) == any(p.severity == "error" for p in result.problems)
    for page in (tmp_path / "public").rglob("*.html"):
        tags = re.findall(r"<[^>]*>", page.read_text("utf-8"))
        assert tags and not [tag for tag in tags if "onerror" in tag or "javascript:" in tag]


@pytest.mark.parametrize("count, problems", [(1_000, []), (1_001, ["too-long"])])
def test_a_record_may_have_a_thousand_aliases(count: int, problems: list[str], tmp_path: Path) -> None:
    case = {
        "people": {"ada": {"name": "Ada Alder", "aliases": [f"Ada Quay{n}er" for n in range(count)]}},
        "body": " ".join(f"So Ada Quay{n}er spoke." for n in range(count)),
    }
    made = prepare(Options(source=site(tmp_path, case), output=tmp_path / "public"))
    assert [p.code for p in made.problems] == problems
    assert len(made.site.mentions["a"]) == (0 if problems else count)
