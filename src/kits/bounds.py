"""How much a kit may hold, and signs that nobody sees: checked on the nodes, before any type is.

A shipped kit has 30 questions and 70 kB, so that each bound leaves several times the room that a
good kit takes; what lies beyond can't be read, drawn or asked in any interview.
"""

import re
import unicodedata
from collections.abc import Iterator

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from src.kits.nodes import child, line_of, walk
from src.models.content import MOST_CELLS
from src.models.kits import Fault

MOST_BYTES = 2_000_000
TOO_BIG = f"A kit can hold {MOST_BYTES // 1_000_000} MB of text at most."
MOST_QUESTIONS = 200
MOST_ENTRIES = 40
"""Of any list that isn't named below."""
ENTRIES = {
    "questions": MOST_QUESTIONS,
    "points": 12,
    "hints": 6,
    "follow_ups": 12,
    "choices": 12,
    "tables": 6,
    "columns": 20,
    "rows": 200,
    "change": 20,
}
LONGEST = 2000
"""Characters of any text that isn't named below."""
CHARACTERS = {
    "title": 100,
    "role": 100,
    "language": 20,
    "summary": 600,
    "skill": 60,
    "hints": 300,
    "tags": 60,
    "competence": 120,
    "situation": 600,
    "unit": 24,
    "strong": 4000,
    "medium": 4000,
    "weak": 4000,
    "why": 600,
    "name": 40,
}
IDS = 61
MOST_NUMBER = 2.0**63
_NUMBERS = frozenset({"tag:yaml.org,2002:int", "tag:yaml.org,2002:float"})
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c\u115f\u1160"
    "\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\U000e0000-\U000e0fff]"
)
_JOINERS = "\u200c\u200d\u200e\u200f\ufe0e\ufe0f"
"""What scripts and emoji are written with; between plain letters they only hide something."""


def crowded(root: Node) -> Fault | None:
    """Return the first part that has more fields than can be looked at one by one."""
    for node in walk(root):
        if isinstance(node, MappingNode) and len(node.value) > MOST_CELLS:
            message = f"Here begins something with more than {MOST_CELLS:,} fields."
            return Fault(line=line_of(node), message=message)
    return None


def too_much(root: Node) -> Iterator[Fault]:
    """Yield what is too long or too many, each with its line."""
    yield from _within("", root)


def _within(field: str, node: Node) -> Iterator[Fault]:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            yield from _within(str(key.value) if isinstance(key, ScalarNode) else "", value)
    elif isinstance(node, SequenceNode):
        yield from _list(field, node)
    elif isinstance(node, ScalarNode):
        if _is_too_large(node):
            yield Fault(line=line_of(node), message=f"`{field or 'this'}` is too large a number.")
        most = IDS if field == "id" else CHARACTERS.get(field, LONGEST)
        if len(node.value) > most:
            message = f"`{field or 'this'}` can have {most:,} characters at most."
            yield Fault(line=line_of(node), message=message)


def _is_too_large(node: ScalarNode) -> bool:
    """Say whether a number is none that a database can hold."""
    if node.tag not in _NUMBERS:
        return False
    try:
        return not abs(float(node.value.replace("_", ""))) < MOST_NUMBER
    except ValueError:
        return False  # 1:30 and the like are taken as text


def _list(field: str, node: SequenceNode) -> Iterator[Fault]:
    most = ENTRIES.get(field, MOST_ENTRIES)
    if len(node.value) > most:
        message = f"`{field or 'this'}` can have {most:,} entries at most; here begins the next."
        yield Fault(line=line_of(node.value[most]), message=message)
    for item in node.value[:most]:
        yield from _within(field, item)


def unseen(root: Node) -> Iterator[Fault]:
    """Yield the signs that nobody sees, written out or as an escape; they could hide an order."""
    for node in walk(root):
        if isinstance(node, ScalarNode) and not (node.value.isascii() and node.value.isprintable()):
            yield from _hidden(node)


def _hidden(node: ScalarNode) -> Iterator[Fault]:
    found = next(
        (at for at in _UNSEEN.finditer(node.value) if _hides(node.value, at.start())), None
    )
    if found is None:
        return
    # A block begins in the line below its sign; a plain text that is folded has its breaks lost.
    above = 1 if node.style in {"|", ">"} else 0
    line = line_of(node) + above + node.value[: found.start()].count("\n")
    sign = found.group()
    name = unicodedata.name(sign, "a control sign").lower()
    message = f"A sign that nobody sees stands here: {name} (U+{ord(sign):04X}). Take it out."
    yield Fault(line=min(line, int(node.end_mark.line) + 1), message=message)


def _hides(text: str, at: int) -> bool:
    """Say whether a sign hides something: a joiner beside a letter of another script doesn't."""
    beside = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
    return text[at] not in _JOINERS or all(sign.isascii() for sign in beside)


def without_unseen(text: str) -> str:
    """Return a text without the signs that `unseen` names."""
    return _UNSEEN.sub(lambda at: at.group() if not _hides(text, at.start()) else "", text)


def repeated_ids(root: Node) -> Iterator[Fault]:
    """Yield the questions whose id stands before them already."""
    _, questions = child(root, "questions")
    seen: set[str] = set()
    for question in questions.value if isinstance(questions, SequenceNode) else ():
        _, named = child(question, "id")
        if not isinstance(named, ScalarNode):
            continue
        if named.value in seen:
            message = f"Question id {named.value} appears twice."
            yield Fault(line=line_of(named), message=message)
        seen.add(named.value)
