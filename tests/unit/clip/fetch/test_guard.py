"""Only addresses on the public internet pass, however they are spelled."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.clip.fetch.guard import MAX_URL, Policy, Target, redirected, refusal, shown, target

DEFAULT = Policy()
PUBLIC = ["93.184.215.14", "1.1.1.1", "2606:4700::1111", "2a00:1450:4001::200e", "64:ff9b::101:101", "::ffff:1.1.1.1"]
SPECIAL = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "168.63.129.16/32",
    "169.254.0.0/16",
    "169.254.169.254/32",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.88.99.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/4",
    "240.0.0.0/4",
    "255.255.255.255/32",
    "::/128",
    "::1/128",
    "::/96",
    "64:ff9b:1::/48",
    "100::/64",
    "2001::/23",
    "2001:db8::/32",
    "2002::/16",
    "3fff::/20",
    "5f00::/16",
    "fc00::/7",
    "fd00:ec2::254/128",
    "fe80::/10",
    "fec0::/10",
    "ff00::/8",
]


@st.composite
def special(draw: st.DrawFn) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    network = ipaddress.ip_network(draw(st.sampled_from(SPECIAL)))
    last = network.num_addresses - 1
    return network[draw(st.sampled_from([0, last]) | st.integers(0, last))]


def spellings(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> list[str]:
    """The host of a URL in every form that some resolver understands."""
    if isinstance(address, ipaddress.IPv6Address):
        return [f"[{form}]" for form in (address.compressed, address.exploded, address.compressed.upper())] + [
            f"[{address}%eth0]",
            f"[{address}%25eth0]",
        ]
    number, (a, b, c, d) = int(address), address.packed
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in str(address))
    return [
        str(address),
        f"{address}.",
        wide,
        str(address).replace(".", "。"),
        f"{number}",
        f"{number:#x}",
        f"{number:#X}",
        f"0{number:o}",
        f"0{a:o}.0{b:o}.0{c:o}.0{d:o}",
        f"{a:#x}.{b:#x}.{c:#x}.{d:#x}",
        f"{a:03}.{b:03}.{c:03}.{d:03}",
        f"{a}.{number & 0xFFFFFF}",
        f"{a}.{b}.{number & 0xFFFF}",
        f"{a:#x}.{b}.0{number & 0xFFFF:o}",
        f"[::ffff:{address}]",
        f"[::ffff:{a:x}{b:02x}:{c:x}{d:02x}]",
        f"[::{address}]",
        f"[64:ff9b::{address}]",
        f"[64:ff9b:1::{address}]",
        f"[2002:{a:x}{b:02x}:{c:x}{d:02x}::1]",
        f"[2001:0:{a:x}{b:02x}:{c:x}{d:02x}::1]",
        f"[2001::{number ^ 0xFFFFFFFF:x}]"
        if number ^ 0xFFFFFFFF < 0x10000
        else f"[2001:0:101:101::{(number ^ 0xFFFFFFFF) >> 16:x}:{(number ^ 0xFFFFFFFF) & 0xFFFF:x}]",
    ]


@given(special(), st.sampled_from(["http", "https"]))
def test_no_special_address_passes_in_any_spelling(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address, scheme: str
) -> None:
    for host in spellings(address):
        found = target(f"{scheme}://{host}/page", DEFAULT)
        assert isinstance(found, str) or refusal([found.host], DEFAULT), host


@given(st.ip_addresses())
def test_whatever_python_calls_special_is_refused(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    holds_ipv4 = any(address in ipaddress.ip_network(held) for held in ("::ffff:0:0/96", "64:ff9b::/96"))
    special = address.is_private or address.is_multicast or address.is_reserved or address.is_link_local
    if special and not holds_ipv4:
        assert refusal([str(address)], DEFAULT)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_pass(address: str) -> None:
    assert refusal([address], DEFAULT) == ""


@given(st.lists(st.sampled_from(PUBLIC)), special(), st.lists(st.sampled_from(PUBLIC)))
def test_one_special_address_among_public_ones_refuses_the_host(
    before: list[str], address: ipaddress.IPv4Address, after: list[str]
) -> None:
    assert str(address) in refusal([*before, str(address), *after], DEFAULT)


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("127.0.0.1", "a loopback address"),
        ("10.1.2.3", "a private address"),
        ("100.64.0.1", "an address shared inside a provider's network"),
        ("169.254.169.254", "a cloud host's metadata address"),
        ("169.254.1.1", "a link-local address"),
        ("fd00:ec2::254", "a cloud host's metadata address"),
        ("::ffff:192.168.0.1", "a private address"),
        ("64:ff9b::7f00:1", "a loopback address"),
        ("2001:0:101:101::1", "a Teredo address"),
        ("4000::1", "a reserved address"),
        ("fe80::1%eth0", "an address with a zone"),
        ("no address", "which is no IP address"),
    ],
)
def test_a_refusal_names_the_kind(address: str, what: str) -> None:
    assert refusal([address], DEFAULT) == f"its host is at {address}, {what}"


def test_a_host_without_an_address_is_refused() -> None:
    assert refusal([], DEFAULT) == "its host has no address"


def test_a_policy_may_let_one_network_through() -> None:
    policy = Policy(allowed=(ipaddress.ip_network("127.0.0.1"),))
    assert refusal(["127.0.0.1"], policy) == ""
    assert refusal(["127.0.0.1", "127.0.0.2"], policy)


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("http://news.example", "http://news.example/"),
        ("  HTTPS://News.Example:443/A?b=c#part ", "https://news.example/A?b=c"),
        ("http://news.example:8080/", "http://news.example:8080/"),
        ("https://news.example./quay", "https://news.example/quay"),
        ("https://häfen.example/größe?ort=köln", "https://xn--hfen-loa.example/gr%C3%B6%C3%9Fe?ort=k%C3%B6ln"),
        ("https://news.example/a b%20c\\d", "https://news.example/a%20b%20c%5Cd"),
        ("http://93.184.215.14/", "http://93.184.215.14/"),
        ("http://[2606:4700:0::1111]/", "http://[2606:4700::1111]/"),
        ("http://a_b.example?q", "http://a_b.example/?q"),
    ],
)
def test_an_address_is_sent_from_its_parts(url: str, sent: str) -> None:
    found = target(url, DEFAULT)
    assert isinstance(found, Target) and found.url == sent
    assert target(found.url, DEFAULT) == found


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("file:///etc/passwd", "not file"),
        ("ftp://news.example/", "not ftp"),
        ("news.example/page", "not others"),
        ("data:text/html,page", "not data"),
        ("http:news.example", "is no host"),
        ("http:///page", "is no host"),
        ("http://curator:secret@news.example/", "a user name or a password"),
        ("http://news.example@127.0.0.1/", "a user name or a password"),
        ("http://news.example\\@127.0.0.1/", "a user name or a password"),
        ("http://news.example:22/", "port 22 is not one of 80, 443, 8080, 8443"),
        ("http://news.example:0/", "port 0"),
        ("http://news.example:99999/", "not written as an address is"),
        ("http://news.example:port/", "not written as an address is"),
        ("http://[::1/", "not written as an address is"),
        ("http://[v1.news]/", "is no host"),
        ("http://[fe80::1%25eth0]/", "is no host"),
        ("http://0x7f.1/", "is no host"),
        ("http://2130706433/", "is no host"),
        ("http://0177.0.0.1/", "is no host"),
        ("http://127.1/", "is no host"),
        ("http://1.2.3.4.5/", "is no host"),
        ("http://news..example/", "is no host"),
        ("http://news%2eexample/", "is no host"),
        ("http://news.example\\.other.example/", "is no host"),
        ("http://faß.example/", "is no host"),
        (f"http://{'a' * 64}.example/", "is no host"),
        (f"http://{'a.' * 130}example/", "is no host"),
        ("http://news.example/a\r\nHost: other.example", "control characters"),
        ("http://news.example/\x00", "control characters"),
        ("http://news.example/\u202egnp.exe", "invisible"),
        ("http://news.example/\udc80", "invisible"),
        (f"http://news.example/{'a' * MAX_URL}", "more than 8,000 characters"),
        ("", "not others"),
    ],
)
def test_what_is_no_address_of_a_page_is_refused(url: str, why: str) -> None:
    found = target(url, DEFAULT)
    assert isinstance(found, str) and why in found


@given(st.text() | st.text(alphabet="htp:/@[]%.\\?#0x7f1é\t ", max_size=40).map("http://".__add__))
def test_any_text_is_a_target_or_a_refusal_and_no_target_can_end_a_line(url: str) -> None:
    found = target(url, DEFAULT)
    if isinstance(found, Target):
        assert found.url.isascii() and found.url.isprintable() and " " not in found.url
        assert target(found.url, DEFAULT) == found
    assert shown(url).isprintable()


@pytest.mark.parametrize(
    ("location", "following"),
    [
        ("/quay", "https://news.example/quay"),
        ("quay?page=2", "https://news.example/port/quay?page=2"),
        ("//other.example/", "https://other.example/"),
        ("https://other.example/#part", "https://other.example/"),
        ("../../..", "https://news.example/"),
    ],
)
def test_a_redirect_is_read_from_where_it_stands(location: str, following: str) -> None:
    found = redirected(Target("https", "news.example", 443, "/port/ellery"), location, DEFAULT)
    assert isinstance(found, Target) and found.url == following


@pytest.mark.parametrize(
    ("location", "why"),
    [
        ("http://news.example/", "from https to http"),
        ("file:///etc/passwd", "not file"),
        ("javascript:alert(1)", "not javascript"),
        ("https://news.example:25/", "port 25"),
        ("https://a:b@news.example/", "a user name"),
        ("https://[", "not written"),
    ],
)
def test_a_redirect_is_judged_like_the_first_address(location: str, why: str) -> None:
    found = redirected(Target("https", "news.example", 443, "/"), location, DEFAULT)
    assert isinstance(found, str) and why in found


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("https://curator:secret@news.example/a@b", "https://news.example/a@b"),
        ("https://curator@news.example?x=a@b", "https://news.example?x=a@b"),
        ("HTTP:curator:secret@news.example", "HTTP:news.example"),
        ("http://news.example/\x1b[31m", "http://news.example/\ufffd[31m"),
    ],
)
def test_a_report_shows_no_secret_and_nothing_invisible(url: str, text: str) -> None:
    assert shown(url) == text


def test_a_report_shows_a_long_address_in_part() -> None:
    assert len(shown("http://news.example/" + "a" * 9000)) == 300
