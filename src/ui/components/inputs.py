"""The input of each question kind. All submit in callbacks: those run first, so nothing is lost."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from src.models.content import Question
from src.models.enums import QuestionKind
from src.ui.components.sheet import draw_rows, draw_sheet
from src.ui.render import plain

Submit = Callable[[str], None]
Record = Callable[[bytes, str], None]
CODE_BOX = "code-box"
"""Begins the key of a container whose text area is written in the code font."""
BESIDE = (3, 2)
"""The grid and the box beside it; on a narrow screen the box comes below."""
FORMULA_PX, QUERY_PX = 110, 220


@dataclass(frozen=True)
class Place:
    """Which turn an input is for; its key changes with the turn, so each begins empty.

    `record` takes a recording and what was typed with it; without it there is no microphone.
    """

    interview_id: str
    turn_no: int
    record: Record | None = None

    def key(self, what: str) -> str:
        """Return a widget key of this turn."""
        return f"{what}/{self.interview_id}/{self.turn_no}"


def answer_input(question: Question, place: Place, submit: Submit, *, waiting: bool) -> None:
    """Draw the input that fits the question: words, a number, choices, a formula or a query."""
    draw = {
        QuestionKind.NUMBER: number_input,
        QuestionKind.CHOICE: choice_input,
        QuestionKind.FORMULA: formula_input,
        QuestionKind.SQL: query_input,
    }
    draw.get(question.kind, words_input)(question, place, submit, waiting=waiting)


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
        elif text:
            submit(text)

    st.chat_input(
        "The interviewer is replying" if waiting else words,
        key=key,
        on_submit=sent,
        disabled=waiting,
        submit_mode="disable",
        accept_audio=place.record is not None,
    )


def number_input(question: Question, place: Place, submit: Submit, *, waiting: bool) -> None:
    """Draw a line for a number, with the unit that is asked for."""
    key = place.key("number")
    unit = f" in {plain(question.unit)}" if question.unit else ""

    def sent() -> None:
        text = str(st.session_state.get(key) or "").strip()
        if text:
            submit(_with_unit(text, question.unit))

    with st.form(place.key("form"), border=False, enter_to_submit=True):
        st.text_input(f"Your result{unit}", key=key, placeholder="for example 12.5")
        st.form_submit_button("Send the answer", on_click=sent, disabled=waiting, type="primary")


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
        picked = _picked(key, texts, several=several)
        if picked:
            submit("\n".join(picked))

    with st.form(place.key("form"), border=False):
        if several:
            st.markdown("Choose all that are right.")
            for number, text in enumerate(texts):
                st.checkbox(plain(text), key=f"{key}/{number}")
        else:
            st.radio("Your choice", texts, index=None, key=key, format_func=plain)
        st.form_submit_button("Send the answer", on_click=sent, disabled=waiting, type="primary")


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
    """Draw a box for code; nothing written sends nothing."""
    key = place.key("code")

    def sent() -> None:
        text = str(st.session_state.get(key) or "").strip()
        if text:
            submit(text)

    with st.container(key=f"{CODE_BOX}-{place.turn_no}"), st.form(place.key("form"), border=False):
        st.text_area(label, key=key, placeholder=example, height=height)
        st.form_submit_button("Send the answer", on_click=sent, disabled=waiting, type="primary")
