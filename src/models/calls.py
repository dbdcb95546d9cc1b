"""A model call as it crosses the gateway port: request, usage, reply."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Generic, Literal, TypeVar

from pydantic import BaseModel, JsonValue

from src.models.base import Frozen
from src.models.enums import ModelRole, Purpose

ReplyT = TypeVar("ReplyT", bound=BaseModel)


class ModelMessage(Frozen):
    """One chat message; untrusted text is only ever inside an envelope in a user message."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, kw_only=True)
class ModelRequest(Generic[ReplyT]):
    """What to ask, of which role's model, and the type that the reply must have.

    `facts` are the findings that code computed; the scripted gateway answers from them and reads no
    prompt. `deadline_s` bounds the whole call with its retries.
    """

    purpose: Purpose
    role: ModelRole
    messages: tuple[ModelMessage, ...]
    reply_type: type[ReplyT]
    facts: BaseModel
    owner_id: str
    interview_id: str
    prompt_version: str
    deadline_s: float = 30.0
    max_output_tokens: int = 700


class Usage(Frozen):
    """Tokens of a whole call, every attempt included; `estimated` when a server told none.

    `input_tokens` include `cached_tokens`; `output_tokens` include `reasoning_tokens`. `cost_usd`
    is None when the price of the model is unknown, and Decimal(0) in embedded mode. Speech is
    priced by seconds heard or characters read where a server doesn't count tokens.
    """

    input_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0
    reasoning_tokens: int = 0
    attempts: int = 0
    estimated: bool = False
    cost_usd: Decimal | None = None
    price_source: str | None = None
    audio_s: float = 0.0
    characters: int = 0


@dataclass(frozen=True, kw_only=True)
class ModelReply(Generic[ReplyT]):
    """A validated reply. `model` is the name shown beside what it made ("embedded" without one).

    `rung` is how the structure was asked for: json_schema, json_object, prompt, or scripted.
    """

    value: ReplyT
    usage: Usage
    model: str
    rung: str = "scripted"
    latency_ms: float = 0.0
    first_token_ms: float | None = None
    request_id: str | None = None


@dataclass(frozen=True)
class Partial:
    """What a streamed reply holds so far; the last string may still grow."""

    fields: Mapping[str, JsonValue] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class EmbedRequest:
    """Texts to turn into vectors, for whom, and the interview that it is counted under."""

    texts: tuple[str, ...]
    owner_id: str
    interview_id: str
    deadline_s: float = 10.0
    purpose: Purpose = Purpose.EMBED


@dataclass(frozen=True)
class VectorMaker:
    """The server and the model that make vectors; `rests` while they would make none just now."""

    name: str
    rests: bool = False


@dataclass(frozen=True, kw_only=True)
class Embedded:
    """One vector a text, in order: 4-byte floats of length one. `model` names server and model."""

    model: str
    vectors: tuple[bytes, ...]
    usage: Usage


class Spend(Frozen):
    """What the ledger holds for one owner or interview.

    `cached_tokens` are part of the input; `own_key_calls` the owner's key paid.
    """

    calls: int = 0
    input_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0
    cost_usd: Decimal = Decimal(0)
    unpriced_calls: int = 0
    own_key_calls: int = 0


class LedgerEntry(Frozen):
    """One logical model call: reserved before it, settled after it.

    `own_key` says that it was made with a key which the owner brought, and paid by it.
    """

    id: str
    purpose: Purpose
    interview_id: str
    model: str
    usage: Usage | None = None
    error: str | None = None
    own_key: bool = False
