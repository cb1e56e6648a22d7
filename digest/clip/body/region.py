"""Which lines are sentences: the plainest sign of an article's text, in every language."""

from __future__ import annotations

from digest.clip.body.boilerplate import ends_sentence, words


def is_core(text: str) -> bool:
    """A line that is surely part of an article: a long sentence."""
    return ends_sentence(text) and (words(text) >= 12 or _dense(text))


def _dense(text: str) -> bool:
    """A sentence of a script without spaces between words."""
    return len(text) >= 25 and len(text) > 12 * words(text)
