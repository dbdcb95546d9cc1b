"""Plan: the options that are allowed now, in order of preference, each with its reason."""

from dataclasses import dataclass

from src.ai.tools import Scene, ToolName
from src.models.content import Question
from src.models.enums import Coverage, Intent, OptionId, ResponseType, TurnKind
from src.models.facts import Option
from src.models.grades import Criterion, Grade
from src.models.interview import AskedQuestion, SkillState, Turn

MOST_FOLLOW_UPS = 2
"""On one question; more feels like an interrogation."""
GOOD_ENOUGH = 8.5
"""From here on nothing is left to probe."""

_FOLLOW = (OptionId.F1, OptionId.F2, OptionId.F3)
_SIMPLE = {
    Intent.THINK: (OptionId.TIME, "asked for time"),
    Intent.REPEAT: (OptionId.REPHRASE, "asked to hear the question again"),
    Intent.CLARIFY: (OptionId.CLARIFY, "asked what the question means"),
    Intent.ROLE_QUESTION: (OptionId.ROLE_ANSWER, "asked about the role"),
}


@dataclass(frozen=True)
class Draw:
    """What the options are drawn from."""

    scene: Scene
    turn: Turn
    earlier: tuple[Turn, ...]
    skills: tuple[SkillState, ...]
    intent: Intent
    grade: Grade | None
    out_of_time: bool = False

    def replies(self, response: ResponseType) -> list[Turn]:
        """Return this question's earlier turns that were answered so."""
        here = (self.scene.interview.position, self.turn.take)
        return [
            t
            for t in self.earlier
            if (t.position, t.take) == here and t.reply and t.reply.response_type is response
        ]


def draw_options(draw: Draw) -> tuple[Option, ...]:
    """Return what the interviewer may do now; never empty."""
    if draw.turn.kind is TurnKind.START:
        return (_log(OptionId.N1, "greet and lead into the first question", None),)
    onward = _onward(draw)
    if draw.turn.kind is TurnKind.SKIP:
        return onward
    if draw.intent in _SIMPLE:
        option_id, reason = _SIMPLE[draw.intent]
        return (_log(option_id, reason, None),)
    if _too_little(draw):
        return (_log(OptionId.BRING_BACK, "too short or about something else", None), *onward)
    return (*_follow_ups(draw), *onward)


def _too_little(draw: Draw) -> bool:
    asked = draw.scene.current
    graded_by_words = asked is not None and not asked.question.kind.is_keyed
    off_topic = draw.grade is not None and "off_topic" in draw.grade.flags
    little = draw.intent in {Intent.EMPTY, Intent.BRIEF} or off_topic
    return graded_by_words and little and not draw.replies(ResponseType.CLARIFICATION)


def _follow_ups(draw: Draw) -> tuple[Option, ...]:
    """Return follow-ups on missed points, heaviest first, never on a point that was probed."""
    asked, grade = draw.scene.current, draw.grade
    used = draw.replies(ResponseType.FOLLOW_UP)
    if asked is None or grade is None or asked.question.kind.is_keyed:
        return ()
    if draw.intent is Intent.NO_ANSWER or draw.out_of_time or len(used) >= MOST_FOLLOW_UPS:
        return ()
    if grade.score is not None and grade.score >= GOOD_ENOUGH:
        return ()
    probed = {str(t.reply.metadata.get("label")) for t in used if t.reply}
    missed = [c for c in grade.criteria if _is_open(c) and c.label not in probed]
    lines = {f.to: f.text for f in asked.question.follow_ups}
    missed.sort(key=lambda c: (-c.weight, c.label not in lines))
    quote = grade.evidence[-1] if grade.evidence else None
    return tuple(
        _follow_up(option_id, criterion, lines.get(criterion.label), criterion.quote or quote)
        for option_id, criterion in zip(_FOLLOW, missed, strict=False)
    )


def _is_open(criterion: Criterion) -> bool:
    return criterion.coverage is not Coverage.COVERED


def _follow_up(
    option_id: OptionId, criterion: Criterion, line: str | None, quote: str | None
) -> Option:
    touched = criterion.coverage is Coverage.PARTLY
    reason = f"{criterion.label} was only touched" if touched else f"{criterion.label} is open"
    return Option(
        id=option_id,
        tool=ToolName.LOG_INTERACTION,
        reason=reason,
        label=criterion.label,
        line=line,
        quote=quote,
        arguments={"what": "follow_up", "label": criterion.label},
    )


def _onward(draw: Draw) -> tuple[Option, ...]:
    planned = draw.scene.at(draw.scene.interview.position + 1)
    if planned is None:
        return (_close("that was the last question"),)
    if draw.out_of_time:
        return (_close("the time is over"),)
    options = [_next(OptionId.N1, planned.question, planned.reason)]
    adapted = _adapted(draw, planned)
    if adapted is not None:
        options.insert(0, adapted)
        options[1] = options[1].model_copy(update={"id": OptionId.N2})
    return tuple(options)


def _adapted(draw: Draw, planned: AskedQuestion) -> Option | None:
    """Return a question of the same skill, nearer to the level that the grades call for."""
    skill = planned.question.skill
    state = next((s for s in draw.skills if s.skill == skill), None)
    if state is None or state.level == planned.question.level:
        return None
    taken = {q.question.id for q in draw.scene.plan}
    fitting = [
        q
        for q in draw.scene.pool
        if q.skill == skill and q.id not in taken and q.kind is planned.question.kind
    ]
    best = min(fitting, key=lambda q: (abs(q.level - state.level), q.id), default=None)
    if best is None or abs(best.level - state.level) >= abs(planned.question.level - state.level):
        return None
    return _next(OptionId.N1, best, f"{skill} at level {best.level}: {state.reason}")


def _next(option_id: OptionId, question: Question, reason: str) -> Option:
    return Option(
        id=option_id,
        tool=ToolName.GET_NEXT_QUESTION,
        reason=reason,
        label=question.skill,
        arguments={"question_id": question.id, "reason": reason},
    )


def _log(option_id: OptionId, reason: str, label: str | None) -> Option:
    return Option(
        id=option_id,
        tool=ToolName.LOG_INTERACTION,
        reason=reason,
        label=label,
        arguments={"what": reason, "label": label},
    )


def _close(reason: str) -> Option:
    return Option(
        id=OptionId.CLOSE,
        tool=ToolName.FINALIZE_SESSION,
        reason=reason,
        arguments={"reason": reason},
    )
