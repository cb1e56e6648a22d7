"""The socket, or why there is none."""

from __future__ import annotations

import socket

import pytest

from digest.errors import EXIT_USAGE, DigestError
from digest.serve.binding import bound


def test_any_free_port_and_the_same_one_again() -> None:
    with bound("127.0.0.1", 0) as one:
        port = one.getsockname()[1]
    with bound("127.0.0.1", port) as again:
        assert again.getsockname() == ("127.0.0.1", port)


def test_a_taken_port_proposes_one_that_can_be_had() -> None:
    with bound("127.0.0.1", 0) as taken, pytest.raises(DigestError) as refused:
        bound("127.0.0.1", taken.getsockname()[1])
    port = int(refused.value.hint.rpartition(" ")[2])
    with bound("127.0.0.1", port) as free:
        assert isinstance(free, socket.socket)


@pytest.mark.parametrize("host", ["no.such.host.invalid", "192.0.2.1", "not a host"])
def test_an_address_of_another_machine_is_wrong_usage(host: str) -> None:
    with pytest.raises(DigestError) as refused:
        bound(host, 0)
    assert host in refused.value.message
    assert refused.value.exit_code == EXIT_USAGE
