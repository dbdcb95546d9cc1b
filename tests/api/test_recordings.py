"""The route that takes what a browser kept."""

from collections.abc import Callable, Iterator

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from src.accounts.owners import COOKIE, TokenKind, new_token
from src.api.guard.uploads import RESUME
from src.api.recordings import Recordings
from src.app import Application
from tests.doubles import FakeClock, QueueTranscriber
from tests.factory import setup
from tests.speech_server import tone

Build = Callable[..., Application]
SOUND = tone(0.6)
WEBM = b"\x1aE\xdf\xa3" + bytes(range(256)) * 8


class Browser:
    """Somebody's browser with an interview that is open."""

    def __init__(self, client: TestClient, app: Application, kind: TokenKind) -> None:
        self.app = app
        self.kind = kind
        self.token = new_token()
        self.owner = app.owners.owner_of(self.token, kind)
        self.interview = app.interviews.begin(self.owner, setup()).id
        self._client = client

    def send(self, audio: bytes = WEBM, **fields: object) -> tuple[int, str]:
        """Send a recording; return the status, and the task or the sentence."""
        self._client.cookies.clear()
        if self.kind is TokenKind.COOKIE:
            self._client.cookies.set(COOKIE, self.token)
        headers = {RESUME: self.token} if self.kind is TokenKind.RESUME else {}
        asked = {"interview": self.interview, "turn": 1, "length_s": 4.0, "age_s": 60.0} | fields
        query = {name: str(value) for name, value in asked.items()}
        answer = self._client.post("/recordings", params=query, headers=headers, content=audio)
        told = answer.json()
        return answer.status_code, str(told.get("task") or told["notice"])

    @property
    def waiting(self) -> list[str]:
        """The recordings that wait to be sent."""
        return [t.id for t in self.app.dictation.waiting(self.owner, self.interview)]


@pytest.fixture
def client_of(build: Build) -> Iterator[Callable[..., Browser]]:
    """Return what opens a browser on an application that hears."""
    app, route = build(transcriber=QueueTranscriber()), Recordings()
    route.ready(app)
    routes = [Route("/recordings", route.answer, methods=["POST"])]
    with TestClient(Starlette(routes=routes)) as client:

        def opened(kind: TokenKind = TokenKind.COOKIE, *, agreed: bool = True) -> Browser:
            browser = Browser(client, app, kind)
            if agreed:
                app.dictation.consents.give(browser.owner)
            return browser

        yield opened


@pytest.mark.parametrize("kind", list(TokenKind))
def test_what_was_kept_is_stored_once(client_of: Callable[..., Browser], kind: TokenKind) -> None:
    """Whoever its browser is known by; a second sending gets the same task back."""
    browser = client_of(kind)

    first, again = browser.send(), browser.send()

    assert first == again == (200, browser.waiting[0])
    (task,) = browser.app.dictation.waiting(browser.owner, browser.interview)
    assert (task.turn_no, task.size_bytes) == (1, len(WEBM))


def test_what_the_answer_box_stored_meanwhile_is_not_stored_again(
    client_of: Callable[..., Browser],
) -> None:
    """The box's own file came since, and takes as long; one of another length is another one."""
    browser = client_of()
    dictation = browser.app.dictation
    stored = dictation.record(browser.owner, browser.interview, 1, tone(4.2))

    assert browser.send(length_s=4.6, age_s=5) == (200, stored.id)
    assert browser.send(length_s=9, age_s=10) != (200, stored.id)
    assert len(browser.waiting) == 2


def test_what_was_stored_before_it_began_is_another_one(
    client_of: Callable[..., Browser], clock: FakeClock
) -> None:
    """Two recordings of one length are two."""
    browser = client_of()
    browser.app.dictation.record(browser.owner, browser.interview, 1, tone(4.2))
    clock.advance(30)

    assert browser.send(length_s=4.2, age_s=6)[0] == 200
    assert len(browser.waiting) == 2


def test_nobody_adds_to_what_is_another_s(client_of: Callable[..., Browser]) -> None:
    """It is as if the interview weren't there."""
    mine, theirs = client_of(), client_of()

    assert mine.send(interview=theirs.interview)[0] == 404
    assert not theirs.waiting


def test_without_a_yes_nothing_is_taken(client_of: Callable[..., Browser]) -> None:
    """The sentence says what to do."""
    status, words = client_of(agreed=False).send()

    assert status == 422
    assert "Say yes" in words


@pytest.mark.parametrize(
    ("audio", "fields"),
    [
        (b"", {}),
        (b"<html>", {}),
        (WEBM, {"length_s": "nan"}),
        (WEBM, {"age_s": -1}),
        (WEBM, {"turn": "x"}),
        (WEBM + bytes(11 * 1024 * 1024), {}),
    ],
)
def test_what_makes_no_sense_is_refused(
    client_of: Callable[..., Browser], audio: bytes, fields: dict[str, object]
) -> None:
    """No sound, too much of it, or figures that are none."""
    browser = client_of()

    assert browser.send(audio, **fields)[0] == 422
    assert not browser.waiting


def test_an_interview_that_is_over_takes_none(client_of: Callable[..., Browser]) -> None:
    """With the reason."""
    browser = client_of()
    browser.app.interviews.finish(browser.owner, browser.interview)

    status, words = browser.send()

    assert status == 422
    assert "over" in words


def test_before_the_start_nothing_is_taken() -> None:
    """The browser keeps it, and tries again."""
    routes = [Route("/recordings", Recordings().answer, methods=["POST"])]
    with TestClient(Starlette(routes=routes)) as client:
        assert client.post("/recordings").status_code == 503
