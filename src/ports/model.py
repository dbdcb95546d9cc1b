"""Time, and a model behind a validated call."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from pydantic import BaseModel

from src.models.calls import ModelReply, ModelRequest, Partial

ReplyT = TypeVar("ReplyT", bound=BaseModel)
T = TypeVar("T")


class Clock(Protocol):
    """Time, so that tests can switch it."""

    def now(self) -> datetime:
        """Return the current time, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Return seconds that only grow, for durations."""
        ...


class Keys(Protocol):
    """Keys that visitors brought; in memory only."""

    def model_of(self, owner_id: str) -> str | None:
        """Return the model that an owner's own key asks, None where they brought none."""
        ...


class ModelGateway(Protocol):
    """Validated replies, or a `ModelError` child; never past the request's deadline."""

    @property
    def engine(self) -> str:
        """Who answers those who brought no key: "embedded", or the interviewer's model name."""
        ...

    async def complete(self, request: ModelRequest[ReplyT]) -> ModelReply[ReplyT]:
        """Return the validated reply with its usage."""
        ...

    def stream(self, request: ModelRequest[ReplyT]) -> AsyncIterator[Partial | ModelReply[ReplyT]]:
        """Yield what is there so far, and the validated reply last."""
        ...

    async def embed(self, texts: Sequence[str]) -> list[list[float]] | None:
        """Return one vector a text, or None where the server has no embeddings."""
        ...

    async def close(self) -> None:
        """Give back connections; a later call opens them again."""
        ...
