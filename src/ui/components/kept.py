"""Recordings that only the browser holds: kept as they are made, then sent or offered."""

from collections.abc import Sequence

import streamlit as st

from src.models.speech import SpeechTask
from src.ui.components.scripts import script
from src.ui.state import nothing

_KEPT = st.components.v2.component(
    "rehearse_kept",
    html="<ul id='kept' hidden></ul>",
    css="""
#kept{list-style:none;margin:0;padding:0;display:grid;gap:.75rem;font-family:var(--st-font);
  color:var(--st-text-color);font-size:1rem}
#kept[hidden]{display:none}
li,button{scroll-margin-block:14rem}
li{display:flex;flex-wrap:wrap;gap:.5rem .75rem;align-items:center;padding:.75rem 1rem;
  border:1px solid var(--st-border-color);border-radius:var(--st-base-radius)}
p{margin:0;flex:1 1 16rem}
button{font:inherit;color:inherit;min-height:2.5rem;padding:.3rem .75rem;cursor:pointer;
  background:none;border:1px solid transparent;border-radius:var(--st-base-radius)}
button.first{background:var(--st-secondary-background-color);border-color:var(--st-border-color)}
button:hover{border-color:var(--st-primary-color)}
button:focus-visible{outline:2px solid var(--st-primary-color);outline-offset:2px}""",
    js=script("busy", "kept_store", "kept_tee", "kept"),
)
_GONE = st.components.v2.component(
    "rehearse_kept_gone",
    html="<span aria-hidden='true'></span>",
    js=script("kept_store", "kept_sweep", "kept_gone"),
)


def kept(
    interview_id: str, stored: Sequence[SpeechTask], *, turn_no: int = 0, allowed: bool
) -> None:
    """Keep what is recorded for a turn until it is `stored`; draw what is left of earlier ones.

    Not `allowed`: nothing is kept, and what was is deleted. For which question a take is recorded
    the browser tells by the box that it is recorded in.
    """
    told = [{"id": t.id, "seconds": t.duration_s, "bytes": t.size_bytes} for t in stored]
    data = {"interview": interview_id, "turn": turn_no, "stored": told, "allowed": allowed}
    _KEPT(data=data, key="kept", on_stored_change=nothing)


def forget_kept(gone: str, why: str) -> None:
    """Delete all that the browser kept of an interview; `why` tells two places of a page apart."""
    # An id must not be in the key: some hold "__", which keys of components may not.
    _GONE(data={"gone": gone}, key=f"kept_gone/{why}")
