"""Observe, before any model is asked: what was said, what is open, what may come next."""

from dataclasses import dataclass

from src.ai.graders import QuickGraders
from src.ai.intent import answers_of, intent_of
from src.ai.interviewer.options import Draw, draw_options
from src.ai.tools import Scene
from src.models.enums import Intent, TurnKind
from src.models.facts import Option
from src.models.grades import Grade, GradeRecord
from src.models.interview import SkillState, Turn


@dataclass(frozen=True)
class TurnView:
    """Everything that one turn reads, gathered in one transaction. `earlier` are finished turns."""

    owner_id: str
    scene: Scene
    turn: Turn
    earlier: tuple[Turn, ...]
    grades: tuple[GradeRecord, ...]
    skills: tuple[SkillState, ...]
    out_of_time: bool = False


@dataclass(frozen=True)
class Observation:
    """What code found: the message's intent, the lexical grade so far, and the options."""

    intent: Intent
    answers: tuple[str, ...]
    grade: Grade | None
    options: tuple[Option, ...]


def observe(view: TurnView, graders: QuickGraders) -> Observation:
    """Return what one message means for the interview, in milliseconds and without a model."""
    asked = view.scene.current
    question = asked.question if asked else None
    intent = (
        intent_of(view.turn.text, question) if view.turn.kind is TurnKind.ANSWER else Intent.ANSWER
    )
    answers: tuple[str, ...] = ()
    grade = None
    if asked and question and view.turn.kind is TurnKind.ANSWER:
        turns = (*view.earlier, view.turn)
        answers = answers_of(turns, question, asked.position, asked.take)
        grade = graders.grade(question, answers) if answers else None
    draw = Draw(
        scene=view.scene,
        turn=view.turn,
        earlier=view.earlier,
        skills=view.skills,
        intent=intent,
        grade=grade,
        out_of_time=view.out_of_time,
    )
    return Observation(intent=intent, answers=answers, grade=grade, options=draw_options(draw))
