"""Doubles that implement ports and ship with the tests only."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, cast

from pydantic import BaseModel

from src.errors import ModelError
from src.models.calls import (
    Embedded,
    EmbedRequest,
    ModelReply,
    ModelRequest,
    Partial,
    Usage,
    VectorMaker,
)
from src.models.speech import AudioFormat, Transcript
from src.ports import Recording, ReplyT, Sound, Words
from src.ports.speech import OnText, unheard


class FakeClock:
    """A clock that stands until it is moved."""

    def __init__(self, at: datetime = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)) -> None:
        self._at = at
        self._monotonic = 1000.0

    def now(self) -> datetime:
        """Return where the clock stands."""
        return self._at

    def monotonic(self) -> float:
        """Return seconds that grow with `advance`."""
        return self._monotonic

    def advance(self, seconds: float) -> None:
        """Move both hands forward."""
        self._at += timedelta(seconds=seconds)
        self._monotonic += seconds


class QueueGateway:
    """Gives queued replies or raises queued errors, in order; the last one stays."""

    def __init__(self, *queued: BaseModel | ModelError, engine: str = "queued-model") -> None:
        self._queued = list(queued)
        self._engine = engine
        self.requests: list[ModelRequest[Any]] = []

    @property
    def engine(self) -> str:
        """Return the name it was given."""
        return self._engine

    async def complete(self, request: ModelRequest[ReplyT]) -> ModelReply[ReplyT]:
        """Return or raise what comes next."""
        self.requests.append(request)
        found = self._queued.pop(0) if len(self._queued) > 1 else self._queued[0]
        if isinstance(found, ModelError):
            raise found
        usage = Usage(input_tokens=100, output_tokens=20, attempts=1, cost_usd=Decimal("0.001"))
        return ModelReply(value=cast("ReplyT", found), usage=usage, model=self._engine)

    async def stream(
        self, request: ModelRequest[ReplyT]
    ) -> AsyncIterator[Partial | ModelReply[ReplyT]]:
        """Yield the reply's fields in two steps, then the reply."""
        reply = await self.complete(request)
        fields = reply.value.model_dump(mode="json")
        said = str(fields.get("say", ""))
        yield Partial({**fields, "say": said[: len(said) // 2]})
        yield Partial(fields)
        yield reply

    def embedder(self, owner_id: str) -> VectorMaker | None:  # noqa: ARG002
        """Have no embeddings."""
        return None

    async def embed(self, request: EmbedRequest) -> Embedded | None:  # noqa: ARG002
        """Have no embeddings."""
        return None

    async def close(self) -> None:
        """Have nothing to give back."""


class QueueTranscriber:
    """Gives queued transcripts or raises queued errors, in order; the last one stays."""

    def __init__(self, *queued: Transcript | Exception, host: str | None = "speech.test") -> None:
        self._queued = list(queued) or [Transcript(text="I would read the query plan.")]
        self._host = host
        self.recordings: list[Recording] = []

    def host(self, owner_id: str) -> str | None:  # noqa: ARG002
        """Return the host it was given."""
        return self._host

    async def transcribe(self, recording: Recording, on_text: OnText = unheard) -> Transcript:
        """Return or raise what comes next, half of it first."""
        self.recordings.append(recording)
        found = self._queued.pop(0) if len(self._queued) > 1 else self._queued[0]
        if isinstance(found, Exception):
            raise found
        on_text(found.text[: len(found.text) // 2])
        return found.model_copy(update={"usage": Usage(attempts=1, audio_s=1.0), "model": "queue"})


class QueueSpeaker:
    """Has one voice, and gives a sound or raises an error each time."""

    def __init__(self, given: bytes | ModelError = b"ID3sound") -> None:
        self.given = given
        self.spoken: list[Words] = []

    def host(self, owner_id: str) -> str | None:  # noqa: ARG002
        """Return a host."""
        return "voice.test"

    def voices(self, owner_id: str) -> tuple[str, ...]:  # noqa: ARG002
        """Return its voice."""
        return ("plain",)

    async def speak(self, words: Words) -> Sound:
        """Return the sound or raise the error."""
        self.spoken.append(words)
        if isinstance(self.given, ModelError):
            raise self.given
        return Sound(self.given, AudioFormat.MP3, "queue", Usage(attempts=1))
