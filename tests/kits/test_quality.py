"""Advice on a kit: each rule is seen to fire, and says what to do."""

import pytest

from src.ai.graders import QuickGraders
from src.kits.quality import Quality, samples_of
from src.models.content import FollowUp, Point, Question, SampleAnswers
from src.models.enums import QuestionKind
from src.models.kits import AdviceKind
from tests.factory import (
    STRONG,
    choice_question,
    formula_question,
    kit,
    number_question,
    question,
)

GRADERS = QuickGraders()


def advice_on(asked: Question) -> dict[str, AdviceKind]:
    """Return what is advised on a question, with its kind."""
    return {a.message: a.kind for a in Quality(GRADERS).advise_on(asked)}


def with_points(*told: tuple[str, str], weight: float = 2.0) -> Question:
    """Return a question with points by label and text."""
    points = tuple(Point(label=label, text=text, weight=weight) for label, text in told)
    return question(points=points, follow_ups=())


def told(**answers: str) -> Question:
    """Return a question with sample answers."""
    return question(answers=SampleAnswers.model_validate(answers))


WORDING, POINTS = AdviceKind.WORDING, AdviceKind.POINTS
HINTS, ANSWERS, KEY = AdviceKind.HINTS, AdviceKind.ANSWERS, AdviceKind.KEY
READ_OUT = "refresh statistics, add an index or rewrite the join"


@pytest.mark.parametrize(
    ("asked", "words", "kind"),
    [
        (question(text="Tell me about databases."), "has 4 words", WORDING),
        (question(text=f"In 2026 {'a report is slow ' * 4}why?"), "A year", WORDING),
        (question(text="Are you married?"), "private life", WORDING),
        (question(kind=QuestionKind.BEHAVIOURAL), "names its", WORDING),
        (question(competence="x"), "belong to behavioural", WORDING),
        (with_points(("a", "one thing only")), "3 to 6 points", POINTS),
        (with_points(("a", "b c d"), ("A", "e f g"), weight=1), "counts double", POINTS),
        (with_points(("a", "b c d"), ("A", "e f g")), "same label", POINTS),
        (with_points(("one two three four", "b c d")), "one to three words", POINTS),
        (with_points(("rewrite join", "rewrite the join")), "gives its point away", POINTS),
        (question(hints=("Where?",)), "Two or three hints", HINTS),
        (question(hints=(f"You {READ_OUT}.", "And then?")), "says a whole point", HINTS),
        (question(hints=(f"Perhaps {READ_OUT[:38]}.", "And then?")), "more than the last", HINTS),
        (question(follow_ups=()), "Two follow-ups", HINTS),
        (
            question(follow_ups=(FollowUp(to="fix", text=f"Would you {READ_OUT}?"),)),
            "says the point",
            HINTS,
        ),
        (question(answers=None), "Sample answers", ANSWERS),
        (question(), "Anchors for 3, 6 and 9", ANSWERS),
        (question(), "The strong answer has", ANSWERS),
        (told(strong=f"I {READ_OUT}.", medium="x", weak="y"), "reads the point", ANSWERS),
        (told(strong="I'd restart it.", medium="x", weak="y"), "should get 9", ANSWERS),
        (told(strong="I wait.", medium=STRONG, weak="y"), "the order should hold", ANSWERS),
        (told(strong=STRONG, medium=STRONG, weak=STRONG), "weak sample answer gets", ANSWERS),
        (number_question().model_copy(update={"tolerance": 1e9}), "A wrong answer", KEY),
        (formula_question("=NOW("), "can't be graded", KEY),
    ],
    ids=lambda found: found if isinstance(found, str) else "",
)
def test_a_rule_that_is_broken_is_told(asked: Question, words: str, kind: AdviceKind) -> None:
    """With what it is about."""
    found = [k for message, k in advice_on(asked).items() if words in message]

    assert found == [kind]


def test_sound_keyed_questions_need_no_advice_on_their_key() -> None:
    """The right answer gets 10, a wrong one nothing."""
    for asked in (number_question(), choice_question(), formula_question("=SUM(B2:B6)")):
        assert AdviceKind.KEY not in advice_on(asked).values()
        assert samples_of(asked, GRADERS).right == 10


def test_a_small_kit_is_told_what_it_lacks() -> None:
    """Questions, levels, skills."""
    found = [a.message for a in Quality(GRADERS).advise(kit(question()))]

    assert any("15 questions" in message for message in found)
    assert any("level 1, 2, 4, 5" in message for message in found)
    assert any("4 skills" in message for message in found)


def test_questions_that_are_alike_are_named() -> None:
    """In the kit, and in a shipped one."""
    twice = kit(question("a"), question("b"), kit_id="mine")

    found = Quality(GRADERS).advise(twice, [kit(question("c"))])
    twins = [(a.question_id, a.message) for a in found if a.kind is AdviceKind.TWIN]

    assert [i for i, message in twins if "nearly the same as" in message] == ["b"]
    assert [i for i, message in twins if "shipped kit" in message] == ["a", "b"]
    assert not [a for a in Quality(GRADERS).advise(kit(), [kit()]) if "shipped" in a.message]
