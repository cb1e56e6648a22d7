"""Which addresses a page may be fetched from: pure functions over addresses as text, no network.

    target         an address as it was written -> a Target, or why it is refused
    redirected     a Target and the Location of its answer -> the next Target, or why it is refused
    refusal        what a host resolved to -> why it is refused, or ""

A refusal is the end of a sentence that begins with "the page is not fetched:". Only addresses on the public internet
pass, so a link in a clipping cannot make `digest` ask a router, a database or a cloud host's metadata in its name.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from typing import TypeAlias
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import msgspec

Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network

DEFAULT_PORTS = {"http": 80, "https": 443}

MAX_URL = 8000
"""The longest address, in characters: what RFC 9110, section 4.1, asks every recipient to support."""

# IANA IPv4 and IPv6 Special-Purpose Address Registries, and the metadata services of clouds. Python's own `is_global`
# is not used: what it says changed between patch releases. The first network that holds an address names it.
_SPECIAL: tuple[tuple[Network, str], ...] = tuple(
    (ipaddress.ip_network(network), what)
    for network, what in (
        ("0.0.0.0/8", "an unspecified address"),
        ("10.0.0.0/8", "a private address"),
        ("100.64.0.0/10", "an address shared inside a provider's network"),
        ("127.0.0.0/8", "a loopback address"),
        ("168.63.129.16/32", "a cloud host's metadata address"),
        ("169.254.169.254/32", "a cloud host's metadata address"),
        ("169.254.0.0/16", "a link-local address"),
        ("172.16.0.0/12", "a private address"),
        ("192.0.0.0/24", "an address reserved for protocols"),
        ("192.0.2.0/24", "an address reserved for documentation"),
        ("192.88.99.0/24", "a 6to4 relay's address"),
        ("192.168.0.0/16", "a private address"),
        ("198.18.0.0/15", "an address reserved for benchmarks"),
        ("198.51.100.0/24", "an address reserved for documentation"),
        ("203.0.113.0/24", "an address reserved for documentation"),
        ("224.0.0.0/4", "a multicast address"),
        ("240.0.0.0/4", "a reserved address"),
        ("::/128", "an unspecified address"),
        ("::1/128", "a loopback address"),
        ("fd00:ec2::/32", "a cloud host's metadata address"),
        ("fc00::/7", "a private address"),
        ("fe80::/10", "a link-local address"),
        ("fec0::/10", "a private address"),
        ("ff00::/8", "a multicast address"),
        ("2001::/32", "a Teredo address"),
        ("2001::/23", "an address reserved for protocols"),
        ("2001:db8::/32", "an address reserved for documentation"),
        ("2002::/16", "a 6to4 address"),
        ("3fff::/20", "an address reserved for documentation"),
    )
)
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")  # all that IANA has given out so far
# What holds an IPv4 address that is judged in its stead. A network with IPv6 alone reaches every IPv4 host by the
# second (RFC 6052), so that one is no reason to refuse; 6to4 and Teredo are out of use and refused as a whole.
_HOLDS_IPV4 = (ipaddress.IPv6Network("::ffff:0:0/96"), ipaddress.IPv6Network("64:ff9b::/96"))

_HOST = re.compile(r"[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*")
# URL standard, "ends in a number checker": such a host is an IPv4 address, in whatever spelling.
_NUMBER = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)")
# IDNA 2003, as Python has it, makes other letters of these, which today's registries take for letters of their own.
_DEVIATES = frozenset("ßς\u200c\u200d")
_KEPT = "".join(chr(n) for n in range(0x21, 0x7F) if chr(n) not in '"<>\\^`{|}#')


class Policy(msgspec.Struct, frozen=True):
    """What is let through."""

    ports: frozenset[int] = frozenset({80, 443, 8080, 8443})
    allowed: tuple[Network, ...] = ()
    """Networks let through although they are special; tests name their own machine here."""


class Target(msgspec.Struct, frozen=True):
    """An address taken apart; what is asked for is made from these parts alone."""

    scheme: str
    host: str
    """A name in ASCII, or an IP address without brackets; lower case."""
    port: int
    path: str
    """The path and the query as they are sent: printable ASCII, beginning with a slash."""

    @property
    def authority(self) -> str:
        """The host and, unless it is the scheme's own, the port: the Host header of RFC 9110, section 7.2."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        return self.origin + self.path


