"""An http or https address -> the bytes of the page there (`digest import --fetch`): the one room with a network.

    Fetcher        fetches pages one after the other, and remembers for one run what each site asks of it
    Fetched        a page as it came: its bytes, where it was found in the end, when
    Options        the limits, and what of the world is used: clock, resolver, certificates

Every hop of a redirect goes the same way: the address is judged (`guard`), its host is resolved and *all* that it
resolves to is judged, the site's robots.txt is obeyed (`robots`), and the connection is made to an address that was
judged (`wire`); no name is resolved a second time in between.
"""

from __future__ import annotations

import datetime
import ssl
import time
from collections.abc import Callable
from http import HTTPStatus

import msgspec

from digest.clip.decode import MAX_BYTES
from digest.clip.fetch import robots, wire
from digest.clip.fetch.guard import Policy, Target, redirected, refusal, shown, target
from digest.clip.fetch.wire import Answer, Deadline, Resolver
from digest.errors import Problem

__all__ = ["Fetched", "Fetcher", "Options", "Policy", "Resolver"]

MAX_REDIRECTS = 5

_HINTS = {
    "address-refused": "only pages on the public internet are fetched; save this one in a browser and import the file",
    "fetch-failed": "try it later, or save the page in a browser and import the file",
    "robots-refused": "save the page in a browser and import the file",
    "too-large": "save the article alone and import the file",
}


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """The limits of a run, and its view of the world."""

    policy: Policy = Policy()
    max_bytes: int = MAX_BYTES
    """The largest page, in bytes, counted without its compression."""
    seconds: float = 30.0
    """For one page with its redirects and the robots.txt of their sites; waiting out of politeness is not counted."""
    connect_seconds: float = 10.0
    """For one connection, TLS included."""
    resolver: Resolver = wire.resolve
    tls: Callable[[], ssl.SSLContext] = ssl.create_default_context
    """What certificates are verified with: the machine's own, or those that SSL_CERT_FILE names."""
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], datetime.datetime] = _now


class Fetched(msgspec.Struct, frozen=True):
    """A page as it came."""

    url: str
    """Where it was found after all redirects, without a fragment."""
    data: bytes
    charset: str
    """The encoding that the server names, or "": a hint, often wrong. What kind of file it is, only its bytes tell."""
    captured: datetime.datetime
    """When it was fetched, in UTC."""


class _Failure(msgspec.Struct, frozen=True):
    """Why there is no page: the end of the sentence "the page is not fetched: …"."""

    code: str
    message: str


class Fetcher:
    """Fetches pages, one after the other; for one run and one thread."""

    def __init__(self, options: Options | None = None) -> None:
        self._options = options or Options()
        self._tls = self._options.tls()
        self._robots: dict[str, robots.Rules | _Failure] = {}  # by origin
        self._free: dict[str, float] = {}  # by host: when the clock says so, it may be asked again

    def fetch(self, url: str) -> Fetched | Problem:
        """The page at an address, or why there is none; never raises for any address and any answer."""
        way: list[Target] = []
        deadline = Deadline(self._options.clock, self._options.seconds)
        answer = self._follow(url, way, self._options.max_bytes, deadline, obeys=True)
        self._leave(way)
        if isinstance(answer, Answer):
            answer = self._accepted(answer)
        if isinstance(answer, _Failure):
            message = f"the page is not fetched: {answer.message}"
            return Problem(path=shown(url), code=answer.code, message=message, hint=_HINTS[answer.code])
        return Fetched(way[-1].url, answer.body, answer.charset, self._options.now())

    def _accepted(self, answer: Answer) -> Answer | _Failure:
        if answer.status not in (HTTPStatus.OK, HTTPStatus.NON_AUTHORITATIVE_INFORMATION):
            return _Failure("fetch-failed", f"the server answered {_status(answer.status)}")
        if not answer.whole:
            return _Failure("too-large", f"it has more than {self._options.max_bytes:,} bytes")
        return answer

    def _follow(
        self, url: str, way: list[Target], max_bytes: int, deadline: Deadline, obeys: bool
    ) -> Answer | _Failure:
        """The answer at the end of all redirects; what was asked is added to `way`."""
        told, here = "", target(url, self._options.policy)
        for _ in range(MAX_REDIRECTS + 1):
            if isinstance(here, str):
                return _Failure("address-refused", told + here)
            way.append(here)
            answer = self._visit(here, max_bytes, deadline, obeys)
            if isinstance(answer, _Failure):
                return _Failure(answer.code, told + answer.message)
            if not answer.location:
                return answer
            told = f"it leads to {shown(answer.location)}; "
            here = redirected(here, answer.location, self._options.policy)
        return _Failure("fetch-failed", f"it leads on more than {MAX_REDIRECTS} times")

    def _visit(self, here: Target, max_bytes: int, deadline: Deadline, obeys: bool) -> Answer | _Failure:
        """One hop: resolve, judge, ask the site's rules, wait, and only then ask for the page."""
        options = self._options
        try:
            addresses = wire.resolved(here, options.resolver, deadline)
            if why := refusal(addresses, options.policy):
                return _Failure("address-refused", why)
            if obeys:
                if forbidden := self._forbidden(here, deadline):
                    return forbidden
                self._wait(here.host, deadline)
            return wire.ask(here, addresses, max_bytes, options.connect_seconds, self._tls, deadline)
        except wire.FAILURES as error:
            return _Failure("fetch-failed", wire.words(error))

    def _forbidden(self, here: Target, deadline: Deadline) -> _Failure | None:
        """What a site's robots.txt has against it; each site is asked once a run."""
        rules = self._robots.get(here.origin)
        if rules is None:
            rules = self._robots[here.origin] = self._rules(here, deadline)
        if isinstance(rules, _Failure):
            return rules
        return None if rules.allows(here.url) else _Failure("robots-refused", "its site's robots.txt asks not to")

    def _rules(self, here: Target, deadline: Deadline) -> robots.Rules | _Failure:
        answer = self._follow(f"{here.origin}/robots.txt", [], robots.MAX_BYTES, deadline, obeys=False)
        unread = "its site's robots.txt cannot be read: "
        if isinstance(answer, _Failure):
            return _Failure(answer.code, unread + answer.message)
        rules = robots.rules(answer.status, answer.body)
        return rules or _Failure("robots-refused", f"{unread}the server answered {_status(answer.status)}")

    def _wait(self, host: str, deadline: Deadline) -> None:
        now = self._options.clock()
        if (pause := self._free.get(host, now) - now) > 0:
            self._options.sleep(pause)
            deadline.extend(pause)

    def _leave(self, way: list[Target]) -> None:
        """Note when each host on the way may be asked again."""
        for passed in way:
            rules = self._robots.get(passed.origin)
            delay = rules.delay if isinstance(rules, robots.Rules) else robots.DELAY
            self._free[passed.host] = self._options.clock() + delay


def _status(status: int) -> str:
    known = {s.value: s.phrase for s in HTTPStatus}
    return f"{status} ({known[status]})" if status in known else str(status)
