"""What the interviewer may do next, by what was said."""

import pytest

from src.ai.graders import LexicalGrader, QuickGraders
from src.ai.intent import intent_of
from src.ai.interviewer.draw import Draw
from src.ai.interviewer.options import draw_options
from src.ai.tools import Scene, ToolName
from src.models.content import Question
from src.models.enums import (
    Coverage,
    Intent,
    InterviewStatus,
    OptionId,
    QuestionState,
    ResponseType,
    Speaker,
    TurnKind,
)
from src.models.grades import Criterion
from src.models.interview import Message, Turn
from tests.factory import (
    NOON,
    PARTIAL,
    STRONG,
    asked,
    formula_question,
    grade,
    interview,
    question,
    sql_question,
    turn,
)

F1, F2, N1, N2 = OptionId.F1, OptionId.F2, OptionId.N1, OptionId.N2


def draw(text: str = PARTIAL, **fields: object) -> Draw:
    """Return the draw for an answer to question 1 of 2."""
    waiting = asked(2, question=question("db-2"), state=QuestionState.WAITING)
    scene = Scene(
        interview=interview(position=1, status=InterviewStatus.ACTIVE),
        plan=(asked(1), waiting),
        now=NOON,
        pool=(question("db-2"), question("db-5", level=5), question("db-9", skill="apis")),
    )
    values: dict[str, object] = {
        "scene": scene,
        "turn": turn(text=text),
        "earlier": (),
        "levels": {},
        "intent": intent_of(text, question()),
        "grade": LexicalGrader().grade(question(), [text]),
    }
    return Draw(**(values | fields))  # type: ignore[arg-type]


def replied(response: ResponseType, **metadata: str) -> Turn:
    """Return an earlier turn of question 1 with such a reply."""
    message = Message(
        role=Speaker.INTERVIEWER,
        content="x",
        agent="interviewer",
        response_type=response,
        metadata=dict(metadata),
        at=NOON,
    )
    return turn(0, reply=message)


def ids(found: Draw) -> list[OptionId]:
    """Return the ids offered, in order."""
    return [option.id for option in draw_options(found)]


def test_missed_points_come_first_then_the_next_question() -> None:
    """Heaviest first; a point with an author's line before one without."""
    options = draw_options(draw())

    assert [o.id for o in options] == [F1, F2, N1]
    assert [o.label for o in options][:2] == ["prevention", "fix"]
    assert options[0].line is not None
    assert options[1].quote is not None


@pytest.mark.parametrize(
    ("said", "built_on"),
    [
        (("we measured twice", "I’ve never gone further myself"), "we measured twice"),
        (("we measured twice", "I'm not sure about it"), "we measured twice"),
        (("I don't know its plan",), None),
        (("I didn’t stop at once", "we asked the two of them"), "we asked the two of them"),
    ],
)
def test_a_follow_up_builds_on_what_was_told_not_on_what_was_denied(
    said: tuple[str, ...], built_on: str | None
) -> None:
    """The newest words that tell something; without any the question comes alone."""
    missed = Criterion(label="prevention", coverage=Coverage.MISSED)

    options = draw_options(draw(grade=grade(4.0, criteria=(missed,), evidence=said)))

    assert options[0].label == "prevention"
    assert options[0].quote == built_on


def test_a_follow_up_quotes_nothing_twice_and_no_word_that_links() -> None:
    """What the last follow-up quoted is left; "and then" stays behind."""
    missed = Criterion(label="prevention", coverage=Coverage.MISSED)
    found = grade(4.0, criteria=(missed,), evidence=("And then we measured", "I asked both teams"))
    said = replied(ResponseType.FOLLOW_UP, label="fix")
    assert said.reply is not None
    quoted = said.reply.model_copy(update={"content": "You said “I asked both teams”. And now?"})

    first = draw_options(draw(grade=found))
    second = draw_options(draw(grade=found, earlier=(said.model_copy(update={"reply": quoted}),)))

    assert first[0].quote == "I asked both teams"
    assert second[0].quote == "we measured"


