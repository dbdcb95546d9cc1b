"""What a server's answer holds, whatever it left out or put in its place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from src.errors import ModelCutError, ModelDeclinedError, ModelError, ModelUnreadableError
from src.gateway.faults import from_status
from src.models.calls import Usage


@dataclass
class Attempt:
    """One answer. `fault` is what was wrong with it as a whole."""

    text: str = ""
    finish: str | None = None
    refusal: str | None = None
    usage: Usage = field(default_factory=Usage)
    request_id: str | None = None
    first_token_ms: float | None = None
    fault: ModelError | None = None

    def look(self) -> ModelCutError | None:
        """Raise for what no second question mends; return what more tokens may mend."""
        if self.fault is not None:
            raise self.fault
        if self.refusal or self.finish == "content_filter":
            raise ModelDeclinedError
        if self.finish == "length":
            return ModelCutError("cut by its length")
        if not self.text.strip():
            raise ModelUnreadableError("empty reply")
        return None


def from_completion(response: Any) -> Attempt:  # noqa: ANN401 - servers put anything here
    """Return what a completion holds; one that isn't a completion has its fault."""
    got = Attempt(
        usage=_usage(getattr(response, "usage", None)),
        request_id=getattr(response, "_request_id", None),
        fault=_error_in(response),
    )
    choices = getattr(response, "choices", None)
    if choices:
        message = choices[0].message
        got.finish = getattr(choices[0], "finish_reason", None)
        got.text = _as_text(getattr(message, "content", None))
        got.refusal = getattr(message, "refusal", None)
    else:
        got.fault = got.fault or ModelUnreadableError("no choices")
    return got


def take_in(piece: Any, got: Attempt) -> str:  # noqa: ANN401 - servers put anything here
    """Note what a streamed piece tells, and return its text."""
    fault = _error_in(piece)
    if fault is not None:
        raise fault
    if getattr(piece, "usage", None):
        got.usage = _usage(piece.usage)
    choices = getattr(piece, "choices", None)
    if not choices:
        return ""
    got.finish = getattr(choices[0], "finish_reason", None) or got.finish
    delta = getattr(choices[0], "delta", None)
    refusal = getattr(delta, "refusal", None)
    if refusal:
        got.refusal = (got.refusal or "") + refusal
    text = _as_text(getattr(delta, "content", None))
    got.text += text
    return text


def _error_in(response: Any) -> ModelError | None:  # noqa: ANN401 - servers put anything here
    """Return our error for one that came with the status 200."""
    error = getattr(response, "error", None)
    return from_status(500, str(error).lower(), {}) if error else None


def _as_text(content: object) -> str:
    """Return content as text; some servers send a list of parts."""
    if isinstance(content, list):
        parts = [part.get("text", "") for part in content if isinstance(part, Mapping)]
        return "".join(str(part) for part in parts)
    return content if isinstance(content, str) else ""


def _usage(told: Any) -> Usage:  # noqa: ANN401 - details are missing on many servers
    prompt = getattr(told, "prompt_tokens_details", None)
    completion = getattr(told, "completion_tokens_details", None)
    return Usage(
        input_tokens=_number(told, "prompt_tokens"),
        output_tokens=_number(told, "completion_tokens"),
        cached_tokens=_number(prompt, "cached_tokens"),
        reasoning_tokens=_number(completion, "reasoning_tokens"),
    )


def _number(holder: object, name: str) -> int:
    found = getattr(holder, name, None)
    return found if isinstance(found, int) and found > 0 else 0
