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


def _who(asked: AskedQuestion, panel: Panel) -> Persona:
    kind = asked.question.kind
    return next((p for p in panel.personas if kind in p.kinds), panel.personas[-1])


def may_hand_over(panel: Panel, before: str | None, after: str | None) -> bool:
    """Say whether a handover is declared; through somebody who has no question is one too."""
    if before == after or before is None or after is None:
        return True
    seen, ways = set(), [before]
    while ways:
        persona = panel.get(ways.pop())
        if persona is None or persona.id in seen:
            continue
        seen.add(persona.id)
        if after in persona.hands_over_to:
            return True
        ways += persona.hands_over_to
    return False
