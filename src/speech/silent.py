"""The twins where no server is set: nothing is heard, and only the browser speaks."""

from src.errors import ModelMissingError
from src.models.speech import Transcript
from src.ports import Recording, Sound, Words
from src.ports.speech import OnText, unheard


class SilentTranscriber:
    """Transcribes nothing and says so."""

    def host(self, owner_id: str) -> str | None:  # noqa: ARG002
        """Return None: recordings go nowhere."""
        return None

    async def transcribe(self, recording: Recording, on_text: OnText = unheard) -> Transcript:  # noqa: ARG002
        """Raise `ModelMissingError`."""
        raise ModelMissingError("no server transcribes")


class SilentSpeaker:
    """Has no voice; the browser's reads."""

    def host(self, owner_id: str) -> str | None:  # noqa: ARG002
        """Return None: words go nowhere."""
        return None

    def voices(self, owner_id: str) -> tuple[str, ...]:  # noqa: ARG002
        """Return none."""
        return ()

    async def speak(self, words: Words) -> Sound:  # noqa: ARG002
        """Raise `ModelMissingError`."""
        raise ModelMissingError("no server speaks")
