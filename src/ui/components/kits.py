"""The list of kits: one's own, the shipped ones, and the ways to a new one."""

from collections.abc import Sequence
from datetime import tzinfo

import streamlit as st

from src.app import Application
from src.errors import InputError, KitError, LimitError, StorageError
from src.models.content import Kit
from src.models.kits import KitLine
from src.ui import state
from src.ui.components.common import draw_told, named
from src.ui.components.labels import count, day
from src.ui.render import plain

MOST_MB = 2
BESIDE = 2
_ROUND, _PLACE = "kit_uploads", "kit-file"


def upload(app: Application, owner_id: str) -> None:
    """Draw the ways to a kit of one's own: a file, or an empty one to fill in."""
    with st.container(border=True):
        st.header("Bring a kit of your own", anchor=False)
        st.markdown(
            ":gray[A YAML file. It is checked line by line, belongs to you alone, and can be "
            "mended here.]"
        )
        draw_told(_PLACE)
        key = f"kit-file/{st.session_state.get(_ROUND, 0)}"
        file = st.file_uploader(
            "Kit as a YAML file", type=["yaml", "yml"], max_upload_size=MOST_MB, key=key
        )
        empty = st.button("Begin with an empty kit", icon=":material/add:")
    if file is not None:
        _take(app, owner_id, file.getvalue())
    if empty:
        _begin(app, owner_id)


def _take(app: Application, owner_id: str, data: bytes) -> None:
    """Keep a file once, whether it can be read or not, and open it or tell why not."""
    st.session_state[_ROUND] = int(st.session_state.get(_ROUND, 0)) + 1
    try:
        with st.spinner("Reading the kit"):
            own = app.editor.upload(owner_id, data)
    except (InputError, LimitError, StorageError) as problem:
        line = problem.line if isinstance(problem, KitError) else None
        where = f"Line {line}: " if line else ""
        words = problem.sentence if isinstance(problem, StorageError) else str(problem)
        state.tell(f"{where}{words}", _PLACE)
        st.rerun()
    state.go("kits", id=own.key, view="preview" if own.draft is None else "edit")


def _begin(app: Application, owner_id: str) -> None:
    try:
        own = app.editor.begin(owner_id)
    except InputError as problem:
        st.warning(plain(str(problem)), icon=":material/info:")
        return
    state.go("kits", id=own.key, view="edit")


def mine(lines: Sequence[KitLine], zone: tzinfo) -> None:
    """Draw one's own kits, or that there are none yet."""
    st.header("Your kits", anchor=False)
    if not lines:
        st.markdown(
            ":gray[None yet. Upload a file, begin an empty one, or open a shipped kit and "
            "duplicate it.]"
        )
    for number, line in enumerate(lines, 1):
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(
                f"**{plain(line.title)}**  \n:small[{_facts(line, zone)}]",
                width="stretch",
            )
            if line.has_draft:
                st.badge("Not saved yet", color="orange", icon=":material/edit:")
            if st.button(named("Open", f"{line.title}, your kit {number}"), key=f"open/{line.key}"):
                state.go("kits", id=line.key)


def _facts(line: KitLine, zone: tzinfo) -> str:
    changed = f"changed {day(line.updated_at.astimezone(zone))}"
    if line.kit_id is None:
        return f"a draft, {changed}"
    return f"{count(line.questions, 'question')}, {changed}"


def shipped(kits: Sequence[Kit], own: frozenset[str]) -> None:
    """Draw the shipped kits, two beside one another, row by row as they are read."""
    st.header("Shipped kits", anchor=False)
    for first in range(0, len(kits), BESIDE):
        cells = st.columns(BESIDE)
        for cell, kit in zip(cells, kits[first : first + BESIDE], strict=False):
            with cell.container(
                border=True, horizontal=True, vertical_alignment="center", height="stretch"
            ):
                _one_shipped(kit, is_own=kit.id in own)


def _one_shipped(kit: Kit, *, is_own: bool) -> None:
    skills = len({q.skill for q in kit.questions})
    told = f"{count(len(kit.questions), 'question')}, {count(skills, 'skill')}"
    told += ", yours is used instead" if is_own else ""
    st.markdown(f"**{plain(kit.title)}**  \n:small[{told}]", width="stretch")
    if st.button(named("Open", f"{kit.title}, a shipped kit"), key=f"open-shipped/{kit.id}"):
        state.go("kits", id=kit.id)
