"""Reading aloud by any compatible server: `/audio/speech`, bounded in text, bytes and time."""

from typing import TYPE_CHECKING, Any, cast

from src.errors import ModelMissingError, ModelUnreadableError
from src.models.calls import Usage
from src.models.speech import FASTEST, SLOWEST
from src.ports import Sound, Words
from src.speech.files import format_of
from src.speech.wire import CONNECT_S, Call, Connect, bounded, words_of
from src.text import sentences

if TYPE_CHECKING:
    from openai import APIStatusError

MOST_CHARS = 4096
"""What the endpoint takes; what is longer is cut after a sentence, and the captions have it all."""
MOST_BYTES = 10 * 1024 * 1024
FORMATS: tuple[str | None, ...] = ("mp3", "wav", None)
"""Tried in this order where a server refuses; None is whatever it gives by itself."""
_REFUSED = frozenset({400, 422})


class OpenAISpeaker:
    """Asks one server a person; used on one asyncio loop."""

    def __init__(self, connect: Connect, voices: tuple[str, ...]) -> None:
        self._connect = connect
        self._voices = voices
        self._formats: dict[str, str | None] = {}

    def host(self, owner_id: str) -> str | None:
        """Return where words go; None without a server."""
        wire = self._connect(owner_id)
        return None if wire is None else wire.host

    def voices(self, owner_id: str) -> tuple[str, ...]:
        """Return the voices to choose from; none without a server."""
        return self._voices if self._connect(owner_id) is not None else ()

    async def speak(self, words: Words) -> Sound:
        """Return the words as audio, with what they cost."""
        wire = self._connect(words.owner_id)
        if wire is None:
            raise ModelMissingError("no server speaks")
        text = shortened(words.text)
        call = Call(wire, words.deadline_s, Usage(characters=len(text)))
        sound = await call.run(lambda: self._spoken(call, words, text))
        return Sound(sound.audio, sound.format, wire.model, call.usage())

    async def _spoken(self, call: Call, words: Words, text: str) -> Sound:
        from openai import APIStatusError

        known = self._formats.get(call.wire.host, FORMATS[0])
        for kind in FORMATS[FORMATS.index(known) :]:
            call.attempts += 1
            try:
                sound = await _asked(call, words, text, kind)
            except APIStatusError as problem:
                if kind is None or not _is_of_the_format(problem):
                    raise
                continue
            self._formats[call.wire.host] = kind
            return sound
        raise ModelUnreadableError  # pragma: no cover - the loop returns or raises


def shortened(text: str) -> str:
    """Return what fits into one request, cut after a sentence where one ends early enough."""
    if len(text) <= MOST_CHARS:
        return text
    kept = ""
    for sentence in sentences(text):
        if len(kept) + len(sentence) >= MOST_CHARS:
            break
        kept = f"{kept} {sentence}".strip()
    return kept or text[:MOST_CHARS]


def _is_of_the_format(problem: "APIStatusError") -> bool:
    return problem.status_code in _REFUSED and "format" in words_of(problem)


async def _asked(call: Call, words: Words, text: str, kind: str | None) -> Sound:
    from openai import Timeout

    body: dict[str, object] = {
        "input": text,
        "model": call.wire.model,
        "voice": words.voice,
        "timeout": Timeout(call.left_s(), connect=CONNECT_S),
    }
    speed = min(FASTEST, max(SLOWEST, words.speed))
    if speed != 1:
        body["speed"] = speed
    if kind is not None:
        body["response_format"] = kind
    create = call.wire.client().audio.speech.with_streaming_response.create
    async with cast("Any", create)(**body) as response:
        audio = await bounded(response, MOST_BYTES)
    found = format_of(audio)
    if found is None:
        raise ModelUnreadableError("no audio came")
    return Sound(audio, found)
