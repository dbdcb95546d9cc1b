"""Uploads are bounded: Streamlit holds their bytes in memory, and recordings go into the database.

Streamlit itself checks that the session exists and the size while it reads; it takes any number.
"""

import math
import re
import time
from collections import deque
from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from src.accounts.owners import hash_of
from src.api.guard.cookie import token_in
from src.api.guard.policy import MB, Guard

WINDOW_S = 600.0
FILES_EACH = 30
BYTES_OF_ALL = 512 * MB
FRAME_BYTES = 64 * 1024
"""What a form adds around its file: boundaries, part headers, the file's name."""

_UPLOAD = re.compile(r"/_stcore/upload_file/([^/]+)/")
RECORDINGS = "/recordings"
"""Our own route for a recording that a browser kept."""
RESUME = "x-rehearse-resume"
"""Says whose page it is where no cookie comes back; no other site can send it."""


class Window:
    """Counts amounts by key over the last seconds; in memory, as the files are."""

    def __init__(self, limit: float, seconds: float, monotonic: Callable[[], float]) -> None:
        self._limit = limit
        self._seconds = seconds
        self._monotonic = monotonic
        self._taken: dict[str, deque[tuple[float, float]]] = {}

    def wait_s(self, key: str, amount: float = 1) -> float:
        """Return 0 where the amount fits, else in how many seconds some of it is free again."""
        taken = self._fresh(key)
        if sum(each for _, each in taken) + amount <= self._limit:
            return 0.0
        return taken[0][0] + self._seconds - self._monotonic() if taken else self._seconds

    def take(self, key: str, amount: float = 1) -> None:
        """Count an amount now, and forget keys that have nothing left."""
        self._fresh(key)
        self._taken.setdefault(key, deque()).append((self._monotonic(), amount))
        # Here and not on a clock: keys only grow when something is taken.
        for other in list(self._taken):
            self._fresh(other)

    def _fresh(self, key: str) -> deque[tuple[float, float]]:
        taken = self._taken.get(key, deque())
        while taken and taken[0][0] <= self._monotonic() - self._seconds:
            taken.popleft()
        if not taken:
            self._taken.pop(key, None)
        return taken


class BoundedUploads:
    """Refuses an upload that is too big, or one too many of a person, a session, or everybody."""

    def __init__(
        self, app: ASGIApp, *, guard: Guard, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._app = app
        self._guard = guard
        self._files = Window(FILES_EACH, WINDOW_S, monotonic)
        self._bytes = Window(BYTES_OF_ALL, WINDOW_S, monotonic)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a refusal, or count the upload and pass it on."""
        senders = _senders(scope)
        if not senders:
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope, senders)
        await (refusal or self._app)(scope, receive, send)

    def _refusal(self, scope: Scope, senders: list[str]) -> PlainTextResponse | None:
        size = _declared(scope)
        most = self._guard.policy.max_upload_bytes
        if size is not None and size > most + FRAME_BYTES:
            return PlainTextResponse("The file is too big", status_code=413)
        # Without a length it may be as long as is allowed, and is counted so.
        amount = most if size is None else size
        wait_s = max(self._bytes.wait_s("", amount), *map(self._files.wait_s, senders))
        if wait_s > 0:
            later = {"Retry-After": str(math.ceil(wait_s))}
            return PlainTextResponse("Too many uploads; try later", 429, headers=later)
        self._bytes.take("", amount)
        for key in senders:
            self._files.take(key)
        return None


def _senders(scope: Scope) -> list[str]:
    """Return whose upload it is, by session, page and person; none where nothing is uploaded."""
    if scope["type"] != "http":
        return []
    token = token_in(scope)
    person = [f"person {hash_of(token)}"] if token else []
    upload = _UPLOAD.search(scope["path"])
    if scope["method"] == "PUT" and upload is not None:
        return [f"session {upload[1]}", *person]
    if scope["method"] == "POST" and scope["path"].endswith(RECORDINGS):
        page = Headers(scope=scope).get(RESUME, "")
        # The hash again: a resume token is as good as the cookie.
        return person or [f"page {hash_of(page)}"]
    return []


def _declared(scope: Scope) -> int | None:
    length = Headers(scope=scope).get("content-length", "")
    return int(length) if length.isdecimal() else None
