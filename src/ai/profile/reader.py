"""A document read by a model, and checked line by line; its person never leaves this machine."""

from dataclasses import dataclass
from typing import Any

from src.ai import prompts
from src.ai.profile.checking import checked_job, checked_resume, resume_rows
from src.models.calls import ModelReply, ModelRequest
from src.models.documents import Document
from src.models.enums import DocumentKind
from src.models.facts import ReadFacts
from src.models.reading import Reading
from src.models.replies import JobReply, ResumeReply
from src.ports import ModelGateway, ReplyT

RESUME, JOB = "profile/resume", "profile/job"
DEADLINE_S = 90.0
MOST_CHARS = 24_000
"""Of a document's text that a model is given: about twelve pages."""


@dataclass(frozen=True)
class Wanted:
    """Whose document is to be read, for which interview, and the key of the envelope."""

    owner_id: str
    interview_id: str
    secret: str
    document: Document


async def read(gateway: ModelGateway, wanted: Wanted) -> tuple[Reading, ModelReply[Any]]:
    """Return what a model read, without what its lines don't say; raises `ModelError`."""
    text = wanted.document.text
    if wanted.document.kind is DocumentKind.RESUME:
        lines = [(row.no, row.text) for row in resume_rows(text)]
        told = await gateway.complete(_request(wanted, RESUME, lines, ResumeReply))
        return checked_resume(told.value, text, told.model), told
    lines = list(enumerate(text.split("\n"), start=1))
    asked = await gateway.complete(_request(wanted, JOB, lines, JobReply))
    return checked_job(asked.value, text, asked.model), asked


def version_of(kind: DocumentKind) -> str:
    """Return the version of the prompt by which a document of this kind is read."""
    return prompts.load(RESUME if kind is DocumentKind.RESUME else JOB).version


def _request(
    wanted: Wanted, name: str, lines: list[tuple[int, str]], reply_type: type[ReplyT]
) -> ModelRequest[ReplyT]:
    prompt = prompts.load(name)
    payload = {"lines": _numbered(lines)}
    material = prompts.untrusted(wanted.secret, f"read/{wanted.document.id}", payload)
    return ModelRequest(
        purpose=prompt.purpose,
        role=prompt.role,
        messages=(prompt(), material),
        reply_type=reply_type,
        facts=ReadFacts(lines=len(lines)),
        owner_id=wanted.owner_id,
        interview_id=wanted.interview_id,
        prompt_version=prompt.version,
        deadline_s=DEADLINE_S,
        max_output_tokens=prompt.max_output_tokens,
    )


def _numbered(lines: list[tuple[int, str]]) -> list[str]:
    """Return "12: words" for each line, as far as a model is given them."""
    kept, spent = [], 0
    for no, text in lines:
        spent += len(text)
        if spent > MOST_CHARS:
            break
        if text.strip():
            kept.append(f"{no}: {text.strip()}")
    return kept
