"""Errors in a kit name the line and say what is wrong in plain words."""

from pathlib import Path

import pytest

from src.errors import KitError, NotFoundError
from src.kits import FolderKits, read_kit

GOOD = """id: small
title: Small
role: any
questions:
  - id: one
    skill: talking
    level: 2
    text: What do you do first in the morning?
    points:
      - {label: first, text: opens the window}
    follow_ups:
      - {to: first, text: And why do you do that?}
  - id: two
    kind: choice
    skill: talking
    level: 1
    text: Which of these is a fruit?
    choices:
      - {text: apple}
      - {text: stone}
    expected: [apple]
"""

MISTAKES = [
    ("title: Small\n", "", "`title` is missing", 1),
    ("level: 2", "level: nine", "`level` must be a whole number", 7),
    ("level: 2", "level: 9", "`level`", 7),
    ("    skill: talking\n    level: 2", "    level: 2", "`skill` is missing", 5),
    ("level: 2", "level: 2\n    colour: red", "`colour` is not a field of a kit", 8),
    ("level: 2", "level: 2\n    tags: {a: b}", "`tags` must be a list", 8),
    ("id: two", "id: one", "Question id one appears twice", 1),
    ("to: first", "to: nothing", "follow-up to unknown point 'nothing'", 5),
    ("expected: [apple]", "expected: [pear]", "must list some of the `choices`", 13),
    ("      - {text: stone}\n", "", "at least two different texts", 13),
    ("kind: choice", "kind: number", "needs a number as `expected`", 13),
    ("kind: choice", "kind: riddle", "`kind`", 14),
    ("title: Small", "title: [a, b]", "`title` must be text", 2),
    ("title: Small", "title: Small\ntitle: Other", "`title` stands here twice", 3),
    ("role: any", "role: any: thing", "This is not YAML", 3),
    ("skill: talking", "skill: !!python/object:os.system x", "The tag", 6),
]


@pytest.mark.parametrize(("old", "new", "words", "line"), MISTAKES)
def test_a_mistake_is_named_with_its_line(old: str, new: str, words: str, line: int) -> None:
    """The author finds it at once."""
    with pytest.raises(KitError) as caught:
        read_kit(GOOD.replace(old, new, 1))

    assert words in str(caught.value)
    assert caught.value.line == line


def test_a_mistake_in_a_question_names_the_question() -> None:
    """By number and id."""
    with pytest.raises(KitError, match=r"Question 2 \(two\)"):
        read_kit(GOOD.replace("level: 1", "level: x"))


def test_aliases_are_refused() -> None:
    """They can blow a small file up without end."""
    bomb = "id: &a [x]\ntitle: *a\nrole: *a\nquestions: []\n"

    with pytest.raises(KitError, match="Anchors and aliases"):
        read_kit(bomb)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "starts with fields"),
        ("- a\n- b\n", "starts with fields"),
        ("just words", "starts with fields"),
        ("x: '" + "a" * 2_100_000 + "'", "2 MB"),
        ("a: \x01", "not YAML"),
    ],
)
def test_what_is_no_kit_is_refused(text: str, words: str) -> None:
    """Empty, a list, prose, too large, control characters."""
    with pytest.raises(KitError, match=words):
        read_kit(text)


def test_a_good_kit_is_read() -> None:
    """Numbers, booleans and empty values become what they are."""
    kit = read_kit(GOOD.replace("level: 2", "level: 2\n    minutes: 2.5\n    competence: ~"))

    assert [q.id for q in kit.questions] == ["one", "two"]
    assert kit.questions[0].minutes == 2.5
    assert kit.questions[1].expected == ("apple",)


def test_a_folder_is_read_once_and_names_a_broken_file(tmp_path: Path) -> None:
    """The error says which file."""
    (tmp_path / "a.yaml").write_text(GOOD)
    kits = FolderKits(tmp_path)
    assert kits.get("small").title == "Small"
    (tmp_path / "a.yaml").unlink()
    assert len(kits.all()) == 1
    (tmp_path / "bad.yaml").write_text("id: bad\n")

    with pytest.raises(KitError, match=r"bad\.yaml, line 1"):
        FolderKits(tmp_path).all()


def test_an_unknown_kit_is_not_found(tmp_path: Path) -> None:
    """There is nothing by that name."""
    with pytest.raises(NotFoundError):
        FolderKits(tmp_path).get("nothing")
