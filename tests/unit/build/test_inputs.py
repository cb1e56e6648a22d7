"""What a page is made from, read off its view."""

from __future__ import annotations

from digest.build import inputs
from digest.site.plan import Output, Serialize
from digest.site.urls import Urls
from digest.site.views import SitemapView

URLS = Urls("/base/", "https://site.example")


def output(path: str, owner: str = "") -> Output:
    return Output(path, Serialize("sitemap", lambda: SitemapView(urls=())), "", owner)


def test_records_are_those_of_the_pages_that_a_view_links_to() -> None:
    outputs = {o.path: o for o in (output("a/index.html", "a.md"), output("b/index.html", "b.md"), output("c.html"))}
    view = SitemapView(
        urls=(("/base/b/#part", ""), ('<a href="/base/a/">a</a>', ""), ("/a/", ""), ("/base/c.html", ""))
    )
    assert inputs.records(view, outputs, URLS) == ["b.md", "a.md"]
    assert inputs.records(SitemapView(urls=(("https://site.example/base/a/", ""),)), outputs, URLS) == ["a.md"]
