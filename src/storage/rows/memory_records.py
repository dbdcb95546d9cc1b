"""Records, the ledger and unfinished work in plain dictionaries."""

from collections.abc import Sequence
from datetime import datetime

from src.models.calls import LedgerEntry, Spend
from src.models.enums import InterviewStatus, QuestionState, TurnState, WorkState
from src.models.grades import CoachNote, GradeRecord, Report
from src.models.interview import Event
from src.models.speech import SpeechKind, SpeechStatus, SpeechTask
from src.ports import Unfinished, UnfinishedSpeech
from src.storage.rows.memory import State, under
from src.storage.rows.records import spend_of


class MemoryRecordRows:
    """Grades, notes, reports, events, prompts."""

    def __init__(self, state: State) -> None:
        self._state = state

    def save_grade(self, owner_id: str, interview_id: str, record: GradeRecord) -> bool:
        """Store a grade unless the same or a later attempt is stored."""
        self._state.check(owner_id, interview_id)
        key = (owner_id, interview_id, record.position, record.take)
        stored = self._state.grades.get(key)
        if stored is not None and stored.attempt >= record.attempt:
            return False
        self._state.grades[key] = record
        return True

    def grades(self, owner_id: str, interview_id: str) -> tuple[GradeRecord, ...]:
        """Return the latest grade of each position and take."""
        return under(self._state.grades, owner_id, interview_id)

    def save_note(self, owner_id: str, interview_id: str, note: CoachNote) -> bool:
        """Store the note of a turn; False when it has one."""
        self._state.check(owner_id, interview_id)
        key = (owner_id, interview_id, note.turn_no)
        return self._state.notes.setdefault(key, note) is note

    def notes(self, owner_id: str, interview_id: str) -> tuple[CoachNote, ...]:
        """Return the coach's notes by turn."""
        return under(self._state.notes, owner_id, interview_id)

    def save_report(self, owner_id: str, interview_id: str, report: Report) -> None:
        """Insert or replace the report."""
        self._state.check(owner_id, interview_id)
        self._state.reports[owner_id, interview_id] = report

    def report(self, owner_id: str, interview_id: str) -> Report | None:
        """Return the report, or None before it was begun."""
        return self._state.reports.get((owner_id, interview_id))

    def add_events(self, owner_id: str, interview_id: str, events: Sequence[Event]) -> None:
        """Append events; one whose key is there already is left out."""
        self._state.check(owner_id, interview_id)
        seq = len(self.events(owner_id, interview_id))
        for event in events:
            key = (owner_id, interview_id, event.key)
            if key not in self._state.events:
                seq += 1
                self._state.events[key] = event.model_copy(update={"seq": seq})

    def events(self, owner_id: str, interview_id: str) -> tuple[Event, ...]:
        """Return the events by sequence number."""
        events = self._state.events.items()
        return tuple(e for key, e in events if key[:2] == (owner_id, interview_id))

    def keep_prompt(self, owner_id: str, sha256: str, text: str) -> None:
        """Store a prompt's text once."""
        self._state.prompts.setdefault((owner_id, sha256), text)

    def prompt(self, owner_id: str, sha256: str) -> str | None:
        """Return a kept prompt's text, None where it was never kept."""
        return self._state.prompts.get((owner_id, sha256))


class MemoryLedgerRows:
    """Model calls."""

    def __init__(self, state: State) -> None:
        self._state = state

    def reserve(self, owner_id: str, entry: LedgerEntry, at: datetime) -> None:
        """Store a call that is about to be made."""
        self._state.check(owner_id, entry.interview_id)
        self._state.check_is_new("ledger", entry.id)
        self._state.ledger[owner_id, entry.id] = (at, entry)

    def settle(self, owner_id: str, entry: LedgerEntry, at: datetime) -> None:  # noqa: ARG002
        """Write usage or error of a reserved call."""
        reserved = self._state.ledger.get((owner_id, entry.id))
        if reserved is not None:
            self._state.ledger[owner_id, entry.id] = (reserved[0], entry)

    def calls_since(
        self, owner_id: str, since: datetime, *, speech: bool = False
    ) -> tuple[datetime, ...]:
        """Return when the owner's calls since then were reserved, oldest first."""
        calls = self._state.ledger.items()
        mine = (
            at
            for (owner, _), (at, entry) in calls
            if owner == owner_id and entry.purpose.is_speech is speech
        )
        return tuple(sorted(at for at in mine if at >= since))

    def entries(self, owner_id: str, interview_id: str) -> tuple[LedgerEntry, ...]:
        """Return the model calls of one interview, oldest first."""
        calls = [call for (owner, _), call in self._state.ledger.items() if owner == owner_id]
        mine = [(at, entry) for at, entry in calls if entry.interview_id == interview_id]
        return tuple(entry for _, entry in sorted(mine, key=lambda call: call[0]))

    def spend(self, owner_id: str, interview_id: str | None = None) -> Spend:
        """Return the owner's spend, of one interview or of all."""
        calls = self._state.ledger.items()
        mine = [e for (owner, _), (_, e) in calls if owner == owner_id]
        return spend_of([e for e in mine if interview_id in {None, e.interview_id}])


