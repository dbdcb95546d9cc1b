"""A turn's words read aloud by a model voice; where there is none, the browser's voice reads.

Audio is kept in memory only, little of it and shortly. The words are always there as captions.
"""

import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import Self

from src.errors import InputError, ModelError, NotFoundError
from src.models.enums import QuestionState
from src.models.speech import (
    FASTEST,
    MOST_PASSAGES,
    SLOWEST,
    Measured,
    Reading,
    SpeechKind,
    SpeechStatus,
    SpeechTask,
)
from src.ports import Clock, Jobs, Sound, Speaker, Store, Words
from src.speech.files import wav_s
from src.text import passages

MOST_BYTES = 16 * 1024 * 1024
DEADLINE_S = 20.0
GRACE_S = 5.0
BROWSER = "Your browser's voice reads instead."

Key = tuple[str, str, str, float]


@dataclass(frozen=True)
class _Manner:
    """In which voice, and how fast."""

    voice: str
    speed: float


@dataclass(frozen=True)
class _Passage:
    """What is read: words, the turn that they came with, and their name in the interview."""

    turn_no: int
    key: str
    text: str

    def part(self, number: int | None) -> Self:
        """Return one of its passages, or the whole; raises `NotFoundError` for one too many."""
        if number is None:
            return self
        found = passages(self.text, MOST_PASSAGES)
        if number >= len(found):
            raise NotFoundError("There is nothing more to read.")
        return replace(self, key=f"{self.key}/{number}", text=found[number])


class ReadAloud:
    """Reads what the interviewer said."""

    def __init__(self, store: Store, jobs: Jobs, clock: Clock, speaker: Speaker) -> None:
        self._store = store
        self._jobs = jobs
        self._clock = clock
        self._speaker = speaker
        self._kept = Shelf(MOST_BYTES)

    def host(self, owner_id: str) -> str | None:
        """Return where words go to be read, None where only the browser reads."""
        return self._speaker.host(owner_id)

    def voices(self, owner_id: str) -> tuple[str, ...]:
        """Return the model voices to choose from, the usual one first; none: the browser reads."""
        return self._speaker.voices(owner_id)

    def read(
        self,
        owner_id: str,
        interview_id: str,
        turn_no: int,
        voice: str,
        speed: float = 1.0,
        part: int | None = None,
    ) -> Reading:
        """Return a turn's reply, or one of its passages, as audio with captions; waits for it.

        Without a model voice, or where it fails, `audio` is None and `notice` says why. Raises
        `NotFoundError` for a turn that isn't there, `InputError` for a voice or speed that isn't.
        """
        with self._store.unit() as unit:
            turn = unit.turns.get(owner_id, interview_id, turn_no)
        captions = turn.reply.content if turn.reply is not None else ""
        passage = _Passage(turn_no, f"{turn_no}", captions).part(part)
        return self._read(owner_id, interview_id, passage, _Manner(voice, speed))

    def read_question(
        self,
        owner_id: str,
        interview_id: str,
        position: int,
        voice: str,
        speed: float = 1.0,
        part: int | None = None,
    ) -> Reading:
        """Return a question that was asked, read like a reply; one still to come isn't there."""
        with self._store.unit() as unit:
            plan = unit.interviews.questions(owner_id, interview_id)
            turns = unit.turns.list(owner_id, interview_id)
        asked = next((q for q in plan if q.position == position), None)
        if asked is None or asked.state is QuestionState.WAITING:
            raise NotFoundError("This question is not there.")
        before = max((t.no for t in turns if t.position < position), default=0)
        whole = _Passage(before, f"question/{position}", asked.question.text)
        passage = whole.part(part)
        return self._read(owner_id, interview_id, passage, _Manner(voice, speed))

    def _read(
        self, owner_id: str, interview_id: str, passage: _Passage, manner: _Manner
    ) -> Reading:
        voices = self.voices(owner_id)
        if not voices or not passage.text.strip():
            return Reading(captions=passage.text)
        self._check(manner.voice, manner.speed, voices)
        words = Words(
            text=passage.text,
            voice=manner.voice,
            speed=manner.speed,
            owner_id=owner_id,
            interview_id=interview_id,
            deadline_s=DEADLINE_S,
        )
        sound, notice = self._sound(passage, words)
        if sound is None:
            return Reading(captions=passage.text, notice=notice)
        return Reading(captions=passage.text, audio=sound.audio, media_type=sound.format.media_type)

    def _check(self, voice: str, speed: float, voices: tuple[str, ...]) -> None:
        if voice not in voices:
            raise InputError("This voice is not there. Choose another one.")
        if not SLOWEST <= speed <= FASTEST:
            raise InputError(f"The speed can be from {SLOWEST:g} to {FASTEST:g}.")

    def _sound(self, passage: _Passage, words: Words) -> tuple[Sound | None, str | None]:
        """Return the audio, or None and the sentence that says why there is none."""
        key = (words.owner_id, words.text, words.voice, words.speed)
        kept = self._kept.get(key)
        if kept is not None:
            return kept, None
        task = self._begin(passage, words)
        try:
            sound = self._jobs.submit(lambda: self._speaker.speak(words), DEADLINE_S + GRACE_S)
        except ModelError as problem:
            sentence = f"{problem.sentence} {BROWSER}"
            self._end(words, task, status=SpeechStatus.ERROR, error=sentence)
            return None, sentence
        self._kept.put(key, sound)
        self._end(words, task, status=SpeechStatus.COMPLETED, **_told(sound))
        return sound, None

    def _begin(self, passage: _Passage, words: Words) -> SpeechTask:
        """Store the reading as a task; one that was read before begins its next attempt."""
        fresh = SpeechTask(
            id=secrets.token_urlsafe(16),
            interview_id=words.interview_id,
            turn_no=passage.turn_no,
            kind=SpeechKind.TTS,
            client_key=f"tts/{passage.key}/{words.voice}/{words.speed:g}",
            created_at=self._clock.now(),
        )
        with self._store.unit(write=True) as unit:
            task, added = unit.speech.add(words.owner_id, fresh)
            if not added:
                again = {"status": SpeechStatus.PROCESSING, "attempt": task.attempt + 1}
                task = task.model_copy(update=again | {"error": None, "progress": 0.0})
                unit.speech.save(words.owner_id, task)
            unit.commit()
        return task

    def _end(self, words: Words, task: SpeechTask, **told: object) -> None:
        ended = task.model_copy(update=told | {"progress": 1.0, "done_at": self._clock.now()})
        with self._store.unit(write=True) as unit:
            unit.speech.save(words.owner_id, ended)
            unit.commit()


def _told(sound: Sound) -> dict[str, object]:
    """Return what is known of the audio; only a WAV tells its length."""
    length_s = wav_s(sound.audio)
    told: dict[str, object] = {"format": sound.format, "size_bytes": len(sound.audio)}
    if length_s is not None:
        told |= {"duration_s": length_s, "measured": Measured(duration_s=length_s)}
    return told | {"model": sound.model}


class Shelf:
    """Keeps the latest sounds up to so many bytes, from any thread."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._sounds: OrderedDict[Key, Sound] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key) -> Sound | None:
        """Return a sound that is still kept, and keep it longer."""
        with self._lock:
            found = self._sounds.get(key)
            if found is not None:
                self._sounds.move_to_end(key)
            return found

    def put(self, key: Key, sound: Sound) -> None:
        """Keep a sound; the oldest go where there is too much."""
        with self._lock:
            self._sounds[key] = sound
            while sum(len(s.audio) for s in self._sounds.values()) > self._most:
                self._sounds.popitem(last=False)
