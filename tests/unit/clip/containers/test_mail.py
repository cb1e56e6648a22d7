"""Newsletters, mailboxes and pages saved as MHTML, made with the standard library's own writers."""

from __future__ import annotations

import contextlib
import mailbox
from email.message import EmailMessage
from pathlib import Path

import pytest

from digest.clip import Draft, Options, drafts
from digest.clip.containers.mail import FURNITURE, header, unfolded
from digest.errors import Problem

TEXT = "The night ferry sailed again on Tuesday, nine years after the line was closed for want of passengers."


def newsletter(subject: str = "Fwd: [harbour] Nachtfähre kehrt zurück") -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Häfen Courier <news@courier.example>"
    mail["To"] = "reader@home.example"
    mail["Subject"] = subject
    mail["Date"] = "Tue, 08 Aug 2017 18:43:00 +0800"
    mail["List-Id"] = "Harbour Letter <letter.courier.example>"
    mail["Archived-At"] = "<https://courier.example/letters/7?utm_source=mail>"
    mail.set_content("Only text.\n")
    html = f"<html><head><style>p{{}}</style></head><body><p>{TEXT}</p><p>View this email in your browser</p><p>Unsubscribe</p></body></html>"
    mail.add_alternative(html, subtype="html")
    mail.add_attachment("not this", filename="notes.txt")
    mail.set_boundary("b")
    mail.get_payload(0).set_boundary("c")  # type: ignore[union-attr]
    return mail


def read(data: bytes, name: str = "mail.eml") -> list[Draft | Problem]:
    return list(drafts(name, data, {}, Options()))


def only(data: bytes) -> Draft:
    (made,) = read(data)
    assert isinstance(made, Draft), made
    return made


def test_a_newsletter() -> None:
    made = only(bytes(newsletter()))
    assert made.name == "mail.eml" and made.media_type == "message/rfc822" and made.raw == bytes(newsletter())
    assert {key: made.meta.get(key) for key in ("title", "date", "source", "url")} == {
        "title": "Nachtfähre kehrt zurück",
        "date": "2017-08-08T18:43+08:00",
        "source": {"name": "Harbour Letter"},
        "url": "https://courier.example/letters/7",
    }
    assert made.body == TEXT
    assert [(cut.rule, cut.text) for cut in made.cuts] == [
        ("mail-furniture", "View this email in your browser"),
        ("mail-furniture", "Unsubscribe"),
    ]
    assert {item.field: item.where for item in made.evidence if item.chosen}["title"] == "mail header Subject"


def test_a_person_is_the_author_of_a_plain_mail() -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Date"] = (
        "Ana Cruz <ana@courier.example>",
        "Night ferry",
        "Tue, 08 Aug 2017 18:43:00 +0800",
    )
    mail.set_content(f"{TEXT}\n")
    made = only(bytes(mail))
    assert made.meta["authors"] == ["Ana Cruz"] and "source" not in made.meta and made.body == TEXT


def mbox(path: Path, mails: list[EmailMessage]) -> bytes:
    with contextlib.closing(mailbox.mbox(path)) as box:
        for mail in mails:
            box.add(mail)
    return path.read_bytes()


def test_a_mailbox_has_a_clipping_for_each_message(tmp_path: Path) -> None:
    mails = [newsletter(f"Letter {number}") for number in (1, 2, 3)]
    mails[0].preamble = "From the harbour.\n"
    data = mbox(tmp_path / "box", mails)
    assert b"\n>From the harbour" in data
    found = [made for made in read(data, "box") if isinstance(made, Draft)]
    assert [(made.name, made.meta["title"]) for made in found] == [(f"box#{n}", f"Letter {n}") for n in (1, 2, 3)]
    assert len(read(data.replace(b"\n", b"\r\n"), "box")) == 3
    assert only(found[1].raw).meta["title"] == "Letter 2"
    assert b"\nFrom the harbour" in found[0].raw


def test_a_message_is_the_same_bytes_in_a_longer_mailbox(tmp_path: Path) -> None:
    kept = []
    mails = [newsletter(f"Letter {number}") for number in range(2)]
    for count in (1, 2):
        found = read(mbox(tmp_path / str(count), mails[:count]), "box")
        assert len(found) == count and isinstance(found[0], Draft)
        kept.append(found[0].raw)
    assert kept[0] == kept[1]


def test_a_page_saved_as_mhtml() -> None:
    page = f"<html><head><title>Night ferry</title></head><body><h1>Night ferry returns today</h1><p>{TEXT}</p></body></html>"
    data = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://courier.example/ferry\r\nSubject: Night ferry\r\n"
        "Date: Wed, 9 Aug 2017 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n'
        f"Content-Location: https://courier.example/ferry\r\n\r\n{page}\r\n--b\r\nContent-Type: text/css\r\n\r\np{{}}\r\n--b--\r\n"
    ).encode()
    made = only(data)
    assert made.media_type == "multipart/related" and made.raw == data
    assert made.meta["url"] == "https://courier.example/ferry" and made.meta["captured"] == "2017-08-09T10:00Z"
    assert made.meta["title"] == "Night ferry returns today" and TEXT in made.body and "date" not in made.meta


def test_lines_broken_to_fit_are_joined() -> None:
    text = "The night ferry sailed again on Tuesday, nine years after the\nline was closed.\n\n- one\n- two\n\nBye\n-- \nAna\n"
    joined = "The night ferry sailed again on Tuesday, nine years after the line was closed."
    assert unfolded(text, False) == f"{joined}\n\n- one\n- two\n\nBye"
    assert unfolded("one \ntwo\nthree\n-- \nAna", True) == "one two\nthree"


@pytest.mark.parametrize(
    ("line", "cut"),
    [
        ("Unsubscribe", True),
        ("View in browser", True),
        ("Read online | Manage your preferences", True),
        ("You are receiving this letter because you asked for it on our site.", True),
        ("Im Browser anzeigen", True),
        ("He asked the council to open the harbour in the browser of its new map.", False),
        ("The letter was sent to every house on the island.", False),
    ],
)
def test_lines_of_a_newsletters_own(line: str, cut: bool) -> None:
    assert bool(FURNITURE.fullmatch(line)) is cut


def test_headers_of_any_length_and_bytes() -> None:
    mail = EmailMessage()
    mail["Subject"] = "=?utf-8?q?" * 3
    assert isinstance(header(mail, "Subject"), str)
    raw = (
        b"From: "
        + b'"a(b<@,' * 5_000
        + b"\r\nSubject: caf\xe9\r\nContent-Type: text/plain; "
        + b'a*0*="' * 20_000
        + b"\r\n\r\n"
        + TEXT.encode()
    )
    assert only(raw).meta["title"] == "café"


@pytest.mark.parametrize("depth", [50, 3_000])
def test_a_mail_in_a_mail_without_end_is_a_mail_or_a_problem(depth: int) -> None:
    data = (
        b"From: a@courier.example\r\nSubject: x\r\n" + b"Content-Type: message/rfc822\r\n\r\n" * depth + TEXT.encode()
    )
    (found,) = read(data)
    assert isinstance(found, Draft) or found.code in ("broken-container", "no-article")


def test_many_parts() -> None:
    part = b"--b\r\nContent-Type: text/plain\r\n\r\n\r\n"
    data = (
        b"From: a@courier.example\r\nSubject: Ferry\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + part * 9_000
    )
    assert only(data + b"--b\r\nContent-Type: text/html\r\n\r\n<p>" + TEXT.encode() + b"</p>\r\n--b--").body == TEXT
