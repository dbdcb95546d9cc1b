"""What leads on: the next question, at the right level, another interviewer, or the end."""

from src.ai.interviewer.draw import Draw, log
from src.ai.tools import ToolName
from src.models.content import Question
from src.models.enums import Intent, OptionId, Stage, TurnKind
from src.models.facts import Option
from src.models.interview import AskedQuestion


def onward(draw: Draw) -> tuple[Option, ...]:
    """Return the ways to leave the open question; never empty."""
    if draw.wrap_up is not None:
        return (close(draw.wrap_up),)
    if draw.out_of_time:
        return (close("the time is over"),)
    planned = draw.scene.at(draw.scene.interview.position + 1)
    if planned is None:
        return (_invite(draw),)
    speaker = draw.scene.interview.persona
    if planned.persona is not None and planned.persona != speaker:
        return (_hand_over(planned),)
    options = [_next(OptionId.N1, planned.question, planned.reason)]
    adapted = _adapted(draw, planned)
    if adapted is not None:
        options = [adapted, options[0].model_copy(update={"id": OptionId.N2})]
    return tuple(options)


def at_the_end(draw: Draw) -> tuple[Option, ...]:
    """Return what may follow in the candidate's own stage: an answer, or the closing."""
    most = draw.policy.interview.candidate_questions
    asked = sum(t.kind is TurnKind.QUESTION for t in draw.earlier)
    over = asked >= most or draw.out_of_time or draw.wrap_up is not None
    if over or draw.turn.kind is TurnKind.SKIP or draw.intent in {Intent.DONE, Intent.EMPTY}:
        return (close("the candidate has no further questions"),)
    if draw.intent is Intent.RESOURCES:
        return (search(draw), close("the candidate was answered"))
    if draw.intent is Intent.HOSTILE:
        return (close("the talk has come to its end"),)
    answer = log(
        OptionId.ROLE_ANSWER, "answer the candidate's question from the data", line=draw.role_line
    )
    return (answer, close("the candidate was answered"))


def search(draw: Draw) -> Option:
    """Return the option that looks for something to learn from."""
    asked = draw.scene.current
    about = asked.question.skill if asked else draw.scene.interview.setup.role
    return Option(
        id=OptionId.SEARCH,
        tool=ToolName.SEARCH_RESOURCES,
        reason="asked what to learn from; detail says what to look for",
        label=about,
        arguments={"query": about},
    )


def close(reason: str) -> Option:
    """Return the option that ends the interview."""
    return Option(
        id=OptionId.CLOSE,
        tool=ToolName.FINALIZE_SESSION,
        reason=reason,
        arguments={"reason": reason},
    )


def _invite(draw: Draw) -> Option:
    """Return the way into the candidate's own questions, or the end where there are none."""
    if draw.policy.interview.candidate_questions == 0:
        return close("that was the last question")
    reason = "that was the last question; now the candidate may ask"
    return Option(
        id=OptionId.N1,
        tool=ToolName.INVITE_QUESTIONS,
        reason=reason,
        label=Stage.CANDIDATE_QUESTIONS,
        arguments={"reason": reason},
    )


def _hand_over(planned: AskedQuestion) -> Option:
    reason = f"the next question is {planned.persona}'s: {planned.reason}"
    return Option(
        id=OptionId.HAND_OVER,
        tool=ToolName.HAND_OVER,
        reason=reason,
        label=planned.question.skill,
        arguments={
            "question_id": planned.question.id,
            "reason": planned.reason,
            "persona": planned.persona,
        },
    )


def _adapted(draw: Draw, planned: AskedQuestion) -> Option | None:
    """Return a question of the same skill, nearer to the level that the grades call for."""
    skill = planned.question.skill
    level, why = draw.levels.get(skill, (planned.question.level, ""))
    if level == planned.question.level:
        return None
    taken = {q.question.id for q in draw.scene.plan}
    fitting = [
        q
        for q in draw.scene.pool
        if q.skill == skill and q.id not in taken and q.kind is planned.question.kind
    ]
    best = min(fitting, key=lambda q: (abs(q.level - level), q.id), default=None)
    if best is None or abs(best.level - level) >= abs(planned.question.level - level):
        return None
    return _next(OptionId.N1, best, f"{skill} at level {best.level}: {why}")


def _next(option_id: OptionId, question: Question, reason: str) -> Option:
    return Option(
        id=option_id,
        tool=ToolName.GET_NEXT_QUESTION,
        reason=reason,
        label=question.skill,
        arguments={"question_id": question.id, "reason": reason},
    )
