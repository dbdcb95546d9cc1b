"""A visible sheet or table as a grid that can be read and not written."""

from collections.abc import Sequence

import streamlit as st

from src.models.cells import letters_of, place_of
from src.models.content import Cell, Question, Table

NUMBERS = "#"
"""Heads the numbers of a sheet's rows."""
ROW_PX = 35
MOST_ROWS_SHOWN = 14


def draw_sheet(question: Question) -> None:
    """Draw a question's sheet with the letters of its columns and the numbers of its rows."""
    cells = {place_of(address): value for address, value in question.sheet.items()}
    height, width = (max(place[side] for place in cells) + 1 for side in (0, 1))
    rows = [[_shown(cells.get((r, c))) for c in range(width)] for r in range(height)]
    st.caption("The sheet")
    numbered = [[str(number), *row] for number, row in enumerate(rows, 1)]
    _grid(numbered, [NUMBERS, *(letters_of(column) for column in range(width))])


def draw_rows(table: Table) -> None:
    """Draw a table under its name, as a query sees it: what is missing is NULL."""
    rows = [["NULL" if cell is None else _shown(cell) for cell in row] for row in table.rows]
    st.caption(f"`{table.name}`")
    _grid(rows, table.columns)


def _grid(rows: Sequence[Sequence[str]], columns: Sequence[str]) -> None:
    lines = [dict(zip(columns, row, strict=True)) for row in rows]
    shown = min(len(rows), MOST_ROWS_SHOWN) + 1
    pinned = {NUMBERS: st.column_config.TextColumn(width=45, pinned=True)}
    st.dataframe(lines, hide_index=True, column_config=pinned, height=shown * ROW_PX + 3)


def _shown(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return f"{value:.15g}" if isinstance(value, float) else str(value)
