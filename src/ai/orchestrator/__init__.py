"""The only door into ai: pages and the HTTP API call these methods and nothing else.

Every method takes the owner; what isn't theirs is `NotFoundError`. Methods that write are one short
transaction each; what a model does runs in workflows that survive the process.
"""

from collections.abc import Callable, Coroutine, Iterator
from datetime import UTC, tzinfo
from functools import partial
from typing import Any

from src.ai.orchestrator import (
    again,
    answering,
    editing,
    exporting,
    following,
    idle,
    playback,
    progressing,
    reading,
    reads,
    recorded,
    recovery,
    setting_up,
    sources,
    turning,
    views,
)
from src.ai.orchestrator.desk import Choose, Closest, Desk, Price, new_id
from src.errors import StateError
from src.models.enums import EventKind, InterviewStatus, TurnState
from src.models.grades import Rating
from src.models.interview import Interview, Setup, Turn
from src.models.outcomes import RealDraft, RealInterview
from src.models.playback import Playback
from src.models.progress import (
    Comparison,
    HistoryPage,
    HistoryQuery,
    PracticeCard,
    Progress,
)
from src.models.reading import FactDraft, ItemEdit
from src.models.reports import Exported, ReportFormat
from src.models.speech import Said
from src.models.views import (
    Practice,
    Preparation,
    ReplayStep,
    ReportView,
    Room,
)
from src.ports import Piece

__all__ = ["Choose", "Closest", "Desk", "Orchestrator", "Price", "new_id"]

WORKFLOWS: dict[str, Callable[..., Coroutine[Any, Any, None]]] = {
    "turn": turning.turn_workflow,
    "coach": following.coach_workflow,
    "grade": following.grade_workflow,
    "report": following.report_workflow,
    "plan": following.plan_workflow,
    "dispute": following.dispute_workflow,
    "read": reads.read_workflow,
}
FOLLOW_S = 60.0
EVERYTHING = HistoryQuery()


