"""A daemon that speaks ClamAV's protocol as told: well, badly, slowly, or not at all."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Behaviour = Callable[[socket.socket], None]
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def _exactly(line: socket.socket, count: int) -> bytes:
    said = b""
    while len(said) < count:
        piece = line.recv(count - len(said))
        if not piece:
            raise ConnectionError
        said += piece
    return said


def received(line: socket.socket) -> bytes:
    """Return the file that a client sends, checked against the protocol."""
    assert _exactly(line, 10) == b"zINSTREAM\0"
    data = b""
    while size := struct.unpack("!L", _exactly(line, 4))[0]:
        data += _exactly(line, size)
    return data


def honest(line: socket.socket) -> None:
    """Find the test virus and nothing else."""
    found = EICAR in received(line)
    line.sendall(b"stream: Eicar-Test-Signature FOUND\0" if found else b"stream: OK\0")


def saying(words: bytes) -> Behaviour:
    """Listen to the end and say something."""

    def behave(line: socket.socket) -> None:
        received(line)
        line.sendall(words)

    return behave


def in_drops(line: socket.socket) -> None:
    """Answer a letter at a time."""
    received(line)
    for letter in b"stream: OK\0":
        line.sendall(bytes([letter]))


def full(line: socket.socket) -> None:
    """Stop listening at a limit, as the daemon does at StreamMaxLength."""
    line.recv(1000)
    line.sendall(b"INSTREAM size limit exceeded. ERROR\0")


def silent(line: socket.socket) -> None:
    """Listen, and never answer."""
    received(line)
    line.settimeout(5)
    line.recv(1)


def deaf(line: socket.socket) -> None:
    """Take the connection and nothing of what is sent."""
    line.settimeout(5)
    line.recv(1, socket.MSG_PEEK)
    threading.Event().wait(1.5)


def gone(line: socket.socket) -> None:
    """Hang up at once."""
    line.close()


def endless(line: socket.socket) -> None:
    """Answer without an end."""
    received(line)
    try:
        while True:
            line.sendall(b"x" * 100)
    except OSError:
        return


@contextmanager
def daemon(behave: Behaviour, path: str | None = None) -> Iterator[str]:
    """Serve while the block lasts; gives the address."""
    if path:
        server = socket.socket(socket.AF_UNIX)
        server.bind(path)
        server.listen()
    else:
        server = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=_serve, args=(server, behave), daemon=True)
    thread.start()
    try:
        yield path or f"127.0.0.1:{server.getsockname()[1]}"
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join(5)


def _serve(server: socket.socket, behave: Behaviour) -> None:
    while True:
        try:
            line, _ = server.accept()
        except OSError:
            return
        with line:
            try:
                behave(line)
            except OSError:
                continue
