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

_OPENED = re.compile(r"<(think|thinking|reasoning)>", re.IGNORECASE)
_CLOSED = re.compile(r"</(think|thinking|reasoning)>", re.IGNORECASE)
_FENCE = re.compile(r"\n?\s*```\s*$")
_COMMA = re.compile(r'("(?:[^"\\]|\\.)*")|,(\s*[}\]])', re.DOTALL)


def strip_wrapping(text: str) -> str:
    """Return the text from its first brace on, without thoughts and fences."""
    plain = _without_thoughts(_whole_characters(text))
    start = plain.find("{")
    return _FENCE.sub("", plain[start:]) if start >= 0 else ""


def _whole_characters(text: str) -> str:
    """Put together what a server cut between two pieces, in the middle of a character."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _without_thoughts(text: str) -> str:
    """Return what follows the thoughts before a reply; tags inside the reply are its own words.

    Some chat templates hold the opening tag themselves, so that only the closing one comes.
    """
    brace = text.find("{")
    opened = _OPENED.search(text, 0, brace if brace >= 0 else len(text))
    if opened or not text.lstrip().startswith(("{", "```")):
        closed = _CLOSED.search(text, opened.end() if opened else 0)
        if closed:
            return _without_thoughts(text[closed.end() :])
    return "" if opened else text


def read(text: str, reply_type: type[BaseModel]) -> BaseModel:
    """Return the validated reply, or raise `ValidationError`."""
    plain = strip_wrapping(text)
    try:
        return reply_type.model_validate_json(plain)
    except ValidationError:
        # Only what did not read as it is: mending could change a valid reply.
        mended = _mend(plain)
        if mended is None:
            raise
        return reply_type.model_validate_json(mended)


def _mend(plain: str) -> str | None:
    """Return the first object of a text as strict JSON, None where there is none.

    Trailing commas go, line breaks inside strings are escaped, and what follows is left out.
    """
    without = _COMMA.sub(lambda found: found[1] or found[2], plain)
    try:
        first, _ = json.JSONDecoder(strict=False).raw_decode(without)
    except (ValueError, RecursionError):
        return None
    return json.dumps(first)


def partial(text: str) -> Mapping[str, JsonValue]:
    """Return what a growing JSON text holds so far; empty while there is nothing."""
    plain = strip_wrapping(text)
    if not plain:
        return {}
    try:
        # Trailing strings, so that the words of `say` are shown before their closing quote comes.
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
