"""Evaluates a formula on a sheet. Nothing is compiled, run or imported; every step is counted."""

from collections.abc import Callable, Mapping, Sequence

from src.ai.graders.formula.functions import FUNCTIONS, LAZY, UNSUPPORTED
from src.ai.graders.formula.functions.base import Function, Style
from src.ai.graders.formula.lifting import lift
from src.ai.graders.formula.limits import Budget
from src.ai.graders.formula.nodes import (
    Area,
    Binary,
    Blank,
    Call,
    Constants,
    Literal,
    Name,
    Node,
    Unary,
)
from src.ai.graders.formula.parser import Unreadable, Unsupported
from src.ai.graders.formula.sheet import Place, Sheet
from src.ai.graders.formula.signs import AFTER, BETWEEN
from src.ai.graders.formula.values import (
    Argument,
    CellError,
    ErrorCode,
    Grid,
    Missing,
    Scalar,
    Value,
    single,
)

_WIDENED = ("SUMIF", "AVERAGEIF")


def evaluate(node: Node, sheet: Sheet, budget: Budget | None = None) -> Value:
    """Return what a cell with this formula shows; a blank shows 0.

    Raises `Refused` past a limit and `Unsupported` for a function that isn't evaluated here.
    """
    found = _Evaluation(sheet, budget or Budget()).value(node)
    if isinstance(found, Grid) and not found.is_single:
        return Grid(tuple(tuple(_shown(cell) for cell in row) for row in found.rows))
    return _shown(single(found))


def _shown(value: Scalar) -> Scalar:
    return 0.0 if value is None else value


class _Evaluation:
    """One formula on one sheet, with the formulas that stand in its cells."""

    def __init__(self, sheet: Sheet, budget: Budget) -> None:
        self._sheet = sheet
        self._budget = budget
        self._names: list[Mapping[str, Value]] = []
        self._known: dict[Place, Scalar] = {}

    def value(self, node: Node) -> Value:  # noqa: PLR0911 - one line for each kind of node
        """Return the value of a part of the formula."""
        self._budget.step()
        match node:
            case Literal():
                return node.value
            case Area():
                return self._area(node)
            case Unary():
                return lift(self._budget, AFTER[node.sign], [self.value(node.value)])
            case Binary():
                sides = [self.value(node.left), self.value(node.right)]
                return lift(self._budget, BETWEEN[node.sign], sides)
            case Call():
                return self._call(node)
            case Constants():
                return Grid(node.rows)
            case Name():
                return next((n[node.name] for n in self._names if node.name in n), ErrorCode.NAME)
            case Blank():
                return None

    def _area(self, area: Area) -> Grid:
        rows, columns = self._sheet.clip(area)
        self._budget.area(len(rows), len(columns))
        cells = tuple(tuple(self._cell((row, column)) for column in columns) for row in rows)
        return Grid(cells, (rows.start, columns.start))

    def _cell(self, place: Place) -> Scalar:
        node = self._sheet.formulas.get(place)
        if node is None:
            return self._sheet.cells.get(place)
        if place not in self._known:
            self._known[place] = ErrorCode.REF  # what a formula that reads itself finds
            self._known[place] = _shown(single(self.value(node)))
        return self._known[place]

    def _call(self, call: Call) -> Value:
        if call.name == "LET":
            return self._let(call.arguments)
        lazy = LAZY.get(call.name)
        if lazy is not None:
            _check_count(call, lazy.least, lazy.most)
            return _caught(lambda: lazy.run(self._budget, self.value, call.arguments))
        function = FUNCTIONS.get(call.name)
        if function is None:
            if call.name in UNSUPPORTED:
                raise Unsupported(f"{call.name} can't be evaluated here.")
            return ErrorCode.NAME
        _check_count(call, function.least, function.most)
        nodes = _widened(call) if call.name in _WIDENED else call.arguments
        return self._run(function, [self._argument(node) for node in nodes])

    def _argument(self, node: Node) -> Argument:
        return Missing.ARGUMENT if isinstance(node, Blank) else self.value(node)

    def _run(self, function: Function, arguments: Sequence[Argument]) -> Value:
        if function.style is Style.WHOLE:
            given = [a for a in arguments if not isinstance(a, Missing)]
            self._budget.read(given)
            return self._counted(_caught(lambda: function.run(self._budget, *arguments)))
        plain = [None if isinstance(a, Missing) else a for a in arguments]
        return lift(
            self._budget, function.run, plain, takes_errors=function.style is Style.TAKES_ERRORS
        )

    def _counted(self, value: Value) -> Value:
        """Count what a function made."""
        if isinstance(value, str):
            self._budget.text(len(value))
        elif isinstance(value, Grid):
            if not value.rows or not value.width:
                return ErrorCode.CALC
            self._budget.area(value.height, value.width)
        return value

    def _let(self, arguments: Sequence[Node]) -> Value:
        """Return the last argument with the names that the pairs before it give."""
        *pairs, last = arguments or (Blank(),)
        if not pairs or len(pairs) % 2:
            raise Unreadable("LET takes names with values, and what to work out of them.")
        names: dict[str, Value] = {}
        self._names.insert(0, names)
        try:
            for name, value in zip(pairs[::2], pairs[1::2], strict=True):
                if not isinstance(name, Name):
                    raise Unreadable("LET takes a name before each value.")
                names[name.name] = self.value(value)
            return self.value(last)
        finally:
            self._names.pop(0)


def _caught(run: Callable[[], Value]) -> Value:
    """Return a result, or the error that the cell shows."""
    try:
        found = run()
    except CellError as problem:
        return problem.code
    except (ArithmeticError, ValueError):
        return ErrorCode.NUM
    if isinstance(found, float) and found - found != 0:
        return ErrorCode.NUM
    return found


def _widened(call: Call) -> Sequence[Node]:
    """Return SUMIF's arguments, its last range as large as its first, as Excel reads it."""
    if len(call.arguments) == 2:  # noqa: PLR2004 - nothing but the tested range
        return call.arguments
    tested, criterion, last = call.arguments
    if not isinstance(tested, Area) or not isinstance(last, Area):
        return call.arguments
    rows, columns = _span(tested.top, tested.bottom), _span(tested.left, tested.right)
    if rows is None or columns is None or last.top is None or last.left is None:
        return call.arguments
    return [tested, criterion, Area(last.top, last.left, last.top + rows, last.left + columns)]


def _span(first: int | None, last: int | None) -> int | None:
    return None if first is None or last is None else last - first


def _check_count(call: Call, least: int, most: int) -> None:
    if not least <= len(call.arguments) <= most:
        count = f"{least}" if least == most else f"{least} or more"
        raise Unreadable(f"{call.name} takes {count} arguments, not {len(call.arguments)}.")
