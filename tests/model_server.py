"""A local OpenAI-compatible server that answers well, or misbehaves on purpose.

`ModelServer(…)` in a test, or `python -m tests.model_server --port 9000` by hand. In the normal
mode it makes valid replies for every reply type from what it finds in the request.
"""

import argparse
import json
import re
import threading
import time
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from tests.model_faults import (
    BODIES,
    EMBEDDINGS,
    FINISHES,
    ODD,
    STATUSES,
    TEXTS,
    USAGE,
    WHOLE,
    completion,
    error,
)
from tests.model_replies import reply_to

__all__ = ["ModelServer", "reply_to"]


def vector(text: str, numbers: int = 32) -> list[float]:
    """Return a vector in which texts with words in common are alike."""
    found = [0.01] * numbers
    for word in re.findall(r"[a-z]{4,}", text.lower()):
        found[zlib.crc32(word.encode()) % numbers] += 1.0
    return found


@dataclass
class Behaviour:
    """What the server does: a script of modes (the last one stays), and its pace."""

    modes: deque[str] = field(default_factory=lambda: deque(["ok"]))
    delay_s: float = 0.0
    first_token_s: float = 0.0
    tokens_per_s: float = 0.0
    requests: list[dict[str, Any]] = field(default_factory=list)
    accepts: set[str] | None = None
    asked_with: list[str] = field(default_factory=list)
    models: list[str] = field(default_factory=lambda: ["test-model"])
    embeds: str = "ok"
    vector_of: Callable[[str], list[float]] = field(default=vector)
    embedded: list[list[str]] = field(default_factory=list)
    sent_at: dict[str, float] = field(default_factory=dict)
    stopped: threading.Event = field(default_factory=threading.Event)

    def next_mode(self) -> str:
        """Return the mode of this request."""
        return self.modes.popleft() if len(self.modes) > 1 else self.modes[0]


