"""Two interviews side by side."""

from datetime import timedelta

import pytest

from src.ai.progress.comparing import FILED, GOES_ON, NOTHING_SHARED, SAME, UNGRADED, compare
from src.models.enums import GraderName, InterviewStatus, QuestionState, WorkState
from src.models.grades import Grade, QuestionResult, Report
from src.models.progress import Move
from src.models.views import HistoryLine
from tests.factory import NOON, grade, interview


def line(key: str, day: int = 0, **fields: object) -> HistoryLine:
    """Return an interview that has ended."""
    at = NOON + timedelta(days=day)
    values = {"id": key, "created_at": at, "status": InterviewStatus.COMPLETED, "ended_at": at}
    return HistoryLine(interview=interview(**(values | fields)), questions=1, answered=1, at=at)


def result(question: str, found: Grade | None, skill: str = "databases") -> QuestionResult:
    """Return an answered question."""
    return QuestionResult(
        position=1,
        question_id=question,
        text="How do you find out why?",
        skill=skill,
        level=3,
        state=QuestionState.CLOSED,
        answers=("I read the plan.",),
        grade=found,
    )


def report(*results: QuestionResult) -> Report:
    """Return a finished report."""
    return Report(state=WorkState.COMPLETED, questions=results)


def sure(score: float, **fields: object) -> Grade:
    """Return a grade that is quite sure."""
    return grade(score, confidence=0.95, **fields)


BEFORE, AFTER = line("a"), line("b", day=3)


def test_what_moved_more_than_chance_is_told() -> None:
    """By skill, with the interval of each."""
    then = [result(f"q{i}", sure(score)) for i, score in enumerate((2.0, 2.5, 3.0))]
    now = [result(f"n{i}", sure(score)) for i, score in enumerate((7.0, 7.5, 8.0))]

    found = compare(
        BEFORE,
        AFTER,
        report(*then, result("q9", sure(5.0), "apis")),
        report(*now, result("n9", sure(5.5), "apis")),
    )

    moves = {pair.skill: pair.move for pair in found.skills}
    assert moves["databases"] is Move.UP
    assert moves["apis"] is Move.CHANCE
    assert found.cannot is None


@pytest.mark.parametrize("grader", [GraderName.SQL, GraderName.LEXICAL])
def test_one_answer_is_no_progress_in_a_skill(grader: GraderName) -> None:
    """However surely it was graded; of the question itself it is told."""
    then, now = (grade(s, confidence=1.0, grader=grader) for s in (0.0, 10.0))

    found = compare(BEFORE, AFTER, report(result("q1", then)), report(result("q1", now)))

    assert {pair.move for pair in found.skills} == {Move.CHANCE}
    assert found.questions[0].move is Move.UP


def test_the_overall_is_of_skills_that_both_have() -> None:
    """Another skill in one of them moves nothing."""
    found = compare(
        BEFORE,
        AFTER,
        report(result("q1", sure(5.0))),
        report(result("q1", sure(5.0)), result("q9", sure(10.0), "design")),
    )

    overall, databases, design = found.skills
    assert overall.after is not None
    assert (overall.skill, overall.after.score, overall.move) == (None, 5.0, Move.CHANCE)
    assert databases.skill == "databases"
    assert (design.skill, design.before, design.move) == ("design", None, Move.ONE_SIDED)


def test_different_graders_are_not_compared() -> None:
    """Each is named."""
    model = sure(9.0, grader=GraderName.RUBRIC, model="gpt")

    found = compare(BEFORE, AFTER, report(result("q1", sure(2.0))), report(result("q1", model)))

    assert {pair.move for pair in found.skills} == {Move.OTHER_GRADER}
    assert (found.skills[0].basis_before, found.skills[0].basis_after) == (
        "by words",
        "by rubric · gpt",
    )
    assert found.questions[0].move is Move.OTHER_GRADER


def test_the_same_question_shows_what_came_and_went() -> None:
    """Points covered now and not then, and the other way round."""
    then = grade(4.0)
    other = tuple(c.model_copy(update={"label": f"new {c.label}"}) for c in then.criteria)
    now = then.model_copy(update={"criteria": other})

    (pair,) = compare(
        BEFORE, AFTER, report(result("q1", then)), report(result("q1", now))
    ).questions

    assert pair.gained == ("new plan",)
    assert pair.lost == ("plan",)


def test_an_ungraded_answer_is_shown_without_a_claim() -> None:
    """Beside the graded one."""
    first = report(result("q1", grade(None)), result("q2", sure(4)))
    found = compare(BEFORE, AFTER, first, report(result("q1", sure(9)), result("q2", sure(4))))

    assert [pair.move for pair in found.questions] == [Move.ONE_SIDED, Move.CHANCE]


GRADED = report(result("q1", sure(5.0)))
ACTIVE = line("b", status=InterviewStatus.ACTIVE, ended_at=None)
LEFT = line("b", status=InterviewStatus.ABANDONED, ended_at=None)
STARTED_OVER = line("b", status=InterviewStatus.ABANDONED)


@pytest.mark.parametrize(
    ("after", "second", "sentence"),
    [
        (BEFORE, GRADED, SAME),
        (ACTIVE, None, GOES_ON.format("The second one")),
        (LEFT, None, GOES_ON.format("The second one")),
        (STARTED_OVER, None, FILED.format("The second one")),
        (AFTER, None, UNGRADED.format("The second one")),
        (AFTER, report(result("q1", grade(None))), UNGRADED.format("The second one")),
        (AFTER, report(result("q7", sure(5.0), "design")), NOTHING_SHARED),
    ],
)
def test_what_cannot_be_compared_says_why(
    after: HistoryLine, second: Report | None, sentence: str
) -> None:
    """In one sentence, and nothing is set side by side."""
    found = compare(BEFORE, after, GRADED, second)

    assert found.cannot == sentence
    assert found.questions == ()
