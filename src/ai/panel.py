"""A panel over a plan: who asks what, in an order whose handovers are all declared. Pure."""

from collections.abc import Sequence

from src.models.interview import AskedQuestion
from src.models.panel import Panel, Persona


def seat(plan: Sequence[AskedQuestion], panel: Panel) -> tuple[AskedQuestion, ...]:
    """Return the plan in the panel's order, each question with its interviewer.

    The last interviewer takes the hardest question that is left and what nobody else asks, so that
    every interviewer who can ask something does.
    """
    last = panel.personas[-1]
    by_persona: dict[str, list[AskedQuestion]] = {p.id: [] for p in panel.personas}
    for asked in plan:
        by_persona[_who(asked, panel).id].append(asked)
    fullest = max(by_persona, key=lambda name: len(by_persona[name]))
    if not by_persona[last.id] and len(by_persona[fullest]) > 1:
        hardest = max(by_persona[fullest], key=lambda q: (q.question.level, q.position))
        by_persona[fullest].remove(hardest)
        by_persona[last.id].append(hardest)
    seated = [
        asked.model_copy(update={"persona": persona.id})
        for persona in panel.personas
        for asked in by_persona[persona.id]
    ]
    return tuple(q.model_copy(update={"position": i}) for i, q in enumerate(seated, start=1))


def in_turn(plan: Sequence[AskedQuestion], panel: Panel) -> tuple[AskedQuestion, ...]:
    """Return a seated plan with each interviewer's questions together, in the panel's order."""
    places = {persona.id: at for at, persona in enumerate(panel.personas)}
    return tuple(sorted(plan, key=lambda asked: places.get(str(asked.persona), -1)))


def _who(asked: AskedQuestion, panel: Panel) -> Persona:
    kind = asked.question.kind
    return next((p for p in panel.personas if kind in p.kinds), panel.personas[-1])
