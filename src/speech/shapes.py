"""What servers send back for a recording, in all its shapes, as one transcript.

Whisper-like servers tell words and segments with probabilities, newer models log probabilities of
tokens, many a text and nothing else. Confidence is computed from what is there and never invented.
"""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from src.errors import ModelUnreadableError
from src.models.calls import Usage
from src.models.speech import Transcript, Word
from src.text import strip_invisible

MOST_CHARS = 20_000
MOST_WORDS = 5_000
LONGEST_S = 24 * 3600.0

Json = Mapping[str, Any]


def read_reply(body: bytes, content_type: str) -> Transcript:
    """Return the transcript of a whole reply: JSON in any shape, or plain text."""
    text = body.decode("utf-8", "replace").lstrip("\ufeff").strip()
    if "html" in content_type or text[:9].lower().startswith(("<!doctype", "<html")):
        raise ModelUnreadableError("a web page")
    try:
        found = json.loads(text)
    except ValueError:
        if "json" in content_type or text[:1] in {"{", "["}:
            raise ModelUnreadableError("broken JSON") from None
        return Transcript(text=clean(text))
    if isinstance(found, dict):
        return of_json(found)
    return Transcript(text=clean(found if isinstance(found, str) else text))


def of_json(found: Json) -> Transcript:
    """Return the transcript of a JSON reply, or raise `ModelUnreadableError`."""
    text = found.get("text")
    segments = _dicts(found.get("segments"))
    if not isinstance(text, str):
        if not segments:
            raise ModelUnreadableError("no text")
        text = "".join(str(s.get("text") or "") for s in segments)
    words = _words(found, segments)
    duration_s = _number(found.get("duration"), 0, LONGEST_S)
    return Transcript(
        text=clean(text),
        words=words,
        confidence=_confidence(found, segments, words),
        language=_language(found),
        duration_s=duration_s,
        usage=_usage(found.get("usage"), duration_s),
    )


def clean(text: str) -> str:
    """Return a text without control and invisible characters, of bounded length."""
    kept = (c if c.isprintable() or c == "\n" else " " for c in strip_invisible(text))
    return "\n".join(" ".join(line.split()) for line in "".join(kept).split("\n")).strip()[
        :MOST_CHARS
    ]


def _words(found: Json, segments: Sequence[Json]) -> tuple[Word, ...]:
    """Return the words with what is known of each, from wherever the server told it."""
    told = _dicts(found.get("words")) or [w for s in segments for w in _dicts(s.get("words"))]
    made: Iterator[Word]
    if told:
        made = (_word(each, segments) for each in told[:MOST_WORDS])
    elif _dicts(found.get("logprobs")):
        made = _of_tokens(_dicts(found.get("logprobs")))
    else:
        made = _of_segments(segments)
    return tuple(word for word in made if word.text)[:MOST_WORDS]


def _word(told: Json, segments: Sequence[Json]) -> Word:
    start, end = _number(told.get("start"), 0, LONGEST_S), _number(told.get("end"), 0, LONGEST_S)
    if start is None or end is None or end < start:
        start = end = None
    sure = _number(told.get("probability", told.get("confidence")), 0, 1)
    if sure is None and start is not None:
        sure = next((_sure(s) for s in segments if _spans(s, start)), None)
    return Word(
        text=clean(str(told.get("word") or told.get("text") or "")),
        start_s=start,
        end_s=end,
        confidence=sure,
    )


def _spans(segment: Json, at_s: float) -> bool:
    start, end = (_number(segment.get(name), 0, LONGEST_S) for name in ("start", "end"))
    return start is not None and end is not None and start <= at_s <= end


def _of_segments(segments: Sequence[Json]) -> Iterator[Word]:
    """Give each word of a segment the segment's confidence: nothing finer is known."""
    for segment in segments:
        sure = _sure(segment)
        for word in clean(str(segment.get("text") or "")).split():
            yield Word(text=word, confidence=sure)


def _of_tokens(tokens: Sequence[Json]) -> Iterator[Word]:
    """Join tokens to words; a word is as sure as its least sure token."""
    text, sure = "", 1.0
    for token in tokens:
        piece, chance = str(token.get("token") or ""), _chance(token.get("logprob"))
        if piece[:1].isspace() and text.strip():
            yield Word(text=clean(text), confidence=sure)
            text, sure = "", 1.0
        text += piece
        if chance is not None and any(c.isalnum() for c in piece):
            sure = min(sure, chance)
    yield Word(text=clean(text), confidence=sure)


def _sure(segment: Json) -> float | None:
    """Return how sure a segment is: its mean probability, less where it may be no speech at all."""
    chance = _chance(segment.get("avg_logprob"))
    silence = _number(segment.get("no_speech_prob"), 0, 1)
    if chance is None or silence is None:
        return chance
    return min(chance, 1 - silence)


def _confidence(found: Json, segments: Sequence[Json], words: Sequence[Word]) -> float | None:
    """Return the mean by words, by segments or by tokens, whichever the server told."""
    direct = _number(found.get("confidence"), 0, 1)
    if direct is not None:
        return direct
    tokens = [_log(t.get("logprob")) for t in _dicts(found.get("logprobs"))]
    known = [log for log in tokens if log is not None]
    if known:
        return round(math.exp(sum(known) / len(known)), 3)
    sure = [word.confidence for word in words if word.confidence is not None]
    if sure:
        return round(sum(sure) / len(sure), 3)
    chances = [chance for chance in map(_sure, segments) if chance is not None]
    return round(sum(chances) / len(chances), 3) if chances else None


def _language(found: Json) -> str | None:
    told = found.get("language")
    if told is None:
        several = found.get("languages")
        first = several[0] if isinstance(several, list) and several else None
        told = first.get("code", first.get("language")) if isinstance(first, dict) else first
    return clean(told)[:20] or None if isinstance(told, str) else None


def _usage(told: object, duration_s: float | None) -> Usage:
    """Return what the server counted: tokens or seconds."""
    found = told if isinstance(told, dict) else {}
    seconds = _number(found.get("seconds"), 0, LONGEST_S)
    return Usage(
        input_tokens=int(_number(found.get("input_tokens"), 0, 1e9) or 0),
        output_tokens=int(_number(found.get("output_tokens"), 0, 1e9) or 0),
        audio_s=seconds if seconds is not None else duration_s or 0.0,
    )


def _chance(logprob: object) -> float | None:
    log = _log(logprob)
    return None if log is None else round(math.exp(log), 3)


def _log(logprob: object) -> float | None:
    """Return a log probability; what is above 0 isn't one."""
    return _number(logprob, -1000, 0)


def _number(value: object, least: float, most: float) -> float | None:
    """Return a number within its range; NaN, true and words are none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if least <= value <= most else None


def _dicts(value: object) -> list[Json]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
