"""Fetching a page: from the address to the bytes, or to the one reason why not. The servers here are real."""

from __future__ import annotations

import gzip
import shutil
import ssl
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest.clip.fetch import Fetched, Fetcher, Options, Policy
from digest.errors import Problem
from tests.unit.clip.fetch.site import HERE, NOW, PAGE, Served, Site, answer, moved, refused

ROBOTS = "/robots.txt"
NO_ROBOTS = b"User-agent: *\nDisallow: /"


def fetched(pages: dict[str, Served], path: str = "/page", **options: object) -> Fetched | Problem:
    with Site(pages) as site:
        return site.fetcher(**options).fetch(site.url(path))


def test_a_page_as_it_came() -> None:
    with Site({"/page?a=b": answer(Content_Type="text/html; charset=Latin-1", Set_Cookie="a=b")}) as site:
        found = site.fetcher().fetch(site.url("/page?a=b#part"))
    assert found == Fetched(site.url("/page?a=b"), PAGE, "latin-1", NOW)
    assert site.asked == [ROBOTS, "/page?a=b"]


def test_the_address_in_the_end_is_the_last_of_the_way() -> None:
    pages = {"/a": moved("/b", "301 Moved Permanently"), "/b": moved("c?x"), "/c?x": answer(Content_Type="text/html")}
    with Site(pages) as site:
        found = site.fetcher().fetch(site.url("/a"))
        assert found == Fetched(site.url("/c?x"), PAGE, "", NOW)
        assert not [head for head in site.heads if "Cookie" in head or "Authorization" in head]


# ---------------------------------------------------------------------------------------------------------- addresses


def test_this_machine_is_refused_unless_a_policy_lets_it_through() -> None:
    with Site({"/page": answer()}) as site:
        usual = Fetcher(Options(policy=Policy(ports=frozenset({site.port}))))
        for host in (HERE, "localhost", "127.1", "2130706433", "0x7f000001", "0.0.0.0", "[::ffff:127.0.0.1]"):
            assert refused(usual.fetch(site.url("/page", host)))[0] == "address-refused"
        assert site.asked == []
        assert isinstance(site.fetcher().fetch(site.url("/page", HERE)), Fetched)


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd",
        "http://127.0.0.2:{port}/page",
        "http://127.0.0.1:1/page",
        "http://169.254.169.254:{port}/latest/meta-data/",
        "http://[::1]:{port}/",
        "http://[::ffff:10.0.0.1]:{port}/",
        "http://0x7f.1:{port}/",
        "http://curator:secret@news.example:{port}/",
        "gopher://news.example/",
    ],
)
@pytest.mark.parametrize("start", ["/page", ROBOTS])
def test_no_redirect_leads_where_the_first_address_may_not(location: str, start: str) -> None:
    with Site({"/page": answer()}) as site:
        site.pages[start] = moved(location.format(port=site.port))
        code, message = refused(site.fetcher().fetch(site.url("/page")))
        assert code == "address-refused" and "secret" not in message
        assert site.asked == [ROBOTS, "/page"][: 1 + (start == "/page")]


def test_a_host_with_one_private_address_is_refused_whole() -> None:
    with Site({"/page": answer()}) as site:
        fetcher = site.fetcher(resolver=lambda _host, _port: [HERE, "10.0.0.1"])
        assert refused(fetcher.fetch(site.url("/page"))) == (
            "address-refused",
            "its host is at 10.0.0.1, a private address",
        )
        assert site.asked == []


@pytest.mark.parametrize("public", range(4))
def test_a_name_that_changes_its_address_is_judged_each_time_and_never_resolved_in_between(public: int) -> None:
    """Rebinding: a name is public when it is judged and private when it is connected to. The page, its robots.txt and
    each hop take one look each; the connection takes none."""
    looks: list[str] = []

    def resolver(host: str, _port: int) -> list[str]:
        looks.append(host)
        return [HERE] if len(looks) <= public else ["192.168.0.1"]

    with Site({"/page": moved("/new"), "/new": answer()}) as site:
        found = site.fetcher(resolver=resolver).fetch(site.url("/page"))
    asked = [ROBOTS, "/page", "/new"]
    if public < 3:
        assert refused(found)[0] == "address-refused" and "192.168.0.1" in refused(found)[1]
        assert site.asked == asked[: max(public - 1, 0) * 2]
    else:
        assert isinstance(found, Fetched) and looks == ["news.example"] * 3 and site.asked == asked


def test_an_unknown_host() -> None:
    def unknown(_host: str, _port: int) -> list[str]:
        raise OSError(2, "No such name")

    assert refused(fetched({}, resolver=unknown)) == ("fetch-failed", "the connection failed (no such name)")


def test_proxies_of_the_environment_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.2:9")
    assert isinstance(fetched({"/page": answer()}), Fetched)


