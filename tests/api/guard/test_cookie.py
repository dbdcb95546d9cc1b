"""The anonymous cookie."""

import pytest

from src.accounts.owners import hash_of, is_token, new_token
from src.api.guard import Guard, Policy
from src.api.guard.cookie import AnonymousCookie
from tests.api.asgi import Answer, Behind, call, scope_of

TOKEN = new_token()
PAGE = {"accept": "text/html,application/xhtml+xml"}


async def visit(
    headers: dict[str, str] | None = None,
    *,
    policy: Policy | None = None,
    status: int = 200,
    kind: str = "text/html; charset=utf-8",
    method: str = "GET",
    scheme: str = "http",
) -> Answer:
    """Ask for a page through the middleware."""
    answer = Answer()
    app = AnonymousCookie(Behind(answer, status, kind), guard=Guard(policy))
    scope = scope_of(method=method, scheme=scheme, headers=PAGE | (headers or {}))
    return await call(app, answer, scope)


def cookie_of(answer: Answer) -> dict[str, str]:
    """Return the attributes of the one cookie that was set."""
    (cookie,) = answer.headers.getlist("set-cookie")
    pairs = (part.partition("=") for part in cookie.split("; "))
    return {name: value for name, _, value in pairs}


async def test_the_first_page_sets_an_unguessable_cookie() -> None:
    """256 bits that scripts can't read and other sites' writes don't carry."""
    answer = await visit()

    cookie = cookie_of(answer)
    assert is_token(cookie.pop("rehearse"))
    assert cookie == {"Path": "/", "Max-Age": "31536000", "HttpOnly": "", "SameSite": "Lax"}


async def test_two_visitors_get_different_tokens() -> None:
    """Nothing is shared between first pages."""
    tokens = {cookie_of(await visit())["rehearse"] for _ in range(5)}

    assert len(tokens) == 5


async def test_a_page_unchanged_in_the_cache_sets_it_too() -> None:
    """Who cleared the cookies but not the cache gets a new one with the 304."""
    answer = await visit(status=304, kind="")

    assert "rehearse" in cookie_of(answer)


async def test_a_visitor_with_a_cookie_keeps_it() -> None:
    """The cookie is set once."""
    answer = await visit({"cookie": f"other=1; rehearse={TOKEN}"})

    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("bad", ["", "short", "x" * 44, "é" * 43, "a b" * 14 + "c"])
async def test_a_malformed_cookie_is_replaced(bad: str) -> None:
    """What is no token of ours counts as none."""
    answer = await visit({"cookie": f"rehearse={bad}"})

    assert is_token(cookie_of(answer)["rehearse"])


@pytest.mark.parametrize(
    ("accept", "method"),
    [("*/*", "GET"), ("text/html", "POST"), ("application/json", "GET"), ("text/html", "HEAD")],
)
async def test_nothing_but_pages_sets_it(accept: str, method: str) -> None:
    """Scripts, styles and calls get no cookie."""
    answer = await visit({"accept": accept}, method=method)

    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(("status", "kind"), [(404, "text/html"), (200, "application/json")])
async def test_an_answer_that_is_no_page_sets_none(status: int, kind: str) -> None:
    """The answer decides too, not the request alone."""
    answer = await visit(status=status, kind=kind)

    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("headers", "scheme"),
    [
        ({}, "https"),
        ({"x-forwarded-proto": "https"}, "http"),
        ({"x-forwarded-proto": "https, http"}, "http"),
    ],
)
async def test_it_is_secure_on_https(headers: dict[str, str], scheme: str) -> None:
    """By the person's scheme, as the first proxy names it."""
    answer = await visit(headers, scheme=scheme)

    assert "Secure" in cookie_of(answer)


@pytest.mark.parametrize(("scheme", "fixed"), [("http", True), ("https", False)])
async def test_a_setting_decides_over_the_scheme(scheme: str, fixed: bool) -> None:  # noqa: FBT001
    """COOKIE_SECURE is for proxies that don't say how they were reached."""
    answer = await visit(scheme=scheme, policy=Policy(cookie_secure=fixed))

    assert ("Secure" in cookie_of(answer)) is fixed


@pytest.mark.parametrize("kind", ["http", "websocket"])
async def test_streamlit_hears_whose_connection_it_is(kind: str) -> None:
    """By the cookie's hash, never by what the client sends."""
    headers = {"cookie": f"rehearse={TOKEN}", "X-Rehearse-Person": "somebody else"}
    answer = Answer()

    await call(
        AnonymousCookie(Behind(answer), guard=Guard()), answer, scope_of(kind=kind, headers=headers)
    )

    assert answer.seen is not None
    assert answer.seen.getlist("x-rehearse-person") == [hash_of(TOKEN)]


async def test_a_client_without_a_cookie_is_nobody() -> None:
    """The header is stripped where there is no cookie."""
    answer = await visit({"X-Rehearse-Person": hash_of(TOKEN)})

    assert answer.seen is not None
    assert "x-rehearse-person" not in answer.seen


async def test_the_start_and_end_of_the_server_pass() -> None:
    """Lifespan messages have no headers and go through."""
    seen: list[object] = []

    async def app(*given: object) -> None:
        seen.append(given)

    await call(AnonymousCookie(app, guard=Guard()), Answer(), {"type": "lifespan"})

    assert len(seen) == 1
