"""Grades a formula by what it gives on the visible sheet and on hidden ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from src.ai.graders.formula.agree import agree, worded
from src.ai.graders.formula.evaluate import evaluate
from src.ai.graders.formula.finding import Found, find_formula
from src.ai.graders.formula.hidden import Hidden, affordable, hidden_sheets
from src.ai.graders.formula.limits import Budget, Refused
from src.ai.graders.formula.nodes import Area, Node, walk
from src.ai.graders.formula.parser import Formula, Unreadable, Unsupported, whole
from src.ai.graders.formula.sheet import Cells, cells_of, sheet_of
from src.ai.graders.formula.values import ErrorCode, Value
from src.models.content import Question
from src.models.enums import Coverage, GraderName
from src.models.grades import Criterion, Grade

NAME = GraderName.FORMULA
SHOWN = "the sheet shown"
WRONG_CAP = 4.0
"""A formula that is wrong on the sheet in view is wrong, however often it is right elsewhere."""
FITTED_CAP = 1.0
PART = 0.4
"""What a kind counts at most when only some of its sheets agree."""
NONE = "There is no formula in the answer."
CONSTANT = "This is a fixed value: it reads no cell, so it is right on this sheet at best."
FITTED = "This fits the sheet in view and no other."


@dataclass(frozen=True)
class _Tried:
    """A kind of sheet, how many of its sheets agree, and the first that doesn't."""

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
        """How far the formula holds on such sheets."""
        if self.agreeing == self.tried:
            return Coverage.COVERED
        return Coverage.PARTLY if self.agreeing else Coverage.MISSED


class FormulaGrader:
    """Grades formula questions: the share of sheets on which the reference agrees."""

    @property
    def name(self) -> GraderName:
        """Say "formula"."""
        return NAME

    def grade(self, question: Question, answers: Sequence[str]) -> Grade:
        """Return the grade of the last answer's formula; 0 with the reason when it holds none."""
        try:
            reference = whole(str(question.expected))
            cells = cells_of(question.sheet)
            shown = evaluate(reference, sheet_of(cells))
        except (Refused, Unreadable, Unsupported, ValueError) as problem:
            reason = f"The reference of this question can't be evaluated. {problem}"
            return Grade(reason=reason, grader=NAME, confidence=1.0)
        try:
            found = find_formula(answers[-1] if answers else "")
            if found.formula is None:
                return _without(found)
            return _graded(found.formula, question, cells, reference, shown)
        except Refused as problem:
            return _zero(str(problem), "refused")
        except Unsupported as problem:
            return Grade(reason=str(problem), grader=NAME, confidence=1.0, flags=("unsupported",))
        except Unreadable as problem:
            return _zero(str(problem), "unreadable")


def _without(found: Found) -> Grade:
    if found.unsupported:
        return Grade(reason=found.problem, grader=NAME, confidence=1.0, flags=("unsupported",))
    if found.problem:
        return _zero(found.problem, "unreadable")
    return _zero(NONE, "no_answer")


def _zero(reason: str, flag: str) -> Grade:
    return Grade(
        score=0.0, confidence=1.0, flags=(flag,), reason=reason, rationale=reason, grader=NAME
    )


def _graded(
    formula: Formula, question: Question, cells: Cells, reference: Node, shown: Value
) -> Grade:
    budget = Budget()
    given = evaluate(formula.node, sheet_of(cells), budget)
    sheets = hidden_sheets(question.id, cells, reference, question.variation, shown)
    sheets = affordable(sheets, budget.steps)
    tried = [_on(SHOWN, 1.0, [(shown, given)])]
    tried += _by_kind(sheets, formula.node, budget)
    cap, flag, reason = _cap(formula.node, reference, tried)
    total = sum(each.weight for each in tried)
    share = sum(each.weight * each.credit for each in tried) / total
    return Grade(
        score=round(min(10 * share, cap), 1),
        confidence=0.98 if share in {0.0, 1.0} else 0.9,
        criteria=tuple(_criterion(each, formula.text) for each in tried),
        evidence=(formula.text,),
        flags=(flag,) if flag else (),
        reason=reason,
        rationale=reason or _rationale(tried, len(sheets), given),
        grader=NAME,
    )


def _by_kind(sheets: Sequence[Hidden], node: Node, budget: Budget) -> list[_Tried]:
    """Return how each kind went; one budget holds for all sheets together."""
    kinds = list(dict.fromkeys(sheet.kind for sheet in sheets))
    found = []
    for kind in kinds:
        those = [sheet for sheet in sheets if sheet.kind is kind]
        pairs = [(each.expected, evaluate(node, each.sheet, budget)) for each in those]
        found.append(_on(kind, those[0].weight, pairs))
    return found


def _on(label: str, weight: float, pairs: Sequence[tuple[Value, Value]]) -> _Tried:
    apart = [(wanted, given) for wanted, given in pairs if not agree(wanted, given)]
    words = ""
    if apart:
        wanted, given = apart[0]
        words = f"The reference gives {worded(wanted)}, this gives {worded(given)}."
    return _Tried(str(label), weight, len(pairs) - len(apart), len(pairs), words)


def _cap(node: Node, reference: Node, tried: Sequence[_Tried]) -> tuple[float, str, str]:
    """Return the most that may be earned, with the flag and the reason."""
    reads = any(isinstance(part, Area) for part in walk(node))
    if not reads and any(isinstance(part, Area) for part in walk(reference)):
        return 0.0, "constant", CONSTANT
    right_here = tried[0].agreeing == 1
    if right_here and len(tried) > 1 and not any(each.agreeing for each in tried[1:]):
        return FITTED_CAP, "visible_only", FITTED
    return (10.0, "", "") if right_here else (WRONG_CAP, "", "")


def _criterion(tried: _Tried, formula: str) -> Criterion:
    return Criterion(
        label=tried.label,
        coverage=tried.coverage,
        weight=tried.weight,
        quote=formula if tried.agreeing else None,
        comment=tried.difference or None,
    )


def _rationale(tried: Sequence[_Tried], count: int, given: Value) -> str:
    missed = [each for each in tried if each.coverage is not Coverage.COVERED]
    if not missed:
        return f"Right on the sheet shown and on {count} hidden ones."
    if given is ErrorCode.NAME:
        return "It names a function or a name that Excel doesn't know (#NAME?)."
    told = " ".join(f"{each.label.capitalize()}: {each.difference}" for each in missed[:3])
    return f"It differs from the reference. {told}"
