"""The review in a real terminal: keys go in, screens come out, and the files change by the fewest lines."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from digest.cli import main
from digest.cli.reviewing import open_questions
from digest.cli.walking import screen
from digest.review import Question
from tests.support import SITE, write

pty = pytest.importorskip("pty", reason="a terminal of POSIX")

termios = pytest.importorskip("termios")

PATIENCE = 60
"""Seconds after which a terminal that shows nothing has failed."""

ROOT = Path(__file__).parent.parent.parent.parent

ARTICLES = {
    "a-ferry": """---
# the headline was shortened
title: "Ferry returns"   # ask the harbour office

status: 'inbox'   # not yet
events:
  - headline: The ferry is sold
    when: some day soon  # who knows
---

Ana Cruz of the harbour board said the ferry would be sold some day soon. Nobody asked her when.
""",
    "b-market": """---
title: Market to close
url: https://courier.example/2017/08/09/market
---

The fish market will close for two years.
""",
    "c-quay": """---
title: Quay closed
date: 2017-08-10
tags: [harbour]
---

The quay was closed.
""",
}
PERSON = "---\nname: Ana Cruz\nsummary: {summary}.\n---\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    files = {f"content/articles/{name}.md": text for name, text in ARTICLES.items()}
    people = {"ana-harbour": "Chairs the harbour board", "ana-mayor": "Mayor of Port Ellery"}
    files |= {f"content/entities/people/{i}.md": PERSON.format(summary=s) for i, s in people.items()}
    return write(tmp_path, {"site.yaml": SITE, **files})


BACK = "any other key back"
"""The end of the screen that shows a change."""
NOTED = "(u takes it back)"
"""The end of the screen after something was written."""
EVENT = ["-    when: some day soon  # who knows", "+    date: 2018~  # who knows"]

LEFT = ["+answers:", "+- {kind: inbox, text: inbox, verdict: reject}"]


class Terminal:
    """`digest review` in a terminal of 24 lines and 80 columns."""

    def __init__(self, site: Path, *arguments: str) -> None:
        self.master, slave = pty.openpty()
        environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80", "LINES": "24", "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "digest", "review", "--source", str(site), *arguments]
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
        )
        os.close(slave)
        self.seen = ""

    def until(self, words: str) -> str:
        """What the screen showed up to and with these words."""
        raw, deadline = b"", time.monotonic() + PATIENCE
        while words not in click.unstyle(raw.decode(errors="replace")):
            ready, _, _ = select.select([self.master], [], [], max(0, deadline - time.monotonic()))
            try:
                data = os.read(self.master, 65536) if ready else b""
            except OSError:  # Linux says so at the end
                data = b""
            assert data, f"“{words}” never came, but {click.unstyle(raw.decode(errors='replace'))}"
            raw += data
        self.seen = click.unstyle(raw.decode()).replace("\r\n", "\n")
        return self.seen

    def press(self, keys: str, then: str) -> str:
        """Type one key, or a line at a prompt, and wait for words."""
        # What is typed before the program waits for a key is dropped, as it should be: nobody saw what it would answer.
        deadline = time.monotonic() + PATIENCE
        while len(keys) == 1 and termios.tcgetattr(self.master)[3] & termios.ICANON and time.monotonic() < deadline:
            time.sleep(0.005)
        os.write(self.master, keys.encode())
        return self.until(then)

    def close(self) -> int:
        code = self.process.wait(60)
        os.close(self.master)
        return code


def changed(site: Path) -> dict[str, list[str]]:
    """By article the lines that went and came."""
    found = {}
    for name, text in ARTICLES.items():
        now = (site / f"content/articles/{name}.md").read_text()
        lines = [line for line in unified_diff(text.split("\n"), now.split("\n"), n=0) if line[0] in "+-"][2:]
        if lines:
            found[name] = lines
    return found


def test_a_curator_answers_everything_and_is_not_asked_again(site: Path) -> None:
    terminal = Terminal(site)
    # The first question: a date. One that is none is refused with a hint; then one that is.
    assert "1 of 6 · undated · content/articles/a-ferry.md" in terminal.until("q quit")
    terminal.press("e", "empty: back)")
    assert "this question" not in terminal.press("2017-13\r", "month")
    assert changed(site) == {}
    terminal.press("e", "empty: back)")
    assert "+date: 2017-08" in terminal.press("2017-08\r", BACK)
    seen = terminal.press("y", NOTED)
    assert "2 of 6 · unknown-date" in seen and "written: content/articles/a-ferry.md" in seen
    # The event's own date takes the place of the words that gave none.
    terminal.press("e", "empty: back)")
    assert "+    date: 2018~  # who knows" in terminal.press("2018~\r", BACK)
    seen = terminal.press("y", NOTED)
    # A name that two share. Another key than enter and y leaves the file alone; then one of them is chosen.
    assert "· ambiguous-name ·" in seen
    assert "│ Ana Cruz of the harbour board said the ferry would be sold some day soon." in seen
    assert "1  Ana Cruz (ana-harbour): Chairs the harbour board." in seen
    assert "+prefer: {Ana Cruz: ana-mayor}" in terminal.press("2", BACK)
    terminal.press("b", "q quit")
    terminal.press("1", BACK)
    assert "· inbox ·" in terminal.press("y", NOTED)
    answered = ["+date: 2017-08", "+prefer: {Ana Cruz: ana-harbour}", *EVENT]
    assert changed(site) == {"a-ferry": answered}
    # Accept; undo: the question is back, the file as it was; reject.
    assert "+status: 'published'   # not yet" in terminal.press("\r", BACK)
    assert "· undated · content/articles/b-market.md" in terminal.press("\r", NOTED)
    assert "· inbox ·" in terminal.press("u", "undone: publish: “Ferry returns” is not published")
    assert changed(site) == {"a-ferry": answered}
    terminal.press("r", BACK)
    assert "2017-08-09, as its address says" in terminal.press("y", NOTED)
    terminal.press("\r", BACK)
    # What is about the digest as a whole comes last: two records of one name.
    assert "· merge ·" in terminal.press("\r", NOTED)
    terminal.press("r", BACK)
    assert "6 answers; 0 open questions" in terminal.press("\r", "open questions")
    assert terminal.close() == 0
    assert changed(site) == {
        "a-ferry": [*answered[:2], *LEFT, *EVENT],
        "b-market": ["+date: 2017-08-09"],
    }
    again = Terminal(site)
    again.until("0 answers; 0 open questions")
    assert again.close() == 0


WALK = {
    "content/entities/people/walter-hale.md": """---
