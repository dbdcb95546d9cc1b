"""Which documents a model is to read, and the start of it; each is read once for all interviews."""

from src.ai.orchestrator.desk import Desk
from src.ai.orchestrator.sources import documents_of, without_lost
from src.errors import StateError
from src.models.documents import Document
from src.models.enums import WorkState
from src.models.interview import Interview
from src.models.reading import Reading
from src.ports import UnitOfWork


def begin_reading(desk: Desk, owner_id: str, interview: Interview) -> bool:
    """Let a model read the documents that none has read yet; say whether one is read now."""
    if not desk.has_model_for(owner_id):
        return False
    with desk.store.unit(write=True) as unit:
        wanted = [
            document
            for document in _documents(unit, owner_id, interview)
            if unit.readings.get(owner_id, document.id) is None
        ]
        for document in wanted:
            unit.readings.save(owner_id, document.id, Reading(state=WorkState.GENERATING))
        if wanted:
            unit.commit()
    for document in wanted:
        _start(desk, owner_id, interview.id, document.id, 1)
    return bool(wanted)


def go_on_reading(desk: Desk, owner_id: str, interview: Interview) -> None:
    """Start what a crash kept from starting; a second start of the same reading changes nothing."""
    with desk.store.unit() as unit:
        found = [
            (document.id, unit.readings.get(owner_id, document.id))
            for document in _documents(unit, owner_id, interview)
        ]
    for document_id, reading in found:
        if reading is None or reading.state is not WorkState.GENERATING:
            continue
        if not desk.jobs.is_running(_job(document_id, reading.attempt)):
            _start(desk, owner_id, interview.id, document_id, reading.attempt)


def read_again(desk: Desk, owner_id: str, interview_id: str) -> None:
    """Let a model read the documents once more whose reading failed."""
    if not desk.has_model_for(owner_id):
        raise StateError("There is no model to read with.")
    with desk.store.unit(write=True) as unit:
        interview = unit.interviews.get(owner_id, interview_id)
        failed = [
            (document.id, reading.attempt + 1)
            for document in _documents(unit, owner_id, interview)
            if (reading := unit.readings.get(owner_id, document.id))
            and reading.state is WorkState.ERROR
        ]
        for document_id, attempt in failed:
            again = Reading(state=WorkState.GENERATING, attempt=attempt)
            unit.readings.save(owner_id, document_id, again)
        unit.commit()
    for document_id, attempt in failed:
        _start(desk, owner_id, interview_id, document_id, attempt)


def _documents(unit: UnitOfWork, owner_id: str, interview: Interview) -> list[Document]:
    found = documents_of(unit, owner_id, without_lost(unit, owner_id, interview.setup))
    return [document for document in found if document is not None]


def _job(document_id: str, attempt: int) -> str:
    return f"read/{document_id}/{attempt}"


def _start(desk: Desk, owner_id: str, interview_id: str, document_id: str, attempt: int) -> None:
    args = (owner_id, interview_id, document_id, str(attempt))
    desk.jobs.start(_job(document_id, attempt), "read", *args)
