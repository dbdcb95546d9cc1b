"""Bring your own key: what is taken for one, how it is checked, and whom it serves."""

import asyncio
import gc
import logging
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from src.app import Application
from src.errors import (
    InputError,
    LimitError,
    ModelConnectionError,
    ModelCreditError,
    ModelError,
    ModelKeyError,
    ModelKeyGoneError,
)
from src.gateway.visitors import CHECKS, plausible
from src.models.calls import ModelReply, ModelRequest
from src.models.replies import TurnReply
from src.models.views import OwnKey
from tests.doubles import FakeClock
from tests.factory import setup
from tests.gateway.conftest import ask
from tests.model_server import ModelServer

KEY, OTHER_KEY = "sk-visitor-0123456789abcdef", "sk-somebody-else-987654321"


@pytest.fixture
def server() -> Iterator[ModelServer]:
    """A server that takes two keys."""
    with ModelServer() as running:
        running.behaviour.accepts = {KEY, OTHER_KEY}
        yield running


@pytest.fixture
def app(build: Callable[..., Application], server: ModelServer) -> Application:
    """An embedded application whose visitors may use that server."""
    return build(changed={"visitor_base_urls": (server.url,)})


def enter(app: Application, owner_id: str, key: str = KEY) -> OwnKey:
    """Bring a key for the local server."""
    return app.keys.enter(owner_id, key, place=1)


def request_of(app: Application, owner_id: str) -> ModelRequest[TurnReply]:
    """Return a turn's request of an owner who has an interview."""
    interview = app.interviews.prepare(owner_id, setup()).interview
    return replace(ask(), owner_id=owner_id, interview_id=interview.id)


def complete(app: Application, asked: ModelRequest[TurnReply]) -> ModelReply[TurnReply]:
    """Make a call on the loop of the application."""
    return app.jobs.submit(lambda: app.gateway.complete(asked), 20)


@pytest.mark.parametrize(
    "typed", [KEY, f"  {KEY}\n", f"Bearer {KEY}", f"OPENAI_API_KEY='{KEY}'", f'"{KEY}"']
)
def test_a_key_is_found_in_what_people_paste(typed: str) -> None:
    """With its header, its variable, its quotes."""
    assert plausible(typed) == KEY


@pytest.mark.parametrize(
    "typed", ["", "  ", "short", "two words and more", "sk-ключ-0123456", "x" * 401]
)
def test_what_is_no_key_is_refused_without_repeating_it(typed: str) -> None:
    """The sentence holds nothing of what was typed."""
    with pytest.raises(InputError) as caught:
        plausible(typed)

    assert not typed.strip() or typed.strip() not in str(caught.value)


def test_a_good_key_is_checked_without_cost_and_answers(
    app: Application, server: ModelServer
) -> None:
    """The list of models is all that is asked; then its model speaks for its owner."""
    server.behaviour.models = ["text-embedding-9", "whisper-2", "talker-large", "talker-small"]

    taken = enter(app, "me", KEY)

    assert (taken.model, taken.checked) == ("talker-large", True)
    assert taken.models == ("talker-large", "talker-small")
    assert server.requests == []
    assert app.info("me").engine == "talker-large"
    assert not app.info("me").embedded
    assert app.info("me").host == server.url.removeprefix("http://").removesuffix("/v1")
    assert complete(app, request_of(app, "me")).model == "talker-large"
    assert app.info("you").embedded


def test_the_settings_model_is_asked_where_it_is_listed(
    app: Application, server: ModelServer
) -> None:
    """Another one can be chosen; one that isn't listed can't."""
    server.behaviour.models = ["a-model", "gpt-6-luna"]
    assert enter(app, "me", KEY).model == "gpt-6-luna"

    app.keys.choose("me", "a-model")

    assert complete(app, request_of(app, "me")).model == "a-model"
    with pytest.raises(InputError):
        app.keys.choose("me", "not-there")
    with pytest.raises(InputError):
        app.keys.choose("you", "a-model")


@pytest.mark.parametrize(
    ("mode", "error"),
    [("down", ModelError), ("quota", ModelCreditError), ("busy_long", ModelError)],
)
def test_a_key_that_cant_be_used_now_is_not_kept(
    app: Application, server: ModelServer, mode: str, error: type[ModelError]
) -> None:
    """Each with its own sentence."""
    server.become(mode)

    with pytest.raises(error):
        enter(app, "me", KEY)

    assert app.info("me").own_key is None
    assert app.keys._clients._made == {}


@pytest.mark.parametrize("mode", ["no_model", "html", "junk", "malformed"])
def test_a_server_without_a_list_takes_the_key_unchecked(
    app: Application, server: ModelServer, mode: str
) -> None:
    """And says so; the first reply will tell."""
    server.become(mode)

    taken = enter(app, "me", KEY)

    assert (taken.checked, taken.models, taken.model) == (False, (), "gpt-6-luna")