name: Walter Hale   # the pilot
aliases: [Old Hale]  # in the Courier
---
""",
    "content/entities/people/w-hale.md": """---
name: W. Hale
aliases:
- Captain Hale
summary: Pilot of the harbour.
same_as: [https://register.example/hale]
---

He came from the islands.
""",
    "content/entities/organizations/pilots.md": """---
# see [[w-hale]]
name: Pilots' Guild
part_of: harbour
positions: []
---

Led by [[w-hale|its oldest pilot]]; `[[w-hale]]` is how that is written.
""",
    "content/entities/organizations/harbour.md": "---\nname: Harbour Office\n---\n",
    "content/articles/a.md": """---
title: Ferry freed
date: 2017-08-10
entities:
  - w-hale   # he was there
  - walter-hale
quotes:
- {text: She floats, speaker: w-hale}  # at last
events:
- headline: The ferry runs aground
  entities: [harbour, w-hale]
  when: on Monday
---

On Tuesday the Harbour Office freed the ferry.
""",
    "content/articles/b.md": """---
title: Tide tables
---

The tide was high.
""",
    "content/ledger.jsonl": '{"path": "people/w-hale/", "since": "2017-01-01"}\n{"path": "people/", "since": "2017-01-01"}\n',
}

MERGED = """\
--- content/articles/a.md
+++ content/articles/a.md
-  - w-hale   # he was there
-- {text: She floats, speaker: w-hale}  # at last
+- {text: She floats, speaker: walter-hale}  # at last
-  entities: [harbour, w-hale]
+  entities: [harbour, walter-hale]
+- headline: The Harbour Office freed the ferry
+  when: on Tuesday
+  entities: [harbour]
--- content/articles/b.md
+++ content/articles/b.md
+date: 2017-08
--- content/entities/organizations/pilots.md
+++ content/entities/organizations/pilots.md
-Led by [[w-hale|its oldest pilot]]; `[[w-hale]]` is how that is written.
+Led by [[walter-hale|its oldest pilot]]; `[[w-hale]]` is how that is written.
--- content/entities/people/w-hale.md
+++ content/entities/people/w-hale.md
----
-name: W. Hale
-aliases:
-- Captain Hale
-summary: Pilot of the harbour.
-same_as: [https://register.example/hale]
----
-
-He came from the islands.
--- content/entities/people/walter-hale.md
+++ content/entities/people/walter-hale.md
-aliases: [Old Hale]  # in the Courier
+aliases: [Old Hale, W. Hale, Captain Hale]  # in the Courier
+summary: Pilot of the harbour.
+same_as: ['https://register.example/hale']
+He came from the islands.
+
--- content/ledger.jsonl
+++ content/ledger.jsonl
-{"path": "people/w-hale/", "since": "2017-01-01"}
+{"path": "people/w-hale/", "since": "2017-01-01", "gone": true}
"""


def content(site: Path) -> dict[str, str]:
    files = sorted(p for p in (site / "content").rglob("*") if p.is_file())
    return {p.relative_to(site).as_posix(): p.read_text() for p in files}


def difference(before: dict[str, str], after: dict[str, str]) -> str:
    """What changed in any file, as a unified diff without its context."""
    lines: list[str] = []
    for name in sorted({*before, *after}):
        old, new = (files.get(name, "").split("\n") for files in (before, after))
        if name not in after:
            new = []
            old = old[:-1]
        lines += [line for line in unified_diff(old, new, name, name, n=0, lineterm="") if line[0] in "+-"]
    return "".join(f"{line}\n" for line in lines)


def test_one_walk_accepts_rejects_merges_sets_a_date_and_undoes(tmp_path: Path) -> None:
    site = write(tmp_path, {"site.yaml": SITE, **WALK})
    terminal = Terminal(site)
    # Accept: an event that the article tells and does not record.
    seen = terminal.until("q quit")
    assert "1 of 3 · event · content/articles/a.md" in seen and "│ On Tuesday the Harbour Office freed" in seen
    assert "1  “The Harbour Office freed the ferry”, 2017-08-08, with Harbour Office" in seen
    assert "+  when: on Tuesday" in terminal.press("\r", BACK)
    # Set a date; undo it; set another.
    assert "2 of 3 · undated · content/articles/b.md" in terminal.press("y", NOTED)
    terminal.press("e", "empty: back)")
    terminal.press("2017-07\r", BACK)
    assert "3 of 3 · merge ·" in terminal.press("y", NOTED)
    assert "· undated ·" in terminal.press("u", "undone: date:")
    terminal.press("e", "empty: back)")
    terminal.press("2017-08\r", BACK)
    # Reject; undo; merge instead.
    seen = terminal.press("y", NOTED)
    assert "1 one: w-hale becomes part of walter-hale" in " ".join(seen.split())
    assert "verdict: reject" in terminal.press("r", BACK)
    terminal.press("b", "q quit")
    seen = terminal.press("1", BACK)
    assert "-name: W. Hale" in seen and '"gone": true' in seen
    assert "3 answers; 0 open questions" in terminal.press("y", "open questions")
    assert terminal.close() == 0
    assert difference(WALK, content(site)) == MERGED
    # The merge is one step, also later.
    again = Terminal(site)
    again.until("0 answers; 0 open questions")
    assert again.close() == 0
    undone = CliRunner().invoke(main, ["review", "--source", str(site), "--undo"])
    assert undone.exit_code == 0 and "undone: into-walter-hale" in undone.output
    left = difference(WALK, content(site))
    assert "w-hale" not in left and "+date: 2017-08" in left and "+  when: on Tuesday" in left


def test_skip_asks_again_next_time_and_quit_keeps_what_was_written(site: Path) -> None:
    terminal = Terminal(site)
    terminal.until("q quit")
    assert "2 of 6 · pending-date" in terminal.press("s", "q quit")
    assert "any key: back" in terminal.press("?", "any key: back")
    terminal.press("x", "q quit")
    assert "0 answers; 6 open questions" in terminal.press("q", "open questions")
    assert terminal.close() == 0
    assert changed(site) == {}


def test_undo_works_in_a_later_session_too(site: Path) -> None:
    terminal = Terminal(site)
    terminal.until("q quit")
    terminal.press("r", BACK)
    terminal.press("y", NOTED)
    terminal.press("q", "open questions")
    assert terminal.close() == 0
    assert changed(site) == {"a-ferry": ["+answers:", "+- {kind: undated, text: date, verdict: reject}"]}
    later = Terminal(site)
    later.until("q quit")
    later.press("u", "undone: unknown:")
    assert changed(site) == {}
    assert "nothing to undo" in later.press("u", "nothing to undo")
    later.press("q", "open questions")
    assert later.close() == 0


def test_a_file_that_somebody_else_changes_meanwhile_is_left_alone(site: Path) -> None:
    terminal = Terminal(site)
    terminal.until("q quit")
    terminal.press("r", BACK)
    file = site / "content/articles/a-ferry.md"
    file.write_text(file.read_text() + "More.\n")
    terminal.press("y", "nothing was written:")
    assert changed(site) == {"a-ferry": ["+More."]}
    terminal.press("q", "open questions")
    terminal.close()


@pytest.fixture
def questions(site: Path) -> Iterator[list[Question]]:
    yield open_questions(site)[0]


@pytest.mark.parametrize("width", [20, 40, 79, 99])
def test_a_screen_keeps_to_its_width(questions: list[Question], width: int) -> None:
    for question in questions:
        lines = [click.unstyle(line) for line in screen(question, 1, 5, width, "a note")]
        assert max(map(len, lines)) <= width or width < 40
        assert question.kind[:8] in lines[0]


def test_what_content_says_to_a_terminal_is_not_obeyed() -> None:
    evil = "a\x1b[2J\u202eb"
    question = Question(path=evil, kind="k", text=evil, hint="", title=evil, why=evil, context=(evil,), marked="a")
    shown = click.unstyle("\n".join(screen(question, 1, 1, 80)))
    assert "\x1b" not in shown and "\u202e" not in shown and "a\\x1b[2J\\u202eb" in shown
