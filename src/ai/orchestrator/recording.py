"""A turn on the record: the message that everybody reads, and its events, each under one key."""

import hashlib
from datetime import datetime

from pydantic import JsonValue

from src.ai import prompts
from src.ai.graders.combine import HINT_PRICE
from src.ai.interviewer import NotOfferedError, Observation, Spoken, TurnView
from src.ai.interviewer.asking import PROMPT
from src.ai.memory import reflect
from src.ai.orchestrator.acting import Acted
from src.ai.orchestrator.desk import Desk
from src.ai.tools import ToolName
from src.ai.watchdog import RESTS
from src.models.calls import ModelReply
from src.models.enums import (
    ActionKind,
    EventKind,
    OptionId,
    QuestionKind,
    ResponseType,
    Speaker,
    ThreadKind,
    TurnKind,
    Verdict,
)
from src.models.grades import Grade
from src.models.interview import Action, AskedQuestion, Event, Message, Turn
from src.ports import ReplyT

Told = tuple[str, EventKind, dict[str, JsonValue]]

_RESPONSES = {
    OptionId.F1: ResponseType.FOLLOW_UP,
    OptionId.F2: ResponseType.FOLLOW_UP,
    OptionId.F3: ResponseType.FOLLOW_UP,
    OptionId.N1: ResponseType.QUESTION,
    OptionId.N2: ResponseType.QUESTION,
    OptionId.N3: ResponseType.QUESTION,
    OptionId.HINT: ResponseType.HINT,
    OptionId.HAND_OVER: ResponseType.HANDOVER,
    OptionId.CLOSE: ResponseType.CLOSING,
}
_INPUTS = {QuestionKind.FORMULA: ActionKind.SHEET, QuestionKind.SQL: ActionKind.SHEET}
INTERVIEWER = "interviewer"
INTERNAL = {"arguments", "probe", "from_resume"}
"""Fields of an option that its reason and label tell already."""


def message_of(view: TurnView, spoken: Spoken, seen: Observation, at: datetime) -> Message:
    """Return the interviewer's message as page, stream, replay and simulation read it."""
    option = spoken.option
    response = _RESPONSES.get(option.id, ResponseType.CLARIFICATION)
    if view.turn.kind is TurnKind.START:
        response = ResponseType.INTRODUCTION
    metadata: dict[str, JsonValue] = {
        "option": option.id,
        "why": spoken.reply.why,
        "reason": option.reason,
    }
    if option.label:
        metadata["label"] = option.label
    if option.id is OptionId.HINT:
        metadata["price"] = HINT_PRICE
    if spoken.found:
        metadata["found"] = [r.model_dump(mode="json") for r in spoken.found]
    if spoken.search_notice:
        metadata["search_notice"] = spoken.search_notice
    if spoken.error is not None:
        metadata["fallback"] = spoken.error.sentence
    if seen.rest is not None:
        metadata[RESTS] = seen.rest.limit
    persona = view.panel.get(view.scene.interview.persona) if view.panel else None
    if persona is not None:
        metadata["speaker"] = persona.introduced
    return Message(
        role=Speaker.INTERVIEWER,
        content=spoken.reply.say,
        agent=persona.id if persona else INTERVIEWER,
        response_type=response,
        metadata=metadata,
        at=at,
        actions=_actions(view, response),
    )


def _actions(view: TurnView, response: ResponseType) -> tuple[Action, ...]:
    if response is ResponseType.CLOSING:
        return (Action(kind=ActionKind.END, label="Open the report"),)
    asked = view.scene.current
    kind = _INPUTS.get(asked.question.kind, ActionKind.TEXT) if asked else ActionKind.TEXT
    return (
        Action(kind=kind, label="Answer"),
        Action(kind=ActionKind.HINT, label="Hint"),
        Action(kind=ActionKind.END, label="End the interview"),
    )


