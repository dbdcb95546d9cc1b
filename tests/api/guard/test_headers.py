"""Security headers."""

import pytest
from starlette.types import ASGIApp

from src.api.guard import Guard, Policy, middleware
from src.api.guard.headers import SecurityHeaders, inline_hashes
from tests.api.asgi import Answer, Behind, call, scope_of

PAGE = """<html><head><!-- <script>never()</script> -->
<script>hello()</script><script src="./a.js"></script><script type="module">two()</script></head>"""


def guarded(answer: Answer, policy: Policy | None = None) -> ASGIApp:
    """Return the headers around a page."""
    return SecurityHeaders(Behind(answer), guard=Guard(policy), index_html=PAGE)


def test_each_inline_script_of_the_page_is_hashed() -> None:
    """Scripts with a source and those in comments are not; the hash is the browser's."""
    hashes = inline_hashes(PAGE)

    assert len(hashes) == 2
    assert hashes[0] == "'sha256-mTytrf2QssaOZNGNRT1WCtMRd3ocH8LJxQQu5qMUanU='"


async def test_a_page_comes_with_the_policy() -> None:
    """No inline script runs but the page's own, and nobody frames it."""
    answer = Answer()

    await call(guarded(answer), answer, scope_of())

    csp = answer.headers["content-security-policy"]
    assert "script-src 'self' blob: 'sha256-" in csp
    assert "frame-ancestors 'self';" in csp
    assert "unsafe-eval" not in csp
    assert "'unsafe-inline'" not in csp.partition("style-src")[0]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["permissions-policy"].startswith("microphone=(self)")


async def test_allowed_ancestors_may_frame_the_page() -> None:
    """FRAME_ANCESTORS are added to 'self', which components need."""
    answer = Answer()

    await call(
        guarded(answer, Policy(frame_ancestors=("https://host.example",))), answer, scope_of()
    )

    assert (
        "frame-ancestors 'self' https://host.example;" in answer.headers["content-security-policy"]
    )


async def test_a_websocket_passes_untouched() -> None:
    """Headers are for HTTP."""
    answer = Answer()

    await call(guarded(answer), answer, scope_of(kind="websocket"))

    assert answer.messages == [{"type": "websocket.accept"}]


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/"])
async def test_refusals_carry_the_headers_too(path: str) -> None:
    """The headers are the outermost middleware."""
    answer = Answer()
    app: ASGIApp = Behind(answer)
    for each in reversed(middleware(Guard(), PAGE)):
        app = each.cls(app, *each.args, **each.kwargs)

    await call(app, answer, scope_of(path, headers={"host": "evil.example"}))

    assert answer.status in {404, 421}
    assert "content-security-policy" in answer.headers
