"""Grades a query by what it gives on the visible tables and on hidden databases."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from src.ai.graders.sql.agree import agree, blocks, tied
from src.ai.graders.sql.databases import Named, hidden_tables
from src.ai.graders.sql.finding import find_query
from src.ai.graders.sql.sandbox import Result, SqlBroken, SqlForeign, SqlRefused, Steps, run
from src.ai.graders.sql.words import literals, order_terms, ordering_columns, pieces
from src.ai.graders.trials import Trial, confidence, is_fitted, score, told
from src.errors import InputError
from src.models.content import Question, Table
from src.models.enums import Coverage, GraderName, TableKind
from src.models.grades import Grade

NAME = GraderName.SQL
SHOWN = "the tables shown"
NONE = "There is no query (SELECT) in the answer."
CONSTANT = "This reads no table, so it is right on these rows at best."
FITTED = "This fits the tables in view and hardly any others."
UNSETTLED = "Its result depends on the order in which rows happen to be stored."
SPARE = 2
"""Databases more than are used, so that those that tell most can be taken."""
_DRAWS = {TableKind.MORE_ROWS: 3, TableKind.NULLS: 2, TableKind.DUPLICATES: 2, TableKind.TIES: 2}
_WEIGHTS = {TableKind.MORE_ROWS: 3.0, TableKind.ONE_ROW: 0.5, TableKind.EMPTY: 0.5}
NULLS_ASKED, NULLS_UNASKED = 1.5, 0.5
"""What nulls count where the tables show some or the reference speaks of them, and elsewhere."""
_ABOUT_NULLS = frozenset({"null", "coalesce", "ifnull", "left", "exists"})
Tables = Sequence[Table]


@dataclass(frozen=True)
class _Wanted:
    """Tables with what the reference gives; `ends` part the rows where the order counts."""

    tables: Tables
    result: Result
    ends: tuple[int, ...] | None


class SqlGrader:
    """Grades SQL questions: the share of databases on which the reference agrees."""

    @property
    def name(self) -> GraderName:
        """Say "sql"."""
        return NAME

    def grade(self, question: Question, answers: Sequence[str]) -> Grade:
        """Return the grade of the last answer's query; 0 with the reason when it holds none."""
        reference = str(question.expected).strip().rstrip(";")
        try:
            shown = _wanted(reference, question.tables)
            if shown is None:
                raise SqlBroken(UNSETTLED)
        except InputError as problem:
            reason = f"The reference of this question can't be run. {problem}"
            return Grade(reason=reason, grader=NAME, confidence=1.0)
        steps = Steps()
        try:
            answer = answers[-1] if answers else ""
            query = find_query(answer, lambda piece: _check(piece, question.tables, steps))
            if query is None:
                return _zero(NONE, "no_answer")
            return _graded(query, question, reference, shown, steps)
        except SqlRefused as problem:
            return _zero(str(problem), "refused")
        except SqlForeign as problem:
            return Grade(reason=str(problem), grader=NAME, confidence=1.0, flags=("unsupported",))
        except SqlBroken as problem:
            return _zero(str(problem), "unreadable")


def _check(piece: str, tables: Tables, steps: Steps) -> None:
    run(piece, tables, steps)


def _zero(reason: str, flag: str) -> Grade:
    return Grade(
        score=0.0, confidence=1.0, flags=(flag,), reason=reason, rationale=reason, grader=NAME
    )


def _reversed(tables: Tables) -> Tables:
    """Return the same rows stored in opposite order."""
    return [table.model_copy(update={"rows": table.rows[::-1]}) for table in tables]


def _wanted(reference: str, tables: Tables) -> _Wanted | None:
    """Return what the reference gives; None where it depends on how rows happen to be stored."""
    result, turned = run(reference, tables), run(reference, _reversed(tables))
    ends = blocks(result.rows, turned.rows)
    if ends is None:
        return None
    terms = order_terms(reference)
    columns = ordering_columns(terms, result.names)
    if columns is not None:
        ends = tied(result.rows, columns)
    return _Wanted(tables, result, tuple(ends) if terms else None)


