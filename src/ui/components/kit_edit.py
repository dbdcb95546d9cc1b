"""A kit under way: its faults, its head, its questions as forms or as text. Each change is kept."""

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from src.models.kits import Fault, OwnKit
from src.ui.components.kit_question import question_form, question_text, yaml_box
from src.ui.components.labels import count
from src.ui.kitting import Bench
from src.ui.render import as_told, plain, short

AS_FORM, AS_TEXT = "Fields", "As YAML"
TEXT_PX = 520
MOST_LINE = 90


def state_of(bench: Bench) -> None:
    """Draw whether everything is saved, and the two ways out of a draft."""
    edit, me, key = bench.app.editor, bench.owner_id, bench.own.key
    if bench.own.draft is None:
        st.markdown(":green[:material/check:] Saved. What you change is kept as a draft first.")
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(
            ":material/edit: **Not saved yet.** Every change is kept, also through a refresh.",
            width="stretch",
        )
        st.button(
            "Save the kit",
            type="primary",
            on_click=lambda: bench.act(lambda version: edit.save(me, key, version), anew=True),
        )
        if bench.own.kit is not None:
            st.button(
                "Drop the changes",
                on_click=lambda: bench.act(lambda version: edit.drop(me, key, version), anew=True),
            )


def faults(found: Sequence[Fault], text: str) -> None:
    """Draw everything that keeps a kit from being used, with the words of each line."""
    if not found:
        return
    lines = text.split("\n")
    in_order = sorted(found, key=lambda fault: fault.line or len(lines) + 1)
    st.warning(
        f"**{count(len(found), 'thing')} to mend before this kit can be used**\n\n"
        + "\n".join(f"- {_told(fault, lines)}" for fault in in_order),
        icon=":material/rule:",
    )


def _told(fault: Fault, lines: Sequence[str]) -> str:
    if fault.line is None:
        return as_told(fault.message)
    said = lines[fault.line - 1].strip() if fault.line <= len(lines) else ""
    quote = f"  \n  :small[{plain(short(said, MOST_LINE))}]" if said else ""
    return f"**Line {fault.line}:** {as_told(fault.message)}{quote}"


def whole_text(bench: Bench, text: str) -> None:
    """Draw the kit's YAML, the box to change it in, and on demand with its line numbers."""
    edit, me, key = bench.app.editor, bench.owner_id, bench.own.key
    yaml_box(
        bench,
        "whole",
        "The whole kit as YAML",
        text,
        lambda version, typed: edit.write(me, key, version, typed),
        height=TEXT_PX,
        anew=True,
    )
    st.button("Check the text")  # leaving the box for it is what checks
    numbered = st.expander("With line numbers", type="compact", on_change="rerun")
    if numbered.open:  # a long kit is ten thousand coloured words
        with numbered:
            st.code(text, language="yaml", line_numbers=True, height=TEXT_PX)


def head(bench: Bench, fields: Mapping[str, object]) -> None:
    """Draw the kit's own fields."""
    left, right = st.columns(2)
    for place, name, label in (
        (left, "title", "Title"),
        (right, "role", "Role that it is for"),
        (left, "id", "Id: small letters, digits, hyphens"),
        (right, "language", "Language, such as en or pt-BR"),
    ):
        with place:
            st.text_input(
                label,
                value=_shown(fields.get(name)),
                key=bench.key(name),
                on_change=partial(bench.put, name, name, as_value=str),
            )
    st.text_area(
        "Summary",
        value=_shown(fields.get("summary")),
        height=68,
        key=bench.key("summary"),
        on_change=partial(bench.put, "summary", "summary", as_value=_or_none),
    )


def questions(bench: Bench, listed: Sequence[Mapping[str, object]]) -> None:
    """Draw the choice of a question, what can be done with it, and its fields."""
    st.header("Questions", anchor=False)
    at = _chosen(bench, listed)
    _acts(bench, at, len(listed))
    if at is None:
        return
    way = st.segmented_control(
        "How to edit",
        [AS_FORM, AS_TEXT],
        default=AS_FORM,
        required=True,
        key=f"kit-way/{bench.own.key}",
        label_visibility="collapsed",
    )
    loose = bench.own.loose
    if way == AS_TEXT or (loose is not None and loose.at == at):
        question_text(bench, at)
    else:
        question_form(bench, at, listed[at])


def _at_key(own: OwnKit) -> str:
    return f"kit-at/{own.key}"


def _chosen(bench: Bench, listed: Sequence[Mapping[str, object]]) -> int | None:
    if not listed:
        st.markdown(":gray[No question yet.]")
        return None
    key = _at_key(bench.own)
    st.session_state[key] = min(int(st.session_state.get(key) or 0), len(listed) - 1)
    labels = [
        f"{number}. {short(str(q.get('text') or 'No text yet'))} ({q.get('skill') or 'no skill'})"
        for number, q in enumerate(listed, 1)
    ]
    chosen = st.selectbox("Question", range(len(listed)), format_func=lambda i: labels[i], key=key)
    return int(chosen)


def _acts(bench: Bench, at: int | None, total: int) -> None:
    edit, me, key = bench.app.editor, bench.owner_id, bench.own.key

    def go(to: int) -> None:
        st.session_state[_at_key(bench.own)] = max(0, to)

    def add(like: int | None) -> None:
        go(total if like is None else like + 1)
        bench.act(lambda v: edit.add_question(me, key, v, like), anew=True)

    def move(here: int, to: int) -> None:
        go(to)
        bench.act(lambda v: edit.move_question(me, key, v, here, to), anew=True)

    def remove(here: int) -> None:
        go(here - 1)
        bench.act(lambda v: edit.remove_question(me, key, v, here), anew=True)

    with st.container(horizontal=True):
        st.button("Add", icon=":material/add:", on_click=add, args=(None,))
        if at is None:
            return
        st.button("Duplicate question", on_click=add, args=(at,))
        st.button("Up", disabled=at == 0, on_click=move, args=(at, at - 1))
        st.button("Down", disabled=at + 1 == total, on_click=move, args=(at, at + 1))
        st.button("Remove", type="tertiary", on_click=remove, args=(at,))


def _shown(value: object) -> str:
    return "" if value is None else str(value)


def _or_none(value: object) -> str | None:
    return str(value) if value else None
