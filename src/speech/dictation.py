"""Answers by microphone: kept at once, transcribed by a workflow, corrected by the person.

From the commit on a recording can't be lost: a refresh, a crash or a server that is down leave it
where it is until it is transcribed. Then it is deleted; one that nobody retries goes after a day.
"""

import asyncio
import hashlib
import logging
import secrets
from datetime import timedelta

from src.errors import (
    ModelError,
    ModelMissingError,
    NotFoundError,
    SpeechError,
    StateError,
    StepError,
)
from src.models.enums import InterviewStatus, QuestionState
from src.models.speech import (
    AudioFormat,
    Kept,
    SpeechKind,
    SpeechStatus,
    SpeechTask,
    Transcript,
    language_code,
)
from src.ports import (
    Clock,
    Consents,
    Jobs,
    JobState,
    Recording,
    Steps,
    Store,
    Transcriber,
    UnfinishedSpeech,
    UnitOfWork,
)
from src.speech.files import Bounds, checked, wav_s
from src.speech.progress import Progress
from src.speech.sound import by_words, measure

log = logging.getLogger(__name__)

WORKFLOW = "speech"
CONSENT = ("voice", "2026-11b")
"""The kind of sentence that is agreed to, and its wording: a yes to another one doesn't count."""
KEPT = timedelta(hours=24)
LOOK_S = 3600.0
SAME_S = 1.0
"""What a browser's clock and a decoded recording may differ by in the length of one recording."""
MOST_OPEN = 5
"""Recordings of one interview that wait to be sent; more are a mistake or a nuisance."""
LEAST_DEADLINE_S, MOST_DEADLINE_S = 30.0, 300.0
NOTHING = "Nothing was heard in this recording. Check the microphone, then record it again."
OURS = "Something went wrong on our side."


