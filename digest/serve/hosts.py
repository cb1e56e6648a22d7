"""Under which names the server answers. Pure.

A page anywhere in the web may point a name of its own at 127.0.0.1 and read, through the reader's browser, what listens
there (DNS rebinding). Such a request carries the attacker's name in its Host header, so names are refused but for the
few that nobody else can own; an address in figures is no name. Forwarded headers are never looked at.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from ipaddress import ip_address

_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::[0-9]{1,5})?")


def allowed(header: str, bound: str, names: Collection[str] = ()) -> bool:
    """Whether a Host header may be answered by a server bound to the address or name `bound`.

    `names` are more names it goes by. Bound to a loopback address it answers under loopback addresses alone.
    """
    match = _HOST.fullmatch(header)
    if match is None:
        return False
    host = match[1].strip("[]").lower().rstrip(".")
    try:
        address = ip_address(host)
    except ValueError:
        return host == "localhost" or host.endswith(".localhost") or host in {n.lower() for n in (bound, *names)}
    return address.is_loopback or not is_loopback(bound)


def is_loopback(bound: str) -> bool:
    """Whether only this machine can reach a server that is bound to this address or name."""
    try:
        return ip_address(bound).is_loopback
    except ValueError:
        return bound.lower() == "localhost"


def shown(host: str) -> str:
    """A host as it stands in an address; the one that means every interface is told as this machine."""
    if host in ("", "0.0.0.0"):
        return "127.0.0.1"
    if host == "::":
        return "[::1]"
    return f"[{host}]" if ":" in host else host
