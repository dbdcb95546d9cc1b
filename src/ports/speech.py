"""Words out of a recording, and words read aloud."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from src.models.calls import Usage
from src.models.speech import AudioFormat, Transcript

OnText = Callable[[str], None]
"""Gets the text so far, whole each time, on the loop and never for long."""


def unheard(_: str) -> None:
    """Follow nothing: the whole text is enough."""


@dataclass(frozen=True, kw_only=True)
class Recording:
    """Audio to be transcribed, whose it is, and within how many seconds.

    `language` is two letters or None; `duration_s` is None where it isn't known.
    """

    audio: bytes = field(repr=False)
    format: AudioFormat
    owner_id: str
    interview_id: str
    language: str | None = None
    duration_s: float | None = None
    deadline_s: float = 60.0


@dataclass(frozen=True, kw_only=True)
class Words:
    """Words to be read aloud, in which voice and how fast (0.5 to 2.0)."""

    text: str
    voice: str
    speed: float
    owner_id: str
    interview_id: str
    deadline_s: float = 20.0


@dataclass(frozen=True)
class Sound:
    """Audio that a browser can play."""

    audio: bytes = field(repr=False)
    format: AudioFormat
    model: str = ""
    usage: Usage = field(default_factory=Usage)


class Transcriber(Protocol):
    """Text with the server's own confidence, or a `ModelError`; never past the deadline."""

    def host(self, owner_id: str) -> str | None:
        """Return where this person's recordings would go, None where nothing transcribes."""
        ...

    async def transcribe(self, recording: Recording, on_text: OnText = unheard) -> Transcript:
        """Return what was said; `on_text` gets the text so far where the server streams it.

        A transcript without text is no error: nothing was said.
        """
        ...


class Speaker(Protocol):
    """Words as audio, or a `ModelError`; never past the deadline."""

    def host(self, owner_id: str) -> str | None:
        """Return where this person's words would go, None where only the browser reads."""
        ...

    def voices(self, owner_id: str) -> tuple[str, ...]:
        """Return the voices to choose from, the usual one first; none: only the browser speaks."""
        ...

    async def speak(self, words: Words) -> Sound:
        """Return the words as audio."""
        ...
