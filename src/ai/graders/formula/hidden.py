"""The hidden sheets of a question with what the reference gives on each."""

from dataclasses import dataclass

from src.ai.graders.formula.drafts import KINDS, Draft
from src.ai.graders.formula.evaluate import evaluate
from src.ai.graders.formula.limits import MOST_STEPS, Refused
from src.ai.graders.formula.nodes import Node
from src.ai.graders.formula.outline import Outline, outline_of
from src.ai.graders.formula.sheet import Cells, Sheet, sheet_of
from src.ai.graders.formula.values import ErrorCode, Grid, Value
from src.models.content import Variation
from src.models.enums import SheetKind

WHERE_CAUGHT = 2.5
"""What "no match" counts where the reference says what to do then."""
_WEIGHTS = {SheetKind.OTHER: 3.0, SheetKind.LIMITS: 3.0, SheetKind.TEXT_NUMBERS: 0.5}
TRIES = 8
DRAWS = 4
"""Sheets of one kind: agreeing on one by luck is not enough."""
MARGIN = 2
"""Another sheet may take more steps than the one shown."""
DRAWS_OF_ONE = 6
"""Where a formula reads single cells only, luck is likelier."""


@dataclass(frozen=True)
class Hidden:
    """One hidden sheet, its kind, and what the reference gives on it."""

    kind: SheetKind
    sheet: Sheet
    expected: Value
    weight: float = 1.0


def hidden_sheets(
    question_id: str, cells: Cells, reference: Node, variation: Variation, shown: Value
) -> list[Hidden]:
    """Return the sheets to try, the same for one question each time.

    A sheet on which the reference itself fails is left out, but where nothing is to be found.
    """
    outline = outline_of(cells, reference, variation)
    kinds = variation.sheets or tuple(KINDS)
    found: list[Hidden] = []
    for kind in kinds:
        drawn = _drawn(question_id, kind, outline, reference)
        found += _telling(drawn, shown, DRAWS if outline.data else DRAWS_OF_ONE)
    return found


def _drawn(question_id: str, kind: SheetKind, outline: Outline, reference: Node) -> list[Hidden]:
    found: list[Hidden] = []
    for number in range(TRIES):
        draft = Draft(outline, f"{question_id}/{kind}/{number}", number)
        if not KINDS[kind](draft):
            return []
        sheet = sheet_of(draft.cells)
        try:
            expected = evaluate(reference, sheet)
        except Refused:
            continue
        if not _fails(expected) or kind is SheetKind.NO_MATCH:
            found.append(Hidden(kind, sheet, expected, _weight(kind, outline)))
    return found


def _weight(kind: SheetKind, outline: Outline) -> float:
    if kind is SheetKind.NO_MATCH and outline.catches:
        return WHERE_CAUGHT
    return _WEIGHTS.get(kind, 1.0)


def _fails(value: Value) -> bool:
    if isinstance(value, Grid):
        return any(isinstance(cell, ErrorCode) for cell in value.flat())
    return isinstance(value, ErrorCode)


def _telling(drawn: list[Hidden], shown: Value, count: int) -> list[Hidden]:
    """Return those with results that differ from the visible one and from one another first."""
    seen = [shown]
    telling: list[Hidden] = []
    for each in drawn:
        if each.expected not in seen:
            seen.append(each.expected)
            telling.append(each)
    rest = [each for each in drawn if each not in telling]
    return (telling + rest)[:count]


def affordable(sheets: list[Hidden], steps: int) -> list[Hidden]:
    """Return as many sheets of each kind as a formula of so many steps can be tried on."""
    kinds = list(dict.fromkeys(sheet.kind for sheet in sheets))
    most = MOST_STEPS // (MARGIN * max(steps, 1) * max(len(kinds), 1))
    return [
        sheet
        for kind in kinds
        for sheet in [each for each in sheets if each.kind is kind][: max(1, most)]
    ]
