"""Kits from YAML. Every error names the line and says in plain words what is wrong.

Aliases and tags are refused and sizes are bounded: an uploaded kit is data like any other.
"""

import re
from collections.abc import Sequence
from typing import cast

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from src.errors import KitError
from src.models.content import Kit

MOST_BYTES = 2_000_000
MOST_DEPTH = 20
"""A table's cell in a kit lies seven deep."""
TOO_DEEP = "Lists and fields are nested too deep here."
TOO_BIG = f"A kit can hold {MOST_BYTES // 1_000_000} MB of text at most."
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SCALARS = frozenset({"str", "int", "float", "bool", "null", "timestamp"})
_VARIANTS = frozenset({"float", "int", "str", "[key]"})
_WORDS = {
    "missing": "is missing",
    "extra_forbidden": "is not a field of a kit",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "string_type": "must be text; a number or a yes needs quotes to be text",
    "tuple_type": "must be a list",
    "finite_number": "must be a number",
    "bool_parsing": "must be true or false",
    "dict_type": "must be fields with values",
    "model_type": "must be fields with values",
}


def read_kit(text: str) -> Kit:
    """Return the kit in a YAML text, or raise `KitError` with the line and what to do."""
    if len(text.encode()) > MOST_BYTES:
        raise KitError(TOO_BIG)
    root = _compose(text)
    if not isinstance(root, MappingNode):
        raise KitError("A kit starts with fields such as `id:` and `title:`.", line=1)
    _refuse_tricks(root)
    try:
        return Kit.model_validate(_plain(root))
    except ValidationError as problem:
        raise _told(problem.errors(include_input=False)[0], root) from problem


def _compose(text: str) -> Node | None:
    try:
        return yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark
        line = mark.line + 1 if mark else None
        raise KitError(f"This is not YAML: {problem.problem}.", line=line) from problem
    except yaml.reader.ReaderError as problem:
        line = text[: problem.position].count("\n") + 1
        raise KitError("There is a character that YAML doesn't allow.", line=line) from problem
    except RecursionError as problem:
        raise KitError(TOO_DEEP) from problem


def _refuse_tricks(root: Node) -> None:
    """Refuse a node that is used twice, and deep nests: both blow a small file up without end."""
    seen: set[int] = set()
    todo: list[tuple[Node, int]] = [(root, 1)]
    while todo:
        node, depth = todo.pop()
        if id(node) in seen:
            raise KitError("Anchors and aliases (&, *) can't be used here.", line=_line(node))
        if depth > MOST_DEPTH:
            raise KitError(TOO_DEEP, line=_line(node))
        seen.add(id(node))
        todo += [(part, depth + 1) for part in _parts(node)]


def _parts(node: Node) -> list[Node]:
    if isinstance(node, MappingNode):
        return [part for pair in node.value for part in pair]
    return list(node.value) if isinstance(node, SequenceNode) else []


def _plain(node: Node) -> object:
    """Return a node's value; a mapping's key may stand in it once."""
    if isinstance(node, MappingNode):
        found: dict[object, object] = {}
        for key, value in node.value:
            name = _plain(key)
            if isinstance(name, list | dict):
                raise KitError("A field's name must be a word.", line=_line(key))
            if name in found:
                raise KitError(f"`{name}` stands here twice.", line=_line(key))
            found[name] = _plain(value)
        return found
    if isinstance(node, SequenceNode):
        return [_plain(part) for part in node.value]
    return _scalar(cast("ScalarNode", node))


def _scalar(node: ScalarNode) -> object:
    kind = node.tag.removeprefix("tag:yaml.org,2002:")
    if kind not in _SCALARS:
        raise KitError(f"The tag {kind} can't be used here.", line=_line(node))
    if kind == "null":
        return None
    if kind == "bool":
        return node.value.lower() in {"true", "yes", "on"}
    if kind in {"int", "float"}:
        plain = node.value.replace("_", "")
        try:
            return float(plain) if kind == "float" else int(plain, 10)
        except ValueError:
            return node.value
    return node.value


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1


def _told(error: ErrorDetails, root: MappingNode) -> KitError:
    """Return an error in plain words with the line of the field that is wrong."""
    path = [part for part in error["loc"] if not _is_variant(part)]
    node: Node = root
    line = _line(root)
    for part in path:
        key, found = _child(node, part)
        node, line = (found, _line(key)) if key and found else (node, line)
    field = next((str(p) for p in reversed(path) if isinstance(p, str)), "the kit")
    words = _WORDS.get(error["type"])
    said = re.sub(r"^Value error, (question [^:]*: )?", "", error["msg"])
    message = f"`{field}` {words}." if words else _sentence(field, said, error["type"])
    if error["type"] == "value_error":
        line = _line(_culprit(said, node) or node)
    return KitError(f"{_question_of(path, root)}{message}", line=line)


def _culprit(said: str, node: Node) -> Node | None:
    """Return what breaks a rule of a whole question or kit, found by what the rule says of it."""
    field = re.search(r"`(\w+)`", said)
    if field:
        return _child(node, field[1])[0]
    twice = re.search(r"id (\S+) appears twice$", said)
    if twice:
        _, questions = _child(node, "questions")
        ids = [_child(question, "id")[1] for question in _parts(questions)] if questions else []
        return [found for found in ids if found and found.value == twice[1]][1]
    _, follow_ups = _child(node, "follow_ups")
    ties = [_child(follow_up, "to")[1] for follow_up in _parts(follow_ups)] if follow_ups else []
    return next((tie for tie in ties if tie and said.endswith(repr(tie.value))), None)


def _is_variant(part: str | int) -> bool:
    """Say whether a part of a path names a type of ours, not a field in the file."""
    return isinstance(part, str) and (part in _VARIANTS or part.startswith(("tuple[", "function-")))


def _sentence(field: str, said: str, kind: str) -> str:
    said = said[0].upper() + said[1:]
    return f"{said}." if kind == "value_error" else f"`{field}`: {said}."


def _child(node: Node, part: str | int) -> tuple[Node, Node] | tuple[None, None]:
    """Return a field's key and value, or a list's item as both."""
    if isinstance(node, SequenceNode) and isinstance(part, int):
        return node.value[part], node.value[part]
    pairs = node.value if isinstance(node, MappingNode) else []
    return next(((key, value) for key, value in pairs if key.value == str(part)), (None, None))


def _question_of(path: Sequence[str | int], root: MappingNode) -> str:
    """Return "Question 3 (id): " where the error lies in a question."""
    if len(path) < 2 or path[0] != "questions" or not isinstance(path[1], int):  # noqa: PLR2004
        return ""
    _, listed = _child(root, "questions")
    _, node = _child(listed, path[1]) if listed else (None, None)
    _, found = _child(node, "id") if node else (None, None)
    name = f" ({found.value})" if isinstance(found, ScalarNode) else ""
    return f"Question {path[1] + 1}{name}: "
