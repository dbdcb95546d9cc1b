"""What the interview page does: callbacks that store before anything is drawn, and their trouble.

Callbacks run first in a run and to their end: an answer is stored before the page can be stopped.
"""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from src.app import Orchestrator
from src.errors import RehearseError
from src.models.enums import InterviewStatus, Mode, ResponseType, TurnKind
from src.models.views import Room
from src.ui import state
from src.ui.components import chat
from src.ui.render import plain
from src.ui.trouble import OURS, sentence_of

LOOK_S = 1.0
NOTE_LOOKS = 20
"""Times that the page looks for a coach's note before it leaves it to the next run."""


@dataclass(frozen=True)
class Live:
    """One interview as this page shows it; every act names the turn that was on screen."""

    interviews: Orchestrator
    owner_id: str
    room: Room

    @property
    def id(self) -> str:
        """The interview's id."""
        return self.room.interview.id

    @property
    def is_ready(self) -> bool:
        """Say whether the candidate may speak."""
        return self.room.waiting is None and self.room.failed is None

    def submit(self, text: str) -> None:
        """Store an answer; where that fails the words are kept on the page."""
        number = self.room.next_no
        try:
            turn = self.interviews.accept(
                self.owner_id, self.id, number, text, state.client_key(self.id, number)
            )
        except Exception as problem:  # noqa: BLE001 - whatever happens, the words stay
            state.keep_unsent(self.id, text, sentence_of(problem) or OURS)
            return
        if turn.text != text.strip():
            why = "This question was answered in another tab meanwhile. Your words are kept here."
            state.keep_unsent(self.id, text, why)
            return
        state.clear_unsent()

    def hint(self) -> None:
        """Ask for a hint."""
        number = self.room.next_no
        key = state.client_key(self.id, number)
        self._do(lambda: self.interviews.hint(self.owner_id, self.id, number, key))

    def think(self) -> None:
        """Let the question's clock stand."""
        self._do(lambda: self.interviews.think(self.owner_id, self.id))

    def skip(self) -> None:
        """Leave the question."""
        number = self.room.next_no
        key = state.client_key(self.id, number)
        self._do(lambda: self.interviews.skip(self.owner_id, self.id, number, key))

    def pause(self) -> None:
        """Let the clocks stand."""
        self._do(lambda: self.interviews.pause(self.owner_id, self.id))

    def resume(self) -> None:
        """Let the clocks go on."""
        self._do(lambda: self.interviews.resume(self.owner_id, self.id))

    def finish(self) -> None:
        """End the interview."""
        self._do(lambda: self.interviews.finish(self.owner_id, self.id))

    def retry(self) -> None:
        """Try a failed turn again."""
        failed = self.room.failed
        if failed is not None:
            self._do(lambda: self.interviews.retry(self.owner_id, self.id, failed.no))

    def more(self, chosen: str) -> None:
        """Do what was chosen in the menu."""
        acts = {
            "Skip this question": self.skip,
            "Pause": self.pause,
            "End the interview": self.finish,
        }
        if chosen in acts:
            acts[chosen]()

    def _do(self, act: Callable[[], object]) -> None:
        try:
            act()
        except RehearseError as problem:
            state.tell(sentence_of(problem) or OURS)


def trouble(live: Live) -> None:
    """Draw what went wrong: a sentence, unsent words with another try, or a failed turn."""
    told = state.told()
    if told:
        st.warning(plain(told), icon=":material/info:")
    kept = state.unsent(live.id)
    if kept is not None:
        _unsent(live, kept)
    failed = live.room.failed
    if failed is not None:
        with st.container(border=True):
            said = failed.error or OURS
            st.markdown(f":material/error: {plain(said)} Your answer is saved.")
            st.button("Try again", type="primary", on_click=live.retry, key="retry")


def _unsent(live: Live, kept: state.Unsent) -> None:
    with st.container(border=True):
        st.markdown(f":material/info: {plain(kept.why)}")
        key = f"unsent/{live.id}/{live.room.next_no}"
        st.text_area("Your words", value=kept.text, key=key, height=140)
        with st.container(horizontal=True):
            st.button(
                "Send them now",
                type="primary",
                on_click=lambda: live.submit(str(st.session_state.get(key) or "")),
                disabled=not live.is_ready,
            )
            st.button("Let them go", type="tertiary", on_click=state.clear_unsent)


def watch_notes(live: Live) -> None:
    """Look for the coach's note on the last answer while it is on its way; then draw anew."""
    if live.room.interview.setup.mode is not Mode.PRACTICE:
        return
    answers = [t for t in live.room.turns if t.kind is TurnKind.ANSWER and t.reply is not None]
    noted = {note.turn_no for note in live.room.notes}
    if not answers or answers[-1].no in noted:
        return
    counter = f"looks/{live.id}/{answers[-1].no}"

    @st.fragment(run_every=LOOK_S)
    def look() -> None:
        looks = st.session_state.get(counter, 0) + 1
        st.session_state[counter] = looks
        fresh = live.interviews.room(live.owner_id, live.id)
        if len(fresh.notes) > len(noted):
            st.rerun()

    if st.session_state.get(counter, 0) < NOTE_LOOKS:
        look()


def paused(live: Live) -> None:
    """Draw the paused state."""
    with st.container(border=True):
        st.markdown("**Paused.** Both clocks stand, and everything you said is saved.")
        st.button("Go on", type="primary", on_click=live.resume, icon=":material/play_arrow:")


def over(room: Room) -> None:
    """Draw the end: the last words, and the way to the report."""
    last = room.turns[-1].reply if room.turns else None
    if last is not None and last.response_type is ResponseType.CLOSING:
        chat.message(last)
    ended = room.interview.status is InterviewStatus.COMPLETED
    words = "This interview is over." if ended else "This run was filed when you started over."
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(words, width="stretch")
        if st.button("Open the report", type="primary"):
            state.go("report", id=room.interview.id)
