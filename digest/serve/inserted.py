"""What the server puts into a page that the build did not: the script that reloads it, and leave to run it. Pure.

The theme's pages forbid scripts by a policy in their head. The answer of this server, never the file that is built,
allows our own and the stream it listens to, beside whatever the policy allowed before.
"""

from __future__ import annotations

import re
from html import escape, unescape

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
        policy = unescape((match[2] or match[3] or b"").decode("utf-8", "replace"))
        for directive in ("script-src", "connect-src"):
            policy = _with(policy, directive)
        return match[1] + b'"' + escape(policy, quote=False).replace('"', "&quot;").encode() + b'"'

    return _CONTENT.sub(widened, meta)


def _with(policy: str, directive: str) -> str:
    """A policy whose directive allows our own addresses; one that is missing begins with what default-src allowed."""
    parts = [part.split() for part in policy.split(";") if part.strip()]
    named = {part[0].lower(): part[1:] for part in reversed(parts)}  # of several the first counts
    if directive not in named and "default-src" not in named:
        return policy  # nothing forbids it
    sources = [s for s in named.get(directive, named.get("default-src", [])) if s.lower() not in ("'none'", "'self'")]
    rest = [part for part in parts if part[0].lower() != directive]
    return "; ".join(" ".join(part) for part in [*rest, [directive, *sources, "'self'"]])
