"""A page out of an archive keeps its address and can be read by itself."""

from __future__ import annotations

from digest.clip.containers.page import charset_text, saved_page
from digest.clip.decode import Decoded, decode

PAGE = "<html><body><p>Порт</p></body></html>"


def test_the_address_stands_where_browsers_write_it() -> None:
    page = saved_page(b"<html></html>", "https://courier.example/a--b", "")
    assert page == b"<!-- saved from url=(0030)https://courier.example/a-%2Db -->\n<html></html>"
    assert saved_page(b"<html></html>", "urn:x", "") == b"<html></html>"


def test_an_encoding_that_only_the_server_named_is_not_lost() -> None:
    page = decode("a", saved_page(PAGE.encode("cp1251"), "https://courier.example/", "windows-1251"))
    assert isinstance(page, Decoded) and "Порт" in page.text and page.media_type == "text/html"


def test_a_page_that_names_its_own_encoding_stays_as_it_is() -> None:
    own = b'<meta charset="koi8-r">' + PAGE.encode("koi8-r")
    assert saved_page(own, "", "windows-1251") == own


def test_text_is_utf8_before_all() -> None:
    assert charset_text("Порт".encode(), "windows-1251") == "Порт"
    assert charset_text("Порт".encode("cp1251"), "windows-1251") == "Порт"
    assert charset_text(b"caf\xe9", "no-such-encoding") == "café"
    assert charset_text(b"\x81\xff", "punycode") == "\ufffd\ufffd"
