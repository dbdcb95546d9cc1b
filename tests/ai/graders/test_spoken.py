"""Numbers in words, fractions, powers, sums of time: read, never evaluated."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from src.ai.graders import NumberGrader
from src.ai.graders.spoken import in_digits
from src.text import normalise
from tests.factory import number_question


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("½", "0.5"),
        ("2½", "2.5"),
        ("1/2", "0.5"),
        ("3 out of 5", "0.6"),
        ("one half", "0.5"),
        ("three quarters", "0.75"),
        ("twenty-five", "25"),
        ("one hundred and twenty", "120"),
        ("a hundred", "100"),
        ("two thousand three hundred and five", "2305"),
        ("five million", "5000000"),
        ("an hour and a half", "1.5 hour"),
        ("two and a half hours", "2.5 hours"),
        ("3 × 10^-4", "0.0003"),
        ("10⁻⁴", "0.0001"),
        ("2**3", "8"),
        ("minus 5", "-5"),
        ("42, not 43", "42,"),
        ("20 degrees Celsius", "20 °c"),
    ],
)
def test_a_number_is_read_however_it_is_written(said: str, read: str) -> None:
    """As digits, with its unit left in place."""
    assert in_digits(said).strip() == read


@pytest.mark.parametrize("said", ["12/05/2024", "2**99999999", "5/0", "0^-5", "9.9.9 x 10^3"])
def test_what_is_no_plain_number_stays(said: str) -> None:
    """Dates, huge powers and division by zero."""
    assert in_digits(said).strip() == said


def test_beside_digits_words_are_no_numbers() -> None:
    """The "one" of "the one from before" isn't the answer."""
    assert in_digits("42, the one from before") == "42, the one from before"


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading(text: str) -> None:
    """Whatever comes in, a text comes out."""
    assert isinstance(in_digits(text), str)


@pytest.mark.parametrize(
    ("expected", "unit", "answer", "score"),
    [
        (1.5, "h", "1 h 30 min", 10),
        (1.5, "h", "1 h, then 5 h", 0),
        (7.0, "days", "one week", 10),
        (12.0, "km", "12000 m", 10),
        (12_000_000.0, "", "12 m", 10),
        (9.81, "m/s²", "9.81 m/s^2", 10),
        (50.0, "km/h", "50 kph", 10),
        (256.0, "bit", "256 bits", 10),
        (3.0, "GB", "3 GiB", 0),
        (0.15, "", "15 %", 10),
        (15.0, "%", "15 per cent", 10),
        (43.0, "", "42, not 43", 0),
    ],
)
def test_units_and_sums_of_time_are_understood(
    expected: float, unit: str, answer: str, score: float
) -> None:
    """The evidence stands in the answer."""
    asked = number_question().model_copy(update={"expected": expected, "unit": unit})
    grade = NumberGrader().grade(asked, [answer])

    assert grade.score == score
    assert all(quote in normalise(answer) or quote in answer for quote in grade.evidence)
