"""What is taken for a recording: by content, never by name or by what a browser claims."""

import io
import wave
from dataclasses import dataclass

from src.errors import SpeechError
from src.models.speech import AudioFormat

SHORTEST_S = 0.3
"""Shorter than any word: the button was pressed twice."""
SUFFIXES = ("wav", "mp3", "m4a", "ogg", "webm", "flac")
_MP3_SYNC, _MP3_MASK = 0xE0, 0xE0
_EBML = b"\x1aE\xdf\xa3"


@dataclass(frozen=True)
class Bounds:
    """How long and how big a recording may be."""

    most_bytes: int = 10 * 1024 * 1024
    most_s: float = 300.0


def format_of(data: bytes) -> AudioFormat | None:
    """Return the kind of audio that bytes begin like, None where they are none that is known."""
    head = data[:12]
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return AudioFormat.WAV
    if head[:4] == b"OggS":
        return AudioFormat.OGG
    if head[:4] == b"fLaC":
        return AudioFormat.FLAC
    if head[:4] == _EBML:
        return AudioFormat.WEBM
    if head[4:8] == b"ftyp":
        return AudioFormat.M4A
    return AudioFormat.MP3 if _is_mp3(head) else None


def _is_mp3(head: bytes) -> bool:
    """Say whether it is tagged as MP3, or begins with a frame of layer III."""
    if head[:3] == b"ID3":
        return True
    synced = len(head) > 1 and head[0] == 0xFF and head[1] & _MP3_MASK == _MP3_SYNC  # noqa: PLR2004
    return synced and head[1] & 0x06 == 0x02  # noqa: PLR2004 - the bits that say "layer III"


def checked(data: bytes, bounds: Bounds) -> AudioFormat:
    """Return the kind of a recording that can be sent, or raise `SpeechError` with what to do."""
    if not data:
        raise SpeechError("Nothing was recorded. Try again.", code="empty")
    if len(data) > bounds.most_bytes:
        megabytes = bounds.most_bytes / 1024 / 1024
        words = f"This recording is larger than {megabytes:g} MB. Record a shorter one."
        raise SpeechError(words, code="too_big")
    found = format_of(data)
    if found is None:
        words = f"This is no audio that can be read. These can: {', '.join(SUFFIXES)}."
        raise SpeechError(words, code="wrong_type")
    if found is AudioFormat.WAV:
        _check_wav(data, bounds)
    return found


def _check_wav(data: bytes, bounds: Bounds) -> None:
    length_s = wav_s(data)
    if length_s is None:
        raise SpeechError("This WAV file is damaged. Record it again.", code="damaged")
    if length_s < SHORTEST_S:
        words = "The recording is too short to hold a word. Try again."
        raise SpeechError(words, code="empty")
    if length_s > bounds.most_s:
        minutes = bounds.most_s / 60
        words = f"This recording takes {length_s / 60:.1f} minutes; {minutes:g} are possible."
        raise SpeechError(words, code="too_long")


def wav_s(data: bytes) -> float | None:
    """Return how long a WAV file plays, by what is really in it; None for a damaged one.

    A recorder that streams leaves the sizes in the header open, so frames are counted.
    """
    try:
        with wave.open(io.BytesIO(data)) as file:
            frame = file.getsampwidth() * file.getnchannels()
            frames = min(file.getnframes(), len(data) // frame)
            length_s: float = frames / file.getframerate()
            return length_s
    except (wave.Error, EOFError, ZeroDivisionError, RuntimeError):
        return None  # RuntimeError: the size of a part points behind the end of the file
