"""Changes to a kit under way: plain fields in, plain fields out, valid or not."""

import re
from collections.abc import Collection, Mapping

Fields = dict[str, object]
Path = tuple[str | int, ...]

MOST_ID = 61
_KEYED_BY_NUMBER = frozenset({"anchors"})
STARTER: Mapping[str, object] = {
    "skill": "",
    "level": 3,
    "minutes": 4,
    "text": "",
    "points": [{"label": "", "text": ""}],
    "hints": [],
}


def starter(kit_id: str) -> Fields:
    """Return the fields that a new kit begins with."""
    return {
        "id": kit_id,
        "title": "",
        "role": "",
        "language": "en",
        "questions": [{"id": "q-1"} | dict(STARTER)],
    }


def questions_of(fields: Mapping[str, object]) -> list[Fields]:
    """Return the questions that are fields; what stands between them as text is no question."""
    listed = fields.get("questions")
    found = listed if isinstance(listed, list) else []
    return [dict(q) if isinstance(q, dict) else {"text": str(q)} for q in found]


def put(fields: Mapping[str, object], path: Path, value: object) -> Fields:
    """Return fields with a value at a path; None takes it out, a place after the last adds one.

    What stands in the way of a path, such as a text where points belong, gives way.
    """
    found = _put(fields, path, value, "")
    return _last(dict(found) if isinstance(found, dict) else {}, "questions")


def _put(node: object, path: Path, value: object, field: str) -> object:
    if not path:
        return value
    here, rest = path[0], path[1:]
    if isinstance(here, int) and field not in _KEYED_BY_NUMBER:
        items = list(node) if isinstance(node, list) else []
        old = items[here] if here < len(items) else None
        items[here : here + 1] = _kept(_put(old, rest, value, field))
        return items
    found = dict(node) if isinstance(node, Mapping) else {}
    found[here] = _put(found.get(here), rest, value, str(here))
    return {key: part for key, part in found.items() if part is not None or key != here}


def _kept(value: object) -> list[object]:
    return [] if value is None else [value]


def _last(fields: Fields, name: str) -> Fields:
    """Return fields with one of them last, where people look for it."""
    if name in fields:
        fields[name] = fields.pop(name)
    return fields


def added(fields: Mapping[str, object], at: int | None = None) -> Fields:
    """Return the fields with one question more at the end, a copy of the one `at` or a new one."""
    questions = questions_of(fields)
    ids = {str(q.get("id")) for q in questions}
    if at is None or not 0 <= at < len(questions):
        questions.append({"id": free_id("q-1", ids)} | dict(STARTER))
    else:
        copy = dict(questions[at])
        copy["id"] = free_id(str(copy.get("id") or "q-1"), ids)
        questions.insert(at + 1, copy)
    return put(fields, ("questions",), questions)


def removed(fields: Mapping[str, object], at: int) -> Fields:
    """Return the fields without a question."""
    questions = questions_of(fields)
    return put(fields, ("questions",), [*questions[:at], *questions[at + 1 :]])


def moved(fields: Mapping[str, object], at: int, to: int) -> Fields:
    """Return the fields with a question at another place."""
    questions = questions_of(fields)
    if 0 <= at < len(questions) and 0 <= to < len(questions):
        questions.insert(to, questions.pop(at))
    return put(fields, ("questions",), questions)


def free_id(wanted: str, taken: Collection[str]) -> str:
    """Return an id that nobody has: the one wanted, or it with a number."""
    clean = re.sub(r"[^a-z0-9-]+", "-", wanted.lower()).strip("-")[:MOST_ID] or "kit"
    if wanted == clean and wanted not in taken:
        return wanted
    stem = re.sub(r"-\d+$", "", clean)[: MOST_ID - 4]
    numbers = (n for n in range(1, len(taken) + 3) if f"{stem}-{n}" not in taken)
    return f"{stem}-{next(numbers)}"
