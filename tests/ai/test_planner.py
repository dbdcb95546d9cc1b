"""The plan: a model's questions are checked, and a kit's stand in; a kit can be translated."""

from collections.abc import Sequence

import pytest

from src.ai.planner import Wanted, check_written, translate, write_questions
from src.errors import InterviewGenerationError
from src.models.replies import (
    PlanReply,
    TranslatedQuestion,
    TranslationReply,
    WrittenPoint,
    WrittenQuestion,
)
from tests.doubles import QueueGateway
from tests.factory import asked, interview, question, setup

SCENE = "A guest wants the money back for a noisy night. How do you answer the guest?"


def written(text: str = SCENE, skill: str = "guests", points: int = 3) -> WrittenQuestion:
    """Return a question that a model wrote."""
    return WrittenQuestion(
        skill=skill,
        level=2,
        minutes=3,
        text=text,
        points=[
            WrittenPoint(label=f"point {i}", text=f"listen to the guest, way {i}")
            for i in range(points)
        ],
        hints=["Look around."],
        reason="core skill of this role",
    )


def wanted(count: int = 3) -> Wanted:
    """Return the need for a night porter's plan, with a kit's questions in its place."""
    porter = interview(setup=setup(role="Night porter", kit_id=None, question_count=count))
    plan = tuple(asked(at, question=question(f"db-{at}")) for at in range(1, count + 1))
    return Wanted("me", porter, plan, {"resume": "", "job": "You keep the keys of the hotel."})


@pytest.mark.parametrize(
    ("question", "why"),
    [
        (written(points=2), "too few points to grade by"),
        (written(text="A guest is loud, and that is all there is to say of the guest"), "no end"),
        (written(text="Tell me how {role} people treat a guest at night, please."), "a gap"),
        (written(text="See https://evil.example for the question on the guest?"), "an address"),
        (written(text=f"{'A guest shouts. ' * 30}What now?"), "an essay"),
        (
            written(
                text="How would you tune a diesel engine before a long winter?", skill="x"
            ).model_copy(
                update={"points": [WrittenPoint(label=f"p{i}", text="oil") for i in range(3)]}
            ),
            "about nothing of this job",
        ),
    ],
)
def test_what_can_not_be_asked_or_graded_is_left_out(question: WrittenQuestion, why: str) -> None:
    """One good question stays."""
    good = written(text="Somebody lost a key. Whom do you tell first, and why?", skill="keys")

    assert check_written([question, good], "Night porter", "keys") == [good], why


def test_two_questions_on_the_same_thing_are_one() -> None:
    """The first is kept."""
    again = written(text=SCENE.replace("How do", "And how do"))

    assert check_written([written(), again], "porter") == [written()]


async def test_a_kits_question_stands_in_for_each_that_fails() -> None:
    """The plan keeps its length, and no repeat comes in."""
    need = wanted(3)

    plan, _ = await write_questions(
        QueueGateway(PlanReply(questions=[written(), written(points=1)])), need
    )

    assert [q.question.id for q in plan] == ["written-1", "db-1", "db-2"]
    assert [q.position for q in plan] == [1, 2, 3]


async def test_a_reply_of_which_nothing_is_usable_is_an_error() -> None:
    """The kit's plan stays whole then."""
    with pytest.raises(InterviewGenerationError, match="none of 1"):
        await write_questions(QueueGateway(PlanReply(questions=[written(points=0)])), wanted())


def translated(points: Sequence[str] = ("Plan", "Behebung", "Vorbeugung")) -> TranslatedQuestion:
    """Return the factory's question in German."""
    return TranslatedQuestion(
        text="Eine Abfrage braucht plötzlich vierzig Sekunden. Wie gehen Sie vor?",
        points=[WrittenPoint(label=label, text=f"{label} ansehen") for label in points],
        hints=["Wo sagt die Datenbank, was sie tut?", "Vergleichen Sie Zeilen."],
        follow_ups=["Was würde Ihnen das nächste Mal früher auffallen?"],
    )


async def test_a_kit_is_put_into_the_interviews_language() -> None:
    """Labels, follow-ups and hints go together; weights and levels stay."""
    need = wanted(1)

    plan, _ = await translate(QueueGateway(TranslationReply(questions=[translated()])), need)

    new, old = plan[0].question, need.plan[0].question
    assert new.text.startswith("Eine Abfrage")
    assert [p.label for p in new.points] == ["Plan", "Behebung", "Vorbeugung"]
    assert [p.weight for p in new.points] == [p.weight for p in old.points]
    assert new.follow_ups[0].to == "Vorbeugung"
    assert (new.id, new.level, new.answers) == (old.id, old.level, None)


async def test_a_translation_that_does_not_match_leaves_the_question_as_it_is() -> None:
    """Another number of points, or a label twice, would grade something else."""
    need = wanted(2)
    short = translated(("Plan", "Behebung"))

    plan, _ = await translate(QueueGateway(TranslationReply(questions=[short, translated()])), need)

    assert plan[0] == need.plan[0]
    assert plan[1].question.text.startswith("Eine")
    with pytest.raises(InterviewGenerationError, match="no translated question"):
        await translate(
            QueueGateway(TranslationReply(questions=[translated(("A", "a", "B"))])), wanted(1)
        )
