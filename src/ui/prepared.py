"""The preparation of this session, found again after a refresh by the address."""

import streamlit as st

from src.app import Application
from src.errors import NotFoundError
from src.models.enums import InterviewStatus, Mode
from src.models.interview import Setup
from src.models.views import Preparation
from src.ui import state
from src.ui.components.documents import OTHER, ROLE, SENIORITIES
from src.ui.components.preparing import LENGTHS, WIDGETS

_ADDRESS = "prepared"
DONE = "documents_done"


def come_back(app: Application, owner_id: str) -> None:
    """Put back what the address or the session says was prepared, before anything is drawn."""
    named = st.query_params.get(_ADDRESS) or state.prepared_id()
    if st.session_state.get(DONE) or not named:
        return
    found = _still_prepared(app, owner_id, str(named))
    if found is None:
        st.query_params.pop(_ADDRESS, None)
        return
    state.set_prepared(found.interview.id)
    _put_back(found.interview.setup, {kit.id for kit in app.kits.all(owner_id)})


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
    return found


def _still_prepared(app: Application, owner_id: str, named: str) -> Preparation | None:
    """Return a preparation that has not begun, None for any other id."""
    try:
        found = app.interviews.preparation(owner_id, named)
    except NotFoundError:
        return None
    return found if found.interview.status is InterviewStatus.PREPARED else None


def _put_back(setup: Setup, kits: set[str]) -> None:
    """Fill the page's fields from a set-up; a choice that no longer exists is left out."""
    known = setup.kit_id in kits
    length = (setup.question_count, setup.minutes)
    fields: dict[str, object] = {
        ROLE: setup.kit_id if known else OTHER,
        "free_role": "" if known else setup.role,
        "company": setup.company,
        "seniority": setup.seniority if setup.seniority in SENIORITIES else SENIORITIES[0],
        "resume_id": setup.resume_id,
        "job_id": setup.job_id,
        WIDGETS["length"]: next((k for k, v in LENGTHS.items() if v == length), "5 questions"),
        DONE: True,
    }
    for name in ("style", "interview_type", "difficulty", "panel", "language"):
        fields[WIDGETS[name]] = getattr(setup, name)
    fields[WIDGETS["coach"]] = setup.mode is Mode.PRACTICE
    for key, value in fields.items():
        st.session_state[key] = value
