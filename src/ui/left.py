"""The set-up as it was left: in this session, and in this browser for a page opened anew.

Streamlit forgets a page's fields as soon as another page is drawn, and everything with a refresh.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from typing import Any

import streamlit as st
from pydantic import Field, ValidationError

from src.models.base import Frozen
from src.models.content import LANGUAGE
from src.models.enums import Difficulty, DocumentKind, InterviewType, Style
from src.ui import state
from src.ui.components.roles import OTHER
from src.ui.components.scripts import script

DONE = "documents_done"
_HELD, _DRAWN, _ASKS, _FOUND = (f"prepare/{name}" for name in ("left", "drawn", "asks", "kept"))
_KEPT = st.components.v2.component(
    "rehearse_left", html="<span aria-hidden='true'></span>", js=script("left")
)


class Left(Frozen):
    """What stands in the fields of the prepare page; a browser may hand back anything as one."""

    role: str | None = Field(default=None, max_length=120)
    free_role: str = Field(default="", max_length=120)
    company: str = Field(default="", max_length=120)
    seniority: str = Field(default="Not said", max_length=60)
    resume_id: str | None = Field(default=None, max_length=100)
    job_id: str | None = Field(default=None, max_length=100)
    resume_text: str = ""
    job_text: str = ""
    style: Style = Style.CASUAL
    interview_type: InterviewType = InterviewType.MIXED
    difficulty: Difficulty = Difficulty.MEDIUM
    length: str = Field(default="5 questions", max_length=40)
    coach: bool = True
    panel: bool = False
    language: str = Field(default="en-US", pattern=LANGUAGE)
    done: bool = False


PLANNED = ("style", "interview_type", "difficulty", "length", "coach", "panel", "language")
"""The fields that stand beside the plan."""
PLAIN = ("resume_id", "job_id", "done")
"""What no widget holds."""
KEYS = {
    "role": "prepare_role",
    "free_role": "free_role",
    "company": "company",
    "seniority": "seniority",
    "resume_id": "resume_id",
    "job_id": "job_id",
    "resume_text": f"paste/{DocumentKind.RESUME}",
    "job_text": f"paste/{DocumentKind.JOB}",
    "done": DONE,
} | {name: f"prepare/{name}" for name in PLANNED}
"""Where the page holds each field."""
TYPED = ("free_role", "company", "resume_text", "job_text")
"""The fields whose words are kept while they are typed."""


def put_back() -> None:
    """Fill the fields that the page has lost, before they are drawn; the browser is asked once.

    Of a field that wasn't drawn last Streamlit may hold an older value, so what is held counts.
    """
    held, drawn = st.session_state.get(_HELD), st.session_state.get(_DRAWN, ())
    if held is None:
        st.session_state[_ASKS] = True
        held = Left()
    for name, key in KEYS.items():
        if key not in st.session_state or name not in (*drawn, *PLAIN):
            st.session_state[key] = getattr(held, name)


def forget_last_page() -> None:
    """Say that another page was drawn since, so that nothing here was drawn last."""
    st.session_state.pop(_DRAWN, None)


def forget_text(kind: DocumentKind) -> None:
    """Let go of a text that was pasted and is read now."""
    held = st.session_state.get(_HELD) or Left()
    st.session_state[_HELD] = held.model_copy(update={f"{kind}_text": ""})


def fill(held: Left) -> None:
    """Let the fields hold this and nothing else; the browser's own is no longer wanted."""
    st.session_state[_HELD] = held
    for name, key in KEYS.items():
        st.session_state[key] = getattr(held, name)


def begin(held: Left) -> None:
    """Begin another set-up."""
    fill(held)
    state.set_prepared(None)


def settle(name: str, options: Collection[str]) -> str:
    """Let a field hold the first of its options where it holds none of them; return its key."""
    key = KEYS[name]
    if st.session_state.get(key) not in options:
        st.session_state[key] = next(iter(options))
    return key


def is_empty() -> bool:
    """Say whether nothing was given yet."""
    held = _now(_drawn())
    return held.model_copy(update={"role": None}) == Left()


def keep(owner_id: str) -> None:
    """Hold what stands in the fields now, here and in the browser."""
    asks = bool(st.session_state.pop(_ASKS, False))
    st.session_state[_DRAWN] = drawn = _drawn()
    held = _now(drawn)
    st.session_state[_HELD] = held
    _KEPT(
        data={
            "name": f"rehearse/setup/{hashlib.sha256(owner_id.encode()).hexdigest()[:16]}",
            "left": held.model_dump(mode="json") | {"prepared": state.prepared_id()},
            "typed": {name: KEYS[name] for name in TYPED},
            "asks": asks,
        },
        key=_FOUND,
        on_found_change=_take,
    )


def _drawn() -> tuple[str, ...]:
    """Return the fields that this run draws."""
    said = st.session_state
    hidden = {name for name in PLANNED if not said.get(DONE)}
    hidden |= {"free_role"} if said.get(KEYS["role"]) != OTHER else set()
    hidden |= {f"{kind}_text" for kind in DocumentKind if said.get(KEYS[f"{kind}_id"])}
    return tuple(name for name in KEYS if name not in hidden)


def _now(drawn: Collection[str]) -> Left:
    """Return what stands in the fields, without what can't be kept, such as an odd language."""
    held = st.session_state.get(_HELD) or Left()
    said: dict[str, Any] = {name: st.session_state.get(KEYS[name]) for name in drawn}
    said = held.model_dump() | {
        name: v for name, v in said.items() if v is not None or name in PLAIN
    }
    try:
        return Left.model_validate(said)
    except ValidationError as problem:
        faulty = {error["loc"][0] for error in problem.errors()}
        return Left.model_validate({n: value for n, value in said.items() if n not in faulty})


def _take() -> None:
    """Take what the browser kept, where it can be read."""
    found = _read(str(st.session_state[_FOUND].found))
    if found is None:
        return
    prepared = found.pop("prepared", None)
    try:
        fill(Left.model_validate(found))
    except ValidationError:
        return
    state.set_prepared(str(prepared) if prepared else None)


def _read(text: str) -> dict[str, Any] | None:
    try:
        found = json.loads(text)
    except ValueError:
        return None
    return dict(found) if isinstance(found, Mapping) else None
