"""Replay: each stored turn observed and acted again from stored inputs, beside what was recorded.

What time, other workflows and a search decided is read from the turn's own events; everything else
is computed again, so a difference means that today's code would do something else.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pydantic import JsonValue

from src.ai.interviewer import Observation, Spoken, TurnView, observe
from src.ai.interviewer.asking import material_of
from src.ai.interviewer.speak import tell_found
from src.ai.orchestrator.acting import act
from src.ai.orchestrator.desk import Desk, plan_of
from src.ai.orchestrator.recording import told_of
from src.ai.orchestrator.sources import texts_of
from src.ai.orchestrator.turning import changes_of, pool_of
from src.ai.tools import GiveHint, Scene, open_question, run
from src.ai.watchdog import RESTS
from src.errors import NotFoundError, StateError
from src.models.calls import ModelMessage, ModelReply, Usage
from src.models.content import Kit, Question, Resource
from src.models.enums import DocumentKind, EventKind, OptionId, TurnKind, TurnState
from src.models.facts import Option
from src.models.interview import AskedQuestion, Event, Interview, SkillState, Thread, Turn
from src.models.replies import TurnReply
from src.models.views import ReplayCall, ReplayStep
from src.ports import UnitOfWork

CHANGED = "This interview's questions or documents are no longer there, so it can't be replayed."


@dataclass(frozen=True)
class _Stored:
    """Everything of an interview that a replay reads."""

    owner_id: str
    interview: Interview
    plan: tuple[AskedQuestion, ...]
    turns: tuple[Turn, ...]
    events: Mapping[str, Event]
    texts: Mapping[DocumentKind, str]
    prompts: Mapping[str, str]
    kept: Kit | None

    def data(self, no: int, name: str) -> dict[str, JsonValue]:
        """Return what an event of a turn recorded, empty where there is none."""
        event = self.events.get(f"turn/{no}/{name}")
        return event.data if event else {}

    def inputs(self, no: int) -> dict[str, Any]:
        """Return what time and other workflows decided for a turn."""
        found: Any = self.data(no, "observation").get("inputs", {})
        return dict(found)

    def system(self, no: int) -> str:
        """Return the rendered prompt of a turn, empty where it was not kept."""
        return self.prompts.get(str(self.inputs(no).get("prompt")), "")


def replay(desk: Desk, owner_id: str, interview_id: str) -> tuple[ReplayStep, ...]:
    """Return every turn again; raises `StateError` where its inputs are gone."""
    with desk.store.unit() as unit:
        unit.interviews.get(owner_id, interview_id)
        try:
            stored = _read(unit, owner_id, interview_id)
        except NotFoundError as problem:
            raise StateError(CHANGED) from problem
    return tuple(_steps(desk, stored))


def replay_turn(desk: Desk, owner_id: str, interview_id: str, no: int) -> ReplayStep:
    """Return one turn again with its request; earlier ones are computed on the way, later not."""
    with desk.store.unit() as unit:
        try:
            stored = _read(unit, owner_id, interview_id)
        except NotFoundError as problem:
            raise StateError(CHANGED) from problem
    found = next((step for step in _steps(desk, stored) if step.turn.no == no), None)
    if found is None:
        raise StateError(CHANGED)
    return found


def _read(unit: UnitOfWork, owner_id: str, interview_id: str) -> _Stored:
    interview, plan = plan_of(unit, owner_id, interview_id)
    events = {e.key: e for e in unit.records.events(owner_id, interview_id)}
    inputs = [e.data.get("inputs") for e in events.values() if e.kind is EventKind.OBSERVATION]
    hashes = {str(found["prompt"]) for found in inputs if isinstance(found, dict)}
    return _Stored(
        owner_id=owner_id,
        interview=interview,
        plan=plan,
        turns=unit.turns.list(owner_id, interview_id),
        events=events,
        texts=texts_of(unit, owner_id, interview.setup),
        prompts={sha: unit.records.prompt(owner_id, sha) or "" for sha in hashes},
        kept=unit.kits.kept(owner_id, interview_id),
    )


def _steps(desk: Desk, stored: _Stored) -> Iterator[ReplayStep]:
    scene = _beginning(desk, stored)
    earlier: list[Turn] = []
    for turn in stored.turns:
        if turn.state is not TurnState.DONE or turn.take > 1:
            return
        if turn.kind is TurnKind.HINT:
            scene, _ = run(scene, GiveHint())
            yield ReplayStep(turn=turn, question=_text_at(scene))
        else:
            scene, step = _again(desk, stored, scene, turn, tuple(earlier))
            yield step
        earlier.append(turn)


def _beginning(desk: Desk, stored: _Stored) -> Scene:
    """Return the scene as the start left it: the plan of that moment, nothing said."""
    fresh = {
        "notes": "",
        "claims": (),
        "threads": _left_open(stored),
        "position": 0,
        "notice": None,
    }
    interview = stored.interview.model_copy(update=fresh)
    at = interview.began_at
    pool = pool_of(desk, interview, stored.kept)
    scene = Scene(interview=interview, plan=_plan_first(stored, pool), now=at, pool=pool)
    return open_question(scene, 1)


def _left_open(stored: _Stored) -> tuple[Thread, ...]:
    """Return what the résumé left open at the start; its owner may have corrected it since."""
    begun = stored.events.get("start")
    told: Any = begun.data.get("threads") if begun else None
    return tuple(Thread.model_validate(each) for each in told or ())


def _plan_first(stored: _Stored, pool: Sequence[Question]) -> tuple[AskedQuestion, ...]:
    """Return the plan of the start, before any question took another's place."""
    known = {q.id: q for q in pool} | {q.question.id: q.question for q in stored.plan}
    begun = stored.events.get("start")
    told: Any = begun.data.get("questions") if begun else None
    if not isinstance(told, list) or {t["id"] for t in told} - set(known):
        raise StateError(CHANGED)
    return tuple(
        AskedQuestion(
            position=asked.position,
            question=known[first["id"]],
            reason=first["reason"],
            persona=asked.persona,
        )
        for asked, first in zip(stored.plan, told, strict=True)
    )


