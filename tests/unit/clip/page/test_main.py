"""The main text of a page: the article and not what stands around it; any page gives something or nothing, in peace."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest.clip.page import main
from digest.clip.page.main import engine_lines, hints_of, main_text, parse, visible

LONG = "The night ferry sailed again on Tuesday, nine years after the line was closed for want of passengers."
STORY = [f"{LONG} That was the {n}th time, and nobody on the quay had thought it possible." for n in range(8)]
ARTICLE = "<h1>Night ferry returns</h1>" + "".join(f"<p>{text}</p>" for text in STORY)


def found(body: str, head: str = "") -> main.MainText:
    text = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    return main_text(parse(text), text)


def test_the_article_and_nothing_around_it() -> None:
    around = (
        "<aside class=related><h3>Read more</h3><ul><li><a href=/a>Old harbour sold to a bank in the city</a></li>"
        "<li><a href=/b>Bridge opens late again</a></li></ul></aside>"
        "<div class=newsletter-signup>Sign up for our newsletter</div><footer>© 2026 The Example</footer>"
    )
    lines = found(f"<nav><a href=/>Home</a></nav><article>{ARTICLE}</article>{around}").lines
    assert [line.text for line in lines if line.text != "Night ferry returns"] == STORY


FIGURE = "<figure><img src=x.jpg><figcaption>The ferry in the harbour. Photo: A. Example</figcaption></figure>"


def fields(made: main.MainText) -> list[tuple[str, str]]:
    return [(piece.field, piece.text) for piece in made.moved]


@pytest.mark.parametrize(
    "body",
    [
        ARTICLE.replace("<p>", f"{FIGURE}<p>", 3),
        ARTICLE.replace("</h1>", f"</h1>{FIGURE}"),
        ARTICLE.replace("</p><p>", f"</p>{FIGURE}<p>", 1),
    ],
)
def test_captions_of_the_article_are_told(body: str) -> None:
    made = found(f"<article>{body}</article>")
    assert fields(made)[0] == ("captions", "The ferry in the harbour. Photo: A. Example")
    assert not any("Photo" in line.text for line in made.lines)


def test_every_block_is_kept_or_told_of() -> None:
    around = (
        "<div class=comments><p>What a lovely boat, I have always wanted to go there with my two children.</p></div>"
        "<aside><h3>Read more</h3><ul><li><a href=/a>Old harbour sold to a bank in the city</a></li></ul></aside>"
    )
    made = found(f"<nav><a href=/>Home</a></nav><article>{ARTICLE}{FIGURE}</article>{around}<footer>© Example</footer>")
    places = sorted([line.number for line in made.lines] + [piece.line for piece in (*made.cuts, *made.moved)])
    assert places == list(range(1, made.blocks + 1))
    told = {cut.text[:9]: cut.rule for cut in made.cuts if cut.text != "Night ferry returns"}
    assert told == {
        "Home": "in a menu or footer",
        "What a lo": "weighed: after the article, marked as comments",
        "Read more": "weighed: after the article, in <aside>, short",
        "Old harbo": "weighed: after the article, in <aside>, mostly links, short",
        "The ferry": "weighed: after the article, in <figure>",
        "© Example": "in a menu or footer",
    }


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=40)
@given(
    st.lists(
        st.sampled_from(
            [
                *(f"<p>{text}</p>" for text in STORY[:3]),
                "<p>“No.”</p>",
                "<nav><a href=/>Home</a></nav>",
                "<ul><li>one</li><li><a href=/x>two</a><ol><li>three</li></ol></li></ul>",
                "<table><tr><th>Year</th><th>Trips</th></tr><tr><td>2018</td><td>4</td></tr></table>",
                "<div class=related>",
                "</div>",
                "<h2>What it costs</h2>",
                FIGURE,
                "<p class=date><time datetime=2017-05-09>9 May</time></p>",
                "<div class=paywall>Subscribe to read on</div>",
                "<br><br>loose text",
            ]
        ),
        max_size=12,
    )
)
def test_no_text_vanishes(parts: list[str]) -> None:
    text = f"<html><body>{ARTICLE}{''.join(parts)}</body></html>"
    made = main_text(parse(text), text)
    told = " ".join(piece.text for piece in (*made.lines, *made.cuts, *made.moved))
    assert sorted(told.split()) == sorted(parse(text.replace("<", " <")).text_content().split())


def test_a_list_and_a_table_after_the_text_are_whole() -> None:
    table = "<table><tr><th>Year</th><th>Trips</th></tr><tr><td>2018</td><td>4</td></tr></table>"
    items = "<ul><li>The first point of the plan</li><li>The second point of the plan</li></ul>"
    story = "".join(f"<p>{text}</p>" for text in STORY[:3])
    quote = "<blockquote>Nobody has seen so much water in the harbour before.</blockquote>"
    for behind in ("", quote, f"{quote}<h2>What is left</h2><p>Nobody knows what comes of it, not even the mayor.</p>"):
        made = found(f"<article><h1>Night ferry returns</h1>{story}{table}{items}{behind}</article>")
        marks = [line.mark for line in made.lines if line.mark in ("| ", "- ")]
        assert marks == ["| ", "| ", "- ", "- "]


def test_a_page_without_text_has_no_main_text() -> None:
    assert found("<img src=x.jpg>") == main.MainText()


def test_too_many_blocks_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(main, "MAX_BLOCKS", 5)
    assert found(ARTICLE) == main.MainText()


@pytest.mark.parametrize(
    "text",
    [
        "<?xml version='1.0' encoding='utf-16'?><html><body><p>x</p></body></html>",
        "<!DOCTYPE html PUBLIC 'strange \" one'><html/><body><p>x</p>",
        "<html lang=en /><body><p>x</p>",
        "<p>x",
        "\x00<p>x</p>",
    ],
)
def test_broken_starts_are_parsed(text: str) -> None:
    tree = parse(text)
    assert "x" in "".join(tree.itertext())


def test_nothing_to_parse() -> None:
    assert parse("") is None


def test_hints() -> None:
    script = (
        '<script type="application/ld+json">{"articleBody": "One &amp; <b>two</b> \\u201cthree\\u201d", broken</script>'
    )
    head = f"<title>A ferry | The Example</title><meta property=og:title content='A ferry sails'>{script}"
    hints = hints_of(parse(f"<html><head>{head}</head><body></body></html>"))
    assert hints.titles == ["aferrytheexample", "aferrysails"]
    assert hints.body == "onetwothree"


def test_the_engine_never_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    import trafilatura

    def fail(*_: object, **__: object) -> None:
        raise KeyError("inside the engine")

    assert [line.text for line in engine_lines(parse(f"<html><body><article>{ARTICLE}</article></body></html>"))]
    monkeypatch.setattr(trafilatura, "bare_extraction", fail)
    assert list(engine_lines(parse("<html><body><p>x</p></body></html>"))) == []


def test_visible() -> None:
    rows = visible("<head><title>no</title></head><p>one <b>two</b></p><script>x()</script><div>three").split("\n")
    assert [row for row in rows if row.strip()] == ["one two", "three"]
