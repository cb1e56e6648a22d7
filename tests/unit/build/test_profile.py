"""The profile: stages in their order, every page counted under what made it, the dearest first."""

from __future__ import annotations

import pytest

from digest.build.profile import Stopwatch
from digest.reports import profiled


def test_pages_are_added_up_by_what_made_them() -> None:
    watch = Stopwatch()
    with watch.stage("read"):
        pass
    with pytest.raises(ValueError), watch.stage("plan"):
        raise ValueError
    seconds = {"a": 1.0, "b": 3.0, "c": 0.5, "d": 3.0}
    made = watch.profile(seconds, {"a": "x.html", "b": "y.html", "c": "x.html", "d": "y.html", "e": "z.html"}, most=3)
    assert [stage.name for stage in made.stages] == ["read", "plan"]
    assert all(stage.seconds >= 0 and stage.cpu_seconds >= 0 for stage in made.stages)
    assert [(s.name, s.pages, s.seconds) for s in made.shapes] == [("y.html", 2, 6.0), ("x.html", 2, 1.5)]
    assert made.pages == (("b", 3.0), ("d", 3.0), ("a", 1.0))


def test_a_profile_reads_as_a_table() -> None:
    watch = Stopwatch()
    with watch.stage("read"):
        pass
    lines = list(profiled(watch.profile({"index.html": 0.5}, {"index.html": "home.html"})))
    assert lines[0].split() == ["stage", "seconds", "CPU", "s"] and lines[1].startswith("read ")
    assert lines[3].split() == ["home.html", "0.500", "1", "500.00"]
    assert lines[-1] == "    500.0 ms  index.html"
    assert list(profiled(Stopwatch().profile({}, {})))[1:] == []
