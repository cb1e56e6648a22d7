"""Laws that hold for every draft, whatever the clipping."""

from __future__ import annotations

import re
from collections import Counter

import msgspec

from digest.clip import Draft, written_digest
from digest.clip.text import to_lines
from digest.content import frontmatter
from digest.content.frontmatter import Plain
from digest.dates import When, parse
from digest.model import Article


def reads_back(made: Draft) -> None:
    """The file that would be written gives back the draft, and is a valid article."""
    document = frontmatter.parse(frontmatter.dump(made.meta, made.body))
    assert not document.mistakes, document.mistakes
    assert document.meta is not None
    meta = frontmatter.plain(document.meta)
    assert isinstance(meta, dict)
    assert meta == jsonish(made.meta)
    assert document.body == made.body
    clipping = meta.get("clipping")
    assert isinstance(clipping, dict)
    written = clipping["written"]
    assert isinstance(written, dict)
    assert written["body"] == written_digest(document.body)
    for key, value in meta.items():
        assert key in ("schema", "status", "clipping") or written[key] == written_digest(value)
    msgspec.convert(
        {**meta, "id": "x", "path": "x"},
        Article,
        strict=False,
        dec_hook=lambda kind, v: parse(v) if kind is When else v,
    ) if "date" not in meta and "updated" not in meta else None


def jsonish(value: object) -> Plain:
    found: Plain = msgspec.json.decode(msgspec.json.encode(value))
    return found


def unescaped(body: str) -> str:
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", body)


def keeps_every_word(text: str, made: Draft) -> None:
    """Every letter and digit of a plain text is in the body, in the title, among the cuts or among the moved pieces."""
    lines, _ = to_lines(text)
    pieces = [unescaped(made.body), *(cut.text for cut in made.cuts), *(moved.text for moved in made.moved)]
    if all(e.rule not in ("title-from-body", "no-text") for e in made.evidence if e.field == "title"):
        pieces.append(str(made.meta["title"]))
    assert signs("".join(line.text for line in lines)) == signs("".join(pieces))


def signs(text: str) -> Counter[str]:
    return Counter(c for c in text if c.isalnum())
