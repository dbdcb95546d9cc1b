"""The interview page, part by part: head, folds, the open question, actions."""

from collections.abc import Callable, Sequence
from enum import StrEnum

import streamlit as st

from src.models.enums import QuestionState, ResponseType, TurnKind
from src.models.grades import GradeRecord
from src.models.interview import AskedQuestion, Turn
from src.models.views import Room
from src.ui.components import chat, inputs
from src.ui.components.clock import clock, time_notice
from src.ui.components.common import EMBEDDED, ai_notice, engine_badge, small_title
from src.ui.components.labels import score, skill_name
from src.ui.components.question import question_card
from src.ui.components.steady import link
from src.ui.components.voice_out import Aloud, key_of
from src.ui.render import plain, short


class More(StrEnum):
    """What the menu holds, as it reads there."""

    REPEAT = "Say the question again"
    SKIP = "Skip this question"
    PAUSE = "Pause"
    VOICE = "Voice and speed"
    KEYS = "Keyboard shortcuts"
    OVER = "Start over"
    END = "End the interview"


_OVER = frozenset({QuestionState.CLOSED, QuestionState.SKIPPED})
_ASKED_ONLY = frozenset({More.REPEAT, More.SKIP})
"""What makes no sense while the candidate asks."""
_LEADS = frozenset({ResponseType.QUESTION, ResponseType.HANDOVER, ResponseType.CLOSING})