def _again(
    desk: Desk, stored: _Stored, scene: Scene, turn: Turn, earlier: tuple[Turn, ...]
) -> tuple[Scene, ReplayStep]:
    """Return the scene after a turn, and the turn beside what was recorded of it."""
    view = _view(desk, stored, scene, turn, earlier)
    seen = observe(view, desk.graders)
    spoken = _spoken(stored, turn, seen)
    if spoken is None:
        return scene, _step(stored, view, seen, ("plan",))
    acted = act(view, spoken.option, seen)
    told = told_of(view, seen, spoken, acted)
    differs = tuple(
        name for name, _, data in told if _plain(stored.data(turn.no, name)) != _plain(data)
    )
    changes = changes_of(view, acted, seen, scene.interview.notes)
    after = acted.scene.turn_to(**changes)
    return after, _step(stored, view, seen, differs, spoken.found)


def _plain(data: object) -> object:
    """Return what was computed, as JSON gives it back; inputs are what the replay starts from."""
    found = json.loads(json.dumps(data))
    return {name: value for name, value in found.items() if name != "inputs"}


def _view(
    desk: Desk, stored: _Stored, scene: Scene, turn: Turn, earlier: tuple[Turn, ...]
) -> TurnView:
    inputs = stored.inputs(turn.no)
    skills = tuple(SkillState.model_validate(s) for s in inputs.get("skills", []))
    now = inputs.get("now")
    scene = replace(
        scene,
        skills=skills,
        now=datetime.fromisoformat(now) if now else turn.accepted_at,
    )
    return TurnView(
        owner_id=stored.owner_id,
        scene=scene,
        turn=turn,
        earlier=earlier,
        out_of_time=bool(inputs.get("out_of_time")),
        resume=stored.texts[DocumentKind.RESUME],
        job=stored.texts[DocumentKind.JOB],
        spent_usd=float(inputs.get("spent_usd", 0)),
        policy=desk.policy,
        panel=desk.panel if stored.interview.setup.panel else None,
    )


