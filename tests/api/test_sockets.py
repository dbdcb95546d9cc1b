"""The sockets that the program listens on."""

import socket

from src.api.sockets import send_at_once


def at_once(connection: socket.socket) -> bool:
    """Say whether a connection sends small packets at once."""
    return bool(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))


def test_what_is_accepted_sends_at_once() -> None:
    """On a socket that was bound as Streamlit binds its own, without a protocol."""
    with socket.socket(socket.AF_INET) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        assert not at_once(listening)

        send_at_once()

        with socket.create_connection(listening.getsockname()), listening.accept()[0] as accepted:
            assert at_once(accepted)


def test_other_sockets_are_left_as_they_are() -> None:
    """One that doesn't listen, one that is closed, and a pair without a network."""
    with socket.socket(socket.AF_INET) as idle, socket.socket(socket.AF_INET) as closed:
        closed.close()
        one, other = socket.socketpair()

        with one, other:
            send_at_once()

        assert not at_once(idle)
