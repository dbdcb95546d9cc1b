"""What is recorded, transcribed and read aloud."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from src.models.base import Frozen
from src.models.calls import Usage

LOW_CONFIDENCE = 0.6
"""Below it a transcript is asked about. It is about exp(-0.5), where Whisper's mean log probability
starts to mean wrong words."""
LOW_WORD = 0.5
"""A word that the server itself thinks likelier wrong than right is marked."""
MOST_PASSAGES = 5
"""A message is read aloud in at most so many pieces, each a call of its own."""
SLOWEST, FASTEST = 0.5, 2.0
"""Speeds at which something can be read aloud."""


class SpeechKind(StrEnum):
    """What a task does: `stt_stream` is a transcription whose words showed as they came."""

    STT_BATCH = "stt_batch"
    STT_STREAM = "stt_stream"
    TTS = "tts"


class SpeechStatus(StrEnum):
    """The life of a task."""

    PROCESSING = "processing"
    COMPLETED = "completed"
    ERROR = "error"


class AudioFormat(StrEnum):
    """A kind of audio file, by its content."""

    WAV = "wav"
    MP3 = "mp3"
    M4A = "m4a"
    OGG = "ogg"
    WEBM = "webm"
    FLAC = "flac"

    @property
    def media_type(self) -> str:
        """The type that HTTP and the browser know it by."""
        return {AudioFormat.MP3: "audio/mpeg", AudioFormat.M4A: "audio/mp4"}.get(
            self, f"audio/{self.value}"
        )


class Basis(StrEnum):
    """What figures of speaking rest on."""

    RECORDING = "recording"
    WORD_TIMES = "word_times"


class Measured(Frozen):
    """How long somebody spoke. Seconds; `talk_s` leaves pauses out; `basis` says what it rests on.

    `talk_s` and `pauses` are None where speech could not be told from the noise around it. A pause
    is a silence of 0.35 s or more between the first word and the last.
    """

    duration_s: float = Field(ge=0)
    talk_s: float | None = None
    pauses: int | None = None
    longest_pause_s: float | None = None
    basis: Basis = Basis.RECORDING


class Word(Frozen):
    """A word as it was heard; what the server didn't tell is None. Confidence is from 0 to 1."""

    text: str
    start_s: float | None = None
    end_s: float | None = None
    confidence: float | None = None

    @property
    def is_doubtful(self) -> bool:
        """Say whether the server itself doubts it."""
        return self.confidence is not None and self.confidence < LOW_WORD


class Transcript(Frozen):
    """What a server heard. `confidence` is its own, from 0 to 1, None where it gave none."""

    text: str
    words: tuple[Word, ...] = ()
    confidence: float | None = None
    language: str | None = None
    duration_s: float | None = None
    streamed: bool = False
    model: str = ""
    usage: Usage = Usage()


class Spoken(Frozen):
    """How a spoken answer came to be its text; stands beside the turn and never in a score.

    `words` counts what was heard, before it was mended; 0 in languages written without spaces.
    """

    task_id: str
    words: int = 0
    confidence: float | None = None
    confirmed: bool = False
    edited: bool = False
    language: str | None = None
    measured: Measured | None = None


class Kept(Frozen):
    """What a browser tells of a recording that it kept while there was no line.

    How long it plays, and how long ago it began: the browser's clock may be another one.
    """

    length_s: float = Field(ge=0)
    age_s: float = Field(ge=0)


class Said(Frozen):
    """Names the recording that an answer comes from; `confirmed` is the person's own yes to it."""

    task_id: str
    confirmed: bool = False


