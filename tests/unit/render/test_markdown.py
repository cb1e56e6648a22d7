"""Markdown to HTML: what is allowed, what is refused, and that nothing breaks it.

Results are judged by html5lib, a parser that has no part in making them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.render.markdown import ATTRIBUTES, MAX_LENGTH, TAGS, plain_html, to_html

BASE = "/digest/"


def elements(html: str) -> list[Any]:
    return list(html5lib.parseFragment(html, namespaceHTMLElements=False).iter())[1:]


def words(html: str) -> str:
    return "".join(html5lib.parseFragment(html, namespaceHTMLElements=False).itertext())


def serialised(html: str) -> str:
    """What a parser reads, written out again."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    written = html5lib.serialize(
        tree, omit_optional_tags=False, quote_attr_values="always", alphabetical_attributes=True
    )
    assert isinstance(written, str)
    # A parser drops the first line feed of <pre>; html5lib does so, but not in a cell, and forgets it when it writes.
    return re.sub(r"(<pre[^>]*>)\n+", r"\1\n\n", written)


def active(html: str, base: str = BASE) -> Iterator[str]:
    """Everything in `html` that could run, load from elsewhere, or is simply not on the list."""
    for element in elements(html):
        if not isinstance(element.tag, str):
            yield f"a comment: {element.text!r}"
            continue
        if element.tag not in TAGS:
            yield element.tag
        allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(element.tag, set())
        allowed |= {"rel"} if element.tag == "a" else {"loading"} if element.tag == "img" else set()
        for name, value in element.attrib.items():
            if name not in allowed:
                yield f"{element.tag}[{name}]"
            if name == "href" and not re.match(
                r"(https?://[^/\\]|mailto:|#|" + re.escape(base) + r"(?![/\\]))", value, re.I
            ):
                yield f"href {value!r}"
            if name == "src" and not re.match(re.escape(base) + r"(?![/\\])", value):
                yield f"src {value!r}"
            if name in ("href", "src") and re.search(r"[\x00-\x20\\]", value):
                yield f"{name} {value!r}"


# ----------------------------------------------------------------------------------------------------- what is allowed


def test_plain_markdown() -> None:
    html = to_html("Some *words* and **more**, `code`.\n\n- one\n- two\n\n1. a\n\n> said", BASE)
    assert [e.tag for e in elements(html)] == (
        ["p", "em", "strong", "code", "ul", "li", "li", "ol", "li", "blockquote", "p"]
    )


def test_nothing_is_nothing() -> None:
    assert to_html("", BASE) == to_html(" \n\t\n", BASE) == ""


@pytest.mark.parametrize(
    ("written", "levels"),
    [
        ("123456", "234566"),
        ("2", "2"),
        ("4", "2"),
        ("1323", "2334"),
        ("2314", "2323"),
        ("16", "23"),
        ("321", "222"),
    ],
)
def test_headings_begin_below_the_title_and_skip_no_level(written: str, levels: str) -> None:
    markdown = "\n\n".join("#" * int(n) + " Title" for n in written)
    html = "\n\n".join(f"<H{n} class=x>Title</H{n}>" for n in written)
    for text in (markdown, html):
        assert [e.tag for e in elements(to_html(text, BASE))] == [f"h{n}" for n in levels]


def test_setext_headings_too() -> None:
    assert [e.tag for e in elements(to_html("One\n===\n\nTwo\n---", BASE))] == ["h2", "h3"]


def test_tables() -> None:
    tags = [e.tag for e in elements(to_html("| a | b |\n|---|--:|\n| 1 | 2 |", BASE))]
    assert tags == ["table", "thead", "tr", "th", "th", "tbody", "tr", "td", "td"]


