"""What in a résumé doesn't seem to fit: dates, gaps, stated years, skills that no role shows. Pure.

A conflict is a neutral sentence with its lines, for the person to explain or correct. It is never a
score and accuses nobody: years alone are read in the person's favour.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from src.ai.claims.extract import number_of
from src.ai.claims.periods import index
from src.ai.profile.matching import tokens_of
from src.ai.profile.names import is_degree
from src.ai.profile.sections import Part, Row
from src.models.enums import ConflictKind, FactKind
from src.models.reading import Conflict, Fact, When
from src.text import MONTHS, normalise

GAP_MONTHS = 6
OVERLAP_MONTHS = 2
"""So long two jobs may overlap: notice, a handover, leave that is paid out."""
LENIENT_YEARS = 1.5
SHORT_YEARS = 0.5
MOST = 8
MOST_NAMED = 5
FEWEST_DETAILS = 3
"""With fewer lines about what was done, none can be missed in them."""
_NUMBER = (
    r"(?P<n>\d{1,2}(?:[.,]5)?|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)"
)
_STATED = re.compile(
    rf"\b{_NUMBER}\s?\+?\s*(?:years?|yrs?|jahren?|ans|años|lata?)['’]?\s+(?:of\s+|d['’]\s?|de\s+|an\s+)?"
    r"(?:\w+\s+){0,2}?(?:experience|berufserfahrung|erfahrung|expérience|experiencia|doświadczenia|"
    r"in (?:care|the (?:trade|field|industry)))",
    re.IGNORECASE,
)
_ASKED = re.compile(
    rf"\b{_NUMBER}\s?(?:\+|or more|\(\w+\))?\s*(?:-\s?\d+\s*)?(?:years?|yrs?|jahre|ans|años|lat)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"[A-Z].*[A-Z]|\d|[+#.]|^[A-Z][a-z]+$|^[a-z]{1,4}$")


@dataclass(frozen=True)
class Basis:
    """Where conflicts are looked for: facts as their owner left them, lines, the job's words."""

    facts: Sequence[Fact]
    rows: Sequence[Row]
    asked: Sequence[str]
    today: When


def conflicts_in(basis: Basis) -> tuple[Conflict, ...]:
    """Return what doesn't seem to fit, dates first, a few at most."""
    found = [conflict for find in _FINDERS for conflict in find(basis)]
    return tuple(found[:MOST])


def said(when: When) -> str:
    """Return a date as a sentence says it: "March 2019" or "2019"."""
    return f"{MONTHS[when.month - 1]} {when.year}" if when.month else str(when.year)


def _roles(basis: Basis) -> list[Fact]:
    return [fact for fact in basis.facts if fact.kind is FactKind.ROLE and fact.start is not None]


def _sound(basis: Basis) -> list[Fact]:
    """Return the jobs whose dates can be reckoned with, by their start."""
    now = index(basis.today)
    sound = [f for f in _roles(basis) if _first(f) <= now and _last(f, basis) >= _first(f)]
    return sorted(sound, key=lambda fact: (_first(fact), _last(fact, basis)))


def _first(fact: Fact) -> int:
    return index(fact.start) if fact.start else 0


def _last(fact: Fact, basis: Basis) -> int:
    """Return a job's last month; one without an end goes on."""
    now = index(basis.today)
    return now if fact.end is None else min(index(fact.end, end=True), now)


def _lines(*facts: Fact) -> tuple[int, ...]:
    return tuple(dict.fromkeys(f.line_no for f in facts if f.line_no is not None))


def _about(*facts: Fact) -> tuple[str, ...]:
    """Return what they say, nothing where their owner has put one of them right."""
    return () if any(fact.yours for fact in facts) else tuple(fact.words for fact in facts)


def _name(fact: Fact) -> str:
    return f"“{fact.text}”" + (f" at {fact.place}" if fact.place else "")


def _backwards(basis: Basis) -> Iterator[Conflict]:
    for fact in _roles(basis):
        if fact.end is not None and fact.start and index(fact.end, end=True) < index(fact.start):
            text = (
                f"{_name(fact)} ends in {said(fact.end)}, before it begins in {said(fact.start)}. "
                "One of the two dates may be a slip."
            )
            yield Conflict(
                kind=ConflictKind.BACKWARDS, text=text, lines=_lines(fact), about=_about(fact)
            )


