"""What of a page is no text of its article: captions, lines of times, prompts; and the reasons for all the rest."""

from __future__ import annotations

import pytest

from digest.clip.page import left
from digest.clip.page.blocks import Block, every_block, without_menus
from digest.clip.page.features import Hints, Sheet
from digest.clip.page.main import parse

LONG = "The night ferry sailed again on Tuesday, nine years after the line was closed for want of passengers."


def sheet_of(body: str) -> tuple[Sheet, list[Block]]:
    nodes, every = every_block(parse(f"<html><body>{body}</body></html>"))
    return Sheet(nodes, without_menus(nodes, every), Hints()), every


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (
            "<p><time datetime=2019-10-15T09:30>15 October</time> Updated <time datetime=2019-10-17>17 October</time></p>",
            "date",
        ),
        ("<div>Published on <time>9 May 2017</time></div>", "date"),
        ("<p>Since <time datetime=2019-10-15>15 October</time> no ferry sails</p>", ""),
        ("<p><time>yesterday</time></p>", ""),
        ("<p>15 October</p>", ""),
        ("<div class=paywall>Subscribe to read the rest</div>", "cut"),
        ("<div class=paywall><p>Jetzt weiterlesen mit dem Abo</p></div>", "cut"),
        ("<p class=paywall>Nobody was hurt.</p>", ""),
        ("<p class=paywall>Jetzt ist die Fähre wieder da.</p>", ""),
        ("<p class=paywall>Subscribers of the fund were told.</p>", ""),
        ("<p>Sign in to continue reading this story</p>", "cut"),
        ("<p>Register to see a doctor, the town says.</p>", ""),
        ("<p>Subscribe to the fund, said the mayor.</p>", ""),
    ],
)
def test_kept_blocks_that_are_no_text(line: str, field: str) -> None:
    sheet, _ = sheet_of(f"<h1>Night ferry</h1>{line}<p>{LONG}</p>")
    moved, cuts = left.taken(sheet, sheet.blocks)
    assert [piece.field for piece in moved] + ["cut" for cut in cuts] == [field] * bool(field)


def test_a_line_of_times_below_a_sentence_stays() -> None:
    sheet, _ = sheet_of(f"<p>{LONG}</p><p><time datetime=2019-10-15>15 October</time></p>")
    assert left.taken(sheet, sheet.blocks) == ([], [])


def test_captions_stand_between_the_headline_and_the_end() -> None:
    figure = "<figure><figcaption><p>{}</p></figcaption></figure>".format
    sheet, _ = sheet_of(
        f"{figure('A')}<h1>Night ferry</h1>{figure('B')}<p>{LONG}</p>{figure('C')}<p>{LONG}</p>{figure('D')}"
    )
    kept = [block for block in sheet.blocks if block.text == LONG]
    assert [block.text for block in left.captions_in(sheet, kept)] == ["B", "C"]
    assert left.captions_in(sheet, []) == []


def test_an_article_in_a_caption_is_no_caption() -> None:
    sheet, _ = sheet_of(f"<figure><figcaption>{f'<p>{LONG}</p>' * 12}</figcaption></figure>")
    assert not any(left.is_caption(sheet.nodes, block) for block in sheet.blocks)


def test_reasons() -> None:
    sheet, every = sheet_of(
        "<nav><a href=/>Home</a></nav><div class=masthead>The Example of the whole country and of all its ports</div>"
        f"<p>{LONG}</p><p class=ad-box>Buy a boat</p><p>{LONG}</p><div hidden><a href=/b>Bridge opens late again</a></div>"
    )
    kept = [block for block in sheet.blocks if block.text == LONG]
    found = left.cuts_of(sheet, every, kept, ())
    assert [(cut.line, cut.rule) for cut in found] == [
        (1, "in a menu or footer"),
        (2, "weighed: before the article, marked as header"),
        (4, "weighed: in the article, marked as advertisement, short"),
        (6, "weighed: after the article, hidden, mostly links, short"),
    ]
    assert [cut.line for cut in left.cuts_of(sheet, every, kept, {2, 4})] == [1, 6]
