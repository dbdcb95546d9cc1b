"""Reads a formula as Excel does: signs bind tightest, then %, ^, * and /, + and -, &, comparisons.

Reading stops where the formula can't go on, so words may follow it.
"""

from dataclasses import dataclass

from src.ai.graders.formula.addresses import area_of
from src.ai.graders.formula.limits import MOST_DEPTH, Limit, Refused
from src.ai.graders.formula.nodes import (
    ERRORS,
    Binary,
    Blank,
    Call,
    Constants,
    Literal,
    Name,
    Node,
    Unary,
)
from src.ai.graders.formula.tokens import Dialect, Kind, Token, Tokens, plain
from src.ai.graders.formula.values import Scalar
from src.errors import InputError

_LEVELS = ({"=", "<>", "<", ">", "<=", ">="}, {"&"}, {"+", "-"}, {"*", "/"}, {"^"})
_STRENGTH = {sign: level for level, signs in enumerate(_LEVELS) for sign in signs}
_WORDS: dict[str, Scalar] = {"TRUE": True, "FALSE": False}


class Unreadable(InputError):  # noqa: N818 - it reads as what happened
    """What stands there is no formula; the message says where it breaks."""


class Unsupported(InputError):  # noqa: N818 - it reads as what happened
    """A real formula that can't be evaluated here."""


@dataclass(frozen=True)
class Formula:
    """A formula as a tree, and its text."""

    node: Node
    text: str
    start: int = 0

    @property
    def end(self) -> int:
        """Where it ends in the text that it was read from."""
        return self.start + len(self.text)


def read(text: str, start: int = 0) -> Formula:
    """Return the formula that begins at `start` with its "=", or raise `Unreadable`."""
    at = start + 1 if text[start : start + 1] == "=" else start
    try:
        return _read(text, start, at, Dialect.POINT)
    except Unreadable as problem:
        if ";" not in text:
            raise
        try:
            return _read(text, start, at, Dialect.COMMA)
        except Unreadable:
            raise problem from None


def tree_of(text: str) -> Node:
    """Return the tree of a text that is a formula and nothing else."""
    found = read(text.strip())
    if found.end < len(text.strip()):
        raise Unreadable(f"The formula breaks at “{text.strip()[found.end :][:20].strip()}”.")
    return found.node


def _read(text: str, start: int, at: int, dialect: Dialect) -> Formula:
    parser = _Parser(Tokens(plain(text), at, dialect), dialect)
    node = parser.expression()
    if parser.tokens.here.kind is Kind.COLON:
        raise Unsupported("Ranges made by functions can't be evaluated here.")
    return Formula(node, text[start : parser.tokens.last_end], start)


class _Parser:
    """One reading; `_depth` counts how deep it is."""

    def __init__(self, tokens: Tokens, dialect: Dialect) -> None:
        self.tokens = tokens
        self._parts = Kind.COMMA if dialect is Dialect.POINT else Kind.SEMICOLON
        self._columns = Kind.COMMA if dialect is Dialect.POINT else Kind.BACKSLASH
        self._depth = 0

    def expression(self, least: int = 0) -> Node:
        """Return what stands here, as far as signs of at least this strength hold it together."""
        left = self._signed()
        while True:
            sign = self.tokens.here
            strength = _STRENGTH.get(sign.text, -1) if sign.kind is Kind.SIGN else -1
            if strength < least:
                return left
            self.tokens.take()
            left = Binary(sign.text, left, self.expression(strength + 1))

    def _signed(self) -> Node:
        token = self.tokens.here
        if token.kind is Kind.SIGN and token.text in "+-@":
            self.tokens.take()
            self._enter()
            inner = self._signed()
            self._depth -= 1
            return inner if token.text == "@" else Unary(token.text, inner)
        return self._with_percent(self._primary())

    def _with_percent(self, node: Node) -> Node:
        count = 0
        while self.tokens.here.kind is Kind.PERCENT:
            self.tokens.take()
            count += 1
            if count > MOST_DEPTH:
                raise Refused(Limit.DEPTH)
            node = Unary("%", node)
        return node

    def _primary(self) -> Node:
        token = self.tokens.here
        if token.kind in {Kind.NUMBER, Kind.TEXT, Kind.ERROR}:
            self.tokens.take()
            return Literal(_value(token))
        if token.kind is Kind.AREA:
            self.tokens.take()
            return area_of(token.text)
        if token.kind is Kind.NAME:
            return self._named()
        if token.kind is Kind.BRACE:
            return self._constants()
        if token.kind is Kind.OPEN:
            return self._in_brackets()
        raise Unreadable(self._broken())

    def _in_brackets(self) -> Node:
        self.tokens.take()
        self._enter()
        node = self.expression()
        self._close()
        return node

    def _named(self) -> Node:
        name = self.tokens.take().text.upper().removeprefix("_XLFN.").removeprefix("_XLWS.")
        if self.tokens.here.kind is not Kind.OPEN:
            return Literal(_WORDS[name]) if name in _WORDS else Name(name)
        self.tokens.take()
        self._enter()
        arguments = self._arguments()
        self._close()
        return Call(name, arguments)

    def _arguments(self) -> tuple[Node, ...]:
        found: list[Node] = []
        if self.tokens.here.kind is Kind.CLOSE:
            return ()
        while True:
            left_out = self.tokens.here.kind in {self._parts, Kind.CLOSE}
            found.append(Blank() if left_out else self.expression())
            if self.tokens.here.kind is not self._parts:
                return tuple(found)
            self.tokens.take()

    def _constants(self) -> Node:
        self.tokens.take()
        rows: list[tuple[Scalar, ...]] = []
        row: list[Scalar] = []
        while True:
            row.append(self._constant())
            token = self.tokens.take()
            if token.kind is self._columns:
                continue
            rows.append(tuple(row))
            row = []
            if token.kind is Kind.UNBRACE:
                break
            if token.kind is not Kind.SEMICOLON:
                raise Unreadable(self._broken())
        if len({len(each) for each in rows}) > 1:
            raise Unreadable("The rows in braces are not of one length.")
        return Constants(tuple(rows))

    def _constant(self) -> Scalar:
        negative = self.tokens.here.text == "-"
        if negative:
            self.tokens.take()
        token = self.tokens.take()
        if token.kind is Kind.NAME and token.text.upper() in _WORDS:
            return _WORDS[token.text.upper()]
        if token.kind not in {Kind.NUMBER, Kind.TEXT, Kind.ERROR}:
            raise Unreadable(self._broken())
        value = _value(token)
        return -value if negative and isinstance(value, float) else value

    def _enter(self) -> None:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise Refused(Limit.DEPTH)

    def _close(self) -> None:
        """Take a closing bracket; at the very end it may be left out, as in Excel."""
        self._depth -= 1
        if self.tokens.here.kind is Kind.CLOSE:
            self.tokens.take()
        elif self.tokens.here.kind is Kind.COLON:
            raise Unsupported("Ranges made by functions can't be evaluated here.")
        elif not self.tokens.is_at_end:
            raise Unreadable(self._broken())

    def _broken(self) -> str:
        token = self.tokens.here
        if self.tokens.is_at_end:
            return "The formula breaks off at its end."
        shown = token.text[:20]
        return f"The formula breaks at “{shown}”." if shown else "The formula breaks in its middle."


def _value(token: Token) -> Scalar:
    if token.kind is Kind.NUMBER:
        return float(token.text.replace(",", "."))
    if token.kind is Kind.ERROR:
        return ERRORS[token.text]
    return token.text[1:-1].replace('""', '"')
