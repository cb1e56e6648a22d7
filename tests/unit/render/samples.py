"""Views made from their types alone: with everything in them, or with nothing that may be absent.

A field added to a view is in these samples at once, so a template that cannot bear it fails here first.
"""

from __future__ import annotations

import types
from itertools import count
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from digest.dates import When, parse
from digest.site.views import SiteView, View

HOSTILE = 'Council asks: "Who <b>owns</b> Quay 4 & why?"</title></p><script>alert(1)</script>\'{{ braces }}{% raw %}'
"""A text as a stranger may write it; templates must show it, whole, as text."""

DATES = (
    "2017-08-08T18:43+08:00",
    "2017-08",
    "2017",
    "199X",
    "2016-11~",
    "2017-08-07/2017-08-13",
    "2017-08/..",
    "../2017?",
)

V = TypeVar("V", bound=View)
_numbers = count(1)


def sample(kind: type[V], full: bool, choice: int = 0) -> V:
    """A view of a type. `choice` picks among dates and literals, so that several samples cover them all."""
    value = _value(kind, "", full, choice)
    assert isinstance(value, kind)
    return value


def site(assets: dict[str, str], options: dict[str, str], full: bool = True, language: str = "en") -> SiteView:
    """The `site` of a theme's own assets and options."""
    import msgspec

    made = sample(SiteView, full)
    rtl: Literal["ltr", "rtl"] = "rtl" if language == "ar" else "ltr"
    return msgspec.structs.replace(
        made, assets=assets, options=options, language=language, direction=rtl, home="/base/"
    )


def _value(kind: Any, name: str, full: bool, choice: int) -> Any:
    origin, arguments = get_origin(kind), get_args(kind)
    if kind is str:
        return _text(name, full)
    if kind in (int, float, bool):
        return kind(2) if full else kind(0)
    if kind is When:
        return parse(DATES[choice % len(DATES)])
    if origin is Literal:
        return arguments[choice % len(arguments)]
    if origin is tuple:
        if not full:
            return ()
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            return tuple(_value(arguments[0], name, full, choice + n) for n in range(2))
        return tuple(_value(argument, name, full, choice) for argument in arguments)
    if origin is dict:
        return {}
    if origin in (Union, types.UnionType):
        return _value(arguments[0], name, full, choice) if full else None
    hints = get_type_hints(kind)
    return kind(**{field: _value(hints[field], field, full, choice) for field in kind.__struct_fields__})


def _text(name: str, full: bool) -> str:
    """A text that fits the field's name: an address, a language, an id that no other value has, or hostile words."""
    if name in ("id", "anchor"):
        return f"id-{next(_numbers)}"
    if name in ("href", "home"):
        return f'/base/"{next(_numbers)}"/' if full else "/base/"
    if name in ("language", "publishes_in"):
        return "ar" if full else "en"
    if name in ("url", "original", "archive", "canonical", "base_url", "same_as"):
        return 'https://news.example/?a=1&b="2"' if full else ""
    if name == "country":
        return "PH" if full else ""
    if name == "role":
        return "speaker"
    if name == "title" or full:
        return HOSTILE
    return ""
