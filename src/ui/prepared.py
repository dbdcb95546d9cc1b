"""The preparation of this session, found again by the address, and what was left otherwise."""

import streamlit as st

from src.app import Application
from src.errors import NotFoundError
from src.models.enums import InterviewStatus, Mode
from src.models.interview import Setup
from src.models.views import Preparation
from src.ui import left, state
from src.ui.components.preparing import LENGTHS
from src.ui.components.roles import OTHER
from src.ui.left import DONE, KEYS, Left

_ADDRESS = "prepared"
_SHOWN = "prepare/shown"


def come_back(app: Application, owner_id: str) -> None:
    """Fill the page's fields before they are drawn: by the address, or as they were left.

    Within the page the browser's *Back* leads from the plan to the documents, and *Forward* back.
    """
    stays, named = KEYS["role"] in st.session_state, st.query_params.get(_ADDRESS)
    shown = st.session_state.get(_SHOWN) if stays else None
    if not stays:
        left.forget_last_page()
    left.put_back()
    if named is None and shown is not None:
        st.session_state[DONE] = False
    elif named is not None and named != shown:
        _open(app, owner_id, named)
    st.session_state[_SHOWN] = st.query_params.get(_ADDRESS)


def _open(app: Application, owner_id: str, named: str) -> None:
    """Fill the fields from what was prepared, where it is theirs and hasn't begun."""
    found = _still_prepared(app, owner_id, named)
    if found is None:
        st.query_params.pop(_ADDRESS, None)
        return
    left.fill(_left_by(found.interview.setup, {kit.id for kit in app.kits.all(owner_id)}))
    state.set_prepared(found.interview.id)


def prepared(app: Application, owner_id: str, setup: Setup) -> Preparation:
    """Return this session's preparation for the set-up, made anew where there is none."""
    named = state.prepared_id()
    found = _still_prepared(app, owner_id, named) if named else None
    if found is None:
        found = app.interviews.prepare(owner_id, setup)
    elif found.interview.setup != setup:
        found = app.interviews.replan(owner_id, found.interview.id, setup)
    state.set_prepared(found.interview.id)
    if st.query_params.get(_ADDRESS) != found.interview.id:
        st.query_params[_ADDRESS] = found.interview.id
    st.session_state[_SHOWN] = found.interview.id
    return found


def anew() -> None:
    """Draw the way to an empty page, where anything was given."""
    if left.is_empty():
        return

    def empty() -> None:
        left.begin(Left())
        st.query_params.pop(_ADDRESS, None)

    st.button("Begin with an empty page", type="tertiary", on_click=empty)


def _still_prepared(app: Application, owner_id: str, named: str) -> Preparation | None:
    """Return a preparation that has not begun, None for any other id."""
    try:
        found = app.interviews.preparation(owner_id, named)
    except NotFoundError:
        return None
    return found if found.interview.status is InterviewStatus.PREPARED else None


def _left_by(setup: Setup, kits: set[str]) -> Left:
    """Return the page's fields for a set-up; a choice that no longer exists is left out."""
    known = setup.kit_id in kits
    length = (setup.question_count, setup.minutes)
    fields: dict[str, object] = {
        "role": setup.kit_id if known else OTHER,
        "free_role": "" if known else setup.role,
        "seniority": setup.seniority or Left().seniority,
        "length": next((k for k, v in LENGTHS.items() if v == length), Left().length),
        "coach": setup.mode is Mode.PRACTICE,
        "done": True,
    }
    same = ("company", "resume_id", "job_id", "style", "interview_type", "difficulty", "panel")
    fields |= {name: getattr(setup, name) for name in (*same, "language")}
    return Left.model_validate(fields)
