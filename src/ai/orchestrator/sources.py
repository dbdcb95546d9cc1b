"""What an interview's documents say: their texts, and the profile with its owner's edits."""

from collections.abc import Sequence
from datetime import datetime

from src.ai.claims import doubtful
from src.ai.orchestrator.desk import Desk
from src.ai.profile import Sources, profile_of, without_person
from src.errors import NotFoundError
from src.models.documents import Document, Profile
from src.models.enums import DocumentKind
from src.models.interview import AskedQuestion, Setup, Thread
from src.models.reading import Edits, Reading, When
from src.ports import UnitOfWork


def profile_in(desk: Desk, unit: UnitOfWork, owner_id: str, setup: Setup) -> Profile:
    """Return what résumé and job say, by a model's reading where there is one."""
    resume, job = documents_of(unit, owner_id, setup)
    readings = [_reading(unit, owner_id, document) for document in (resume, job)]
    edits = [_edits(unit, owner_id, document) for document in (resume, job)]
    return profile_of(
        Sources(
            resume_text=resume.text if resume else "",
            job_text=job.text if job else "",
            resume_id=setup.resume_id,
            resume=readings[0],
            job=readings[1],
            resume_edits=edits[0],
            job_edits=edits[1],
            today=month_of(desk.clock.now()),
        )
    )


def left_open_in(
    desk: Desk, unit: UnitOfWork, owner_id: str, setup: Setup, plan: Sequence[AskedQuestion]
) -> tuple[Thread, ...]:
    """Return what the résumé leaves open, as its owner left it, and the plan touches."""
    kept = without_lost(unit, owner_id, setup)
    if kept.resume_id is None:
        return ()
    conflicts = profile_in(desk, unit, owner_id, kept).conflicts
    return doubtful(conflicts, [asked.question for asked in plan])


def _reading(unit: UnitOfWork, owner_id: str, document: Document | None) -> Reading | None:
    return unit.readings.get(owner_id, document.id) if document else None


def _edits(unit: UnitOfWork, owner_id: str, document: Document | None) -> Edits:
    return unit.readings.edits(owner_id, document.id) if document else Edits()


def month_of(now: datetime) -> When:
    """Return the month in which a moment lies."""
    return When(year=now.year, month=now.month)


def documents_of(
    unit: UnitOfWork, owner_id: str, setup: Setup
) -> tuple[Document | None, Document | None]:
    """Return résumé and job description, None where there is none."""
    ids = (setup.resume_id, setup.job_id)
    resume, job = (unit.documents.get(owner_id, found) if found else None for found in ids)
    return resume, job


def texts_of(unit: UnitOfWork, owner_id: str, setup: Setup) -> dict[DocumentKind, str]:
    """Return the texts that interviewer and planner may read, empty where there is none.

    What tells who the person is has been left out of the résumé; its lines keep their numbers.
    """
    resume, job = documents_of(unit, owner_id, setup)
    return {
        DocumentKind.RESUME: without_person(resume.text).text if resume else "",
        DocumentKind.JOB: job.text if job else "",
    }


def without_lost(unit: UnitOfWork, owner_id: str, setup: Setup) -> Setup:
    """Return the set-up without the documents that were deleted since."""
    ids = {"resume_id": setup.resume_id, "job_id": setup.job_id}
    kept = {name: i if _is_kept(unit, owner_id, i) else None for name, i in ids.items()}
    return setup.model_copy(update=kept)


def _is_kept(unit: UnitOfWork, owner_id: str, document_id: str | None) -> bool:
    try:
        return document_id is not None and bool(unit.documents.get(owner_id, document_id))
    except NotFoundError:
        return False


def asked_for(profile: Profile) -> str:
    """Return what the job asks for as its owner left it, a line each."""
    rows = [f"{'must' if r.must else 'nice to have'}: {r.text}" for r in profile.requirements]
    return "\n".join(rows)
