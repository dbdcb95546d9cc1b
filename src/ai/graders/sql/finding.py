"""Finds the query in an answer, with or without words around it."""

import re
from collections.abc import Callable, Iterator

from src.ai.graders.sql.sandbox import MOST_CHARACTERS, SqlBroken, SqlRefused

MOST_STARTS = 6
_FENCED = re.compile(r"```[ \t]*(?:\w+[ \t]*\n|\n)?(.*?)```", re.DOTALL)
_READS = re.compile(r"\b(?:SELECT|WITH)\b", re.IGNORECASE)
_OTHER = re.compile(
    r"^\W{0,9}(ALTER|ANALYZE|ATTACH|BEGIN|COMMIT|CREATE|DELETE|DETACH|DROP|EXPLAIN|GRANT|INSERT"
    r"|MERGE|PRAGMA|REINDEX|REPLACE|TRUNCATE|UPDATE|VACUUM)\b(?=\s+[\w\"'])",
    re.IGNORECASE,
)
_STATEMENT = re.compile(
    r"\s*(SELECT|WITH|ALTER|ATTACH|CREATE|DELETE|DETACH|DROP|INSERT|PRAGMA|UPDATE|VACUUM)\s",
    re.IGNORECASE,
)
SEVERAL = "Only one query can be run, not several."


def find_query(answer: str, check: Callable[[str], None]) -> str | None:
    """Return the query of an answer, or None where there is none.

    `check` raises `SqlBroken` for what can't be run; the first piece that can be is the query,
    and where none can, the error of the first is raised. Several statements are refused.
    """
    fenced = [found[1] for found in _FENCED.finditer(answer)]
    source = fenced[-1] if fenced else answer
    other = _OTHER.match(source)
    if other:
        raise SqlRefused(f"Only a query that reads can be run here; {other[1].upper()} doesn't.")
    first: SqlBroken | None = None
    for piece in _pieces(source):
        try:
            check(piece)
        except SqlBroken as problem:
            first = first or problem
        else:
            return piece
    if first is not None:
        raise first
    return None


def _pieces(source: str) -> Iterator[str]:
    """Yield what may be the query: from a SELECT or WITH to a semicolon, a gap, or the end."""
    starts = [found.start() for found in _READS.finditer(source)][:MOST_STARTS]
    starts.sort(key=lambda at: source[:at].rpartition("\n")[2].strip(" `>*") != "")
    for at in starts:
        rest = source[at:]
        query, semicolon, behind = _cut(rest)
        if semicolon and _STATEMENT.match(behind):
            raise SqlRefused(SEVERAL)
        for piece in dict.fromkeys((query, query.split("\n\n")[0], query.partition("`")[0])):
            if piece.strip():
                yield piece.strip()


def _cut(text: str) -> tuple[str, str, str]:
    """Return a text up to its first semicolon outside quotes, and what follows."""
    quote = ""
    for at, sign in enumerate(text[: MOST_CHARACTERS + 1]):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"":
            quote = sign
        elif sign == ";":
            return text[:at], ";", text[at + 1 :]
    return text, "", ""
