"""The list of interviews: one card each, paged, deleted only after a question."""

from collections.abc import Callable

import streamlit as st

from src.models.enums import InterviewStatus
from src.models.views import HistoryLine
from src.ui.components.common import named
from src.ui.components.labels import MODES, day, minutes, score
from src.ui.render import plain

PAGE = 10
_OFFSET = "history_offset"


def offset() -> int:
    """Return where the shown page of the list begins."""
    return int(st.session_state.get(_OFFSET, 0))


def line(found: HistoryLine, number: int) -> str | None:
    """Draw one interview, the list's `number`; return "open" or "delete" when that was pressed."""
    interview = found.interview
    company = f" · {plain(interview.setup.company)}" if interview.setup.company else ""
    when = f"{day(found.at)}, {minutes(found.minutes)}"
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"**{plain(interview.setup.role)}**{company}  \n:small[{when}, {_state(found)}]",
            width="stretch",
        )
        if told := _score(found):
            st.markdown(told, width="content")
        active = interview.status is InterviewStatus.ACTIVE or interview.is_left
        which = _which(found, number)
        way = "Continue" if active else "Open report"
        opened = st.button(named(way, which), key=f"open/{interview.id}")
        deleted = st.button(
            named("Delete", which),
            key=f"delete/{interview.id}",
            type="tertiary",
            icon=":material/delete:",
        )
    if opened:
        return "open"
    return "delete" if deleted else None


def _which(found: HistoryLine, number: int) -> str:
    """Return what tells this interview's buttons from those of all others."""
    setup = found.interview.setup
    where = f" at {setup.company}" if setup.company else ""
    return f"{number}: {setup.role}{where}, {day(found.at)}"


def _score(found: HistoryLine) -> str:
    """Return the score; an ended interview without one says so."""
    if found.overall is not None:
        return f"**{score(found.overall.score)}**"
    ended = found.interview.status is InterviewStatus.COMPLETED
    return ":small[not graded]" if ended else ""


def _state(found: HistoryLine) -> str:
    mode = MODES[found.interview.setup.mode]
    answered = f"{mode}, {found.answered} of {found.questions} answered"
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


def pager(total: int, shown: int) -> None:
    """Draw which part of the list is shown, and the way to the rest of it."""
    at = offset()
    if at == 0 and total <= shown:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Previous page", disabled=at == 0, on_click=_turn, args=(-PAGE,))
        st.button("Next page", disabled=at + shown >= total, on_click=_turn, args=(PAGE,))
        told = f"{at + 1}–{at + shown} of {total}" if shown else f"none of {total}"
        st.markdown(f":small[{told}]", width="content")


def _turn(by: int) -> None:
    st.session_state[_OFFSET] = max(0, offset() + by)


def to_the_first_page() -> None:
    """Begin the list at its first page again, as other filters ask for."""
    st.session_state.pop(_OFFSET, None)