class SpeechTask(Frozen):
    """A transcription or a reading. Text is a person's words: data, never instructions.

    `before` is what was typed when the recording was sent. `draft` is the text as the person left
    it, None while it is untouched. `progress` runs from 0 to 1. `sent_as` is the turn that it
    became. `error` is a sentence for the person. `has_audio` while the recording is still kept.
    `host` is the server that the person agreed to: a recording goes to no other.
    """

    id: str
    interview_id: str
    turn_no: int
    position: int | None = Field(default=None, description="The question that it answers again")
    kind: SpeechKind = SpeechKind.STT_BATCH
    status: SpeechStatus = SpeechStatus.PROCESSING
    attempt: int = 1
    progress: float = Field(default=0.0, ge=0, le=1)
    before: str = ""
    text: str = ""
    draft: str | None = None
    words: tuple[Word, ...] = ()
    confidence: float | None = None
    language: str | None = None
    expected: str | None = Field(default=None, description="The interview's language")
    duration_s: float | None = None
    measured: Measured | None = None
    format: AudioFormat | None = None
    size_bytes: int = 0
    has_audio: bool = False
    client_key: str
    host: str | None = None
    model: str = ""
    sent_as: int | None = None
    error: str | None = None
    created_at: datetime
    done_at: datetime | None = None

    def waits_at(self, position: int | None) -> bool:
        """Say whether it waits to be sent: for a question again, or None for the open turn."""
        return self.sent_as is None and self.position == position

    @property
    def heard(self) -> str:
        """The text as it would be sent untouched: what was typed, then what was heard."""
        return f"{self.before}\n\n{self.text}".strip() if self.before else self.text

    @property
    def shown(self) -> str:
        """The text as the correction box shows it."""
        return self.heard if self.draft is None else self.draft

    @property
    def other_language(self) -> str | None:
        """The language that was heard where it isn't the interview's; None where neither is told.

        Servers name it by code or in English.
        """
        heard, wanted = language_code(self.language), language_code(self.expected)
        return self.language if heard and wanted and heard != wanted else None

    @property
    def is_doubtful(self) -> bool:
        """Say whether the person must be asked before it is sent."""
        low = self.confidence is not None and self.confidence < LOW_CONFIDENCE
        return low or self.other_language is not None

    def is_edited(self, text: str) -> bool:
        """Say whether a text differs from what was heard, spaces apart."""
        return text.split() != self.heard.split()


def spoken_of(task: SpeechTask, text: str, *, confirmed: bool) -> Spoken:
    """Return how an answer came to be; words that the person mended are theirs, so confirmed."""
    edited = task.is_edited(text)
    return Spoken(
        task_id=task.id,
        words=_count(task),
        confidence=task.confidence,
        confirmed=confirmed or edited,
        edited=edited,
        language=task.language,
        measured=task.measured,
    )


def _count(task: SpeechTask) -> int:
    tongue = language_code(task.language) or language_code(task.expected)
    return 0 if tongue in _UNSPACED else len(task.text.split())


class Reading(Frozen):
    """A turn's words read aloud. Without `audio` the browser's voice reads, and `notice` says why.

    `captions` are the words, whoever reads.
    """

    captions: str
    audio: bytes | None = Field(default=None, repr=False)
    media_type: str = ""
    notice: str | None = None


_UNSPACED = frozenset({"ja", "lo", "my", "th", "zh"})
_NAMED = {
    "arabic": "ar",
    "chinese": "zh",
    "czech": "cs",
    "danish": "da",
    "dutch": "nl",
    "english": "en",
    "finnish": "fi",
    "french": "fr",
    "german": "de",
    "greek": "el",
    "hebrew": "he",
    "hindi": "hi",
    "hungarian": "hu",
    "indonesian": "id",
    "italian": "it",
    "japanese": "ja",
    "korean": "ko",
    "norwegian": "no",
    "polish": "pl",
    "portuguese": "pt",
    "romanian": "ro",
    "russian": "ru",
    "slovenian": "sl",
    "spanish": "es",
    "swedish": "sv",
    "turkish": "tr",
    "ukrainian": "uk",
    "vietnamese": "vi",
}


def language_code(name: str | None) -> str | None:
    """Return the two or three letters of a language tag or English name; None where unknown."""
    word = (name or "").strip().lower()
    if word in _NAMED:
        return _NAMED[word]
    first = word.replace("_", "-").partition("-")[0]
    return first if len(first) in {2, 3} and first.isalpha() else None
