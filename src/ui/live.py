"""What the interview page does: callbacks that store before anything is drawn, and their trouble.

Callbacks run first in a run and to their end: an answer is stored before the page can be stopped.
"""

import logging
from dataclasses import dataclass

import streamlit as st

from src.app import Orchestrator
from src.models.enums import InterviewStatus, ResponseType, TurnKind
from src.models.views import Room
from src.ui import state
from src.ui.components import chat
from src.ui.components.common import FILED, draw_told, empty
from src.ui.components.draft import REPEAT, draft, forget_drafts
from src.ui.components.kept import forget_kept
from src.ui.components.keys import Act, shortcut_list, shortcuts
from src.ui.components.news import news
from src.ui.components.room import More, folds
from src.ui.components.steady import Heard, announce, steady
from src.ui.components.voice_out import ModelVoice, read_aloud, voice_settings
from src.ui.render import plain
from src.ui.trouble import OURS, attempted, sentence_of

log = logging.getLogger(__name__)

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
        if not text.strip():
            state.tell("There is nothing to send yet: write or choose an answer first.")
            return
        number = self.room.next_no
        try:
            turn = self.interviews.accept(
                self.owner_id, self.id, number, text, state.client_key(self.id, number)
            )
        except Exception as problem:
            # The edge of a callback: whatever happens, the person's words stay on the page.
            log.exception("an answer to %s was not stored", self.id)
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
        attempted(lambda: self.interviews.hint(self.owner_id, self.id, number, key))

    def think(self) -> None:
        """Let the question's clock stand."""
        attempted(lambda: self.interviews.think(self.owner_id, self.id))

    def skip(self) -> None:
        """Leave the question."""
        number = self.room.next_no
        key = state.client_key(self.id, number)
        attempted(lambda: self.interviews.skip(self.owner_id, self.id, number, key))

    def repeat(self) -> None:
        """Ask the interviewer to say the question again; what is typed stays in the box."""
        number = self.room.next_no
        key = state.client_key(self.id, number)
        attempted(lambda: self.interviews.accept(self.owner_id, self.id, number, REPEAT, key))

    def pause(self) -> None:
        """Let the clocks stand."""
        attempted(lambda: self.interviews.pause(self.owner_id, self.id))

    def resume(self) -> None:
        """Let the clocks go on."""
        attempted(lambda: self.interviews.resume(self.owner_id, self.id))

    def finish(self) -> None:
        """End the interview."""
        attempted(lambda: self.interviews.finish(self.owner_id, self.id))

    def retry(self) -> None:
        """Try a failed turn again."""
        failed = self.room.failed
        if failed is not None:
            attempted(lambda: self.interviews.retry(self.owner_id, self.id, failed.no))

    def more(self, chosen: str) -> None:
        """Do what was chosen in the menu."""
        acts = {More.REPEAT: self.repeat, More.SKIP: self.skip, More.PAUSE: self.pause}
        if chosen in acts:
            acts[More(chosen)]()
        elif chosen:
            state.ask(chosen)

    def shortcut(self, name: str) -> None:
        """Do what a shortcut says, where it can be done now; the others are the browser's."""
        if name == Act.KEYS:
            state.ask(More.KEYS)
        elif self.room.interview.paused_at is not None:
            if name == Act.PAUSE:
                self.resume()
        elif name == Act.PAUSE:
            self.pause()
        else:
            self._answer_with(name)

    def _answer_with(self, name: str) -> None:
        """Do what needs an open question that waits for its answer."""
        if not self.is_ready:
            state.tell("The interviewer is still replying; try again in a moment.")
            return
        acts = {Act.HINT: self.hint, Act.THINK: self.think, Act.SKIP: self.skip}
        acts |= {Act.REPEAT: self.repeat}
        if self.room.is_your_turn and name != Act.SKIP:
            state.tell("You ask the questions now; that belongs to an open question.")
        elif name in acts:
            acts[Act(name)]()

    def start_over(self) -> None:
        """File this run and begin anew with the same set-up, on the same page."""

        def anew() -> None:
            fresh = self.interviews.reset(self.owner_id, self.id)
            state.enter(fresh.id)
            st.query_params["id"] = fresh.id

        attempted(anew)