def test_links_out_say_so_and_links_in_do_not() -> None:
    html = to_html(
        '[out](https://a.example/?x=1&y=2 "t") [in](/digest/people/ada/) [here](#x) [mail](mailto:a@b.example)', BASE
    )
    links = {e.text: e.attrib for e in elements(html) if e.tag == "a"}
    assert links["out"] == {"href": "https://a.example/?x=1&y=2", "title": "t", "rel": "external noopener"}
    assert [links[name].get("rel") for name in ("in", "here", "mail")] == [None, None, None]


def test_a_link_that_leads_nowhere_leaves_its_words() -> None:
    assert to_html("[words *here*](other/page)", BASE).strip() == "<p>words <em>here</em></p>"


def test_pictures_of_the_site_are_shown() -> None:
    (image,) = [e for e in elements(to_html('![A quay](/digest/media/quay.png "t")', BASE)) if e.tag == "img"]
    assert image.attrib == {"src": "/digest/media/quay.png", "alt": "A quay", "title": "t", "loading": "lazy"}


@pytest.mark.parametrize(
    "source",
    [
        '![A <b> & "quay"](https://elsewhere.example/quay.png)',
        '![A <b> & "quay"](data:image/png;base64,AAAA)',
        '![A <b> & "quay"](//elsewhere.example/quay.png)',
        '![A <b> & "quay"](/other/quay.png)',
        "<img alt='A &lt;b> &amp; \"quay\"' src=https://elsewhere.example/quay.png>",
        "<img alt='A &lt;b> &amp; \"quay\"' srcset='https://elsewhere.example/quay.png 2x'>",
    ],
)
def test_pictures_of_others_become_their_words(source: str) -> None:
    html = to_html(source, BASE)
    assert words(html).strip() == 'A <b> & "quay"'
    assert [e.tag for e in elements(html)] in (["p"], [])


def test_base_path_at_the_root() -> None:
    html = to_html("[a](/x/) [b](//evil.example/) [c](/%5Cevil.example) <a href='/\\evil.example'>d</a>", "/")
    assert {e.text: e.get("href") for e in elements(html) if e.tag == "a"} == {"a": "/x/", "c": "/%5Cevil.example"}


def test_other_scripts_keep_their_language_and_direction() -> None:
    html = to_html('<span lang="ar" dir="rtl" class="x" style="color:red" id="main">نص</span>', BASE)
    (span,) = [e for e in elements(html) if e.tag == "span"]
    assert span.attrib == {"lang": "ar", "dir": "rtl"}


def test_no_ids_or_classes_come_from_text() -> None:
    html = to_html('# Head\n\n```js\ncode\n```\n\n<p id="x" class="y" style="z">p</p>', BASE)
    assert not [name for e in elements(html) for name in e.attrib]


# ----------------------------------------------------------------------------------------------------- what is refused

