"""What keeps the page steady under a person: their place, their focus, the line, what is said."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from src.models.enums import TurnKind
from src.models.views import Room
from src.ui.components.scripts import script

News = Sequence[tuple[str, str]]
"""Things that are said once by a screen reader: an id, and the words."""


@dataclass(frozen=True)
class Heard:
    """What came of recordings: the task whose words wait to be mended, and what is said of each."""

    task_id: str | None = None
    news: News = ()


_STEADY = st.components.v2.component(
    "rehearse_steady", html="<span aria-hidden='true'></span>", js=script("steady")
)
_ANNOUNCE = st.components.v2.component(
    "rehearse_announce",
    html="<div id='region' role='status' aria-live='polite'></div>",
    css="""
#region{position:absolute;width:1px;height:1px;overflow:hidden;
  clip-path:inset(50%);white-space:nowrap}""",
    js=script("announce"),
)
_LINK = st.components.v2.component(
    "rehearse_link",
    html="<p id='link' hidden></p>",
    css="""
#link{font-family:var(--st-font);font-size:.875rem;color:var(--st-text-color);margin:0;
  padding:.35rem .6rem;border-left:3px solid var(--st-orange-color);
  background:var(--st-secondary-background-color)}
#link[hidden]{display:none}""",
    js=script("busy", "link"),
)


def steady(room: Room, *, ready: bool, heard: str | None = None) -> None:
    """Keep newest words in view and the focus in the box; `ready`: the candidate may write.

    `heard` names the recording whose words are to be looked at next.
    """
    at = f"{room.interview.id}/{room.next_no}/{room.waiting is None}"
    own = TurnKind.ANSWER
    fresh = not any(t.position == room.interview.position and t.kind is own for t in room.turns)
    _STEADY(data={"at": at, "ready": ready, "fresh": fresh, "heard": heard}, key="steady")


def announce(news: News) -> None:
    """Say what is new to those who hear the page, each thing once."""
    _ANNOUNCE(data={"news": [list(each) for each in news]}, key="announce")


def link(room: Room, moved: Callable[[], None]) -> None:
    """Say when the line to the server is gone or back; draw anew when another tab moved on."""
    interview, current = room.interview, room.current
    standing = current is not None and current.stands_since is not None
    parts = (room.next_no, room.waiting is None, interview.paused_at, standing, interview.status)
    data = {"interview": interview.id, "at": "/".join(map(str, parts))}
    _LINK(data=data, key="link", on_moved_change=moved)