class Dictation:
    """Takes recordings, and keeps what was heard until it is sent."""

    def __init__(
        self,
        store: Store,
        jobs: Jobs,
        clock: Clock,
        transcriber: Transcriber,
        bounds: Bounds,
        consents: Consents,
    ) -> None:
        self._store = store
        self._jobs = jobs
        self._clock = clock
        self._transcriber = transcriber
        self.bounds = bounds
        self.consents = consents
        jobs.register(WORKFLOW, self._work)

    def recover(self) -> int:
        """Start transcriptions that a crash left, and the hourly look for old recordings."""
        with self._store.unit() as unit:
            found = unit.unfinished.speech()
        for work in found:
            self._take_up(work)
        self._jobs.every("recordings", LOOK_S, self.forget)
        return len(found)

    def _take_up(self, work: UnfinishedSpeech) -> None:
        """Start a transcription; one whose workflow ended without a word offers Retry."""
        workflow_id = f"{WORKFLOW}/{work.interview_id}/{work.task_id}/{work.attempt}"
        if self._jobs.status(workflow_id) in {JobState.UNKNOWN, JobState.RUNNING}:
            self._start(work.owner_id, work.interview_id, work.task_id, work.attempt)
            return
        self._jobs.submit(
            lambda: self._fail(work.owner_id, work.task_id, work.attempt, OURS), LEAST_DEADLINE_S
        )

    def host(self, owner_id: str) -> str | None:
        """Return where recordings are sent, None where nothing transcribes."""
        return self._transcriber.host(owner_id)

    def consent_text(self, owner_id: str) -> str:
        """Return the one sentence that says where a recording goes."""
        return (
            f"Your recording is sent to {self.host(owner_id)} to be written down, and deleted as "
            f"soon as it is, or after {KEPT.total_seconds() / 3600:g} hours. Until it has arrived "
            "here, your browser keeps it too, so that a lost connection loses nothing."
        )

    def record(
        self,
        owner_id: str,
        interview_id: str,
        turn_no: int,
        audio: bytes,
        before: str = "",
        kept: Kept | None = None,
        position: int | None = None,
    ) -> SpeechTask:
        """Keep a recording and begin its transcription; `before` is what was typed with it.

        With a `position` it answers that question of a finished interview again.
        The same recording again, by a double click, from another tab or out of a browser that
        `kept` it, is the same task. Raises `SpeechError` with what to do.
        """
        kind = self._checked(owner_id, audio)
        place = turn_no if position is None else f"take/{position}"
        key = f"{place}/{hashlib.sha256(audio).hexdigest()}"
        task = SpeechTask(
            id=secrets.token_urlsafe(16),
            interview_id=interview_id,
            turn_no=turn_no,
            position=position,
            before=before.strip(),
            format=kind,
            size_bytes=len(audio),
            duration_s=wav_s(audio) if kind is AudioFormat.WAV else kept and kept.length_s,
            has_audio=True,
            host=self.host(owner_id),
            client_key=key,
            created_at=self._clock.now(),
        )
        with self._store.unit(write=True) as unit:
            task = task.model_copy(update={"expected": _expected(unit, owner_id, task)})
            arrived = kept and _arrived(unit.speech.list(owner_id, interview_id), kept, task)
            if arrived:
                return arrived
            _check_room(unit, owner_id, task)
            stored, added = unit.speech.add(owner_id, task, audio)
            unit.commit()
        if added:
            self._start(owner_id, interview_id, stored.id, stored.attempt)
        return stored

    def _checked(self, owner_id: str, audio: bytes) -> AudioFormat:
        if self.host(owner_id) is None:
            words = "No server that understands speech is set up here. Type your answer."
            raise SpeechError(words, code="no_server")
        if not self.consents.given(owner_id):
            words = "Say yes to where a recording goes first; then record again."
            raise SpeechError(words, code="no_consent")
        return checked(audio, self.bounds)

    def recordings(self, owner_id: str, interview_id: str) -> tuple[SpeechTask, ...]:
        """Return all recordings of an interview, oldest first."""
        with self._store.unit() as unit:
            tasks = unit.speech.list(owner_id, interview_id)
        return tuple(t for t in tasks if t.kind is not SpeechKind.TTS)

    def waiting(self, owner_id: str, interview_id: str) -> tuple[SpeechTask, ...]:
        """Return the recordings of an interview that aren't sent yet, oldest first."""
        return tuple(t for t in self.recordings(owner_id, interview_id) if t.waits_at(None))

    def task(self, owner_id: str, task_id: str) -> SpeechTask:
        """Return a task as it stands, or raise `NotFoundError`."""
        with self._store.unit() as unit:
            return unit.speech.get(owner_id, task_id)

    def keep(self, owner_id: str, task_id: str, text: str) -> None:
        """Keep a text as the person left it, so that a refresh brings it back."""
        with self._store.unit(write=True) as unit:
            task = unit.speech.get(owner_id, task_id)
            if task.status is SpeechStatus.COMPLETED and task.sent_as is None:
                unit.speech.save(owner_id, task.model_copy(update={"draft": text}))
                unit.commit()

    def retry(self, owner_id: str, task_id: str) -> SpeechTask:
        """Transcribe a recording again that failed; raises `StateError` where it is gone."""
        with self._store.unit(write=True) as unit:
            task = unit.speech.get(owner_id, task_id)
            if task.status is not SpeechStatus.ERROR:
                return task
            if not task.has_audio:
                raise StateError("This recording is not kept any more. Record it again.")
            changes = {"status": SpeechStatus.PROCESSING, "attempt": task.attempt + 1}
            again = task.model_copy(update=changes | {"error": None, "progress": 0.0, "text": ""})
            unit.speech.save(owner_id, again)
            unit.commit()
        self._start(owner_id, again.interview_id, again.id, again.attempt)
        return again

    def discard(self, owner_id: str, task_id: str) -> None:
        """Delete a recording with what was heard in it."""
        with self._store.unit(write=True) as unit:
            unit.speech.delete(owner_id, task_id)
            unit.commit()
        self._jobs.submit(self._store.scrub, LEAST_DEADLINE_S)

    async def forget(self) -> None:
        """Delete recordings that are older than a day; what was heard in them stays."""
        before = self._clock.now() - KEPT
        old = await self._store.read(lambda unit: unit.unfinished.recordings(before))
        for work in old:
            await self._store.write(lambda unit, w=work: _let_go(unit, w.owner_id, w.task_id))  # type: ignore[misc]
        if old:
            await self._store.scrub()

    def _start(self, owner_id: str, interview_id: str, task_id: str, attempt: int) -> None:
        workflow_id = f"{WORKFLOW}/{interview_id}/{task_id}/{attempt}"
        self._jobs.start(workflow_id, WORKFLOW, owner_id, task_id, str(attempt))

    async def _work(self, steps: Steps, owner_id: str, task_id: str, attempt: str) -> None:
        """Transcribe a recording; whatever happens, its task ends with a text or a sentence."""
        try:
            await steps("transcribe", lambda: self._transcribe(owner_id, task_id, int(attempt)))
        except StepError:
            await self._fail(owner_id, task_id, int(attempt), OURS)
        await steps("scrub", self._scrub)

    async def _scrub(self) -> bool:
        await self._store.scrub()
        return True

    async def _transcribe(self, owner_id: str, task_id: str, attempt: int) -> bool:
        def view(unit: UnitOfWork) -> tuple[SpeechTask, bytes | None]:
            return unit.speech.get(owner_id, task_id), unit.speech.audio(owner_id, task_id)

        task, audio = await self._store.read(view)
        if task.status is not SpeechStatus.PROCESSING or task.attempt != attempt:
            return False
        refusal = self._refusal(owner_id, task, audio)
        if refusal is not None or audio is None:
            await self._fail(owner_id, task_id, attempt, refusal or OURS)
            return False
        try:
            async with Progress(self._store, owner_id, task) as progress:
                heard = await self._transcriber.transcribe(
                    _recording(owner_id, task, audio), progress.show
                )
        except ModelError as problem:
            await self._fail(owner_id, task_id, attempt, _sentence(problem))
            return False
        done = await self._done(task, heard, audio)
        return await self._store.write(lambda unit: unit.speech.save(owner_id, done))

    def _refusal(self, owner_id: str, task: SpeechTask, audio: bytes | None) -> str | None:
        """Say why a recording can't be transcribed: it is gone, or would go to another place."""
        if audio is None:
            return "This recording is not kept any more."
        if self.host(owner_id) in {None, task.host}:
            return None
        return f"This recording was made for {task.host}, which is not used any more."

    async def _done(self, task: SpeechTask, heard: Transcript, audio: bytes) -> SpeechTask:
        """Return the task with what was heard; from here on the recording isn't needed."""
        measured = await asyncio.to_thread(measure, audio)
        measured = measured or by_words(heard.words, heard.duration_s)
        found: dict[str, object] = {
            "kind": SpeechKind.STT_STREAM if heard.streamed else SpeechKind.STT_BATCH,
            "text": heard.text,
            "words": heard.words,
            "confidence": heard.confidence,
            "language": heard.language,
            "duration_s": task.duration_s or heard.duration_s,
            "measured": measured,
            "model": heard.model,
            "progress": 1.0,
            "has_audio": False,
            "done_at": self._clock.now(),
            "status": SpeechStatus.COMPLETED if heard.text else SpeechStatus.ERROR,
            "error": None if heard.text else NOTHING,
        }
        return task.model_copy(update=found)

    async def _fail(self, owner_id: str, task_id: str, attempt: int, sentence: str) -> None:
        """End a task with a sentence; its recording stays, so that it can be tried again."""

        def write(unit: UnitOfWork) -> None:
            try:
                task = unit.speech.get(owner_id, task_id)
            except NotFoundError:
                return  # deleted meanwhile, alone or with its interview
            if task.status is SpeechStatus.PROCESSING and task.attempt == attempt:
                failed = {"status": SpeechStatus.ERROR, "error": sentence, "progress": 0.0}
                failed["done_at"] = self._clock.now()
                unit.speech.save(owner_id, task.model_copy(update=failed))

        await self._store.write(write)


