"""Grades a formula by what it gives on the visible sheet and on hidden ones."""

from collections.abc import Sequence

from src.ai.graders.formula.agree import agree, worded
from src.ai.graders.formula.evaluate import evaluate
from src.ai.graders.formula.finding import Found, find_formula
from src.ai.graders.formula.hidden import Hidden, affordable, hidden_sheets
from src.ai.graders.formula.limits import Budget, Refused
from src.ai.graders.formula.nodes import Area, Node, walk
from src.ai.graders.formula.parser import Formula, Unreadable, Unsupported, tree_of
from src.ai.graders.formula.sheet import Cells, cells_of, sheet_of
from src.ai.graders.formula.values import ErrorCode, Value
from src.ai.graders.trials import Trial, confidence, is_fitted, score, told
from src.models.content import Question
from src.models.enums import Coverage, GraderName
from src.models.grades import Grade

NAME = GraderName.FORMULA
SHOWN = "the sheet shown"
NONE = "There is no formula in the answer."
CONSTANT = "This is a fixed value: it reads no cell, so it is right on this sheet at best."
FITTED = "This fits the sheet in view and hardly any other."


class FormulaGrader:
    """Grades formula questions: the share of sheets on which the reference agrees."""

    @property
    def name(self) -> GraderName:
        """Say "formula"."""
        return NAME

    def grade(self, question: Question, answers: Sequence[str]) -> Grade:
        """Return the grade of the last answer's formula; 0 with the reason when it holds none."""
        try:
            reference = tree_of(str(question.expected))
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
    trials = [_on(SHOWN, 1.0, [(shown, given)]), *_by_kind(sheets, formula.node, budget)]
    flag, reason = _flag(formula.node, reference, trials)
    return Grade(
        score=0.0 if flag == "constant" else score(trials),
        confidence=confidence(trials),
        criteria=tuple(trial.criterion(formula.text) for trial in trials),
        evidence=(formula.text,),
        flags=(flag,) if flag else (),
        reason=reason,
        rationale=reason or _rationale(trials, len(sheets), given),
        grader=NAME,
    )


def _by_kind(sheets: Sequence[Hidden], node: Node, budget: Budget) -> list[Trial]:
    """Return how each kind went; one budget holds for all sheets together."""
    kinds = list(dict.fromkeys(sheet.kind for sheet in sheets))
    found = []
    for kind in kinds:
        those = [sheet for sheet in sheets if sheet.kind is kind]
        pairs = [(each.expected, evaluate(node, each.sheet, budget)) for each in those]
        found.append(_on(kind, those[0].weight, pairs))
    return found


def _on(label: str, weight: float, pairs: Sequence[tuple[Value, Value]]) -> Trial:
    apart = [(wanted, given) for wanted, given in pairs if not agree(wanted, given)]
    words = ""
    if apart:
        wanted, given = apart[0]
        words = f"The reference gives {worded(wanted)}, this gives {worded(given)}."
    return Trial(str(label), weight, len(pairs) - len(apart), len(pairs), words)


def _flag(node: Node, reference: Node, trials: Sequence[Trial]) -> tuple[str, str]:
    """Return the flag of a formula that works nothing out, with the reason."""
    reads, should_read = (any(isinstance(n, Area) for n in walk(f)) for f in (node, reference))
    if should_read and not reads:
        return "constant", CONSTANT
    return ("visible_only", FITTED) if is_fitted(trials) else ("", "")


def _rationale(trials: Sequence[Trial], count: int, given: Value) -> str:
    if not count and trials[0].agreeing:
        return "Right on the sheet shown; no other could be made to try it on."
    if all(trial.coverage is Coverage.COVERED for trial in trials):
        return f"Right on the sheet shown and on {count} hidden ones."
    if given is ErrorCode.NAME:
        return "It names a function or a name that Excel doesn't know (#NAME?)."
    return f"It differs from the reference. {told(trials)}"
