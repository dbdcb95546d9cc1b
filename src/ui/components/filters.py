"""What narrows the list of interviews: words, role, and the rest behind one button."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

import streamlit as st

from src.models.enums import Mode
from src.models.progress import MOST_SEARCHED, HistoryOrder, HistoryPage, HistoryQuery, HistoryState
from src.ui.components.labels import count
from src.ui.components.past import PAGE, offset, to_the_first_page

STATES = {
    HistoryState.FINISHED: "Finished",
    HistoryState.OPEN: "Goes on",
    HistoryState.FILED: "Started over",
    HistoryState.IMPORTED: "Imported",
}
MODES = {Mode.PRACTICE: "Practice", Mode.EXAM: "Exam"}
PERIODS = {7: "Last 7 days", 30: "Last 30 days", 90: "Last 90 days", 365: "Last year"}
ORDERS = {
    HistoryOrder.NEWEST: "Newest first",
    HistoryOrder.OLDEST: "Oldest first",
    HistoryOrder.BEST: "Best score first",
    HistoryOrder.WEAKEST: "Weakest score first",
}
ROLE = "role_filter"
GRADED = "graded_filter"
BEHIND = ("mode_filter", "state_filter", "days_filter", GRADED)

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True)
class Wish:
    """What to list; `days` is how far back, None for all, and `is_narrow` that something is set."""

    query: HistoryQuery
    days: int | None
    is_narrow: bool


def wish(roles: Sequence[str]) -> Wish:
    """Draw search and filters, and return what they ask for."""
    left, right = st.columns([3, 2])
    with left:
        search = st.text_input(
            "Search interviews",
            placeholder="Search role, company or words you said",
            label_visibility="collapsed",
            max_chars=MOST_SEARCHED,
            key="search",
            on_change=to_the_first_page,
        )
    with right:
        role = _one_of("Roles", {found: found for found in roles}, ROLE, "All roles")
    with st.popover(_label(), icon=":material/filter_list:", width="content"):
        mode = _one_of("Mode", MODES, "mode_filter", "Any")
        where = _one_of("Where it stands", STATES, "state_filter", "Any")
        days = _one_of("When it began", PERIODS, "days_filter", "Any time")
        graded = st.toggle("Only graded ones", key=GRADED, on_change=to_the_first_page)
        order = st.selectbox(
            "Order",
            list(ORDERS),
            format_func=lambda found: ORDERS[found],
            key="order",
            on_change=to_the_first_page,
        )
    query = HistoryQuery(
        search=search,
        role=role,
        mode=mode,
        state=where,
        graded=graded,
        order=order,
        limit=PAGE,
        offset=offset(),
    )
    return Wish(query, days, is_narrow=bool(search.strip() or role or _set()))


def _one_of(label: str, words: Mapping[T, str], key: str, none: str) -> T | None:
    """Draw a choice of one or none."""
    hidden: Literal["visible", "collapsed"] = "collapsed" if key == ROLE else "visible"
    return st.selectbox(
        label,
        list(words),
        index=None,
        placeholder=none,
        format_func=lambda found: words[found],
        label_visibility=hidden,
        key=key,
        on_change=to_the_first_page,
    )


def _set() -> int:
    """Return how many of the filters behind the button are set."""
    return sum(bool(st.session_state.get(key)) for key in BEHIND)


def _label() -> str:
    number = _set()
    return f"Filters · {number}" if number else "Filters"


def clear() -> None:
    """Ask for everything again; values are set, for the browser keeps those that are forgotten."""
    st.session_state.update({"search": "", ROLE: None, **dict.fromkeys(BEHIND), GRADED: False})
    to_the_first_page()


def told(page: HistoryPage, *, is_narrow: bool) -> None:
    """Draw how many fit of how many there are, and the way back to all."""
    if not is_narrow:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        fit = "fits" if page.total == 1 else "fit"
        words = f"{page.total} of {count(page.everything, 'interview')} {fit}."
        st.markdown(words if page.total else "No interview fits all of this.", width="content")
        st.button("Show all", type="tertiary", on_click=clear)
