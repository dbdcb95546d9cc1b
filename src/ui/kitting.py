"""What the kits page does: each act names the version that this tab showed, and tells what failed.

Everything typed is stored as a draft at once; this session holds the version and nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from src.app import Application
from src.errors import RehearseError, StaleError
from src.models.content import Kit
from src.models.interview import Setup
from src.models.kits import OwnKit
from src.ui import state
from src.ui.trouble import OURS, sentence_of

PLACE = "kits"
QUESTIONS = 5
STALE = (
    "This kit was changed in another tab meanwhile, so nothing was written over it. The page shows "
    "how it stands now."
)
_SHOWN, _EPOCH, _LOST = "kit_shown", "kit_epoch", "kit_lost"
Change = Callable[[int], OwnKit]


@dataclass(frozen=True)
class Bench:
    """One own kit on the page."""

    app: Application
    owner_id: str
    own: OwnKit

    def key(self, name: str) -> str:
        """Return a widget's key; it changes where the page must show what is stored anew."""
        return f"kit/{self.own.key}/{st.session_state.get(_EPOCH, 0)}/{name}"

    def shows(self) -> None:
        """Remember that this tab shows the kit as it is."""
        st.session_state[f"{_SHOWN}/{self.own.key}"] = self.own.version

    def act(self, change: Change, *, anew: bool = False, typed: str = "") -> None:
        """Change the kit as this tab showed it; what can't be done is told, and nothing is lost."""
        name = f"{_SHOWN}/{self.own.key}"
        try:
            saved = change(int(st.session_state.get(name, self.own.version)))
        except StaleError:
            state.tell(STALE, PLACE)
            st.session_state[_LOST] = typed
            _draw_anew()
        except RehearseError as problem:
            state.tell(sentence_of(problem) or OURS, PLACE)
            st.session_state[_LOST] = typed
        else:
            st.session_state[name] = saved.version
            if anew:
                _draw_anew()

    def put(self, name: str, *path: str | int, as_value: Callable[[object], object]) -> None:
        """Store what stands in a widget at a place of the draft."""
        typed = st.session_state.get(self.key(name))
        value = as_value(typed)
        edit = self.app.editor
        self.act(
            lambda version: edit.put(self.owner_id, self.own.key, version, path, value),
            typed=str(typed or ""),
        )


def _draw_anew() -> None:
    st.session_state[_EPOCH] = int(st.session_state.get(_EPOCH, 0)) + 1


def lost() -> str:
    """Return what was typed last and could not be stored, once."""
    return str(st.session_state.pop(_LOST, "") or "")


def setup_for(kit: Kit) -> Setup:
    """Return the set-up of a short interview with a kit, in the kit's own language."""
    spoken = {} if kit.language.lower().startswith("en") else {"language": kit.language}
    return Setup.model_validate(
        {"role": kit.title, "kit_id": kit.id, "question_count": QUESTIONS} | spoken
    )


def start(app: Application, owner_id: str, kit: Kit) -> None:
    """Begin a short interview with a kit."""
    interview = app.interviews.begin(owner_id, setup_for(kit))
    state.enter(interview.id)
    state.go("interview", id=interview.id)
