"""A local OpenAI-compatible server that answers well, or misbehaves on purpose.

`ModelServer(…)` in a test, or `python -m tests.model_server --port 9000` by hand. In the normal
mode it makes valid replies for every reply type from what it finds in the request.
"""

import argparse
import json
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

USAGE = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
DATA = re.compile(r"^<<data \w+\n(.*)\n\w+ data>>$", re.MULTILINE)


@dataclass
class Behaviour:
    """What the server does: a script of modes (the last one stays), and its pace."""

    modes: deque[str] = field(default_factory=lambda: deque(["ok"]))
    delay_s: float = 0.0
    first_token_s: float = 0.0
    tokens_per_s: float = 0.0
    requests: list[dict[str, Any]] = field(default_factory=list)
    sent_at: dict[str, float] = field(default_factory=dict)

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
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

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
        """Stop serving."""
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
        """Tell when the words of the last streamed reply began, for benches."""
        self._send(200, json.dumps(self.behaviour.sent_at))

    def do_POST(self) -> None:
        """Answer a chat completion."""
        length = int(self.headers.get("content-length", 0))
        body = json.loads(self.rfile.read(length))
        self.behaviour.requests.append(body)
        mode = self.behaviour.next_mode()
        time.sleep(self.behaviour.delay_s)
        try:
            answer: Callable[[dict[str, Any], str], None] = getattr(self, f"_{mode}", self._plain)
            answer(body, mode)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

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
        finish = "length" if mode == "length" else "stop"
        if body.get("stream"):
            self._stream(text, finish, body)
        else:
            self._send(200, json.dumps(completion(text, finish)))

    def _send(self, status: int, text: str, headers: dict[str, str] | None = None) -> None:
        data = text.encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        for name, value in (headers or {}).items():
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

    def _hang(self, _: dict[str, Any], __: str) -> None:
        time.sleep(30)

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
        for _second in range(60):
            self.wfile.write(b" ")
            self.wfile.flush()
            time.sleep(0.1)

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
        time.sleep(30)

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


def _error(message: str, code: str | None = None) -> dict[str, Any]:
    return {"message": message, "type": code or "error", "code": code}


def _past() -> dict[str, str]:
    return {"retry-after": format_datetime(datetime.now(UTC) - timedelta(days=1), usegmt=True)}


STATUSES: dict[str, tuple[int, dict[str, Any], dict[str, str]]] = {
    "busy": (429, _error("slow down"), {"retry-after": "1"}),
    "busy_now": (429, _error("slow down"), {"retry-after-ms": "20"}),
    "busy_long": (429, _error("slow down"), {"retry-after": "300"}),
    "busy_past": (429, _error("slow down"), _past()),
    "quota": (429, _error("You exceeded your current quota", "insufficient_quota"), {}),
    "down": (500, _error("internal"), {}),
    "gateway": (502, _error("<html>bad gateway</html>"), {}),
    "unavailable": (503, _error("unavailable"), {}),
    "overloaded": (529, _error("overloaded"), {}),
    "key": (401, _error("Incorrect API key", "invalid_api_key"), {}),
    "forbidden": (403, _error("not allowed"), {}),
    "no_model": (404, _error("The model does not exist", "model_not_found"), {}),
    "too_long": (400, _error("maximum context length", "context_length_exceeded"), {}),
    "filtered": (400, _error("content management policy", "content_filter"), {}),
    "malformed": (400, _error("bad request"), {}),
}
BODIES = {
    "html": "<html><body>Welcome</body></html>",
    "junk": "{not json",
    "no_choices": json.dumps({"id": "c", "object": "chat.completion", "choices": []}),
    "null_choices": json.dumps({"id": "c", "object": "chat.completion", "choices": None}),
    "error_200": json.dumps({"error": {"message": "overloaded"}}),
    "refusal": json.dumps(
        {
            "id": "c",
            "object": "chat.completion",
            "choices": [
                {
                    "index": 0,
                    "finish_reason": "stop",
                    "message": {"role": "assistant", "content": None, "refusal": "I can't."},
                }
            ],
            "usage": USAGE,
        }
    ),
}


def _out_of_range(reply: dict[str, Any]) -> str:
    """Return a reply whose first field breaks the schema."""
    first = next(iter(reply))
    return json.dumps({**reply, first: 11})


