"""Whether the program can serve."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse


class Health:
    """Answers 200 only while there is an application and its database answers."""

    def __init__(self) -> None:
        self._ask: Callable[[], str] = _starting

    def ready(self, ask: Callable[[], str]) -> None:
        """Answer with what `ask` says from now on: "ok", or a sentence."""
        self._ask = ask

    def ended(self) -> None:
        """Answer 503 again, because the application is closed."""
        self._ask = _ending

    def answer(self, _: Request) -> PlainTextResponse:
        """Return the word with its status; not async, so that it runs in a thread.

        "ok, but" with what could be better is well enough to serve.
        """
        word = self._ask()
        return PlainTextResponse(word, status_code=200 if word.startswith("ok") else 503)


def _starting() -> str:
    return "starting"


def _ending() -> str:
    return "ending"
