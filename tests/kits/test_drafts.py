"""Changes to a draft: plain fields in, plain fields out, valid or not."""

import pytest

from src.kits import drafts
from src.kits.drafts import Fields, Path


def two() -> Fields:
    """Return a draft of two questions."""
    return {"id": "k", "questions": [{"id": "a", "level": 1}, {"id": "b"}]}


A, B = {"id": "a", "level": 1}, {"id": "b"}


@pytest.mark.parametrize(
    ("path", "value", "questions"),
    [
        (("questions", 1, "level"), 4, [A, B | {"level": 4}]),
        (("questions", 0, "level"), None, [{"id": "a"}, B]),
        (("questions", 0), None, [B]),
        (("questions", 1, "points", 0, "label"), "x", [A, B | {"points": [{"label": "x"}]}]),
        (("questions", 1, "anchors", 3), "low", [A, B | {"anchors": {3: "low"}}]),
        (("title",), "T", [A, B]),
        (("id",), None, [A, B]),
    ],
)
def test_a_value_is_put_at_its_place(path: Path, value: object, questions: list[Fields]) -> None:
    """What isn't there yet is made; None takes something out; questions stay last."""
    before = two()

    after = drafts.put(before, path, value)

    assert after["questions"] == questions
    assert after.get("title") == (value if path == ("title",) else None)
    assert ("id" in after) == (path != ("id",))
    assert next(reversed(after)) == "questions"
    assert before == two()


def test_what_stands_in_the_way_gives_way() -> None:
    """A draft may hold text where points belong."""
    broken: Fields = {"questions": [{"points": "none"}]}

    assert drafts.put(broken, ("questions", 0, "points", 0, "label"), "x") == {
        "questions": [{"points": [{"label": "x"}]}]
    }


def test_questions_are_added_copied_moved_and_removed() -> None:
    """Each with an id of its own."""
    copied = drafts.added(two(), 0)
    fresh = drafts.added(two())

    assert [q["id"] for q in drafts.questions_of(copied)] == ["a", "a-1", "b"]
    assert [q["id"] for q in drafts.questions_of(fresh)] == ["a", "b", "q-1"]
    assert [q["id"] for q in drafts.questions_of(drafts.moved(two(), 1, 0))] == ["b", "a"]
    assert [q["id"] for q in drafts.questions_of(drafts.removed(two(), 0))] == ["b"]
    assert drafts.moved(two(), 1, 5) == two()


@pytest.mark.parametrize(
    ("wanted", "taken", "expected"),
    [
        ("nurse", [], "nurse"),
        ("nurse", ["nurse"], "nurse-1"),
        ("nurse-1", ["nurse-1", "nurse-2"], "nurse-3"),
        ("Über Häuser!", [], "ber-h-user-1"),
        ("", [], "kit-1"),
        ("a" * 61, ["a" * 61], "a" * 57 + "-1"),
    ],
)
def test_an_id_is_free_and_can_be_used(wanted: str, taken: list[str], expected: str) -> None:
    """Small letters, digits and hyphens, 61 of them at most."""
    assert drafts.free_id(wanted, taken) == expected
