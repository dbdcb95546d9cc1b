"""Runs one reading query on tables in memory, and nothing else.

An authorizer allows SELECT, reads of the question's own tables and listed functions; a count of
steps, sizes and rows ends what takes too long. No file is ever opened: the database has no name.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

from src.ai.graders.sql.words import explodes, pieces
from src.errors import InputError
from src.models.content import Table

MOST_CHARACTERS = 2000
MOST_STEPS = 150_000
MOST_STEPS_IN_ALL = 400_000
STEPS_A_LOOK = 500
MOST_ROWS = 2000
MOST_BYTES = 500_000
MOST_TEXT = 2000
"""Bytes in one text or row that a query makes."""
MOST_LOOK_UPS = 3000
"""Questions of the parser: what it reads while it prepares a query, parts of parts counted."""
_LIMITS = {
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: MOST_CHARACTERS,
    sqlite3.SQLITE_LIMIT_COLUMN: 60,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 60,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 20,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 25_000,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 20,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 100,
    sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 0,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 0,
}
FUNCTIONS = frozenset(
    # One word a line would be a page.
    """
    abs avg ceil ceiling char coalesce concat count cume_dist date datetime day dense_rank exp
    first_value floor glob group_concat ifnull iif instr julianday lag last_value lead length like
    ln log log10 log2 lower ltrim max min mod month nth_value ntile nullif percent_rank pow power
    rank replace round row_number rtrim sign sqrt strftime substr substring sum time total trim
    trunc typeof unicode unixepoch upper year
    """.split()  # noqa: SIM905
)
"""The only functions that may be called. A list of forbidden ones would miss printf's like."""
Row = tuple[object, ...]


class SqlRefused(InputError):  # noqa: N818 - it reads as what happened
    """A query that does more than read, or asks for more than a limit."""


class SqlBroken(InputError):  # noqa: N818 - it reads as what happened
    """A query that can't be run: it doesn't parse, or names what isn't there."""


class SqlForeign(InputError):  # noqa: N818 - it reads as what happened
    """A query that uses another database's function."""


@dataclass
class Steps:
    """What the queries of one grade used, together and the present one alone."""

    used: int = 0
    here: int = 0

    def begin(self) -> None:
        """Begin another query."""
        self.here = 0

    def look(self) -> bool:
        """Count on, and say whether it is too much."""
        self.here += STEPS_A_LOOK
        self.used += STEPS_A_LOOK
        return self.here > MOST_STEPS or self.used > MOST_STEPS_IN_ALL


@dataclass(frozen=True)
class Result:
    """The rows of a query, the names of its columns, and the tables that it read."""

    rows: tuple[Row, ...]
    names: tuple[str, ...]
    reads: frozenset[str] = frozenset()

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.names)


@dataclass
class _Guard:
    """Decides on each thing that a query asks for; remembers what it refused."""

    tables: frozenset[str]
    reads: set[str] = field(default_factory=set)
    refused: str = ""
    asked: int = 0

    def decide(self, action: int, first: str | None, second: str | None, *_: str | None) -> int:
        self.asked += 1
        if self.asked > MOST_LOOK_UPS:
            self.refused = "The query is too involved."
        elif action == sqlite3.SQLITE_READ:
            self._read((first or "").casefold())
        elif action == sqlite3.SQLITE_FUNCTION:
            if (second or "").casefold() not in FUNCTIONS:
                self.refused = f"The function {second} can't be used here."
        elif action == sqlite3.SQLITE_RECURSIVE:
            self.refused = "Recursive queries can't be run here."
        elif action != sqlite3.SQLITE_SELECT:
            self.refused = "Only a query that reads (SELECT) can be run here."
        return sqlite3.SQLITE_DENY if self.refused else sqlite3.SQLITE_OK

    def _read(self, table: str) -> None:
        if table in self.tables:
            self.reads.add(table)
        else:
            self.refused = f"There is no table {table} in this question."


