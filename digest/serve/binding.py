"""The socket the server listens on, or a clear word on why there is none."""

from __future__ import annotations

import errno
import socket
from contextlib import suppress

from digest.errors import EXIT_USAGE, DigestError

TRIED = 50
"""How many ports after a taken one are tried, to propose the first that is free."""


def bound(host: str, port: int) -> socket.socket:
    """A socket bound to a host and a port (0: any that is free), not listening yet.

    It is taken before the site is built, so that a taken port is told at once and a browser that is early waits.
    DigestError when it cannot be had.
    """
    try:
        return _open(host, port)
    except socket.gaierror:
        message = f"--host {host} is no address or name of this machine"
        raise DigestError(message, "as in --host 127.0.0.1", EXIT_USAGE) from None
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            free = next((p for p in range(port + 1, min(port + TRIED, 65536)) if _is_free(host, p)), 0)
            message = f"port {port} is in use, perhaps by another digest serve"
            raise DigestError(message, f"end that program, or use --port {free}") from None
        if error.errno == errno.EADDRNOTAVAIL:
            raise DigestError(f"{host} is no address of this machine", "as in --host 127.0.0.1", EXIT_USAGE) from None
        message = f"cannot listen on {host}, port {port}: {error.strerror}"
        raise DigestError(message, "ports below 1024 belong to the system: try --port 8000") from None


def _open(host: str, port: int) -> socket.socket:
    family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    # Reuse of an address that was used a moment ago is on where it is safe, and off on Windows, where it is not.
    return socket.create_server((str(address[0]), port), family=family)


def _is_free(host: str, port: int) -> bool:
    with suppress(OSError):
        _open(host, port).close()
        return True
    return False
