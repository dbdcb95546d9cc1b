"""An outside virus scanner, asked before any parser: ClamAV's daemon by its own line protocol.

The protocol is spoken here because it is thirty lines; the package `clamd` has no deadline for a
whole scan, and reads a refusal in mid-file as a broken line. A scanner that is set and doesn't say
"OK" lets nothing through.
"""

import socket
import struct
import time
from typing import Protocol

from src.documents.sentences import error

CHUNK_BYTES = 1 << 16
MOST_REPLY_BYTES = 4096
SCAN_S = 15.0
_CLEAN = "stream: OK"
_FOUND = " FOUND"


class Scanner(Protocol):
    """Looks at a file before it is read."""

    def check(self, data: bytes) -> None:
        """Raise `DocumentError`: infected, or not_scanned."""
        ...


class NoScanner:
    """The twin: lets everything through, where no scanner is set."""

    def check(self, data: bytes) -> None:
        """Do nothing."""


class ClamScanner:
    """Asks the daemon at a Unix socket's path or at `host:port`, for some seconds at most."""

    def __init__(self, address: str, scan_s: float = SCAN_S) -> None:
        self._address = address
        self._scan_s = scan_s

    def check(self, data: bytes) -> None:
        """Raise `DocumentError` unless the daemon says that the file is clean."""
        until = time.monotonic() + self._scan_s
        try:
            with self._connected(until) as line:
                _send(line, data, until)
                said = _reply(line, until)
        except (OSError, ValueError) as problem:
            raise error("not_scanned") from problem
        if said.startswith("stream: ") and said.endswith(_FOUND):
            raise error("infected")
        if said != _CLEAN:
            raise error("not_scanned")

    def _connected(self, until: float) -> socket.socket:
        path = self._address.removeprefix("unix:")
        if "/" not in path:
            host, _, port = path.rpartition(":")
            return socket.create_connection((host.strip("[]"), int(port)), timeout=_left(until))
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            line.settimeout(_left(until))
            line.connect(path)
        except OSError:
            line.close()
            raise
        return line


def scanner_at(address: str | None) -> Scanner:
    """Return the scanner at an address, or none where none is set."""
    return ClamScanner(address) if address else NoScanner()


def _send(line: socket.socket, data: bytes, until: float) -> None:
    """Send a file in pieces; a daemon that stops listening has something to say about it."""
    try:
        line.settimeout(_left(until))
        line.sendall(b"zINSTREAM\0")
        for at in range(0, len(data), CHUNK_BYTES):
            piece = data[at : at + CHUNK_BYTES]
            line.settimeout(_left(until))
            line.sendall(struct.pack("!L", len(piece)) + piece)
        line.sendall(struct.pack("!L", 0))
    except (BrokenPipeError, ConnectionResetError):
        return


def _reply(line: socket.socket, until: float) -> str:
    said = b""
    while b"\0" not in said and len(said) < MOST_REPLY_BYTES:
        line.settimeout(_left(until))
        piece = line.recv(MOST_REPLY_BYTES)
        if not piece:
            break
        said += piece
    return said.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _left(until: float) -> float:
    """Return the seconds that are left; `TimeoutError` where none is."""
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
