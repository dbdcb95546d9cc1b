"""What an answer that can be run gave on the data in view and on hidden data, and what it earns."""

from collections.abc import Sequence
from dataclasses import dataclass

from src.models.enums import Coverage, SheetKind, TableKind
from src.models.grades import Criterion

WRONG_CAP = 4.0
"""What is wrong on the data in view, or on all plain data like it, is wrong whatever else it is."""
FITTED_CAP = 1.0
"""What is right on the data in view and hardly anywhere else was made for it."""
FITTED_SHARE = 0.1
"""What is earned on other data by luck."""
PART = 0.4
"""What a kind counts at most when only some of its trials agree."""
SURE, FAIRLY_SURE, UNSURE = 0.98, 0.9, 0.5
_PLAIN = frozenset({SheetKind.OTHER, TableKind.MORE_ROWS})
MOST_TOLD = 3


@dataclass(frozen=True)
class Trial:
    """One kind of data, on how many of its sheets or databases the answer agrees, and where not."""

    label: str
    weight: float
    agreeing: int
    tried: int
    difference: str = ""

    @property
    def credit(self) -> float:
        """What it earns, from 0 to 1."""
        share = self.agreeing / self.tried
        return 1.0 if share == 1 else PART * share

    @property
    def coverage(self) -> Coverage:
        """How far the answer holds on such data."""
        if self.agreeing == self.tried:
            return Coverage.COVERED
        return Coverage.PARTLY if self.agreeing else Coverage.MISSED

    def criterion(self, quote: str) -> Criterion:
        """Return it as a criterion; the answer itself is the quote."""
        return Criterion(
            label=self.label,
            coverage=self.coverage,
            weight=self.weight,
            quote=quote if self.agreeing else None,
            comment=self.difference or None,
        )


def score(trials: Sequence[Trial]) -> float:
    """Return the share that agrees, from 0 to 10; the first trial is the data in view."""
    total = sum(trial.weight for trial in trials)
    share = sum(trial.weight * trial.credit for trial in trials) / total
    return round(min(10 * share, _cap(trials)), 1)


def _cap(trials: Sequence[Trial]) -> float:
    if is_fitted(trials):
        return FITTED_CAP
    plain = [trial for trial in trials[1:] if trial.label in _PLAIN]
    return 10.0 if all(trial.agreeing for trial in (trials[0], *plain)) else WRONG_CAP


def is_fitted(trials: Sequence[Trial]) -> bool:
    """Say whether the data in view agrees and hardly any other."""
    here, *elsewhere = trials
    total = sum(trial.weight for trial in elsewhere)
    earned = sum(trial.weight * trial.credit for trial in elsewhere)
    return bool(here.agreeing) and bool(elsewhere) and earned < FITTED_SHARE * total


def confidence(trials: Sequence[Trial]) -> float:
    """Return how sure the score is: surest where all agree or none does.

    With nothing but the data in view nobody knows.
    """
    if len(trials) == 1 and trials[0].agreeing:
        return UNSURE
    return SURE if len({trial.coverage for trial in trials}) == 1 else FAIRLY_SURE


def told(trials: Sequence[Trial]) -> str:
    """Return where the answer differs, in sentences."""
    missed = [trial for trial in trials if trial.difference]
    return " ".join(f"{t.label.capitalize()}: {t.difference}" for t in missed[:MOST_TOLD])
