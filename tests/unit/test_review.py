"""What waits for the curator: asked once for each thing that only a person can decide."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.config import SiteConfig
from digest.content.edit import Uneditable
from digest.content.journal import planned, undo
from digest.content.journal import write as write_changes
from digest.content.load import load
from digest.dates import parse
from digest.link import connect
from digest.model import Answer, Article, Entity, EventFields, Library, SharedEvent
from digest.review import KINDS, Question, Refused, questions
from tests.support import SITE, tree, write


def article(ident: str = "a", **fields: Any) -> Article:
    given = {"title": "A title", "date": parse("2017-08-08")} | fields
    return Article(id=ident, path=f"content/articles/{ident}.md", **given)


def asked(
    *articles: Article, entities: tuple[Entity, ...] = (), events: tuple[SharedEvent, ...] = ()
) -> list[Question]:
    library = Library(
        articles={a.id: a for a in articles}, entities={e.id: e for e in entities}, events={e.id: e for e in events}
    )
    site, _, ambiguous = connect(library, SiteConfig(), drafts=True)
    return questions(site, ambiguous)


def kinds(*articles: Article, **other: Any) -> list[tuple[str, str]]:
    return [(q.path.rsplit("/", 1)[1], q.kind) for q in asked(*articles, **other)]


def test_a_finished_article_asks_nothing() -> None:
    assert kinds(article(events=(EventFields(headline="It happens", when="on Monday"),))) == []
    assert kinds(article(date=parse("2017-08-08T18:43+08:00"))) == []
    assert kinds(article(date=parse("2017-08"))) == []


def test_what_an_article_leaves_open() -> None:
    assert kinds(article(date=None)) == [("a.md", "undated")]
    assert kinds(article(date=parse("2017-08-08T18:43"))) == [("a.md", "no-zone")]
    assert kinds(article(status="inbox")) == [("a.md", "inbox")]


def test_what_a_text_names_is_offered_as_a_guess() -> None:
    body = "On 3 March 2016 the board met. It had met on 5 January 2015 and in May 2016, and will meet on Monday."
    [question] = asked(article(date=None, body=body, captions=("The quay on 7 March 2016",)))
    assert [o.label for o in question.options[:2]] == [
        "2016-03-07, a guess: the latest day that a caption names",
        "2016-03-03, a guess: the latest day that its text names",
    ]
    assert [o.key for o in question.options] == ["caption", "text", "date", "unknown"]


def test_what_events_leave_open() -> None:
    waiting = EventFields(headline="It happens", when="on Monday")
    unknown = EventFields(headline="It happens some day")
    assert kinds(article(date=None, events=(waiting,))) == [("a.md", "undated"), ("a.md", "pending-date")]
    assert kinds(article(events=(unknown,))) == [("a.md", "unknown-date")]


def test_an_event_that_nobody_reports_asks_nothing() -> None:
    event = SharedEvent(id="e", path="content/events/e.md", headline="It happens")
    assert asked(events=(event,)) == []


def test_a_name_that_two_share_is_asked_about_with_both_answers() -> None:
    two = tuple(
        Entity(id=ident, path=f"content/entities/people/{ident}.md", group="people", name="Ana Cruz")
        for ident in ("x", "y")
    )
    [question, _] = asked(article(body="Ana Cruz and Ana Cruz."), entities=two)
    assert question.kind == "ambiguous-name"
    assert "x or y" in question.text
    assert "prefer: {Ana Cruz: x}" in question.hint and "deny: [Ana Cruz]" in question.hint
    for settled in ({"prefer": {"Ana Cruz": "y"}}, {"deny": ("Ana Cruz",)}):
        assert [q.kind for q in asked(article(body="Ana Cruz.", **settled), entities=two)] == ["merge"]


def test_questions_come_by_file_and_what_may_settle_others_first() -> None:
    found = kinds(article("b", date=None), article("a", status="inbox", date=None))
    assert found == [("a.md", "undated"), ("a.md", "inbox"), ("b.md", "undated")]


# -------------------------------------------------------------------------------------------------------- duplicates

STORY = (
    "The harbour council of Port Ellery voted on Monday to close the old fish market for two years, after engineers "
    "found that the piles below its eastern hall had rotted further than anybody had thought. Stallholders will move "
    "to a row of sheds behind the customs house until the end of the following summer."
)


def told(ident: str, day: int = 1, **fields: Any) -> Article:
    return article(ident, date=parse(f"2017-08-{day:02}"), body=STORY, **fields)


def duplicates(*articles: Article, answers: tuple[Answer, ...] = ()) -> list[Question]:
    library = Library(articles={a.id: a for a in articles}, answers=answers)
    site, _, _ = connect(library, SiteConfig(), drafts=True)
    return [q for q in questions(site) if q.kind == "duplicate"]


def said(text: str, verdict: Any = "reject", kind: str = "duplicate") -> Answer:
    return Answer(kind=kind, text=text, verdict=verdict)


def test_a_copy_is_asked_about_in_the_file_of_the_earlier_article() -> None:
    [question] = duplicates(told("a", 2), told("b", 1, title="Market to close"))
    assert question.path == "content/articles/b.md"
    assert "“Market to close”" in question.text and "a (" in question.text
    assert "also_reported_by: [a]" in question.hint
    assert "{kind: duplicate, text: a, verdict: reject}" in question.hint


def test_the_copies_of_one_article_are_one_question() -> None:
    [question] = duplicates(told("a"), told("b"), told("c"))
    assert "also_reported_by: [b, c]" in question.hint


def test_what_is_listed_already_stays_listed() -> None:
    [question] = duplicates(told("a", also_reported_by=("b",)), told("b"), told("c"))
    assert question.path.endswith("/a.md") and "also_reported_by: [b, c]" in question.hint


def test_an_id_that_yaml_would_misread_is_quoted() -> None:
    [question] = duplicates(told("a"), told("b, c"))
    assert 'also_reported_by: ["b, c"]' in question.hint and 'text: "b, c"' in question.hint


def test_copies_in_the_inbox_are_asked_about() -> None:
    assert len(duplicates(told("a"), told("b", status="inbox"))) == 1


@pytest.mark.parametrize(
    ("a", "b", "c"),
    [
        ({"also_reported_by": ("b", "c")}, {}, {}),
        ({"also_reported_by": ("b",)}, {"also_reported_by": ("c",)}, {}),
        ({}, {"also_reported_by": ("a",)}, {"also_reported_by": ("b",)}),
        ({"answers": (said("b", "accept"), said("c", "accept"))}, {}, {}),
        ({"also_reported_by": ("b",), "answers": (said("c"),)}, {}, {}),
        ({"answers": (said("b"), said("c"))}, {"answers": (said("c"),)}, {}),
        ({}, {"answers": (said("a"),)}, {"answers": (said("a"), said("b"))}),
        # Neither is a copy of the other's copy.
        ({}, {"also_reported_by": ("c",), "answers": (said("a"),)}, {}),
        ({"also_reported_by": ("c",)}, {"answers": (said("c"),)}, {}),
    ],
)
def test_what_is_answered_is_not_asked_again(a: dict[str, Any], b: dict[str, Any], c: dict[str, Any]) -> None:
    assert duplicates(told("a", **a), told("b", **b), told("c", **c)) == []


@pytest.mark.parametrize("text", ["a b", "b a", "b, a"])
def test_an_answer_across_articles_counts(text: str) -> None:
    assert duplicates(told("a"), told("b"), answers=(said(text),)) == []
    assert duplicates(told("a"), told("b"), answers=(said(text, "accept"),)) == []


def test_another_answer_does_not_count() -> None:
    for answer in (said("x"), said("b", kind="date"), said("b", "edit"), said("")):
        assert len(duplicates(told("a", answers=(answer,)), told("b"), answers=(said("a"), said("")))) == 1


def test_after_one_copy_is_denied_the_rest_is_still_asked() -> None:
    [question] = duplicates(told("a", answers=(said("b"),)), told("b"), told("c"))
    assert question.path.endswith("/a.md") and "also_reported_by: [c]" in question.hint
    assert duplicates(told("a", answers=(said("b"),), also_reported_by=("c",)), told("b"), told("c")) == []
    [question] = duplicates(told("a", answers=(said("b"), said("c"))), told("b"), told("c"))
    assert question.path.endswith("/b.md") and "also_reported_by: [c]" in question.hint


# ----------------------------------------------------------------------------------------------------------- answers

FILES = {
    "site.yaml": SITE,
    "content/entities/people/x.md": "---\nname: Ana Cruz\n---\n",
    "content/entities/people/y.md": "---\nname: Ana Cruz\n---\n",
    "content/entities/people/z.md": "---\nname: Bo Dahl\n---\n",
    "content/sources/courier.md": "---\nname: The Courier\ntime_zone: Asia/Manila\n---\n",
    "content/events/sale.md": "---\nheadline: The ferry is sold\n---\n",
    "content/articles/inbox.md": "---\ntitle: In the inbox # why\ndate: 2017-01\nstatus: inbox # wait\n---\n\nx\n",
    "content/articles/2017-08-09-undated.md": "---\ntitle: Undated\nurl: https://courier.example/2017/08/08/a\n"
    "events:\n- headline: It sails\n  # the day\n  when: on Monday\n---\n\nIt sails on Monday. It is late.\n",
    "content/articles/zone.md": "---\ntitle: Zone\ndate: 2017-08-08T18:43 # local\nsource: courier\n---\n\nx\n",
    "content/articles/events.md": "---\ntitle: Events\ndate: 2017-08-08\nevents:\n"
    "- {event: sale}\n- {headline: It ends, when: some day} # which\n- {headline: It rests}\n---\n\nx\n",
    "content/articles/event.md": "---\ntitle: Event\ndate: 2017-08-08\n# none yet\n---\n\nBo Dahl sank his boat in May 2016.\n",
    "content/articles/sank.md": "---\ntitle: Sank\ndate: 2017-08-08\nevents:\n- headline: A boat sinks in the fog # sure\n"
    "  date: 2015-03-04\n  entities: [z]\n---\n\nx\n",
    "content/articles/sank-too.md": "---\ntitle: Sank too\ndate: 2017-08-09\n# none\n---\n\n"
    "On 4 March 2015 the boat of Bo Dahl sank.\n",
    "content/events/race.md": "---\nheadline: Dahl wins the regatta\ndate: 2014-06-07\nentities: [z]\n---\n",
    "content/articles/race.md": "---\ntitle: Race\ndate: 2017-08-09\n---\n\nBo Dahl won the regatta on 7 June 2014.\n",
    "content/articles/met-a.md": "---\ntitle: Met A\ndate: 2017-08-09\nevents:\n- headline: Dahl meets the board\n"
    "  date: 2017-08-08 # sure\n  entities: [z]\n---\n\nBo Dahl met the board.\n",
    "content/articles/met-b.md": "---\ntitle: Met B\ndate: 2017-08-09\nevents:\n- headline: The board meets Dahl\n"
    "  when: on Tuesday # sure\n  entities: [z]\n---\n\nOn Tuesday the board met him.\n",
    "content/events/fire.md": "---\nheadline: A fire breaks out in the loft\ndate: 2017-08-01\n---\n",
    **{
        f"content/articles/fire-{n}.md": f"---\ntitle: Fire {n}\ndate: 2017-08-02\nevents:\n- event: fire\n---\n\n"
        f"A fire broke out in the loft. {n} people were hurt.\n"
        for n in (12, 15)
    },
    "content/articles/name.md": "---\ntitle: Name\ndate: 2017-08-08\nprefer: {Bo: z} # sure\n---\n\nAna Cruz spoke.\n",
    **{
        f"content/articles/copy-{n}.md": f"---\ntitle: A story\ndate: 2017-08-0{n}\n---\n\n{STORY}\n" for n in (1, 2, 3)
    },
}
VALUES = {"nothing": "", "date": "2017-08", "offset": "+08:00", "id": "z", "text": "Other words"}
NOT_ALL = {"one", "other"}
"""Answers that settle a part of their question."""


def on_disk(site: Path) -> list[Question]:
    loaded = load(site)
    assert [p for p in loaded.problems if p.severity == "error"] == []
    connected, _, ambiguous = connect(loaded.library, loaded.config, drafts=True)
    return questions(connected, ambiguous)


def every_answer() -> list[tuple[str, str, str]]:
    with TemporaryDirectory() as folder:
        found = on_disk(write(Path(folder), FILES))
    return [(q.kind, q.text, option.key) for q in found for option in q.options]


def test_every_kind_of_question_is_asked_here() -> None:
    assert {kind for kind, _, _ in every_answer()} == set(KINDS)


@pytest.mark.parametrize(("kind", "text", "key"), every_answer())
def test_an_answer_settles_its_question_changes_little_and_can_be_undone(
    tmp_path: Path, kind: str, text: str, key: str
) -> None:
    site = write(tmp_path, FILES)
    before = tree(site / "content")
    [question] = [q for q in on_disk(site) if (q.kind, q.text) == (kind, text)]
    [option] = [o for o in question.options if o.key == key]
    value = next(iter(option.known)) if option.needs == "choice" else VALUES[option.needs]
    edits = question.settle(key, value)
    assert not isinstance(edits, Refused)
    changes = planned(site, edits)
    assert not isinstance(changes, Uneditable), changes
    assert write_changes(site, changes, "") is None
    gone = [line for c in changes for line in c.diff()[2:] if line.startswith("-")]
    assert len(gone) <= (1 if kind != "merge" else 3)
    assert all("#" not in line or "#" in "".join(c.after or "" for c in changes) for line in gone)
    left = on_disk(site)
    assert question.id not in {q.id for q in left}
    if kind not in ("duplicate",) or key not in NOT_ALL:
        assert (question.path, kind, question.title) not in {(q.path, q.kind, q.title) for q in left} or kind in EVENTS
    assert not isinstance(undo(site), Uneditable)
    assert tree(site / "content") == before


EVENTS = ("unknown-date", "pending-date")
"""One article may have several of these."""


def test_the_likeliest_answers_come_first() -> None:
    with TemporaryDirectory() as folder:
        found = {q.kind: q for q in on_disk(write(Path(folder), FILES))}
    labels = [o.label for o in found["undated"].options]
    assert labels[0].startswith("2017-08-08, as its address") and labels[1].startswith("2017-08-09, as its file")
    assert found["no-zone"].options[0].label.startswith("2017-08-08T18:43+08:00, as in Asia/Manila")
    assert found["ambiguous-name"].context == ("Ana Cruz spoke.",)

    assert found["pending-date"].context == ("It sails on Monday.",)


@pytest.mark.parametrize(
    ("kind", "key", "typed", "message", "hint"),
    [
        ("undated", "date", "8/9/2017", "", "2017"),
        ("undated", "date", "2017-13", "month", ""),
        ("undated", "date", "  ", "nothing was given", "2017"),
        ("undated", "date", "\x1b[2J", "", ""),
        ("undated", "dates", "2017", "no answer", "did you mean “date”?"),
        ("undated", "unknown", "2017", "takes no value", ""),
        ("no-zone", "offset", "8", "no offset", "+08:00"),
        ("no-zone", "offset", "+99:00", "no offset", "+08:00"),
        ("no-zone", "offset", "Asia/Manilla", "", "Asia/Manila"),
        ("ambiguous-name", "other", "xx", "no record", ""),
        ("duplicate", "one", "copy-9", "none of these", "did you mean"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_what_would_do(
    tmp_path: Path, kind: str, key: str, typed: str, message: str, hint: str
) -> None:
    question = next(q for q in on_disk(write(tmp_path, FILES)) if q.kind == kind)
    refused = question.settle(key, typed)
    assert isinstance(refused, Refused)
    assert message in refused.message and hint in refused.hint


@pytest.mark.parametrize("typed", ["Z", "UTC", "Europe/Paris", "-03:30"])
def test_an_offset_or_a_zone_gives_the_instant(tmp_path: Path, typed: str) -> None:
    question = next(q for q in on_disk(write(tmp_path, FILES)) if q.kind == "no-zone")
    edits = question.settle("offset", typed)
    assert not isinstance(edits, Refused)
    assert parse(str(edits[0].values["date",])).start.offset is not None  # type: ignore[union-attr]


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(every_answer()), st.text())
def test_nothing_that_is_typed_raises(which: tuple[str, str, str], typed: str) -> None:
    kind, text, key = which
    question = next(q for q in _FOUND if (q.kind, q.text) == (kind, text))
    assert question.settle(key, typed) is not None


def _found() -> list[Question]:
    with TemporaryDirectory() as folder:
        return on_disk(write(Path(folder), FILES))


_FOUND = _found()


def test_ids_are_stable_and_tell_questions_apart() -> None:
    assert [q.id for q in _FOUND] == [q.id for q in _found()]
    assert len({q.id for q in _FOUND}) == len(_FOUND)
