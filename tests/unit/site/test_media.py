"""Pictures: found wherever Markdown may name them, published under their bytes, and never looked for elsewhere."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from digest.site import media
from digest.site.plan import Copy
from digest.site.urls import Urls
from tests.unit.site.made import article, make

ASSETS = {
    "articles/2024/port.png": "aa11bb22cc33",
    "maps/Old Port (1).JPG": "dd44ee55ff66",
    "maps/e\u0301te\u0301.webp": "0123456789ab",
}
RECORD = "content/articles/2024/one.md"
URLS = Urls("/sub/")
PORT = "/sub/media/port.aa11bb22.png"
MAP = "/sub/media/old-port-1.dd44ee55.jpg"


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("a/Port Elm.PNG", "media/port-elm.aa11bb22.png"),
        ("x.svg", "media/x.aa11bb22.png"),
        ("con.gif", None),
        ("../..", None),
        ("порт.webp", "media/порт.aa11bb22.webp"),
    ],
)
def test_the_address_holds_the_name_and_the_bytes(name: str, address: str | None) -> None:
    found = media.address(name, "aa11bb22cc33")
    assert address in (None, found)
    assert found.count("/") == 1 and ".." not in found and not found.startswith("media/con.")
    assert media.address(name, "other-bytes") != found


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("![A port](port.png)", f"![A port]({PORT})"),
        ("![A port](./port.png 'Title')", f"![A port]({PORT} 'Title')"),
        ("![](/articles/2024/port.png)", f"![]({PORT})"),
        ("![](../2024/port.png)", f"![]({PORT})"),
        ("![](../../maps/Old%20Port%20(1).JPG)", f"![]({MAP})"),
        ("![](<../../maps/Old Port (1).JPG>)", f"![]({MAP})"),
        ("[![](port.png)](/sub/)", f"[![]({PORT})](/sub/)"),
        ("![A port][p]\n\n[p]: port.png", f"![A port][p]\n\n[p]: {PORT}"),
        ("![](/maps/été.webp)", "![](/sub/media/été.01234567.webp)"),
        ("![](../../../../etc/passwd)", "![](../../../../etc/passwd)"),
        ("![](https://else.example/port.png)", "![](https://else.example/port.png)"),
        ("![](gone.png)", "![](gone.png)"),
        ("port.png and [port](port.png)", "port.png and [port](port.png)"),
        ("![never closed](port.png", "![never closed](port.png"),
    ],
)
def test_pictures_point_to_where_they_are_published(written: str, shown: str) -> None:
    assert unquote(media.resolve(written, RECORD, ASSETS, URLS)) == unquote(shown)


def test_missing_pictures_are_named_with_their_place() -> None:
    elsewhere = "![](https://x.example/a.png) ![](//x.example/a.png) ![](data:image/png;base64,AA)"
    body = f"![](port.png) ![](gone.png) {elsewhere} ![](<a b.png>)"
    assert list(media.missing(body, RECORD, ASSETS)) == [(14, "gone.png"), (body.index("![](<a"), "a b.png")]


def test_a_site_copies_each_picture_once_and_shows_it_where_it_stands() -> None:
    made = make(
        article("one", "![](/port.png)\n\n![](/gone.png)", republish="full"),
        assets={"port.png": "aa11bb22cc33", "maps/port.png": "aa11bb22cc33", "maps/other.png": "99"},
    )
    copies = {path: o.content for path, o in made.outputs.items() if isinstance(o.content, Copy)}
    assert copies == {"media/port.aa11bb22.png": Copy("content/port.png", "aa11bb22cc33")}, "the others show nowhere"
    assert f"]({PORT})" in made.view("articles/one/").body
    (problem,) = [p for p in made.problems if p.code == "unknown-picture"]
    assert (problem.path, problem.key) == ("content/articles/one.md", "body[16]")


@pytest.mark.parametrize(
    ("fields", "published"),
    [
        ({"republish": "full"}, True),
        ({"republish": "metadata"}, False),
        ({"republish": "full", "status": "inbox"}, False),
    ],
)
def test_a_picture_has_the_rights_of_its_text(fields: dict[str, str], published: bool) -> None:
    made = make(article("one", "![](/port.png)", **fields), assets={"port.png": "aa11bb22cc33"})
    assert ("media/port.aa11bb22.png" in made.outputs) == published
