"""The route that a Listen button asks for audio."""

from collections.abc import Callable, Iterator, Mapping

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from src.accounts.owners import COOKIE, TokenKind, new_token
from src.api.aloud import Aloud
from src.api.guard.uploads import RESUME
from src.app import Application
from src.errors import ModelBusyError
from tests.doubles import QueueSpeaker
from tests.factory import setup

Build = Callable[..., Application]
Client = tuple[TestClient, QueueSpeaker, Application]


@pytest.fixture
def served(build: Build) -> Iterator[Client]:
    """The route on an application whose speaker is a queue."""
    speaker = QueueSpeaker()
    app, route = build(speaker=speaker), Aloud()
    route.ready(app)
    with TestClient(Starlette(routes=[Route("/aloud", route.answer, methods=["POST"])])) as client:
        yield client, speaker, app


def asked(
    client: TestClient, query: Mapping[str, object], token: str, kind: TokenKind = TokenKind.COOKIE
) -> tuple[int, str, bytes]:
    """Ask for audio as the holder of a token; return status, type and body."""
    client.cookies.clear()
    if kind is TokenKind.COOKIE:
        client.cookies.set(COOKIE, token)
    headers = {RESUME: token} if kind is TokenKind.RESUME else {}
    answer = client.post("/aloud", params={k: str(v) for k, v in query.items()}, headers=headers)
    return answer.status_code, answer.headers["content-type"], answer.content


@pytest.mark.parametrize("kind", list(TokenKind))
def test_an_owner_hears_reply_and_question(served: Client, kind: TokenKind) -> None:
    """Whether a cookie or the page's own link says who they are."""
    client, speaker, app = served
    token = new_token()
    interview = app.interviews.begin(app.owners.owner_of(token, kind), setup())
    of = {"interview": interview.id, "voice": "plain", "speed": 1.5}

    reply = asked(client, {**of, "turn": 0}, token, kind)
    question = asked(client, {**of, "question": 1}, token, kind)

    assert reply == question == (200, "audio/mpeg", b"ID3sound")
    assert [w.speed for w in speaker.spoken] == [1.5, 1.5]


def test_nobody_hears_what_is_another_s(served: Client) -> None:
    """Another cookie, none, or one that is no token find nothing, and no server is asked."""
    client, speaker, app = served
    interview = app.interviews.begin(app.owners.owner_of(new_token()), setup())
    query = {"interview": interview.id, "voice": "plain", "turn": 0}

    statuses = [asked(client, query, token)[0] for token in (new_token(), "", "no token")]

    assert statuses == [404, 404, 404]
    assert speaker.spoken == []


def test_a_failing_server_is_said_in_a_sentence(served: Client) -> None:
    """It says who reads instead."""
    client, speaker, app = served
    speaker.given = ModelBusyError()
    token = new_token()
    interview = app.interviews.begin(app.owners.owner_of(token), setup())

    status, _, body = asked(client, {"interview": interview.id, "voice": "plain", "turn": 0}, token)

    assert status == 502
    assert b"The AI service is busy. Your browser's voice reads instead." in body


@pytest.mark.parametrize(
    "wrong",
    [
        {"turn": ""},
        {"turn": -1},
        {"turn": 0, "question": 1},
        {"turn": 0, "speed": "nan"},
        {"turn": 0, "speed": 2.1},
        {"turn": 0, "voice": "nobody"},
        {},
    ],
)
def test_what_makes_no_sense_is_refused(served: Client, wrong: Mapping[str, object]) -> None:
    """With a sentence, and without asking a server."""
    client, speaker, app = served
    token = new_token()
    interview = app.interviews.begin(app.owners.owner_of(token), setup())

    status, kind, _ = asked(client, {"interview": interview.id, "voice": "plain", **wrong}, token)

    assert (status, kind) == (422, "application/json")
    assert speaker.spoken == []


def test_before_the_start_and_after_the_end_nothing_is_read() -> None:
    """The page is told so, and its browser reads."""
    route = Aloud()
    with TestClient(Starlette(routes=[Route("/aloud", route.answer, methods=["POST"])])) as client:
        assert client.post("/aloud").status_code == 503
