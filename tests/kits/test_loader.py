"""Errors in a kit name the line and say what is wrong in plain words."""

import pytest
import yaml

from src.errors import KitError
from src.kits import loader, read_kit

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
    ("id: two", "id: one", "Question id one appears twice", 13),
    ("to: first", "to: nothing", "Follow-up to unknown point 'nothing'", 12),
    ("expected: [apple]", "expected: [pear]", "must list some of the `choices`", 21),
    ("      - {text: stone}\n", "", "at least two different texts", 18),
    ("kind: choice", "kind: number", "needs a number as `expected`", 21),
    ("kind: choice", "kind: riddle", "`kind`", 14),
    ("title: Small", "title: [a, b]", "`title` must be text", 2),
    ("title: Small", "title: Small\ntitle: Other", "`title` stands here twice", 3),
    ("role: any", "role: any: thing", "This is not YAML", 3),
    ("role: any", "role: any\nversion: one", "`version` must be a whole number", 4),
    ("level: 2", "level: 2\n    anchors: {three: low}", "`three` must be a whole number", 8),
    ("level: 2", "level: 2\n    tables: [{name: t, columns: [a], rows: [[{}]]}]", "`rows`", 8),
    ("level: 2", "level: 2\n    answers: none", "`answers` must be fields with values", 8),
    ("role: any", "role: yes", "`role` must be text", 3),
    ("level: 2", "level: 2\n    tags:\n      a: b", "`tags` must be a list", 8),
    ("level: 2", "level: 2\n    colours:\n      - red", "`colours` is not a field", 8),
    ("level: 2", "level: 2\n    minutes: .nan", "`minutes` must be a number", 8),
    ("text: opens the window}", "weight: 2}", "`text` is missing", 10),
    ("kind: choice", "kind: number\n    expected: nan", "`expected` stands here twice", 22),
    ("kind: choice", "kind: number", "A number question needs a number", 21),
    ("expected: [apple]", "expected: []", "must list some of the `choices`", 21),
    ("    expected: [apple]\n", "", "must list some of the `choices`", 13),
    ("role: any", "role: \x01", "a character that YAML doesn't allow", 3),
    ("role: any", "role: any\n? [a]\n: b", "A field's name must be a word", 4),
    ("role: any", "role: any\nx: " + "[" * 900 + "]" * 900, "nested too deep", 4),
    ("role: any", "role: any\nx: " + "[" * 9000, "", 4),
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
    ],
)
def test_what_is_no_kit_is_refused(text: str, words: str) -> None:
    """Empty, a list, prose, too large."""
    with pytest.raises(KitError, match=words):
        read_kit(text)


def test_an_alias_is_named_with_the_line_of_its_anchor() -> None:
    """That is where the author can repeat the value instead."""
    with pytest.raises(KitError) as caught:
        read_kit(GOOD.replace("role: any", "role: &a any\nsummary: *a"))

    assert caught.value.line == 3


def test_a_key_that_is_no_number_is_refused() -> None:
    """Nothing equals it, so nobody could answer it right."""
    keyed = GOOD.replace("kind: choice", "kind: number").replace("[apple]", "nan")

    with pytest.raises(KitError, match="needs a number as `expected`") as caught:
        read_kit(keyed)

    assert caught.value.line == 21


def test_a_label_with_quotes_is_found_in_its_line() -> None:
    """However it is written."""
    with pytest.raises(KitError) as caught:
        read_kit(GOOD.replace("to: first", "to: others' part"))

    assert caught.value.line == 12


def test_without_the_fast_reader_a_deep_nest_is_refused_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Some systems have no compiled YAML."""
    monkeypatch.setattr(loader, "_LOADER", yaml.SafeLoader)

    with pytest.raises(KitError, match="nested too deep"):
        read_kit("a: " + "[" * 9000)


def test_a_good_kit_is_read() -> None:
    """Numbers, booleans and empty values become what they are."""
    kit = read_kit(GOOD.replace("level: 2", "level: 2\n    minutes: 2.5\n    competence: ~"))

    assert [q.id for q in kit.questions] == ["one", "two"]
    assert kit.questions[0].minutes == 2.5
    assert kit.questions[1].expected == ("apple",)