def events_of(
    desk: Desk, view: TurnView, seen: Observation, spoken: Spoken, acted: Acted
) -> list[Event]:
    """Return what happened in this turn, each under a key that a repeated step writes again."""
    no, position = view.turn.no, view.turn.position
    told = told_of(view, seen, spoken, acted)
    told += _trouble(desk, view, seen, spoken)
    events = [
        desk.event(f"turn/{no}/{name}", kind, data=data, turn_no=no, position=position)
        for name, kind, data in told
    ]
    if spoken.error or desk.was_asked(view.owner_id, spoken.made_by.model):
        version = prompts.load(PROMPT).version
        for at, made in enumerate(spoken.calls):
            key = f"turn/{no}/call/{at}" if at else f"turn/{no}/call"
            events.append(call_event(desk, key, made, version, turn_no=no))
    return events


def told_of(view: TurnView, seen: Observation, spoken: Spoken, acted: Acted) -> list[Told]:
    """Return what a replay must give again: observation, plan, tools, reflection, reply."""
    option = spoken.option
    told: list[Told] = [
        ("observation", EventKind.OBSERVATION, _observed(view, seen, spoken)),
        ("plan", EventKind.PLAN, _planned(seen, spoken)),
    ]
    if spoken.searched is not None:
        found: list[JsonValue] = [r.model_dump(mode="json") for r in spoken.found]
        searched = {"tool": str(ToolName.SEARCH_RESOURCES), "query": spoken.searched}
        told.append(("search", EventKind.TOOL, {**searched, "result": {"found": found}}))
    result: JsonValue = acted.result.model_dump(mode="json")
    told.append(("tool", EventKind.TOOL, {"tool": option.tool, "result": result}))
    asked = view.scene.current
    if asked is not None and seen.grade is not None:
        told.append(("reflection", EventKind.REFLECTION, _reflected(asked, seen.grade, acted)))
    reply: dict[str, JsonValue] = {"option": option.id, "engine": spoken.made_by.model}
    told.append(("reply", EventKind.AGENT_RESPONSE, reply))
    if option.id is OptionId.HINT:
        told.append(("hint", EventKind.HINT, {"price": HINT_PRICE, "hint": option.line}))
    if option.id is OptionId.HAND_OVER:
        told.append(("handover", EventKind.HANDOVER, _handed_over(view, seen, acted)))
    told += _clashes(view, seen)
    told += [(f"anomaly/{i}", EventKind.ANOMALY, {"what": w}) for i, w in enumerate(seen.unusual)]
    return told


def _observed(view: TurnView, seen: Observation, spoken: Spoken) -> dict[str, JsonValue]:
    """Return what code found, and the inputs that time and other workflows decided."""
    found: dict[str, JsonValue] = {"intent": seen.intent}
    if seen.grade is not None:
        found |= {
            "so_far": seen.grade.score,
            "covered": list(seen.grade.covered),
            "missed": list(seen.grade.missed),
            "quotes": list(seen.grade.evidence),
            "flags": list(seen.grade.flags),
        }
    new = [c.quote for c in seen.claims if c.turn_no == view.turn.no]
    found["claims"] = list(dict.fromkeys(new))
    found["levels_by_outcome"] = list(seen.outcomes)
    found["inputs"] = {
        "skills": [s.model_dump(mode="json") for s in view.scene.skills],
        "grades": [[g.position, g.take, g.attempt] for g in view.scene.grades],
        "out_of_time": view.out_of_time,
        "spent_usd": view.spent_usd,
        "now": view.scene.now.isoformat(),
        "prompt": sha256_of(spoken.system),
    }
    return found


def _planned(seen: Observation, spoken: Spoken) -> dict[str, JsonValue]:
    options: list[JsonValue] = [
        o.model_dump(mode="json", exclude=INTERNAL, exclude_none=True) for o in seen.options
    ]
    chosen = spoken.option
    return {
        "options": options,
        "choose": chosen.id,
        "tool": chosen.tool,
        "detail": spoken.reply.detail,
        "why": spoken.reply.why,
    }


def _reflected(asked: AskedQuestion, grade: Grade, acted: Acted) -> dict[str, JsonValue]:
    """Return what is kept in mind after the move: the note so far, and threads not yet probed."""
    threads: list[JsonValue] = [t.label for t in acted.threads if not t.probed]
    after = acted.scene.at(asked.position)
    closed = after is not None and after.state is not asked.state
    return {"note": reflect(asked, grade), "threads": threads, "closed": closed}


