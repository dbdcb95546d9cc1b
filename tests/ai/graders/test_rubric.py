"""The model as grader: quotes checked, the total computed here, escalation where it is unsure."""

import pytest

from src.ai import prompts
from src.ai.graders import Case, LexicalGrader, RubricGrader
from src.ai.graders.rubric import UNPROVEN, criteria_of
from src.errors import ModelBusyError
from src.models.content import Question
from src.models.replies import GradeReply
from tests.doubles import QueueGateway
from tests.factory import PARTIAL, STRONG, question

PROMPT = prompts.load("grader/rubric")
QUOTE = "read the query plan"


def reply(*levels: int, quote: str | None = QUOTE, labels: tuple[str, ...] = ()) -> GradeReply:
    """Return a reply with these levels for the factory's points."""
    names = labels or ("plan", "fix", "prevention")
    criteria = [
        {"label": n, "level": level, "quote": quote if level else None, "comment": "why"}
        for n, level in zip(names, levels, strict=True)
    ]
    return GradeReply.model_validate({"criteria": criteria, "rationale": "You said most."})


def case(answer: str = STRONG, asked: Question | None = None) -> Case:
    """Return a case."""
    return Case(asked or question(), (answer,), "owner-1", "iv-1", "secret")


async def graded(*replies: GradeReply, answer: str = STRONG, asked: Question | None = None):  # type: ignore[no-untyped-def]  # noqa: ANN201
    """Return the grade and the requests that were made."""
    gateway = QueueGateway(*replies)
    given = case(answer, asked)
    lexical = LexicalGrader().grade(given.question, given.answers)
    grade = await RubricGrader(gateway, PROMPT).grade(given, lexical)
    return grade, gateway.requests


async def test_the_total_is_computed_from_weighted_levels() -> None:
    """4, 4 and 2 with weights 2, 1, 1 are 8.8."""
    grade, requests = await graded(reply(4, 4, 2))

    assert grade.score == 8.8
    assert grade.covered == ("plan", "fix")
    assert grade.model == "queued-model"
    assert grade.prompt_version == PROMPT.version
    assert len(requests) == 1


async def test_a_level_without_its_words_is_asked_for_again_and_then_unscored() -> None:
    """Never averaged over the rest."""
    grade, requests = await graded(reply(4, 4, 4, quote="words that nobody said"))

    assert grade.score is None
    assert grade.reason == UNPROVEN
    assert len(requests) == 2


async def test_a_missing_criterion_is_asked_for_again() -> None:
    """The second reply counts."""
    short = reply(4, 4, labels=("plan", "fix"))

    grade, requests = await graded(short, reply(4, 4, 4))

    assert grade.score == 10
    assert len(requests) == 2


async def test_a_middle_score_is_asked_for_three_times() -> None:
    """The median counts; a wide spread is unstable and less sure."""
    grade, requests = await graded(reply(2, 2, 2), reply(4, 3, 4), reply(3, 2, 2), answer=PARTIAL)

    assert len(requests) == 3
    assert grade.score == 6.2
    assert "unstable" in grade.flags
    assert grade.confidence <= 0.5


async def test_a_score_far_from_the_lexical_one_is_checked() -> None:
    """The independent second opinion lowers confidence."""
    grade, requests = await graded(reply(1, 0, 0))

    assert len(requests) == 3
    assert grade.score == 1.2
    assert grade.confidence < 0.85


async def test_guards_cap_the_models_score_too() -> None:
    """Something else entirely earns little, whoever grades."""
    cake = "My grandmother bakes a wonderful cake with apples and cinnamon."
    grade, _ = await graded(reply(4, 4, 4, quote="a wonderful cake"), answer=cake)

    assert grade.score == 0.5
    assert "off_topic" in grade.flags
    assert grade.reason


async def test_no_answer_needs_no_model() -> None:
    """Nothing is sent."""
    grade, requests = await graded(reply(4, 4, 4), answer="I don't know.")

    assert grade.score == 0
    assert requests == []


async def test_the_request_knows_nothing_of_the_person() -> None:
    """Question, criteria, anchors, answers; text only inside the envelope."""
    _, requests = await graded(reply(4, 4, 4))

    system, user = requests[0].messages
    assert STRONG[:30] not in system.content
    assert STRONG[:30] in user.content
    assert "owner-1" not in user.content
    assert "iv-1" not in user.content


async def test_a_question_without_points_has_general_criteria() -> None:
    """Relevance, substance, specifics."""
    bare = question(points=(), follow_ups=())
    labels = tuple(criteria_of(bare))

    grade, _ = await graded(reply(4, 4, 4, labels=labels), asked=bare)

    assert labels == ("relevance", "substance", "specifics")
    assert grade.score == 10


async def test_a_models_error_is_passed_on() -> None:
    """The coach decides what it means."""
    gateway = QueueGateway(ModelBusyError())

    with pytest.raises(ModelBusyError):
        await RubricGrader(gateway, PROMPT).grade(
            case(), LexicalGrader().grade(question(), [STRONG])
        )


async def test_an_unproven_grade_among_three_is_left_out_of_the_median() -> None:
    """The others settle it."""
    unproven = reply(4, 4, 4, quote="never said")

    grade, _ = await graded(reply(2, 2, 2), unproven, unproven, reply(2, 2, 2), answer=PARTIAL)

    assert grade.score == 5.0