def _future(basis: Basis) -> Iterator[Conflict]:
    now = index(basis.today)
    for fact in _roles(basis):
        later = [w for w in (fact.start, fact.end) if w is not None and index(w) > now]
        if later:
            text = f"{_name(fact)} has a date still to come: {said(later[0])}."
            yield Conflict(
                kind=ConflictKind.FUTURE, text=text, lines=_lines(fact), about=_about(fact)
            )


def _overlaps(basis: Basis) -> Iterator[Conflict]:
    """Yield full-time jobs at two employers that run side by side for months, for certain."""
    full = [fact for fact in _sound(basis) if not fact.part]
    for one, other in combinations(full, 2):
        if normalise(one.place) == normalise(other.place):
            continue
        begin = max(_surely_first(one), _surely_first(other))
        end = min(_surely_last(one, basis), _surely_last(other, basis))
        if end - begin >= OVERLAP_MONTHS:
            text = (
                f"{_name(one)} and {_name(other)} run side by side for about "
                f"{end - begin + 1} months. Be ready to say how both fitted."
            )
            yield Conflict(
                kind=ConflictKind.OVERLAP,
                text=text,
                lines=_lines(one, other),
                about=_about(one, other),
            )


def _surely_first(fact: Fact) -> int:
    return index(fact.start, end=True) if fact.start else 0


def _surely_last(fact: Fact, basis: Basis) -> int:
    return min(index(fact.end), index(basis.today)) if fact.end else index(basis.today)


def _gaps(basis: Basis) -> Iterator[Conflict]:
    """Yield months between two jobs, and after the last one, that no schooling fills."""
    jobs, latest = _sound(basis), None
    for fact in jobs:
        if latest is not None and _is_gap(_last(latest, basis), _first(fact), basis):
            months = _first(fact) - _last(latest, basis) - 1
            text = (
                f"Between {_name(latest)} and {_name(fact)} lie about {months} months that the "
                "résumé doesn't tell of. An interviewer may ask; one calm sentence is enough."
            )
            yield Conflict(
                kind=ConflictKind.GAP,
                text=text,
                lines=_lines(latest, fact),
                about=_about(latest, fact),
            )
        if latest is None or _last(fact, basis) > _last(latest, basis):
            latest = fact
    if (
        latest
        and latest.end
        and latest.end.month
        and _is_gap(index(latest.end), index(basis.today), basis)
    ):
        text = f"The latest role, {_name(latest)}, ends in {said(latest.end)}."
        yield Conflict(kind=ConflictKind.GAP, text=text, lines=_lines(latest))


def _is_gap(last: int, first: int, basis: Basis) -> bool:
    return first - last - 1 > GAP_MONTHS and not any(
        _fills(fact, last, first) for fact in basis.facts if fact.kind is FactKind.EDUCATION
    )


def _fills(fact: Fact, last: int, first: int) -> bool:
    """Say whether a schooling lies in a gap or ends in it."""
    if fact.end is None:
        return False
    end = index(fact.end, end=True)
    return last < end and index(fact.end) <= first


def _years_read(basis: Basis) -> float:
    """Return the years that all jobs cover together, each month once."""
    months = {m for fact in _sound(basis) for m in range(_first(fact), _last(fact, basis) + 1)}
    return len(months) / 12


def stated_years(rows: Sequence[Row]) -> list[tuple[float, Row]]:
    """Return the years of experience that a résumé states outside its jobs, with their lines."""
    tells = (row for row in rows if row.part in {Part.HEAD, Part.SUMMARY, Part.ACHIEVEMENTS})
    return [(number_of(found["n"]), row) for row in tells if (found := _STATED.search(row.text))]


