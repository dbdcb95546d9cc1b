"""Adaptive difficulty: pure functions from a confirmed grade to a level and the reason.

A skill's first sure grade moves its level at once; later ones move it when two in a row point the
same way, so that noise about a bar swings nothing.
"""

from src.models.enums import Difficulty
from src.models.grades import Grade
from src.models.interview import SkillState

LOWEST, HIGHEST = 1, 5
UP_FROM = 7.5
DOWN_FROM = 4.0
SURE = 0.5
"""Below this confidence a grade moves no level."""
KEEP = 0.6
"""How much the earlier confidence weighs in a skill's confidence."""

_START = {Difficulty.EASY: 2, Difficulty.MEDIUM: 3, Difficulty.HARD: 4}


def start_level(difficulty: Difficulty) -> int:
    """Return the level at which an interview starts."""
    return _START[difficulty]


def decide(state: SkillState, grade: Grade) -> SkillState:
    """Return the skill's state after a grade: one step at most, none when unscored or unsure."""
    if grade.score is None:
        return state.model_copy(update={"reason": f"not graded: {grade.reason}"})
    signal, why = _signal(grade.score, grade.confidence)
    step = signal if state.asked == 0 or signal == state.signal else 0
    if signal and not step:
        why = f"the level stays until another answer points {'up' if signal > 0 else 'down'} too"
    level = min(HIGHEST, max(LOWEST, state.level + step))
    if step and level == state.level:
        why = f"{why}, but {level} is the {'highest' if step > 0 else 'lowest'} level"
    first = state.asked == 0
    confidence = (
        grade.confidence if first else KEEP * state.confidence + (1 - KEEP) * grade.confidence
    )
    return SkillState(
        skill=state.skill,
        level=level,
        asked=state.asked + 1,
        signal=signal if grade.confidence >= SURE else state.signal,
        confidence=round(confidence, 3),
        reason=f"{grade.score:.1f} of 10, {why}",
    )


def _signal(score: float, confidence: float) -> tuple[int, str]:
    if confidence < SURE:
        return 0, "too unsure to change the level"
    if score >= UP_FROM:
        return 1, "one level up"
    if score < DOWN_FROM:
        return -1, "one level down"
    return 0, "the level stays"
