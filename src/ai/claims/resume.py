"""Claims out of a résumé: how long and when at each employer, and what its lines say in figures."""

import re
from collections.abc import Iterator

from src.ai.claims.extract import claims_in, degree_of, subject_of
from src.ai.claims.periods import Period, periods_in
from src.models.enums import ClaimKind
from src.models.interview import Claim

_GRADUATED = re.compile(
    r"\b(?:B\.?Sc|M\.?Sc|B\.?A|M\.?A|Ph\.?D|Bachelor|Master|Diploma|Degree|University|College)\b"
    r"[^\n]*?\b(?P<year>(?:19|20)\d\d)\b(?!\s*[-–—])",
    re.IGNORECASE,
)
_NAMED = r"(?P<name>[A-Z][\w&'.-]*\w\.?(?:\s+(?:(?:of|de|du|van|von|&)\s+)?[A-Z][\w&'-]*\w){0,3})"
_EMPLOYERS = (
    re.compile(r"(?:\bat\b|\bfor\b|@)\s*" + _NAMED),
    re.compile(r"(?:,|\||–|—| - )\s*" + _NAMED),
    re.compile(r"^\W*" + _NAMED),
)
_TITLE = re.compile(
    r"\b(?:engineer|developer|manager|lead|head|director|analyst|designer|consultant|architect|nurse|"
    r"accountant|representative|agent|scientist|administrator|officer|specialist|assistant|intern|"
    r"trainee|senior|junior|full[- ]time|part[- ]time|remote)\b",
    re.IGNORECASE,
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
    return (*_summed(found), *found)


def _dated(line: str, this_year: int) -> Iterator[Claim]:
    periods = periods_in(line)
    for at, period in enumerate(periods):
        begin = periods[at - 1].finish if at else 0
        end = periods[at + 1].begin if at + 1 < len(periods) else len(line)
        before, after = line[begin : period.begin], line[period.finish : end]
        name = _employer_in(before) or _employer_in(after)
        yield from _period(line, period, subject_of(name), this_year)
    graduated = _GRADUATED.search(line)
    if graduated is not None and not periods:
        yield Claim(
            kind=ClaimKind.YEAR,
            slot="graduat",
            subject=degree_of(line),
            value=float(graduated["year"]),
            quote=line,
        )


def _employer_in(words: str) -> str | None:
    """Return the first name that isn't a title, after “at” before a comma before the start."""
    names = (found["name"] for pattern in _EMPLOYERS for found in pattern.finditer(words))
    return next((name for name in names if not _TITLE.search(name)), None)


def _period(line: str, period: Period, subject: tuple[str, ...], this_year: int) -> Iterator[Claim]:
    if not subject:
        return
    start = float(period.start.year)
    end = float(period.end.year if period.end else this_year)
    yield Claim(kind=ClaimKind.EMPLOYER, slot="at", subject=subject, quote=line)
    yield Claim(kind=ClaimKind.DURATION, slot="at", subject=subject, value=end - start, quote=line)
    yield Claim(kind=ClaimKind.YEAR, slot="join", subject=subject, value=start, quote=line)
    if not period.ongoing:
        yield Claim(kind=ClaimKind.YEAR, slot="left", subject=subject, value=end, quote=line)


def _summed(claims: list[Claim]) -> list[Claim]:
    """Return the time at each employer over all roles there; each role's own stays beside it."""
    by_subject: dict[tuple[str, ...], Claim] = {}
    for claim in claims:
        if claim.kind is not ClaimKind.DURATION or claim.slot != "at":
            continue
        before = by_subject.get(claim.subject)
        value = (claim.value or 0) + (before.value or 0 if before else 0)
        by_subject[claim.subject] = claim.model_copy(update={"value": value})
    return list(by_subject.values())
