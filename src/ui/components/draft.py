"""Keeps an unsent answer in the browser, and puts it back into its input after a refresh."""

import time

import streamlit as st

from src.models.enums import TurnKind
from src.models.views import Room
from src.ui.components.scripts import script

REPEAT = "Could you say the question again, please?"
"""What the button for it says in the candidate's place."""
_DRAFT = st.components.v2.component(
    "rehearse_draft", html="<span aria-hidden='true'></span>", js=script("draft")
)
_TAKING = frozenset({TurnKind.ANSWER, TurnKind.QUESTION, TurnKind.SKIP})


def draft(room: Room, *, held: bool = False) -> None:
    """Keep what is typed for the next turn until that is stored.

    `held`: the words could not be stored and stand on the page already. Each run has its own mark,
    so that a box which lost its words gets them back.
    """
    _DRAFT(
        data={
            "interview": room.interview.id,
            "turn": room.next_no,
            "stored": taken(room),
            "held": held,
            "run": time.monotonic(),
        },
        key="draft",
    )


def forget_drafts(room: Room) -> None:
    """Let everything go that the browser keeps of an interview: it is over."""
    last = room.next_no
    data = {"interview": room.interview.id, "turn": last, "stored": last, "held": True}
    _DRAFT(data=data, key="draft")


def taken(room: Room) -> int:
    """Return the last turn that took the words of its input, or -1; a hint or repeat takes none."""
    taking = [t.no for t in room.turns if t.kind in _TAKING and t.text != REPEAT]
    return max(taking, default=-1)
