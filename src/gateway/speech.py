"""Whose server speech goes to, and whose key pays: asked anew for each recording and reading."""

from collections.abc import Callable
from dataclasses import dataclass

from src.gateway.client import Server
from src.gateway.visitors import VisitorKeys

TRANSCRIBES, TRANSCRIBES_ELSEWHERE = "gpt-transcribe", "whisper-1"
"""Asked where no model is named. OpenAI ends `whisper-1` on 2027-02-26; most other servers take the
name for whatever they run."""


def transcribes(server: Server) -> str:
    """Return the model that a server is asked for where none is named."""
    return TRANSCRIBES if server.base_url is None else TRANSCRIBES_ELSEWHERE


@dataclass(frozen=True)
class SpeechPlaces:
    """A speech server of the operator's own serves everybody; else whoever answers hears too.

    `server` is the operator's, None without one. With `apart` it is for speech alone, and nobody's
    own key plays a part.
    """

    keys: VisitorKeys
    server: Server | None
    apart: bool
    model: str | None
    usual: Callable[[Server], str | None]

    def of(self, owner_id: str) -> Server | None:
        """Return where an owner's speech goes, None where nowhere."""
        brought = None if self.apart else self.keys.held(owner_id)
        return brought.server if brought is not None else self.server

    def model_at(self, server: Server) -> str | None:
        """Return the model to ask there: the one that settings name, but not at a visitor's."""
        named = self.model if self.server is None or server.place == self.server.place else None
        return named or self.usual(server)

    def own_key(self, owner_id: str) -> bool | None:
        """Say whether the owner's own key pays; None where no such key ever could."""
        return None if self.apart else self.keys.held(owner_id) is not None
