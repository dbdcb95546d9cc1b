"""Finds the formula in an answer, with or without words around it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from src.ai.graders.formula.functions import FUNCTIONS, LAZY
from src.ai.graders.formula.nodes import Area, Call, walk
from src.ai.graders.formula.parser import Formula, Unreadable, Unsupported, read
from src.ai.graders.formula.tokens import plain

MOST_TRIES = 40
_BEFORE = " \t\n`'\"“„([{:>*_|,"
"""What may stand before the = of a formula; after another sign it is a comparison."""
_CELL = re.compile(r"\$?[A-Z]{1,3}\$?[1-9]\d{0,3}")
_NAMES = frozenset({*FUNCTIONS, *LAZY, "LET"})


@dataclass(frozen=True)
class Found:
    """The formula of an answer, or what is wrong with what looks like one."""

    formula: Formula | None = None
    problem: str = ""
    unsupported: bool = False


def find_formula(answer: str) -> Found:
    """Return the last formula of an answer that works something out; raises `Refused`."""
    found: list[Formula] = []
    broken = Found()
    for formula in _tried(answer):
        if isinstance(formula, Found):
            broken = formula
        else:
            found.append(formula)
    working = [formula for formula in found if _works(formula)]
    if working:
        return Found(working[-1])
    if broken.problem:
        return broken
    bare = _bare(answer)
    if bare is not None:
        return Found(bare)
    starts = [formula for formula in found if not answer[: formula.start].strip("`'\" \n")]
    return Found(starts[0]) if starts else Found()


def _works(formula: Formula) -> bool:
    return any(isinstance(node, Area | Call) for node in walk(formula.node))


def _tried(answer: str) -> Iterator[Formula | Found]:
    """Yield what can be read at each = that may begin a formula, and what can't."""
    at = -1
    for _ in range(MOST_TRIES):
        at = answer.find("=", at + 1)
        if at < 0:
            return
        if answer[at + 1 : at + 2] in {"=", ">"}:
            at += 1  # a comparison or an arrow
            continue
        if at and answer[at - 1] not in _BEFORE and not _names_its_cell(answer, at):
            continue
        try:
            formula = read(answer, at)
        except Unreadable as problem:
            yield Found(problem=str(problem))
            at = _line_end(answer, at)
        except Unsupported as problem:
            yield Found(problem=str(problem), unsupported=True)
            at = _line_end(answer, at)
        else:
            yield formula
            at = max(at, formula.end - 1)


def _names_its_cell(answer: str, at: int) -> bool:
    """Say whether the line begins with the cell that the formula is for, as in D2=A2*B2."""
    start = answer.rfind("\n", 0, at) + 1
    return _CELL.fullmatch(answer[start:at].strip()) is not None


def _line_end(answer: str, at: int) -> int:
    """Return where the line, or the code in it, ends."""
    ends = [end for sign in "\n`" if (end := answer.find(sign, at)) >= 0]
    return min(ends, default=len(answer))


def _bare(answer: str) -> Formula | None:
    """Return a formula whose = was forgotten, on a line or in a piece of code of its own."""
    for piece in plain(answer).replace("`", "\n").splitlines()[:MOST_TRIES]:
        line = piece.strip()
        name = line.partition("(")[0].strip().upper()
        if name not in _NAMES or "(" not in line:
            continue
        start = plain(answer).find(line)
        try:
            formula = read(answer, start)
        except (Unreadable, Unsupported):
            continue
        reads = any(isinstance(node, Area) for node in walk(formula.node))
        if reads and formula.end == start + len(line):
            return formula
    return None
