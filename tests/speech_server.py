"""A local speech server that transcribes and reads aloud, or misbehaves on purpose.

`SpeechServer(…)` in a test, or `python -m tests.speech_server --port 9001` by hand. It hears the
same words in every recording: `HEARD`.
"""

import argparse
import io
import json
import math
import re
import wave
from array import array
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from tests.local_server import Handler, LocalServer, Script

HEARD = (
    "I would read the query plan with explain analyze and compare the estimated rows with the "
    "actual ones. Then I refresh the statistics and set an alert on slow queries."
)
SURE, UNSURE = 0.93, 0.31
DOUBTED = ("analyze", "alert")
"""Words that the server is not sure of in the mode `doubtful` and `verbose`."""

STATUSES: dict[str, tuple[int, str, dict[str, str]]] = {
    "missing": (404, "Not Found", {}),
    "no_method": (405, "Method Not Allowed", {}),
    "bad_key": (401, "Incorrect API key provided", {}),
    "too_big": (413, "Maximum content size limit exceeded", {}),
    "busy": (429, "Rate limit reached", {"retry-after": "0.2"}),
    "busy_long": (429, "Rate limit reached", {"retry-after": "300"}),
    "no_credit": (429, "insufficient_quota", {}),
    "down": (500, "The server had an error", {}),
    "gateway": (502, "Bad Gateway", {}),
    "bad_audio": (400, "Invalid file format.", {}),
    "terse": (400, "Bad Request", {}),
}
BODIES: dict[str, tuple[str, str]] = {
    "html": ("text/html", "<!doctype html><title>Welcome</title>"),
    "html_as_json": ("application/json", "<html>Welcome</html>"),
    "broken": ("application/json", '{"text": "I wou'),
    "no_text": ("application/json", '{"id": 7}'),
    "number": ("application/json", '{"text": 12}'),
    "error_200": ("application/json", '{"error": {"message": "overloaded"}}'),
    "empty": ("application/json", '{"text": "  "}'),
    "plain": ("text/plain", HEARD + "\n"),
    "quoted": ("application/json", json.dumps(HEARD)),
    "control": (
        "application/json",
        json.dumps({"text": "I would\x00 read\u200b it\x1b[31m.\ue000"}),
    ),
    "text_only": ("application/json", json.dumps({"text": HEARD})),
    "wrong_language": (
        "application/json",
        json.dumps({"text": "Ich würde den Plan lesen.", "language": "german", "duration": 2.0}),
    ),
    "nonsense": (
        "application/json",
        """{"text": "I would.", "duration": -4, "language": 3, "words": [
            {"word": "I", "start": 9, "end": 1, "probability": NaN},
            {"word": "would.", "start": true, "end": "x"}, 7],
        "segments": [{"text": "I would.", "avg_logprob": 3, "no_speech_prob": "high"}],
        "usage": {"type": "duration", "seconds": 1e99}}""",
    ),
}
FORMATS = re.compile(rb'name="([^"]+)"(?:; filename="([^"]*)")?[^\r]*\r\n(?:[^\r\n]+\r\n)*\r\n')


@dataclass
class Heard:
    """A request as it came: its path, its fields, and how many bytes of audio."""

    path: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    audio: bytes = b""


@dataclass
class Behaviour(Script):
    """How it answers, and what was asked."""

    requests: list[Heard] = field(default_factory=list)


class SpeechServer(LocalServer[Behaviour]):
    """Hears and speaks."""

    def __init__(self, *modes: str, port: int = 0, delay_s: float = 0.0) -> None:
        super().__init__(_Handler, Behaviour(deque(modes or ["verbose"]), delay_s), port)

    @property
    def requests(self) -> list[Heard]:
        """The requests that came."""
        return self.behaviour.requests


