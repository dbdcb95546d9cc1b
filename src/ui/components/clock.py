"""The clocks: they count in the browser, so no rerun is needed for a second to pass."""

import streamlit as st

from src.models.views import Room
from src.ui.components.scripts import script

_CLOCK = st.components.v2.component(
    "rehearse_clock",
    html="""
<span id='clock' role='timer' aria-live='off'>
  <b id='whole'></b><span id='planned'></span> <small id='here'></small>
</span>
<p id='notice' hidden></p>""",
    css="""
#clock{font-family:var(--st-font);color:var(--st-text-color);display:block;text-align:right;
  white-space:nowrap;font-variant-numeric:tabular-nums}
#clock b{font-weight:600}
#clock small{font-size:.875rem;margin-left:.5rem}
#here:empty{display:none}
@media (max-width:640px){#here{display:block;margin:0}}
#notice{font-family:var(--st-font);font-size:.875rem;color:var(--st-text-color);margin:0;
  padding:.35rem .6rem;border-left:3px solid var(--st-primary-color);
  background:var(--st-secondary-background-color)}
[hidden]{display:none}""",
    js=script("clock"),
)


def clock(room: Room) -> None:
    """Draw the interview's clock, with the planned time where it has one, and the question's."""
    _CLOCK(data=_data(room, "face"), key="clock", width="content")


def time_notice(room: Room) -> None:
    """Say gently, and once aloud, when the usual or the planned time is over; nothing is cut."""
    _CLOCK(data=_data(room, "notice"), key="time_notice")


def _data(room: Room, part: str) -> dict[str, object]:
    interview, current = room.interview, room.current
    timed = current is not None and not room.is_your_turn
    return {
        "part": part,
        "interview": interview.id,
        "place": interview.position,
        "elapsed": room.elapsed_s,
        "question": room.question_s,
        "planned": (interview.setup.minutes or 0) * 60,
        "due": current.question.minutes * 60 if current is not None and timed else 0,
        "running": interview.paused_at is None and interview.ended_at is None,
        "standing": current is not None and current.stands_since is not None,
    }
