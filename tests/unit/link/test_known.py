"""The data of names that newspapers use for one another: what must hold for every line of it."""

from __future__ import annotations

from digest.link.folding import fold
from digest.link.known import ONLY_BEHIND_A_TOWN, OTHERS, STATES


def test_each_name_stands_for_the_others_and_they_for_it() -> None:
    assert fold("Britain") in OTHERS[fold("United Kingdom")]
    for name, others in OTHERS.items():
        assert others and name not in others
        assert all(name in OTHERS[other] for other in others)


def test_no_short_form_means_two_states() -> None:
    shorts = [short for forms in STATES.values() for short in forms]
    assert len(shorts) == len(set(shorts)) == len(ONLY_BEHIND_A_TOWN)
    assert not {"Georgia", "Washington", "New York"} & STATES.keys()
