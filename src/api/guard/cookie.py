"""Who somebody is before they sign in: an unguessable token in a cookie that scripts can't read."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from src.accounts.owners import COOKIE, hash_of, is_token, new_token
from src.api.guard.policy import Guard

YEAR_S = 365 * 24 * 60 * 60
PERSON_HEADER = "x-rehearse-person"
"""Streamlit binds a session to it (`server.trustedUserHeaders`), so it must come from here only."""


class AnonymousCookie:
    """Sets the cookie with the first page, and tells Streamlit whose connection this is."""

    def __init__(self, app: ASGIApp, *, guard: Guard) -> None:
        self._app = app
        self._guard = guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with the person's header, and its answer with the cookie."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        token = token_in(scope)
        scope = {**scope, "headers": _with_person(scope, token)}
        if token is None and _asks_for_a_page(scope):
            cookie = _cookie(new_token(), secure=self._is_secure(scope))
            send = _setting(cookie, send)
        await self._app(scope, receive, send)

    def _is_secure(self, scope: Scope) -> bool:
        fixed = self._guard.policy.cookie_secure
        # Behind a proxy that ends TLS our own scheme is http; a chain of proxies puts the browser's
        # first.
        forwarded = Headers(scope=scope).get("x-forwarded-proto", "").partition(",")[0].strip()
        return (forwarded or scope["scheme"]) == "https" if fixed is None else fixed


def token_in(scope: Scope) -> str | None:
    """Return the token of a request's cookie, None without a well-formed one."""
    token = HTTPConnection(scope).cookies.get(COOKIE, "")
    return token if is_token(token) else None


def _with_person(scope: Scope, token: str | None) -> list[tuple[bytes, bytes]]:
    name = PERSON_HEADER.encode()
    # A header of this name from outside would be somebody else's session for the asking.
    headers = [(key, value) for key, value in scope["headers"] if key.lower() != name]
    if token is not None:
        # The hash: what Streamlit keeps with the session opens nothing.
        headers.append((name, hash_of(token).encode()))
    return headers


def _asks_for_a_page(scope: Scope) -> bool:
    accept = Headers(scope=scope).get("accept", "")
    return scope["type"] == "http" and scope["method"] == "GET" and "text/html" in accept


def _cookie(token: str, *, secure: bool) -> str:
    # Lax and not Strict: who follows a link from a mail must find their own interviews.
    parts = (f"{COOKIE}={token}", "Path=/", f"Max-Age={YEAR_S}", "HttpOnly", "SameSite=Lax")
    return "; ".join((*parts, "Secure") if secure else parts)


def _setting(cookie: str, send: Send) -> Send:
    """Return a `send` that adds the cookie to a page, fresh or unchanged since it was cached."""

    async def with_cookie(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            is_page = headers.get("content-type", "").startswith("text/html")
            # A page from the browser's cache is answered with 304, and its person needs a cookie
            # all the same.
            if message["status"] == 304 or (message["status"] == 200 and is_page):  # noqa: PLR2004
                headers.append("Set-Cookie", cookie)
        await send(message)

    return with_cookie
