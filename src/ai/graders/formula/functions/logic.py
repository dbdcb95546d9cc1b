"""Conditions, and what is asked of a value."""

import math
from collections.abc import Callable, Iterator, Sequence

from src.ai.graders.formula.functions.base import MANY, Function, Lazy, asking, each, over
from src.ai.graders.formula.lifting import lift
from src.ai.graders.formula.limits import Budget
from src.ai.graders.formula.nodes import Blank, Node
from src.ai.graders.formula.values import (
    Argument,
    CellError,
    ErrorCode,
    Grid,
    Missing,
    Scalar,
    Value,
    compare,
    number,
    single,
    truth,
    whole,
)

Evaluate = Callable[[Node], Value]


def _conditions(values: Sequence[Argument]) -> Iterator[bool]:
    """Yield what AND and its like see: of a range, texts and blanks are left out."""
    seen = False
    for value in values:
        if isinstance(value, Grid):
            for cell in value.flat():
                if isinstance(cell, ErrorCode):
                    raise CellError(cell)
                if isinstance(cell, float | bool):
                    seen = True
                    yield bool(cell)
        else:
            seen = True
            yield False if isinstance(value, Missing) else truth(value)
    if not seen:
        raise CellError(ErrorCode.VALUE)


def all_of(_: Budget, *values: Argument) -> bool:
    """Say whether all hold."""
    return all(list(_conditions(values)))


def any_of(_: Budget, *values: Argument) -> bool:
    """Say whether one holds."""
    return any(list(_conditions(values)))


def odd_of(_: Budget, *values: Argument) -> bool:
    """Say whether an odd number of them hold."""
    return sum(_conditions(values)) % 2 == 1


def _is_several(value: Value) -> bool:
    return isinstance(value, Grid) and not value.is_single


def _branch(evaluate: Evaluate, nodes: Sequence[Node], at: int) -> Value:
    """Return a branch; a left out one is 0, one that isn't there FALSE."""
    if at >= len(nodes):
        return False
    return 0.0 if isinstance(nodes[at], Blank) else evaluate(nodes[at])


def when(budget: Budget, evaluate: Evaluate, nodes: Sequence[Node]) -> Value:
    """Return one branch or the other."""
    condition = evaluate(nodes[0])
    if not _is_several(condition):
        return _branch(evaluate, nodes, 1 if truth(single(condition)) else 2)
    branches = [_branch(evaluate, nodes, 1), _branch(evaluate, nodes, 2)]

    def pick(held: Scalar, yes: Scalar, no: Scalar) -> Scalar:
        return yes if truth(held) else no

    return lift(budget, pick, [condition, *branches], takes_errors=True)


def _instead(codes: frozenset[ErrorCode]) -> Callable[[Budget, Evaluate, Sequence[Node]], Value]:
    """Return IFERROR or IFNA."""

    def run(budget: Budget, evaluate: Evaluate, nodes: Sequence[Node]) -> Value:
        value = evaluate(nodes[0])
        if not _is_several(value):
            return _branch(evaluate, nodes, 1) if single(value) in codes else value

        def pick(cell: Scalar, other: Scalar) -> Scalar:
            return other if cell in codes else cell

        return lift(budget, pick, [value, _branch(evaluate, nodes, 1)], takes_errors=True)

    return run


def first_that_holds(budget: Budget, evaluate: Evaluate, nodes: Sequence[Node]) -> Value:
    """Return the value after the first condition that holds; of none #N/A."""
    if len(nodes) % 2:
        raise CellError(ErrorCode.NA)
    found: Value = ErrorCode.NA
    several: list[tuple[Value, Node]] = []
    for condition, value in zip(nodes[::2], nodes[1::2], strict=True):
        held = evaluate(condition)
        if _is_several(held):
            several.append((held, value))
        elif truth(single(held)):
            found = evaluate(value)
            break
    for held, value in reversed(several):
        found = lift(
            budget,
            lambda met, yes, no: yes if truth(met) else no,
            [held, evaluate(value), found],
            takes_errors=True,
        )
    return found


def switch(budget: Budget, evaluate: Evaluate, nodes: Sequence[Node]) -> Value:
    """Return the value after the case that equals the first argument, or the last one."""
    subject = evaluate(nodes[0])
    cases, rest = nodes[1:], len(nodes) % 2 == 0
    otherwise = _branch(evaluate, nodes, len(nodes) - 1) if rest else ErrorCode.NA
    pairs = list(zip(cases[::2], cases[1::2], strict=False))
    if not _is_several(subject):
        return _case(evaluate, single(subject), pairs, otherwise)
    found: Value = otherwise
    for case, value in reversed(pairs):
        found = lift(
            budget,
            lambda cell, wanted, yes, no: yes if compare(cell, wanted) == 0 else no,
            [subject, evaluate(case), evaluate(value), found],
            takes_errors=True,
        )
    return found


def _case(
    evaluate: Evaluate, subject: Scalar, pairs: Sequence[tuple[Node, Node]], otherwise: Value
) -> Value:
    for case, value in pairs:
        if compare(subject, single(evaluate(case))) == 0:
            return evaluate(value)
    return otherwise


def choose(_: Budget, evaluate: Evaluate, nodes: Sequence[Node]) -> Value:
    """Return the argument that a number names."""
    place = whole(single(evaluate(nodes[0])))
    if not 1 <= place < len(nodes):
        raise CellError(ErrorCode.VALUE)
    return _branch(evaluate, nodes, place)


def is_error(value: Scalar) -> bool:
    """Say whether a value is an error."""
    return isinstance(value, ErrorCode)


def as_number(value: Scalar) -> Scalar:
    """Return N: numbers as they are, TRUE as 1, all else 0; errors go on."""
    if isinstance(value, ErrorCode):
        return value
    return float(value) if isinstance(value, float | bool) else 0.0


def not_available() -> Scalar:
    """Return #N/A."""
    return ErrorCode.NA


_ALL = frozenset(ErrorCode)
LAZY: dict[str, Lazy] = {
    "IF": Lazy(when, 2, 3),
    "IFERROR": Lazy(_instead(_ALL), 2, 2),
    "IFNA": Lazy(_instead(frozenset({ErrorCode.NA})), 2, 2),
    "IFS": Lazy(first_that_holds, 2, MANY),
    "SWITCH": Lazy(switch, 3, MANY),
    "CHOOSE": Lazy(choose, 2, MANY),
}
FUNCTIONS: dict[str, Function] = {
    "AND": over(all_of, 1, MANY),
    "OR": over(any_of, 1, MANY),
    "XOR": over(odd_of, 1, MANY),
    "NOT": each(lambda value: not truth(value)),
    "TRUE": each(lambda: True, 0),
    "FALSE": each(lambda: False, 0),
    "NA": asking(not_available, 0),
    "ISNUMBER": asking(lambda value: isinstance(value, float)),
    "ISTEXT": asking(lambda value: isinstance(value, str)),
    "ISNONTEXT": asking(lambda value: not isinstance(value, str)),
    "ISLOGICAL": asking(lambda value: isinstance(value, bool)),
    "ISBLANK": asking(lambda value: value is None),
    "ISERROR": asking(is_error),
    "ISERR": asking(lambda value: is_error(value) and value is not ErrorCode.NA),
    "ISNA": asking(lambda value: value is ErrorCode.NA),
    "ISEVEN": each(lambda value: math.trunc(number(value)) % 2 == 0),
    "ISODD": each(lambda value: math.trunc(number(value)) % 2 == 1),
    "N": asking(as_number),
    "T": asking(lambda value: value if isinstance(value, str | ErrorCode) else ""),
}
