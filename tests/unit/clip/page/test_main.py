"""The main text of a page: the article and not what stands around it; any page gives something or nothing, in peace."""

from __future__ import annotations

import pytest

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


def test_captions_inside_the_article_are_told() -> None:
    figure = "<figure><img src=x.jpg><figcaption>The ferry in the harbour. Photo: A. Example</figcaption></figure>"
    body = ARTICLE.replace("<p>", f"{figure}<p>", 3)
    made = found(f"<article>{body}</article>")
    assert made.captions == ("The ferry in the harbour. Photo: A. Example",)
    assert made.left >= 1


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
