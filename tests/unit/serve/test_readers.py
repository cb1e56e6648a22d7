"""What each reader is told."""

from __future__ import annotations

from pathlib import Path

from digest.errors import DigestError
from digest.serve.readers import NAMED, TOLD, Message, Reader, Readers, message, troubles, version_of
from digest.serve.site import Refreshed, Served
from digest.serve.tree import NO_SITE
from tests.support import SITE, article, write

FILES: dict[str, str | bytes] = {
    "site.yaml": SITE,
    "content/articles/a.md": article("A", "One.", date="2024-01-01"),
    "content/articles/b.md": article("B", "Two.", date="2024-01-02"),
}
A = "/articles/a/"


def reader(version: str, address: str = A) -> Reader:
    return Reader(address, version, lambda told: None)


def test_a_reader_is_told_how_the_own_page_stands_to_the_one_there_now(tmp_path: Path) -> None:
    site = write(tmp_path / "site", FILES)
    served = Served(site)
    served.refresh()
    first = served.tree
    version = version_of(first, A)
    assert message(reader(version), None, first, served.found).page == "same"
    assert message(reader("older"), None, first, served.found).page == "changed"
    assert message(reader(NO_SITE), None, first, served.found).page == "changed"
    (site / "content/articles/a.md").unlink()
    served.refresh()
    assert message(reader(version), first, served.tree, served.found).page == "gone"
    missing = version_of(served.tree, A)
    assert message(reader(missing), first, served.tree, served.found).page == "same"
    assert message(reader(NO_SITE), first, served.tree, served.found).page == "changed"
    write(site, {"content/articles/a.md": FILES["content/articles/a.md"]})
    served.refresh()
    told = message(reader(missing), None, served.tree, served.found)
    assert (told.page, told.version, told.changed[0]) == ("changed", version, A)


def test_a_page_that_cannot_be_made_before_or_now_is_told_all_the_same(tmp_path: Path) -> None:
    template = "themes/own/templates/article.html"
    own: dict[str, str | bytes] = {
        "site.yaml": f"{SITE}theme: own\n",
        "themes/own/theme.yaml": "name: own\nextends: default\n",
        template: "{% if page.title == 'A' %}{{ page.nothing }}{% endif %}",
    }
    site = write(tmp_path / "site", {**FILES, **own})
    served = Served(site)
    served.refresh()
    fails, found = served.tree, served.found
    assert version_of(fails, A) == NO_SITE
    assert message(reader(NO_SITE), fails, fails, found).page == "same"
    assert message(reader("older"), fails, fails, found).page == "changed"
    write(site, {template: "{{ page.title }}"})
    served.refresh()
    works = served.tree
    assert message(reader(NO_SITE), fails, works, served.found).page == "changed"
    assert message(reader(version_of(works, A)), works, fails, found).page == "changed"


def test_while_there_is_no_site_its_stand_in_is_the_same() -> None:
    assert message(reader(NO_SITE), None, None, Refreshed()).page == "same"


def test_problems_are_told_in_their_order_and_not_without_end(tmp_path: Path) -> None:
    site = write(
        tmp_path / "site", {"site.yaml": SITE, **{f"content/articles/{n:03}.md": "x" for n in range(TOLD + 9)}}
    )
    served = Served(site)
    found = served.refresh()
    told = message(reader(NO_SITE), None, None, found)
    assert (len(told.problems), told.troubles) == (TOLD, TOLD + 9)
    assert told.problems[0].where.startswith("content/articles/000.md")
    assert troubles(Refreshed(error=DigestError("no site", "make one")))[0].hint == "make one"
    assert troubles(Refreshed()) == ()


def test_of_many_changes_those_that_pages_load_are_named_first(tmp_path: Path) -> None:
    many = {f"content/articles/n{n}.md": article(f"N{n}") for n in range(NAMED)}
    served = Served(write(tmp_path / "site", {**FILES, **many}))
    served.refresh()
    told = message(reader("older"), None, served.tree, served.found)
    assert len(told.changed) <= NAMED + 1
    assert told.changed[0] == A
    assert [href for href in told.changed if href.endswith(".css")]


def test_everybody_who_reads_is_told_until_they_leave() -> None:
    heard: list[Message | None] = []
    readers, one = Readers(), Reader("/", NO_SITE, heard.append)
    readers.add(one)
    assert readers.addresses() == {"/"}
    readers.tell(None, None, Refreshed())
    readers.close()
    readers.remove(one)
    readers.tell(None, None, Refreshed())
    assert [told.page if told else None for told in heard] == ["same", None]
