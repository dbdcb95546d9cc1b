"""Small things that several pages draw."""

import streamlit as st

from src.models.views import EngineInfo
from src.reports.words import NOTICE
from src.ui import state
from src.ui.render import as_told, plain

EMBEDDED = "embedded"
FILED = "It was filed when you began anew, so it has no report. Its answers are kept."


def draw_told(place: str = "") -> None:
    """Draw the sentence that a button's act left for a place of the page, once."""
    told = state.told(place)
    if told:
        st.warning(as_told(told), icon=":material/info:")


def small_title(words: str) -> None:
    """Draw a page's h1 in the size of its text, where something else is what matters."""
    with st.container(key="small-title", width="content"):
        st.title(words, anchor=False, width="content")


def named(label: str, subject: str) -> str:
    """Return a button's label that a screen reader says with its subject, as "Open report, Nurse".

    The subject stands in the label as emphasis, which the style sheet hides from the eye alone.
    """
    return f"{label} *{plain(subject)}*" if subject.strip() else label


def engine_badge(engine: str, *, embedded: bool) -> None:
    """Draw who answers."""
    if embedded:
        st.badge("Embedded interviewer", icon=":material/offline_bolt:", color="green")
    else:
        st.badge(plain(engine), icon=":material/smart_toy:", color="violet")


def where_text_goes(info: EngineInfo) -> None:
    """Draw who answers and where text goes, on one line."""
    with st.container(horizontal=True, vertical_alignment="center"):
        engine_badge(info.engine, embedded=info.embedded)
        if info.embedded:
            st.markdown("Nothing you type leaves this machine.", width="content")
        else:
            host = plain(info.host or "")
            whose = ", with your key" if info.own_key else ""
            st.markdown(f"What you type is sent to {host}{whose}.", width="content")


def empty(title: str, words: str, page: str, action: str) -> None:
    """Draw an empty state: what would be here, and the way to it."""
    with st.container(border=True):
        st.markdown(f"**{title}**")
        st.markdown(words)
        if st.button(action, type="primary", key=f"empty/{page}"):
            state.go(page)


def ai_notice() -> None:
    """Draw the sentence that stands under every score."""
    st.caption(NOTICE, width="content")
