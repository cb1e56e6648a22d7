"""What the server puts into a page that the build did not: the script that reloads it, and leave to run it. Pure.

The theme's pages forbid scripts by a policy in their head. The answer of this server, never the file that is built,
allows our own and the stream it listens to, beside whatever the policy allowed before.
"""

from __future__ import annotations

import re
from html import escape

PRIVATE = "/.digest/"
"""The addresses of the server's own: no page's begins with a dot."""

SCRIPT, EVENTS = f"{PRIVATE}reload.js", f"{PRIVATE}events"

_META = re.compile(rb"<meta\b[^>]*>", re.IGNORECASE)
_POLICY = re.compile(rb"""http-equiv\s*=\s*["']?content-security-policy\b""", re.IGNORECASE)
_CONTENT = re.compile(rb"""(\bcontent\s*=\s*)(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_BODY = re.compile(rb"<body\b", re.IGNORECASE)
_END = re.compile(rb"</body\s*>", re.IGNORECASE)


def inserted(page: bytes, version: str) -> bytes:
    """An HTML page with the script that reloads it; `version` is `Answer.version`."""
    body = _BODY.search(page)
    head, rest = (page[: body.start()], page[body.start() :]) if body else (b"", page)
    head = _META.sub(lambda meta: _allowed(meta[0]), head)
    script = f'<script src="{SCRIPT}" data-version="{escape(version)}"></script>\n'.encode()
    ends = [*_END.finditer(rest)]
    at = ends[-1].start() if ends else len(rest)
    return head + rest[:at] + script + rest[at:]


def _allowed(meta: bytes) -> bytes:
    """A meta element; one that holds a policy with our script and its stream allowed."""
    if not _POLICY.search(meta):
        return meta

    def widened(match: re.Match[bytes]) -> bytes:
        quote = b'"' if match[2] is not None else b"'"
        policy = match[2] if match[2] is not None else match[3]
        own = b"'self'" if quote == b'"' else b"&#39;self&#39;"
        for directive in (b"script-src", b"connect-src"):
            policy = _with(policy, directive, own)
        return match[1] + quote + policy + quote

    return _CONTENT.sub(widened, meta)


def _with(policy: bytes, directive: bytes, source: bytes) -> bytes:
    """A policy whose directive allows a source; a directive that is missing is added with what default-src allowed."""
    parts = [part.strip() for part in policy.split(b";") if part.strip()]
    named = {part.split()[0].lower(): part.split()[1:] for part in reversed(parts)}
    if directive not in named and b"default-src" not in named:
        return policy  # nothing forbids it
    sources = [s for s in named.get(directive, named.get(b"default-src", [])) if s.lower() not in _NONE]
    rest = [part for part in parts if part.split()[0].lower() != directive]
    return b"; ".join([*rest, b" ".join([directive, *sources, source])])


_NONE = (b"'none'", b"&#39;none&#39;")