def _expected(unit: UnitOfWork, owner_id: str, task: SpeechTask) -> str:
    """Return the interview's language; raises `StateError` where nothing can be answered now.

    A turn is answered while the interview goes on, a question again once it has ended.
    """
    interview = unit.interviews.get(owner_id, task.interview_id)
    if task.position is None:
        if interview.status is not InterviewStatus.ACTIVE:
            raise StateError("This interview is over, so nothing can be added to it.")
        return interview.setup.language
    if interview.status is not InterviewStatus.COMPLETED:
        raise StateError("This comes when the interview has ended.")
    plan = unit.interviews.questions(owner_id, task.interview_id)
    asked = next((q for q in plan if q.position == task.position), None)
    if asked is None or asked.state is QuestionState.WAITING:
        raise StateError("This question was not asked.")
    return interview.setup.language


def _arrived(tasks: tuple[SpeechTask, ...], kept: Kept, task: SpeechTask) -> SpeechTask | None:
    """Return the recording that a browser's copy is of: it came since, and takes as long.

    The answer box sends another file than it records, so the bytes alone don't tell.
    """
    began = task.created_at - timedelta(seconds=kept.age_s)
    here = (t for t in tasks if t.position == task.position and t.format is AudioFormat.WAV)
    since = (t for t in here if t.created_at >= began)
    return next((t for t in since if abs((t.duration_s or 0) - kept.length_s) <= SAME_S), None)


def _check_room(unit: UnitOfWork, owner_id: str, task: SpeechTask) -> None:
    tasks = unit.speech.list(owner_id, task.interview_id)
    waiting = [t for t in tasks if t.kind is not SpeechKind.TTS and t.waits_at(task.position)]
    known = any(t.client_key == task.client_key for t in tasks)
    if len(waiting) >= MOST_OPEN and not known:
        words = f"{MOST_OPEN} recordings wait here already. Send or delete one first."
        raise SpeechError(words, code="too_many")


def _recording(owner_id: str, task: SpeechTask, audio: bytes) -> Recording:
    """Return what the transcriber gets; a slow server has as long as the recording, and more."""
    length_s = task.duration_s
    wanted_s = MOST_DEADLINE_S if length_s is None else LEAST_DEADLINE_S + 2 * length_s
    return Recording(
        audio=audio,
        format=task.format or AudioFormat.WAV,
        owner_id=owner_id,
        interview_id=task.interview_id,
        language=language_code(task.expected),
        duration_s=length_s,
        deadline_s=min(MOST_DEADLINE_S, wanted_s),
    )


def _sentence(problem: ModelError) -> str:
    if isinstance(problem, ModelMissingError):
        return "The speech server can't write recordings down, or doesn't know its model."
    if problem.retry_after_s:
        minutes = max(1, round(problem.retry_after_s / 60))
        return f"{problem.sentence} Try again in {minutes} minute{'s' if minutes > 1 else ''}."
    return problem.sentence


def _let_go(unit: UnitOfWork, owner_id: str, task_id: str) -> None:
    task = unit.speech.get(owner_id, task_id)
    changes: dict[str, object] = {"has_audio": False}
    if task.status is not SpeechStatus.COMPLETED:
        gone = "This recording was deleted after a day."
        changes |= {"status": SpeechStatus.ERROR, "error": gone}
    unit.speech.save(owner_id, task.model_copy(update=changes))
