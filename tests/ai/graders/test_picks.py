"""Which choices an answer names."""

import pytest

from src.ai.graders.choice import ChoiceGrader
from src.ai.graders.picks import labelled, picked
from src.models.content import Choice

CHOICES = tuple(
    Choice(text=text)
    for text in ("Use an index", "Add memory, then wait", "Drop the table", "Rewrite the query")
)
INDEX, MEMORY, DROP, REWRITE = CHOICES


@pytest.mark.parametrize(
    ("answer", "named"),
    [
        ("use an INDEX.", [INDEX]),
        ("A", [INDEX]),
        ("(b)", [MEMORY]),
        ("3.", [DROP]),
        ("a) Use an index", [INDEX]),
        ("1. Drop the table", [DROP]),
        ("The answer is D.", [REWRITE]),
        ("Option B", [MEMORY]),
        ("Add memory, then wait", [MEMORY]),
        ("A and D", [INDEX, REWRITE]),
        ("A, D, A", [INDEX, REWRITE]),
        ("- Use an index\n- d", [INDEX, REWRITE]),
        ("Use an index; rewrite the query", [INDEX, REWRITE]),
        ("I would use an index and drop the table", [INDEX, DROP]),
        ("", []),
        (" \n ", []),
    ],
)
def test_a_choice_is_named_by_text_or_label(answer: str, named: list[Choice]) -> None:
    """One or several, in a list or a sentence."""
    assert picked(CHOICES, answer) == named


@pytest.mark.parametrize(
    "answer",
    ["E", "7", "I don't know", "not A", "I would not use an index", "A and E"],
)
def test_what_names_no_choice_for_sure_is_none(answer: str) -> None:
    """It stays unscored, rather than wrong."""
    assert picked(CHOICES, answer) is None


def test_texts_that_are_labels_themselves_win() -> None:
    """Of the choices 4, 2 and 1 the answer "2" is the second by its text."""
    numbers = tuple(Choice(text=text) for text in ("4", "2", "1"))

    assert picked(numbers, "1") == [numbers[2]]
    assert picked(numbers, "a") is None
    assert labelled(numbers, "a") is None


def test_the_name_stands_beside_the_score() -> None:
    """As for every grader."""
    assert ChoiceGrader().name == "choice"