class MemoryUnfinishedWork:
    """Accepted work whose workflow may never have been started."""

    def __init__(self, state: State) -> None:
        self._state = state

    def turns(self) -> tuple[Unfinished, ...]:
        """Return every accepted turn without a reply."""
        turns = self._state.turns.items()
        return tuple(
            _unfinished(owner, interview, no, turn.attempt)
            for (owner, interview, no), turn in turns
            if turn.state is TurnState.ACCEPTED
        )

    def reports(self) -> tuple[Unfinished, ...]:
        """Return every completed interview whose report is generating or absent."""
        found = []
        for (owner, interview_id), interview in self._state.interviews.items():
            report = self._state.reports.get((owner, interview_id))
            open_case = report is None or report.state is WorkState.GENERATING
            if interview.status is InterviewStatus.COMPLETED and open_case:
                found.append(_unfinished(owner, interview_id, 0, report.attempt if report else 1))
        return tuple(found)

    def idle(self, before: datetime) -> tuple[Unfinished, ...]:
        """Return every active interview without a turn since then."""
        busy = {
            (owner, interview_id)
            for (owner, interview_id, _), turn in self._state.turns.items()
            if turn.accepted_at >= before
        }
        return tuple(
            _unfinished(owner, interview_id, 0, 1)
            for (owner, interview_id), interview in self._state.interviews.items()
            if interview.status is InterviewStatus.ACTIVE
            and interview.created_at < before
            and (owner, interview_id) not in busy
        )

    def plans(self) -> tuple[Unfinished, ...]:
        """Return every prepared interview whose plan is generating."""
        return tuple(
            _unfinished(owner, interview_id, 0, interview.version + 1)
            for (owner, interview_id), interview in self._state.interviews.items()
            if interview.status is InterviewStatus.PREPARED
            and interview.planning is WorkState.GENERATING
        )

    def grades(self) -> tuple[Unfinished, ...]:
        """Return every closed question of an active interview without a grade."""
        return tuple(
            _unfinished(owner, interview_id, position, 1)
            for (owner, interview_id, position), asked in self._state.questions.items()
            if asked.state is QuestionState.CLOSED
            and (owner, interview_id, position, asked.take) not in self._state.grades
            and self._state.interviews[owner, interview_id].status is InterviewStatus.ACTIVE
        )

    def speech(self) -> tuple[UnfinishedSpeech, ...]:
        """Return every transcription that is processing."""
        return tuple(
            _unfinished_speech(owner, task)
            for (owner, _), task in self._state.speech.items()
            if task.status is SpeechStatus.PROCESSING and task.kind is not SpeechKind.TTS
        )

    def recordings(self, before: datetime) -> tuple[UnfinishedSpeech, ...]:
        """Return every task whose recording is kept since before then."""
        return tuple(
            _unfinished_speech(place[0], self._state.speech[place])
            for place in self._state.recordings
            if self._state.speech[place].created_at < before
        )


def _unfinished_speech(owner: str, task: SpeechTask) -> UnfinishedSpeech:
    return UnfinishedSpeech(
        owner_id=owner, interview_id=task.interview_id, task_id=task.id, attempt=task.attempt
    )


def _unfinished(owner: str, interview_id: str, no: int, attempt: int) -> Unfinished:
    return Unfinished(owner_id=owner, interview_id=interview_id, turn_no=no, attempt=attempt)
