"""Kits from YAML. Every error names the line and says in plain words what is wrong.

Aliases and tags are refused and sizes are bounded: an uploaded kit is data like any other.
"""

import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import cast

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from src.errors import KitError, NotFoundError
from src.models.content import Kit

MOST_BYTES = 2_000_000
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SCALARS = frozenset({"str", "int", "float", "bool", "null", "timestamp"})
_WORDS = {
    "missing": "is missing",
    "extra_forbidden": "is not a field of a kit",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "string_type": "must be text",
    "tuple_type": "must be a list",
    "bool_parsing": "must be true or false",
    "dict_type": "must be fields with values",
    "model_type": "must be fields with values",
}


def read_kit(text: str) -> Kit:
    """Return the kit in a YAML text, or raise `KitError` with the line and what to do."""
    if len(text.encode()) > MOST_BYTES:
        raise KitError(f"A kit can hold {MOST_BYTES // 1_000_000} MB of text at most.")
    root = _compose(text)
    if not isinstance(root, MappingNode):
        raise KitError("A kit starts with fields such as `id:` and `title:`.", line=1)
    _refuse_aliases(root)
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
    except yaml.YAMLError as problem:
        raise KitError("This is not YAML text.") from problem


def _refuse_aliases(root: Node) -> None:
    """Refuse a node that is used twice: aliases can blow a small file up without end."""
    seen: set[int] = set()
    todo: list[Node] = [root]
    while todo:
        node = todo.pop()
        if id(node) in seen:
            raise KitError("Anchors and aliases (&, *) can't be used here.", line=_line(node))
        seen.add(id(node))
        if isinstance(node, MappingNode):
            todo += [part for pair in node.value for part in pair]
        elif isinstance(node, SequenceNode):
            todo += node.value


def _plain(node: Node) -> object:
    """Return a node's value; a mapping's key may stand in it once."""
    if isinstance(node, MappingNode):
        found: dict[object, object] = {}
        for key, value in node.value:
            name = _plain(key)
            if isinstance(name, list | dict) or name in found:
                raise KitError(f"`{key.value}` stands here twice.", line=_line(key))
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
    for part in path:
        node = _child(node, part) or node
    field = next((str(p) for p in reversed(path) if isinstance(p, str)), "the kit")
    words = _WORDS.get(error["type"])
    said = error["msg"].removeprefix("Value error, ")
    message = f"`{field}` {words}." if words else _sentence(field, said, error["type"])
    where = _question_of(path, root)
    return KitError(f"{where}{message}", line=_line(node))


def _is_variant(part: str | int) -> bool:
    """Say whether a part of a path names a type of ours, not a field in the file."""
    return isinstance(part, str) and (part.startswith(("tuple[", "function-")) or part == "float")


def _sentence(field: str, said: str, kind: str) -> str:
    said = said[0].upper() + said[1:]
    return f"{said}." if kind == "value_error" else f"`{field}`: {said}."


def _child(node: Node, part: str | int) -> Node | None:
    if isinstance(node, MappingNode):
        return next((value for key, value in node.value if key.value == str(part)), None)
    if isinstance(node, SequenceNode) and isinstance(part, int) and part < len(node.value):
        return cast("Node", node.value[part])
    return None


def _question_of(path: Sequence[str | int], root: MappingNode) -> str:
    """Return "Question 3 (id): " where the error lies in a question."""
    if len(path) < 2 or path[0] != "questions" or not isinstance(path[1], int):  # noqa: PLR2004
        return ""
    listed = _child(root, "questions")
    node = _child(listed, path[1]) if listed else None
    found = _child(node, "id") if node else None
    name = f" ({found.value})" if isinstance(found, ScalarNode) else ""
    return f"Question {path[1] + 1}{name}: "


class FolderKits:
    """The kits in a folder, read at first use and kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kits: tuple[Kit, ...] | None = None
        self._lock = threading.Lock()

    def all(self) -> tuple[Kit, ...]:
        """Return every kit, by title; a broken file is a `KitError` that names it."""
        with self._lock:
            if self._kits is None:
                found = [_read_file(path) for path in sorted(self._folder.glob("*.yaml"))]
                self._kits = tuple(sorted(found, key=lambda kit: kit.title))
            return self._kits

    def get(self, kit_id: str) -> Kit:
        """Return a kit or raise `NotFoundError`."""
        return _named(self.all(), kit_id)


def _read_file(path: Path) -> Kit:
    try:
        return read_kit(path.read_text("utf-8"))
    except KitError as problem:
        raise KitError(f"{path.name}, line {problem.line}: {problem}", line=problem.line) from None


def _named(kits: Iterable[Kit], kit_id: str) -> Kit:
    found = next((kit for kit in kits if kit.id == kit_id), None)
    if found is None:
        raise NotFoundError("This question kit is not there.")
    return found


class MemoryKits:
    """The twin: the kits that were handed in."""

    def __init__(self, kits: Iterable[Kit]) -> None:
        self._kits = tuple(sorted(kits, key=lambda kit: kit.title))

    def all(self) -> tuple[Kit, ...]:
        """Return every kit, by title."""
        return self._kits

    def get(self, kit_id: str) -> Kit:
        """Return a kit or raise `NotFoundError`."""
        return _named(self._kits, kit_id)
