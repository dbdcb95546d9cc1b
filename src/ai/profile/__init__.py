"""What the job asks for and what the résumé shows, fact by fact, each with its line. Pure.

A résumé is data here like everywhere: nothing in it can change what is asked or how it is graded.
By layout and lexicon without a model; a model's reading takes its place where it holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from src.ai.profile.checking import resume_rows
from src.ai.profile.conflicts import Basis, conflicts_in
from src.ai.profile.edits import asked_of, facts_of, items_of, overruled
from src.ai.profile.layout import read_job, read_resume, reads_well
from src.ai.profile.matching import Evidence, Line, line_of
from src.ai.profile.private import without_person
from src.models.documents import Profile
from src.models.reading import Edits, Fact, Reading, When

__all__ = ["Sources", "profile_of", "read_job", "read_profile", "read_resume", "without_person"]

MOST_SKILLS = 20
NO_LINE = 0
"""The number of a line that its owner added by hand."""


@dataclass(frozen=True)
class Sources:
    """Both texts, what a model read of them (None: layout alone), and what their owner changed."""

    resume_text: str = ""
    job_text: str = ""
    resume_id: str | None = None
    resume: Reading | None = None
    job: Reading | None = None
    resume_edits: Edits = field(default_factory=Edits)
    job_edits: Edits = field(default_factory=Edits)
    today: When | None = None


def read_profile(resume_text: str, job_text: str, today: When | None = None) -> Profile:
    """Return what layout and lexicon read of both texts."""
    return profile_of(Sources(resume_text=resume_text, job_text=job_text, today=today))


def profile_of(sources: Sources) -> Profile:
    """Return requirements with the résumé line that shows each, facts, conflicts, and how well.

    Conflicts need `today`; without it none is looked for.
    """
    resume, job = _best_of(sources)
    facts = facts_of(resume, sources.resume_edits)
    items = items_of(job, sources.job_edits)
    rows = resume_rows(sources.resume_text)
    evidence = Evidence(_with_edits(_lines(sources.resume_text), resume, facts))
    asked = asked_of(items)
    matched = [evidence.match(each) for each in asked]
    found = overruled(items, matched, sources.job_edits, sources.resume_id)
    words = [r.text for r in found]
    basis = Basis(facts, rows, words, sources.today) if sources.today else None
    return Profile(
        requirements=found,
        skills=evidence.skills(asked, MOST_SKILLS),
        quality=_quality(sources.resume_text),
        facts=facts,
        conflicts=conflicts_in(basis) if basis else (),
        resume=resume if sources.resume_text.strip() else None,
        job=job if sources.job_text.strip() else None,
        edited=bool(sources.resume_edits.facts or sources.job_edits.items),
    )


@lru_cache(maxsize=8)
def _lines(resume_text: str) -> tuple[Line, ...]:
    """Return what requirements are matched with, remembered by its text like the rest."""
    rows = resume_rows(resume_text)
    return tuple(line_of(row.no, row.raw) for row in rows if row.raw.strip())


def _best_of(sources: Sources) -> tuple[Reading, Reading]:
    """Return the readings to use: a model's where it read something, else the layout's."""
    return (
        _either(sources.resume, read_resume(sources.resume_text)),
        _either(sources.job, read_job(sources.job_text)),
    )


def _either(model: Reading | None, layout: Reading) -> Reading:
    if model is None:
        return layout
    if model.facts or model.items:
        told = {"lines": layout.lines, "left_out": layout.left_out, "unread": layout.unread}
        return model.model_copy(update=told | {"read": layout.read})
    state = {"state": model.state, "notice": model.notice, "attempt": model.attempt}
    return layout.model_copy(update=state)


def _with_edits(lines: Sequence[Line], read: Reading, facts: Sequence[Fact]) -> list[Line]:
    """Return the lines as their owner left them: what was taken out shows nothing any more."""
    kept = {fact.key for fact in facts}
    gone = [fact for fact in read.facts if fact.key not in kept]
    added = [fact for fact in facts if fact.yours]
    changed = {fact.line_no for fact in gone}
    edited = [_without(line, gone) if line.no in changed else line for line in lines]
    return [*edited, *(line_of(fact.line_no or NO_LINE, fact.words) for fact in added)]


def _without(line: Line, gone: Sequence[Fact]) -> Line:
    text = line.text
    for fact in gone:
        text = text.replace(fact.text, "") if fact.line_no == line.no else text
    return line_of(line.no, text)


def _quality(text: str) -> float:
    """Return the share of lines that read like words, not debris; 1 without a résumé."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if not lines:
        return 1.0
    return round(sum(map(reads_well, lines)) / len(lines), 2)
