"""A kit's own right answers run in the graders' closed evaluators, and hostile ones end early."""

from collections.abc import Sequence

import pytest

from src.ai.graders import QuickGraders
from src.kits.references import MOST_RUN, References, right_of
from src.models.content import Question
from src.models.enums import GraderName
from src.models.grades import Grade
from tests.doubles import FakeClock
from tests.factory import (
    choice_question,
    formula_question,
    number_question,
    question,
    sql_question,
)


@pytest.fixture
def references() -> References:
    """The real graders, and a clock that stands."""
    return References(QuickGraders(), FakeClock().monotonic)


def test_sound_references_pass(references: References) -> None:
    """A formula and a query; other kinds aren't run."""
    sound = [
        question(),
        number_question(),
        formula_question("=SUM(B2:B6)"),
        sql_question("SELECT name FROM customers"),
    ]

    assert references(sound) == []


@pytest.mark.parametrize(
    "asked",
    [
        sql_question("SELECT load_extension('x')"),
        sql_question("SELECT * FROM sqlite_master"),
        sql_question("SELECT 1; DROP TABLE customers"),
        sql_question("WITH RECURSIVE t(n) AS (SELECT 1 UNION SELECT n+1 FROM t) SELECT n FROM t"),
        sql_question(
            f"SELECT count(*) FROM orders, {', '.join(f'orders o{i}' for i in range(12))}"  # noqa: S608 - ours
        ),
        sql_question("SELECT nothing FROM nowhere"),
        sql_question("SELECT name FROM customers LIMIT 2"),
        formula_question('=REPT("x",3E9)'),
        formula_question("=" + "(" * 200 + "1" + ")" * 200),
        formula_question("=NO_SUCH(1)"),
        formula_question("=SUM(A1:ZZ9999)"),
    ],
    ids=lambda asked: str(asked.expected)[:40],
)
def test_a_reference_that_can_not_be_run_is_named_with_the_reason(
    references: References, asked: Question
) -> None:
    """Hostile, broken, or different by how rows happen to be stored."""
    ((number, why),) = references([question(), asked])

    assert number == 1
    assert why.startswith("the `expected` answer can't be run. ")
    assert len(why) > 50


def test_a_kit_can_hold_so_many_formulas_and_queries(references: References) -> None:
    """The first one too many is named."""
    many = [formula_question("=SUM(B2:B6)", f"f-{i}") for i in range(MOST_RUN + 2)]

    ((number, why),) = references(many)

    assert number == MOST_RUN
    assert str(MOST_RUN) in why


class SlowGraders:
    """Graders that take as long as they are told."""

    def __init__(self, clock: FakeClock, each_s: float) -> None:
        self._clock = clock
        self._each_s = each_s

    def grade(self, question: Question, answers: Sequence[str]) -> Grade:
        """Let time pass."""
        assert question
        assert answers
        self._clock.advance(self._each_s)
        return Grade(score=10.0, confidence=1.0, grader=GraderName.SQL)


def test_one_slow_reference_is_named(clock: FakeClock) -> None:
    """Every grade of an interview would run it again."""
    ((number, why),) = References(SlowGraders(clock, 1.5), clock.monotonic)(
        [sql_question("SELECT 1")]
    )

    assert number == 0
    assert "takes too long" in why


def test_many_references_end_at_a_time_for_all(clock: FakeClock) -> None:
    """Each of them is within its own bound."""
    many = [sql_question("SELECT 1", f"s-{i}") for i in range(20)]

    ((number, why),) = References(SlowGraders(clock, 0.9), clock.monotonic)(many)

    assert number == 7
    assert "up to here" in why


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        (number_question(), "12.5 %"),
        (choice_question(), "429"),
        (formula_question("=SUM(B2:B6)"), "=SUM(B2:B6)"),
    ],
    ids=lambda found: str(found)[:10],
)
def test_the_right_answer_is_as_a_candidate_sends_it(asked: Question, right: str) -> None:
    """With its unit, one choice a line."""
    assert right_of(asked) == right
