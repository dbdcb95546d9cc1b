"""The figures of the engineering kits, worked out a second time from the questions' own texts."""

import pytest

from src.models.enums import QuestionKind
from tests.shipped import SHIPPED

KITS = SHIPPED
NAMES = (
    "backend-engineer",
    "frontend-engineer",
    "devops-engineer",
    "security-engineer",
    "machine-learning-engineer",
)
FOUND = {q.id: q for name in NAMES for q in KITS.get(name).questions}
TRUE_ALERTS, FALSE_ALERTS = 10 * 0.9, (100_000 - 10) * 0.01
AGAIN = {
    "be-number-availability": 30 * 24 * 60 / 1000,
    "be-number-pool": 200 * 0.03,
    "be-number-backlog": 36_000 / (70 - 40) / 60,
    "fe-number-download": 1.5 * 8 / 4,
    "fe-number-frame": 1000 / 60 - 6,
    "fe-number-image-width": 400 * 3,
    "do-number-chain": 0.995**3 * 100,
    "do-number-disk-days": (500 * 0.9 - 380) / 8,
    "do-number-burn-rate": 30 / (1.2 / 0.1),
    "sec-number-alert-truth": TRUE_ALERTS / (TRUE_ALERTS + FALSE_ALERTS) * 100,
    "sec-number-guess-time": 5 / 10**6 * 100,
    "sec-number-yearly-loss": 3 / 2 * (14_000 - 2000),
    "ml-number-weights-memory": 13e9 * 4 / 8 / 1e9,
    "ml-number-threshold": 10 / (190 + 10) * 100,
}


@pytest.mark.parametrize("question_id", AGAIN)
def test_a_key_is_what_comes_out_again(question_id: str) -> None:
    """Within the tolerance that the candidate has."""
    question = FOUND[question_id]

    assert question.expected == pytest.approx(AGAIN[question_id], rel=question.tolerance)


def test_precision_follows_from_the_table_that_is_shown() -> None:
    """Right ones among the flagged."""
    question = FOUND["ml-number-precision"]
    spam, honest = (float(row[1] or 0) for row in question.tables[0].rows)

    assert question.expected == pytest.approx(100 * spam / (spam + honest))


def test_no_figure_is_left_out() -> None:
    """Each number question of these kits is worked out here."""
    numbers = {q.id for q in FOUND.values() if q.kind is QuestionKind.NUMBER}

    assert numbers == {*AGAIN, "ml-number-precision"}
