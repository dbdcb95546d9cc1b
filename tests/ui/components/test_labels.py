"""The words for figures."""

import pytest

from src.models.enums import GraderName
from src.models.grades import Overall
from src.ui.components import labels
from tests.factory import grade


@pytest.mark.parametrize(
    ("value", "told"), [(None, "not graded"), (0.0, "0"), (6.0, "6"), (6.83, "6.8")]
)
def test_a_score_has_one_decimal_or_none(value: float | None, told: str) -> None:
    """Whole ones have no point."""
    assert labels.score(value) == told


@pytest.mark.parametrize(
    ("value", "told"), [(0.4, "under 1 min"), (12.4, "12 min"), (60, "1 h 00"), (200, "3 h 20")]
)
def test_minutes_read_like_a_clock(value: float, told: str) -> None:
    """Hours from sixty on."""
    assert labels.minutes(value) == told


@pytest.mark.parametrize(("value", "told"), [(0.9, "good"), (0.6, "fair"), (0.1, "low")])
def test_confidence_is_a_word(value: float, told: str) -> None:
    """Three of them."""
    assert labels.confidence(value) == told


@pytest.mark.parametrize(
    ("overall", "told"),
    [
        (Overall(), "Nothing was answered, so there is nothing to score."),
        (
            Overall(score=6.8, graded=7, ungraded=1, skipped=2, confidence=0.8),
            "Rests on 7 graded answers; 1 could not be graded; 2 skipped. Confidence: good.",
        ),
        (Overall(ungraded=2), "2 answers could not be graded, so there is no score."),
        (Overall(score=5, graded=1), "Rests on 1 graded answer. Confidence: low."),
    ],
)
def test_a_score_says_what_it_rests_on(overall: Overall, told: str) -> None:
    """Never alone."""
    assert labels.rests_on(overall) == told


def test_a_grade_names_its_grader_model_and_prompt() -> None:
    """One by words says so; one by a model says which."""
    by_model = grade(grader=GraderName.RUBRIC, model="test-model", prompt_version="rubric 3")

    assert labels.graded_by(grade(grader=GraderName.LEXICAL)) == "graded by words"
    assert labels.graded_by(by_model) == "graded by rubric · test-model · rubric 3"


@pytest.mark.parametrize(
    ("skill", "name"),
    [("apis", "APIs"), ("sql reasoning", "SQL reasoning"), ("data quality", "Data quality")],
)
def test_a_skill_reads_like_a_heading(skill: str, name: str) -> None:
    """Initials stay initials."""
    assert labels.skill_name(skill) == name
