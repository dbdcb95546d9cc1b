"""Numbers and choices."""

import pytest

from src.ai.graders import ChoiceGrader, NumberGrader
from src.ai.graders.number import figures
from src.models.enums import Coverage, QuestionKind
from tests.factory import choice_question, number_question, question


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("1 234,5", 1234.5),
        ("12,345", 12345),
        ("0,125", 0.125),
        ("1,5", 1.5),
        ("1.5", 1.5),
        ("-3", -3),
        ("2.5e3", 2500),
        ("1'000'000", 1_000_000),
        ("1.000.000", 1_000_000),
        ("3 million", 3_000_000),
        ("€ 5k", 5000),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, value: float) -> None:
    """Separators of several countries, signs, powers, words for large ones."""
    assert figures(text)[0].value == pytest.approx(value)


@pytest.mark.parametrize("text", ["", "no number", "9" * 40, "v2beta"])
def test_what_is_no_number_gives_none(text: str) -> None:
    """Nothing is guessed, and nothing is evaluated."""
    assert figures(text) == []


SCORES = [
    ("12.5 %", 10),
    ("12.5", 10),
    ("12,5 percent", 10),
    ("50 of 400 are 12.5%", 10),
    ("It is 12.5 % of 400 visitors", 10),
    ("about 12.51 %", 10),
    ("0.125", 6),
    ("13 %", 0),
    ("12.5 hours", 6),
]


@pytest.mark.parametrize(("answer", "score"), SCORES)
def test_value_and_unit_count_apart(answer: str, score: float) -> None:
    """The right figure with another unit is worth a part."""
    grade = NumberGrader().grade(number_question(), [answer])

    assert grade.score == score
    assert grade.evidence
    assert "12.5 %" in grade.rationale


@pytest.mark.parametrize(
    ("answer", "score"), [("3 min", 10), ("180 seconds", 10), ("180", 0), ("3", 10), ("3 h", 0)]
)
def test_units_of_one_kind_are_converted(answer: str, score: float) -> None:
    """180 seconds are 3 minutes."""
    asked = question(kind=QuestionKind.NUMBER, expected=3.0, unit="minutes", follow_ups=())

    assert NumberGrader().grade(asked, [answer]).score == score


def test_a_word_after_a_number_without_unit_is_no_unit() -> None:
    """Four rows answer a question that asks for a count."""
    asked = question(kind=QuestionKind.NUMBER, expected=4.0, unit="rows", follow_ups=())

    assert NumberGrader().grade(asked, ["4 rows"]).score == 10
    bare = asked.model_copy(update={"unit": ""})
    assert NumberGrader().grade(bare, ["I count 4 results"]).score == 10


@pytest.mark.parametrize("answers", [[], ["I am not sure"]])
def test_no_number_is_unscored_not_zero(answers: list[str]) -> None:
    """With the reason."""
    grade = NumberGrader().grade(number_question(), answers)

    assert grade.score is None
    assert "no number" in grade.reason


def test_the_right_choice_is_explained() -> None:
    """The rationale says why."""
    grade = ChoiceGrader().grade(choice_question(), ["429"])

    assert (grade.score, grade.confidence) == (10, 1.0)
    assert "Too many requests" in grade.rationale
    assert grade.criteria[0].coverage is Coverage.COVERED


def test_a_wrong_choice_says_what_was_right() -> None:
    """Both are named."""
    grade = ChoiceGrader().grade(choice_question(), ["503"])

    assert grade.score == 0
    assert "“503” isn't right" in grade.rationale
    assert "“429” was missing" in grade.rationale


@pytest.mark.parametrize(
    ("picked", "score"), [("a\nb", 10), ("a", 5), ("a\nc", 0), ("a\nb\nc", 5), ("c", 0)]
)
def test_wrong_choices_count_against_right_ones(picked: str, score: float) -> None:
    """Ticking everything earns nothing."""
    asked = choice_question().model_copy(
        update={
            "choices": tuple(
                choice_question().choices[0].model_copy(update={"text": t, "why": None})
                for t in "abc"
            ),
            "expected": ("a", "b"),
        }
    )

    assert ChoiceGrader().grade(asked, [picked]).score == score


@pytest.mark.parametrize(
    ("answers", "reason"), [([], "Nothing was chosen"), (["418"], "none of the choices")]
)
def test_no_or_unknown_choice_is_unscored(answers: list[str], reason: str) -> None:
    """It is not a wrong answer."""
    grade = ChoiceGrader().grade(choice_question(), answers)

    assert grade.score is None
    assert reason in grade.reason
