"""Addresses of cells, such as B7; rows and columns count from 0."""

LETTERS = 26


def place_of(address: str) -> tuple[int, int]:
    """Return row and column of one cell; $ signs are left out."""
    row, column = corner_of(address.replace("$", "").upper())
    if row is None or column is None:
        raise ValueError(f"{address} is no cell")
    return row, column


def address_of(row: int, column: int) -> str:
    """Return a cell's address."""
    return f"{letters_of(column)}{row + 1}"


def letters_of(column: int) -> str:
    """Return a column's letters."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, LETTERS)
        letters = chr(ord("A") + letter) + letters
    return letters


def corner_of(text: str) -> tuple[int | None, int | None]:
    """Return row and column of a corner in capitals; None for the one that isn't given."""
    letters = text.rstrip("0123456789")
    digits = text[len(letters) :]
    column = 0
    for letter in letters:
        column = column * LETTERS + ord(letter) - ord("A") + 1
    return (int(digits) - 1 if digits else None), (column - 1 if letters else None)
