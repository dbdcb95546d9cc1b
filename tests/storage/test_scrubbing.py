"""A recording that was deleted is in no file any more."""

from pathlib import Path

from src.storage import open_store
from tests.factory import asked, interview, speech_task
from tests.stores import ME, write

CANARY = b"a voice that nobody else may hear" * 3000


async def test_a_deleted_recording_is_gone_from_the_files(tmp_path: Path) -> None:
    """Neither free pages nor the journal hold a piece of it."""
    store = open_store(None, tmp_path)
    write(store, lambda u: u.interviews.add(ME, interview(), [asked(1)]))
    write(store, lambda u: u.speech.add(ME, speech_task(), CANARY))
    assert CANARY[:33] in _everything(tmp_path)

    write(store, lambda u: u.speech.save(ME, speech_task(has_audio=False)))
    await store.scrub()

    assert CANARY[:33] not in _everything(tmp_path)
    store.close()


def _everything(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
