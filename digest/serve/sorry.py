"""The page that stands in for one of the site's own while there is none. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from digest.serve.readers import TOLD, Trouble


def sorry(what: str, wrong: Sequence[Trouble]) -> bytes:
    """An HTML page that says what is missing and why; it is read without scripts, and goes when it is mended."""
    parts = [
        "<!doctype html>",
        '<html lang="en"><meta charset="utf-8"><meta name="color-scheme" content="light dark">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(what)}</title>",
        '<body style="max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif">',
        f"<h1>{escape(what)}</h1>",
        "<p>Mend what is listed here and save: this page goes by itself.</p>",
        "<ul>",
        *(_item(trouble) for trouble in wrong[:TOLD]),
        "</ul>",
        f"<p>And {len(wrong) - TOLD} more.</p>" if len(wrong) > TOLD else "",
        "</body></html>\n",
    ]
    return "\n".join(parts).encode("utf-8", "replace")


def _item(trouble: Trouble) -> str:
    where = f"<code>{escape(trouble.where)}</code><br>" if trouble.where else ""
    excerpt = f'<pre style="overflow: auto">{escape(trouble.excerpt)}</pre>' if trouble.excerpt else ""
    hint = f"<br><small>{escape(trouble.hint)}</small>" if trouble.hint else ""
    return f"<li>{where}{escape(trouble.message)}{hint}{excerpt}</li>"