@lru_cache(maxsize=64)
def _hidden(
    question_id: str, tables: tuple[Table, ...], reference: str
) -> dict[TableKind, list[_Wanted]]:
    """Return hidden databases by kind, those with results of their own first."""
    texts, numbers = literals(reference)
    named = Named(tuple(texts), tuple(numbers))
    found: dict[TableKind, list[_Wanted]] = {}
    for kind in TableKind:
        draws = _DRAWS.get(kind, 1)
        drawn = [
            _wanted(reference, hidden_tables(tables, kind, named, question_id, number))
            for number in range(draws + SPARE)
        ]
        telling = _telling([each for each in drawn if each is not None])
        if telling:
            found[kind] = telling[:draws]
    return found


def _telling(drawn: list[_Wanted]) -> list[_Wanted]:
    seen: list[tuple[object, ...]] = []
    first: list[_Wanted] = []
    for each in drawn:
        if each.result.rows and each.result.rows not in seen:
            seen.append(each.result.rows)
            first.append(each)
    return first + [each for each in drawn if each not in first]


def _graded(query: str, question: Question, reference: str, shown: _Wanted, steps: Steps) -> Grade:
    hidden = _hidden(question.id, question.tables, reference)
    trials = [_on(SHOWN, 1.0, query, [shown], steps)]
    trials += [
        _on(kind, _weight(kind, shown, reference), query, wanted, steps)
        for kind, wanted in hidden.items()
    ]
    flag, reason = _flag(query, shown, trials)
    count = sum(map(len, hidden.values()))
    whole = all(trial.coverage is Coverage.COVERED for trial in trials)
    right = f"Right on the tables shown and on {count} hidden databases."
    return Grade(
        score=0.0 if flag == "constant" else score(trials),
        confidence=confidence(trials),
        criteria=tuple(trial.criterion(query) for trial in trials),
        evidence=(query,),
        flags=(flag,) if flag else (),
        reason=reason,
        rationale=reason or (right if whole else f"It differs from the reference. {told(trials)}"),
        grader=NAME,
    )


def _weight(kind: TableKind, shown: _Wanted, reference: str) -> float:
    if kind is not TableKind.NULLS:
        return _WEIGHTS.get(kind, 1.0)
    seen = any(cell is None for table in shown.tables for row in table.rows for cell in row)
    return NULLS_ASKED if seen or _ABOUT_NULLS & set(pieces(reference)) else NULLS_UNASKED


def _flag(query: str, shown: _Wanted, trials: Sequence[Trial]) -> tuple[str, str]:
    """Return the flag of a query that works nothing out, with the reason."""
    if shown.result.reads and not run(query, shown.tables).reads:
        return "constant", CONSTANT
    return ("visible_only", FITTED) if is_fitted(trials) else ("", "")


def _on(label: str, weight: float, query: str, wanted: Sequence[_Wanted], steps: Steps) -> Trial:
    apart = [words for each in wanted if (words := _difference(query, each, steps))]
    agreeing = len(wanted) - len(apart)
    return Trial(str(label), weight, agreeing, len(wanted), apart[0] if apart else "")


def _difference(query: str, wanted: _Wanted, steps: Steps) -> str:
    """Say how the query's result differs, empty where it doesn't, however rows are stored."""
    given = run(query, wanted.tables, steps)
    if not agree(wanted.result, given, wanted.ends):
        return _told_apart(wanted, given)
    again = run(query, _reversed(wanted.tables), steps)
    if not agree(wanted.result, again, wanted.ends):
        return UNSETTLED
    return ""


def _told_apart(wanted: _Wanted, given: Result) -> str:
    if wanted.result.width != given.width:
        return f"{wanted.result.width} columns are asked for, this gives {given.width}."
    if len(wanted.result.rows) != len(given.rows):
        return f"The reference gives {len(wanted.result.rows)} rows, this {len(given.rows)}."
    if agree(wanted.result, given, None):
        return "The rows are right, their order isn't."
    row = next((r for r in given.rows if r not in wanted.result.rows), ())
    return f"The reference has no row {_shown(row)}."


def _shown(row: Sequence[object]) -> str:
    cells = ["NULL" if cell is None else str(cell)[:30] for cell in row[:5]]
    return f"({', '.join(cells)})"