def _handed_over(view: TurnView, seen: Observation, acted: Acted) -> dict[str, JsonValue]:
    """Return who handed over to whom, and what the next one knows."""
    covered = list(seen.grade.covered) if seen.grade else []
    return {
        "from": view.scene.interview.persona,
        "to": acted.scene.interview.persona,
        "context": {"covered": [*covered], "notes": view.scene.interview.notes},
    }


def _clashes(view: TurnView, seen: Observation) -> list[Told]:
    """Return an event for each contradiction that this message brought up."""
    new = [t for t in seen.threads if t.turn_no == view.turn.no]
    return [
        (
            f"contradiction/{i}",
            EventKind.ANOMALY,
            {
                "what": "contradiction",
                "about": t.label,
                "said": t.quote,
                "before": t.before,
                "source": "résumé" if t.from_resume else "earlier answer",
            },
        )
        for i, t in enumerate(new)
        if t.kind is ThreadKind.CONTRADICTION
    ]


def _trouble(desk: Desk, view: TurnView, seen: Observation, spoken: Spoken) -> list[Told]:
    """Return what watchdogs said, why the script spoke, and that the model is back."""
    told: list[Told] = [
        (
            f"watchdog/{i}",
            EventKind.WATCHDOG,
            {"limit": bark.limit, "verdict": bark.verdict, "reason": bark.reason},
        )
        for i, bark in enumerate(seen.barks)
    ]
    if spoken.error is not None:
        data: dict[str, JsonValue] = {
            "reason": spoken.error.sentence,
            "error": type(spoken.error).__name__,
        }
        told.append(("fallback", EventKind.FALLBACK, data))
        if isinstance(spoken.error, NotOfferedError):
            told.append(("not offered", EventKind.ANOMALY, {"what": str(spoken.error)}))
    elif seen.rest is not None:
        told.append(("fallback", EventKind.FALLBACK, {"reason": seen.rest.reason}))
    else:
        told += _taken_over(desk, view, spoken)
    if spoken.error is None and seen.rest is None and _was_away(view):
        back = {"limit": "model", "verdict": str(Verdict.CONTINUE), "reason": "the model is back"}
        told.append(("watchdog/back", EventKind.WATCHDOG, {**back}))
    return told


def _taken_over(desk: Desk, view: TurnView, spoken: Spoken) -> list[Told]:
    """Return that another engine answers than before, where nobody only stood in for one."""
    own = [t for t in view.earlier if t.kind is not TurnKind.HINT and not _stood_in(t)]
    before, now = own[-1].engine if own else None, spoken.made_by.model
    if before is None or before == now:
        return []
    own_key = desk.keys.model_of(view.owner_id) is not None
    data: dict[str, JsonValue] = {"engine": now, "before": before, "own_key": own_key}
    return [("engine", EventKind.AGENT_LOAD, data)]


def _stood_in(turn: Turn) -> bool:
    return turn.reply is not None and (
        RESTS in turn.reply.metadata or "fallback" in turn.reply.metadata
    )


def _was_away(view: TurnView) -> bool:
    """Say whether the script stood in for the model in the turn before."""
    before = next((t for t in reversed(view.earlier) if t.kind is not TurnKind.HINT), None)
    return before is not None and _stood_in(before)


def sha256_of(text: str) -> str:
    """Return the hash under which a rendered prompt is kept for replay."""
    return hashlib.sha256(text.encode()).hexdigest()


def call_event(
    desk: Desk, key: str, reply: ModelReply[ReplyT], prompt_version: str, **place: int
) -> Event:
    """Return the event of a model call with what it took."""
    usage = reply.usage
    data = {"model": reply.model, "rung": reply.rung, "attempts": usage.attempts}
    data |= {"cached_tokens": usage.cached_tokens}
    return desk.event(
        key,
        EventKind.MODEL_CALL,
        data=data,
        latency_ms=reply.latency_ms,
        input_tokens=usage.input_tokens,
        output_tokens=usage.output_tokens,
        cost_usd=usage.cost_usd,
        prompt_version=prompt_version,
        **place,
    )