class ModelServer:
    """Serves on a free port of the loopback while the block lasts."""

    def __init__(
        self,
        *modes: str,
        port: int = 0,
        delay_s: float = 0.0,
        first_token_s: float = 0.0,
        tokens_per_s: float = 0.0,
    ) -> None:
        pace = (delay_s, first_token_s, tokens_per_s)
        self.behaviour = Behaviour(deque(modes or ["ok"]), *pace)
        handler = type("Handler", (_Handler,), {"behaviour": self.behaviour})
        self._server = ThreadingHTTPServer(("127.0.0.1", port), handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )

    @property
    def url(self) -> str:
        """The base URL to set as OPENAI_BASE_URL."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    @property
    def requests(self) -> list[dict[str, Any]]:
        """The bodies that were received."""
        return self.behaviour.requests

    def become(self, *modes: str) -> None:
        """Change the script of modes."""
        self.behaviour.modes = deque(modes)

    def __enter__(self) -> Self:
        """Start serving."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop serving, and wake the requests that hang."""
        self.behaviour.stopped.set()
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    """One request."""

    behaviour: Behaviour
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """List the models, or tell when the words of the last streamed reply began, for benches."""
        if not self.path.endswith("/models"):
            self._send(200, json.dumps(self.behaviour.sent_at))
            return
        mode = self.behaviour.modes[0]
        if self._is_refused():
            return
        if mode in STATUSES or mode in BODIES:
            self._plain({}, mode)
            return
        data = [{"id": name, "object": "model"} for name in self.behaviour.models]
        self._send(200, json.dumps({"object": "list", "data": data}))

    def _is_refused(self) -> bool:
        """Refuse a key that isn't accepted, as providers do: with the key in the error's words."""
        key = self.headers.get("authorization", "").removeprefix("Bearer ")
        self.behaviour.asked_with.append(key)
        if self.behaviour.accepts is None or key in self.behaviour.accepts:
            return False
        words = f"Incorrect API key provided: {key}. You can find your API key on our page."
        wrong = {"message": words, "type": "invalid_request_error", "code": "invalid_api_key"}
        self._send(401, json.dumps({"error": wrong}))
        return True

    def do_POST(self) -> None:
        """Answer a chat completion."""
        length = int(self.headers.get("content-length", 0))
        body = json.loads(self.rfile.read(length))
        if self._is_refused():
            return
        if self.path.endswith("/embeddings"):
            self._embed(body)
            return
        self.behaviour.requests.append(body)
        mode = self.behaviour.next_mode()
        time.sleep(self.behaviour.delay_s)
        try:
            answer: Callable[[dict[str, Any], str], None] = getattr(self, f"_{mode}", self._plain)
            answer(body, mode)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _embed(self, body: dict[str, Any]) -> None:
        """Answer with vectors, or with what servers without them answer."""
        mode, texts = self.behaviour.embeds, body["input"]
        self.behaviour.embedded.append(texts)
        if mode in STATUSES:
            self._plain(body, mode)
            return
        if mode == "hang":
            self._hang(body, mode)
            return
        rows = [
            {"object": "embedding", "index": at, "embedding": self.behaviour.vector_of(text)}
            for at, text in enumerate(texts)
        ]
        answer = {"object": "list", "data": EMBEDDINGS.get(mode, list)(rows), "usage": USAGE}
        self._send(200, BODIES.get(mode) or json.dumps(answer))

    def _plain(self, body: dict[str, Any], mode: str) -> None:
        """Answer with a status, a broken body, or a reply, by the mode's name."""
        if mode in STATUSES:
            status, error, headers = STATUSES[mode]
            self._send(status, json.dumps({"error": error}), headers)
            return
        if mode in BODIES:
            self._send(200, BODIES[mode])
            return
        text = TEXTS[mode](reply_to(body)) if mode in TEXTS else json.dumps(reply_to(body))
        finish = FINISHES.get(mode, "stop")
        if body.get("stream") and mode not in WHOLE:
            self._stream(text, finish, body)
        else:
            self._send(200, json.dumps(ODD.get(mode, dict)(completion(text, finish))))

    def _send(self, status: int, text: str, headers: dict[str, str] | None = None) -> None:
        data = text.encode()
        self.send_response(status)
        told = {"content-type": "application/json", "content-length": str(len(data))}
        for name, value in (told | (headers or {})).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)
        self.wfile.flush()

    def _stream(self, text: str, finish: str | None, body: dict[str, Any]) -> None:
        self._open_stream()
        time.sleep(self.behaviour.first_token_s)
        said = text.find('"say": "') + len('"say": "')
        sent = before = 0
        for piece in pieces(text):
            sent += len(piece)
            before += sent <= said
            if sent - len(piece) <= said < sent:
                self.behaviour.sent_at = {"say": time.time(), "tokens_before": before}
            self._chunk({"content": piece})
            if self.behaviour.tokens_per_s:
                time.sleep(1 / self.behaviour.tokens_per_s)
        if finish is not None:
            self._chunk({}, finish)
        if (body.get("stream_options") or {}).get("include_usage"):
            self._event(
                {"id": "c", "object": "chat.completion.chunk", "choices": [], "usage": USAGE}
            )
        if finish is not None:
            self.wfile.write(b"data: [DONE]\n\n")
        self.close_connection = True

    def _open_stream(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("connection", "close")
        self.end_headers()
        self.wfile.flush()

    def _chunk(self, delta: dict[str, Any], finish: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        self._event({"id": "c", "object": "chat.completion.chunk", "choices": [choice]})

    def _event(self, event: dict[str, Any]) -> None:
        self.wfile.write(b"data: " + json.dumps(event).encode() + b"\n\n")
        self.wfile.flush()

    def _pause(self, seconds: float = 30) -> None:
        self.behaviour.stopped.wait(seconds)

    def _hang(self, _: dict[str, Any], __: str) -> None:
        self._pause()
        self.close_connection = True

    def _drop(self, _: dict[str, Any], __: str) -> None:
        self.connection.close()
        self.close_connection = True

    def _short_body(self, body: dict[str, Any], _: str) -> None:
        data = json.dumps(completion(json.dumps(reply_to(body)), "stop")).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data[:40])
        self.wfile.flush()
        self.connection.close()
        self.close_connection = True

    def _drip(self, _: dict[str, Any], __: str) -> None:
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.end_headers()
        while not self.behaviour.stopped.is_set():
            self.wfile.write(b" ")
            self.wfile.flush()
            self._pause(0.1)
        self.close_connection = True

    def _page(self, _: dict[str, Any], __: str) -> None:
        self._send(200, "<html>Welcome</html>", {"content-type": "text/html"})

    def _stream_cut(self, body: dict[str, Any], _: str) -> None:
        text = json.dumps(reply_to(body))
        self._open_stream()
        for piece in pieces(text[: len(text) // 2]):
            self._chunk({"content": piece})
        self.close_connection = True

    def _stream_stall(self, body: dict[str, Any], _: str) -> None:
        text = json.dumps(reply_to(body))
        self._open_stream()
        self._chunk({"content": text[: len(text) // 2]})
        self._pause()
        self.close_connection = True

    def _stream_drip(self, _: dict[str, Any], __: str) -> None:
        self._open_stream()
        while not self.behaviour.stopped.is_set():
            self.wfile.write(b": still thinking\n\n")
            self.wfile.flush()
            self._pause(0.1)
        self.close_connection = True

    def _stream_endless(self, _: dict[str, Any], __: str) -> None:
        self._open_stream()
        self._chunk({"content": '{"choose": "n1", "detail": null, "say": "'})
        while not self.behaviour.stopped.is_set():
            self._chunk({"content": "and so on " * 500})

    def _stream_stays_open(self, body: dict[str, Any], _: str) -> None:
        self._stream(json.dumps(reply_to(body)), "stop", body)
        self._pause()
        self.close_connection = True

    def _stream_abort(self, body: dict[str, Any], _: str) -> None:
        """Promise more of the body than is sent, and hang up."""
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("content-length", "100000")
        self.end_headers()
        self._chunk({"content": json.dumps(reply_to(body))[:40]})
        self.close_connection = True

    def _stream_late_error(self, body: dict[str, Any], _: str) -> None:
        self._open_stream()
        self._chunk({"content": json.dumps(reply_to(body))[:40]})
        self._event({"error": {"message": "overloaded", "type": "server_error"}})
        self.close_connection = True

    def _stream_late_junk(self, body: dict[str, Any], _: str) -> None:
        self._open_stream()
        self._chunk({"content": json.dumps(reply_to(body))[:40]})
        self.wfile.write(b"data: {not json\n\n")
        self.close_connection = True

    def _stream_refusal(self, _: dict[str, Any], __: str) -> None:
        self._open_stream()
        self._chunk({"refusal": "I can't "})
        self._chunk({"refusal": "do that."}, "stop")
        self.close_connection = True

    def _stream_no_finish(self, body: dict[str, Any], _: str) -> None:
        self._stream(json.dumps(reply_to(body)), None, body)

    def _stream_error(self, _: dict[str, Any], __: str) -> None:
        self._open_stream()
        self._event({"error": {"message": "overloaded", "type": "server_error"}})
        self.close_connection = True

    def _stream_junk(self, _: dict[str, Any], __: str) -> None:
        self._open_stream()
        self.wfile.write(b"data: {not json\n\n")
        self.close_connection = True

    def _no_stream_options(self, body: dict[str, Any], _: str) -> None:
        if "stream_options" in body:
            error = {"message": "unknown field stream_options", "type": "invalid_request_error"}
            self._send(400, json.dumps({"error": error}))
        else:
            self._plain(body, "ok")

    def _no_schema(self, body: dict[str, Any], _: str) -> None:
        if (body.get("response_format") or {}).get("type") == "json_schema":
            self._send(400, json.dumps({"error": {"message": "response_format json_schema"}}))
        else:
            self._plain(body, "ok")

    def _no_format(self, body: dict[str, Any], _: str) -> None:
        if "response_format" in body:
            self._send(500, json.dumps({"error": {"message": "literal_error: response_format"}}))
        else:
            self._plain(body, "ok")

    def _refuse_unless(self, body: dict[str, Any], fine: object, message: str) -> None:
        if fine:
            self._plain(body, "ok")
        else:
            self._send(400, json.dumps({"error": error(message, "invalid_request_error")}))

    def _no_streaming(self, body: dict[str, Any], _: str) -> None:
        self._refuse_unless(body, not body.get("stream"), "Streaming is not supported")

    def _newer_limit(self, body: dict[str, Any], _: str) -> None:
        said = "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."
        self._refuse_unless(body, "max_tokens" not in body, said)

    def _no_limit(self, body: dict[str, Any], _: str) -> None:
        named = next(name for name in body if name.startswith("max_"))
        self._refuse_unless(body, fine=False, message=f"unknown field {named}")


def pieces(text: str) -> Iterator[str]:
    """Return a text in pieces of about a token."""
    yield from re.findall(r"\s*\S{1,5}", text)


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=9000)
    parser.add_argument("--mode", nargs="+", default=["ok"], help="one a request, the last stays")
    parser.add_argument("--delay", type=float, default=0.0)
    parser.add_argument("--first-token", type=float, default=0.0, help="seconds of thinking")
    parser.add_argument("--tokens-per-s", type=float, default=0.0)
    asked = parser.parse_args()
    server = ModelServer(
        *asked.mode,
        port=asked.port,
        delay_s=asked.delay,
        first_token_s=asked.first_token,
        tokens_per_s=asked.tokens_per_s,
    )
    with server:
        threading.Event().wait()


if __name__ == "__main__":
    main()
