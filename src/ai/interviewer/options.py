"""Plan: the options of a turn, drawn up by code in order of preference, each with its reason."""

from src.ai.interviewer.draw import Draw, log
from src.ai.interviewer.onward import at_the_end, onward, search
from src.ai.interviewer.probes import follow_ups
from src.ai.tools import ToolName
from src.models.enums import Intent, Mode, OptionId, ResponseType, Stage, TurnKind
from src.models.facts import Option

MOST_REMINDERS = 2
"""How often hostile words on one question are answered before the talk goes on."""
OFF_TOPIC = "about something else"
HOSTILE = "hostile: stay calm, keep to the work"
BRIEF = "too short to tell anything"

_SIMPLE = {
    Intent.THINK: (OptionId.TIME, "asked for time"),
    Intent.REPEAT: (OptionId.REPHRASE, "asked to hear the question again"),
    Intent.CLARIFY: (OptionId.CLARIFY, "asked what the question means"),
    Intent.ROLE_QUESTION: (OptionId.ROLE_ANSWER, "asked about the role"),
}


def draw_options(draw: Draw) -> tuple[Option, ...]:
    """Return what the interviewer may do now; never empty."""
    if draw.turn.kind is TurnKind.START:
        return (log(OptionId.N1, "greet and lead into the first question"),)
    if draw.scene.interview.stage is Stage.CANDIDATE_QUESTIONS:
        return at_the_end(draw)
    if _must_leave(draw):
        return onward(draw)
    asked_for = _asked_for(draw)
    if asked_for is not None:
        return (asked_for,)
    back = _bring_back(draw)
    return (*((back,) if back else follow_ups(draw)), *onward(draw))


def _must_leave(draw: Draw) -> bool:
    """Say whether the question is left whatever was said: skipped, too long, or out of bounds."""
    if draw.turn.kind is TurnKind.SKIP or draw.wrap_up is not None:
        return True
    return draw.long_at and draw.intent not in {Intent.ANSWER, Intent.NO_ANSWER}


def _asked_for(draw: Draw) -> Option | None:
    """Return the move that a request to the interviewer gets; nothing moves on."""
    if draw.intent in _SIMPLE:
        option_id, reason = _SIMPLE[draw.intent]
        line = draw.role_line if draw.intent is Intent.ROLE_QUESTION else None
        return log(option_id, reason, line=line)
    if draw.intent is Intent.RESOURCES:
        return search(draw)
    if draw.intent is Intent.HINT:
        return _hint(draw)
    return None


def _hint(draw: Draw) -> Option:
    """Return the next hint, or the question again where there is none to give."""
    asked = draw.scene.current
    hints = asked.question.hints if asked else ()
    used = asked.hints_used if asked else 0
    spent = sum(q.hints_used for q in draw.scene.plan)
    exam = draw.scene.interview.setup.mode is Mode.EXAM
    if exam or used >= len(hints) or spent >= draw.policy.interview.hints:
        return log(OptionId.REPHRASE, "asked for a hint; there is none to give")
    return Option(
        id=OptionId.HINT,
        tool=ToolName.GIVE_HINT,
        reason="asked for a hint",
        line=hints[used],
        arguments={},
    )


def _bring_back(draw: Draw) -> Option | None:
    """Return the move that brings the talk back: once for too little, twice for hostility."""
    asked = draw.scene.current
    if draw.intent is Intent.HOSTILE:
        said = [t.reply.metadata.get("reason") for t in draw.here if t.reply]
        reminded = said.count(HOSTILE)
        return log(OptionId.BRING_BACK, HOSTILE) if reminded < MOST_REMINDERS else None
    if asked is None or asked.question.kind.is_keyed or draw.replies(ResponseType.CLARIFICATION):
        return None
    if draw.intent in {Intent.EMPTY, Intent.BRIEF}:
        return log(OptionId.BRING_BACK, BRIEF)
    if draw.grade is not None and "off_topic" in draw.grade.flags:
        return log(OptionId.BRING_BACK, OFF_TOPIC)
    return None
