"""Which interview a page means that was opened without one, as from the navigation."""

from src.app import Application
from src.models.progress import HistoryQuery, HistoryState
from src.ui import state


def open_one(app: Application, owner_id: str) -> str | None:
    """Return the address's or session's interview, else the owner's latest open one."""
    found = state.interview_id()
    if found is None and (left := app.interviews.current(owner_id)) is not None:
        found = left.id
        state.show(found)
    return found


def ended_one(app: Application, owner_id: str) -> str | None:
    """Return the address's or session's interview, else the owner's latest that has ended."""
    found = state.interview_id()
    if found is None:
        latest = HistoryQuery(state=HistoryState.FINISHED, limit=1)
        lines = app.interviews.history(owner_id, latest).lines
        if lines:
            found = lines[0].interview.id
            state.show(found)
    return found
