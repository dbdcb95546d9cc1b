"""Which claims don't fit each other, with room for rounding and for different things."""

from collections.abc import Sequence
from dataclasses import dataclass

from src.models.enums import ClaimKind
from src.models.interview import Claim
from src.text import stems

ROUNDING_YEARS = 1.0
"""Years by which two durations may differ: people round, and periods are given in whole years."""
RATIO = 1.3
PERCENT_POINTS = 5.0


@dataclass(frozen=True)
class Contradiction:
    """A claim and the earlier words that it doesn't fit; `before` is None where none say it."""

    now: Claim
    before: Claim | None
    from_resume: bool

    @property
    def label(self) -> str:
        """Return what it is about, in a word or two, without a value."""
        return _LABELS[self.now.kind]


_LABELS = {
    ClaimKind.DURATION: "how long that was",
    ClaimKind.YEAR: "when that was",
    ClaimKind.COUNT: "that figure",
    ClaimKind.EMPLOYER: "when you worked there",
    ClaimKind.USED: "what you used there",
}


def contradictions(
    said: Sequence[Claim], earlier: Sequence[Claim], resume: Sequence[Claim], resume_text: str = ""
) -> tuple[Contradiction, ...]:
    """Return what in `said` doesn't fit `earlier` answers or the résumé; one a claim, at most."""
    found = []
    for claim in said:
        clash = next((c for c in reversed(earlier) if _clash(claim, c)), None)
        if clash is not None:
            found.append(Contradiction(claim, clash, from_resume=False))
            continue
        clash = next((c for c in resume if _clash(claim, c)), None)
        if clash is not None or _is_missing(claim, resume, resume_text):
            found.append(Contradiction(claim, clash, from_resume=True))
        elif (line := _denied(claim, resume_text)) is not None:
            found.append(Contradiction(claim, line, from_resume=True))
    return tuple(found)


def _clash(now: Claim, before: Claim) -> bool:
    """Say whether two claims are about the same thing and can't both be right."""
    if now.kind is not before.kind or now.slot != before.slot:
        return False
    if not _same(now.subject, before.subject):
        return False
    if now.kind is ClaimKind.USED:
        return now.negated != before.negated
    if now.value is None or before.value is None:
        return False
    return _differ(now.kind, now.slot, now.value, before.value)


def _same(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Say whether two subjects are one thing: the same words, or one names it more fully."""
    a, b = set(one), set(two)
    return bool(a and b) and (a <= b or b <= a)


def _differ(kind: ClaimKind, slot: str, one: float, two: float) -> bool:
    low, high = sorted((one, two))
    if kind is ClaimKind.YEAR:
        return high - low >= 1
    if kind is ClaimKind.DURATION:
        return high - low > ROUNDING_YEARS and high > RATIO * low
    if slot == "by percent":
        return high - low > PERCENT_POINTS
    return high > RATIO * low and high - low > 1


def _is_missing(claim: Claim, resume: Sequence[Claim], text: str) -> bool:
    """Say whether an employer is named that a résumé with employers doesn't mention at all."""
    if claim.kind is not ClaimKind.EMPLOYER or not text:
        return False
    has_employers = any(c.kind is ClaimKind.EMPLOYER for c in resume)
    return has_employers and not set(claim.subject) & set(stems(text))


def _denied(claim: Claim, text: str) -> Claim | None:
    """Return the résumé's line that names what the candidate says to have never used."""
    if claim.kind is not ClaimKind.USED or not claim.negated:
        return None
    wanted = set(claim.subject)
    line = next((row for row in text.splitlines() if wanted <= set(stems(row))), None)
    if line is None:
        return None
    return claim.model_copy(
        update={"negated": False, "quote": line.strip(" #*-•"), "turn_no": None}
    )
