"""The kind of a file is told from its bytes; what has the marks of none is a page."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.clip.containers.kind import kind_of

MAIL = "From: Ana Cruz <ana@courier.example>\r\nSubject: Night ferry\r\nDate: Tue, 08 Aug 2017 18:43:00 +0800\r\n\r\nIt sails."


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (gzip.compress(b"x"), "gzip"),
        (b"PK\x03\x04 and so on", "zip"),
        (b"WARC/1.0\r\nWARC-Type: warcinfo\r\n", "warc"),
        (b"filedesc://a.arc 0.0.0.0 20170808 text/plain 76", "warc"),
        (b"<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p>", "bookmarks"),
        (b'<?xml version="1.0"?>\n<!-- made by hand -->\n<rss version="2.0"><channel></channel></rss>', "feed"),
        ('\ufeff<rss version="0.92">'.encode(), "feed"),
        ('<?xml version="1.0"?><rss version="2.0"/>'.encode("utf-16"), "feed"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"/>', "feed"),
        (b'<a:feed xmlns:a="http://www.w3.org/2005/Atom"></a:feed>', "feed"),
        (b'<!DOCTYPE rss [<!ENTITY a "b">]><rss></rss>', "feed"),
        (b'<rdf:RDF xmlns="http://purl.org/rss/1.0/"><channel/></rdf:RDF>', "feed"),
        (b'<rdf:RDF xmlns:foaf="http://xmlns.com/foaf/0.1/"><foaf:Person/></rdf:RDF>', "page"),
        (b'<entry xmlns="http://www.w3.org/2005/Atom"></entry>', "feed"),
        (b"<entry><word>ferry</word></entry>", "page"),
        (b'<opml version="2.0"><body/></opml>', "opml"),
        (MAIL.encode(), "mail"),
        (b"From ana@courier.example Tue Aug  8 18:43:00 2017\n" + MAIL.encode(), "mbox"),
        (b"From the harbour, at 10:30 sharp, the ferry left.\nNobody waved.\n", "page"),
        (b"Title: Night ferry\nDate: 2017-08-08\nAuthor: Ana\n\nIt sails.", "page"),
        (b"Subject: a note\n\nIt sails.", "page"),
        (b'{"title": "a"}', "json"),
        (b'[{"title": "a"}]', "json"),
        (b"[UPDATE] The ferry sails\n\nIt does.", "page"),
        (b"{{ template }}", "page"),
        (b"title,url\nNight ferry,https://courier.example/a\n", "table"),
        (b"Headline;Date;Text\na;b;c\n", "table"),
        (b"title\turl\na\tb\n", "table"),
        (b"Title, date and text of the treaty were agreed on\nOn Monday, it was signed.\n", "page"),
        (b"Titel;Datum;Text\na;b;c\n", "table"),
        (b'Titel,Datum,Text\na,b,"c, d\ne"\n', "table"),
        (b"Titel\tDatum\na\tb\n", "table"),
        (b"Titel,Datum,Text\na,b,c\na,b,c, d\na,b,c\n", "table"),
        (b"Home|News|Sport\nThe ferry sails\nIt does.\n", "page"),
        (b"Manila, Philippines, Tuesday\nThe ferry, the old one, sails\n", "page"),
        (b"a | b | c\n--- | --- | ---\n1 | 2 | 3\n", "page"),
        (b"Titel;Datum;Text\n", "page"),
        (b"<!DOCTYPE html><html></html>", "page"),
        (b"", "page"),
    ],
)
def test_by_content(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


def test_the_columns_that_the_caller_names_make_a_table() -> None:
    data = "Überschrift,Volltext\na,b\n".encode()
    assert kind_of(data) == "page"
    assert kind_of(data, (("title", "Überschrift"), ("body", "Volltext"))) == "table"


@given(st.binary(max_size=300))
def test_never_raises(data: bytes) -> None:
    kind_of(data)
