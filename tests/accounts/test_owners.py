"""Owners behind tokens."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from src.accounts.owners import Owners, TokenKind, hash_of, is_token, new_token
from src.errors import NotFoundError
from src.ports import Store
from src.storage import MemoryStore, SqlStore, open_store
from src.storage.engine import sqlite_url
from tests.doubles import FakeClock
from tests.stores import new_store


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Both stores."""
    store: Store = MemoryStore() if request.param == "memory" else new_store(tmp_path)
    yield store
    store.close()


@pytest.fixture
def owners(store: Store) -> Owners:
    """Owners over the store."""
    return Owners(store, FakeClock())


def test_a_token_is_256_unguessable_bits() -> None:
    """43 URL-safe characters, never the same."""
    tokens = {new_token() for _ in range(100)}

    assert len(tokens) == 100
    assert all(is_token(token) for token in tokens)


@pytest.mark.parametrize("text", ["", "a" * 42, "a" * 44, "a" * 42 + "=", "a" * 43 + "\n"])
def test_anything_else_is_no_token(text: str) -> None:
    """Length and alphabet are exact."""
    assert not is_token(text)


def test_a_token_keeps_its_owner(owners: Owners) -> None:
    """The first use makes the owner, every later one finds it."""
    token = new_token()

    first, second = owners.owner_of(token), owners.owner_of(token)

    assert first == second
    assert first != token


def test_a_token_used_at_once_by_many_has_one_owner(owners: Owners) -> None:
    """A first page opens several connections; all of them are the same person."""
    token = new_token()
    start = Barrier(8)

    def ask(_: int) -> str:
        start.wait()
        return owners.owner_of(token)

    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(ask, range(8)))

    assert len(found) == 1


def test_two_tokens_are_two_owners(owners: Owners) -> None:
    """Nobody meets somebody else's owner."""
    assert owners.owner_of(new_token()) != owners.owner_of(new_token())


def test_only_the_hash_is_stored(owners: Owners, store: Store) -> None:
    """The token itself opens nothing in the database."""
    token = new_token()
    owner = owners.owner_of(token, TokenKind.RESUME)

    with store.unit() as unit:
        found = unit.owners.owner_of(hash_of(token)), unit.owners.owner_of(token)

    assert found == (owner, None)


@pytest.mark.parametrize("text", ["", "not a token", "a" * 44])
def test_what_is_no_token_is_not_found(owners: Owners, text: str) -> None:
    """A cut-off link gets a sentence, never a new owner."""
    with pytest.raises(NotFoundError, match="not complete"):
        owners.owner_of(text)


def test_a_newcomer_may_look_while_nothing_can_be_written(tmp_path: Path) -> None:
    """An id that nothing belongs to, instead of an error on every page."""
    open_store(None, tmp_path).close()
    store = SqlStore(sqlite_url(tmp_path / "app.db"), read_only=True)
    token = new_token()

    owner = Owners(store, FakeClock()).owner_of(token)

    with store.unit() as unit:
        assert unit.owners.owner_of(hash_of(token)) is None
    assert owner
    store.close()
