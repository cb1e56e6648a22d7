"""Captions leave the text with the alternative text above them; sentences that look like them stay."""

from __future__ import annotations

from digest.clip.draft import Line
from digest.clip.head.captions import captions_in, is_caption, take_captions
from digest.clip.head.scan import opening_lines


def test_a_caption_takes_its_alternative_text_along() -> None:
    texts = [
        "Boats and sheds at the quay",
        "Boats and sheds at the quay on Monday. (Photo by Lena Frost)",
        "",
        "Then it rained.",
    ]
    rest, captions, moved = take_captions([Line(n, text) for n, text in enumerate(texts, 1)], 0)
    assert captions == texts[:2]
    assert [piece.rule for piece in moved] == ["photo-alt", "photo-caption"]
    assert [line.text for line in rest] == ["", "Then it rained."]


def test_the_title_is_no_alternative_text() -> None:
    texts = ["Boats and sheds at the quay", "Boats and sheds at the quay on Monday. (Photo by Lena Frost)"]
    rest, _, _ = take_captions([Line(n, text) for n, text in enumerate(texts, 1)], 1)
    assert [line.text for line in rest] == texts[:1]


def test_lines_without_a_caption_stay_as_they_are() -> None:
    lines = [Line(1, "He showed her a picture (she laughed)."), Line(2, "")]
    assert take_captions(lines, 0) == (lines, [], [])
    assert not is_caption("He showed her a picture (she laughed).")


def test_captions_by_their_ends_and_beginnings() -> None:
    texts = [
        "Photo: Lena Frost",
        "Boats at the quay, nine of them (file photo).",
        "The price is 3/4 of last year's.",
        "Boats at the quay. AFP / Lena Frost",
        "Boats at the quay [foto: Lena Frost]",
        "She laughed (twice).",
    ]
    joined = "\n".join(texts)
    assert captions_in(texts, joined, opening_lines(joined)) == [0, 1, 3, 4]
