"""Reading a model's text as the type that was asked for: local mending, never guessing.

Fences, think tags and trailing commas are taken off here, without a second call. A value out of its
range is not clamped: it is named, so that the model can be asked once more.
"""

import json
import re
from collections.abc import Mapping
from typing import cast

from jiter import from_json
from pydantic import BaseModel, JsonValue, ValidationError

_THINKING = re.compile(r"<(think|thinking|reasoning)>.*?(</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_FENCE = re.compile(r"^\s*```[a-zA-Z0-9]*\s*\n?|\n?\s*```\s*$")
_COMMA = re.compile(r",(\s*[}\]])")


def strip_wrapping(text: str) -> str:
    """Return the text from its first brace on, without thoughts and fences."""
    plain = _THINKING.sub("", text)
    start = plain.find("{")
    return _FENCE.sub("", plain[start:]) if start >= 0 else ""


def read(text: str, reply_type: type[BaseModel]) -> BaseModel:
    """Return the validated reply, or raise `ValidationError` or `ValueError`."""
    plain = strip_wrapping(text)
    try:
        return reply_type.model_validate_json(plain)
    except ValidationError as problem:
        mended = _mend(plain)
        if mended is None or mended == plain:
            raise
        try:
            return reply_type.model_validate_json(mended)
        except ValidationError:
            raise problem from None


def _mend(plain: str) -> str | None:
    """Return JSON without trailing commas and without what follows its last brace."""
    end = plain.rfind("}")
    if end < 0:
        return None
    candidate = _COMMA.sub(r"\1", plain[: end + 1])
    try:
        json.loads(candidate)
    except ValueError:
        return None
    return candidate


def partial(text: str) -> Mapping[str, JsonValue]:
    """Return what a growing JSON text holds so far; empty while there is nothing."""
    plain = strip_wrapping(text)
    if not plain:
        return {}
    try:
        found = from_json(plain.encode(), partial_mode="trailing-strings")
    except ValueError:
        return {}
    return cast("Mapping[str, JsonValue]", found) if isinstance(found, dict) else {}


def field_errors(problem: Exception) -> str:
    """Return what is wrong with a reply, for asking once more; never the reply itself."""
    if not isinstance(problem, ValidationError):
        return "The reply was not valid JSON."
    lines = [
        f"{'.'.join(str(part) for part in error['loc']) or 'reply'}: {error['msg']}"
        for error in problem.errors(include_input=False, include_url=False)[:6]
    ]
    return "\n".join(lines)