def head(room: Room, moved: Callable[[], None]) -> None:
    """Draw what stays in view: role, clocks, how far it is, and what goes on with time and line."""
    interview = room.interview
    company = f" :gray[· {plain(interview.setup.company)}]" if interview.setup.company else ""
    with st.container(key="room-head", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center"):
            with st.container(width="stretch"):
                small_title(f"{plain(interview.setup.role)}{company}")
            clock(room)
        total = len(room.questions)
        done = sum(q.state in _OVER for q in room.questions)
        st.progress(done / total, text=_where(room))
        with st.container(gap=None):
            time_notice(room)
            link(room, moved)
    if interview.notice:
        saved = f" {chat.SAVED}" if any(t.kind is TurnKind.ANSWER for t in room.turns) else ""
        words = f"{plain(interview.notice)}{saved} {chat.GOES_ON}"
        st.info(words, icon=":material/cloud_off:")


def _where(room: Room) -> str:
    """Say how far the interview is; the card with skill and level may be out of view."""
    if room.is_your_turn:
        return "Your questions"
    where = f"Question {room.interview.position} of {len(room.questions)}"
    if room.current is None:
        return where
    asked = room.current.question
    return f"{where} :gray[· {plain(skill_name(asked.skill))} · level {asked.level}]"


def folds(room: Room) -> None:
    """Draw each finished question as one line that opens; a closed one costs nothing."""
    for asked in room.questions:
        if asked.state not in _OVER:
            continue
        key = f"fold/{room.interview.id}/{asked.position}"
        fold = st.expander(_line(room, asked), type="compact", key=key, on_change="rerun")
        if fold.open:
            with fold:
                st.markdown(plain(asked.question.text))
                conversation(room, turns_of(room, asked))


def _line(room: Room, asked: AskedQuestion) -> str:
    text = plain(short(asked.question.text, 60))
    if asked.state is QuestionState.SKIPPED:
        return f"{asked.position} · {text} · skipped"
    record = _record(room.grades, asked)
    told = f" · **{score(record.grade.score)}**" if record and not room.is_silent else ""
    return f"{asked.position} · {text}{told}"


def _record(grades: Sequence[GradeRecord], asked: AskedQuestion) -> GradeRecord | None:
    place = (asked.position, asked.take)
    return next((g for g in grades if (g.position, g.take) == place), None)


def turns_of(room: Room, asked: AskedQuestion) -> list[Turn]:
    """Return the turns of one question."""
    own = TurnKind.QUESTION
    return [t for t in room.turns if t.position == asked.position and t.kind is not own]


def open_question(room: Room) -> None:
    """Draw the open question, what led into it, and what was said since."""
    asked = room.current
    if asked is None:
        return
    if room.is_your_turn:
        _your_questions(room)
        return
    # Why a question is asked at its level tells how the last one was graded.
    reason = "" if room.is_silent else asked.reason
    language = room.interview.setup.language
    heard = Aloud(f"card-{asked.position}", language, {"question": asked.position})
    question_card(asked.question, reason, heard)
    lead = _lead_in(room, asked)
    if lead is not None and lead.reply is not None:
        chat.message(lead.reply, _aloud(room, lead))
    conversation(room, turns_of(room, asked))


def _your_questions(room: Room) -> None:
    """Draw the candidate's own part: the invitation, and what was asked and answered."""
    own = [t for t in room.turns if t.kind is TurnKind.QUESTION]
    before = [t for t in room.turns if t.kind is not TurnKind.QUESTION and t.reply is not None]
    with st.container(border=True):
        st.header("Your questions", anchor=False)
        st.markdown("Ask what you would ask at the end of a real interview. None of it is graded.")
    if before and before[-1].reply is not None:
        chat.message(before[-1].reply, _aloud(room, before[-1]))
    conversation(room, own)


def _aloud(room: Room, turn: Turn) -> Aloud:
    """Return how a turn's reply is read."""
    heard = [t.no for t in room.turns if t.reply is not None and t.kind is not TurnKind.HINT]
    newest = max(heard, default=None)
    language = room.interview.setup.language
    return Aloud(key_of(turn), language, {"turn": turn.no}, last=turn.no == newest)


def _lead_in(room: Room, asked: AskedQuestion) -> Turn | None:
    """Return the turn before this question whose reply led into it."""
    before = [t for t in room.turns if t.position == asked.position - 1 and t.reply is not None]
    last = before[-1] if before else None
    leads = last and last.reply and last.reply.response_type in _LEADS
    return last if leads else None


def conversation(room: Room, turns: Sequence[Turn]) -> None:
    """Draw turns; a reply that leads into the next question is drawn there."""
    notes = {} if room.is_silent else {note.turn_no: note for note in room.notes}
    for found in turns:
        leads = found.reply is not None and found.reply.response_type in _LEADS
        chat.turn(found, notes.get(found.no), reply=not leads, aloud=_aloud(room, found))


def takes_words(room: Room) -> bool:
    """Say whether the open question is answered in the chat box."""
    if room.is_your_turn:
        return True
    return room.current is not None and not room.current.question.kind.is_keyed


def answer_box(room: Room, place: inputs.Place, submit: inputs.Submit, *, waiting: bool) -> None:
    """Draw the input that fits what is open: the question's own, or words to ask with."""
    if room.is_your_turn:
        inputs.words_input(None, place, submit, waiting=waiting)
    elif room.current is not None:
        inputs.answer_input(room.current.question, place, submit, waiting=waiting)


def who_answers(room: Room) -> None:
    """Draw who answers, with what that means for whatever is said here."""
    with st.container(horizontal=True, vertical_alignment="center"):
        is_embedded = room.engine == EMBEDDED or room.interview.notice is not None
        engine_badge(room.engine, embedded=is_embedded)
        ai_notice()


def actions(
    room: Room,
    *,
    hint: Callable[[], None],
    think: Callable[[], None],
    done: Callable[[], None],
    more: Callable[[str], None],
) -> None:
    """Draw what else can be done: hint with its price, time to think, and the rest in a menu."""
    waiting = room.waiting is not None
    current = room.current
    key = room.interview.id
    with st.container(horizontal=True, vertical_alignment="center"):
        if room.hint_price is not None:
            st.button(
                f"Hint (−{room.hint_price:g})",
                icon=":material/lightbulb:",
                type="tertiary",
                disabled=waiting,
                on_click=hint,
                key=f"hint/{key}",
            )
        standing = current is not None and current.stands_since is not None
        yours = room.is_your_turn
        if yours:
            st.button("That's all, finish", disabled=waiting, on_click=done, key=f"done/{key}")
        else:
            st.button(
                "Clock stands" if standing else "Let me think",
                icon=":material/hourglass_empty:",
                type="tertiary",
                disabled=waiting or standing,
                on_click=think,
                key=f"think/{key}",
            )
        st.space("stretch")
        name = f"more/{key}/{room.next_no}"
        st.menu_button(
            "More",
            [m for m in More if not (yours and m in _ASKED_ONLY)],
            type="tertiary",
            key=name,
            on_click=lambda: more(str(st.session_state.get(name))),
        )
