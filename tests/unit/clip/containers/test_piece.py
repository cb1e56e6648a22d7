"""The limits of containers, and the problems that name a piece."""

from __future__ import annotations

from digest.clip.containers.piece import MAX_CONTAINER, MAX_PIECE, broken, too_large, too_many
from digest.clip.decode import MAX_BYTES


def test_a_piece_is_no_larger_than_a_file_of_one_clipping() -> None:
    assert MAX_PIECE == MAX_BYTES < MAX_CONTAINER


def test_problems_name_the_piece_and_say_what_to_do() -> None:
    for found in (broken("feed.xml#3", "it cannot be read"), too_large("feed.xml#3"), too_many("feed.xml#3")):
        assert found.path == "feed.xml#3" and found.message and found.hint