HOSTILE = [
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](java&#10;script:alert(1))",
    "[a](java&Tab;script:alert(1))",
    "[a](javascript&colon;alert(1))",
    "[a](<javascript:alert(1)>)",
    "[a]( javascript:alert(1))",
    "[a](\x01javascript:alert(1))",
    "[a](vbscript:x) [b](data:text/html,<script>alert(1)</script>) [c](file:///etc/passwd) [d](feed:javascript:x)",
    "[a][r]\n\n[r]: javascript:alert(1)",
    "[a][r]\n\n[r]: <java\tscript:alert(1)> 'x' onclick=alert(1)",
    "<javascript:alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' &#14;javascript:alert(1)'>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href='jav&#x09;ascript:alert(1)'>x</a>",
    "<a href=//evil.example>x</a><a href='/\\evil.example'>x</a><a href='/\t/evil.example'>x</a>",
    "<a href='\\\\evil'>x</a>",
    "<a href='https:evil.example'>x</a><a href='https:///evil.example'>x</a><a href='https:\\\\evil.example'>x</a>",
    "[t](/digest/ '\"><script>alert(1)</script>')",
    "[t](/digest/ '\" onmouseover=\"alert(1)')",
    '[t](/digest/"onmouseover=alert(1))',
    '!["><script>alert(1)</script>](/digest/x.png)',
    '![" onerror="alert(1)](/digest/x.png \'" onload="alert(1)\')',
    '![x](/digest/x.png" onerror=alert(1))',
    "<img src=x onerror=alert(1)>",
    "<img src='/digest/x' onerror=alert(1) style='x' srcset='//evil.example'>",
    '```js" onload="alert(1)\n<script>alert(1)</script>\n```',
    '```"><script>alert(1)</script>\nx\n```',
    "~~~ <img src=x onerror=alert(1)>\nx\n~~~",
    '|a" onclick="alert(1)|<script>alert(1)</script>|\n|:-|-:|\n|<img src=x onerror=alert(1)>|\\|[x](javascript:1)|',
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<style>@import '//evil.example'</style><link rel=stylesheet href=//evil.example><meta http-equiv=refresh>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe><object data=x></object><embed src=x><base href=//evil>",
    "<form action=//evil.example><input autofocus onfocus=alert(1)></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<svg><script>alert(1)</script></svg><svg onload=alert(1)>",
    "<svg><a><set attributeName=href to=javascript:alert(1) /></a></svg>",
    "<math><mi><mglyph><style><img src=x onerror=alert(1)></style></mglyph></mi></math>",
    "<math><annotation-xml encoding='text/html'><img src=x onerror=alert(1)></annotation-xml></math>",
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea><p title='</textarea><img src=x onerror=alert(1)>'></textarea>",
    "<title><p title='</title><img src=x onerror=alert(1)>'></title>",
    "<template><script>alert(1)</script></template><xmp><img src=x onerror=alert(1)></xmp>",
    "<table><a href='javascript:alert(1)'>x<td><svg/onload=alert(1)>",
    "<!--><script>alert(1)</script>--><!-- x --!><img src=x onerror=alert(1)>",
    "<![CDATA[<script>alert(1)</script>]]><?php <script>alert(1)</script> ?><!DOCTYPE x [<!ENTITY y '<script>'>]>",
    "<details open ontoggle=alert(1)><summary>x</summary></details><p onclick=alert(1)>x</p>",
    "<time datetime='\"><script>alert(1)</script>'>x</time><td colspan='9999999'>x</td><ol start='javascript:1'>",
    "<a href=https://a.example target=_blank rel=opener ping=//evil.example download>x</a>",
    "<p><a href='https://a.example'>x<p><a href='https://b.example'>y</a>",
    "<b><p></b><a href=/digest/><table><a href=javascript:1>",
    "<pre>\n\n\nx</pre><plaintext><script>alert(1)</script>",
    "\x00<script>alert(1)</script>",
    '<a href="/digest/\x00javascript:x">x</a>',
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_inert_and_stays_so(text: str) -> None:
    html = to_html(text, BASE)
    assert list(active(html)) == []
    assert list(active(serialised(html))) == []
    assert serialised(serialised(html)) == serialised(html)


@pytest.mark.parametrize(
    "scheme", ["javascript", "JAVASCRIPT", "vbscript", "data", "file", "blob", "about", "ftp", "view-source", "intent"]
)
@pytest.mark.parametrize("lead", ["", " ", "\t", "\n", "\x01", "\u00a0", "\u2028", "&#1;", "&Tab;", "%20"])
def test_no_scheme_but_the_three(scheme: str, lead: str) -> None:
    for text in (f"[x](<{lead}{scheme}:x>)", f'<a href="{lead}{scheme}:x">x</a>', f"[x]\n\n[x]: <{lead}{scheme}:x>"):
        assert list(active(to_html(text, BASE))) == []


# ------------------------------------------------------------------------------------------------------- what is slow

SLOW = {
    "quotes": ">" * 20_000,
    "quotes and lazy lines": "> " * 12 + "a\n" + "a\n" * 20_000,
    "brackets": "[" * 50_000,
    "pairs of brackets": "[" * 20_000 + "a" + "]" * 20_000,
    "open links": "[a](" * 20_000,
    "open pictures": "![" * 30_000,
    "emphasis": "*a_ " * 50_000,
    "strong": "**" * 20_000 + "a" + "**" * 20_000,
    "lists": "".join("  " * i + "- a\n" for i in range(1_500)),
    "lists in a line": "- " * 5_000 + "a",
    "quotes and lists": "> - " * 3_000 + "a",
    "backticks": "".join("`" * i + "a" for i in range(1, 900)),
    "angles": "<" * 50_000,
    "tags": "<a " * 20_000,
    "comments": "<!--" * 20_000,
    "deep elements": "<div>" * 9_000,
    "deep formatting": "<b>" * 9_000,
    "columns": "|".join("a" * 2_000) + "\n" + "|".join("-" * 2_000) + "\n" + "|\n" * 2_000,
    "definitions": "".join(f"[a{i}]: /x\n" for i in range(20_000)),
    "entities": "&" * 50_000,
    "backslashes": "\\" * 50_000,
    "blank": "\n" * 100_000,
    "one line": "word " * 70_000,
    "too long": "word " * 100_000,
}


@pytest.mark.parametrize("text", SLOW.values(), ids=SLOW.keys())
def test_text_built_to_be_slow_ends_and_is_kept(text: str) -> None:
    html = to_html(text, BASE)
    assert list(active(html)) == []
    if text.startswith((">" * 100, "[" * 100, "- " * 100, "> - " * 100, "word")):
        assert re.sub(r"\s+", "", words(html)) == re.sub(r"\s+", "", text)


def test_refused_text_stands_in_plain_paragraphs() -> None:
    text = "- " * 50 + "deep <b>\n\nNext & last"
    assert to_html(text, BASE) == plain_html(text)
    assert to_html(text, BASE).endswith("deep &lt;b&gt;</p>\n<p>Next &amp; last</p>\n")
    assert to_html("*a* " * MAX_LENGTH, BASE).startswith("<p>*a* *a*")


def test_ordinary_depth_is_understood() -> None:
    html = to_html("- a\n  - b\n    - c\n      - d\n\n> > > said\n\n- - - 2017", BASE)
    assert max(len([e for e in elements(html) if e.tag == "ul"]), 0) >= 4
    assert "&gt;" not in html


# ---------------------------------------------------------------------------------------------------------- properties

PIECES = st.sampled_from(
    [
        *HOSTILE,
        "<b>",
        "</b>",
        "<a href=/digest/>",
        "</a>",
        "<p>",
        "</p>",
        "<table>",
        "<td>",
        "</table>",
        "<li>",
        "<pre>\n",
        "<pre lang=ar>\n",
        "</pre>",
        "<ruby>",
        "<rt>",
        "<details>",
        "<summary>",
        "<h1>",
        "</h1>",
        "<hr>",
        "\n",
        "\n\n",
        "> ",
        "- ",
        "1. ",
        "    ",
        "```",
        "|",
        "*",
        "_",
        "`",
        "[",
        "]",
        "(",
        ")",
        "!",
        "<",
        ">",
        "&",
        "&lt;",
        "&#0;",
        "\\",
        '"',
        "'",
        "ا",
        "\u202e",
        "\u0000",
        "x",
        "# ",
        "---",
        "\t",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=14).map("".join)))
def test_any_text_gives_inert_html_that_reads_the_same_again(text: str) -> None:
    html = to_html(text, BASE)
    assert list(active(html)) == []
    assert serialised(serialised(html)) == serialised(html)
    assert to_html(text, BASE) == html


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_plain_paragraphs_keep_every_letter(text: str) -> None:
    kept = unescape(re.sub(r"</?p>", "", plain_html(text.replace("&", "+").replace("<", "(").replace(">", ")"))))
    assert "".join(kept.split()) == "".join(text.replace("&", "+").replace("<", "(").replace(">", ")").split())
