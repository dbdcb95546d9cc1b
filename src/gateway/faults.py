"""The map from everything that can go wrong with a model server to our typed errors."""

import email.utils
import math
import time
from collections.abc import Mapping

from src.errors import (
    ModelBusyError,
    ModelConnectionError,
    ModelCreditError,
    ModelDeclinedError,
    ModelError,
    ModelKeyError,
    ModelMissingError,
    ModelRequestError,
    ModelTimeoutError,
    ModelTooLongError,
    ModelUnreadableError,
)

RETRIED = (ModelBusyError, ModelConnectionError)
"""Errors that another attempt may mend within the deadline."""
_BAD_REQUEST, _SERVERS_FAULT = 400, 500
_EXPLAINED = frozenset({400, 402, 403, 413, 422, 429, 500})
"""Statuses whose words can name a particular reason."""
_LATER = frozenset({408, 409, 425, 429})
_BY_STATUS: dict[int, type[ModelError]] = {
    401: ModelKeyError,
    402: ModelCreditError,
    403: ModelKeyError,
    404: ModelMissingError,
}
_CREDIT = ("insufficient_quota", "billing_hard_limit", "credit", "billing_not_active")
_TOO_LONG = (
    "context_length",
    "context length",
    "maximum context",
    "context window",
    "too many tokens",
    "exceeds the available context",
    "prompt is too long",
)
_DECLINED = ("content_filter", "content_policy", "responsible_ai", "content management policy")
_MISSING = ("model_not_found", "does not exist", "not found", "unknown model", "no such model")


def from_sdk(problem: Exception) -> ModelError:
    """Return our error for whatever the SDK, the network or a broken body raised."""
    import httpx2
    import openai

    match problem:
        case ModelError():
            found: ModelError = problem
        case openai.APITimeoutError() if isinstance(problem.__cause__, httpx2.ConnectTimeout):
            found = ModelConnectionError("connection: no answer")
        case openai.APITimeoutError() | TimeoutError():
            found = ModelTimeoutError()
        case openai.APIStatusError():
            found = from_status(problem.status_code, words_of(problem), problem.response.headers)
        case openai.APIConnectionError() | OSError() | httpx2.InvalidURL() | ExceptionGroup():
            found = ModelConnectionError(
                f"connection: {type(problem.__cause__ or problem).__name__}"
            )
        case openai.APIResponseValidationError():
            found = ModelUnreadableError()
        case openai.APIError():
            found = _from_words(words_of(problem)) or ModelBusyError("an error event")
        case _:
            found = ModelUnreadableError(f"unreadable: {type(problem).__name__}")
    return found


def is_the_servers(problem: Exception) -> bool:
    """Say whether a request failed by the server's fault or absence, not by ours or a limit."""
    import openai

    if isinstance(problem, openai.APIStatusError):
        return problem.status_code >= _SERVERS_FAULT
    return isinstance(problem, openai.APIConnectionError | OSError)


def words_of(problem: Exception) -> str:
    """Return code, type and message of an SDK error, to be searched and never shown."""
    parts = [getattr(problem, name, None) for name in ("code", "type", "message", "body")]
    return " ".join(str(part) for part in parts if part)[:4000].lower()


def from_status(status: int, words: str, headers: Mapping[str, str]) -> ModelError:
    """Return our error for an HTTP status and what came with it."""
    special = _from_words(words) if status in _EXPLAINED else None
    if special is not None:
        return special
    missing = status == _BAD_REQUEST and any(hint in words for hint in _MISSING)
    kind = ModelMissingError if missing else _BY_STATUS.get(status)
    if kind is not None:
        return kind(f"status {status}")
    if status in _LATER or status >= _SERVERS_FAULT:
        return ModelBusyError(f"status {status}", retry_after_s=retry_after_s(headers))
    return ModelRequestError(f"status {status}")


def _from_words(words: str) -> ModelError | None:
    for hints, kind in (
        (_CREDIT, ModelCreditError),
        (_TOO_LONG, ModelTooLongError),
        (_DECLINED, ModelDeclinedError),
    ):
        if any(hint in words for hint in hints):
            return kind()
    return None


def retry_after_s(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that a server asks to wait; a date in the past or nonsense is none."""
    for name, scale in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        text = headers.get(name)
        if text is None:
            continue
        try:
            seconds = float(text) * scale
        except ValueError:
            seconds = _until(text)
        if math.isfinite(seconds) and seconds > 0:
            return seconds
    return None


def _until(date: str) -> float:
    try:
        return email.utils.parsedate_to_datetime(date).timestamp() - time.time()
    except (TypeError, ValueError):
        return 0.0