def shown(url: str) -> str:
    """An address as a report may show it: no user name or password, nothing invisible, of readable length."""
    bare = re.sub(r"^([a-z][a-z0-9+.-]*:/*)[^/?#]*@", r"\1", url.strip(), flags=re.I)
    bare = bare if len(bare) <= 300 else bare[:299] + "…"
    return "".join(c if c.isprintable() else "\ufffd" for c in bare)


def target(url: str, policy: Policy) -> Target | str:
    """The parts of an address, or why it is refused; a fragment is dropped."""
    url = url.strip()
    if len(url) > MAX_URL:
        return f"its address has more than {MAX_URL:,} characters"
    if not url.isprintable():
        return "its address holds control characters or invisible ones"
    try:
        parts = urlsplit(url)
        port, name = parts.port, parts.hostname or ""
    except ValueError:
        return "its address is not written as an address is"
    if parts.scheme not in DEFAULT_PORTS:
        return f"only http and https addresses are fetched, not {shown(parts.scheme) or 'others'}"
    if "@" in parts.netloc:
        return "its address holds a user name or a password, and none is ever sent"
    host = _address(name) if "[" in parts.netloc else _host(name)
    if not host:
        return f"“{shown(name)}” is no host: a name, or an IP address in its usual spelling without a zone"
    port = DEFAULT_PORTS[parts.scheme] if port is None else port
    if port not in policy.ports:
        return f"port {port} is not one of {', '.join(map(str, sorted(policy.ports)))}"
    return Target(parts.scheme, host, port, _path(parts))


def redirected(origin: Target, location: str, policy: Policy) -> Target | str:
    """Where an answer sends us on to, or why we do not go there."""
    try:
        joined = urljoin(origin.url, location.strip())
    except ValueError:
        return "its address is not written as an address is"
    following = target(joined, policy)
    if isinstance(following, Target) and (origin.scheme, following.scheme) == ("https", "http"):
        return "it leads from https to http, where anybody on the way could change the page"
    return following


def refusal(found: Sequence[str], policy: Policy) -> str:
    """Why nothing is asked of a host that resolved to these addresses; "" when every one of them is public."""
    if not found:
        return "its host has no address"
    return next((f"its host is at {address}, {why}" for address in found if (why := _special(address, policy))), "")


def _special(text: str, policy: Policy) -> str:
    """What kind of special address this is; "" for a public one, and for one that the policy lets through."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return "which is no IP address"
    if isinstance(address, ipaddress.IPv6Address) and address.scope_id is not None:
        return "an address with a zone"
    if any(address in network for network in policy.allowed):
        return ""
    if any(address in network for network in _HOLDS_IPV4):
        address = ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    for network, what in _SPECIAL:
        if address in network:
            return what
    return "" if address.version == 4 or address in _GLOBAL_UNICAST else "a reserved address"


def _address(name: str) -> str:
    """An IPv6 address in its shortest form; "" for anything else."""
    try:
        address = ipaddress.IPv6Address(name)
    except ValueError:
        return ""
    return "" if address.scope_id is not None else str(address)


def _host(name: str) -> str:
    """A host name in ASCII, or a dotted IPv4 address; "" for what is neither."""
    name = name.removesuffix(".")
    if len(name) > 253 or not _DEVIATES.isdisjoint(name):
        return ""
    try:
        host = name.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""
    if not _HOST.fullmatch(host):
        return ""
    if _NUMBER.fullmatch(host):
        try:
            return str(ipaddress.IPv4Address(host))
        except ValueError:
            return ""
    return host


def _path(parts: SplitResult) -> str:
    """The path and the query, percent-encoded where they hold what may not be sent as it is."""
    path = parts.path or "/"
    return quote(path + (f"?{parts.query}" if parts.query else ""), safe=_KEPT)