class _Handler(Handler):
    """One request."""

    behaviour: Behaviour

    def given(self, body: bytes) -> None:
        """Transcribe, or read aloud."""
        asked = _asked(self.path, body)
        self.behaviour.requests.append(asked)
        mode = self.behaviour.next_mode()
        self.pause(self.behaviour.delay_s)
        try:
            self._answer(asked, mode)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _answer(self, asked: Heard, mode: str) -> None:
        if mode in STATUSES:
            status, words, headers = STATUSES[mode]
            self.send(status, json.dumps({"error": {"message": words}}), headers)
        elif mode in BODIES:
            kind, text = BODIES[mode]
            self.send(200, text, kind=kind)
        else:
            getattr(self, f"_{mode}")(asked)

    def _verbose(self, asked: Heard) -> None:
        """Answer as a Whisper server does: words, segments, language, duration."""
        if asked.path.endswith("/speech"):
            self._sound(asked)
        elif asked.fields.get("response_format") == ["verbose_json"]:
            self.send(200, json.dumps(verbose(DOUBTED)))
        else:
            self.send(200, json.dumps({"text": HEARD}))

    def _sound(self, _: Heard) -> None:
        self.send(200, tone(0.4), kind="audio/wav")

    def _doubtful(self, _: Heard) -> None:
        self.send(200, json.dumps(verbose(tuple(HEARD.split()))))

    def _segments(self, _: Heard) -> None:
        first, second = HEARD.split(" Then ")
        parts = [(first, -0.1, 0.01), (f" Then {second}", -0.9, 0.02)]
        told = [
            {"text": text, "start": 4.0 * n, "end": 4.0 * n + 3, "avg_logprob": log}
            | {"no_speech_prob": none}
            for n, (text, log, none) in enumerate(parts)
        ]
        self.send(200, json.dumps({"text": HEARD, "segments": told, "language": "en"}))

    def _refuse_unless(self, fine: bool, words: str) -> None:  # noqa: FBT001 - reads as a sentence
        if fine:
            self.send(200, json.dumps({"text": HEARD}))
        else:
            self.send(400, json.dumps({"error": {"message": words}}))

    def _json_only(self, asked: Heard) -> None:
        """Refuse everything but the plainest JSON, as the newer models and small servers do."""
        plain = asked.fields.get("response_format") == ["json"] and "stream" not in asked.fields
        self._refuse_unless(plain, "response_format 'verbose_json' is not compatible")

    def _bare_only(self, asked: Heard) -> None:
        self._refuse_unless("response_format" not in asked.fields, "unknown field")

    def _terse_once(self, asked: Heard) -> None:
        """Refuse the fullest way without a word of why."""
        self._refuse_unless(asked.fields.get("response_format") == ["json"], "Bad Request")

    def _pydantic(self, asked: Heard) -> None:
        if asked.fields.get("response_format") == ["verbose_json"]:
            self.send(500, '{"detail": [{"type": "literal_error", "msg": "response_format"}]}')
        else:
            self.send(200, json.dumps({"text": HEARD}))

    def _logprobs(self, asked: Heard) -> None:
        """Answer as the newer models do: no words and times, but log probabilities, streamed."""
        if asked.fields.get("response_format") != ["json"]:
            self._refuse_unless(fine=False, words="response_format 'verbose_json' is unsupported")
        elif asked.fields.get("stream"):
            self._stream_delta(asked)
        else:
            self.send(200, json.dumps({"text": HEARD, "logprobs": tokens()}))

    def _stream_delta(self, _: Heard, pause_s: float = 0.0) -> None:
        self.open()
        for token in tokens():
            delta = {"type": "transcript.text.delta", "delta": token["token"], "logprobs": [token]}
            self.event(delta)
            self.pause(pause_s)
        usage = {"type": "tokens", "input_tokens": 90, "output_tokens": 30, "total_tokens": 120}
        done = {"type": "transcript.text.done", "text": HEARD, "logprobs": tokens()}
        self.event(done | {"usage": usage})

    def _stream_slow(self, asked: Heard) -> None:
        self._stream_delta(asked, 0.12)

    def _stream_choices(self, _: Heard) -> None:
        self.open()
        for token in tokens():
            self.event({"choices": [{"delta": {"content": token["token"]}}]})
        self.event({"choices": [{"delta": {"content": ""}, "finish_reason": "stop"}]})
        self.event("[DONE]")

    def _stream_segments(self, _: Heard) -> None:
        self.open()
        for number, text in enumerate(HEARD.split(". ")):
            self.event({"text": text + ". ", "avg_logprob": -0.2, "start": number, "end": 1})

    def _stream_cut(self, _: Heard) -> None:
        self.open()
        self.event({"type": "transcript.text.delta", "delta": "I would"})

    def _stream_error(self, _: Heard) -> None:
        self.open()
        self.event({"error": {"message": "overloaded"}})

    def _stream_junk(self, _: Heard) -> None:
        self.open()
        self.event("{not json")

    def _stream_endless(self, _: Heard) -> None:
        self.open()
        while not self.behaviour.stopped.is_set():
            self.event({"type": "transcript.text.delta", "delta": "and so on " * 500})

    def _hang(self, _: Heard) -> None:
        self.hang()

    def _drop(self, _: Heard) -> None:
        self.drop()

    def _drip(self, _: Heard) -> None:
        self.drip()

    def _huge(self, _: Heard) -> None:
        self.open("application/json")
        while not self.behaviour.stopped.is_set():
            self.wfile.write(b'"and so on' * 10_000)

    def _wav_only(self, asked: Heard) -> None:
        if asked.fields.get("response_format") == ["mp3"]:
            self._refuse_unless(fine=False, words="response_format must be 'wav'")
        else:
            self._sound(asked)


