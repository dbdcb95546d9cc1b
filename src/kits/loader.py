"""Kits from YAML. Every fault names the line and says in plain words what is wrong.

Aliases and tags are refused and sizes are bounded: an uploaded kit is data like any other.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

import yaml
from pydantic import ValidationError
from yaml.nodes import MappingNode, Node, SequenceNode

from src.errors import KitError
from src.kits.bounds import MOST_BYTES, TOO_BIG, crowded, repeated_ids, too_much, unseen
from src.kits.faults import faults_of, question_name
from src.kits.nodes import Reader, UnreadableError, child, compose, line_of
from src.models.content import Kit, Question
from src.models.kits import Fault, Reading

__all__ = ["MOST_BYTES", "MOST_FAULTS", "TOO_BIG", "inspect", "plain_of", "question_of", "read_kit"]

MOST_FAULTS = 60
"""Nobody mends more at once; the next look shows the rest."""
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
TWICE = "Question id "
"""Told with its line already, where pydantic only knows the kit."""
NO_KIT = "A kit starts with fields such as `id:` and `title:`."
NO_QUESTION = "A question is made of fields such as `id:` and `text:`."

Check = Callable[[Sequence[Question]], Sequence[tuple[int, str]]]
"""Says of valid questions which can't be graded: the number from 0, and why."""


def read_kit(text: str, *, is_shipped: bool = False) -> Kit:
    """Return the kit in a YAML text, or raise `KitError` with the first line and what to do.

    A shipped one is spared the bounds: its author is ours, and a start shouldn't wait for them.
    """
    found = inspect(text, is_shipped=is_shipped)
    if found.kit is None:
        raise KitError(found.faults[0].message, line=found.faults[0].line)
    return found.kit


def inspect(text: str, check: Check | None = None, *, is_shipped: bool = False) -> Reading:
    """Return the kit in a YAML text, or everything that is wrong with it, each with its line."""
    try:
        found = _look(text, NO_KIT, is_bounded=not is_shipped)
    except UnreadableError as problem:
        return Reading(faults=(problem.fault,))
    faults = [*found.faults, *repeated_ids(found.root)]
    try:
        kit = Kit.model_validate(found.fields)
    except ValidationError as problem:
        told = faults_of(problem, found.root, in_kit=True)
        faults += [fault for fault in told if not fault.message.startswith(TWICE)]
        return Reading(faults=_first_ones(faults))
    if not faults and check is not None:
        faults += _ungradable(kit, found.root, check)
    return Reading(kit=None if faults else kit, faults=_first_ones(faults))


def question_of(text: str) -> tuple[dict[str, object] | None, tuple[Fault, ...]]:
    """Return a question's fields from its own YAML, None where it is none, and what is wrong."""
    try:
        found = _look(text, NO_QUESTION)
    except UnreadableError as problem:
        return None, (problem.fault,)
    faults = list(found.faults)
    try:
        Question.model_validate(found.fields)
    except ValidationError as problem:
        faults += faults_of(problem, found.root, in_kit=False)
    return found.fields, _first_ones(faults)


def plain_of(text: str) -> dict[str, object] | None:
    """Return the fields of a YAML text whatever they hold, None where it can't be read at all."""
    try:
        return _look(text, NO_KIT).fields
    except UnreadableError:
        return None


@dataclass(frozen=True)
class _Look:
    """What a first look at a text finds: its nodes, their values, and what can't stand in it."""

    root: MappingNode
    fields: dict[str, object]
    faults: list[Fault]


def _look(text: str, otherwise: str, *, is_bounded: bool = True) -> _Look:
    """Return the fields of a text, or raise `UnreadableError` where there are none."""
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise UnreadableError(Fault(message=TOO_BIG))
    root = compose(text, _LOADER)
    if not isinstance(root, MappingNode):
        raise UnreadableError(Fault(line=1, message=otherwise))
    reader = Reader()
    fields = cast("dict[str, object]", reader.plain(root))
    # After the reader: it refuses aliases, on which a walk would go on for ever.
    if is_bounded and (fault := crowded(root)) is not None:
        raise UnreadableError(fault)
    if is_bounded:
        reader.faults += [*too_much(root), *unseen(root)]
    return _Look(root, fields, reader.faults)


def _ungradable(kit: Kit, root: Node, check: Check) -> list[Fault]:
    _, listed = child(root, "questions")
    nodes = listed.value if isinstance(listed, SequenceNode) else []
    faults = []
    for number, why in check(kit.questions):
        key, _ = child(nodes[number], "expected")
        message = f"{question_name(number, nodes[number])}{why}"
        faults.append(Fault(line=line_of(key or nodes[number]), message=message))
    return faults


def _first_ones(faults: Sequence[Fault]) -> tuple[Fault, ...]:
    """Return the faults, none twice, with a word on those that are left out."""
    different = list(dict.fromkeys(faults))
    if len(different) <= MOST_FAULTS:
        return tuple(different)
    more = len(different) - MOST_FAULTS
    rest = Fault(message=f"And {more} more, told once these are mended.")
    return (*different[:MOST_FAULTS], rest)
