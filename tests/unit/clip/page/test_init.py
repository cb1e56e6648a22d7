"""Saved pages: never fetched, never raising, believed in what they say about themselves."""

from __future__ import annotations

import socket

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest.clip.draft import Options, Page
from digest.clip.page import read
from digest.model import Source

LONG = "The night ferry sailed again on Tuesday, nine years after the line was closed for want of passengers."
MORE = "“We had forgotten how quiet it is out here,” said the first passenger, who had booked her cabin in March."


def page(body: str, head: str = "", sources: dict[str, Source] | None = None) -> Page:
    return read(
        "page.html",
        f"<!DOCTYPE html><html lang=en><head>{head}</head><body>{body}</body></html>",
        sources or {},
        Options(),
    )


def article(*paragraphs: str) -> str:
    return (
        "<article><h1>Night ferry returns to the strait</h1>"
        + "".join(f"<p>{p}</p>" for p in paragraphs)
        + "</article>"
    )


def test_marks_of_headings_lists_and_quotes() -> None:
    found = page(
        article(LONG, MORE)
        + "<h2>What it costs</h2><ul><li>Cabin: forty crowns</li><li>Seat: twelve</li></ul><p>"
        + LONG[::-1]
        + "</p>"
    )
    assert found.title == "Night ferry returns to the strait"
    assert LONG in found.body and "Night ferry returns" not in found.body


def test_links_and_emphasis_survive() -> None:
    linked = f"{LONG} The <a href='/timetable?utm_source=x'>timetable</a> says <em>daily</em>, <b>not</b> weekly."
    found = page(article(LONG, linked, MORE), '<link rel=canonical href="https://news.example/ferry">')
    assert "The [timetable](https://news.example/timetable) says *daily*, **not** weekly." in found.body


def test_a_short_article_without_spaces_is_an_article() -> None:
    rows = [
        "九年ぶりに渡し船が火曜日に港を出航し、多くの人が船を見送った。",
        "「とても静かな朝でした」と最初の乗客は話し、三月に切符を買ったと言う。",
        "町は今年の冬まで毎日船を出す予定で、切符の値段は十二クローネになる。",
        "市長は「橋よりも船のほうが好きな人が多い」と述べ、長い間待っていた人々に感謝した。",
    ]
    found = page("<article><h1>渡し船が港に戻る</h1>" + "".join(f"<p>{row}</p>" for row in rows) + "</article>")
    assert found.body == "\n\n".join(rows)


def test_captions_of_figures_are_metadata() -> None:
    figure = "<figure><img src=x.jpg><figcaption>The ferry at the quay on Tuesday morning</figcaption></figure>"
    found = page(article(LONG, MORE, LONG[:-1] + " again.").replace("</h1>", f"</h1><p>{MORE}</p>{figure}"))
    assert found.captions == ("The ferry at the quay on Tuesday morning",)
    assert "at the quay on Tuesday" not in found.body


def test_what_was_left_out_is_told_with_its_reason() -> None:
    found = page(article(LONG, MORE, LONG) + "<div class=newsletter>Sign up for our newsletter</div>")
    assert ("Sign up for our newsletter", "weighed: after the article, marked as newsletter, short") in [
        (cut.text, cut.rule) for cut in found.cuts
    ]
    assert [cut.line for cut in found.cuts] == sorted(cut.line for cut in found.cuts)
    assert found.lines == 5


def test_an_author_line_leaves_the_text() -> None:
    named = "<div><span itemprop=author><span itemprop=name>Ana Cruz</span></span></div>"
    found = page(article(LONG, MORE, LONG[:-1] + " again.").replace("</h1>", f"</h1>{named}"))
    assert found.authors == ("Ana Cruz",) and "Ana Cruz" not in found.body
    assert [(piece.field, piece.text) for piece in found.moved] == [("authors", "Ana Cruz")]


def test_a_line_of_times_leaves_the_text() -> None:
    times = "<p><time datetime=2017-05-09>9 May</time> Updated <time datetime=2017-05-11>11 May</time></p>"
    found = page(article(LONG, MORE, LONG[:-1] + " again.").replace("</h1>", f"</h1>{times}"))
    assert found.date is not None and found.date.edtf == "2017-05-09" and "9 May" not in found.body
    assert [(piece.field, piece.text) for piece in found.moved] == [("date", "9 May Updated 11 May")]


@pytest.mark.parametrize(
    ("body", "title", "text"),
    [
        (
            "<p>The ferry is late.</p><p>Nobody knows why.</p>",
            "The ferry is late",
            "The ferry is late.\n\nNobody knows why.",
        ),
        (
            f"<p>{LONG}</p><p>It is <a href=https://x.example/>the first</a> since the war.</p>",
            LONG[:-1],
            f"{LONG}\n\nIt is [the first](https://x.example/) since the war.",
        ),
        (f"<p>{LONG}</p>", LONG[:-1], LONG),
        ("<h2>Short note</h2><p>The ferry is late.</p>", "Short note", "The ferry is late."),
    ],
)
def test_a_tiny_page_without_a_title(body: str, title: str, text: str) -> None:
    found = page(body)
    assert (found.title, found.body) == (title, text)


def test_elements_nested_too_deep_are_named() -> None:
    found = page("<div>" * 100_000 + LONG)
    assert LONG in found.body and "<div>" not in found.title + found.body
    assert [(problem.code, problem.severity) for problem in found.warnings] == [("too-deep", "warning")]


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    head = '<link rel=canonical href="https://news.example/a"><link rel=stylesheet href="https://news.example/x.css">'
    found = page(
        article(LONG, MORE) + '<img src="https://news.example/x.png"><iframe src="https://news.example/"></iframe>',
        head,
    )
    assert found.url == "https://news.example/a"


def test_markdown_in_a_page_is_text() -> None:
    found = page(
        article(
            LONG, "He wrote [a link](https://evil.example) and # and &lt;script&gt; into the logbook of the boat.", MORE
        )
    )
    assert "\\[a link\\](https://evil.example) and # and \\<script>" in found.body


def test_a_page_without_main_text_gives_its_visible_text() -> None:
    found = page(f"<script>var x = 1</script><style>p {{}}</style><h1>Short note</h1><div>{LONG}</div>")
    assert LONG in found.body and "var x" not in found.body


def test_the_texts_own_language_wins_over_the_template() -> None:
    german = "Die Fähre fährt wieder, und die Leute am Hafen sind froh, dass sie nicht mehr auf das Boot warten müssen."
    found = page(
        f"<article><h1>Die Fähre fährt wieder</h1><p>{german}</p><p>{german} Das sagte auch der Rat.</p></article>"
    )
    assert found.language == "de"


@pytest.mark.parametrize(
    "text",
    [
        "<html>" + "<div>" * 5_000 + "x",
        "<html><body>" + "<p>" * 3_000,
        "<html><script>",
        "<html>&#0;&#xD800;&#x110000;",
        "<?xml version='1.0' encoding='utf-16'?><html><p>x",
    ],
)
def test_broken_pages_give_a_page(text: str) -> None:
    assert isinstance(read("page.html", text, {}, Options()), Page)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div>",
                "<table><tr><td>",
                "<h1>",
                "<li>",
                "<!--",
                "-->",
                "<meta property=og:title content=x>",
                '<script type="application/ld+json">',
                '{"@type":"Article","author":[[[]]],"headline":{}}',
                "</script>",
                LONG,
                "\x00",
                "&amp;#",
            ]
        ),
        max_size=25,
    )
)
def test_never_raises(parts: list[str]) -> None:
    assert isinstance(read("page.html", "<html>" + "".join(parts), {}, Options()), Page)
