"""Under which names the server answers."""

from __future__ import annotations

import pytest

from digest.serve.hosts import allowed, is_loopback, shown


@pytest.mark.parametrize(
    "header",
    [
        "127.0.0.1:8000",
        "127.0.0.1",
        "localhost:8000",
        "LocalHost",
        "localhost.",
        "[::1]:8000",
        "a.localhost:1",
        "127.9.9.9",
    ],
)
def test_a_local_server_answers_as_this_machine(header: str) -> None:
    assert allowed(header, "127.0.0.1")


@pytest.mark.parametrize(
    "header",
    [
        "evil.example", "localhost.evil.example", "evillocalhost", "127.0.0.1.evil.example", "127.0.0.1.nip.io", "10.0.0.1",
        "0.0.0.0", "[::]", "", ":8000", "localhost:8000:80", "user@localhost", "localhost/", "localhost:port", "[::1",
        "localhost:999999", " localhost", "2130706433", "0x7f000001", "127.1", "local\nhost", "[::ffff:10.0.0.1]",
    ],
)  # fmt: skip
def test_it_refuses_every_other_name(header: str) -> None:
    assert not allowed(header, "127.0.0.1")


def test_a_server_for_the_network_answers_under_addresses_in_figures_and_its_own_name() -> None:
    assert allowed("192.168.1.20:8000", "0.0.0.0")
    assert allowed("[fe80::1]:8000", "::")
    assert allowed("desk.lan", "desk.lan")
    assert allowed("desk.lan", "0.0.0.0", ["Desk.lan"])
    assert not allowed("evil.example", "0.0.0.0")
    assert not allowed("evil.example", "desk.lan")


def test_who_can_reach_it_and_how_it_is_named() -> None:
    assert [is_loopback(h) for h in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "10.0.0.1", "desk.lan", "")] == [
        True, True, True, False, False, False, False,
    ]  # fmt: skip
    assert [shown(h) for h in ("127.0.0.1", "::1", "0.0.0.0", "::", "desk.lan")] == [
        "127.0.0.1", "[::1]", "127.0.0.1", "[::1]", "desk.lan",
    ]  # fmt: skip
