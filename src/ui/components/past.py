"""The list of interviews: one card each, paged, deleted only after a question."""

from collections.abc import Callable, Sequence

import streamlit as st

from src.models.enums import InterviewStatus
from src.models.views import HistoryLine
from src.ui.components.labels import minutes, score
from src.ui.render import plain

PAGE = 10
_OFFSET = "history_offset"


def offset() -> int:
    """Return where the shown page of the list begins."""
    return int(st.session_state.get(_OFFSET, 0))


def graded(lines: Sequence[HistoryLine]) -> list[HistoryLine]:
    """Return the interviews of one's own that have a score."""
    return [
        found
        for found in lines
        if found.overall is not None
        and found.overall.score is not None
        and found.interview.imported_at is None
    ]


def line(found: HistoryLine) -> str | None:
    """Draw one interview; return "open" or "delete" when that was pressed."""
    interview = found.interview
    company = f" · {plain(interview.setup.company)}" if interview.setup.company else ""
    when = f"{found.at.day} {found.at:%b}, {minutes(found.minutes)}"
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"**{plain(interview.setup.role)}**{company}  \n:small[{when}, {_state(found)}]",
            width="stretch",
        )
        if found.overall is not None:
            st.markdown(f"**{score(found.overall.score)}**", width="content")
        active = interview.status is InterviewStatus.ACTIVE or interview.is_left
        opened = st.button("Continue" if active else "Open", key=f"open/{interview.id}")
        deleted = st.button(
            "Delete", key=f"delete/{interview.id}", type="tertiary", icon=":material/delete:"
        )
    if opened:
        return "open"
    return "delete" if deleted else None


def _state(found: HistoryLine) -> str:
    answered = f"{found.answered} of {found.questions} answered"
    words = {
        InterviewStatus.ACTIVE: "goes on",
        InterviewStatus.ABANDONED: "started over",
    }
    told = words.get(found.interview.status)
    if found.interview.is_left:
        told = "left a while ago"
    if found.interview.imported_at is not None:
        told = "imported, read-only"
    return f"{answered}, {told}" if told else answered


def page_of(found: HistoryLine) -> str:
    """Return the page that shows this interview now."""
    finished = found.interview.status is InterviewStatus.COMPLETED
    return "report" if finished else "interview"


@st.dialog("Delete this interview?")
def confirm_delete(found: HistoryLine, delete: Callable[[str], None]) -> None:
    """Ask before everything of an interview is deleted."""
    st.markdown(
        f"{plain(found.interview.setup.role)}: questions, answers, grades and report are deleted "
        "for good."
    )
    with st.container(horizontal=True):
        if st.button("Delete it", type="primary", on_click=delete, args=(found.interview.id,)):
            st.rerun()
        if st.button("Keep it"):
            st.rerun()


def search() -> str:
    """Draw the search and return its words; other words begin at the first page again."""
    return st.text_input(
        "Search",
        placeholder="Search role, company or words you said",
        label_visibility="collapsed",
        key="search",
        on_change=lambda: st.session_state.pop(_OFFSET, None),
    )


def pager(*, more: bool) -> None:
    """Draw the way to newer and older interviews where there are some."""
    at = offset()
    if at == 0 and not more:
        return
    with st.container(horizontal=True):
        st.button("Newer", disabled=at == 0, on_click=_turn, args=(-PAGE,))
        st.button("Older", disabled=not more, on_click=_turn, args=(PAGE,))


def _turn(by: int) -> None:
    st.session_state[_OFFSET] = max(0, offset() + by)
