"""An interview that is over, step by step, from its rows alone: nothing is computed again.

That keeps the page as fast at a hundred turns as at one, and it works where documents or kits are
gone. What today's program would do is asked for apart (`playback`).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from src.ai.orchestrator.desk import Desk, plan_of
from src.ai.orchestrator.playback import call_of, flag_of
from src.models.calls import LedgerEntry
from src.models.enums import EventKind, InterviewStatus, Purpose
from src.models.grades import CoachNote
from src.models.interview import AskedQuestion, Event, Interview, Turn
from src.models.playback import GradeTold, Playback, PlaybackStep
from src.models.views import ReplayCall

GOES_ON = "The interview goes on. It can be stepped through when it has ended."
IMPORTED = (
    "This report was imported. How its interviewer decided was not in the file, so there is "
    "nothing to step through."
)
FLAGGED = (EventKind.ANOMALY, EventKind.WATCHDOG, EventKind.FALLBACK)


@dataclass(frozen=True)
class _Record:
    """An interview's rows, its events by turn and by question."""

    plan: Mapping[int, AskedQuestion]
    turns: Sequence[Turn]
    notes: Mapping[int, CoachNote]
    by_turn: Mapping[int, Sequence[Event]]
    by_key: Mapping[str, Event]

    def data(self, no: int, name: str) -> dict[str, Any]:
        """Return what an event of a turn recorded, empty where there is none."""
        event = self.by_key.get(f"turn/{no}/{name}")
        return dict(event.data) if event else {}


def recorded(desk: Desk, owner_id: str, interview_id: str) -> Playback:
    """Return an interview's steps, or why there are none."""
    with desk.store.unit() as unit:
        interview, plan = plan_of(unit, owner_id, interview_id)
        cannot = _cannot(interview)
        if cannot:
            return Playback(interview=interview, cannot=cannot)
        turns = unit.turns.list(owner_id, interview_id)
        events = unit.records.events(owner_id, interview_id)
        notes = unit.records.notes(owner_id, interview_id)
        ledger = unit.ledger.entries(owner_id, interview_id)
    by_turn: defaultdict[int, list[Event]] = defaultdict(list)
    for event in events:
        if event.turn_no is not None:
            by_turn[event.turn_no].append(event)
    record = _Record(
        plan={q.position: q for q in plan},
        turns=[turn for turn in turns if turn.take == 1],
        notes={note.turn_no: note for note in notes},
        by_turn=by_turn,
        by_key={event.key: event for event in events},
    )
    grades = _grades(events, record)
    return Playback(
        interview=interview,
        steps=tuple(_step(record, turn, grades.get(turn.no, ())) for turn in record.turns),
        beside=_beside(events, ledger),
        flags=tuple(flag_of(e.data) for e in events if e.turn_no is None and e.kind in FLAGGED),
    )


def _cannot(interview: Interview) -> str | None:
    if interview.imported_at is not None:
        return IMPORTED
    going = {InterviewStatus.PREPARED, InterviewStatus.ACTIVE}
    return GOES_ON if interview.status in going or interview.is_left else None


def _step(record: _Record, turn: Turn, grades: Sequence[GradeTold]) -> PlaybackStep:
    events = record.by_turn.get(turn.no, ())
    asked = record.plan.get(turn.position)
    reflected = record.data(turn.no, "reflection").get("note")
    return PlaybackStep(
        turn=turn,
        question=asked.question.text if asked else None,
        observed=record.data(turn.no, "observation"),
        plan=record.data(turn.no, "plan"),
        tools=tuple(e.data for e in events if e.kind is EventKind.TOOL),
        reflected=str(reflected) if reflected else None,
        flags=tuple(flag_of(e.data) for e in events if e.kind in FLAGGED),
        note=record.notes.get(turn.no),
        grades=tuple(grades),
        calls=tuple(call_of(e) for e in events if e.kind is EventKind.MODEL_CALL),
    )


def _grades(events: Sequence[Event], record: _Record) -> Mapping[int, list[GradeTold]]:
    """Return the grades of first takes by the number of the last turn at their question."""
    last = {turn.position: turn.no for turn in record.turns if turn.text}
    found: defaultdict[int, list[GradeTold]] = defaultdict(list)
    for event in events:
        if event.kind is not EventKind.GRADE or event.position not in last:
            continue
        _, position, take, attempt = event.key.split("/")
        if take == "1":
            moved = record.by_key.get(f"difficulty/{position}/{attempt}")
            found[last[event.position]].append(_grade(event.data, moved.data if moved else {}))
    return found


def _grade(told: Mapping[str, Any], moved: Mapping[str, Any]) -> GradeTold:
    return GradeTold(
        score=told.get("score"),
        grader=str(told.get("grader")),
        model=told.get("model"),
        reason=str(told.get("reason") or ""),
        skill=moved.get("skill"),
        level_before=moved.get("from"),
        level_after=moved.get("to"),
        level_reason=str(moved.get("reason", "")),
    )


def _beside(events: Sequence[Event], ledger: Sequence[LedgerEntry]) -> tuple[ReplayCall, ...]:
    """Return the calls of no single turn; those for grades stand in the ledger alone."""
    told = [call_of(e) for e in events if e.kind is EventKind.MODEL_CALL and e.turn_no is None]
    return (*told, *(_graded(entry) for entry in ledger if entry.purpose is Purpose.GRADE))


def _graded(entry: LedgerEntry) -> ReplayCall:
    usage = entry.usage
    told = (
        {}
        if usage is None
        else {
            "input_tokens": usage.input_tokens,
            "cached_tokens": usage.cached_tokens,
            "output_tokens": usage.output_tokens,
            "cost_usd": usage.cost_usd,
            "attempts": usage.attempts,
        }
    )
    return ReplayCall.model_validate(
        {"purpose": "grade", "model": entry.model, "error": entry.error, **told}
    )
