"""A report out of the house, and one that comes in: it is read and kept, never gone on with."""

from datetime import tzinfo
from hashlib import sha256

from src.ai.orchestrator.desk import Desk, new_id
from src.errors import NotFoundError, StateError
from src.models.enums import InterviewStatus, Speaker, Stage, TurnState, WorkState
from src.models.grades import Report
from src.models.interview import Interview, Message, Turn
from src.models.reports import Exchange, Exported, ReportFile, ReportFormat

READ_ONLY = "This report was imported. It can be read and downloaded, not changed."
AGENT = "interviewer"


def report_file(desk: Desk, owner_id: str, interview_id: str) -> ReportFile:
    """Return everything that an export of an interview holds; documents aren't named."""
    with desk.store.unit() as unit:
        interview = unit.interviews.get(owner_id, interview_id)
        report = unit.records.report(owner_id, interview_id) or Report()
        turns = unit.turns.list(owner_id, interview_id)
    return ReportFile(
        setup=interview.setup.model_copy(update={"resume_id": None, "job_id": None}),
        engine=interview.engine,
        kit_title=interview.kit_title,
        created_at=interview.created_at,
        started_at=interview.started_at,
        ended_at=interview.ended_at,
        imported_at=interview.imported_at,
        report=report,
        transcript=tuple(_exchange(turn) for turn in turns),
    )


def export(
    desk: Desk, owner_id: str, interview_id: str, form: ReportFormat, zone: tzinfo
) -> Exported:
    """Return a report as a file, with the days and times of a zone."""
    return desk.reports.write(report_file(desk, owner_id, interview_id).seen_from(zone), form)


def read_in(desk: Desk, owner_id: str, data: bytes) -> Interview:
    """Keep the report of an exported file in the history; the same file again is the same one."""
    file = desk.reports.read(data)
    interview_id = f"im-{sha256(owner_id.encode() + b'/' + data).hexdigest()[:32]}"
    with desk.store.unit(write=True) as unit:
        try:
            return unit.interviews.get(owner_id, interview_id)
        except NotFoundError:
            interview = _interview(file, interview_id).model_copy(
                update={"imported_at": desk.clock.now()}
            )
        unit.interviews.add(owner_id, interview, [])
        for exchange in file.transcript:
            unit.turns.accept(owner_id, _turn(exchange, interview_id))
        unit.records.save_report(owner_id, interview_id, file.report)
        unit.commit()
    return interview


def check_own(desk: Desk, owner_id: str, interview_id: str) -> None:
    """Raise `StateError` for an interview that was imported."""
    with desk.store.unit() as unit:
        interview = unit.interviews.get(owner_id, interview_id)
    if interview.imported_at is not None:
        raise StateError(READ_ONLY)


def _exchange(turn: Turn) -> Exchange:
    reply = turn.reply
    return Exchange(
        no=turn.no,
        position=turn.position,
        kind=turn.kind,
        said=turn.text,
        said_at=turn.accepted_at,
        reply=reply.content if reply else None,
        reply_type=reply.response_type if reply else None,
        replied_at=turn.done_at,
    )


def _interview(file: ReportFile, interview_id: str) -> Interview:
    return Interview(
        id=interview_id,
        setup=file.setup,
        status=InterviewStatus.COMPLETED,
        stage=Stage.CLOSING,
        planning=WorkState.COMPLETED,
        engine=file.engine,
        kit_title=file.kit_title,
        secret=new_id(),
        created_at=file.created_at,
        started_at=file.started_at,
        ended_at=file.ended_at,
    )


def _turn(exchange: Exchange, interview_id: str) -> Turn:
    """Return an exchange as a turn that is over, so that nothing takes it up again."""
    reply = None
    if exchange.reply is not None and exchange.reply_type is not None:
        reply = Message(
            role=Speaker.INTERVIEWER,
            content=exchange.reply,
            agent=AGENT,
            response_type=exchange.reply_type,
            at=exchange.replied_at or exchange.said_at,
        )
    return Turn(
        interview_id=interview_id,
        no=exchange.no,
        position=exchange.position,
        kind=exchange.kind,
        text=exchange.said,
        client_key=f"imported/{exchange.no}",
        state=TurnState.DONE,
        accepted_at=exchange.said_at,
        done_at=exchange.replied_at,
        reply=reply,
    )
