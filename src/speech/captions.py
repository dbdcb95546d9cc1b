"""A transcript that comes as server-sent events, in the dialects that servers speak.

`transcript.text.delta` and `.done` (OpenAI), pieces of a chat completion (vLLM), or whole segments
one after another (Whisper servers).
"""

import json
from collections.abc import AsyncIterator
from typing import Any

from src.errors import ModelBusyError, ModelCutError, ModelUnreadableError
from src.models.speech import Transcript
from src.ports.speech import OnText
from src.speech.shapes import MOST_CHARS, Json, clean, of_json

END = "[DONE]"


class Captions:
    """Grows with each event; `finished` once the server said so."""

    def __init__(self, on_text: OnText) -> None:
        self._on_text = on_text
        self._text = ""
        self._tokens: list[Json] = []
        self._segments: list[Json] = []
        self._whole: Json | None = None
        self.finished = False

    def take(self, data: str) -> None:
        """Take one event's data; raises `ModelError` for an error, and for what can't be read."""
        if data == END:
            self.finished = True
            return
        try:
            event = json.loads(data)
        except ValueError:
            raise ModelUnreadableError("an event that is no JSON") from None
        if not isinstance(event, dict):
            raise ModelUnreadableError("an event that is no object")
        if event.get("error") or event.get("type") == "error":
            raise ModelBusyError("an error event")
        self._grow(event)
        if len(self._text) > MOST_CHARS:
            raise ModelUnreadableError("a text without end")

    def _grow(self, event: Json) -> None:
        kind = event.get("type")
        if kind == "transcript.text.done":
            self._whole, self.finished = event, True
        elif kind == "transcript.text.delta":
            self._tokens += _listed(event.get("logprobs"))
            self._add(str(event.get("delta") or ""))
        elif isinstance(event.get("choices"), list):
            self._choices(event["choices"])
        elif isinstance(event.get("text"), str):
            self._segments += _listed(event.get("segments")) or [event]
            gap = " " if self._text and not event["text"].startswith(" ") else ""
            self._add(gap + event["text"])

    def _choices(self, choices: list[Any]) -> None:
        for choice in choices[:1]:
            told = choice if isinstance(choice, dict) else {}
            delta = told.get("delta")
            if isinstance(delta, dict):
                self._add(str(delta.get("content") or ""))
            self.finished = self.finished or told.get("finish_reason") is not None

    def _add(self, piece: str) -> None:
        self._text += piece
        if piece:
            self._on_text(clean(self._text))

    def transcript(self) -> Transcript:
        """Return what was said; raises `ModelCutError` where the stream broke off before its end.

        Servers that send segments say nothing at the end, so theirs is believed.
        """
        if not self.finished and not self._segments:
            raise ModelCutError("the stream ended early")
        whole: dict[str, Any] = {"text": self._text, "segments": self._segments}
        whole |= {"logprobs": self._tokens} | dict(self._whole or {})
        if not whole.get("logprobs"):
            whole["logprobs"] = self._tokens
        return of_json(whole).model_copy(update={"streamed": True})


async def read_events(response: Any, captions: Captions, most: int) -> Transcript:  # noqa: ANN401
    """Return the transcript of a stream; it ends with the last word, not with the connection."""
    async for data in _events(response, most):
        captions.take(data)
        if captions.finished:
            break
    return captions.transcript()


async def _events(response: Any, most: int) -> AsyncIterator[str]:  # noqa: ANN401
    """Yield the data of each event; lines are ended by the newline alone."""
    rest, seen = b"", 0
    async for piece in response.iter_bytes():
        seen += len(piece)
        if seen > most:
            raise ModelUnreadableError("a stream without end")
        *lines, rest = (rest + piece).split(b"\n")
        for line in lines:
            if line.startswith(b"data:"):
                yield line[5:].decode("utf-8", "replace").strip()
    if rest.startswith(b"data:"):
        yield rest[5:].decode("utf-8", "replace").strip()


def _listed(value: object) -> list[Json]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
