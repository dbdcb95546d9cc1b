"""A local OpenAI-compatible server that answers well, or misbehaves on purpose.

`ModelServer(…)` in a test, or `python -m tests.model_server --port 9000` by hand. In the normal
mode it makes valid replies for every reply type from what it finds in the request.
"""

import argparse
import json
import re
import time
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.local_server import Handler, LocalServer, Script
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
class Behaviour(Script):
    """How it answers and at which pace, and what was asked."""

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


class ModelServer(LocalServer[Behaviour]):
    """Answers as a model would."""

    def __init__(
        self,
        *modes: str,
        port: int = 0,
        delay_s: float = 0.0,
        first_token_s: float = 0.0,
        tokens_per_s: float = 0.0,
    ) -> None:
        behaviour = Behaviour(deque(modes or ["ok"]), delay_s)
        behaviour.first_token_s, behaviour.tokens_per_s = first_token_s, tokens_per_s
        super().__init__(_Handler, behaviour, port)

    @property
    def requests(self) -> list[dict[str, Any]]:
        """The bodies that were received."""
        return self.behaviour.requests


class _Handler(Handler):
    """One request."""

    behaviour: Behaviour
    disable_nagle_algorithm = True
    wbufsize = -1

    def asked(self) -> None:
        """List the models, or tell when the words of the last streamed reply began, for benches."""
        if not self.path.endswith("/models"):
            self.send(200, json.dumps(self.behaviour.sent_at))
            return
        mode = self.behaviour.modes[0]
        if self._is_refused():
            return
        if mode in STATUSES or mode in BODIES:
            self._plain({}, mode)
            return
        data = [{"id": name, "object": "model"} for name in self.behaviour.models]
        self.send(200, json.dumps({"object": "list", "data": data}))

    def _is_refused(self) -> bool:
        """Refuse a key that isn't accepted, as providers do: with the key in the error's words."""
        key = self.headers.get("authorization", "").removeprefix("Bearer ")
        self.behaviour.asked_with.append(key)
        if self.behaviour.accepts is None or key in self.behaviour.accepts:
            return False
        words = f"Incorrect API key provided: {key}. You can find your API key on our page."
        wrong = {"message": words, "type": "invalid_request_error", "code": "invalid_api_key"}
        self.send(401, json.dumps({"error": wrong}))
        return True

    def given(self, data: bytes) -> None:
        """Answer a chat completion."""
        body = json.loads(data)
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
            self.hang()
            return
        rows = [
            {"object": "embedding", "index": at, "embedding": self.behaviour.vector_of(text)}
            for at, text in enumerate(texts)
        ]
        answer = {"object": "list", "data": EMBEDDINGS.get(mode, list)(rows), "usage": USAGE}
        self.send(200, BODIES.get(mode) or json.dumps(answer))

    def _plain(self, body: dict[str, Any], mode: str) -> None:
        """Answer with a status, a broken body, or a reply, by the mode's name."""
        if mode in STATUSES:
            status, error, headers = STATUSES[mode]
            self.send(status, json.dumps({"error": error}), headers)
            return
        if mode in BODIES:
            self.send(200, BODIES[mode])
            return
        text = TEXTS[mode](reply_to(body)) if mode in TEXTS else json.dumps(reply_to(body))
        finish = FINISHES.get(mode, "stop")
        if body.get("stream") and mode not in WHOLE:
            self._stream(text, finish, body)
        else:
            self.send(200, json.dumps(ODD.get(mode, dict)(completion(text, finish))))

    def _stream(self, text: str, finish: str | None, body: dict[str, Any]) -> None:
        self.open()
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
            self.event(
                {"id": "c", "object": "chat.completion.chunk", "choices": [], "usage": USAGE}
            )
        if finish is not None:
            self.wfile.write(b"data: [DONE]\n\n")
        self.close_connection = True

    def _chunk(self, delta: dict[str, Any], finish: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        self.event({"id": "c", "object": "chat.completion.chunk", "choices": [choice]})

    def _hang(self, _: dict[str, Any], __: str) -> None:
        self.hang()

    def _drop(self, _: dict[str, Any], __: str) -> None:
        self.drop()

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
        self.drip()

    def _page(self, _: dict[str, Any], __: str) -> None:
        self.send(200, "<html>Welcome</html>", {"content-type": "text/html"})

    def _stream_cut(self, body: dict[str, Any], _: str) -> None:
        text = json.dumps(reply_to(body))
        self.open()
        for piece in pieces(text[: len(text) // 2]):
            self._chunk({"content": piece})
        self.close_connection = True

    def _stream_stall(self, body: dict[str, Any], _: str) -> None:
        text = json.dumps(reply_to(body))
        self.open()
        self._chunk({"content": text[: len(text) // 2]})
        self.pause()
        self.close_connection = True

    def _stream_drip(self, _: dict[str, Any], __: str) -> None:
        self.open()
        while not self.behaviour.stopped.is_set():
            self.wfile.write(b": still thinking\n\n")
            self.wfile.flush()
            self.pause(0.1)
        self.close_connection = True

    def _stream_endless(self, _: dict[str, Any], __: str) -> None:
        self.open()
        self._chunk({"content": '{"choose": "n1", "detail": null, "say": "'})
        while not self.behaviour.stopped.is_set():
            self._chunk({"content": "and so on " * 500})

    def _stream_stays_open(self, body: dict[str, Any], _: str) -> None:
        self._stream(json.dumps(reply_to(body)), "stop", body)
        self.pause()
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
        self.open()
        self._chunk({"content": json.dumps(reply_to(body))[:40]})
        self.event({"error": {"message": "overloaded", "type": "server_error"}})
        self.close_connection = True

    def _stream_late_junk(self, body: dict[str, Any], _: str) -> None:
        self.open()
        self._chunk({"content": json.dumps(reply_to(body))[:40]})
        self.wfile.write(b"data: {not json\n\n")
        self.close_connection = True

    def _stream_refusal(self, _: dict[str, Any], __: str) -> None:
        self.open()
        self._chunk({"refusal": "I can't "})
        self._chunk({"refusal": "do that."}, "stop")
        self.close_connection = True

    def _stream_no_finish(self, body: dict[str, Any], _: str) -> None:
        self._stream(json.dumps(reply_to(body)), None, body)

    def _stream_error(self, _: dict[str, Any], __: str) -> None:
        self.open()
        self.event({"error": {"message": "overloaded", "type": "server_error"}})
        self.close_connection = True

    def _stream_junk(self, _: dict[str, Any], __: str) -> None:
        self.open()
        self.wfile.write(b"data: {not json\n\n")
        self.close_connection = True

    def _no_stream_options(self, body: dict[str, Any], _: str) -> None:
        if "stream_options" in body:
            error = {"message": "unknown field stream_options", "type": "invalid_request_error"}
            self.send(400, json.dumps({"error": error}))
        else:
            self._plain(body, "ok")

    def _no_schema(self, body: dict[str, Any], _: str) -> None:
        if (body.get("response_format") or {}).get("type") == "json_schema":
            self.send(400, json.dumps({"error": {"message": "response_format json_schema"}}))
        else:
            self._plain(body, "ok")

    def _no_format(self, body: dict[str, Any], _: str) -> None:
        if "response_format" in body:
            self.send(500, json.dumps({"error": {"message": "literal_error: response_format"}}))
        else:
            self._plain(body, "ok")

    def _refuse_unless(self, body: dict[str, Any], fine: object, message: str) -> None:
        if fine:
            self._plain(body, "ok")
        else:
            self.send(400, json.dumps({"error": error(message, "invalid_request_error")}))

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
    ModelServer(
        *asked.mode,
        port=asked.port,
        delay_s=asked.delay,
        first_token_s=asked.first_token,
        tokens_per_s=asked.tokens_per_s,
    ).serve()


if __name__ == "__main__":
    main()
