"""What local servers of tests share: a script of modes, a thread that serves, ways to answer."""

import json
import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Generic, Self, TypeVar

JSON = "application/json"
HANG_S = 30


@dataclass
class Script:
    """A script of modes (the last one stays), and how long each answer takes to begin."""

    modes: deque[str]
    delay_s: float = 0.0
    stopped: threading.Event = field(default_factory=threading.Event)

    def next_mode(self) -> str:
        """Return the mode of this request."""
        return self.modes.popleft() if len(self.modes) > 1 else self.modes[0]


ScriptT = TypeVar("ScriptT", bound=Script)


class LocalServer(Generic[ScriptT]):
    """Serves on a free port of the loopback while the block lasts."""

    def __init__(self, handler: type["Handler"], behaviour: ScriptT, port: int = 0) -> None:
        self.behaviour = behaviour
        made = type("Handler", (handler,), {"behaviour": behaviour})
        self._server = ThreadingHTTPServer(("127.0.0.1", port), made)
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        """The base URL to set where it is to be asked."""
        return f"http://127.0.0.1:{self.port}/v1"

    def become(self, *modes: str) -> None:
        """Change the script of modes."""
        self.behaviour.modes = deque(modes)

    def serve(self) -> None:
        """Serve until interrupted."""
        with self:
            threading.Event().wait()

    def __enter__(self) -> Self:
        """Start serving."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop serving, and wake the requests that hang."""
        self.behaviour.stopped.set()
        self._server.shutdown()
        self._server.server_close()


class Handler(BaseHTTPRequestHandler):
    """One request, answered whole, piece by piece, or never."""

    behaviour: Script
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer what is asked for."""
        self.asked()

    def do_POST(self) -> None:
        """Answer what was sent."""
        self.given(self.rfile.read(int(self.headers.get("content-length", 0))))

    def asked(self) -> None:
        """Answer a GET."""
        self.send(404, "{}")

    def given(self, body: bytes) -> None:
        """Answer a POST."""
        raise NotImplementedError

    def send(
        self,
        status: int,
        body: str | bytes,
        headers: Mapping[str, str] | None = None,
        kind: str = JSON,
    ) -> None:
        """Answer whole."""
        data = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        told = {"content-type": kind, "content-length": str(len(data))} | dict(headers or {})
        for name, value in told.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)
        self.wfile.flush()

    def open(self, kind: str = "text/event-stream") -> None:
        """Begin an answer whose end is the end of the connection."""
        self.send_response(200)
        self.send_header("content-type", kind)
        self.send_header("connection", "close")
        self.end_headers()
        self.wfile.flush()
        self.close_connection = True

    def event(self, event: object) -> None:
        """Send an event of a stream."""
        data = event if isinstance(event, str) else json.dumps(event)
        self.wfile.write(f"data: {data}\n\n".encode())
        self.wfile.flush()

    def pause(self, seconds: float = HANG_S) -> None:
        """Wait, but no longer than the server runs."""
        self.behaviour.stopped.wait(seconds)

    def hang(self) -> None:
        """Answer nothing."""
        self.pause()
        self.close_connection = True

    def drop(self) -> None:
        """Close the connection without a word."""
        self.connection.close()
        self.close_connection = True

    def drip(self) -> None:
        """Answer with spaces, for ever."""
        self.open(JSON)
        while not self.behaviour.stopped.is_set():
            self.wfile.write(b" ")
            self.wfile.flush()
            self.pause(0.1)
