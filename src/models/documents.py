"""What was read from a person's documents."""

from datetime import datetime

from pydantic import Field

from src.models.base import Frozen
from src.models.enums import DocumentKind, MatchState, WorkState
from src.models.reading import Conflict, Fact, Reading


class Extract(Frozen):
    """Plain text out of an uploaded file; `warnings` are sentences for the person."""

    text: str
    pages: int = Field(ge=1)
    format: str
    warnings: tuple[str, ...] = ()


class Document(Frozen):
    """A résumé or job description that was read once and can be chosen again.

    Bytes and file name are not kept; `title` is the first line or what the person typed.
    """

    id: str
    kind: DocumentKind
    title: str
    text: str
    pages: int = 1
    warnings: tuple[str, ...] = ()
    created_at: datetime


class Upload(Frozen):
    """A file that somebody gave to be read, whatever came of it: when, and how many bytes."""

    at: datetime
    size_bytes: int = Field(ge=0)


class Requirement(Frozen):
    """One thing the job asks for, and the résumé line that shows it (1-based number).

    `key` names it in its owner's edits, `job_line_no` is its line in the job's text. `yours` where
    its owner wrote it or said how far it is met.
    """

    text: str
    must: bool
    match: MatchState
    resume_line: str | None = None
    resume_line_no: int | None = None
    key: str = ""
    job_line_no: int | None = None
    yours: bool = False


class Profile(Frozen):
    """What the job asks for and what the résumé shows, each with its source line.

    `skills` are words of the trade found in the résumé. `quality` (0-1) says how far the text could
    be read: the share of its lines that look like sentences or entries, not debris. `resume` and
    `job` say how each was read, None where there is none. `facts` are the résumé's with their
    owner's edits; `edited` says whether there are any.
    """

    requirements: tuple[Requirement, ...] = ()
    skills: tuple[str, ...] = ()
    quality: float = Field(default=1.0, ge=0, le=1)
    facts: tuple[Fact, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    resume: Reading | None = None
    job: Reading | None = None
    edited: bool = False

    @property
    def being_read(self) -> bool:
        """Say whether a model is still reading one of the documents."""
        readings = (self.resume, self.job)
        return any(r is not None and r.state is WorkState.GENERATING for r in readings)
