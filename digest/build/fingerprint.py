"""What a page was made from, as one digest. The whole decision of "is this page the same" begins here. Pure.

A page can show only what it was handed, so what it was handed is its fingerprint: its view, the `site` value, the
closure of its template, the message catalogue, and the identity of the code that renders.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from functools import cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

import msgspec

from digest.render.sources import shipped
from digest.site.plan import Copy, Output, Render, Serialize
from digest.site.views import View

RELEASES = {
    "jinja2": "jinja2",
    "MarkupSafe": "markupsafe",
    "markdown-it-py": "markdown_it",
    "mdit-py-plugins": "mdit_py_plugins",
    "nh3": "nh3",
    "babel": "babel",
    "msgspec": "msgspec",
    "rcssmin": "rcssmin",
    "PyYAML": "yaml",
    "ahocorasick-rs": "ahocorasick_rs",
    "anyascii": "anyascii",
}
"""Distributions whose release may change what a page says, each with its module."""


def joined(*parts: bytes | str) -> bytes:
    """The digest of several values, told apart by their lengths."""
    state = hashlib.blake2b(digest_size=16)
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        state.update(len(raw).to_bytes(8, "big"))
        state.update(raw)
    return state.digest()


_ENCODER = msgspec.msgpack.Encoder(order="deterministic")


def of_view(view: View) -> bytes:
    """The digest of all that a view holds.

    It is encoded whole, cards and all: that takes a fifth of the time of joining the digests of its parts.
    """
    return joined(type(view).__name__, _ENCODER.encode(view))


@cache
def code_identity() -> str:
    """The digest of our code and of the releases of others that take part in it, Python's own among them."""
    package = Path(__file__).parent.parent
    sources: list[bytes | str] = []
    for file in sorted(package.rglob("*.py")):
        sources += [file.relative_to(package).as_posix(), file.read_bytes()]
    return joined(*sources, f"python {sys.version_info[:3]}", *_releases()).hex()


def code_places() -> list[str]:
    """The files and folders that hold what `code_identity` speaks of, and the theme that comes with it."""
    modules = (find_spec(module) for module in RELEASES.values())
    package = str(Path(__file__).parent.parent)
    return [package, str(shipped()), *(spec.origin for spec in modules if spec and spec.origin)]


def _releases() -> Iterable[str]:
    for name in RELEASES:
        try:
            yield f"{name} {metadata.version(name)}"
        except metadata.PackageNotFoundError:
            yield f"{name} absent"


def of_setting(output: Output, closure: str, surroundings: bytes) -> bytes:
    """The digest of everything that makes an output but its view; known without making anything.

    `closure` is the digest of the templates it can reach; `surroundings` that of everything all pages share: the
    `site` value, the message catalogue, the options, the render identity.
    """
    match output.content:
        case Copy(digest=digest):
            return joined("copy", digest)
        case Render(template=template):
            return joined("render", template, closure, surroundings)
        case Serialize(form=form):
            return joined("serialize", form, surroundings)
