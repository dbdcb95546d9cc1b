"""Finding a value, and the cell beside it."""

from collections.abc import Callable, Sequence

from src.ai.graders.formula.criteria import pattern_of
from src.ai.graders.formula.functions.base import (
    Function,
    figure,
    grid,
    over,
    scalar,
)
from src.ai.graders.formula.limits import Budget
from src.ai.graders.formula.values import (
    Argument,
    CellError,
    ErrorCode,
    Grid,
    Missing,
    Scalar,
    Value,
    compare,
    fold,
    grid_of,
    truth,
)

Find = Callable[[Scalar], int | None]
EXACT, NEXT_BELOW, NEXT_ABOVE, WILD = 0, -1, 1, 2
"""How XMATCH matches; MATCH counts the other way round."""


def _is_like(cell: Scalar, wanted: Scalar) -> bool:
    """Say whether two cells are of one kind, so that one can be sorted beside the other."""
    if isinstance(wanted, str):
        return isinstance(cell, str)
    if isinstance(wanted, bool) or isinstance(cell, bool):
        return isinstance(wanted, bool) and isinstance(cell, bool)
    return isinstance(cell, float)


def exact(budget: Budget, wanted: Scalar, among: Sequence[Scalar], *, wild: bool) -> int | None:
    """Return where a value first stands, or None; texts with wildcards where they are allowed."""
    budget.step(len(among))
    wanted = 0.0 if wanted is None else wanted
    pattern = pattern_of(wanted) if wild and isinstance(wanted, str) else None
    if pattern is not None:
        found = (
            at
            for at, cell in enumerate(among)
            if isinstance(cell, str) and pattern.matches(cell, budget)
        )
        return next(found, None)
    if isinstance(wanted, str):
        text = fold(wanted)
        texts = (at for at, c in enumerate(among) if isinstance(c, str) and fold(c) == text)
        return next(texts, None)
    others = (at for at, c in enumerate(among) if _is_like(c, wanted) and compare(c, wanted) == 0)
    return next(others, None)


def sorted_below(budget: Budget, wanted: Scalar, among: Sequence[Scalar]) -> int | None:
    """Return the last place whose value isn't above, as halving finds it in sorted cells."""
    places = [at for at, cell in enumerate(among) if _is_like(cell, wanted)]
    return _halved(budget, among, places, lambda order: order <= 0, wanted)


def sorted_above(budget: Budget, wanted: Scalar, among: Sequence[Scalar]) -> int | None:
    """Return the last place whose value isn't below, in cells sorted downwards."""
    places = [at for at, cell in enumerate(among) if _is_like(cell, wanted)]
    return _halved(budget, among, places, lambda order: order >= 0, wanted)


def _halved(
    budget: Budget,
    among: Sequence[Scalar],
    places: Sequence[int],
    fits: Callable[[int], bool],
    wanted: Scalar,
) -> int | None:
    budget.step(len(among))
    low, high = 0, len(places) - 1
    while low <= high:
        middle = (low + high) // 2
        if fits(compare(among[places[middle]], wanted)):
            low = middle + 1
        else:
            high = middle - 1
    return places[high] if high >= 0 else None


def nearest(budget: Budget, wanted: Scalar, among: Sequence[Scalar], *, below: bool) -> int | None:
    """Return where the next value below (or above) stands, in cells of any order."""
    budget.step(len(among))
    best: int | None = None
    for at, cell in enumerate(among):
        if not _is_like(cell, wanted):
            continue
        order = compare(cell, wanted)
        if order == 0:
            return at
        nearer = best is None or (compare(cell, among[best]) > 0) == below
        if (order < 0) == below and nearer and (best is None or compare(cell, among[best]) != 0):
            best = at
    return best


def _each_wanted(budget: Budget, wanted: Argument, answer: Callable[[Scalar], Scalar]) -> Value:
    """Return one answer, or an array of them for several wanted values."""
    asked = grid(wanted)
    if asked.is_single:
        return answer(scalar(wanted))
    budget.area(asked.height, asked.width)
    return Grid(tuple(tuple(_safe(answer, cell) for cell in row) for row in asked.rows))


