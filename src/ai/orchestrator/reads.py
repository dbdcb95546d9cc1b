"""The workflow that reads a document with a model, off the page's path."""

from collections.abc import Callable

from src.ai.orchestrator.desk import Desk
from src.ai.orchestrator.edge import or_told
from src.ai.orchestrator.recording import call_event
from src.ai.profile import reader
from src.errors import ModelError, NotFoundError
from src.models.documents import Document
from src.models.enums import InterviewStatus, WorkState
from src.models.interview import Interview
from src.models.reading import Reading
from src.ports import Steps, UnitOfWork

BY_LAYOUT = "It was read by its layout instead."


async def read_workflow(
    desk: Desk, steps: Steps, owner_id: str, interview_id: str, document_id: str, attempt: str
) -> None:
    """Read a document once; where the model fails the layout's reading stands, and says so."""

    async def work() -> bool:
        return await steps(
            "read", lambda: _read(desk, owner_id, interview_id, document_id, attempt)
        )

    async def tell(sentence: str) -> bool:
        return await steps("fail", lambda: _failed(desk, owner_id, document_id, attempt, sentence))

    await or_told(f"reading {document_id}", work, tell)


async def _read(
    desk: Desk, owner_id: str, interview_id: str, document_id: str, attempt: str
) -> bool:
    def view(unit: UnitOfWork) -> tuple[Interview, Document, Reading | None]:
        interview = unit.interviews.get(owner_id, interview_id)
        document = unit.documents.get(owner_id, document_id)
        return interview, document, unit.readings.get(owner_id, document_id)

    try:
        interview, document, stored = await desk.store.read(view)
        if stored is None or stored.state is not WorkState.GENERATING:
            return False
        wanted = reader.Wanted(owner_id, interview_id, interview.secret, document)
        reading, told = await reader.read(desk.gateway, wanted)
    except NotFoundError:
        return await _left(desk, owner_id, document_id, attempt)
    except ModelError as problem:
        return await _failed(desk, owner_id, document_id, attempt, problem.sentence)
    event = call_event(
        desk, f"read/{document_id}/{attempt}", told, reader.version_of(document.kind)
    )
    done = reading.model_copy(update={"attempt": int(attempt)})

    def tell(unit: UnitOfWork) -> None:
        if _is_prepared(unit, owner_id, interview_id):
            unit.records.add_events(owner_id, interview_id, [event])

    return await _stored(desk, owner_id, document_id, done, tell)


def _is_prepared(unit: UnitOfWork, owner_id: str, interview_id: str) -> bool:
    """Say whether an interview still waits; one that was deleted meanwhile doesn't."""
    try:
        found = unit.interviews.get(owner_id, interview_id)
    except NotFoundError:
        return False
    return found.status is InterviewStatus.PREPARED


async def _left(desk: Desk, owner_id: str, document_id: str, attempt: str) -> bool:
    """Leave the reading to the next interview with this document: its own one is gone."""
    again = Reading(state=WorkState.GENERATING, attempt=int(attempt) + 1)
    return await _stored(desk, owner_id, document_id, again)


async def _failed(desk: Desk, owner_id: str, document_id: str, attempt: str, sentence: str) -> bool:
    notice = f"{sentence} {BY_LAYOUT}"
    failed = Reading(state=WorkState.ERROR, attempt=int(attempt), notice=notice)
    return await _stored(desk, owner_id, document_id, failed)


async def _stored(
    desk: Desk,
    owner_id: str,
    document_id: str,
    reading: Reading,
    then: Callable[[UnitOfWork], None] = lambda _: None,
) -> bool:
    """Store a reading as long as its document is there."""

    def work(unit: UnitOfWork) -> bool:
        kept = unit.readings.save(owner_id, document_id, reading)
        then(unit)
        return kept

    try:
        return await desk.store.write(work)
    except NotFoundError:
        return False