def _stated(basis: Basis) -> Iterator[Conflict]:
    years, stated = _years_read(basis), stated_years(basis.rows)
    if not stated:
        return
    said_years, row = max(stated, key=lambda pair: pair[0])
    if years and said_years > years + LENIENT_YEARS:
        text = (
            f"The résumé states {said_years:g} years of experience; the dates that could be read "
            f"add up to about {years:.0f}. Earlier jobs may simply not be listed."
        )
        yield Conflict(
            kind=ConflictKind.STATED_YEARS, text=text, lines=(row.no,), about=_about(*_sound(basis))
        )
    low = min(stated, key=lambda pair: pair[0])
    if said_years - low[0] > 1:
        text = f"Two figures are given for the years of experience: {low[0]:g} and {said_years:g}."
        yield Conflict(kind=ConflictKind.TWO_VALUES, text=text, lines=(low[1].no, row.no))


def _two_values(basis: Basis) -> Iterator[Conflict]:
    """Yield a degree that is given with two years."""
    degrees = [
        f for f in basis.facts if f.kind is FactKind.EDUCATION and f.end and is_degree(f.text)
    ]
    for one, other in combinations(degrees, 2):
        same = normalise(one.text) == normalise(other.text)
        places = {normalise(one.place), normalise(other.place)} - {""}
        if same and len(places) <= 1 and one.end and other.end and one.end.year != other.end.year:
            text = f"{_name(one)} is given with two years: {said(one.end)} and {said(other.end)}."
            yield Conflict(
                kind=ConflictKind.TWO_VALUES,
                text=text,
                lines=_lines(one, other),
                about=_about(one, other),
            )


def _too_short(basis: Basis) -> Iterator[Conflict]:
    """Yield the longest experience that the job asks for and the dates don't reach."""
    years = _years_read(basis)
    asked = [
        (number_of(found["n"]), text) for text in basis.asked if (found := _ASKED.search(text))
    ]
    most = max(asked, key=lambda pair: pair[0], default=None)
    if most is not None and years and most[0] > years + SHORT_YEARS:
        text = (
            f"The job asks for {most[0]:g} years (“{most[1]}”); the dates that were read add up "
            f"to about {years:.1f}."
        )
        yield Conflict(kind=ConflictKind.TOO_SHORT, text=text, lines=_lines(*_sound(basis)))


def _no_evidence(basis: Basis) -> Iterator[Conflict]:
    """Yield the named skills that no line about a job shows, those that the job asks for first."""
    details = [r for r in basis.rows if r.part in {Part.WORK, Part.ACHIEVEMENTS} and not r.heads]
    bare = _not_shown_by(details, basis)[:MOST_NAMED]
    # A résumé that only lists its jobs shows nothing of anything: that is its form, no conflict.
    if bare and len(details) >= FEWEST_DETAILS:
        names = ", ".join(fact.text for fact in bare)
        text = f"Listed as skills, but no role tells of them: {names}. Have an example ready."
        yield Conflict(
            kind=ConflictKind.NO_EVIDENCE,
            text=text,
            lines=_lines(*bare),
            about=tuple(fact.text for fact in bare if not fact.yours),
        )


def _not_shown_by(details: Sequence[Row], basis: Basis) -> list[Fact]:
    """Return the named skills that neither these lines nor added achievements show."""
    shown = {token for row in details for token in tokens_of(row.text)}
    added = [f for f in basis.facts if f.line_no is None and f.kind is FactKind.ACHIEVEMENT]
    shown |= {token for fact in added for token in tokens_of(fact.text)}
    skills = [f for f in basis.facts if f.kind is FactKind.SKILL and _NAMED.search(f.text)]
    bare = [fact for fact in skills if not _is_shown(fact, shown)]
    wanted = {token for text in basis.asked for token in tokens_of(text)}
    return sorted(bare, key=lambda fact: not (wanted & tokens_of(fact.text).keys()))


def _is_shown(fact: Fact, shown: set[str]) -> bool:
    """Say whether a role tells of a skill by any telling word of it."""
    tokens = tokens_of(fact.text).keys()
    return not tokens or bool(tokens & shown)


_FINDERS = (
    _backwards,
    _future,
    _overlaps,
    _gaps,
    _stated,
    _two_values,
    _too_short,
    _no_evidence,
)
