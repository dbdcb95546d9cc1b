"""What is wrong with a kit, in plain words, each with the line of the field that is meant."""

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from yaml.nodes import Node, ScalarNode

from src.kits.nodes import child, line_of, parts
from src.models.content import Choice, FollowUp, Kit, Point, Question, SampleAnswers, Variation
from src.models.content import Table as ContentTable
from src.models.kits import Fault

_VARIANTS = frozenset({"float", "int", "str", "[key]"})
_WORDS = {
    "missing": "is missing",
    "extra_forbidden": "is not a field of a kit",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "int_parsing_size": "is too large a number",
    "string_type": "must be text; a number or a yes needs quotes to be text",
    "tuple_type": "must be a list",
    "finite_number": "must be a number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "dict_type": "must be fields with values",
    "model_type": "must be fields with values",
    "greater_than": "must be more than {gt:g}",
    "greater_than_equal": "must be {ge:g} or more",
    "less_than": "must be less than {lt:g}",
    "less_than_equal": "must be {le:g} or less",
    "string_too_short": "needs {min_length} characters at least",
    "string_too_long": "can have {max_length} characters at most",
    "too_short": "needs {min_length} entries at least",
    "too_long": "can have {max_length} entries at most",
    "enum": "must be {expected}",
}
_PATTERNS = {
    "id": "can hold small letters, digits and hyphens: 2 to 61 of them",
    "language": "must be a language tag such as en or pt-BR",
}
_CELLS = "must name cells such as B7"
_TYPES: tuple[type[BaseModel], ...] = (
    Kit,
    Question,
    Point,
    FollowUp,
    Choice,
    ContentTable,
    Variation,
    SampleAnswers,
)
MOST_ERRORS = 600
"""Of so many the place is looked for: ten times what is told at once."""
_FIELDS = sorted({name for kind in _TYPES for name in kind.model_fields})


def faults_of(problem: ValidationError, root: Node, *, in_kit: bool) -> Iterator[Fault]:
    """Yield every fault of a kit, or of one question (`in_kit` false), the first of each field."""
    seen: set[tuple[str | int, ...]] = set()
    errors = problem.errors(include_input=False, include_url=False)
    for error in errors[:MOST_ERRORS]:
        path = tuple(part for part in error["loc"] if not _is_variant(part))
        if path in seen and error["type"] != "value_error":
            continue  # each type that a field could have says so again
        seen.add(path)
        yield from _told(error, path, root, in_kit=in_kit)


def question_name(number: int, node: Node | None) -> str:
    """Return "Question 3 (id): " for a question, counted from 0."""
    _, found = child(node, "id") if node is not None else (None, None)
    name = f" ({found.value})" if isinstance(found, ScalarNode) else ""
    return f"Question {number + 1}{name}: "


def _told(
    error: ErrorDetails, path: Sequence[str | int], root: Node, *, in_kit: bool
) -> Iterator[Fault]:
    node, line = _place(path, root)
    if error["type"] == "too_short" and len(parts(node)) >= error["ctx"]["min_length"]:
        return  # its entries are faulty, and each says so itself
    before = _question_of(path, root) if in_kit else ""
    if error["type"] != "value_error":
        field = next((str(p) for p in reversed(path) if isinstance(p, str)), "the kit")
        yield Fault(line=line, message=f"{before}`{field}` {_words(error, field)}.")
        return
    said = re.sub(r"^Value error, ", "", error["msg"])
    for rule in said.split("\n"):
        words = re.sub(r"^question [^:]*: ", "", rule)
        at = line_of(_culprit(words, node) or node)
        yield Fault(line=at, message=f"{before}{words[0].upper()}{words[1:]}.")


def _place(path: Sequence[str | int], root: Node) -> tuple[Node, int]:
    """Return the deepest node of a path that is there, and the line of its field."""
    node, line = root, line_of(root)
    for part in path:
        key, found = child(node, part)
        node, line = (found, line_of(key)) if key and found else (node, line)
    return node, line


def _words(error: ErrorDetails, field: str) -> str:
    kind = error["type"]
    if kind == "string_pattern_mismatch":
        return _PATTERNS.get(field, _CELLS)
    if kind == "extra_forbidden":
        near = get_close_matches(field, _FIELDS, n=1)
        return _WORDS[kind] + (f"; perhaps `{near[0]}` is meant" if near else "")
    words = _WORDS.get(kind)
    if words is None:
        return f"can't be used: {error['msg'][0].lower()}{error['msg'][1:]}"
    return words.format(**error.get("ctx", {}))


def _culprit(said: str, node: Node) -> Node | None:
    """Return what breaks a rule of a whole question, found by what the rule says of it."""
    field = re.search(r"`(\w+)`", said)
    if field:
        return child(node, field[1])[0]
    _, follow_ups = child(node, "follow_ups")
    ties = [child(follow_up, "to")[1] for follow_up in parts(follow_ups)] if follow_ups else []
    return next((tie for tie in ties if tie and said.endswith(repr(tie.value))), None)


def _is_variant(part: str | int) -> bool:
    """Say whether a part of a path names a type of ours, not a field in the file."""
    return isinstance(part, str) and (part in _VARIANTS or part.startswith(("tuple[", "function-")))


def _question_of(path: Sequence[str | int], root: Node) -> str:
    """Return "Question 3 (id): " where the error lies in a question."""
    if len(path) < 2 or path[0] != "questions" or not isinstance(path[1], int):  # noqa: PLR2004
        return ""
    return question_name(path[1], child(child(root, "questions")[1], path[1])[1])