def _safe(answer: Callable[[Scalar], Scalar], cell: Scalar) -> Scalar:
    if isinstance(cell, ErrorCode):
        return cell
    try:
        return answer(cell)
    except CellError as problem:
        return problem.code


def _found(at: int | None) -> int:
    if at is None:
        raise CellError(ErrorCode.NA)
    return at


def _line(value: Argument) -> list[Scalar]:
    """Return the cells of one row or column."""
    area = grid(value)
    if area.height > 1 and area.width > 1:
        raise CellError(ErrorCode.NA)
    return list(area.flat())


def match(budget: Budget, wanted: Argument, area: Argument, how: Argument = 1.0) -> Value:
    """Return the place of a value: 0 exactly, 1 in rising cells, -1 in falling ones."""
    among = _line(area)
    kind = 0.0 if isinstance(how, Missing) else figure(how)

    def answer(value: Scalar) -> Scalar:
        if kind == 0:
            return _found(exact(budget, value, among, wild=True)) + 1.0
        search = sorted_below if kind > 0 else sorted_above
        return _found(search(budget, value, among)) + 1.0

    return _each_wanted(budget, wanted, answer)


def vertical(
    budget: Budget,
    wanted: Argument,
    area: Argument,
    column: Argument,
    near: Argument = True,  # noqa: FBT002 - Excel's default
) -> Value:
    """Return the cell of a column in the row whose first cell is wanted."""
    return _in_table(budget, wanted, grid(area), column, near)


def horizontal(
    budget: Budget,
    wanted: Argument,
    area: Argument,
    row: Argument,
    near: Argument = True,  # noqa: FBT002 - Excel's default
) -> Value:
    """Return the cell of a row in the column whose first cell is wanted."""
    return _in_table(budget, wanted, turned(grid(area)), row, near)


def _in_table(
    budget: Budget, wanted: Argument, table: Grid, column: Argument, near: Argument
) -> Value:
    is_near = False if isinstance(near, Missing) else truth(scalar(near))
    keys = [row[0] for row in table.rows]

    def answer(value: Scalar, place: int) -> Scalar:
        if place < 1:
            raise CellError(ErrorCode.VALUE)
        if place > table.width:
            raise CellError(ErrorCode.REF)
        at = sorted_below(budget, value, keys) if is_near else exact(budget, value, keys, wild=True)
        return table.rows[_found(at)][place - 1]

    places = grid(column)
    if places.is_single:
        place = int(figure(column))
        return _each_wanted(budget, wanted, lambda value: answer(value, place))
    one = scalar(wanted)
    return _each_wanted(budget, column, lambda place: answer(one, int(figure(place))))


def turned(area: Grid) -> Grid:
    """Return rows as columns."""
    return Grid(tuple(zip(*area.rows, strict=True)))


def look(budget: Budget, wanted: Argument, area: Argument, results: Argument = None) -> Value:
    """Return LOOKUP: the last value that isn't above, in rising cells."""
    table = grid(area)
    if results is None:
        table = table if table.height >= table.width else turned(table)
        keys, given = [r[0] for r in table.rows], [r[-1] for r in table.rows]
    else:
        keys, given = _line(area), _line(results)

    def answer(value: Scalar) -> Scalar:
        at = _found(sorted_below(budget, value, keys))
        if at >= len(given):
            raise CellError(ErrorCode.NA)
        return given[at]

    return _each_wanted(budget, wanted, answer)


