"""Hidden databases: the visible tables with other rows, of one kind each, the same for one seed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from src.models.content import Table
from src.models.enums import TableKind

Cell = str | int | float | None
MOST_ROWS = 40
FEW_ROWS = 5
FEW_NAMES = 4
_NAMES = ("name", "title", "email", "code", "label")
NULL_SHARE = 0.3
STRAY_SHARE = 0.15
MOST_DECIMALS = 4
DATE_LETTERS = 10
_DAYS = 20


@dataclass(frozen=True)
class Named:
    """What a query names: texts and numbers that rows may stand beside."""

    texts: tuple[str, ...]
    numbers: tuple[float, ...]


@dataclass(frozen=True)
class _Column:
    """One column as it is shown; `parent` is the table and column that it points to."""

    name: str
    values: tuple[Cell, ...]
    is_key: bool
    parent: tuple[int, int] | None = None

    @property
    def known(self) -> list[str | int | float]:
        return [value for value in self.values if value is not None]

    @property
    def is_name(self) -> bool:
        """Say whether its texts name one row each, as far as the shown ones tell."""
        texts = [value for value in self.values if isinstance(value, str)]
        whole = len(set(texts)) == len(self.values) and not _are_dates(texts)
        return whole and (len(texts) >= FEW_NAMES or self.name.casefold().endswith(_NAMES))

    @property
    def has_nulls(self) -> bool:
        return len(self.known) < len(self.values)


def hidden_tables(
    tables: Sequence[Table], kind: TableKind, named: Named, seed: str, number: int
) -> tuple[Table, ...]:
    """Return the tables with other rows of a kind."""
    return _Maker(tables, kind, named, Random(f"{seed}/{kind}/{number}"), number).tables()  # noqa: S311 - the same each time


class _Maker:
    """One hidden database while it is made: keys first, then what points to them."""

    def __init__(
        self, tables: Sequence[Table], kind: TableKind, named: Named, random: Random, number: int
    ) -> None:
        self._tables = tables
        self._kind = kind
        self._named = named
        self._random = random
        self._number = number
        self._columns = _columns(tables)
        self._counts = [self._count(at) for at in range(len(tables))]
        self._keys: dict[tuple[int, int], list[Cell]] = {}

    def tables(self) -> tuple[Table, ...]:
        for table, columns in enumerate(self._columns):
            for at, column in enumerate(columns):
                if column.is_key:
                    self._keys[table, at] = self._key_values(column, self._counts[table])
        return tuple(
            self._tables[at].model_copy(update={"rows": self._rows(at)})
            for at in range(len(self._tables))
        )

    def _count(self, at: int) -> int:
        shown = len(self._tables[at].rows)
        if self._kind in {TableKind.MORE_ROWS, TableKind.DUPLICATES}:
            return min(MOST_ROWS, 2 * shown + FEW_ROWS)
        if self._kind is TableKind.ONE_ROW:
            return 1
        if self._kind is TableKind.EMPTY and at == len(self._tables) - 1 - self._number % len(
            self._tables
        ):
            return 0
        return min(MOST_ROWS, max(shown, FEW_ROWS))

    def _key_values(self, column: _Column, count: int) -> list[Cell]:
        known = column.known
        if all(isinstance(value, int) for value in known):
            start = min((value for value in known if isinstance(value, int)), default=1)
            return [start + i for i in range(count)]
        texts = [str(value) for value in known]
        return [t if i < len(texts) else f"{t} {i}" for i, t in enumerate(_cycled(texts, count))]

    def _rows(self, table: int) -> tuple[tuple[Cell, ...], ...]:
        columns, count = self._columns[table], self._counts[table]
        made = [self._values(table, at, count) for at in range(len(columns))]
        rows = [tuple(column[i] for column in made) for i in range(count)]
        if self._kind is TableKind.DUPLICATES:
            rows = self._repeated(rows, columns)
        return tuple(rows)

    def _values(self, table: int, at: int, count: int) -> list[Cell]:
        column = self._columns[table][at]
        if column.is_key:
            return self._keys[table, at]
        if column.parent is not None:
            made = self._pointing(column, count)
        elif column.is_name:
            made = self._key_values(column, count)
            self._random.shuffle(made)
        else:
            pool = self._pool(column)
            made = [self._value(column, pool) for _ in range(count)]
        return [self._or_null(column, value) for value in made]

    def _pointing(self, column: _Column, count: int) -> list[Cell]:
        """Return keys of the other table, some of them never, and strays where some are shown."""
        assert column.parent is not None  # noqa: S101 - asked before
        keys = self._keys[column.parent]
        used = keys[: max(1, len(keys) * 3 // 4)]
        strays = self._strays(column)
        return (
            [
                self._random.choice(strays)
                if not used or (strays and self._random.random() < STRAY_SHARE)
                else self._random.choice(used)
                for _ in range(count)
            ]
            if used or strays
            else [None] * count
        )

    def _strays(self, column: _Column) -> list[Cell]:
        assert column.parent is not None  # noqa: S101 - asked before
        table, at = column.parent
        shown = set(self._columns[table][at].known)
        return [value for value in column.known if value not in shown]

    def _pool(self, column: _Column) -> list[Cell]:
        """Return the values that are shown, and those of the query that may stand beside them."""
        known = column.known
        folded = {str(value).casefold() for value in known}
        near: list[Cell] = [t for t in self._named.texts if t.casefold() in folded]
        if _are_dates(known):
            near += [t for t in self._named.texts if _date(t) is not None] * 2
        if known and not isinstance(known[0], str):
            whole = all(isinstance(value, int) for value in known)
            found = [n for n in self._named.numbers if _is_near(n, known)]
            near += [int(n) if whole else n for n in found]
        return [*known, *near]

    def _value(self, column: _Column, pool: list[Cell]) -> Cell:
        if not pool:
            return None
        value = self._random.choice(pool)
        if self._kind is TableKind.TIES:
            return value if isinstance(value, str) else self._random.choice(pool[:2])
        if isinstance(value, str):
            return self._moved(value) if _are_dates(column.known) else value
        return value if self._random.random() < 1 / 3 else self._number_like(column)

    def _moved(self, value: str) -> str:
        """Return the day or one near it."""
        day = _date(value)
        shift = self._random.choice((0, 0, self._random.randint(-_DAYS, _DAYS)))
        if day is None or not shift:
            return value
        return (day + timedelta(days=shift)).isoformat() + value[DATE_LETTERS:]

    def _number_like(self, column: _Column) -> Cell:
        numbers = [value for value in column.known if not isinstance(value, str)]
        low, high = min(numbers), max(numbers)
        if all(isinstance(value, int) for value in numbers):
            return self._random.randint(int(low), int(max(high, low + 3)))
        places = min(max(len(str(v).partition(".")[2]) for v in numbers), MOST_DECIMALS)
        return round(self._random.uniform(low, max(high, low + 1)), places)

    def _or_null(self, column: _Column, value: Cell) -> Cell:
        nulls = column.has_nulls or self._kind is TableKind.NULLS
        return None if nulls and self._random.random() < NULL_SHARE else value

    def _repeated(
        self, rows: list[tuple[Cell, ...]], columns: Sequence[_Column]
    ) -> list[tuple[Cell, ...]]:
        """Let half of the rows say what another says, under keys of their own."""
        for _ in range(len(rows) // 2):
            source, target = self._random.randrange(len(rows)), self._random.randrange(len(rows))
            rows[target] = tuple(
                old if column.is_key and column.name.casefold().endswith("id") else new
                for old, new, column in zip(rows[target], rows[source], columns, strict=True)
            )
        return rows


def _columns(tables: Sequence[Table]) -> list[list[_Column]]:
    """Return the columns of all tables with keys, and what points to them."""
    plain = [
        [
            _Column(name, tuple(row[at] for row in table.rows), _is_key(table, at))
            for at, name in enumerate(table.columns)
        ]
        for table in tables
    ]
    return [
        [
            column
            if column.is_key
            else _Column(column.name, column.values, is_key=False, parent=_parent(plain, column))
            for column in columns
        ]
        for columns in plain
    ]


def _is_key(table: Table, at: int) -> bool:
    """Say whether a first column, or one called id, tells the rows apart."""
    values = [row[at] for row in table.rows]
    distinct = len(set(values)) == len(values) and None not in values
    return distinct and (table.columns[at].casefold() == "id" or at == 0)


def _parent(columns: Sequence[Sequence[_Column]], child: _Column) -> tuple[int, int] | None:
    """Return the key that most of a column's values are found in, where names or texts say so."""
    for table, keys in enumerate(columns):
        for at, key in enumerate(keys):
            shared = [value for value in child.known if value in set(key.known)]
            told = child.name.casefold().endswith("id") or bool(
                shared and isinstance(shared[0], str)
            )
            if key.is_key and told and shared and 2 * len(shared) >= len(child.known):
                return table, at
    return None


def _cycled(texts: Sequence[str], count: int) -> list[str]:
    return (
        [texts[i % len(texts)] for i in range(count)] if texts else [f"k{i}" for i in range(count)]
    )


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:DATE_LETTERS])
    except ValueError:
        return None


def _are_dates(values: Sequence[str | float]) -> bool:
    return bool(values) and all(isinstance(v, str) and _date(v) is not None for v in values)


def _is_near(number: float, known: Sequence[str | float]) -> bool:
    numbers = [value for value in known if not isinstance(value, str)]
    low, high = min(numbers, default=0), max(numbers, default=0)
    span = max(high - low, 1)
    return low - span <= number <= high + span
