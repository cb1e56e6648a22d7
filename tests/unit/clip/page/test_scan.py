"""What one walk over a page keeps, and where it says a thing stands."""

from __future__ import annotations

from lxml import html

from digest.clip.page.scan import Kind, Scan, near, scan, text_of


def scanned(body: str, head: str = "") -> Scan:
    return scan(html.document_fromstring(f"<html lang=' de-AT '><head>{head}</head><body>{body}</body></html>"))


def texts(page: Scan, kind: Kind) -> list[str]:
    return [m.text for m in page.of(kind)]


def test_the_head_of_a_page() -> None:
    page = scanned(
        "",
        '<title> Night  ferry </title><meta property="OG:Title" content="a"><meta name="x" value="b">'
        '<link rel="Canonical" href="/c"><base href="https://port.example/">'
        "<script type='application/LD+json'>{}</script><script>var x</script>",
    )
    assert (page.title, page.language) == ("Night ferry", "de-AT")
    assert page.metas == {"og:title": ["a"], "x": ["b"]}
    assert page.links == (("canonical", "/c"), ("base", "https://port.example/"))
    assert page.structured == ("{}",)


def test_what_marks_an_element() -> None:
    page = scanned(
        "<h1 class=page-title>Ferry</h1><span class=ArticleByline__x>By Ana Cruz</span><time>9 May 2017</time>"
        "<a href='/authors/ben-ito'>Ben Ito</a><a href='/tag/ships'>Ships</a><p class=lead>Nothing</p>"
    )
    assert texts(page, "author") == ["By Ana Cruz", "Ben Ito"]
    assert texts(page, "date") == ["9 May 2017"]
    assert texts(page, "tag") == ["Ships"]
    assert texts(page, "title") == texts(page, "heading") == ["Ferry"]


def test_where_an_element_stands() -> None:
    date = "<i class=date>x</i>"
    page = scanned(
        f"<article>{date}<footer>{date}</footer><div class=related-posts>{date}</div></article><footer>{date}</footer>"
        f"<div class=content-sidebar>{date}</div><nav>{date}</nav>"
    )
    assert [m.region for m in page.of("date")] == ["inside", "inside", "outside", "outside", "", "outside"]


def test_visible_text() -> None:
    element = html.fragment_fromstring(
        "<p>The <b>N</b>ight<br>ferry<span>sails</span><script>x</script><i class=sr-only>hidden</i> again</p>"
    )
    assert text_of(element) == "The Night ferry sails again"
    assert text_of(element, 5) == ""


def test_what_stands_round_the_headline() -> None:
    tree = html.document_fromstring(
        "<body><p>Harbour</p><div><h1>Ferry <b>back</b></h1><p>By Ana Cruz</p></div>9 May<p>Story</p></body>"
    )
    found = [(piece.text, piece.distance) for piece in near(tree.find(".//h1"))]
    assert found == [("By Ana Cruz", 1), ("Story", 2), ("Harbour", -1)]
