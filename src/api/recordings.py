"""Recordings that a browser kept while there was no line: what it sends once there is one again."""

import time

from pydantic import Field, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from src.api.routes import Answering, owner_of, refusal, refused
from src.app import Application
from src.errors import RehearseError, SpeechError
from src.models.base import Frozen
from src.models.speech import Kept, SpeechTask

NOT_TAKEN = "This recording can't be taken."
LATER = "The app is starting. The recording is kept until it has."
DAY_S = 24 * 60 * 60


class Offered(Frozen):
    """Of which interview a recording is, for which turn, or which question again.

    `length_s` is how long it plays, `age_s` how long ago it began.
    """

    interview: str = Field(max_length=100)
    turn: int = Field(default=0, ge=0, le=100_000)
    position: int | None = Field(default=None, ge=1, le=1000)
    length_s: float = Field(ge=0, le=DAY_S, allow_inf_nan=False)
    age_s: float = Field(ge=0, le=2 * DAY_S, allow_inf_nan=False)


class Recordings(Answering):
    """Takes recordings as bytes; a second time the same one is the same task."""

    async def answer(self, request: Request) -> Response:
        """Return the task's id once the recording is stored, or why it can't be."""
        if self.app is None:
            return refusal(503, LATER)
        try:
            task = await _taken(self.app, request)
        except (ValidationError, RehearseError) as problem:
            return refused(problem, NOT_TAKEN)
        except ClientDisconnect:
            return refusal(400, NOT_TAKEN)
        return JSONResponse({"task": task.id}, headers={"Cache-Control": "no-store"})


async def _taken(app: Application, request: Request) -> SpeechTask:
    offered = Offered.model_validate(dict(request.query_params))
    began = time.monotonic()
    audio = await _body(request, app.dictation.bounds.most_bytes)
    age_s = offered.age_s + time.monotonic() - began
    kept = Kept(length_s=offered.length_s, age_s=age_s)

    def record() -> SpeechTask:
        owner = owner_of(app, request)
        return app.dictation.record(
            owner, offered.interview, offered.turn, audio, kept=kept, position=offered.position
        )

    return await run_in_threadpool(record)


async def _body(request: Request, most_bytes: int) -> bytes:
    """Return what was sent, read no further than a recording may be big."""
    audio = bytearray()
    async for piece in request.stream():
        audio += piece
        if len(audio) > most_bytes:
            words = f"This recording is larger than {most_bytes / 1024 / 1024:g} MB."
            raise SpeechError(words, code="too_big")
    return bytes(audio)
