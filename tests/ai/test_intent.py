"""What a candidate's message is."""

import pytest

from src.ai.intent import answers_of, intent_of
from src.models.enums import Intent, TurnKind
from tests.factory import (
    PARTIAL,
    choice_question,
    formula_question,
    number_question,
    question,
    sql_question,
    turn,
)

CASES = [
    ("", Intent.EMPTY),
    ("  \n ", Intent.EMPTY),
    ("?!", Intent.EMPTY),
    ("I don't know", Intent.NO_ANSWER),
    ("I don’t know.", Intent.NO_ANSWER),
    ("Sorry, I really don't know that", Intent.NO_ANSWER),
    ("No idea", Intent.NO_ANSWER),
    ("Let me think", Intent.THINK),
    ("Give me a moment, please", Intent.THINK),
    ("Could you repeat the question?", Intent.REPEAT),
    ("Sorry, I didn't catch that", Intent.REPEAT),
    ("What do you mean by that?", Intent.CLARIFY),
    ("Could you rephrase?", Intent.CLARIFY),
    ("What is the team like in this role?", Intent.ROLE_QUESTION),
    ("How big is the team?", Intent.ROLE_QUESTION),
    ("An index", Intent.BRIEF),
    (PARTIAL, Intent.ANSWER),
    ("I would add an index on the filter column.", Intent.ANSWER),
    ("I'd repeat the load test until the numbers settle, then compare them.", Intent.ANSWER),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_message_is_recognised(text: str, expected: Intent) -> None:
    """Requests to the interviewer are told apart from answers."""
    assert intent_of(text, question()) is expected


def test_a_long_answer_with_a_question_in_it_stays_an_answer() -> None:
    """Somebody who asks back within a full answer is not cut short."""
    text = PARTIAL + " What does the team use? " + PARTIAL

    assert intent_of(text, question()) is Intent.ANSWER


@pytest.mark.parametrize("text", ["12", "429", "pass"])
def test_words_for_a_keyed_question_are_its_answer(text: str) -> None:
    """One number, one choice, one formula or one query is a whole answer there."""
    for asked in (
        number_question(),
        choice_question(),
        formula_question("=B2"),
        sql_question("SELECT 1 FROM orders"),
    ):
        assert intent_of(text, asked) is Intent.ANSWER


def test_only_answers_of_the_question_count() -> None:
    """Other questions, other takes, requests and skips are left out, in order."""
    turns = (
        turn(1, text="Let me think"),
        turn(2, text=PARTIAL),
        turn(3, text="An answer to something else entirely", position=2),
        turn(4, text="I would measure it again afterwards."),
        turn(5, kind=TurnKind.SKIP, text=""),
        turn(6, text="The second time I said it better.", take=2),
    )

    said = answers_of(turns, question(), position=1)

    assert said == (PARTIAL, "I would measure it again afterwards.")


def test_of_a_keyed_question_the_last_message_counts() -> None:
    """A corrected choice replaces the first."""
    turns = (turn(1, text="503"), turn(2, text="429"))

    assert answers_of(turns, choice_question(), position=1) == ("429",)
