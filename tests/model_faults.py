"""What the local model server can do wrong, by the name of its mode."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from tests.model_hostile import hostile

USAGE = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}


def error(message: str, code: str | None = None) -> dict[str, Any]:
    """Return the body of an error."""
    return {"message": message, "type": code or "error", "code": code}


def _past() -> dict[str, str]:
    return {"retry-after": format_datetime(datetime.now(UTC) - timedelta(days=1), usegmt=True)}


STATUSES: dict[str, tuple[int, dict[str, Any], dict[str, str]]] = {
    "busy": (429, error("slow down"), {"retry-after": "1"}),
    "busy_now": (429, error("slow down"), {"retry-after-ms": "20"}),
    "busy_long": (429, error("slow down"), {"retry-after": "300"}),
    "busy_past": (429, error("slow down"), _past()),
    "quota": (429, error("You exceeded your current quota", "insufficient_quota"), {}),
    "down": (500, error("internal"), {}),
    "down_briefly": (503, error("restarting"), {"retry-after-ms": "10"}),
    "gateway": (502, error("<html>bad gateway</html>"), {}),
    "unavailable": (503, error("unavailable"), {}),
    "overloaded": (529, error("overloaded"), {}),
    "key": (401, error("Incorrect API key", "invalid_api_key"), {}),
    "forbidden": (403, error("not allowed"), {}),
    "no_model": (404, error("The model does not exist", "model_not_found"), {}),
    "too_long": (400, error("maximum context length", "context_length_exceeded"), {}),
    "too_long_text": (400, error("the request exceeds the available context size"), {}),
    "out_of_credit": (402, error("payment required"), {}),
    "filtered": (400, error("content management policy", "content_filter"), {}),
    "malformed": (400, error("bad request"), {}),
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
    "bare_thinking": lambda reply: f"Let me {{see}}.</think>{json.dumps(reply)}",
    "hostile": hostile,
    "line_break": lambda reply: json.dumps(reply).replace(", ", ",\n").replace(" you", "\nyou"),
}
FINISHES: dict[str, str | None] = {
    "length": "length",
    "cut_off_by_filter": "content_filter",
    "no_finish": None,
}
WHOLE = frozenset({"whole", "whole_parts"})
"""Modes that answer whole what was asked for as a stream."""


def _with(message: dict[str, Any] | None = None, **fields: object) -> Callable[..., dict[str, Any]]:
    """Return what changes fields of a completion, and of its message."""

    def change(body: dict[str, Any]) -> dict[str, Any]:
        choice = body["choices"][0]
        told = {**choice["message"], **(message or {})}
        return {**body, "choices": [{**choice, "message": told}], **fields}

    return change


def _in_parts(body: dict[str, Any]) -> dict[str, Any]:
    text = body["choices"][0]["message"]["content"]
    return _with({"content": [{"type": "text", "text": text}]})(body)


ODD: dict[str, Callable[..., dict[str, Any]]] = {
    "no_usage": _with(usage=None),
    "null_details": _with(
        usage={**USAGE, "prompt_tokens_details": None, "completion_tokens_details": None}
    ),
    "cached": _with(
        usage={
            **USAGE,
            "prompt_tokens_details": {"cached_tokens": 64},
            "completion_tokens_details": {"reasoning_tokens": 8},
        }
    ),
    "parts": _in_parts,
    "whole_parts": _in_parts,
}


Rows = list[dict[str, Any]]


def _changed(change: Callable[[list[float]], object]) -> Callable[[Rows], Rows]:
    """Return what changes the last vector."""
    return lambda rows: [*rows[:-1], {**rows[-1], "embedding": change(rows[-1]["embedding"])}]


EMBEDDINGS: dict[str, Callable[[Rows], object]] = {
    "shuffled": lambda rows: rows[::-1],
    "too_few": lambda rows: rows[:-1],
    "twice": lambda rows: [{**row, "index": 0} for row in rows],
    "no_index": lambda rows: [{**row, "index": None} for row in rows],
    "lengths": _changed(lambda vector: vector[:-1]),
    "zeros": _changed(lambda vector: [0.0] * len(vector)),
    "not_finite": _changed(lambda vector: [float("nan"), *vector[1:]]),
    "infinite": _changed(lambda vector: [1e308, 1e308, *vector[2:]]),
    "texts": _changed(lambda vector: ["1.0"] * len(vector)),
    "no_vector": _changed(lambda _: None),
    "short": lambda rows: [{**row, "embedding": [1.0]} for row in rows],
    "an_object": lambda _: {"a": 1},
    "null": lambda _: None,
}


def completion(text: str, finish: str | None) -> dict[str, Any]:
    """Return a chat completion's body."""
    message = {"role": "assistant", "content": text}
    choice = {"index": 0, "finish_reason": finish, "message": message}
    return {"id": "c", "object": "chat.completion", "choices": [choice], "usage": USAGE}
