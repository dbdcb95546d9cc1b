"""The menu of downloads: a file is made when it is chosen, and the page waits for how it went.

Streamlit makes the file in a thread of its own, beside the run that the click starts, and says
"Failed to generate file for download" of any failure. So that run waits here and says what is ours.
"""

import threading
from collections.abc import Callable
from datetime import tzinfo
from functools import partial

import streamlit as st

from src.app import Application
from src.errors import RehearseError
from src.models.enums import WorkState
from src.models.reports import ReportFormat
from src.models.views import ReportView
from src.reports import name_of
from src.ui.components.working import working
from src.ui.render import plain
from src.ui.trouble import OURS, sentence_of

FORMATS = {
    ReportFormat.PDF: ("PDF", ":material/picture_as_pdf:"),
    ReportFormat.WORD: ("Word", ":material/description:"),
    ReportFormat.MARKDOWN: ("Markdown", ":material/notes:"),
    ReportFormat.JSON: ("JSON, to import again", ":material/data_object:"),
    ReportFormat.TRANSCRIPT: ("Transcript", ":material/forum:"),
}
MOST_S = 60.0
"""Longer than the child that draws a PDF may take."""


class Making:
    """One file on its way: made in one thread, waited for in another."""

    def __init__(self) -> None:
        self._done = threading.Event()
        self._sentence: str | None = OURS

    def make(self, write: Callable[[], bytes]) -> bytes:
        """Return the file; whatever becomes of it, who waits is told."""
        try:
            data = write()
            self._sentence = None
        except RehearseError as problem:
            self._sentence = sentence_of(problem) or OURS
            raise
        finally:
            self._done.set()
        return data

    def wait(self, most_s: float = MOST_S) -> str | None:
        """Return None when the file is there, or the sentence about why it isn't."""
        return self._sentence if self._done.wait(most_s) else OURS


@st.fragment
def downloads(app: Application, owner_id: str, view: ReportView, zone: tzinfo) -> None:
    """Draw the menu; until the report is written it holds the transcript alone."""
    finished = view.report is not None and view.report.state is WorkState.COMPLETED
    with st.popover("Download", icon=":material/download:"):
        for form in app.interviews.formats():
            if finished or form is ReportFormat.TRANSCRIPT:
                _download(app, owner_id, view, form, zone)


def _download(
    app: Application, owner_id: str, view: ReportView, form: ReportFormat, zone: tzinfo
) -> None:
    interview = view.interview
    label, icon = FORMATS[form]
    name, media_type = name_of(interview.setup.role, interview.began_at.astimezone(zone), form)
    key = f"making/{interview.id}/{form}"
    # The click's file is made by the button of the run before, so by the one that this replaces.
    before, now = st.session_state.get(key), Making()
    st.session_state[key] = now
    pressed = st.download_button(
        label,
        partial(now.make, partial(_written, app, owner_id, interview.id, form, zone)),
        file_name=name,
        mime=media_type,
        icon=icon,
        type="tertiary",
        key=f"download/{form}",
    )
    if pressed and isinstance(before, Making):
        _wait(before, label.partition(",")[0])


def _wait(making: Making, label: str) -> None:
    """Say that the file is being made, then how it went."""
    place = st.empty()
    with place.container():
        working(f"Making the {label} file", f"download/{label}")
    sentence = making.wait()
    if sentence is None:
        place.empty()
    else:
        place.warning(plain(sentence), icon=":material/info:")


def _written(
    app: Application, owner_id: str, interview_id: str, form: ReportFormat, zone: tzinfo
) -> bytes:
    return app.interviews.export(owner_id, interview_id, form, zone).data