def test_a_secret_in_an_address_is_not_repeated() -> None:
    found = Fetcher().fetch("https://curator:secret@news.example/page")
    assert refused(found)[0] == "address-refused"
    assert isinstance(found, Problem) and found.path == "https://news.example/page" and "secret" not in repr(found)


# ------------------------------------------------------------------------------------------------------------- limits


@pytest.mark.parametrize("hops", [5, 6])
def test_at_most_five_redirects(hops: int) -> None:
    pages: dict[str, Served] = {f"/{n}": moved(f"/{n + 1}") for n in range(hops)}
    found = fetched({**pages, f"/{hops}": answer()}, "/0")
    if hops == 5:
        assert isinstance(found, Fetched)
    else:
        assert refused(found) == ("fetch-failed", "it leads on more than 5 times")


def test_a_circle_of_redirects_ends() -> None:
    assert refused(fetched({"/page": moved("/page")})) == ("fetch-failed", "it leads on more than 5 times")


@pytest.mark.parametrize(
    "served", [answer(b"a" * 2000), answer(gzip.compress(b"a" * 10_000_000), Content_Encoding="gzip")]
)
def test_a_page_that_is_too_large(served: bytes) -> None:
    assert refused(fetched({"/page": served}, max_bytes=1000)) == ("too-large", "it has more than 1,000 bytes")


