"""A query in pieces, as far as it must be understood before it is run."""

import re
from collections import Counter
from collections.abc import Sequence
from math import prod

_PIECE = re.compile(
    r"(?P<comment>--[^\n]*|/\*(?:[^*]|\*(?!/))*\*/)"
    r"|(?P<text>'(?:[^']|'')*')"
    r"|(?P<quoted>\"[^\"]*\"|`[^`]*`|\[[^\]]*\])"
    r"|(?P<word>[^\W\d]\w*)"
    r"|(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<sign>\S)"
)
_DIRECTIONS = frozenset({"asc", "desc", "nulls", "first", "last", "collate", "nocase"})
MOST_EXPANSION = 500
"""Times that the parts of WITH are read in all; some engines copy each part at each place."""


def pieces(query: str) -> list[str]:
    """Return words (in lower case), texts with their quotes, numbers and signs; no comments."""
    found = []
    for match in _PIECE.finditer(query):
        if match.lastgroup == "quoted":
            found.append(match[0][1:-1].casefold())
        elif match.lastgroup != "comment":
            found.append(match[0] if match.lastgroup == "text" else match[0].casefold())
    return found


def order_terms(query: str) -> list[list[str]]:
    """Return what the query as a whole is ordered by, each term in pieces; empty without."""
    parts = pieces(query)
    depth, start = 0, len(parts)
    for at, part in enumerate(parts):
        depth += (part == "(") - (part == ")")
        if depth == 0 and part == "order" and parts[at + 1 : at + 2] == ["by"]:
            start = at + 2
    terms: list[list[str]] = [[]]
    for part in parts[start:]:
        depth += (part == "(") - (part == ")")
        if depth == 0 and part in {"limit", "offset"}:
            break
        if depth == 0 and part == ",":
            terms.append([])
        else:
            terms[-1].append(part)
    return [_without_direction(term) for term in terms if term]


def _without_direction(term: list[str]) -> list[str]:
    while term[-1:] and term[-1] in _DIRECTIONS:
        term = term[:-1]
    return term


def ordering_columns(terms: Sequence[Sequence[str]], names: Sequence[str]) -> list[int] | None:
    """Return the columns of a result that it is ordered by; None where one isn't shown."""
    shown = [pieces(name) for name in names]
    found = []
    for term in terms:
        place = next((at for at, name in enumerate(shown) if list(term) == name), None)
        if place is None and term[-2:-1] == ["."]:
            place = next((at for at, name in enumerate(shown) if [term[-1]] == name), None)
        if place is None and len(term) == 1 and term[0].isdigit() and int(term[0]) <= len(names):
            place = int(term[0]) - 1
        if place is None:
            return None
        found.append(place)
    return found


def literals(query: str) -> tuple[list[str], list[float]]:
    """Return the texts and the numbers that a query names."""
    parts = pieces(query)
    texts = [part[1:-1].replace("''", "'") for part in parts if part.startswith("'")]
    return texts, [float(part) for part in parts if part[:1].isdigit()]


def explodes(query: str) -> bool:
    """Say whether parts of WITH that read one another grow without measure."""
    parts = pieces(query)
    counts = Counter(parts)
    named = {name for at, name in enumerate(parts) if _is_named_part(parts, at)}
    return prod(max(1, counts[name] - 1) for name in named) > MOST_EXPANSION


def _is_named_part(parts: Sequence[str], at: int) -> bool:
    """Say whether a name is followed by AS ( or by its columns and then AS (."""
    end = at + 1
    if parts[end : end + 1] == ["("]:
        while end < len(parts) and parts[end] != ")":
            end += 1
        end += 1
    if parts[end : end + 1] != ["as"]:
        return False
    rest = [part for part in parts[end + 1 : end + 4] if part not in {"not", "materialized"}]
    return rest[:1] == ["("]
