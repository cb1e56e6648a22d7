"""What of an article follows its clipping when that comes again, and what stays the curator's."""

from __future__ import annotations

from digest.clip import Draft, Options, draft
from digest.clip.update import merge
from digest.content.edit import edit, values_of
from digest.content.frontmatter import dump, parse

SENTENCES = [
    "The night ferry sailed again on Tuesday, nine years after the line was closed for want of passengers.",
    "Two hundred people stood on the quay before sunrise, and the school band had learned three new tunes.",
    "The harbour office expects four sailings a week, and more of them when the summer timetable begins.",
]


def page(title: str = "Night ferry returns", sentences: list[str] = SENTENCES, extra: str = "") -> Draft:
    text = "".join(f"<p>{s}</p>" for s in sentences)
    head = f"<title>{title}</title><link rel=canonical href=https://courier.example/ferry>{extra}"
    made = draft(
        "page.html", f"<html><head>{head}</head><body><article>{text}</article></body></html>".encode(), {}, Options()
    )
    assert isinstance(made, Draft)
    return made


def filed(made: Draft) -> str:
    return dump(made.meta, made.body)


def changed(text: str, **values: str) -> str:
    found = edit(text, values)
    assert isinstance(found, str)
    return found


DATE = '<meta property="article:published_time" content="2017-08-09T08:15:00+08:00">'
KEYWORDS = '<meta name="keywords" content="ferries, ports">'


def test_nothing_new_leaves_the_file_alone() -> None:
    text = filed(page())
    found = merge("a.md", text, page(extra="<!-- another save -->"))
    assert (found.text, found.taken, found.kept, found.diff) == (text, (), (), "")


def test_values_as_the_importer_wrote_them_are_replaced() -> None:
    new = page("Night ferry is back", [*SENTENCES, "It rained."])
    found = merge("a.md", filed(page()), new)
    assert found.taken == ("title", "body") and not found.kept
    assert found.text == filed(new)
    assert "+title: Night ferry is back" in found.diff


def test_what_the_curator_changed_stays_and_the_rest_follows() -> None:
    text = changed(filed(page()), title="The ferry, at last", status="published")
    found = merge("a.md", text, page("Night ferry is back", [*SENTENCES, "It rained."]))
    values = values_of(found.text)
    assert (values["title"], values["status"]) == ("The ferry, at last", "published")
    assert found.taken == ("body",) and found.kept == ("title (changed by the curator)",)
    assert parse(found.text).body.endswith("It rained.")
    again = merge("a.md", found.text, page("Night ferry is back for good", [*SENTENCES, "It rained."]))
    assert again.kept == ("title (changed by the curator)",) and again.text == found.text


def test_a_body_in_which_the_curator_wrote_stays() -> None:
    text = filed(page()).replace("Two hundred", "[[quay|Two hundred]]")
    found = merge("a.md", text, page(sentences=[*SENTENCES, "It rained."]))
    assert found.text == text and found.kept == ("body (changed by the curator)",)


def test_a_new_value_is_added_and_one_that_was_taken_out_stays_out() -> None:
    bare, full = filed(page()), page(extra=DATE + KEYWORDS)
    added = merge("a.md", bare, full)
    assert set(added.taken) == {"date", "keywords"} and added.text == filed(full)
    without = "".join(row for row in added.text.splitlines(keepends=True) if not row.startswith("keywords:"))
    found = merge("a.md", without, full)
    assert found.kept == ("keywords (taken out by the curator)",) and found.text == without


def test_a_value_with_a_comment_inside_stays() -> None:
    text = filed(page(extra=KEYWORDS)).replace(
        "keywords: [ferries, ports]", "keywords:\n- ferries # the boats\n- ports"
    )
    found = merge("a.md", text, page(extra=KEYWORDS.replace("ports", "quays")))
    assert found.kept == ("keywords (a comment stands in it)",)


def test_a_body_cut_short_by_a_paywall_is_not_taken() -> None:
    found = merge("a.md", filed(page()), page(sentences=SENTENCES[:1]))
    assert not found.taken and found.kept[0].startswith("body (the new one has ")
