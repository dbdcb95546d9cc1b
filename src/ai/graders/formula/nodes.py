"""A formula as a tree."""

from dataclasses import dataclass

from src.ai.graders.formula.values import ErrorCode, Scalar


@dataclass(frozen=True)
class Literal:
    """A number, a text, TRUE, FALSE, an error, or nothing where an argument was left out."""

    value: Scalar


@dataclass(frozen=True)
class Blank:
    """An argument that was left out."""


@dataclass(frozen=True)
class Area:
    """A cell or a range, rows and columns from 0; None: as far as the sheet goes."""

    top: int | None
    left: int | None
    bottom: int | None
    right: int | None

    @property
    def is_cell(self) -> bool:
        """Say whether it is one cell."""
        return self.top is not None and (self.top, self.left) == (self.bottom, self.right)


@dataclass(frozen=True)
class Unary:
    """A sign before, or a percent after."""

    sign: str
    value: "Node"


@dataclass(frozen=True)
class Binary:
    """Two values and what stands between."""

    sign: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True)
class Call:
    """A function, its name in capitals."""

    name: str
    arguments: "tuple[Node, ...]"


@dataclass(frozen=True)
class Name:
    """A name that LET gives, or that nobody gave."""

    name: str


@dataclass(frozen=True)
class Constants:
    """An array written out in braces."""

    rows: tuple[tuple[Scalar, ...], ...]


Node = Literal | Blank | Area | Unary | Binary | Call | Name | Constants
ERRORS = {code.value: code for code in ErrorCode}


def walk(node: Node) -> list[Node]:
    """Return a node with all below it."""
    found, todo = [], [node]
    while todo:
        here = todo.pop()
        found.append(here)
        if isinstance(here, Unary):
            todo.append(here.value)
        elif isinstance(here, Binary):
            todo += [here.right, here.left]
        elif isinstance(here, Call):
            todo += reversed(here.arguments)
    return found
