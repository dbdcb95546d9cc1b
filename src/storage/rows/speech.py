"""Transcriptions and readings with the recordings that are still kept, in both stores."""

from sqlalchemy import Connection, and_, delete, insert, select, update

from src.errors import NotFoundError
from src.models.speech import SpeechTask
from src.storage import tables as t
from src.storage.rows.common import body, insert_new, read_bodies
from src.storage.rows.interviews import check_owner, under
from src.storage.rows.memory import State

GONE = "This recording is not there."


class SqlSpeechRows:
    """Tasks, each exactly one row; recordings beside them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, owner_id: str, task: SpeechTask, audio: bytes = b"") -> tuple[SpeechTask, bool]:
        """Store a task with its recording, or return the one that was stored before it."""
        check_owner(self._connection, owner_id, task.interview_id)
        row = {"id": task.id, "owner_id": owner_id, "interview_id": task.interview_id}
        row |= {"client_key": task.client_key, "kind": task.kind}
        made = _columns(task) | {"at": task.created_at}
        if not insert_new(self._connection, t.speech, **row, **made):
            key = t.speech.c.client_key == task.client_key
            where = and_(under(t.speech, owner_id, task.interview_id), key)
            return read_bodies(self._connection, t.speech, SpeechTask, where)[0], False
        if audio:
            kept = {"task_id": task.id, "owner_id": owner_id, "audio": audio}
            self._connection.execute(insert(t.recordings).values(**kept))
        return task, True

    def get(self, owner_id: str, task_id: str) -> SpeechTask:
        """Return a task or raise `NotFoundError`."""
        c = t.speech.c
        where = and_(c.owner_id == owner_id, c.id == task_id)
        found = read_bodies(self._connection, t.speech, SpeechTask, where)
        if not found:
            raise NotFoundError(GONE)
        return found[0]

    def list(self, owner_id: str, interview_id: str) -> tuple[SpeechTask, ...]:
        """Return an interview's tasks, oldest first."""
        where = under(t.speech, owner_id, interview_id)
        return read_bodies(
            self._connection, t.speech, SpeechTask, where, t.speech.c.at, t.speech.c.id
        )

    def audio(self, owner_id: str, task_id: str) -> bytes | None:
        """Return a task's recording, None where it isn't kept any more."""
        c = t.recordings.c
        wanted = select(c.audio).where(c.owner_id == owner_id, c.task_id == task_id)
        found: bytes | None = self._connection.execute(wanted).scalar()
        return found

    def save(self, owner_id: str, task: SpeechTask) -> bool:
        """Replace a task unless a later attempt is stored; False where nothing changed."""
        c = t.speech.c
        mine = and_(c.owner_id == owner_id, c.id == task.id, c.attempt <= task.attempt)
        change = update(t.speech).where(mine).values(**_columns(task), kind=task.kind)
        if self._connection.execute(change).rowcount == 0:
            return False
        if not task.has_audio:
            gone = delete(t.recordings).where(t.recordings.c.task_id == task.id)
            self._connection.execute(gone.where(t.recordings.c.owner_id == owner_id))
        return True

    def delete(self, owner_id: str, task_id: str) -> None:
        """Delete a task; its recording goes with it by foreign key."""
        c = t.speech.c
        gone = delete(t.speech).where(c.owner_id == owner_id, c.id == task_id)
        if self._connection.execute(gone).rowcount == 0:
            raise NotFoundError(GONE)


def _columns(task: SpeechTask) -> dict[str, object]:
    return {"status": task.status, "attempt": task.attempt, "body": body(task)}


class MemorySpeechRows:
    """The same in plain dictionaries."""

    def __init__(self, state: State) -> None:
        self._state = state

    def add(self, owner_id: str, task: SpeechTask, audio: bytes = b"") -> tuple[SpeechTask, bool]:
        """Store a task with its recording, or return the one that was stored before it."""
        self._state.check(owner_id, task.interview_id)
        tasks = self.list(owner_id, task.interview_id)
        before = next((found for found in tasks if found.client_key == task.client_key), None)
        if before is not None:
            return before, False
        self._state.speech[owner_id, task.id] = task
        if audio:
            self._state.recordings[owner_id, task.id] = audio
        return task, True

    def get(self, owner_id: str, task_id: str) -> SpeechTask:
        """Return a task or raise `NotFoundError`."""
        found = self._state.speech.get((owner_id, task_id))
        if found is None:
            raise NotFoundError(GONE)
        return found

    def list(self, owner_id: str, interview_id: str) -> tuple[SpeechTask, ...]:
        """Return an interview's tasks, oldest first."""
        tasks = self._state.speech.items()
        mine = [t for (o, _), t in tasks if o == owner_id and t.interview_id == interview_id]
        return tuple(sorted(mine, key=lambda task: (task.created_at, task.id)))

    def audio(self, owner_id: str, task_id: str) -> bytes | None:
        """Return a task's recording, None where it isn't kept any more."""
        return self._state.recordings.get((owner_id, task_id))

    def save(self, owner_id: str, task: SpeechTask) -> bool:
        """Replace a task unless a later attempt is stored; False where nothing changed."""
        stored = self._state.speech.get((owner_id, task.id))
        if stored is None or stored.attempt > task.attempt:
            return False
        self._state.speech[owner_id, task.id] = task
        if not task.has_audio:
            self._state.recordings.pop((owner_id, task.id), None)
        return True

    def delete(self, owner_id: str, task_id: str) -> None:
        """Delete a task with its recording."""
        self.get(owner_id, task_id)
        del self._state.speech[owner_id, task_id]
        self._state.recordings.pop((owner_id, task_id), None)