def run(query: str, tables: Sequence[Table], steps: Steps | None = None) -> Result:
    """Return what a query gives on tables, or raise `SqlRefused`, `SqlBroken` or `SqlForeign`."""
    if len(query) > MOST_CHARACTERS:
        raise SqlRefused(f"A query can have {MOST_CHARACTERS:,} characters at most.")
    if pieces(query)[:1] not in (["select"], ["with"]):
        raise SqlRefused("Only a query that reads (SELECT) can be run here.")
    if explodes(query):
        raise SqlRefused("The parts of WITH multiply one another.")
    guard = _Guard(frozenset(table.name.casefold() for table in tables))
    steps = steps or Steps()
    steps.begin()
    with _connected(tables, guard, steps) as connection:
        try:
            cursor = connection.execute(query)
            names = tuple(str(column[0]) for column in cursor.description or ())
            return Result(_fetched(cursor), names, frozenset(guard.reads))
        except (sqlite3.Error, sqlite3.Warning, ValueError, OverflowError, MemoryError) as problem:
            raise _told(problem, guard) from problem


@contextmanager
def _connected(
    tables: Sequence[Table], guard: _Guard, steps: Steps
) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("PRAGMA temp_store = MEMORY")  # a large sort would go to a file
        for table in tables:
            _create(connection, table)
        for name, run_it in _OWN.items():
            connection.create_function(name, -1, run_it, deterministic=True)
        for limit, value in _LIMITS.items():
            connection.setlimit(limit, value)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_TEXT)
        connection.set_authorizer(guard.decide)
        connection.set_progress_handler(steps.look, STEPS_A_LOOK)
        yield connection


def _create(connection: sqlite3.Connection, table: Table) -> None:
    """Make a table; its names were checked when the question was read."""
    columns = ", ".join(
        f'"{name}" {_kind([row[at] for row in table.rows])}'
        for at, name in enumerate(table.columns)
    )
    connection.execute(f'CREATE TABLE "{table.name}" ({columns})')
    places = ", ".join("?" for _ in table.columns)
    rows = [tuple(row) for row in table.rows]
    connection.executemany(f'INSERT INTO "{table.name}" VALUES ({places})', rows)  # noqa: S608 - checked names


def _kind(values: Sequence[str | float | None]) -> str:
    """Return the type of a column; one that mixes kinds keeps each value as it is."""
    kinds = {type(value) for value in values if value is not None}
    if kinds == {int}:
        return "INTEGER"
    if kinds and kinds <= {int, float}:
        return "REAL"
    return "TEXT" if kinds == {str} else ""


def _fetched(cursor: sqlite3.Cursor) -> tuple[Row, ...]:
    rows: list[Row] = []
    size = 0
    for row in cursor:
        rows.append(row)
        size += sum(len(cell) if isinstance(cell, str | bytes) else 8 for cell in row)
        if len(rows) > MOST_ROWS or size > MOST_BYTES:
            raise SqlRefused("The result is far larger than the tables call for.")
    return tuple(rows)


def _told(problem: BaseException, guard: _Guard) -> InputError:
    said = str(problem)
    if guard.refused:
        return SqlRefused(guard.refused)
    if "interrupted" in said:
        return SqlRefused(f"The query takes more than {MOST_STEPS:,} steps.")
    if "too big" in said or isinstance(problem, MemoryError):
        return SqlRefused("The query makes a text that is too long.")
    if "one statement" in said:
        return SqlRefused("Only one query can be run, not several.")
    if said.startswith("no such function"):
        return SqlForeign(f"SQLite, which runs the queries here, has {said}.")
    return SqlBroken(f"SQLite can't run this: {said}.")


def _joined(*parts: object) -> str:
    """Return CONCAT: all parts as one text, nulls left out."""
    return "".join(str(part) for part in parts if part is not None)


def _part(start: int, end: int) -> Callable[..., int | None]:
    """Return YEAR, MONTH or DAY of a date written as 2024-01-31."""

    def cut(*parts: object) -> int | None:
        piece = str(parts[0])[start:end] if len(parts) == 1 else ""
        return int(piece) if piece.isascii() and piece.isdigit() else None

    return cut


_OWN: dict[str, Callable[..., str | int | None]] = {
    "concat": _joined,
    "year": _part(0, 4),
    "month": _part(5, 7),
    "day": _part(8, 10),
}
"""What other databases have and people write without thinking."""
