"""What our own routes share: who asks, whether the application runs, and how they refuse."""

import logging

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from src.accounts.owners import COOKIE, TokenKind, is_token
from src.api.guard.uploads import RESUME
from src.app import Application
from src.errors import InputError, LimitError, NotFoundError, RehearseError

log = logging.getLogger(__name__)

OURS = "Something went wrong on our side."


class Answering:
    """A route that answers while the application runs."""

    def __init__(self) -> None:
        self.app: Application | None = None

    def ready(self, app: Application) -> None:
        """Answer for this application from now on."""
        self.app = app

    def ended(self) -> None:
        """Answer nothing any more, because the application is closed."""
        self.app = None


def owner_of(app: Application, request: Request) -> str:
    """Return who asks, from the cookie or, without one, the page's own token."""
    cookie = request.cookies.get(COOKIE)
    if cookie is not None and is_token(cookie):
        return app.owners.owner_of(cookie)
    return app.owners.owner_of(request.headers.get(RESUME, ""), TokenKind.RESUME)


def refusal(status: int, sentence: str) -> Response:
    """Return a sentence that says why there is nothing else."""
    return JSONResponse({"notice": sentence}, status, {"Cache-Control": "no-store"})


def refused(problem: ValidationError | RehearseError, senseless: str) -> Response:
    """Return the sentence for what went wrong; somebody else's is as if it weren't there."""
    if isinstance(problem, NotFoundError):
        return refusal(404, senseless)
    if isinstance(problem, LimitError):
        return refusal(429, str(problem))
    if isinstance(problem, InputError):
        return refusal(422, str(problem))
    if isinstance(problem, ValidationError):
        return refusal(422, senseless)
    log.error("a route of ours failed", exc_info=problem)
    return refusal(500, OURS)
