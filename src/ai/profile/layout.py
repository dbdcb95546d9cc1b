"""A document read by layout and lexicon, without a model. Pure, and remembered by its text."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from src.ai.profile.checking import resume_rows
from src.ai.profile.figures import achievements_in
from src.ai.profile.learned import certificates_in, education_in, languages_in, skills_in
from src.ai.profile.private import without_person
from src.ai.profile.requirements import requirements_of
from src.ai.profile.roles import Job, jobs_in
from src.ai.profile.sections import Part, Row
from src.models.reading import Fact, JobItem, Reading
from src.text import normalise

MOST_FACTS = 200
MOST_UNREAD = 5
LONGEST = 120
MOSTLY = 0.6
LONGEST_WORD = 40
_PERSONAL = frozenset({Part.SUMMARY, Part.OTHER, Part.ACHIEVEMENTS, Part.PERSON})
_PERIOD = re.compile(r"\b(19|20)\d\d\b")


@lru_cache(maxsize=16)
def read_resume(text: str) -> Reading:
    """Return the facts of a résumé, its person left out."""
    rows = resume_rows(text)
    jobs = jobs_in(rows)
    named = frozenset(no for job in jobs for no in job.header)
    facts = [
        *(job.fact for job in jobs),
        *achievements_in(rows, named),
        *education_in(rows),
        *certificates_in(rows),
        *skills_in(rows),
        *languages_in(rows),
    ]
    told = _told(rows, jobs, facts)
    unread = [row for row in rows if not (reads_well(row.text) and _is_read(row, told))]
    return Reading(
        facts=_once(facts)[:MOST_FACTS],
        lines=len(rows),
        read=len(rows) - len(unread),
        unread=tuple(row.text[:LONGEST] for row in unread[:MOST_UNREAD]),
        left_out=without_person(text).left_out,
    )


def _once(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    return tuple({fact.key: fact for fact in facts}.values())


@dataclass(frozen=True)
class _Told:
    """The numbers of the lines that facts and jobs stand in, and where the first job begins."""

    lines: frozenset[int | None]
    first_job: float
    parted: bool


def _told(rows: Sequence[Row], jobs: Sequence[Job], facts: Sequence[Fact]) -> _Told:
    headers = [no for job in jobs for no in job.header]
    return _Told(
        lines=frozenset([*headers, *(fact.line_no for fact in facts)]),
        first_job=min(headers, default=math.inf),
        parted=any(row.part is not Part.HEAD for row in rows),
    )


def _is_read(row: Row, told: _Told) -> bool:
    """Say whether a line was understood: a heading, a fact, or words about a job or a person."""
    if row.heads or row.part in _PERSONAL or (told.parted and row.part is Part.HEAD):
        return True
    return row.no in told.lines or (row.part is Part.WORK and told.first_job <= row.no)


def reads_well(text: str) -> bool:
    """Say whether a line is words; letters with gaps, glued words and foreign signs are debris."""
    if "\ufffd" in text:
        return False
    if _PERIOD.search(text) or "@" in text[1:-1]:
        return True
    words = text.split()
    single = sum(len(word) == 1 and word.isalpha() for word in words)
    if single > len(words) / 2 and len(words) > 3:  # noqa: PLR2004 - "A B C" may be grades
        return False
    if words and max(map(len, words)) > LONGEST_WORD and "/" not in text:
        return False
    return sum(c.isalpha() or c.isspace() for c in text) / max(1, len(text)) >= MOSTLY


@lru_cache(maxsize=16)
def read_job(text: str) -> Reading:
    """Return what a job asks for, each with the line that says it."""
    lines = text.split("\n")
    plain = [normalise(line) for line in lines]
    items = tuple(
        JobItem(text=asked.text, must=asked.must, line_no=_line_of(asked.text, plain))
        for asked in requirements_of(text)
    )
    worded = [line for line in lines if line.strip()]
    read = sum(reads_well(line.strip()) for line in worded)
    return Reading(items=items, lines=len(worded), read=read)


def _line_of(text: str, lines: Sequence[str]) -> int | None:
    """Return the number of the line in which a requirement begins."""
    wanted = normalise(text).rstrip("….")[:40]
    return next((no for no, line in enumerate(lines, start=1) if wanted in line), None)
