"""Transcription by any compatible server: `/audio/transcriptions`, asked in the way it takes.

The fullest way is tried first: words with times and probabilities, streamed where the server can.
A server that refuses is asked more plainly, and the way that worked is kept for the next time.
"""

import re
from enum import IntEnum
from typing import TYPE_CHECKING, Any, cast

from src.errors import ModelMissingError
from src.models.calls import Usage
from src.models.speech import Transcript
from src.ports import Recording
from src.ports.speech import OnText, unheard
from src.speech.captions import Captions, read_events
from src.speech.shapes import read_reply
from src.speech.wire import CONNECT_S, Call, Connect, Wire, bounded, words_of

if TYPE_CHECKING:
    from openai import APIStatusError

MOST_BYTES = 4 * 1024 * 1024
"""A reply with words and times of five minutes is a tenth of this."""
_REFUSED = frozenset({400, 415, 422, 501})
_OF_THE_WAY = re.compile(
    r"response_format|verbose|granularit|logprob|include|stream|unsupported|not supported|"
    r"unknown|unrecogni[sz]ed|extra (?:inputs|fields)|literal_error"
)
_OF_THE_AUDIO = re.compile(r"invalid file|file format|decod|corrupt|could not be read|too short")


class Way(IntEnum):
    """How a transcript is asked for, from the fullest to the plainest."""

    WORDS = 0
    SEGMENTS = 1
    LOGPROBS = 2
    JSON = 3
    BARE = 4


_ASKED: dict[Way, dict[str, object]] = {
    Way.WORDS: {
        "response_format": "verbose_json",
        "timestamp_granularities": ["word", "segment"],
        "stream": True,
    },
    Way.SEGMENTS: {"response_format": "verbose_json"},
    Way.LOGPROBS: {"response_format": "json", "include": ["logprobs"], "stream": True},
    Way.JSON: {"response_format": "json"},
    Way.BARE: {},
}


class OpenAITranscriber:
    """Asks one server a person; used on one asyncio loop."""

    def __init__(self, connect: Connect) -> None:
        self._connect = connect
        self._ways: dict[tuple[str, str], Way] = {}
        self._without: set[tuple[str, str]] = set()

    def host(self, owner_id: str) -> str | None:
        """Return where recordings go; None without a server, or where it said that it can't."""
        wire = self._connect(owner_id)
        return None if wire is None or _place(wire) in self._without else wire.host

    async def transcribe(self, recording: Recording, on_text: OnText = unheard) -> Transcript:
        """Return what was said, with the usage of every attempt."""
        wire = self._connect(recording.owner_id)
        if wire is None:
            raise ModelMissingError("no server transcribes")
        call = Call(wire, recording.deadline_s)
        try:
            heard = await call.run(lambda: self._heard(call, recording, on_text))
        except ModelMissingError:
            self._without.add(_place(wire))
            raise
        self._without.discard(_place(wire))
        call.used = _counted(heard.usage, recording)
        return heard.model_copy(update={"usage": call.usage(), "model": wire.model})

    async def _heard(self, call: Call, recording: Recording, on_text: OnText) -> Transcript:
        """Ask the way that worked before, or the fullest, and more plainly where it is refused."""
        from openai import APIStatusError

        place = _place(call.wire)
        way = self._ways.get(place, Way.WORDS)
        while True:
            call.attempts += 1
            try:
                heard = await _asked(call, recording, way, on_text)
            except APIStatusError as problem:
                if way is Way.BARE or not _teaches(problem):
                    raise
                way = Way(way + 1)
                continue
            self._ways[place] = way
            return heard


def _place(wire: Wire) -> tuple[str, str]:
    return wire.host, wire.model


def _teaches(problem: "APIStatusError") -> bool:
    """Say whether a refusal may be about the way of asking; one about the audio itself isn't."""
    status, words = problem.status_code, words_of(problem)
    if status in _REFUSED:
        return not _OF_THE_AUDIO.search(words)
    return status == 500 and bool(_OF_THE_WAY.search(words))  # noqa: PLR2004 - our fault, told badly


async def _asked(call: Call, recording: Recording, way: Way, on_text: OnText) -> Transcript:
    from openai import Timeout

    kind = recording.format
    body: dict[str, object] = {
        "file": (f"answer.{kind}", recording.audio, kind.media_type),
        "model": call.wire.model,
        "timeout": Timeout(call.left_s(), connect=CONNECT_S),
        **_ASKED[way],
    }
    if recording.language is not None:
        body["language"] = recording.language
    create = call.wire.client().audio.transcriptions.with_streaming_response.create
    async with cast("Any", create)(**body) as response:
        told = str(response.headers.get("content-type", "")).lower()
        if "event-stream" in told:
            return await read_events(response, Captions(on_text), MOST_BYTES)
        return read_reply(await bounded(response, MOST_BYTES), told)


def _counted(told: Usage, recording: Recording) -> Usage:
    """Return what is to be paid: tokens or seconds by the server, else the recording's own."""
    if told.input_tokens or told.audio_s:
        return told
    return told.model_copy(update={"audio_s": recording.duration_s or 0.0, "estimated": True})
