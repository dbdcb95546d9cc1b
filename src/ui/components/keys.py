"""Keyboard shortcuts of the interview, their list, and the switch that turns them off."""

from collections.abc import Callable
from enum import StrEnum

import streamlit as st

from src.ui.components.scripts import script


class Act(StrEnum):
    """What a shortcut does; the first five are the page's, the others the browser's alone."""

    HINT = "hint"
    THINK = "think"
    SKIP = "skip"
    REPEAT = "repeat"
    PAUSE = "pause"
    KEYS = "keys"
    ANSWER = "answer"
    LISTEN = "listen"
    NEXT = "next"
    PREVIOUS = "previous"
    RECORD = "record"


# T, A, B and I are left to the browsers: with Alt and Shift they reach its own bars.
LETTERS = {
    "w": (Act.ANSWER, "Write: go to the answer"),
    "h": (Act.HINT, "Take a hint, at its price"),
    "m": (Act.THINK, "Let me think: the question's clock stands"),
    "q": (Act.REPEAT, "Hear the question again"),
    "l": (Act.LISTEN, "Listen to the last message, or stop"),
    "r": (Act.RECORD, "Record an answer, or stop and have it written down"),
    "s": (Act.SKIP, "Skip this question"),
    "p": (Act.PAUSE, "Pause, or go on"),
    "j": (Act.NEXT, "Go to the next finished question"),
    "k": (Act.PREVIOUS, "Go to the finished question before"),
}
SIGNS = {"/": "Go to the answer, from outside a field", "?": "Show this list, outside a field"}
_KEYS = st.components.v2.component(
    "rehearse_keys",
    html="""
<div id='shown' hidden>
  <dl id='list'></dl>
  <label><input type='checkbox' id='on'> Shortcuts are on in this browser</label>
</div>""",
    css="""
#shown[hidden]{display:none}
#shown{font-family:var(--st-font);color:var(--st-text-color);font-size:1rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.45rem 1rem;margin:0 0 1rem}
dd{margin:0}
kbd{font-family:var(--st-code-font);font-size:.875rem;padding:.1rem .4rem;white-space:nowrap;
  border:1px solid var(--st-border-color);border-radius:6px;
  background:var(--st-secondary-background-color)}
label{display:flex;gap:.6rem;align-items:center;min-height:1.75rem}
input{width:1.15rem;height:1.15rem;accent-color:var(--st-primary-color)}""",
    js=script("keys"),
)


def shortcuts(act: Callable[[str], None]) -> None:
    """Listen for the shortcuts; what the page itself must do is handed to `act`."""

    def pressed() -> None:
        act(str(st.session_state["keys"].act))

    acts = {letter: str(found) for letter, (found, _) in LETTERS.items()}
    _KEYS(data={"acts": acts}, key="keys", on_act_change=pressed)


def shortcut_list() -> None:
    """Draw what the shortcuts are on this machine, and the switch."""
    rows = [[letter, told] for letter, (_, told) in LETTERS.items()]
    _KEYS(data={"rows": rows + [[s, told] for s, told in SIGNS.items()]}, key="keys_list")
