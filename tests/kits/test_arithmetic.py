"""The figures that the kits for support, sales, nursing and a first job hold as right."""

import pytest

from tests.shipped import SHIPPED

KITS = SHIPPED.all()
QUESTIONS = {question.id: question for kit in KITS for question in kit.questions}

WORKED = {
    "cs-number-agents": 240 * 5 / 60 / 0.8,
    "cs-number-prorata": 180 / 12 * (12 - 5),
    "cs-number-sla": 100 * 598 / 650,
    "sa-number-calls": 6 * 4 * 2 * 10,
    "sa-number-discount": 100 * ((100 - 70) / (90 - 70) - 1),
    "nu-number-syrup": 12 * 15 / (120 / 5),
    "nu-number-drops": 1000 * 20 / (8 * 60),
    "nu-number-pump": 0.1 * 70 * 60 / (4000 / 50),
    "gr-number-team-days": 5 * 12 / 3,
    "gr-number-leaflets": (900 - 300) / 0.12,
}
"""Worked out from the figures in each text."""


@pytest.mark.parametrize("question_id", WORKED)
def test_a_figure_is_what_its_text_comes_to(question_id: str) -> None:
    """Within the tolerance that the answer is given."""
    question = QUESTIONS[question_id]

    assert question.expected == pytest.approx(WORKED[question_id], rel=question.tolerance)


def test_a_weighted_pipeline_follows_from_its_table() -> None:
    """Recomputed from the rows that the candidate sees."""
    question = QUESTIONS["sa-number-weighted"]
    rows = question.tables[0].rows

    weighed = sum(float(str(row[1])) * float(str(row[2]).rstrip("%")) / 100 for row in rows)

    assert question.expected == pytest.approx(weighed)
