"""Mails: a newsletter (RFC 5322), a mailbox of many (mbox, RFC 4155), a web page saved as MHTML (RFC 2557).

The standard library parses the parts; headers are decoded one by one and only up to a length, because its parser of
structured headers takes a time that grows with the square of a hostile one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes, policy
from email.message import Message

from digest.clip.containers import values
from digest.clip.containers.page import charset_text, saved_page
from digest.clip.containers.piece import MAX_PIECE, MAX_PIECES, Piece, broken, too_large, too_many
from digest.clip.draft import Options
from digest.clip.given import Given
from digest.errors import Problem

FURNITURE = re.compile(
    r".{0,60}\b(?:unsubscribe|"
    r"(?:view|read|open) (?:this (?:e-?mail|message|newsletter) |it )?"
    r"(?:online|(?:in|on) (?:(?:your|a|the) )?(?:web )?browser)|"
    r"(?:manage|update|change) your (?:e-?mail |subscription |newsletter )?(?:preferences|settings|subscription)|"
    r"(?:e-?mail|subscription) preferences|forward (?:this |it )?(?:e-?mail )?to a friend|"
    r"add us to your address book|newsletter abbestellen|im browser (?:an(?:zeigen|sehen)|öffnen)|"
    r"se désabonner|se désinscrire|cancelar (?:la )?suscripción|darse de baja|annulla l['’]iscrizione)\b.{0,80}|"
    r"(?:you(?:['’]re| are) receiving|you received|this (?:e-?mail|message|newsletter) was sent to|"
    r"why did i get this)\b.{0,300}",
    re.I,
)
"""Lines that newsletters carry for their own sake."""

_WIDEST = 80
"""Lines longer than this, in code points, were not broken by a mail program (RFC 5322, section 2.1.1)."""
_SIGNATURE = re.compile(r"\n-- ?\n(?:[^\n]*\n){0,12}[^\n]*\Z")
_ITEM = re.compile(r"\s*(?:[-*•>+]\s|\d{1,3}[.)]\s|[-=_*#]{4,})")
_BEFORE = b"\xef\xbb\xbf \t\r\n"
_LONGEST_HEADER = 4_000
_MAX_PARTS = 20_000
# The standard library asks every open part about every line.
_MAX_WORK = 20_000_000
_FROM_LINE = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From \S[^\r\n]{0,400}\d{1,2}:\d\d[^\r\n]{0,80}\r?\n")
_QUOTED_FROM = re.compile(rb"^>(?=>*From )", re.M)
_PREFIX = re.compile(r"^(?:\s*(?:(?:re|fwd?|aw|wg|tr|rv|i)\s*(?:\[\d+\])?\s*:|\[[^\]]{1,40}\](?=\s*\S)))+\s*", re.I)
_LIST_NAME = re.compile(r"^\s*\"?([^\"<>]{2,80}?)\"?\s*<")
_ADDRESS = re.compile(r"<(https?://[^<>\s]{4,2000})>")


def mailbox(name: str, data: bytes, options: Options) -> Iterator[Piece | Problem]:
    """The messages of an mbox file; a clipping is the message without its From_ line and the quoting of such lines."""
    data = data.lstrip(_BEFORE)
    starts = list(_FROM_LINE.finditer(data))
    for number, match in enumerate(starts[:MAX_PIECES], 1):
        end = starts[number].start() if number < len(starts) else len(data)
        if end - match.end() > MAX_PIECE:
            yield too_large(f"{name}#{number}", MAX_PIECE)
        else:
            raw = _QUOTED_FROM.sub(b"", data[match.end() : end]).strip(b"\r\n") + b"\n"
            yield from message(f"{name}#{number}", raw, options)
    if len(starts) > MAX_PIECES:
        yield too_many(name)


def message(name: str, data: bytes, options: Options) -> Iterator[Piece | Problem]:
    """The one clipping of a mail or of a page saved as MHTML."""
    if len(data) > MAX_PIECE:
        yield too_large(name, MAX_PIECE)
        return
    if data.count(b"boundary=") * data.count(b"\n") > _MAX_WORK:
        yield broken(name, "the mail has too many parts inside of parts")
        return
    try:
        mail = message_from_bytes(data.lstrip(_BEFORE), policy=policy.compat32)
        yield _piece(name, data, mail)
    except Exception as error:  # the standard library's parser on any bytes; deep nesting is a RecursionError
        yield broken(name, f"the mail cannot be read: {type(error).__name__}")


def _piece(name: str, data: bytes, mail: Message) -> Piece:
    html, text = _texts(mail)
    location = header(mail, "Snapshot-Content-Location") or (header(html, "Content-Location") if html else "")
    if html is not None and location and mail.get_content_maintype() == "multipart":
        told = {"captured": (header(mail, "Date"), "MHTML header Date"), "url": (location, "MHTML location")}
        given = values.given(told, "mhtml")
        content = saved_page(_payload(html), location, html.get_content_charset() or "")
        return Piece(name=name, raw=data, media_type="multipart/related", content=content, given=given)
    part = html if html is not None else text
    words = charset_text(_payload(part), part.get_content_charset() or "") if part is not None else ""
    if part is not None and html is None:
        words = unfolded(words, str(part.get_param("format", "")).lower() == "flowed")
    return Piece(
        name=name,
        raw=data,
        media_type="message/rfc822",
        form="fragment" if html is not None else "text",
        text=words,
        given=_given(mail),
    )


def unfolded(text: str, flowed: bool) -> str:
    """The lines of a mail's plain text with those joined that were broken to fit, and without its signature.

    RFC 3676 marks such breaks by a space at the end; without it a line goes on where the next one's first word had no
    room.
    """
    rows = _SIGNATURE.sub("", text.replace("\r\n", "\n")).split("\n")
    width = max((len(row) for row in rows), default=0)
    if not flowed and not 60 <= width <= _WIDEST:
        return "\n".join(rows)
    found: list[str] = []
    goes_on = False
    for row in rows:
        if goes_on and row.strip() and not _ITEM.match(row):
            found[-1] = f"{found[-1].rstrip()} {row.lstrip()}"
        else:
            found.append(row)
        following = row.endswith(" ") and row != "-- "
        goes_on = bool(row.strip()) and (following if flowed else len(row) > width * 2 // 3)
    return "\n".join(found)


def _texts(mail: Message) -> tuple[Message | None, Message | None]:
    """The first HTML part and the first plain part that are no attachments; a part without words is passed over."""
    html: Message | None = None
    text: Message | None = None
    for number, part in enumerate(mail.walk()):
        if number > _MAX_PARTS:
            break
        kind = part.get_content_type()
        if part.is_multipart() or kind not in ("text/html", "text/plain", "application/xhtml+xml"):
            continue
        if "attachment" in str(part.get("Content-Disposition", ""))[:200].lower():
            continue
        if kind == "text/plain":
            text = part if text is None and _payload(part).strip() else text
        elif html is None and _payload(part).strip():
            html = part
        if html is not None:
            break
    return html, text


def _payload(part: Message | None) -> bytes:
    found = part.get_payload(decode=True) if part is not None else b""
    return found if isinstance(found, bytes) else b""


def header(part: Message, name: str) -> str:
    """A header's value with its encoded words decoded, on one line; "" when there is none."""
    value = next((v for key, v in part.raw_items() if key.lower() == name.lower()), "")
    text = str(value)[:_LONGEST_HEADER]
    if not text.isascii():
        # Bytes beyond ASCII come as surrogates: programs that write them into headers are common.
        text = charset_text(text.encode("ascii", "surrogateescape"), "")
    with suppress(Exception):  # the parser of headers on any text
        text = str(policy.default.header_factory("subject", " ".join(text.split())))
    return " ".join(text.split())


def _given(mail: Message) -> Given:
    sender, list_id = header(mail, "From"), header(mail, "List-Id")
    name = re.sub(r"\s*<[^<>]*>?\s*", " ", sender).strip(" \"'")
    listed = _LIST_NAME.match(list_id)
    archived = next(
        (a[1] for key in ("Archived-At", "List-Archived-At") if (a := _ADDRESS.search(header(mail, key)))), ""
    )
    person = _is_person(name) and not listed
    fields: dict[str, tuple[object, str]] = {
        "title": (_PREFIX.sub("", header(mail, "Subject")), "mail header Subject"),
        "date": (header(mail, "Date"), "mail header Date"),
        "url": (archived, "mail header Archived-At"),
        "language": (header(mail, "Content-Language"), "mail header Content-Language"),
        "authors": (name if person else "", "mail header From"),
    }
    if listed:
        fields["source"] = (listed[1], "mail header List-Id")
    elif name and not person and "@" not in name:
        fields["source"] = (name, "mail header From")
    return values.given(fields, "mail")


def _is_person(name: str) -> bool:
    from digest.clip.head import byline

    return byline.is_name(name) and not re.match(r"(?:the|der|die|das|la|le|el|il|los|las)\b", name, re.I)
