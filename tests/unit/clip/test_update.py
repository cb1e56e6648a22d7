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


def record(made: Draft | str) -> dict[str, object]:
    found = (values_of(made) if isinstance(made, str) else made.meta)["clipping"]
    assert isinstance(found, dict)
    return found


def followed_by(new: Draft, old: Draft) -> str:
    """The file of a draft that took the place of an older one."""
    after = {**record(new), "before": [record(old)["sha256"]]}
    order = ("original", "sha256", "before", "importer", "cuts", "written")
    return dump({**new.meta, "clipping": {key: after[key] for key in order}}, new.body)  # type: ignore[dict-item]


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
    assert found.text == followed_by(new, page())
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
    assert set(added.taken) == {"date", "keywords"} and added.text == followed_by(full, page())
    without = "".join(row for row in added.text.splitlines(keepends=True) if not row.startswith("keywords:"))
    assert merge("a.md", without, page(extra=DATE + KEYWORDS + "<!-- anew -->")).kept == ()
    found = merge("a.md", without, page(extra=DATE + KEYWORDS.replace("ports", "quays")))
    assert found.kept == ("keywords (taken out by the curator)",) and found.text == without
    assert "+keywords: [ferries, quays]" in found.kept_diff


def test_a_value_with_a_comment_inside_stays() -> None:
    text = filed(page(extra=KEYWORDS)).replace(
        "keywords: [ferries, ports]", "keywords:\n- ferries # the boats\n- ports"
    )
    found = merge("a.md", text, page(extra=KEYWORDS.replace("ports", "quays")))
    assert found.kept == ("keywords (a comment stands in it)",)


def test_a_body_cut_short_by_a_paywall_is_not_taken() -> None:
    found = merge("a.md", filed(page()), page(sentences=SENTENCES[:1]))
    assert not found.taken and found.kept[0].startswith("body (the new one has ")


def test_a_clipping_that_was_followed_before_changes_nothing() -> None:
    first, second, third = (page(sentences=[*SENTENCES, f"It rained {n} times."]) for n in range(3))
    text = merge("a.md", merge("a.md", filed(first), second).text, third).text
    assert record(text)["before"] == [record(first)["sha256"], record(second)["sha256"]]
    for old in (first, second, third):
        assert merge("a.md", text, old) == merge("a.md", text, third)
        assert merge("a.md", text, old).text == text


def test_what_the_curator_changed_is_shown_beside_what_the_page_says_now() -> None:
    text = filed(page()).replace("Two hundred", "[[quay|Two hundred]]")
    found = merge("a.md", text, page(sentences=[s.replace("Two", "Three") for s in SENTENCES]))
    assert not found.taken and not found.diff and found.kept == ("body (changed by the curator)",)
    assert "-[[quay|Two hundred]] people" in found.kept_diff and "+Three hundred people" in found.kept_diff


def test_what_the_curator_changed_and_the_page_did_not_is_no_difference() -> None:
    text = changed(filed(page()), title="The ferry, at last").replace("Two hundred", "Three hundred")
    found = merge("a.md", text, page(extra="<!-- another save -->"))
    assert (found.text, found.taken, found.kept, found.kept_diff) == (text, (), (), "")


def test_the_same_bytes_keep_nothing_back() -> None:
    text = changed(filed(page()), title="The ferry, at last")
    once = merge("a.md", text, page("Night ferry is back", [*SENTENCES, "It rained."]))
    assert once.kept == ("title (changed by the curator)",)
    again = merge("a.md", once.text, page("Night ferry is back", [*SENTENCES, "It rained."]))
    assert (again.text, again.taken, again.kept, again.kept_diff) == (once.text, (), (), "")


def test_a_diff_shows_values_and_body_and_no_bookkeeping() -> None:
    found = merge("a.md", filed(page()), page("Night ferry is back", [*SENTENCES, "It rained."], DATE))
    assert "+title: Night ferry is back" in found.diff and "+It rained." in found.diff and "+date: 2017" in found.diff
    assert not [word for word in ("sha256", "written", "clipping", "importer") if word in found.diff]


def test_an_article_that_no_clipping_was_imported_into_is_the_curators() -> None:
    text = "---\ntitle: Mine\n---\nMy words.\n"
    found = merge("a.md", text, page())
    assert found.by_hand and (found.text, found.taken, found.kept) == (text, (), ())


def test_a_kept_clipping_is_named_no_longer_once_another_is_followed() -> None:
    old = page()
    text = dump({**old.meta, "clipping": {"file": "clippings/aa/aa.html", **record(old)}}, old.body)
    assert "file" not in record(merge("a.md", text, page("Night ferry is back")).text)
    assert "file" in record(merge("a.md", text, page(extra="<!-- another save -->")).text)