def _spoken(stored: _Stored, turn: Turn, seen: Observation) -> Spoken | None:
    """Return what was said, as it was recorded; None where today's options don't hold it."""
    plan, search = stored.data(turn.no, "plan"), stored.data(turn.no, "search")
    searched = str(search["query"]) if search else None
    offered = (tell_found(searched),) if searched else seen.options
    option = next((o for o in offered if o.id == plan.get("choose")), None)
    if option is None or turn.reply is None:
        return None
    detail = plan.get("detail")
    reply = TurnReply(
        choose=OptionId(option.id),
        detail=str(detail) if detail is not None else None,
        say=turn.reply.content,
        why=str(plan.get("why")),
    )
    return Spoken(
        reply=reply,
        option=option,
        made_by=ModelReply(value=reply, usage=Usage(), model=turn.engine or ""),
        searched=searched,
        found=_found(search),
        system=stored.system(turn.no),
    )


def _found(search: Mapping[str, JsonValue]) -> tuple[Resource, ...]:
    result: Any = search.get("result", {})
    return tuple(Resource.model_validate(each) for each in result.get("found", []))


def _step(
    stored: _Stored,
    view: TurnView,
    seen: Observation,
    differs: tuple[str, ...],
    found: tuple[Resource, ...] = (),
) -> ReplayStep:
    no = view.turn.no
    events = [e for e in stored.events.values() if e.turn_no == no]
    system = ModelMessage(role="system", content=stored.system(no))
    rested = view.turn.reply is not None and RESTS in view.turn.reply.metadata
    material = material_of(view, _with_found(seen, stored, no), found)
    flagged = (EventKind.ANOMALY, EventKind.WATCHDOG, EventKind.FALLBACK)
    return ReplayStep(
        turn=view.turn,
        question=_text_at(view.scene),
        observed=stored.data(no, "observation"),
        plan=stored.data(no, "plan"),
        tools=tuple(e.data for e in events if e.kind is EventKind.TOOL),
        reflected=str(reflected["note"]) if (reflected := stored.data(no, "reflection")) else None,
        flags=tuple(flag_of(e.data) for e in events if e.kind in flagged),
        calls=tuple(call_of(e) for e in events if e.kind is EventKind.MODEL_CALL),
        messages=() if rested else (system, material),
        differs=differs,
    )


def _with_found(seen: Observation, stored: _Stored, no: int) -> Observation:
    """Return the observation with the options of the turn's last round."""
    search = stored.data(no, "search")
    options: tuple[Option, ...] = (tell_found(str(search["query"])),) if search else seen.options
    return replace(seen, options=options)


def flag_of(data: Mapping[str, JsonValue]) -> str:
    """Return an anomaly, a watchdog's word or a fallback in words."""
    return ": ".join(
        str(data[name]) for name in ("limit", "what", "about", "reason") if name in data
    )


def call_of(event: Event) -> ReplayCall:
    """Return a recorded model call; its key begins with what it was for."""
    told: Mapping[str, Any] = event.data
    return ReplayCall(
        purpose=event.key.partition("/")[0],
        model=str(told.get("model")),
        attempts=told.get("attempts"),
        cached_tokens=told.get("cached_tokens"),
        latency_ms=event.latency_ms,
        input_tokens=event.input_tokens,
        output_tokens=event.output_tokens,
        cost_usd=event.cost_usd,
        prompt_version=event.prompt_version,
    )


def _text_at(scene: Scene) -> str | None:
    asked = scene.current
    return asked.question.text if asked else None