TEXTS: dict[str, Callable[[dict[str, Any]], str]] = {
    "fenced": lambda reply: f"```json\n{json.dumps(reply)}\n```",
    "thinking": lambda reply: f"<think>Let me see {{}}.</think>\n{json.dumps(reply)}",
    "comma": lambda reply: json.dumps(reply)[:-1] + ",}",
    "chatty": lambda reply: f"Here you are: {json.dumps(reply)} Anything else?",
    "wrong": _out_of_range,
    "prose": lambda _: "I would rather talk about the weather.",
    "empty": lambda _: "",
    "length": lambda reply: json.dumps(reply)[:30],
}


def completion(text: str, finish: str) -> dict[str, Any]:
    """Return a chat completion's body."""
    message = {"role": "assistant", "content": text}
    choice = {"index": 0, "finish_reason": finish, "message": message}
    return {"id": "c", "object": "chat.completion", "choices": [choice], "usage": USAGE}


def pieces(text: str) -> Iterator[str]:
    """Return a text in pieces of about a token."""
    yield from re.findall(r"\s*\S{1,5}", text)


def material(body: dict[str, Any]) -> dict[str, Any]:
    """Return every field of the JSON that stands in the request's envelopes, the last one wins."""
    found: dict[str, Any] = {}
    for message in body["messages"]:
        for payload in DATA.findall(str(message["content"])):
            found |= json.loads(payload)
    return found


def reply_to(body: dict[str, Any]) -> dict[str, Any]:
    """Return a valid reply for the type that the request asks for."""
    text = json.dumps(body)
    found = material(body)
    if "choose" in text and "options" in found:
        return _turn(found)
    if "criteria" in found:
        return _grade(found)
    if "worked" in text:
        return _coach(found)
    if "headline" in text:
        return _summary(found)
    return _plan()


def _turn(found: dict[str, Any]) -> dict[str, Any]:
    option = found["options"][0]
    about = option.get("label") or "this"
    return {
        "choose": option["id"],
        "detail": None,
        "say": f"Thank you, I follow you so far. Please tell me more about {about}, step by step.",
        "why": option["reason"],
    }


def _quote(answers: list[str]) -> str:
    return " ".join(answers[0].split()[:6]) if answers else ""


def _grade(found: dict[str, Any]) -> dict[str, Any]:
    quote = _quote(found["answers"])
    criteria = [
        {"label": c["label"], "level": 3, "quote": quote, "comment": "said in these words"}
        for c in found["criteria"]
    ]
    return {"criteria": criteria, "rationale": "You said most of what counts."}


def _coach(found: dict[str, Any]) -> dict[str, Any]:
    quote = _quote([found.get("answer", "")])
    return {
        "worked": [{"text": "You begin with what you would look at.", "quote": quote}],
        "missing": [{"text": "Say how you would know that it helped.", "quote": None}],
        "better": None,
    }


def _summary(found: dict[str, Any]) -> dict[str, Any]:
    told = [q for q in found.get("questions", []) if q["answers"]]
    strengths = [
        {
            "text": "You name your first step.",
            "quote": _quote(q["answers"]),
            "position": q["position"],
        }
        for q in told[:2]
    ]
    return {
        "headline": "You say where you begin; say more about what comes after it.",
        "strengths": strengths,
        "gaps": [],
        "next_steps": [{"title": "Tell one story to its end", "why": "It helps.", "skill": None}],
    }


SCENES = (
    "A lamp in the hall is broken and the caretaker can't be reached. What is your first step?",
    "An angry guest wants money back for a noisy night. How do you calm the talk down?",
    "Somebody lost the key of the medicine cupboard yesterday. Whom do you tell, and why?",
    "Your train is an hour late on the day of an important visit. What do you arrange?",
    "The fridge with samples shows nine degrees this morning. How do you decide what to keep?",
)


def _plan() -> dict[str, Any]:
    return {
        "questions": [
            {
                "skill": f"skill {i}",
                "level": 2,
                "minutes": 3,
                "text": scene,
                "points": [
                    {"label": f"{word} {i}", "text": f"{word} comes into it somehow"}
                    for word in ("safety", "people", "tools")
                ],
                "hints": ["Look around.", "Who can help?"],
                "reason": "core skill of this role",
            }
            for i, scene in enumerate(SCENES, 1)
        ]
    }


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=9000)
    parser.add_argument("--mode", default="ok")
    parser.add_argument("--delay", type=float, default=0.0)
    parser.add_argument("--tokens-per-s", type=float, default=0.0)
    asked = parser.parse_args()
    server = ModelServer(
        asked.mode, port=asked.port, delay_s=asked.delay, tokens_per_s=asked.tokens_per_s
    )
    with server:
        threading.Event().wait()


if __name__ == "__main__":
    main()
