"""Raw ASGI calls: what the guard sees, without a server."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send


@dataclass
class Answer:
    """What came back, and what came through to the app behind the guard."""

    messages: list[Message] = field(default_factory=list)
    seen: Headers | None = None

    @property
    def status(self) -> int:
        """The HTTP status, 0 for a WebSocket."""
        return int(self.messages[0].get("status", 0))

    @property
    def headers(self) -> Headers:
        """The answer's headers."""
        return Headers(raw=self.messages[0]["headers"])

    @property
    def closed(self) -> int | None:
        """The code that a WebSocket was closed with."""
        code = self.messages[0].get("code")
        return None if code is None else int(code)


class Behind:
    """The app behind the guard: answers one page and notes what it was asked."""

    def __init__(self, answer: Answer, status: int = 200, kind: str = "text/html") -> None:
        self._answer = answer
        self._status = status
        self._kind = kind

    async def __call__(self, scope: Scope, _: Receive, send: Send) -> None:
        """Answer as configured."""
        self._answer.seen = Headers(scope=scope)
        if scope["type"] == "websocket":
            await send({"type": "websocket.accept"})
            return
        headers = [(b"content-type", self._kind.encode())] if self._kind else []
        await send({"type": "http.response.start", "status": self._status, "headers": headers})
        await send({"type": "http.response.body", "body": b""})


def scope_of(
    path: str = "/",
    *,
    kind: str = "http",
    method: str = "GET",
    scheme: str = "http",
    headers: Mapping[str, str] | None = None,
) -> Scope:
    """Return an ASGI scope; the host is `localhost:8501` unless given."""
    all_headers = {"host": "localhost:8501", **(headers or {})}
    raw = [(name.lower().encode(), value.encode()) for name, value in all_headers.items()]
    scope = {"type": kind, "path": path, "scheme": scheme, "headers": raw}
    return {**scope, "method": method, "query_string": b""}


async def call(app: ASGIApp, answer: Answer, scope: Scope) -> Answer:
    """Call an app once and collect what it sends."""

    async def receive() -> Message:
        return {"type": "websocket.connect" if scope["type"] == "websocket" else "http.request"}

    async def send(message: Message) -> None:
        answer.messages.append(message)

    await app(scope, receive, send)
    return answer
