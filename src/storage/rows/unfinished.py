"""What the engine must start again after a crash; the one place that looks across owners."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Executable, and_, literal, or_, select

from src.models.enums import InterviewStatus, QuestionState, TurnState, WorkState
from src.models.speech import SpeechKind, SpeechStatus
from src.ports import Unfinished, UnfinishedSpeech
from src.storage import tables as t


class SqlUnfinishedWork:
    """Accepted work whose workflow may never have been started."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def turns(self) -> tuple[Unfinished, ...]:
        """Return every accepted turn without a reply."""
        c = t.turns.c
        rows = select(c.owner_id, c.interview_id, c.no, c.attempt)
        return self._found(rows.where(c.state == TurnState.ACCEPTED))

    def reports(self) -> tuple[Unfinished, ...]:
        """Return every completed interview whose report is generating or absent."""
        i, r = t.interviews.c, t.reports.c
        rows = select(i.owner_id, i.id, literal(0), r.attempt).select_from(
            t.interviews.outerjoin(t.reports, r.interview_id == i.id)
        )
        missing = or_(r.id.is_(None), r.state == WorkState.GENERATING)
        return self._found(rows.where(i.status == InterviewStatus.COMPLETED, missing))

    def idle(self, before: datetime) -> tuple[Unfinished, ...]:
        """Return every active interview without a turn since then."""
        i, c = t.interviews.c, t.turns.c
        later = select(c.id).where(c.interview_id == i.id, c.at >= before).exists()
        rows = select(i.owner_id, i.id, literal(0), literal(1))
        active = i.status == InterviewStatus.ACTIVE
        return self._found(rows.where(active, i.at < before, ~later))

    def plans(self) -> tuple[Unfinished, ...]:
        """Return every prepared interview whose plan is generating."""
        i = t.interviews.c
        rows = select(i.owner_id, i.id, literal(0), i.version + 1)
        generating = i.planning == WorkState.GENERATING
        return self._found(rows.where(i.status == InterviewStatus.PREPARED, generating))

    def grades(self) -> tuple[Unfinished, ...]:
        """Return every closed question of an active interview without a grade."""
        q, g, i = t.questions.c, t.grades.c, t.interviews.c
        same: ColumnElement[bool] = and_(
            g.interview_id == q.interview_id, g.position == q.position, g.take == q.take
        )
        joined = t.questions.join(t.interviews, i.id == q.interview_id).outerjoin(t.grades, same)
        rows = select(q.owner_id, q.interview_id, q.position, literal(1)).select_from(joined)
        open_case = and_(q.state == QuestionState.CLOSED, g.id.is_(None))
        return self._found(rows.where(i.status == InterviewStatus.ACTIVE, open_case))

    def speech(self) -> tuple[UnfinishedSpeech, ...]:
        """Return every transcription that is processing."""
        c = t.speech.c
        working = and_(c.status == SpeechStatus.PROCESSING, c.kind != SpeechKind.TTS)
        return self._speech(working)

    def recordings(self, before: datetime) -> tuple[UnfinishedSpeech, ...]:
        """Return every task whose recording is kept since before then."""
        c = t.speech.c
        return self._speech(and_(c.at < before, c.id.in_(select(t.recordings.c.task_id))))

    def _speech(self, where: ColumnElement[bool]) -> tuple[UnfinishedSpeech, ...]:
        c = t.speech.c
        rows = select(c.owner_id, c.interview_id, c.id, c.attempt).where(where).order_by(c.at)
        return tuple(
            UnfinishedSpeech(owner_id=owner, interview_id=interview, task_id=task, attempt=attempt)
            for owner, interview, task, attempt in self._connection.execute(rows).all()
        )

    def _found(self, rows: Executable) -> tuple[Unfinished, ...]:
        return tuple(
            Unfinished(owner_id=owner, interview_id=interview, turn_no=no, attempt=attempt or 1)
            for owner, interview, no, attempt in self._connection.execute(rows).all()
        )