def test_a_strong_answer_offers_no_follow_up() -> None:
    """Nothing is left to probe."""
    assert ids(draw(STRONG)) == [N1]


def test_two_follow_ups_are_the_most() -> None:
    """And a point is probed once."""
    one = replied(ResponseType.FOLLOW_UP, label="prevention")

    assert draw_options(draw(earlier=(one,)))[0].label == "fix"
    assert ids(draw(earlier=(one, one))) == [N1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Let me think", OptionId.TIME),
        ("Could you repeat that?", OptionId.REPHRASE),
        ("What do you mean by that?", OptionId.CLARIFY),
        ("What is the team like in this role?", OptionId.ROLE_ANSWER),
    ],
)
def test_a_request_gets_its_own_move_and_nothing_else(text: str, expected: OptionId) -> None:
    """It is no answer, so nothing moves on."""
    assert ids(draw(text)) == [expected]


def test_too_little_is_brought_back_once() -> None:
    """The second time the interview goes on."""
    before = replied(ResponseType.CLARIFICATION)

    assert ids(draw("An index"))[0] is OptionId.BRING_BACK
    assert OptionId.BRING_BACK not in ids(draw("An index", earlier=(before,)))


def test_not_knowing_is_not_probed() -> None:
    """It goes on at once."""
    assert ids(draw("I don't know")) == [N1]


@pytest.mark.parametrize(
    ("one", "answer"),
    [(formula_question("=SUM(B2:B6)"), "=B2"), (sql_question("SELECT id FROM orders"), "no idea")],
    ids=["formula", "sql"],
)
def test_where_a_key_decides_nothing_is_probed(one: Question, answer: str) -> None:
    """What a formula or a query misses are kinds of data, nothing to talk about."""
    waiting = asked(2, question=question("db-2"), state=QuestionState.WAITING)
    scene = Scene(
        interview=interview(position=1, status=InterviewStatus.ACTIVE),
        plan=(asked(1, question=one), waiting),
        now=NOON,
        pool=(),
    )
    grade = QuickGraders().grade(one, [answer])

    found = draw(answer, scene=scene, grade=grade, intent=intent_of(answer, one))

    assert ids(found) == [N1]


def test_after_the_last_question_the_candidate_may_ask() -> None:
    """The one way on is the candidate's own stage."""
    found = draw(STRONG)
    last = Draw(
        scene=found.scene.turn_to(position=2),
        turn=turn(position=2),
        earlier=(),
        intent=Intent.ANSWER,
        grade=found.grade,
    )

    assert [(o.id, o.tool) for o in draw_options(last)] == [(N1, ToolName.INVITE_QUESTIONS)]


def test_when_time_is_over_only_closing_is_left() -> None:
    """Never in the middle of an answer, always after it."""
    assert ids(draw(out_of_time=True)) == [OptionId.CLOSE]


def test_the_start_and_a_skip_have_one_way() -> None:
    """Greeting, and onward."""
    assert ids(draw(turn=turn(kind=TurnKind.START))) == [N1]
    assert ids(draw(turn=turn(kind=TurnKind.SKIP))) == [N1]


def test_grades_change_the_level_of_the_next_question() -> None:
    """A nearer one of the same skill comes first, the planned one stays possible."""
    levels = {"databases": (5, "9.0 of 10, one level up")}

    options = draw_options(draw(STRONG, levels=levels))

    assert [o.id for o in options] == [N1, N2]
    assert options[0].arguments["question_id"] == "db-5"
    assert "one level up" in options[0].reason


@pytest.mark.parametrize("level", [3, 2])
def test_without_a_nearer_question_the_planned_one_stays(level: int) -> None:
    """No change for its own sake."""
    assert ids(draw(STRONG, levels={"databases": (level, "")})) == [N1]