class Orchestrator:
    """Sets up, conducts and reports interviews."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        for name, workflow in WORKFLOWS.items():
            desk.jobs.register(name, partial(workflow, desk))

    def recover(self) -> int:
        """Start what was accepted before a crash and never begun; return how many."""
        return recovery.recover(self._desk)

    def prepare(self, owner_id: str, setup: Setup) -> Preparation:
        """Store a prepared interview with its plan."""
        return setting_up.prepare(self._desk, owner_id, setup)

    def preparation(self, owner_id: str, interview_id: str) -> Preparation:
        """Return a prepared interview as it stands."""
        return setting_up.preparation(self._desk, owner_id, interview_id)

    def replan(self, owner_id: str, interview_id: str, setup: Setup) -> Preparation:
        """Choose the questions again for a changed set-up."""
        return setting_up.replan(self._desk, owner_id, interview_id, setup)

    def drop_question(self, owner_id: str, interview_id: str, position: int) -> Preparation:
        """Take a question out of the plan; at least one stays."""
        plan = self.preparation(owner_id, interview_id).plan
        order = [q.position for q in plan if q.position != position]
        return setting_up.edit(self._desk, owner_id, interview_id, order)

    def move_question(
        self, owner_id: str, interview_id: str, position: int, *, up: bool
    ) -> Preparation:
        """Swap a question with the one before or after it."""
        order = [q.position for q in self.preparation(owner_id, interview_id).plan]
        here = position - 1
        there = here - 1 if up else here + 1
        if 0 <= here < len(order) and 0 <= there < len(order):
            order[here], order[there] = order[there], order[here]
        return setting_up.edit(self._desk, owner_id, interview_id, order)

    def edit_fact(
        self, owner_id: str, interview_id: str, key: str | None, draft: FactDraft | None
    ) -> Preparation:
        """Correct, add (no key) or take out (no draft) what the résumé says."""
        return editing.edit_fact(self._desk, owner_id, interview_id, key, draft)

    def edit_item(
        self, owner_id: str, interview_id: str, key: str | None, item: ItemEdit | None
    ) -> Preparation:
        """Correct, add (no key) or take out (no item) what the job asks for."""
        return editing.edit_item(self._desk, owner_id, interview_id, key, item)

    def undo_edits(self, owner_id: str, interview_id: str) -> Preparation:
        """Go back to what was read of both documents."""
        return editing.undo_edits(self._desk, owner_id, interview_id)

    def another_question(
        self, owner_id: str, interview_id: str, position: int, *, instead: bool
    ) -> Preparation:
        """Plan another question of a planned one's skill, after it or in its place."""
        return editing.another_question(
            self._desk, owner_id, interview_id, position, instead=instead
        )

    def choose_again(self, owner_id: str, interview_id: str) -> Preparation:
        """Plan anew for what is known by now; changes made to the plan by hand are left."""
        return setting_up.replan(self._desk, owner_id, interview_id)

    def read_again(self, owner_id: str, interview_id: str) -> None:
        """Let a model read the documents once more whose reading failed."""
        reading.read_again(self._desk, owner_id, interview_id)

    def start(self, owner_id: str, interview_id: str) -> Interview:
        """Open the first question; the greeting is on its way as turn 0."""
        return setting_up.start(self._desk, owner_id, interview_id)

    def begin(self, owner_id: str, setup: Setup, skill: str | None = None) -> Interview:
        """Prepare and start in one; with a `skill` its questions come first."""
        made = setting_up.prepare(self._desk, owner_id, setup, skill=skill)
        return self.start(owner_id, made.interview.id)

    def room(self, owner_id: str, interview_id: str) -> Room:
        """Return an interview as its page shows it."""
        return views.room(self._desk, owner_id, interview_id)

    def accept(
        self,
        owner_id: str,
        interview_id: str,
        turn_no: int,
        text: str,
        client_key: str,
        said: Said | None = None,
    ) -> Turn:
        """Store an answer exactly once; its reply is on the way. `said` names its recording."""
        return answering.accept(self._desk, owner_id, interview_id, turn_no, text, client_key, said)

    def skip(self, owner_id: str, interview_id: str, turn_no: int, client_key: str) -> Turn:
        """Leave the open question and go on."""
        return answering.skip(self._desk, owner_id, interview_id, turn_no, client_key)

    def hint(self, owner_id: str, interview_id: str, turn_no: int, client_key: str) -> Turn:
        """Give the next hint; it costs a stated part of the score."""
        return answering.hint(self._desk, owner_id, interview_id, turn_no, client_key)

    def think(self, owner_id: str, interview_id: str) -> None:
        """Let the question's clock stand until the next answer."""
        answering.think(self._desk, owner_id, interview_id)

    def pause(self, owner_id: str, interview_id: str) -> None:
        """Let both clocks stand."""
        answering.pause(self._desk, owner_id, interview_id)

    def resume(self, owner_id: str, interview_id: str) -> None:
        """Let the clocks go on."""
        answering.resume(self._desk, owner_id, interview_id)

    async def leave_idle(self) -> None:
        """Mark interviews as abandoned that nobody goes on with; they can be resumed."""
        await idle.leave_idle(self._desk)

    def finish(self, owner_id: str, interview_id: str) -> Interview:
        """End the interview now and begin its report."""
        return answering.finish(self._desk, owner_id, interview_id)

    def retry(self, owner_id: str, interview_id: str, turn_no: int) -> Turn:
        """Try a failed turn again."""
        return answering.retry(self._desk, owner_id, interview_id, turn_no)

    def retry_report(self, owner_id: str, interview_id: str) -> None:
        """Write the report again."""
        exporting.check_own(self._desk, owner_id, interview_id)
        answering.retry_report(self._desk, owner_id, interview_id)

    def regrade(self, owner_id: str, interview_id: str, position: int) -> None:
        """Grade a closed question again."""
        exporting.check_own(self._desk, owner_id, interview_id)
        answering.regrade(self._desk, owner_id, interview_id, position)

    def follow(self, owner_id: str, interview_id: str, turn_no: int) -> Iterator[Piece]:
        """Yield a turn's words as they come, to its end; a view that ends loses nothing."""

        def still() -> bool:
            with self._desk.store.unit() as unit:
                turn = unit.turns.get(owner_id, interview_id, turn_no)
            return turn.state is TurnState.ACCEPTED

        key = f"turn/{interview_id}/{turn_no}"
        return self._desk.listeners.follow(key, FOLLOW_S, still)

    def reset(self, owner_id: str, interview_id: str) -> Interview:
        """Start over with the same configuration; the earlier run is filed, not lost."""
        exporting.check_own(self._desk, owner_id, interview_id)
        desk = self._desk
        with desk.store.unit(write=True) as unit:
            earlier = unit.interviews.get(owner_id, interview_id)
            if earlier.status is InterviewStatus.PREPARED:
                raise StateError("This interview has not begun yet.")
            if earlier.status is InterviewStatus.ACTIVE:
                changes = {"status": InterviewStatus.ABANDONED, "ended_at": desk.clock.now()}
                unit.interviews.save(owner_id, earlier.model_copy(update=changes))
            unit.records.add_events(
                owner_id, interview_id, [desk.event(f"reset/{earlier.version}", EventKind.RESET)]
            )
            setup = sources.without_lost(unit, owner_id, earlier.setup)
            unit.commit()
        fresh = setting_up.prepare(desk, owner_id, setup, earlier=interview_id)
        return self.start(owner_id, fresh.interview.id)

    def report(self, owner_id: str, interview_id: str) -> ReportView:
        """Return a finished interview with its report."""
        return views.report_view(self._desk, owner_id, interview_id)

    def answer_again(
        self,
        owner_id: str,
        interview_id: str,
        position: int,
        text: str,
        client_key: str,
        said: Said | None = None,
    ) -> Turn:
        """Answer a question of a finished interview again; the take is graded by itself."""
        return again.answer_again(
            self._desk, owner_id, interview_id, position, text, client_key, said
        )

    def dispute(self, owner_id: str, interview_id: str, position: int, reason: str) -> None:
        """Contest a grade; the verdict is on the record."""
        again.dispute(self._desk, owner_id, interview_id, position, reason)

    def rate(self, owner_id: str, interview_id: str, rating: Rating) -> None:
        """Rate a question or a grade."""
        again.rate(self._desk, owner_id, interview_id, rating)

    def replay(self, owner_id: str, interview_id: str) -> tuple[ReplayStep, ...]:
        """Return every turn again, computed from stored inputs beside what was recorded."""
        return playback.replay(self._desk, owner_id, interview_id)

    def replay_turn(self, owner_id: str, interview_id: str, turn_no: int) -> ReplayStep:
        """Return one turn again, with the request to the model rendered again."""
        return playback.replay_turn(self._desk, owner_id, interview_id, turn_no)

    def recorded(self, owner_id: str, interview_id: str) -> Playback:
        """Return an ended interview step by step as it was recorded, nothing computed again."""
        return recorded.recorded(self._desk, owner_id, interview_id)

    def export(
        self, owner_id: str, interview_id: str, form: ReportFormat, zone: tzinfo = UTC
    ) -> Exported:
        """Return a report as a file in a zone's times, or raise `ReportError` with what to do."""
        return exporting.export(self._desk, owner_id, interview_id, form, zone)

    def formats(self) -> tuple[ReportFormat, ...]:
        """Return what `export` can write."""
        return self._desk.reports.formats

    def read_in(self, owner_id: str, data: bytes) -> Interview:
        """Keep the report of an exported JSON file; it can be read, not gone on with."""
        return exporting.read_in(self._desk, owner_id, data)

    def everything(self, owner_id: str, interview_id: str) -> bytes:
        """Return every row of an interview as JSON."""
        return views.export(self._desk, owner_id, interview_id)

    def history(
        self,
        owner_id: str,
        query: HistoryQuery = EVERYTHING,
        days: int | None = None,
        zone: tzinfo = UTC,
    ) -> HistoryPage:
        """Return the owner's interviews that fit; `days` leaves out what began earlier."""
        return progressing.history(self._desk, owner_id, query, days, zone)

    def progress(self, owner_id: str, zone: tzinfo = UTC) -> Progress:
        """Return roles, trend, what is next and real interviews, of one read, by a zone's days."""
        return progressing.progress(self._desk, owner_id, zone)

    def compare(self, owner_id: str, first: str, second: str, zone: tzinfo = UTC) -> Comparison:
        """Return two interviews side by side, the earlier first."""
        return progressing.compare(self._desk, owner_id, first, second, zone)

    def practise(self, owner_id: str, interview_id: str, skill: str | None) -> Interview:
        """Begin about ten minutes like that interview, on one skill (None: on behaviour)."""
        return progressing.practise(self._desk, owner_id, interview_id, skill)

    def at_home(
        self, owner_id: str, zone: tzinfo = UTC
    ) -> tuple[Practice, tuple[PracticeCard, ...]]:
        """Return the first page's figures, and what is due first by a zone's days, of one read."""
        return progressing.at_home(self._desk, owner_id, zone)

    def log_real(
        self,
        owner_id: str,
        draft: RealDraft,
        real_id: str | None = None,
        zone: tzinfo = UTC,
        key: str | None = None,
    ) -> RealInterview:
        """Store a real interview, or change the one of that id; its day is over in the zone.

        What is stored under one `key` is one, however often it is sent.
        """
        return progressing.log_real(self._desk, owner_id, draft, real_id, zone, key)

    def forget_real(self, owner_id: str, real_id: str) -> None:
        """Delete a real interview."""
        progressing.forget_real(self._desk, owner_id, real_id)

    def current(self, owner_id: str) -> Interview | None:
        """Return the latest interview that is still open."""
        return views.current(self._desk, owner_id)

    def delete(self, owner_id: str, interview_id: str) -> None:
        """Delete an interview with all its rows and workflows."""
        with self._desk.store.unit(write=True) as unit:
            unit.interviews.delete(owner_id, interview_id)
            unit.commit()
        for name in (*WORKFLOWS, "speech"):
            self._desk.jobs.delete(f"{name}/{interview_id}/")
