"""spaCy as one more finder of names, where the curator wants it: `ner:` in site.yaml names the model.

Nothing is downloaded here, and spaCy is loaded only when a model is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from digest.errors import Problem
from digest.link.suggest import Recogniser

KINDS = {
    "PERSON": "person",
    "PER": "person",
    "ORG": "organization",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "EVENT": "thing",
    "LAW": "thing",
    "MISC": "thing",
    "PRODUCT": "thing",
    "WORK_OF_ART": "thing",
}
"""The labels of spaCy's models (OntoNotes and WikiNER) that are names, and what digest calls them."""

MOST = 100_000
"""Characters of a text that are given to the model: its memory grows with them."""


def recogniser(model: str, site: Path) -> tuple[Recogniser | None, list[Problem]]:
    """What finds names by this model: a package that is installed, or a folder, also below the site's; or what is
    missing, as a warning."""
    if not model:
        return None, []
    try:
        import spacy
    except ImportError:
        return None, [
            _missing("spaCy is not installed", "pip install 'digest-site[ner]', or take ner: out of site.yaml")
        ]
    folder = site / model
    try:
        nlp = _loaded(spacy, str(folder if folder.is_dir() else model))
    except (OSError, ValueError, ImportError, KeyError) as error:
        said = " ".join(str(error).split())[:120]
        hint = f"get it yourself, as with: python -m spacy download {model}; or name a model's folder"
        return None, [_missing(f"the model “{model}” cannot be loaded: {said}", hint)]
    return lambda text: _names(nlp, text), []


@lru_cache(maxsize=1)
def _loaded(spacy: Any, name: str) -> Any:
    """A model, remembered: `digest review` reads the site again after each answer."""
    return spacy.load(name)


def _names(nlp: Any, text: str) -> Iterator[tuple[int, int, str]]:
    for entity in nlp(text[:MOST]).ents:
        if entity.label_ in KINDS:
            yield entity.start_char, entity.end_char, KINDS[entity.label_]


def _missing(message: str, hint: str) -> Problem:
    return Problem(path="site.yaml", key="ner", code="no-model", severity="warning", message=message, hint=hint)
