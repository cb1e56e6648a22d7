"""robots.txt by RFC 9309: what it lets us fetch, how often, and what its absence means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.clip.fetch.robots import DELAY, MAX_BYTES, MAX_DELAY, Rules, rules

HOST = "https://news.example"


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/page", True),
        ("User-agent: *\nDisallow: /", "/page", False),
        ("User-agent: *\nDisallow:", "/page", True),
        ("User-agent: *\nDisallow: /private/", "/private/page", False),
        ("User-agent: *\nDisallow: /private/", "/page", True),
        ("User-agent: *\nDisallow: /\nAllow: /news/", "/news/page", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/page.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/page.pdf?x", True),
        ("User-agent: *\nDisallow: /*?print=", "/page?print=1", False),
        ("User-agent: other\nDisallow: /", "/page", True),
        ("User-agent: digest\nDisallow: /", "/page", False),
        ("user-agent: DIGEST/2.0 # us\ndisallow: /", "/page", False),
        ("User-agent: digestbot\nDisallow: /", "/page", True),
        ("User-agent: digest-bot\nDisallow: /", "/page", True),
        ("User-agent: dig\nDisallow: /", "/page", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: digest\nAllow: /", "/page", True),
        ("User-agent: other\nUser-agent: digest\nDisallow: /", "/page", False),
        ("User-agent: digest\nUser-agent: other\nDisallow: /", "/page", False),
        ("User-agent: *\r\rDisallow: /", "/page", False),
        ("<html><p>no robots here</p></html>", "/page", True),
    ],
)
def test_rules(text: str, path: str, allowed: bool) -> None:
    assert Rules(text).allows(HOST + path) is allowed


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("", DELAY),
        ("User-agent: *\nCrawl-delay: 4", 4),
        ("User-agent: *\nCrawl-delay: 0", DELAY),
        ("User-agent: *\nCrawl-delay: 86400", MAX_DELAY),
        ("User-agent: *\nCrawl-delay: nan", DELAY),
        ("User-agent: *\nCrawl-delay: -1", DELAY),
        ("User-agent: other\nCrawl-delay: 9", DELAY),
    ],
)
def test_the_delay_that_a_site_asks_for_within_reason(text: str, seconds: float) -> None:
    assert Rules(text).delay == seconds


@pytest.mark.parametrize(
    ("status", "readable"),
    [
        *((status, False) for status in (200, 203)),
        *((status, True) for status in (400, 401, 403, 404, 410, 451)),
        *((status, None) for status in (100, 304, 429, 500, 503, 999)),
    ],
)
def test_what_a_status_means(status: int, readable: bool | None) -> None:
    found = rules(status, b"User-agent: *\nDisallow: /\n")
    assert (found and found.allows(HOST + "/page")) is readable


def test_a_byte_order_mark_and_broken_bytes_are_no_obstacle() -> None:
    found = rules(200, b"\xef\xbb\xbfUser-agent: *\nDisallow: /caf\xe9\nDisallow: /page")
    assert found and not found.allows(HOST + "/page")


def test_what_lies_behind_the_cap_is_ignored() -> None:
    found = rules(200, b"#" * MAX_BYTES + b"\nUser-agent: *\nDisallow: /")
    assert found and found.allows(HOST + "/page")


@pytest.mark.parametrize("spelling", ["User-agent: {}", "useragent {}", "User  Agent:{}", "USER-AGENT : {} # x"])
def test_many_names_over_many_rules_are_no_bomb(spelling: str) -> None:
    """Read naively, this is 40 million rules."""
    names = "".join(spelling.format(f"r{n:x}") + "\n" for n in range(5000))
    text = names + "".join(f"Allow: /{n:x}\n" for n in range(8000)) + "User-agent: *\nDisallow: /page\n"
    assert not Rules(text).allows(HOST + "/page")


@given(st.binary() | st.text(alphabet="User-agent: *digst\nDalow:/$\r#", max_size=200).map(str.encode))
def test_any_bytes_are_rules(body: bytes) -> None:
    found = rules(200, body)
    assert found and found.allows(HOST + "/page") in (True, False) and DELAY <= found.delay <= MAX_DELAY
