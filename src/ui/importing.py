"""A report comes in from its JSON file, and is shown where all reports are."""

import streamlit as st

from src.app import Application
from src.errors import InputError
from src.ui import state
from src.ui.render import plain

MOST_MB = 8
_ROUND = "imports"


def draw(app: Application, owner_id: str) -> None:
    """Draw the fold that takes a file; a file that can't be read is answered with one sentence."""
    with st.expander("Import a report", type="compact", icon=":material/upload_file:"):
        st.markdown(
            "The JSON file of a report's *Download* menu, yours or another person's. "
            "It is shown read-only and doesn't count in your figures."
        )
        count = int(st.session_state.get(_ROUND, 0))
        file = st.file_uploader(
            "Report as a JSON file",
            type=["json"],
            max_upload_size=MOST_MB,
            key=f"import/{count}",
        )
        if file is None:
            return
        try:
            interview = app.interviews.read_in(owner_id, file.getvalue())
        except InputError as problem:
            st.warning(plain(str(problem)), icon=":material/info:")
            return
        st.session_state[_ROUND] = count + 1
        state.enter(interview.id)
        state.go("report", id=interview.id)