def index(_: Budget, area: Argument, row: Argument, column: Argument | None = None) -> Value:
    """Return a cell, or a whole row or column where the other number is 0 or left out."""
    table = grid(area)
    at_row, at_column = int(figure(row)), int(figure(column)) if column is not None else 0
    if column is None and table.height == 1 and table.width > 1:
        at_row, at_column = 1, at_row
    if at_row < 0 or at_column < 0:
        raise CellError(ErrorCode.VALUE)
    if at_row > table.height or at_column > table.width:
        raise CellError(ErrorCode.REF)
    rows = table.rows[at_row - 1 : at_row] if at_row else table.rows
    picked = tuple(r[at_column - 1 : at_column] if at_column else r for r in rows)
    top, left = table.origin or (0, 0)
    origin = (top + max(at_row - 1, 0), left + max(at_column - 1, 0))
    return Grid(picked, origin if table.origin else None)


def xmatch(
    budget: Budget,
    wanted: Argument,
    area: Argument,
    how: Argument = 0.0,
    order: Argument = 1.0,
) -> Value:
    """Return the place of a value, exact unless told otherwise; from the end when told so."""
    find = _finder(budget, _line(area), how, order)
    return _each_wanted(budget, wanted, lambda value: _found(find(value)) + 1.0)


def xlookup(
    budget: Budget,
    wanted: Argument,
    area: Argument,
    results: Argument,
    otherwise: Argument = Missing.ARGUMENT,
    how: Argument = 0.0,
    order: Argument = 1.0,
) -> Value:
    """Return what stands beside a value: a cell, or a row or column of several."""
    keys, given = grid(area), grid(results)
    find = _finder(budget, _line(area), how, order)
    lines = given if keys.width == 1 else turned(given)
    if lines.height != keys.height * keys.width:
        raise CellError(ErrorCode.VALUE)

    def line(value: Scalar) -> Value:
        at = find(value)
        if at is not None:
            found = Grid((lines.rows[at],))
            return found if keys.width == 1 else turned(found)
        return ErrorCode.NA if isinstance(otherwise, Missing) else otherwise

    asked = grid(wanted)
    if asked.is_single:
        return line(scalar(wanted))
    return _each_wanted(budget, wanted, lambda value: grid_of(line(value)).rows[0][0])


def _finder(budget: Budget, among: list[Scalar], how: Argument, order: Argument) -> Find:
    kind, backwards = int(figure(how)), figure(order, 1.0) < 0
    cells_in_order = among[::-1] if backwards else among

    def find(value: Scalar) -> int | None:
        if kind in {NEXT_BELOW, NEXT_ABOVE}:
            at = nearest(budget, value, cells_in_order, below=kind == NEXT_BELOW)
        else:
            at = exact(budget, value, cells_in_order, wild=kind == WILD)
        return len(among) - 1 - at if backwards and at is not None else at

    return find


def row_of(_: Budget, area: Argument) -> Value:
    """Return the number of a range's rows."""
    found = grid(area)
    if found.origin is None:
        raise CellError(ErrorCode.VALUE)
    numbers = tuple((float(found.origin[0] + i + 1),) for i in range(found.height))
    return Grid(numbers) if found.height > 1 else numbers[0][0]


def column_of(_: Budget, area: Argument) -> Value:
    """Return the number of a range's columns."""
    found = grid(area)
    if found.origin is None:
        raise CellError(ErrorCode.VALUE)
    numbers = tuple(float(found.origin[1] + i + 1) for i in range(found.width))
    return Grid((numbers,)) if found.width > 1 else numbers[0]


FUNCTIONS: dict[str, Function] = {
    "MATCH": over(match, 2, 3),
    "XMATCH": over(xmatch, 2, 4),
    "VLOOKUP": over(vertical, 3, 4),
    "HLOOKUP": over(horizontal, 3, 4),
    "LOOKUP": over(look, 2, 3),
    "XLOOKUP": over(xlookup, 3, 6),
    "INDEX": over(index, 2, 3),
    "ROW": over(row_of),
    "COLUMN": over(column_of),
    "ROWS": over(lambda _, area: float(grid(area).height)),
    "COLUMNS": over(lambda _, area: float(grid(area).width)),
    "TRANSPOSE": over(lambda _, area: turned(grid(area))),
}