def test_a_wrong_key_is_refused_and_nowhere_to_be_found(
    app: Application, caplog: pytest.LogCaptureFixture
) -> None:
    """The server's words repeat the key; ours don't, nor does what leads to them."""
    caplog.set_level(logging.DEBUG, "src")
    wrong = "sk-wrong-key-that-nobody-knows"

    with pytest.raises(ModelKeyError) as caught:
        enter(app, "me", wrong)

    told = "".join(traceback.format_exception(caught.value))
    assert "wrong-key" not in told + str(caught.value) + caught.value.sentence + caplog.text
    assert app.info("me").own_key is None
    assert app.keys._clients._made == {}


def test_an_address_that_nobody_answers_is_a_matter_of_connection(
    build: Callable[..., Application],
) -> None:
    """Within seconds."""
    app = build(changed={"visitor_base_urls": ("http://127.0.0.1:9/v1",)})

    with pytest.raises(ModelConnectionError):
        enter(app, "me", KEY)


def test_keys_cant_be_tried_without_end(
    app: Application, server: ModelServer, clock: FakeClock
) -> None:
    """Ten in ten minutes, counted in the database."""
    for _ in range(CHECKS):
        with pytest.raises(ModelKeyError):
            enter(app, "me", "sk-not-this-one-either")
    asked = len(server.behaviour.asked_with)

    with pytest.raises(LimitError) as caught:
        enter(app, "me", KEY)

    assert caught.value.retry_after_s == 600
    assert len(server.behaviour.asked_with) == asked
    enter(app, "you", KEY)
    clock.advance(601)
    enter(app, "me", KEY)


async def test_two_owners_at_once_are_asked_with_their_own_keys(
    app: Application, server: ModelServer
) -> None:
    """And a third one, without a key, never reaches the server."""
    enter(app, "me", KEY)
    enter(app, "you", OTHER_KEY)
    asked = {who: request_of(app, who) for who in ("me", "you", "them")}
    server.behaviour.asked_with.clear()
    server.behaviour.delay_s = 0.05

    async def many() -> list[object]:
        calls = [app.gateway.complete(asked[who]) for who in ("me", "you", "them") * 6]
        return list(await asyncio.gather(*calls))

    replies = await asyncio.to_thread(app.jobs.submit, many, 30.0)

    models = [getattr(reply, "model", None) for reply in replies]
    assert models == ["test-model", "test-model", "embedded"] * 6
    assert sorted(server.behaviour.asked_with) == sorted([KEY, OTHER_KEY] * 6)
    with app.store.unit() as unit:
        assert unit.ledger.spend("me").own_key_calls == 6
        assert unit.ledger.spend("them").own_key_calls == 0


def test_forgetting_closes_the_connections_and_ends_the_calls(
    app: Application, server: ModelServer
) -> None:
    """What was under way says that the key is gone, and nothing of the key stays."""
    enter(app, "me", KEY)
    asked = request_of(app, "me")
    server.become("hang")

    async def both() -> object:
        call = asyncio.ensure_future(app.gateway.complete(asked))
        for _ in range(500):
            await asyncio.sleep(0 if server.requests else 0.01)
        gone = app.keys._vault.forget("me")
        assert gone is not None
        await app.keys._close(gone)
        return (await asyncio.gather(call, return_exceptions=True))[0]

    problem = app.jobs.submit(both, 20)

    assert isinstance(problem, ModelKeyGoneError)
    assert app.keys._clients._made == {}
    gc.collect()
    assert not [
        o for o in gc.get_objects() if type(o).__name__ == "AsyncOpenAI" and o.api_key == KEY
    ]


def test_a_key_that_two_have_stays_open_for_the_other(
    app: Application,
) -> None:
    """One client a server and key, closed with the last of them."""
    enter(app, "me", KEY)
    enter(app, "you", KEY)
    assert len(app.keys._clients._made) == 1

    app.keys.forget("me")

    assert complete(app, request_of(app, "you")).model == "test-model"
    app.keys.forget("you")
    app.keys.forget("you")
    assert app.keys._clients._made == {}


def test_a_visit_that_is_over_is_swept_out(app: Application, clock: FakeClock) -> None:
    """With its connections."""
    app.keys.visit("me", "page")
    enter(app, "me", KEY)
    app.keys.leave("me", "page")
    clock.advance(121)

    app.jobs.submit(app.keys.sweep, 10)

    assert app.info("me").embedded
    assert app.keys._clients._made == {}


def test_where_no_key_is_taken_none_is(build: Callable[..., Application]) -> None:
    """VISITOR_KEYS=false."""
    app = build(changed={"visitor_keys": False})

    assert app.info("me").key_terms.hosts == ()
    with pytest.raises(InputError):
        enter(app, "me", KEY)


def test_keys_go_to_named_addresses_only(app: Application, server: ModelServer) -> None:
    """The operator's server or OpenAI, and what the settings add; never where a visitor says."""
    assert app.info("me").key_terms.hosts == (
        "api.openai.com",
        server.url.removeprefix("http://").removesuffix("/v1"),
    )
    with pytest.raises(InputError):
        app.keys.enter("me", KEY, place=7)
