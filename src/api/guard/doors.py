"""Which requests come in at all: closed routes, hosts, and what other web sites send."""

from typing import NamedTuple
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from src.api.guard.policy import Guard, Policy

# Metrics tell how many people are here; by the agent route whoever reaches the app drives it.
CLOSED = ("/_stcore/metrics", "/_stcore/agent")
PROBES = ("/healthz", "/_stcore/health")
READS = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY_VIOLATION = 1008


class Refusal(NamedTuple):
    """Why a request stays outside."""

    status: int
    words: str


class Doors:
    """Turns away what has no business here, before anything else sees it.

    Streamlit checks the origin of its WebSocket and a token on its uploads; routes of ours and the
    Host header are checked here.
    """

    def __init__(self, app: ASGIApp, *, guard: Guard) -> None:
        self._app = app
        self._guard = guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a refusal, or pass the request on."""
        refusal = None
        if scope["type"] in {"http", "websocket"}:
            refusal = _refusal(scope, Headers(scope=scope), self._guard.policy)
        if refusal is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose(code=POLICY_VIOLATION)(scope, receive, send)
        else:
            answer = PlainTextResponse(refusal.words, status_code=refusal.status)
            await answer(scope, receive, send)


def _refusal(scope: Scope, headers: Headers, policy: Policy) -> Refusal | None:
    path = str(scope["path"]).rstrip("/")
    # By the end of the path: the app may be served under a base path, with the same routes in it.
    if any(path.endswith(closed) or f"{closed}/" in path for closed in CLOSED):
        return Refusal(404, "Not found")
    # Probes ask by address, which no list of names holds, and learn nothing but "ok".
    if not policy.serves(headers.get("host")) and path not in PROBES:
        return Refusal(421, "This name is not served here. ALLOWED_HOSTS lists the names.")
    if scope["type"] == "websocket":
        theirs = not _own_socket(headers, policy)
    else:
        theirs = scope["method"] not in READS and not _own_write(headers, policy)
    return Refusal(403, "Not allowed from another web site") if theirs else None


def _own_socket(headers: Headers, policy: Policy) -> bool:
    """Say whether a WebSocket may open: browsers always send an origin.

    Where any host is served, Streamlit's comparison of origin and host decides.
    """
    origin = headers.get("origin")
    return origin is not None and policy.serves(_host_of(origin))


def _own_write(headers: Headers, policy: Policy) -> bool:
    """Say whether a write comes from our pages, or from no browser (no forged request then)."""
    # Sent by the browser itself and out of a page's reach; the origin only where it is missing.
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = headers.get("origin")
    if origin is None:
        return True
    host = _host_of(origin)
    same = host in {headers.get("host"), headers.get("x-forwarded-host")}
    return same and policy.serves(host)


def _host_of(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""
