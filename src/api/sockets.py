"""The sockets that the program listens on."""

import gc
import socket


def send_at_once() -> None:
    """Let connections send a small packet without waiting until the last one is acknowledged.

    asyncio does so where a socket names its protocol. Streamlit binds its own without, and what is
    accepted inherits that: each answer's body then waits for the receipt of its head, 44 ms a
    file over one connection here instead of 2.5 (Nagle's algorithm and delayed acknowledgement),
    and each piece of a run for the piece before.
    """
    for found in gc.get_objects():  # neither Streamlit nor uvicorn hands out its sockets
        if isinstance(found, socket.socket) and _listens(found):
            found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _listens(found: socket.socket) -> bool:
    if found.fileno() < 0 or found.family not in {socket.AF_INET, socket.AF_INET6}:
        return False
    return bool(found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))