def trouble(live: Live) -> None:
    """Draw what went wrong: a sentence, unsent words with another try, or a failed turn."""
    draw_told()
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


def unseen(live: Live, model: ModelVoice | None, heard: Heard) -> None:
    """Draw what nobody sees: the draft, the place, what is said aloud, the shortcuts."""
    room = live.room
    with st.container(key="unseen"):
        draft(room, held=state.unsent(live.id) is not None)
        steady(room, ready=live.is_ready, heard=heard.task_id)
        announce([*news(room), *heard.news])
        read_aloud(room, model)
        shortcuts(live.shortcut)


def watch_notes(live: Live) -> None:
    """Look for the coach's note on the last answer while it is on its way; then draw anew."""
    if live.room.is_silent:
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
        if len(fresh.notes) > len(noted) or looks >= NOTE_LOOKS:
            st.rerun()

    if st.session_state.get(counter, 0) < NOTE_LOOKS:
        look()


CONFIRM = {
    More.OVER: (
        "Start over?",
        "A new interview with the same settings begins. This run is kept, without a report.",
    ),
    More.END: (
        "End the interview?",
        "What you answered is graded and the report is written. What was not asked is left out.",
    ),
}


def dialogs(live: Live) -> None:
    """Draw the dialog that was asked for: settings, the list of shortcuts, or a question first."""
    chosen = state.asked()
    if chosen in CONFIRM:
        _confirm(live, More(chosen))
    elif chosen == More.KEYS:
        st.dialog(chosen, on_dismiss=lambda: state.ask(None))(shortcut_list)()
    elif chosen == More.VOICE:
        language = live.room.interview.setup.language
        st.dialog(chosen, on_dismiss=lambda: state.ask(None))(voice_settings)(language)


def _confirm(live: Live, chosen: More) -> None:
    """Ask before a run is ended or begun anew, for neither can be taken back."""
    title, words = CONFIRM[chosen]
    act = live.start_over if chosen == More.OVER else live.finish

    def yes() -> None:
        state.ask(None)
        act()

    @st.dialog(title, on_dismiss=lambda: state.ask(None))
    def ask() -> None:
        st.markdown(words)
        with st.container(horizontal=True):
            if st.button(chosen, type="primary", on_click=yes):
                st.rerun()
            if st.button("Go on with it", on_click=lambda: state.ask(None)):
                st.rerun()

    ask()


def paused(live: Live) -> None:
    """Draw the paused state."""
    with st.container(border=True):
        st.markdown("**Paused.** Both clocks stand, and everything you said is saved.")
        st.button("Go on", type="primary", on_click=live.resume, icon=":material/play_arrow:")


def left(live: Live) -> None:
    """Draw an interview that was left a while ago, with the way back into it."""
    folds(live.room)
    with st.container(border=True):
        st.markdown("**You left this interview a while ago.** Everything you said is saved.")
        st.button("Go on", type="primary", on_click=live.resume, icon=":material/play_arrow:")


def over(room: Room, model: ModelVoice | None) -> None:
    """Draw the end: the last words, and the way to the report or to the next practice."""
    forget_drafts(room)
    with st.container(key="unseen"):
        forget_kept(room.interview.id, "over")
        steady(room, ready=True)
        announce(news(room))
        read_aloud(room, model)
    last = room.turns[-1].reply if room.turns else None
    if last is not None and last.response_type is ResponseType.CLOSING:
        chat.message(last)
    if room.interview.status is not InterviewStatus.COMPLETED:
        empty("You started this run over", FILED, "practise", "Start practising")
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown("This interview is over.", width="stretch")
        if st.button("Open the report", type="primary"):
            state.go("report", id=room.interview.id)
