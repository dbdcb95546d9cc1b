"""The stores, for every suite that asks them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from src.models.enums import QuestionState
from src.ports import Store
from src.storage import MemoryStore, open_store
from tests.factory import asked, interview, question
from tests.stores import KINDS, ME, SERVER, empty, new_store, write


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Each store, empty."""
    if request.param == "memory":
        made: Store = MemoryStore()
    else:
        made = open_store(SERVER, tmp_path) if request.param == "server" else new_store(tmp_path)
    yield made
    made.close()
    if request.param == "server" and SERVER:
        empty(SERVER)


@pytest.fixture
def filled(store: Store) -> Store:
    """A store with one interview of two questions."""
    plan = [asked(1), asked(2, question=question("db-2"), state=QuestionState.WAITING)]
    write(store, lambda u: u.interviews.add(ME, interview(), plan))
    return store
