"""The typed view of session_state: ids and unsent words only; the rest is in the database."""

import secrets
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

PAGES = Path(__file__).resolve().parents[2] / "pages"
_INTERVIEW = "interview_id"
_PREPARED = "prepared_id"
_UNSENT = "unsent"
_TOLD = "told"
_ASKED = "asked"
_DELETED = "deleted_interview"


@dataclass(frozen=True)
class Unsent:
    """Words that could not be stored, kept with the sentence that says why."""

    interview_id: str
    text: str
    why: str


def go(page: str, **params: str) -> None:
    """Switch to a page, keeping the resume token of browsers without our cookie."""
    token = st.query_params.get("resume")
    if token:
        params["resume"] = token
    st.switch_page(PAGES / f"{page}.py", query_params=params)


def interview_id() -> str | None:
    """Return the interview in the address, else the one this session was in."""
    found = st.query_params.get("id") or st.session_state.get(_INTERVIEW)
    # Written only where it differs: each write to the address is an entry in the browser's history.
    if found and st.query_params.get("id") != found:
        st.query_params["id"] = found
    st.session_state[_INTERVIEW] = found
    return found


def show(found: str) -> None:
    """Remember an interview, and put it into the address."""
    enter(found)
    st.query_params["id"] = found


def enter(found: str) -> None:
    """Remember an interview as the one this session is in."""
    st.session_state[_INTERVIEW] = found


def leave(gone: str) -> None:
    """Forget an interview if it is the one this session is in."""
    if st.session_state.get(_INTERVIEW) == gone:
        st.session_state[_INTERVIEW] = None


def note_deleted(gone: str) -> None:
    """Note an interview that was deleted, for what the browser keeps of it."""
    st.session_state[_DELETED] = gone


def deleted() -> str | None:
    """Return the interview that was deleted last in this session."""
    return st.session_state.get(_DELETED)


def prepared_id() -> str | None:
    """Return the prepared interview of this session."""
    return st.session_state.get(_PREPARED)


def set_prepared(found: str | None) -> None:
    """Remember or forget the prepared interview."""
    st.session_state[_PREPARED] = found


def client_key(interview: str, turn_no: int) -> str:
    """Return the key of a turn as this page shows it, made once: a double submit is one row."""
    return _key(f"client_key/{interview}/{turn_no}")


def form_key(form: str) -> str:
    """Return the key of what a form will make, the same until that is made."""
    return _key(f"form_key/{form}")


def made(form: str) -> None:
    """Begin a form anew once its thing was made."""
    st.session_state.pop(f"form_key/{form}", None)


def _key(name: str) -> str:
    if name not in st.session_state:
        st.session_state[name] = secrets.token_urlsafe(12)
    return str(st.session_state[name])


def unsent(interview: str) -> Unsent | None:
    """Return words of this interview that could not be stored."""
    found = st.session_state.get(_UNSENT)
    return found if isinstance(found, Unsent) and found.interview_id == interview else None


def keep_unsent(interview: str, text: str, why: str) -> None:
    """Keep words that could not be stored."""
    st.session_state[_UNSENT] = Unsent(interview, text, why)


def clear_unsent() -> None:
    """Forget kept words: they are stored now, or the person let them go."""
    st.session_state.pop(_UNSENT, None)


def tell(sentence: str, place: str = "") -> None:
    """Leave a sentence for the next run to show."""
    st.session_state[_TOLD + place] = sentence


def ask(question: str | None) -> None:
    """Leave a question that is asked until it is answered; None: it was."""
    st.session_state[_ASKED] = question


def asked() -> str | None:
    """Return the question that waits for its answer."""
    return st.session_state.get(_ASKED)


def told(place: str = "") -> str | None:
    """Return the sentence that was left for a place of the page, once."""
    found = st.session_state.pop(_TOLD + place, None)
    return str(found) if found else None


def nothing() -> None:
    """Do nothing: the run that follows draws what is stored now."""
