"""The search index: what is searched, when it is made anew, and that no damage outlives the next build."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.build import pagefind, search
from digest.build.manifest import digest_bytes
from digest.build.search import Index, Update, searched, stored, update
from digest.errors import DigestError
from digest.site.urls import SEARCH_INDEX
from tests.support import SITE, article, publish, tree, whole_tree, write

real = pytest.mark.skipif(pagefind.program() is None, reason="pagefind-bin has no wheel for this system")

BODY, OUT = "data-pagefind-body", 'data-pagefind-ignore="all"'

# ------------------------------------------------------------------------------------------------ what is searched


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        ("<main><p>No</p></main>", ""),
        (f"<main><p {BODY}>Yes</p><p>No</p></main>", f"<p {BODY}>Yes</p>"),
        (f"<div {BODY}>a<div>b</div>c</div><div>No</div>", f"<div {BODY}>a<div>b</div>c</div>"),
        (f"<p {BODY}>a</p>No<p class='x' {BODY}>b</p>", f"<p {BODY}>a</p><p class='x' {BODY}>b</p>"),
        (f"<p {BODY}>a<i {OUT}>No</i>b</p>", f"<p {BODY}>ab</p>"),
        (f"<p {BODY}>a<i {OUT}>No<i>No</i>No</i>b<i>c</i></p>", f"<p {BODY}>ab<i>c</i></p>"),
        (f"<p {BODY}>a<i data-pagefind-ignore>b</i></p>", f"<p {BODY}>a<i data-pagefind-ignore>b</i></p>"),
        (f'<p {BODY}>a<img {OUT} alt="p">b</p>No', f"<p {BODY}>ab</p>"),
        (f'<p {BODY} title="</p>">a<a title="</p>">b</a></p>No', f'<p {BODY} title="</p>">a<a title="</p>">b</a></p>'),
        (f"<P {BODY}>a</P>No", f"<P {BODY}>a</P>"),
        (f"<p {BODY}>a<b>never closed", f"<p {BODY}>a<b>never closed"),
        (f"<p {BODY}>a<b {OUT}>never closed</p>", f"<p {BODY}>a"),
        (f"<article {BODY}>a<section {BODY}>b</section></article>", f"<article {BODY}>a<section {BODY}>b</section></article>"),
        (f"{BODY} is only a word", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_what_the_template_marks_is_searched(page: str, wanted: str) -> None:
    assert searched(page.encode()) == wanted.encode()


words = st.text("ab >'\"", max_size=4).map(lambda s: s.replace(">", "&gt;"))
values = st.text("ab<>/'", max_size=5)
elements = st.recursive(
    words,
    lambda inner: st.tuples(st.sampled_from(["p", "div", "b"]), values, st.booleans(), st.lists(inner, max_size=3)),
    max_leaves=12,
)


def markup(node: object, whole: bool) -> str:
    """A made-up tree as HTML; without what is left out unless `whole`."""
    if isinstance(node, str):
        return node
    name, value, out, inner = node  # type: ignore[misc]
    if out and not whole:
        return ""
    mark = f" {OUT}" if out else ""
    return f'<{name} title="{value}"{mark}>' + "".join(markup(n, whole) for n in inner) + f"</{name}>"


@given(st.lists(elements, max_size=4))
def test_exactly_what_is_left_out_is_missing(nodes: list[object]) -> None:
    page = f"<div>No</div><div {BODY}>" + "".join(markup(n, True) for n in nodes) + "</div><div>No</div>"
    wanted = f"<div {BODY}>" + "".join(markup(n, False) for n in nodes) + "</div>"
    assert searched(page.encode()).decode() == wanted


@given(st.binary(max_size=200))
def test_no_bytes_break_it(page: bytes) -> None:
    searched(page.replace(b"0", b"<p data-pagefind-body>").replace(b"1", f"<b {OUT}>".encode()))


def test_the_key_is_of_the_language_and_the_parts_in_any_order() -> None:
    one, other = {"a": b"1", "b": b"2"}, {"b": b"2", "a": b"1"}
    assert search.key("en", one) == search.key("en", other)
    assert len({search.key("en", one), search.key("ar", one), search.key("en", {"a": b"1"})}) == 3


# ------------------------------------------------------------------------------------------------------- the store


class Pages(dict[str, bytes]):
    """Pages in memory, and which of them were read."""

    def __init__(self, **pages: str) -> None:
        super().__init__((f"articles/{name}/index.html", text.encode()) for name, text in pages.items())
        self.asked: set[str] = set()

    def read(self, path: str) -> bytes:
        self.asked.add(path)
        return self[path]

    def update(self, folder: Path, old: Index | None = None) -> Update:
        self.asked = set()
        old = stored(folder) if old is None else old
        return update(folder, old, {p: digest_bytes(data) for p, data in self.items()}, self.read, "en")


def page(text: str, around: str = "") -> str:
    return f"<html><nav>{around}</nav><main {BODY}><h1>{text}</h1></main></html>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "search"


@real
def test_an_index_is_made_once_for_the_same_pages(folder: Path) -> None:
    pages = Pages(a=page("Walrus"), b=page("Otter"), c="<p>not searched</p>")
    first = pages.update(folder)
    assert (first.made, first.articles, first.problem) == (True, 2, None)
    assert all(path.startswith(SEARCH_INDEX) for path in first.index.files)
    assert b"pagefind" in search.content(folder, first.index, SEARCH_INDEX + "pagefind.js")
    again = pages.update(folder)
    assert (again.made, again.index, pages.asked) == (False, first.index, set())


@real
def test_what_stands_around_makes_no_new_index_and_is_read_once(folder: Path) -> None:
    pages = Pages(a=page("Walrus"), b=page("Otter"))
    first = pages.update(folder)
    pages |= Pages(a=page("Walrus", around="A new footer"))
    second = pages.update(folder)
    assert (second.made, second.index.files, pages.asked) == (False, first.index.files, {"articles/a/index.html"})
    assert pages.update(folder).index == second.index
    assert pages.asked == set()


@real
@pytest.mark.parametrize("change", ["text", "new", "gone"])
def test_what_is_searched_makes_a_new_index(folder: Path, change: str) -> None:
    pages = Pages(a=page("Walrus"), b=page("Otter"))
    old = pages.update(folder).index
    if change == "gone":
        del pages["articles/a/index.html"]
    else:
        pages |= Pages(**{"a" if change == "text" else "c": page("Heron")})
    new = pages.update(folder)
    assert new.made
    assert new.index.key != old.key


@real
def test_another_program_or_another_form_makes_a_new_index(folder: Path) -> None:
    pages = Pages(a=page("Walrus"))
    old = pages.update(folder).index
    assert pages.update(folder, msgspec.structs.replace(old, release="pagefind 0")).made
    search._keep(folder, msgspec.structs.replace(old, version=search.VERSION + 1))
    assert stored(folder) == Index()


@real
def test_without_pages_there_is_an_index_of_nothing(folder: Path) -> None:
    empty = Pages().update(folder)
    assert (empty.made, empty.index.files, empty.problem) == (False, {}, None)
    pages = Pages(a=page("Walrus"))
    assert pages.update(folder).made
    gone = Pages().update(folder)
    assert gone.index.files == {}
    assert not [p for p in folder.rglob("*") if "fragment" in p.parts]


@real
@pytest.mark.parametrize("damage", ["no record", "cut", "bit", "empty", "folder"])
def test_half_an_index_is_none(folder: Path, damage: str) -> None:
    pages = Pages(a=page("Walrus"))
    pages.update(folder)
    record = folder / "record"
    data = record.read_bytes()
    record.unlink()
    match damage:
        case "cut":
            record.write_bytes(data[:-1])
        case "bit":
            record.write_bytes(data[:40] + bytes([data[40] ^ 1]) + data[41:])
        case "empty":
            record.write_bytes(b"")
        case "folder":
            record.mkdir()
    assert stored(folder) == Index()
    made = pages.update(folder)
    assert made.made
    assert stored(folder) == made.index


@real
def test_the_store_knows_what_it_cannot_give(folder: Path) -> None:
    index = Pages(a=page("Walrus")).update(folder).index
    assert search.whole(folder, index, index.files)
    script = SEARCH_INDEX + "pagefind.js"
    (folder / "files" / "pagefind.js").write_bytes(b"alert(1)")
    assert not search.whole(folder, index, [script])
    with pytest.raises(DigestError, match="damaged"):
        search.content(folder, index, script)
    assert search.whole(folder, index, ["index.html"])
    (folder / "files" / "pagefind.js").unlink()
    assert not search.whole(folder, index, index.files)


@real
def test_an_index_that_fits_stays_without_the_program(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = Pages(a=page("Walrus"))
    index = pages.update(folder).index
    monkeypatch.setattr(pagefind, "PACKAGES", ())
    assert pages.update(folder).index == index
    gone = Pages(a=page("Otter")).update(folder)
    assert (gone.index, stored(folder)) == (Index(), Index())


@real
@pytest.mark.skipif(not Path("/bin/false").exists(), reason="needs a program that fails")
def test_a_program_that_fails_leaves_no_words_that_may_not_appear(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Pages(a=page("Walrus")).update(folder)
    monkeypatch.setattr(pagefind, "program", lambda: Path("/bin/false"))
    failed = Pages(a=page("Otter")).update(folder)
    assert failed.problem is not None
    assert failed.problem.code == "no-search"
    assert (failed.index, stored(folder)) == (Index(), Index())


# ------------------------------------------------------------------------------------------------------- the build

SEARCHED = SITE + "search: pagefind\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write(
        tmp_path / "site",
        {
            "site.yaml": SEARCHED,
            "content/articles/a.md": article("First", "A walrus came ashore.", date="2024-03-05"),
            "content/articles/b.md": article("Second", "Nobody came.", date="2024-04-05", tags="[harbour]"),
        },
    )


def index_of(site: Path) -> dict[str, str]:
    return {path: mark for path, mark in whole_tree(site / "public").items() if path.startswith(SEARCH_INDEX)}


def words_of(site: Path) -> str:
    """Everything that the published index says of the pages."""
    found = sorted((site / "public" / SEARCH_INDEX / "fragment").glob("*"))
    return "".join(gzip.decompress(file.read_bytes()).decode() for file in found)


def made(site: Path, **options: object) -> bool:
    result = publish(site, **options)
    assert not result.problems
    assert result.index is not None
    return result.index.made


@real
def test_the_index_is_published_and_left_alone(site: Path) -> None:
    assert made(site)
    assert {"pagefind.js", "pagefind-entry.json"} <= {p.removeprefix(SEARCH_INDEX) for p in index_of(site)}
    assert "walrus" in words_of(site)
    before = {p: p.stat().st_ino for p in (site / "public").rglob("*") if p.is_file()}
    result = publish(site)
    assert result.index is not None
    assert (result.index.made, result.dirty, result.stale) == (False, {}, ())
    assert before == {p: p.stat().st_ino for p in (site / "public").rglob("*") if p.is_file()}


@real
def test_only_the_texts_of_articles_make_it_anew(site: Path) -> None:
    made(site)
    before = index_of(site)
    footer = '{% extends "default/base.html" %}\n{% block footer %}<p>Another foot</p>{% endblock %}\n'
    write(
        site,
        {
            "site.yaml": SEARCHED + "theme: mine\nsubtitle: A line\n",
            "themes/mine/theme.yaml": "name: mine\nextends: default\n",
            "themes/mine/templates/base.html": footer,
            "content/pages/about.md": "---\ntitle: About\n---\nWords of our own.\n",
        },
    )
    assert not made(site)
    assert "Another foot" in (site / "public" / "articles" / "a" / "index.html").read_text()
    assert index_of(site) == before
    write(site, {"content/articles/a.md": article("First", "An otter came ashore.", date="2024-03-05")})
    assert made(site)
    assert "otter" in words_of(site)
    assert "walrus" not in words_of(site)


@real
def test_lists_are_not_searched(site: Path) -> None:
    made(site)
    found = {json.loads(text[text.index("{") :])["url"] for text in words_of(site).split("pagefind_dcd") if text}
    assert found == {"/articles/a/", "/articles/b/"}


@real
@pytest.mark.parametrize("path", ["pagefind.js", "pagefind-entry.json"])
@pytest.mark.parametrize("damage", ["gone", "changed"])
def test_a_damaged_copy_is_put_back_without_making_an_index(site: Path, path: str, damage: str) -> None:
    made(site)
    before = index_of(site)
    file = site / "public" / SEARCH_INDEX / path
    file.unlink() if damage == "gone" else file.write_bytes(b"x")
    assert not made(site)
    assert index_of(site) == before


@real
@pytest.mark.parametrize("verify", [False, True])
def test_an_index_that_is_damaged_twice_is_made_anew(site: Path, verify: bool) -> None:
    made(site)
    (site / "public" / SEARCH_INDEX / "pagefind.js").write_bytes(b"x")
    (kept,) = (site / ".digest" / "outputs").glob("*/search/files/pagefind.js")
    kept.write_bytes(b"x")
    assert made(site, verify=verify)
    assert (site / "public" / SEARCH_INDEX / "pagefind.js").stat().st_size > 1000


@real
def test_verify_leaves_a_sound_index_alone_and_mends_a_false_record(site: Path) -> None:
    made(site)
    before = index_of(site)
    assert not made(site, verify=True)
    assert index_of(site) == before
    (folder,) = (site / ".digest" / "outputs").glob("*/search")
    false = msgspec.structs.replace(stored(folder), key=b"another")
    search._keep(folder, false)
    assert made(site, verify=True)


@real
def test_pages_are_the_same_as_after_a_clean_build(site: Path) -> None:
    made(site)
    write(site, {"content/articles/c.md": article("Third", "A heron.", date="2024-05-05")})
    (site / "content/articles/a.md").unlink()
    assert made(site)
    clean = shutil.copytree(site, site.parent / "clean", ignore=shutil.ignore_patterns("public", ".digest"))
    assert made(clean)
    assert tree(site / "public") == tree(clean / "public")
    assert words_of(site).count("heron") == words_of(clean).count("heron") == 1


@real
def test_a_killed_build_is_finished_by_the_next(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(pagefind, "_run", killed)
        with pytest.raises(KeyboardInterrupt):
            publish(site)
    assert (site / "public" / "articles" / "a" / "index.html").is_file()  # the pages did not wait
    assert not index_of(site)
    assert made(site)
    assert "walrus" in words_of(site)


@real
def test_turned_off_it_leaves_nothing(site: Path) -> None:
    made(site)
    assert (site / "public" / "search" / "index.html").is_file()
    write(site, {"site.yaml": SITE})
    result = publish(site)
    assert result.index is None
    assert not (site / "public" / "search").exists()
    assert not list((site / "public" / "assets").glob("search*"))
    assert not list((site / ".digest" / "outputs").glob("*/search"))


@real
@pytest.mark.parametrize(
    ("republish", "shown", "hidden"),
    [("metadata", "First", "walrus"), ("summary", "Told by us", "walrus"), ("excerpt", "walrus", "ashore")],
)
def test_what_may_not_appear_is_not_searched(site: Path, republish: str, shown: str, hidden: str) -> None:
    text = article("First", "A walrus came quickly ashore.", date="2024", republish=republish, summary="Told by us.")
    write(site, {"content/articles/a.md": text, "site.yaml": SEARCHED + "excerpt_words: 3\n"})
    made(site)
    assert shown in words_of(site)
    assert hidden not in words_of(site)


def test_without_the_program_the_pages_are_published_and_it_is_said(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pagefind, "PACKAGES", ())
    assert publish(site, strict=True).written is None
    result = publish(site)
    assert [(p.code, p.severity, p.line) for p in result.problems] == [("no-search", "warning", 4)]
    assert (site / "public" / "search" / "index.html").is_file()
    assert not index_of(site)
