"""Vectors of texts: every store keeps them by owner, model and hash."""

import pytest

from src.errors import NotFoundError
from src.ports import Store
from tests.stores import ME, OTHER, write


def test_vectors_are_kept_once_by_owner_model_and_hash(filled: Store) -> None:
    """The first one stays; nobody else's and no other model's are found."""
    write(filled, lambda u: u.vectors.put("kits", "m", {"a": b"1234", "b": b"5678"}, None))
    write(filled, lambda u: u.vectors.put("kits", "m", {"a": b"zzzz"}, None))

    with filled.unit() as unit:
        assert unit.vectors.get("kits", "m", ["a", "b", "c"]) == {"a": b"1234", "b": b"5678"}
        assert unit.vectors.get("kits", "n", ["a"]) == {}
        assert unit.vectors.get(ME, "m", ["a"]) == {}
        assert unit.vectors.get("kits", "m", []) == {}


def test_an_interviews_vectors_go_with_it(filled: Store) -> None:
    """Those of kits stay."""
    write(filled, lambda u: u.vectors.put(ME, "m", {"a": b"1234"}, "iv-1"))
    write(filled, lambda u: u.vectors.put("kits", "m", {"a": b"1234"}, None))

    write(filled, lambda u: u.interviews.delete(ME, "iv-1"))

    with filled.unit() as unit:
        assert unit.vectors.get(ME, "m", ["a"]) == {}
        assert unit.vectors.get("kits", "m", ["a"]) == {"a": b"1234"}


def test_nobody_keeps_vectors_under_somebody_elses_interview(filled: Store) -> None:
    """It isn't there for them."""
    with pytest.raises(NotFoundError):
        write(filled, lambda u: u.vectors.put(OTHER, "m", {"a": b"1234"}, "iv-1"))
