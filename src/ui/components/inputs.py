"""The input of each question kind. All submit in callbacks: those run first, so nothing is lost."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from src.models.content import Question
from src.models.enums import QuestionKind
from src.models.views import Room
from src.ui.components.draft import taken
from src.ui.components.sheet import draw_rows, draw_sheet
from src.ui.render import plain

Submit = Callable[[str], None]
Record = Callable[[bytes, str], None]
CODE_BOX = "code-box"
"""Begins the key of a container whose text area is written in the code font."""
ANSWER_BOX = "answer-box"
"""Begins the key of a container that the browser's scripts know as the answer's."""
BESIDE = (3, 2)
"""The grid and the box beside it; on a narrow screen the box comes below."""
FORMULA_PX, QUERY_PX = 110, 220


@dataclass(frozen=True)
class Place:
    """Where an input stands: `slot` changes when it must begin empty, and with it the widget.

    A hint or the question said again changes nothing, so that half an answer stays. The box for
    words empties itself and is one and the same for a question. `record` takes a recording and
    what was typed with it; without it there is no microphone.
    """

    interview_id: str
    slot: str
    record: Record | None = None

    def key(self, what: str) -> str:
        """Return a widget key of this place."""
        return f"{what}/{self.interview_id}/{self.slot}"


def place_of(room: Room, record: Record | None = None) -> Place:
    """Return the place of the open question's input."""
    asked = room.current
    is_keyed = asked is not None and asked.question.kind.is_keyed and not room.is_your_turn
    slot = f"after-{taken(room)}" if is_keyed else f"on-{room.interview.position}"
    return Place(room.interview.id, slot, record)


def answer_input(question: Question, place: Place, submit: Submit, *, waiting: bool) -> None:
    """Draw the input that fits the question: words, a number, choices, a formula or a query."""
    draw = {
        QuestionKind.NUMBER: number_input,
        QuestionKind.CHOICE: choice_input,
        QuestionKind.FORMULA: formula_input,
        QuestionKind.SQL: query_input,
    }
    if question.kind not in draw:
        words_input(question, place, submit, waiting=waiting)
        return
    with st.container(key=f"{ANSWER_BOX}-{place.slot}"):
        draw[question.kind](question, place, submit, waiting=waiting)


def words_input(question: Question | None, place: Place, submit: Submit, *, waiting: bool) -> None:
    """Draw the box for an answer in words, or without a question for one of the candidate's."""
    words = "Ask a question" if question is None else "Type your answer"
    key = place.key("answer")

    def sent() -> None:
        said = st.session_state.get(key)
        audio = getattr(said, "audio", None)
        text = str(getattr(said, "text", said) or "")
        if audio is not None and place.record is not None:
            place.record(audio.getvalue(), text)
        else:
            submit(text)

    given = st.chat_input(
        "The interviewer is replying" if waiting else words,
        key=key,
        on_submit=_noted(key, sent),
        disabled=waiting,
        submit_mode="disable",
        accept_audio=place.record is not None,
    )
    _after_all(key, sent, pressed=given is not None)


def _noted(key: str, sent: Callable[[], None]) -> Callable[[], None]:
    """Return a callback that notes that it ran."""

    def note() -> None:
        st.session_state[f"{key}/sent"] = True
        sent()

    return note


def _after_all(key: str, sent: Callable[[], None], *, pressed: bool) -> None:
    """Send what was pressed when no callback was there for it.

    After a restart of the server the page is still there before its first run is; what is sent
    in between comes with that run, and no callback is known yet.
    """
    noted = st.session_state.pop(f"{key}/sent", False)
    if pressed and not noted:
        sent()
        st.rerun()


def _send_button(key: str, sent: Callable[[], None], *, waiting: bool) -> None:
    """Draw the button that sends a form."""
    pressed = st.form_submit_button(
        "Send the answer", on_click=_noted(key, sent), disabled=waiting, type="primary"
    )
    _after_all(key, sent, pressed=pressed)


def number_input(question: Question, place: Place, submit: Submit, *, waiting: bool) -> None:
    """Draw a line for a number, with the unit that is asked for."""
    key = place.key("number")
    # A label is read out as it is written, so escapes stand only where they are needed.
    unit = f" in {_bare(question.unit)}" if question.unit else ""

    def sent() -> None:
        text = str(st.session_state.get(key) or "").strip()
        submit(_with_unit(text, question.unit) if text else "")

    with st.form(place.key("form"), border=False, enter_to_submit=True):
        st.text_input(f"Your result{unit}", key=key, placeholder="for example 12.5")
        _send_button(key, sent, waiting=waiting)


def _bare(unit: str) -> str:
    return unit if all(c.isalnum() or c in "% /." for c in unit) else plain(unit)


def _with_unit(text: str, unit: str) -> str:
    """Add the unit that stands in the label to a bare number."""
    bare = all(c.isdigit() or c in "+-.,' " for c in text)
    return f"{text} {unit}".strip() if bare else text


def choice_input(question: Question, place: Place, submit: Submit, *, waiting: bool) -> None:
    """Draw the choices: one of them, or several where several are right."""
    texts = [choice.text for choice in question.choices]
    several = isinstance(question.expected, tuple) and len(question.expected) > 1
    key = place.key("choice")

    def sent() -> None:
        submit("\n".join(_picked(key, texts, several=several)))

    with st.form(place.key("form"), border=False):
        if several:
            st.markdown("Choose all that are right.")
            for number, text in enumerate(texts):
                st.checkbox(plain(text), key=f"{key}/{number}")
        else:
            st.radio("Your choice", texts, index=None, key=key, format_func=plain)
        _send_button(key, sent, waiting=waiting)


def _picked(key: str, texts: list[str], *, several: bool) -> list[str]:
    if several:
        return [text for i, text in enumerate(texts) if st.session_state.get(f"{key}/{i}")]
    found = st.session_state.get(key)
    return [str(found)] if found else []


def formula_input(question: Question, place: Place, submit: Submit, *, waiting: bool) -> None:
    """Draw the sheet, and beside it the box for a formula."""
    grid, box = st.columns(BESIDE)
    with grid:
        draw_sheet(question)
    with box:
        _code("Your formula", "=SUM(B2:B9)", FORMULA_PX, place, submit, waiting=waiting)


def query_input(question: Question, place: Place, submit: Submit, *, waiting: bool) -> None:
    """Draw the tables, and beside them the editor for a query."""
    grid, box = st.columns(BESIDE[::-1])
    with grid:
        for table in question.tables:
            draw_rows(table)
    with box:
        _code("Your query (SQLite)", "SELECT …", QUERY_PX, place, submit, waiting=waiting)


def _code(
    label: str, example: str, height: int, place: Place, submit: Submit, *, waiting: bool
) -> None:
    """Draw a box for code."""
    key = place.key("code")

    def sent() -> None:
        submit(str(st.session_state.get(key) or "").strip())

    with st.container(key=f"{CODE_BOX}-{place.slot}"), st.form(place.key("form"), border=False):
        st.text_area(label, key=key, placeholder=example, height=height)
        _send_button(key, sent, waiting=waiting)