def _asked(path: str, body: bytes) -> Heard:
    """Return the fields of a form or of JSON, and the audio of a form."""
    if body[:1] == b"{":
        fields = {name: [str(value)] for name, value in json.loads(body).items()}
        return Heard(path, fields)
    found = Heard(path)
    places = list(FORMATS.finditer(body))
    for place in places:
        name, rest = place[1].decode().removesuffix("[]"), body[place.end() :]
        value = rest.split(b"\r\n--", 1)[0]
        if place[2] is not None:
            found.audio = value
        else:
            found.fields.setdefault(name, []).append(value.decode())
    return found


def verbose(doubted: tuple[str, ...]) -> dict[str, Any]:
    """Return a verbose reply whose words have times and probabilities."""
    words = []
    for number, word in enumerate(HEARD.split()):
        sure = UNSURE if word.strip(".") in doubted or word in doubted else SURE
        start = 0.3 * number
        words.append({"word": word, "start": start, "end": start + 0.25, "probability": sure})
    return {
        "task": "transcribe",
        "language": "english",
        "duration": 0.3 * len(words),
        "text": HEARD,
        "words": words,
        "segments": [{"text": HEARD, "start": 0, "end": 99, "avg_logprob": -0.2}],
        "usage": {"type": "duration", "seconds": math.ceil(0.3 * len(words))},
    }


def tokens() -> list[dict[str, Any]]:
    """Return the words as tokens with log probabilities; "alert" is an unsure one."""
    found = re.findall(r"\s?\S{1,6}", HEARD)
    return [
        {"token": piece, "logprob": math.log(UNSURE if piece == " alert" else SURE)}
        for piece in found
    ]


def tone(*lengths_s: float, rate: int = 16_000, level: float = 0.4, noise: float = 0.0) -> bytes:
    """Return a WAV: sound, silence, sound … for so many seconds each."""
    samples = array("h")
    for number, length_s in enumerate(lengths_s):
        for at in range(round(length_s * rate)):
            loud = level * math.sin(at * 0.3) if number % 2 == 0 else 0.0
            samples.append(round(32767 * (loud + noise * math.sin(at * 1.7))))
    file = io.BytesIO()
    with wave.open(file, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(2)
        made.setframerate(rate)
        made.writeframes(samples.tobytes())
    return file.getvalue()


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=9001)
    parser.add_argument("--mode", nargs="+", default=["verbose"])
    parser.add_argument("--delay", type=float, default=0.0)
    asked = parser.parse_args()
    SpeechServer(*asked.mode, port=asked.port, delay_s=asked.delay).serve()


if __name__ == "__main__":
    main()
