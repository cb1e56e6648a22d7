"""Views from tables: each field has a function of its own, called only where the theme's template can show it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import msgspec

from digest.site.views import PageView

if TYPE_CHECKING:
    from digest.site.pages import Pages

R = TypeVar("R")
V = TypeVar("V", bound=PageView)


class Table(msgspec.Struct, Generic[V, R], frozen=True):
    """How the page of a record becomes a view."""

    template: str
    view: type[V]
    common: Callable[[Pages, R], dict[str, Any]]
    """The fields that every page has, as `Pages.common` makes them."""
    fields: Mapping[str, Callable[[Pages, R], Any]]

    def made(self, pages: Pages, record: R) -> V:
        """The view of a record, without what the theme's template cannot show."""
        shown = pages.shows.get(self.template)
        return self.view(
            **self.common(pages, record),
            **{n: made(pages, record) for n, made in self.fields.items() if shown is None or n in shown},
        )
