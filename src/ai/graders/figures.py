"""Whether the figure that a question asks for is in the answer, as precise as it is stated."""

import re

from src.ai.graders.number import Figure, figures

_ASKED = re.compile(
    r"\b(how (many|much|long|often|far|large|big|fast|high)|calculate|compute|"
    r"what (is|are|would be) the (\w+ )?(probability|number|value|percentage|average|rate|sum|"
    r"total|mean|result))\b",
    re.IGNORECASE,
)
WITH_A_STEP, WITHOUT = 0.65, 0.3
"""What is left where only a figure on the way to the result is stated, and where none is."""
TELLING_DIGITS = 2
CLOSE = 0.01


def figure_factor(question: str, reference: str, answer: str) -> float:
    """Return what is left of the marks: all where the result is stated or none was asked for."""
    if not _ASKED.search(question):
        return 1.0
    known = {figure.stated for figure in figures(question)}
    wanted = [f for f in figures(reference) if f.stated not in known and _is_telling(f)]
    given = [f for f in figures(answer) if f.stated not in known and _is_telling(f)]
    if not wanted or any(_states(figure, wanted[-1]) for figure in given):
        return 1.0
    return WITH_A_STEP if any(_states(g, w) for g in given for w in wanted) else WITHOUT


def _is_telling(figure: Figure) -> bool:
    return len(re.sub(r"\D", "", figure.quote).lstrip("0")) >= TELLING_DIGITS


def _states(given: Figure, wanted: Figure) -> bool:
    """Say whether one figure is the other, rounded, or as a percentage."""
    decimals = len(re.split(r"[.,]", re.sub(r"[^\d.,]", "", given.quote) + ".")[1])
    close = max(0.51 * 10.0 ** -min(decimals, 20), CLOSE * abs(given.stated))
    scales = (1.0, 100.0, 0.01)
    return any(abs(wanted.stated * scale - given.stated) <= close for scale in scales)
