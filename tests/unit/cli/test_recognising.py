"""A spaCy model that the curator names joins the suggestions of names; what is missing is said, and nothing fetched."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from digest.cli.recognising import recogniser
from digest.cli.reviewing import open_questions
from tests.support import SITE, article, write

BODY = "We saw it at dawn. In the port lay zorblat, and beside zorblat lay nothing; later zorblat sailed."
"""A name in small letters, which no rule of capitals finds."""


def names(site: Path) -> list[str]:
    return [q.title for q in open_questions(site)[0] if q.kind == "unknown-name"]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write(
        tmp_path, {"site.yaml": f"{SITE}ner: model\n", "content/articles/a.md": article("A", BODY, date="2017")}
    )


@pytest.fixture
def model(site: Path) -> Path:
    """A real model that needs no download: a blank pipeline with one rule."""
    spacy = pytest.importorskip("spacy", reason="the extra [ner]")
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns(
        [{"label": "ORG", "pattern": "zorblat"}, {"label": "DATE", "pattern": "dawn"}]
    )
    nlp.to_disk(site / "model")
    return site / "model"


@pytest.mark.filterwarnings("ignore")
def test_what_the_model_finds_is_asked_about(site: Path, model: Path) -> None:
    recognise, problems = recogniser("model", site)
    assert recognise is not None and problems == []
    assert [(BODY[a:b], kind) for a, b, kind in recognise(BODY)] == [("zorblat", "organization")] * 3
    [question] = [q for q in open_questions(site)[0] if q.kind == "unknown-name"]
    assert question.title == "zorblat" and question.options[0].key == "organization"
    assert "the model of site.yaml found it" in question.why


def test_without_a_model_nothing_is_loaded(site: Path) -> None:
    (site / "site.yaml").write_text(SITE)
    assert recogniser("", site) == (None, [])
    assert names(site) == []


def test_without_spacy_it_is_said_how_to_get_it(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    questions, report = open_questions(site)
    [problem] = report.problems
    assert (problem.code, problem.severity, problem.line) == ("no-model", "warning", 4)
    assert "spaCy is not installed" in problem.message and "digest-site[ner]" in problem.hint
    assert [q.kind for q in questions] == []


@pytest.mark.filterwarnings("ignore")
def test_without_the_model_it_is_said_how_to_get_it(site: Path) -> None:
    pytest.importorskip("spacy", reason="the extra [ner]")
    [problem] = open_questions(site)[1].problems
    assert "“model” cannot be loaded" in problem.message and "spacy download model" in problem.hint
