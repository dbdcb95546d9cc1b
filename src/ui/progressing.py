"""What the pages on progress do: start the next practice, keep and delete."""

from collections.abc import Callable
from datetime import tzinfo

import streamlit as st

from src.app import Application
from src.models.outcomes import RealDraft
from src.models.progress import PracticeCard
from src.ui import state
from src.ui.components.outcomes import FORM
from src.ui.trouble import attempted

PLACE = "/real"


def beginner(app: Application, owner_id: str) -> Callable[[PracticeCard], None]:
    """Return what a card's button does: begin, and remember where to go on."""

    def begin(card: PracticeCard) -> None:
        attempted(lambda: start(app, owner_id, card.interview_id, card.skill))

    return begin


def start(app: Application, owner_id: str, interview_id: str, skill: str | None) -> None:
    """Begin a short practice like an interview; the page goes there by `reporting.go_on`."""
    interview = app.interviews.practise(owner_id, interview_id, skill)
    state.enter(interview.id)
    st.session_state["go_on"] = interview.id


def remover(app: Application, owner_id: str) -> Callable[[str], None]:
    """Return what deletes an interview; where this session was in it, it is no longer."""

    def delete(gone: str) -> None:
        app.interviews.delete(owner_id, gone)
        state.leave(gone)
        state.note_deleted(gone)

    return delete


def keeper(
    app: Application, owner_id: str, zone: tzinfo
) -> Callable[[RealDraft, str | None], None]:
    """Return what keeps a real interview; what can't be kept is said where it stands."""

    def keep(draft: RealDraft, real_id: str | None) -> None:
        key = state.form_key(FORM) if real_id is None else None

        def log() -> None:
            app.interviews.log_real(owner_id, draft, real_id, zone, key)
            state.made(FORM)

        attempted(log, PLACE)
        st.rerun()

    return keep


def forgetter(app: Application, owner_id: str) -> Callable[[str], None]:
    """Return what deletes a real interview."""

    def forget(real_id: str) -> None:
        attempted(lambda: app.interviews.forget_real(owner_id, real_id), PLACE)

    return forget
