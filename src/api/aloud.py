"""The interviewer's words as audio: what a Listen button asks our server for.

A route and no run of the page: a run would keep the page from taking an answer until it is over.
"""

import logging
import threading
from typing import Self

from pydantic import Field, ValidationError, model_validator
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from src.accounts.owners import COOKIE, TokenKind, is_token
from src.app import Application
from src.errors import InputError, LimitError, NotFoundError, RehearseError
from src.models.base import Frozen
from src.models.speech import FASTEST, SLOWEST, Reading

log = logging.getLogger(__name__)

RESUME = "X-Rehearse-Resume"
"""Says whose page it is where no cookie comes back; no other site can send it."""
AT_ONCE = 8
"""Each reading holds a thread of the server's pool, which other routes need too."""
NOT_READ = "This can't be read."
NO_VOICE = "No model voice is set up here."
BUSY = "Many people are being read to just now."
OURS = "Something went wrong on our side."


class Asked(Frozen):
    """What is to be read, of which interview: a turn's reply or a question, and how."""

    interview: str = Field(max_length=100, pattern=r"^[\w-]+$")
    turn: int | None = Field(default=None, ge=0, le=100_000)
    question: int | None = Field(default=None, ge=1, le=1000)
    voice: str = Field(max_length=100)
    speed: float = Field(default=1.0, ge=SLOWEST, le=FASTEST, allow_inf_nan=False)

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if (self.turn is None) == (self.question is None):
            raise ValueError("name a turn or a question")
        return self


class Aloud:
    """Answers with audio, or with a sentence that says why there is none."""

    def __init__(self) -> None:
        self._app: Application | None = None
        self._free = threading.BoundedSemaphore(AT_ONCE)

    def ready(self, app: Application) -> None:
        """Read for this application from now on."""
        self._app = app

    def ended(self) -> None:
        """Read nothing any more, because the application is closed."""
        self._app = None

    def answer(self, request: Request) -> Response:
        """Return the audio; not async, so that it waits in a thread."""
        if self._app is None or not self._free.acquire(blocking=False):
            return _refusal(503, BUSY)
        try:
            return _answer(_read(self._app, request))
        except (ValidationError, RehearseError) as problem:
            return _refused(problem)
        finally:
            self._free.release()


def _refused(problem: ValidationError | RehearseError) -> Response:
    """Return the sentence for what went wrong; somebody else's is as if it weren't there."""
    if isinstance(problem, NotFoundError):
        return _refusal(404, NOT_READ)
    if isinstance(problem, LimitError):
        return _refusal(429, str(problem))
    if isinstance(problem, InputError):
        return _refusal(422, str(problem))
    if isinstance(problem, ValidationError):
        return _refusal(422, NOT_READ)
    log.error("words could not be read aloud", exc_info=problem)
    return _refusal(500, OURS)


def _read(app: Application, request: Request) -> Reading:
    asked = Asked.model_validate(dict(request.query_params))
    owner = _owner(app, request)
    if asked.question is not None:
        return app.aloud.read_question(
            owner, asked.interview, asked.question, asked.voice, asked.speed
        )
    return app.aloud.read(owner, asked.interview, asked.turn or 0, asked.voice, asked.speed)


def _owner(app: Application, request: Request) -> str:
    """Return who asks, from the cookie or, without one, the page's own token."""
    cookie = request.cookies.get(COOKIE)
    if cookie is not None and is_token(cookie):
        return app.owners.owner_of(cookie)
    return app.owners.owner_of(request.headers.get(RESUME, ""), TokenKind.RESUME)


def _answer(reading: Reading) -> Response:
    if reading.audio is None:
        return _refusal(502, reading.notice or NO_VOICE)
    headers = {"Cache-Control": "no-store"}
    return Response(reading.audio, media_type=reading.media_type, headers=headers)


def _refusal(status: int, sentence: str) -> Response:
    return JSONResponse({"notice": sentence}, status, {"Cache-Control": "no-store"})