def test_all_hops_share_one_deadline() -> None:
    clock = [0.0]

    def slow(connection: object) -> None:
        clock[0] += 9
        connection.sendall(moved("/page"))  # type: ignore[attr-defined]

    found = fetched({"/page": slow}, clock=lambda: clock[0])
    assert refused(found) == ("fetch-failed", "it leads to /page; it did not answer in time")
    assert clock[0] == 36


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("404 Gone fishing", "the server answered 404 (Not Found)"),
        ("500 Oh", "the server answered 500 (Internal Server Error)"),
        ("204 No Content", "the server answered 204 (No Content)"),
        ("302 Found", "the server answered 302 (Found)"),
        ("799 Odd", "the server answered 799"),
    ],
)
def test_an_answer_that_is_no_page(status: str, said: str) -> None:
    assert refused(fetched({"/page": answer(b"", status)})) == ("fetch-failed", said)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.binary()
    | st.binary().map(b"HTTP/1.1 200 OK\r\n".__add__)
    | st.binary().map(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n".__add__)
    | st.binary().map(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".__add__)
    | st.binary().map(b"HTTP/1.1 302 Found\r\nLocation: ".__add__)
)
def test_any_answer_is_a_page_or_a_problem(served: bytes) -> None:
    found = fetched({"/page": served})
    assert isinstance(found, Fetched) or refused(found)[0] in ("fetch-failed", "address-refused")


# ------------------------------------------------------------------------------------------------------------- robots


def test_a_site_that_asks_not_to_is_left_alone() -> None:
    with Site({"/page": answer(), ROBOTS: answer(NO_ROBOTS)}) as site:
        found = site.fetcher().fetch(site.url("/page"))
        assert refused(found) == ("robots-refused", "its site's robots.txt asks not to")
        assert site.asked == [ROBOTS]


@pytest.mark.parametrize(
    ("served", "code", "said"),
    [
        (answer(b"", "503 Out"), "robots-refused", "the server answered 503 (Service Unavailable)"),
        (answer(b"", "429 Slow"), "robots-refused", "the server answered 429 (Too Many Requests)"),
        (b"nonsense", "fetch-failed", "its answer is not HTTP as it is defined"),
        (moved(ROBOTS), "fetch-failed", "it leads on more than 5 times"),
    ],
)
def test_a_site_that_cannot_say_is_left_alone(served: bytes, code: str, said: str) -> None:
    found = fetched({"/page": answer(), ROBOTS: served})
    assert refused(found) == (code, f"its site's robots.txt cannot be read: {said}")


@pytest.mark.parametrize(
    "served",
    [answer(b"", "403 Forbidden"), moved("/rules"), answer(b"User-agent: other\nDisallow: /"), answer(b"#" * 600_000)],
)
def test_a_site_that_says_nothing_against_it_is_read(served: bytes) -> None:
    assert isinstance(fetched({"/page": answer(), ROBOTS: served}), Fetched)


def test_each_hop_obeys_the_rules_of_its_own_site() -> None:
    with Site({"/page": answer(), ROBOTS: answer(NO_ROBOTS)}) as there, Site({}) as site:
        site.pages["/page"] = moved(there.url("/page", "other.example"))
        policy = Policy(frozenset({site.port, there.port}), site.policy().allowed)
        code, message = refused(site.fetcher(policy=policy).fetch(site.url("/page")))
        assert code == "robots-refused"
        assert message == f"it leads to {there.url('/page', 'other.example')}; its site's robots.txt asks not to"
        assert there.asked == [ROBOTS]


def test_each_site_is_asked_for_its_rules_once_a_run() -> None:
    with Site({"/page": answer(), "/new": answer()}) as site:
        fetcher = site.fetcher()
        for url in (site.url("/page"), site.url("/new"), site.url("/page", "other.example")):
            assert isinstance(fetcher.fetch(url), Fetched)
        assert site.asked == [ROBOTS, "/page", "/new", ROBOTS, "/page"]


@pytest.mark.parametrize(("rules", "pause"), [("", 1.0), ("Crawl-delay: 7", 7.0), ("Crawl-delay: 9999", 30.0)])
def test_between_two_pages_of_a_host_we_wait(rules: str, pause: float) -> None:
    clock, pauses = [100.0], []

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        clock[0] += seconds

    pages = {"/page": moved("/new"), "/new": answer(), ROBOTS: answer(f"User-agent: *\n{rules}".encode())}
    with Site(pages) as site:
        fetcher = site.fetcher(clock=lambda: clock[0], sleep=sleep, seconds=5.0)
        assert isinstance(fetcher.fetch(site.url("/page")), Fetched)
        assert isinstance(fetcher.fetch(site.url("/page", "other.example")), Fetched)
        assert pauses == []
        clock[0] += 0.5
        assert isinstance(fetcher.fetch(site.url("/page")), Fetched)
        assert pauses == [pause - 0.5]


# ---------------------------------------------------------------------------------------------------------------- TLS


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for news.example that signs itself, and its key."""
    if not (openssl := shutil.which("openssl")):
        pytest.skip("no openssl here to make a certificate with")
    folder = tmp_path_factory.mktemp("tls")
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    extensions = ("subjectAltName=DNS:news.example", "keyUsage=critical,digitalSignature,keyCertSign")
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
        + ["-subj", "/CN=news.example", "-keyout", str(key), "-out", str(certificate)]
        + [part for extension in extensions for part in ("-addext", extension)],
        check=True,
        capture_output=True,
    )
    return certificate, key


def secured(certificate: tuple[Path, Path], names: list[str | None]) -> ssl.SSLContext:
    """The server's side; it notes the name that each visitor asks for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    context.sni_callback = lambda _connection, name, _context: names.append(name)  # type: ignore[assignment]
    return context


def test_a_page_over_tls_is_asked_for_by_its_name_at_the_judged_address(certificate: tuple[Path, Path]) -> None:
    names: list[str | None] = []
    with Site({"/page": answer()}, secured(certificate, names)) as site:
        fetcher = site.fetcher(tls=lambda: ssl.create_default_context(cafile=str(certificate[0])))
        found = fetcher.fetch(site.url("/page", scheme="https"))
        assert isinstance(found, Fetched) and found.data == PAGE
        assert set(names) == {"news.example"}


def test_a_certificate_for_another_name_is_not_accepted(certificate: tuple[Path, Path]) -> None:
    with Site({"/page": answer()}, secured(certificate, [])) as site:
        fetcher = site.fetcher(tls=lambda: ssl.create_default_context(cafile=str(certificate[0])))
        for host in ("other.example", HERE):
            code, message = refused(fetcher.fetch(site.url("/page", host, scheme="https")))
            assert code == "fetch-failed" and "its certificate is not to be trusted" in message
        assert site.asked == []


def test_a_certificate_that_nobody_vouches_for_is_not_accepted(certificate: tuple[Path, Path]) -> None:
    with Site({"/page": answer()}, secured(certificate, [])) as site:
        code, message = refused(site.fetcher().fetch(site.url("/page", scheme="https")))
        assert code == "fetch-failed" and "its certificate is not to be trusted" in message
        assert site.asked == []


def test_no_redirect_from_https_to_http(certificate: tuple[Path, Path]) -> None:
    with Site({"/page": answer()}) as plain, Site({}, secured(certificate, [])) as site:
        site.pages["/page"] = moved(plain.url("/page"))
        fetcher = site.fetcher(
            policy=Policy(frozenset({site.port, plain.port}), site.policy().allowed),
            tls=lambda: ssl.create_default_context(cafile=str(certificate[0])),
        )
        code, message = refused(fetcher.fetch(site.url("/page", scheme="https")))
        assert code == "address-refused" and "from https to http" in message
        assert plain.asked == []


def test_a_server_that_speaks_no_tls() -> None:
    with Site({"/page": answer()}) as site:
        code, _ = refused(site.fetcher(connect_seconds=0.2).fetch(site.url("/page", scheme="https")))
        assert code == "fetch-failed"


# ----------------------------------------------------------------------------------------------------------- the room


def test_nothing_of_this_is_loaded_unless_a_page_is_fetched() -> None:
    program = "import sys, digest.cli, digest.clip, digest.clip.write; sys.exit('digest.clip.fetch' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True)
