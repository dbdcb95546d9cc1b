"""What stays outside."""

import pytest

from src.api.guard import Guard, Policy
from src.api.guard.doors import Doors
from tests.api.asgi import Answer, Behind, call, scope_of

ANY = Policy(hosts=())


async def knock(policy: Policy | None = None, path: str = "/", **scope: object) -> Answer:
    """Send one request to the doors."""
    answer = Answer()
    app = Doors(Behind(answer), guard=Guard(policy))
    return await call(app, answer, scope_of(path, **scope))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/metrics/",
        "/base/_stcore/metrics",
        "/_stcore/agent/interact",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent",
    ],
)
async def test_closed_routes_are_not_found(path: str) -> None:
    """Metrics and the agent API are nobody's business."""
    answer = await knock(path=path)

    assert answer.status == 404
    assert answer.seen is None


@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/_stcore/metricsx", "/interview"])
async def test_other_routes_are_open(path: str) -> None:
    """Closing is by name, not by resemblance."""
    answer = await knock(path=path)

    assert answer.status == 200


async def test_another_name_is_misdirected() -> None:
    """DNS rebinding sends its own name in the Host header."""
    answer = await knock(headers={"host": "evil.example:8501"})

    assert answer.status == 421
    assert answer.seen is None


async def test_a_probe_may_use_any_name() -> None:
    """A balancer asks for health by address."""
    answer = await knock(path="/healthz", headers={"host": "10.1.2.3:8501"})

    assert answer.status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "same-origin", "origin": "http://localhost:8501"},
        {"sec-fetch-site": "none"},
        {"origin": "http://localhost:8501"},
        {},
    ],
)
async def test_writes_of_ours_and_of_no_browser_pass(headers: dict[str, str]) -> None:
    """A form of another site always shows itself; a script without a browser has no cookies."""
    answer = await knock(method="POST", headers=headers)

    assert answer.status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": "http://localhost:8501"},
        {"origin": "https://evil.example"},
        {"origin": "http://localhost:9999"},
        {"origin": "null"},
        {"origin": "http://[broken"},
        {"origin": "https://evil.example", "x-forwarded-host": "evil.example"},
    ],
)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
async def test_writes_from_another_site_are_refused(method: str, headers: dict[str, str]) -> None:
    """No route of ours needs a token of its own against forged requests."""
    answer = await knock(method=method, headers=headers)

    assert answer.status == 403
    assert answer.seen is None


async def test_reads_from_another_site_pass() -> None:
    """A link from elsewhere opens a page."""
    answer = await knock(headers={"sec-fetch-site": "cross-site"})

    assert answer.status == 200


async def test_a_proxy_that_rewrites_the_host_may_say_the_first_one() -> None:
    """The origin is then compared with X-Forwarded-Host."""
    headers = {"origin": "https://app.example", "x-forwarded-host": "app.example"}

    answer = await knock(ANY, method="POST", headers=headers)

    assert answer.status == 200


@pytest.mark.parametrize(
    "headers",
    [{}, {"origin": "https://evil.example"}, {"origin": "null"}, {"host": "evil.example"}],
)
async def test_a_websocket_of_another_site_is_closed(headers: dict[str, str]) -> None:
    """It is closed before it opens, also without an origin, which browsers always send."""
    answer = await knock(kind="websocket", path="/_stcore/stream", headers=headers)

    assert answer.closed == 1008
    assert answer.seen is None


async def test_a_websocket_without_an_origin_opens_nowhere() -> None:
    """Also where any name is served: only programs leave it out."""
    answer = await knock(ANY, kind="websocket", path="/_stcore/stream")

    assert answer.closed == 1008


@pytest.mark.parametrize("policy", [None, ANY])
async def test_our_own_websocket_opens(policy: Policy | None) -> None:
    """The page's own origin passes under every policy."""
    headers = {"origin": "http://localhost:8501"}

    answer = await knock(policy, kind="websocket", path="/_stcore/stream", headers=headers)

    assert answer.messages == [{"type": "websocket.accept"}]


async def test_the_start_and_end_of_the_server_pass() -> None:
    """Lifespan messages have no headers and go through."""
    seen: list[str] = []

    async def app(scope: object, *_: object) -> None:
        seen.append(str(scope))

    await call(Doors(app, guard=Guard()), Answer(), {"type": "lifespan"})

    assert len(seen) == 1
