"""Time, and a model behind a validated call."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Protocol, TypeVar

from pydantic import BaseModel

from src.models.calls import Embedded, EmbedRequest, ModelReply, ModelRequest, Partial, VectorMaker

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

    def embedder(self, owner_id: str) -> VectorMaker | None:
        """Name what would turn an owner's texts into vectors; None where nothing would."""
        ...

    async def embed(self, request: EmbedRequest) -> Embedded | None:
        """Return one vector a text, or None where the server has no embeddings."""
        ...

    async def close(self) -> None:
        """Give back connections; a later call opens them again."""
        ...
