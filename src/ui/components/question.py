"""The question as a card, and what belongs to it by kind."""

import streamlit as st

from src.models.content import Question, Table
from src.models.enums import QuestionKind
from src.ui.components.labels import skill_name
from src.ui.components.voice_out import Aloud, listen
from src.ui.render import plain


def question_card(question: Question, reason: str = "", aloud: Aloud | None = None) -> None:
    """Draw the question with skill, level and time, and its code or tables."""
    with st.container(border=True, key="question-card"):
        with st.container(horizontal=True):
            st.badge(plain(skill_name(question.skill)), color="blue")
            st.badge(f"Level {question.level} of 5", color="gray")
            st.badge(f"about {question.minutes:g} min", color="gray")
        with st.container(horizontal=True, gap="small"):
            told = plain(reason) if reason else None
            with st.container(width="stretch"):
                st.header(plain(question.text), anchor=False, help=told)
            if aloud is not None:
                listen(question.text, aloud, "Listen to the question")
        if question.code:
            # What can be scrolled must be reached by keyboard, which this element can't be.
            language = question.language or "text"
            st.code(question.code, language=language, line_numbers=True, wrap_lines=True)
        if question.kind is not QuestionKind.SQL:  # those stand beside the editor
            for table in question.tables:
                draw_table(table)


def draw_table(table: Table) -> None:
    """Draw a small table as text that a screen reader can walk through."""
    rows = [" | ".join(plain("" if c is None else str(c)) for c in row) for row in table.rows]
    head = " | ".join(plain(column) for column in table.columns)
    line = " | ".join("---" for _ in table.columns)
    if table.name:
        st.caption(plain(table.name))
    st.markdown("\n".join([f"| {head} |", f"| {line} |", *(f"| {row} |" for row in rows)]))
