"""Claims out of a résumé: how long and when at each employer, and what its lines say in figures."""

import re
from collections.abc import Iterator

from src.ai.claims.extract import claims_in, subject_of
from src.models.enums import ClaimKind
from src.models.interview import Claim

_OPEN_END = r"present|now|today|current|ongoing"
_PERIOD = re.compile(
    r"(?:[A-Za-z]{3,9}\.?\s+|\d{1,2}[/.])?(?P<start>(?:19|20)\d\d)\s*(?:[-–—]|to)\s*"
    r"(?:[A-Za-z]{3,9}\.?\s+|\d{1,2}[/.])?(?P<end>(?:19|20)\d\d|" + _OPEN_END + r")\b",
    re.IGNORECASE,
)
_GRADUATED = re.compile(
    r"\b(?:B\.?Sc|M\.?Sc|B\.?A|M\.?A|Ph\.?D|Bachelor|Master|Diploma|Degree|University|College)\b"
    r"[^\n]*?\b(?P<year>(?:19|20)\d\d)\b(?!\s*[-–—])",
    re.IGNORECASE,
)
_EMPLOYER = re.compile(
    r"(?:,|\bat\b|\bfor\b|@|\||–|—| - )\s*(?P<name>[A-Z][\w&'.-]*\w(?:\s+[A-Z][\w&'-]*\w){0,3})"
)
LONGEST_LINE = 240


def claims_of_resume(text: str, this_year: int) -> tuple[Claim, ...]:
    """Return what a résumé says that answers can be held against; `this_year` ends open periods."""
    found: list[Claim] = []
    for line in text.splitlines():
        clean = line.strip(" #*-•\t")[:LONGEST_LINE]
        if clean:
            found += _dated(clean, this_year)
            found += claims_in(clean)
    others = (c for c in found if c.kind is not ClaimKind.DURATION or c.slot != "at")
    return (*_summed(found), *others)


def _dated(line: str, this_year: int) -> Iterator[Claim]:
    period = _PERIOD.search(line)
    if period is not None:
        yield from _period(line, period, this_year)
    graduated = _GRADUATED.search(line)
    if graduated is not None and period is None:
        yield Claim(
            kind=ClaimKind.YEAR,
            slot="graduat",
            subject=("degree",),
            value=float(graduated["year"]),
            quote=line,
        )


def _period(line: str, period: re.Match[str], this_year: int) -> Iterator[Claim]:
    name = _EMPLOYER.search(line[: period.start()])
    subject = subject_of(name["name"]) if name else ()
    if not subject:
        return
    is_open = not period["end"].isdigit()
    start = float(period["start"])
    end = float(this_year if is_open else period["end"])
    yield Claim(kind=ClaimKind.EMPLOYER, slot="at", subject=subject, quote=line)
    yield Claim(kind=ClaimKind.DURATION, slot="at", subject=subject, value=end - start, quote=line)
    yield Claim(kind=ClaimKind.YEAR, slot="join", subject=subject, value=start, quote=line)
    if not is_open:
        yield Claim(kind=ClaimKind.YEAR, slot="left", subject=subject, value=end, quote=line)


def _summed(claims: list[Claim]) -> list[Claim]:
    """Return one duration for each employer, over all roles there."""
    by_subject: dict[tuple[str, ...], Claim] = {}
    for claim in claims:
        if claim.kind is not ClaimKind.DURATION or claim.slot != "at":
            continue
        before = by_subject.get(claim.subject)
        value = (claim.value or 0) + (before.value or 0 if before else 0)
        by_subject[claim.subject] = claim.model_copy(update={"value": value})
    return list(by_subject.values())
