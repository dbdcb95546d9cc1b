"""How a structured reply is asked for: json_schema, else json_object, else in words.

Servers differ in what they take and none is trusted to enforce it: the reply is validated here
whatever the rung. The rung that a server refused is remembered for it.
"""

import json
from enum import IntEnum
from functools import cache

from pydantic import BaseModel, JsonValue

from src.models.calls import ModelMessage


class Rung(IntEnum):
    """From the strictest way of asking to the plainest."""

    JSON_SCHEMA = 0
    JSON_OBJECT = 1
    PROMPT = 2

    @property
    def label(self) -> str:
        """The rung's name in events."""
        return self.name.lower()


STEP_DOWN_STATUS = frozenset({400, 404, 415, 422, 500, 501})
_HINTS = ("response_format", "json_schema", "json schema", "structured", "schema", "grammar")


def names_the_format(status: int, words: str) -> bool:
    """Say whether a refusal is about the way the structure was asked for."""
    lowered = words.lower()
    return status in STEP_DOWN_STATUS and any(hint in lowered for hint in _HINTS)


@cache
def schema_of(reply_type: type[BaseModel]) -> dict[str, JsonValue]:
    """Return the strict schema of a reply: every field required, no other allowed."""
    schema = reply_type.model_json_schema()
    for part in (schema, *schema.get("$defs", {}).values()):
        if part.get("type") == "object":
            part["additionalProperties"] = False
            part["required"] = list(part.get("properties", {}))
    return schema


def response_format(rung: Rung, reply_type: type[BaseModel]) -> dict[str, JsonValue] | None:
    """Return the request's `response_format` on a rung, None where words must do."""
    if rung is Rung.JSON_SCHEMA:
        named: dict[str, JsonValue] = {
            "name": reply_type.__name__,
            "strict": True,
            "schema": schema_of(reply_type),
        }
        return {"type": "json_schema", "json_schema": named}
    return {"type": "json_object"} if rung is Rung.JSON_OBJECT else None


def messages_on(
    rung: Rung, messages: tuple[ModelMessage, ...], reply_type: type[BaseModel]
) -> list[dict[str, str]]:
    """Return the request's messages; below the first rung the schema stands in the first one."""
    told = [{"role": m.role, "content": m.content} for m in messages]
    if rung is Rung.JSON_SCHEMA:
        return told
    schema = json.dumps(schema_of(reply_type), separators=(",", ":"))
    words = f"\n\nReply with one JSON object and nothing else, by this JSON schema:\n{schema}"
    first = told[0]
    return [{**first, "content": first["content"] + words}, *told[1:]]
