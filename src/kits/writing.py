"""A kit as the YAML that reads back to the same kit, for downloads and for the editor."""

import pickle
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

import yaml

from src.models.content import Kit, Question

WIDTH = 100
_BLOCK_FROM = 2
"""Lines from which a text is written as a block."""
_SHORT = 3
_WHOLE = frozenset({"minutes", "weight", "tolerance", "expected"})
"""Numbers that mean the same with and without a decimal point; in a table's cell they don't."""


class _Dumper(yaml.SafeDumper):
    """Indents lists and writes long texts as blocks, as people write kits; without aliases."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML's own
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - PyYAML's own
        super().increase_indent(flow, False)  # noqa: FBT003 - the same


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    lines = text.split("\n")
    is_block = len(lines) >= _BLOCK_FROM and all(line == line.rstrip() for line in lines)
    style = "|" if is_block else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _list(dumper: yaml.SafeDumper, items: list[object]) -> yaml.SequenceNode:
    """Write a list of short plain things, such as a table's row, on one line."""
    flat = all(not isinstance(item, list | dict) and len(str(item)) <= WIDTH for item in items)
    short = flat and (len(items) <= _SHORT or sum(len(str(item)) for item in items) < WIDTH)
    words = any(isinstance(item, str) and " " in item for item in items)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=short and not words)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(list, _list)


def write_kit(kit: Kit) -> str:
    """Return a kit as YAML; what has its usual value is left out."""
    return write_plain(fields_of(kit))


def fields_of(value: Kit | Question) -> dict[str, object]:
    """Return a kit's or a question's fields as YAML's own types."""
    found = _bare(value.model_dump(exclude_defaults=True))
    return dict(found) if isinstance(found, dict) else {}


def write_plain(fields: Mapping[str, object]) -> str:
    """Return plain values as YAML, in their order.

    Questions are written one by one, and those that were written before are not written again.
    """
    listed = fields.get("questions")
    if not isinstance(listed, list) or not listed or list(fields)[-1] != "questions":
        return _dumped(dict(fields))
    head = {name: value for name, value in fields.items() if name != "questions"}
    whole = "".join(_in_list(pickle.dumps(asked)) for asked in listed)
    return f"{_dumped(head) if head else ''}{_LIST}{whole}"


_LIST = "questions:\n"
_MOST_KEPT = 1000


@lru_cache(_MOST_KEPT)
def _in_list(packed: bytes) -> str:
    """Return a question as it stands in the list; packed, because a mapping is no key."""
    return _dumped({"questions": [pickle.loads(packed)]}).removeprefix(_LIST)  # noqa: S301 - packed above


def _dumped(fields: dict[str, object]) -> str:
    found = yaml.dump(fields, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH - 2)
    return str(found)


def _bare(value: object, field: str = "") -> object:
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, dict):
        return {
            key: _bare(part, "minutes" if field == "sheet" else str(key))
            for key, part in value.items()
        }
    if isinstance(value, list | tuple):
        return [_bare(part, field) for part in value]
    if isinstance(value, float) and field in _WHOLE and value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004 - beyond it a float is no whole number to rely on
        return int(value)
    return value
