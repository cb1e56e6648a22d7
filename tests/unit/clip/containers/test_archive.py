"""Packed files are opened in memory, once, and never further than the limits."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest

from digest.clip import Draft, Options, drafts
from digest.clip.containers import archive
from digest.errors import Problem

TEXT = b"Night ferry returns\n\nThe night ferry sailed again on Tuesday, nine years after the line was closed for want of passengers."


def packed(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return out.getvalue()


def read(data: bytes) -> list[Draft | Problem]:
    return list(drafts("a.zip", data, {}, Options()))


def test_members_are_clippings_whatever_they_are_called() -> None:
    found = read(
        packed(
            {
                "../../etc/evil.txt": TEXT,
                "/abs": TEXT + b" Twice.",
                "letters.json": b'[{"title":"Ferry","url":"https://courier.example/"}]',
            }
        )
    )
    assert [made.name for made in found if isinstance(made, Draft)] == [
        "a.zip/etc/evil.txt",
        "a.zip/abs",
        "a.zip/letters.json#1",
    ]
    assert isinstance(found[0], Draft) and found[0].raw == TEXT


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_is_called_by_its_name_as_text_that_leads_nowhere() -> None:
    out = io.BytesIO()
    names = [
        "a/one.txt",
        "a/one.txt",
        "..\\..\\evil.txt",
        "deep\\page.txt",
        "x" * 400 + ".txt",
        "bad\x1b[2J\n.txt",
        "...",
    ]
    with zipfile.ZipFile(out, "w") as file:
        for n, name in enumerate(names):
            file.writestr(name, TEXT + b" Again." * n)
    labels = [made.name for made in read(out.getvalue()) if isinstance(made, Draft)]
    assert labels[:4] == ["a.zip/a/one.txt", "a.zip/a/one.txt#2", "a.zip/evil.txt", "a.zip/deep/page.txt"]
    assert labels[5] == "a.zip/bad[2J.txt" and all(len(label) < 220 and label.isprintable() for label in labels)
    assert [made.name for made in read(out.getvalue()) if isinstance(made, Draft)] == labels


def test_a_saved_page_is_one_clipping() -> None:
    page = b"<html><body><h1>Night ferry returns today</h1><p>" + TEXT.split(b"\n\n")[1] + b"</p></body></html>"
    members = {
        "p/page.html": page,
        "p/page_files/frame.html": page,
        "p/style.css": b"p{}",
        "p/a.png": b"\x89PNG",
        ".hidden": b"x",
        "__MACOSX/p/page.html": b"x",
    }
    (made,) = read(packed(members))
    assert isinstance(made, Draft) and made.raw == page and made.media_type == "text/html"


@pytest.mark.parametrize("inner", [gzip.compress(TEXT), packed({"a.txt": TEXT})], ids=["gzip", "zip"])
def test_only_one_level_is_opened(inner: bytes) -> None:
    for outer in (packed({"inner": inner}), gzip.compress(inner)):
        (found,) = read(outer)
        assert isinstance(found, Problem) and found.code == "nested-archive"


def test_a_packed_clipping_is_the_clipping() -> None:
    (made,) = read(gzip.compress(TEXT))
    assert isinstance(made, Draft) and made.raw == TEXT and made.name == "a.zip"


@pytest.mark.parametrize("member", ["[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"])
def test_office_documents_and_books_are_refused_by_name(member: str) -> None:
    (found,) = read(packed({member: b"x", "word/document.xml": b"<w/>"}))
    assert isinstance(found, Problem) and found.code == "binary-file"


def test_a_bomb_ends_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_CONTAINER", 100_000)
    monkeypatch.setattr(archive, "MAX_MEMBERS", 10)
    many = packed({f"{n}.txt": b" " * 60_000 for n in range(3)})
    assert [p.code for p in read(many) if isinstance(p, Problem)] == ["empty-file", "too-large"]
    (found,) = read(gzip.compress(b"a" * 1_000_000))
    assert isinstance(found, Problem) and found.code == "too-large"
    (found,) = read(packed({f"{n}.txt": TEXT for n in range(11)}))
    assert isinstance(found, Problem) and found.code == "too-large"


def test_a_method_that_could_ask_for_any_memory_is_not_used() -> None:
    (found,) = read(packed({"a.txt": TEXT}, zipfile.ZIP_LZMA))
    assert isinstance(found, Problem) and found.code == "broken-container" and found.path == "a.zip/a.txt"


def test_damage() -> None:
    whole = packed({"a.txt": TEXT})
    for data in (whole[:40], whole[:-10], b"PK\x03\x04", b"\x1f\x8b\x08", b"\x1f\x8bx"):
        assert [p.code for p in read(data) if isinstance(p, Problem)] == ["broken-container"]
    made, warned = sorted(read(gzip.compress(TEXT * 50)[:-6]), key=lambda found: isinstance(found, Problem))
    assert isinstance(made, Draft) and isinstance(warned, Problem) and warned.severity == "warning"


def test_an_archive_of_pictures_holds_no_clipping() -> None:
    (found,) = read(packed({"a.png": b"\x89PNG"}))
    assert isinstance(found, Problem) and found.code == "no-article"
