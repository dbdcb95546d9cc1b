"""The vault: one key an owner, for one visit."""

import pytest

from src.gateway.client import Server
from src.gateway.vault import IDLE_S, LEFT_S, Brought, NoKeys, Vault
from tests.doubles import FakeClock, QueueGateway
from tests.gateway.test_metered import REPLY

KEY = "sk-visitor-0123456789abcdef"


def brought(key: str = KEY) -> Brought:
    """Return a key with a gateway behind it."""
    return Brought(Server(None, key), "their-model", QueueGateway(REPLY))


@pytest.fixture
def vault(clock: FakeClock) -> Vault:
    """An empty vault on a clock that stands."""
    return Vault(clock.monotonic)


def test_a_key_is_its_owners_alone(vault: Vault) -> None:
    """Somebody else has none, and each has the latest of theirs."""
    first, second = brought(), brought("sk-another-key")

    assert vault.keep("me", first) is None
    assert vault.keep("me", second) is first

    assert vault.get("me") is second
    assert vault.model_of("me") == "their-model"
    assert vault.get("you") is None
    assert vault.model_of("you") is NoKeys().model_of("me") is None


def test_nothing_that_holds_a_key_shows_it(vault: Vault) -> None:
    """Neither printed nor in an error's words."""
    held = brought()
    vault.keep("me", held)

    assert KEY not in repr(held) + str(held.server) + repr(vars(vault))


def test_a_refresh_keeps_the_key_and_an_end_loses_it(vault: Vault, clock: FakeClock) -> None:
    """While another page of the owner is open, nothing ends."""
    vault.visit("me", "first page")
    vault.keep("me", brought())
    vault.visit("me", "second page")
    vault.leave("me", "first page")
    clock.advance(LEFT_S + 1)
    assert vault.get("me") is not None
    vault.leave("me", "second page")
    clock.advance(LEFT_S - 1)
    vault.visit("me", "after a refresh")
    clock.advance(LEFT_S + 1)
    assert vault.get("me") is not None

    vault.leave("me", "after a refresh")
    clock.advance(LEFT_S)

    assert vault.get("me") is None


def test_an_hour_without_use_ends_it(vault: Vault, clock: FakeClock) -> None:
    """A call is a use, looking is none."""
    vault.visit("me", "page")
    vault.keep("me", brought())
    clock.advance(IDLE_S - 1)
    assert vault.get("me", use=True) is not None
    clock.advance(IDLE_S - 1)
    assert vault.get("me") is not None

    clock.advance(1)

    assert vault.get("me") is None


def test_what_is_over_is_swept_out_once(vault: Vault, clock: FakeClock) -> None:
    """So that its connections can be closed."""
    mine = brought()
    vault.keep("me", mine)
    vault.visit("you", "page")
    clock.advance(IDLE_S)
    vault.keep("you", brought("sk-another-key"))

    assert vault.sweep() == (mine,)
    assert vault.sweep() == ()
    assert vault.get("you") is not None
    vault.leave("me", "a page that nobody knows any more")


def test_a_key_is_let_go_only_if_it_is_still_the_one(vault: Vault) -> None:
    """A late refusal of the key before must not take the new one away."""
    old, new = brought("sk-the-old-one"), brought()
    vault.keep("me", old)
    vault.keep("me", new)

    assert vault.forget("me", old) is None
    assert vault.is_shared(Server(None, KEY))
    assert vault.forget("me") is new
    assert vault.forget("me") is None
    assert not vault.is_shared(Server(None, KEY))
