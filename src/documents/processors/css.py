"""What style sheets say of an element, as far as it decides whether its text can be seen.

Selectors of tags, classes and ids are followed, also below one another; anything finer is left
out, and so is every block that only some media take up.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

Said = dict[str, str]
MOST_RULES = 2000
MOST_PARTS = 8
_COMMENT = re.compile(r"/\*.*?(\*/|$)", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_AT_BLOCK = re.compile(r"@[^{};]*(;|\{(?:[^{}]|\{[^{}]*\})*\})")
_PLAIN = re.compile(r"([a-z][\w-]*|\*)?((?:[.#][\w-]+)*)$", re.IGNORECASE)
_MARK = re.compile(r"([.#])([\w-]+)")
_IMPORTANT = re.compile(r"\s*!\s*important\s*$")


class Names(NamedTuple):
    """What selectors know an element by."""

    tag: str
    id: str = ""
    classes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Rule:
    """A selector's parts, outermost first, and what its block says."""

    parts: tuple[Names, ...]
    said: Said
    rank: tuple[int, int, int]


def declarations(text: str) -> Said:
    """Return properties with their values, in small letters; the last of a name wins."""
    found = {}
    for each in _COMMENT.sub("", text).split(";"):
        name, colon, value = each.partition(":")
        if colon:
            found[name.strip().lower()] = _IMPORTANT.sub("", value.strip().lower())
    return found


class Sheet:
    """All rules of a page, found by what their last part names."""

    def __init__(self) -> None:
        self._rules: dict[str, list[Rule]] = defaultdict(list)
        self._count = 0

    def __bool__(self) -> bool:
        return self._count > 0

    def add(self, text: str) -> None:
        """Take up a style element's text."""
        plain = _AT_BLOCK.sub("", _COMMENT.sub("", text))
        for selectors, block in _RULE.findall(plain):
            said = declarations(block)
            for selector in selectors.split(","):
                self._take(selector, said)

    def _take(self, selector: str, said: Said) -> None:
        words = selector.replace(">", " ").split()[-MOST_PARTS:]
        parts = [_names(word) for word in words]
        known = [part for part in parts if part is not None]
        if not known or len(known) < len(parts) or self._count >= MOST_RULES:
            return
        self._count += 1
        last = known[-1]
        rank = (sum(bool(p.id) for p in known), sum(len(p.classes) for p in known), self._count)
        key = f"#{last.id}" if last.id else next((f".{c}" for c in last.classes), last.tag)
        self._rules[key].append(Rule(tuple(known), said, rank))

    def of(self, names: Names, around: Sequence[Names]) -> Said:
        """Return what the rules say of an element inside others."""
        keys = (names.tag, "", f"#{names.id}", *(f".{name}" for name in names.classes))
        found = [
            rule for key in keys for rule in self._rules.get(key, ()) if _fits(rule, names, around)
        ]
        merged: Said = {}
        for rule in sorted(found, key=lambda rule: rule.rank):
            merged |= rule.said
        return merged


def _names(word: str) -> Names | None:
    """Return what a part of a selector names; None for a kind that isn't followed."""
    plain = _PLAIN.match(word)
    if plain is None:
        return None
    marks = _MARK.findall(plain[2])
    ids = [name for mark, name in marks if mark == "#"]
    tag = (plain[1] or "").lower().replace("*", "")
    return Names(tag, "".join(ids[:1]), frozenset(name for mark, name in marks if mark == "."))


def _fits(rule: Rule, names: Names, around: Sequence[Names]) -> bool:
    if not _is(rule.parts[-1], names):
        return False
    wanted = list(rule.parts[:-1])
    for outer in reversed(around):
        if not wanted:
            return True
        if _is(wanted[-1], outer):
            wanted.pop()
    return not wanted


def _is(part: Names, names: Names) -> bool:
    return (
        (not part.tag or part.tag == names.tag)
        and (not part.id or part.id == names.id)
        and part.classes <= names.classes
    )


def size_of(text: str, *, of: float = 16.0) -> float | None:
    """Return a length in pixels; None where it isn't one. `of` is what em and per cent are of."""
    found = re.match(r"(-?\d*\.?\d+)(px|pt|em|rem|%|vw|vh|cm|in)?(?![\w.])", text.strip())
    if found is None:
        return None
    pixels = {"pt": 1.33, "em": of, "rem": 16.0, "%": of / 100, "vw": 12.8, "vh": 8.0}
    pixels |= {"cm": 37.8, "in": 96.0}
    return float(found[1]) * pixels.get(found[2] or "px", 1.0)


def part_of(text: str) -> float | None:
    """Return a number or per cent as a part of one."""
    found = re.match(r"(-?\d*\.?\d+)(%?)$", text.strip())
    return None if found is None else float(found[1]) / (100 if found[2] else 1)


def first_size(font: str) -> float | None:
    """Return the size in a font's short form."""
    sizes: Iterable[float | None] = (size_of(word.partition("/")[0]) for word in font.split())
    return next((size for size in sizes if size is not None), None)
