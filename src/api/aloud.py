"""The interviewer's words as audio: what a Listen button asks our server for.

A route and no run of the page: a run would keep the page from taking an answer until it is over.
"""

import threading
from typing import Self

from pydantic import Field, ValidationError, model_validator
from starlette.requests import Request
from starlette.responses import Response

from src.api.routes import Answering, owner_of, refusal, refused
from src.app import Application
from src.errors import RehearseError
from src.models.base import Frozen
from src.models.speech import FASTEST, MOST_PASSAGES, SLOWEST, Reading

AT_ONCE = 8
"""Each reading holds a thread of the server's pool, which other routes need too."""
NOT_READ = "This can't be read."
NO_VOICE = "No model voice is set up here."
BUSY = "Many people are being read to just now."


class Asked(Frozen):
    """What is to be read, of which interview: a turn's reply or a question, and how.

    `part` numbers its passages, which begin to be heard sooner than the whole.
    """

    interview: str = Field(max_length=100, pattern=r"^[\w-]+$")
    turn: int | None = Field(default=None, ge=0, le=100_000)
    question: int | None = Field(default=None, ge=1, le=1000)
    part: int | None = Field(default=None, ge=0, lt=MOST_PASSAGES)
    voice: str = Field(max_length=100)
    speed: float = Field(default=1.0, ge=SLOWEST, le=FASTEST, allow_inf_nan=False)

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if (self.turn is None) == (self.question is None):
            raise ValueError("name a turn or a question")
        return self


class Aloud(Answering):
    """Answers with audio, or with a sentence that says why there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._free = threading.BoundedSemaphore(AT_ONCE)

    def answer(self, request: Request) -> Response:
        """Return the audio; not async, so that it waits in a thread."""
        if self.app is None or not self._free.acquire(blocking=False):
            return refusal(503, BUSY)
        try:
            return _answer(_read(self.app, request))
        except (ValidationError, RehearseError) as problem:
            return refused(problem, NOT_READ)
        finally:
            self._free.release()


def _read(app: Application, request: Request) -> Reading:
    asked = Asked.model_validate(dict(request.query_params))
    owner, here, part = owner_of(app, request), asked.interview, asked.part
    if asked.question is not None:
        return app.aloud.read_question(owner, here, asked.question, asked.voice, asked.speed, part)
    return app.aloud.read(owner, here, asked.turn or 0, asked.voice, asked.speed, part)


def _answer(reading: Reading) -> Response:
    if reading.audio is None:
        return refusal(502, reading.notice or NO_VOICE)
    headers = {"Cache-Control": "no-store"}
    return Response(reading.audio, media_type=reading.media_type, headers=headers)
