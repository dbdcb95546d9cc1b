"""A YAML text as nodes that know their lines, and the plain values that they stand for.

Nothing is built from a tag, and a node that stands twice (an alias) is refused before anything is
expanded: a few lines of aliases could become billions of values.
"""

import re
from collections.abc import Iterator
from typing import Any, cast

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from src.models.kits import Fault

MOST_DEPTH = 20
"""A table's cell in a kit lies seven deep."""
TOO_DEEP = "Lists and fields are nested too deep here."
ALIASES = "Anchors and aliases (&, *) can't be used here."
_SCALARS = frozenset({"str", "int", "float", "bool", "null", "timestamp"})
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
"""What an escape can say and neither a database nor a page can hold; `bounds` names it."""
_TAG = "tag:yaml.org,2002:"
_TRUE = frozenset({"true", "yes", "on"})
_WHERE_IT_BEGAN = ("end of stream", "expected ','", "expected ':'")
_SAID = (
    (r"'\\t'|tab character", "a tab stands here; indent with blanks"),
    (r"nesting depth", TOO_DEEP.rstrip(".").lower()),
    (r"mapping values are not allowed", "a colon stands where none can; put the text in quotes"),
    (r"find expected key", "this line doesn't fit the fields above; check indentation and quotes"),
    (r"expected '-' indicator", "this line doesn't fit the list above; check its indentation"),
    (r"expected ':'", "a field's name needs a colon and a blank after it"),
    (r"end of stream", "a quote is opened here and never closed"),
    (
        r"expected ','|node content",
        "a bracket is opened here and never closed, or a comma is missing",
    ),
    (r"alphabetic or numeric", "text that begins with * or & needs quotes"),
    (r"escape", "an escape (a sign after \\) stands here that YAML doesn't know"),
    (r"cannot start any token", "text that begins with this sign needs quotes"),
    (r"another document", "it holds a second document; take the line with --- out"),
)
"""What the reader says, and the same in the words of somebody who doesn't know YAML."""


class UnreadableError(Exception):
    """The text is no YAML, or YAML that is refused; carries the one fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def compose(text: str, loader: Any) -> Node | None:  # noqa: ANN401 - one of PyYAML's classes
    """Return the root node of a text, None of an empty one, or raise `UnreadableError`."""
    try:
        root: Node | None = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as problem:
        raise UnreadableError(_not_yaml(problem, text)) from problem
    except yaml.reader.ReaderError as problem:
        line = text[: problem.position].count("\n") + 1
        fault = Fault(line=line, message="There is a character that YAML doesn't allow.")
        raise UnreadableError(fault) from problem
    except RecursionError as problem:
        raise UnreadableError(Fault(message=TOO_DEEP)) from problem
    return root


def _not_yaml(problem: yaml.MarkedYAMLError, text: str) -> Fault:
    said = problem.problem or "it can't be read"
    mark = problem.problem_mark
    if problem.context_mark and any(part in said for part in _WHERE_IT_BEGAN):
        mark = problem.context_mark
    last = text.rstrip().count("\n") + 1
    line = min(mark.line + 1, last) if mark else None
    if "alias" in said:
        return Fault(line=line, message=ALIASES)
    plain = next((words for sign, words in _SAID if re.search(sign, said)), said)
    return Fault(line=line, message=f"This is not YAML: {plain}.")


def parts(node: Node) -> list[Node]:
    """Return what lies directly under a node: keys and values, or items."""
    if isinstance(node, MappingNode):
        return [part for pair in node.value for part in pair]
    return list(node.value) if isinstance(node, SequenceNode) else []


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and everything under it."""
    todo = [node]
    while todo:
        found = todo.pop()
        yield found
        todo += parts(found)


def line_of(node: Node) -> int:
    """Return the line that a node begins in, from 1."""
    return int(node.start_mark.line) + 1


def child(node: Node | None, part: str | int) -> tuple[Node, Node] | tuple[None, None]:
    """Return a field's key and value, or a list's item as both."""
    if isinstance(node, SequenceNode) and isinstance(part, int):
        return (node.value[part],) * 2 if part < len(node.value) else (None, None)
    pairs = node.value if isinstance(node, MappingNode) else []
    return next(((key, value) for key, value in pairs if key.value == str(part)), (None, None))


class Reader:
    """Reads nodes as plain values; what can't stand in a kit is left out and kept in `faults`.

    Of a field that stands twice the first value is taken. A node that is used twice and a deep nest
    raise `UnreadableError`: both blow a small file up without end.
    """

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self._seen: set[int] = set()

    def plain(self, node: Node, depth: int = 1) -> object:
        """Return a node's value."""
        if id(node) in self._seen or depth > MOST_DEPTH:
            words = TOO_DEEP if depth > MOST_DEPTH else ALIASES
            raise UnreadableError(Fault(line=line_of(node), message=words))
        self._seen.add(id(node))
        if isinstance(node, ScalarNode):
            return self._scalar(node)
        if isinstance(node, SequenceNode):
            return [self.plain(part, depth + 1) for part in node.value]
        return self._fields(cast("MappingNode", node), depth)

    def _fields(self, node: MappingNode, depth: int) -> dict[object, object]:
        found: dict[object, object] = {}
        for key, value in node.value:
            name, read = self.plain(key, depth + 1), self.plain(value, depth + 1)
            if not isinstance(key, ScalarNode):
                self._refuse(key, "A field's name must be a word.")
            elif name in found:
                self._refuse(key, f"`{name}` stands here twice.")
            else:
                found[name] = read
        return found

    def _refuse(self, node: Node, words: str) -> None:
        self.faults.append(Fault(line=line_of(node), message=words))

    def _scalar(self, node: ScalarNode) -> object:
        kind = node.tag.removeprefix(_TAG)
        if kind == "str":
            return _UNSTORABLE.sub("\ufffd", node.value)
        if kind not in _SCALARS:
            self._refuse(node, f"The tag {kind} can't be used here.")
            return node.value
        if kind == "null":
            return None
        if kind == "bool":
            return node.value.lower() in _TRUE
        return _number(node.value, kind) if kind in {"int", "float"} else node.value


def _number(text: str, kind: str) -> object:
    """Return a number; what YAML takes for one and nobody else does (1:30, 0x1F) stays text."""
    bare = text.replace("_", "")
    try:
        return float(bare) if kind == "float" else int(bare, 10)
    except ValueError:
        return text
