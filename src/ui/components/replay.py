"""An interview that is over, one step at a time: what was seen, offered, chosen, done and said."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from src.errors import RehearseError
from src.models.enums import TurnKind
from src.models.playback import GradeTold, Playback, PlaybackStep
from src.models.views import ReplayCall, ReplayStep
from src.reports.words import GRADERS
from src.ui.components import chat
from src.ui.components.labels import count, score, skill_name
from src.ui.render import plain, short
from src.ui.trouble import OURS, sentence_of

SAID = 60
WHOSE = {
    TurnKind.START: "The beginning",
    TurnKind.SKIP: "You skipped",
    TurnKind.HINT: "A hint",
    TurnKind.END: "You ended it",
}
PURPOSES = {
    "turn": "reply",
    "coach": "coach's note",
    "grade": "grade",
    "report": "report",
    "plan": "plan",
}
NAMES = {str(name): told for name, told in GRADERS.items()}
ROBOT = ":material/smart_toy:"
EMBEDDED = "The embedded interviewer spoke from the kit and its rules. No model was asked."


def place(found: Playback) -> PlaybackStep:
    """Draw the ways between the steps, by mouse and by keyboard, and return the one to show."""
    key, last = f"replay/{found.interview.id}", len(found.steps) - 1
    at = min(int(st.session_state.get(key, 0)), last)
    st.session_state[key] = at

    def go(to: int) -> None:
        st.session_state[key] = max(0, min(last, to))

    with st.container(horizontal=True):
        for label, icon, shortcut, to, off in (
            ("First", "first_page", "Home", 0, at == 0),
            ("Previous", "chevron_left", "Left", at - 1, at == 0),
            ("Next", "chevron_right", "Right", at + 1, at == last),
            ("Last", "last_page", "End", last, at == last),
        ):
            st.button(
                label,
                icon=f":material/{icon}:",
                shortcut=shortcut,
                disabled=off,
                on_click=go,
                args=(to,),
                key=f"go/{label}",
            )
    st.selectbox(
        "Step",
        range(last + 1),
        format_func=lambda no: f"{no + 1} of {last + 1} · {name_of(found.steps[no])}",
        key=key,
    )
    return found.steps[at]


def name_of(step: PlaybackStep) -> str:
    """Return a step's name in the list of all."""
    told = WHOSE.get(step.turn.kind) or short(step.turn.text, SAID)
    return f"question {step.turn.position} · {told}" if step.turn.no else told


def turn_name(no: int) -> str:
    """Return what a turn is called in a sentence: the first is the interviewer's alone."""
    return f"turn {no}" if no else "the introduction"


def draw(step: PlaybackStep) -> None:
    """Draw one step, in the order in which it happened."""
    st.header(turn_name(step.turn.no).capitalize(), anchor=False)
    _said(step)
    _thought(step)
    _answered(step)


def _said(step: PlaybackStep) -> None:
    if step.question and step.turn.kind is not TurnKind.START:
        st.markdown(f":small[Question {step.turn.position}: {plain(step.question)}]")
    if step.turn.text:
        chat.answer(step.turn)
    else:
        st.markdown(f"{WHOSE.get(step.turn.kind, 'No words')}.")
    if step.turn.error:
        st.markdown(f":material/error: {plain(step.turn.error)}")


def _thought(step: PlaybackStep) -> None:
    _part("Seen", "" if step.turn.kind is TurnKind.START else seen(step.observed))
    for flag in step.flags:
        st.markdown(f":material/flag: {plain(flag)}")
    if step.plan.get("options"):
        st.markdown("**What could come next**  \n" + "  \n".join(options(step.plan)))
    _part("Why", plain(str(step.plan.get("why") or "")))
    _tools(step.tools)
    _part("Kept in mind", plain(step.reflected or ""))


def _answered(step: PlaybackStep) -> None:
    if step.turn.reply is not None:
        chat.message(step.turn.reply)
    for grade in step.grades:
        _part("Graded", graded(grade))
    if step.note is not None:
        chat.coach_note(step.note)
    if step.calls:
        st.markdown(calls_table(step.calls))


def _part(label: str, told: str) -> None:
    if told:
        st.markdown(f"**{label}** · {told}")


def seen(found: Mapping[str, Any]) -> str:
    """Return what code found in the message, in words."""
    parts = []
    if found.get("intent"):
        parts.append(plain(str(found["intent"]).replace("_", " ")))
    if found.get("so_far") is not None:
        parts.append(f"{score(float(found['so_far']))} so far, by words")
    if found.get("covered"):
        parts.append(f"said {plain(', '.join(found['covered']))}")
    if found.get("missed"):
        parts.append(f"open: {plain(', '.join(found['missed']))}")
    if found.get("claims"):
        parts.append(count(len(found["claims"]), "claim"))
    return " · ".join(parts)


def options(plan: Mapping[str, Any]) -> list[str]:
    """Return the options as lines with their reasons, the chosen one marked."""
    lines = []
    for option in plan.get("options", []):
        chosen = option["id"] == plan.get("choose")
        mark = ":green[:material/check:]" if chosen else ":gray[:material/remove:]"
        reason = plain(str(option["reason"]))
        lines.append(f"{mark} {f'**{reason}** (chosen)' if chosen else reason}")
    return lines


def _tools(found: Sequence[Mapping[str, Any]]) -> None:
    if not found:
        return
    names = ", ".join(plain(str(tool.get("tool") or "none").replace("_", " ")) for tool in found)
    with st.expander(f"Tools: {names}", type="compact", icon=":material/build:"):
        for tool in found:
            told = json.dumps(tool, ensure_ascii=False, indent=2)
            st.code(told, language=None, wrap_lines=True)


def graded(found: GradeTold) -> str:
    """Return a grade and where it moved the level, in words."""
    by = NAMES.get(found.grader, found.grader)
    model = f" · {found.model}" if found.model else ""
    told = f"{score(found.score)}, {plain(by + model)}"
    if found.reason:
        told += f". {plain(found.reason)}"
    if found.skill is None:
        return told
    before, after = found.level_before, found.level_after
    level = f"level {after}" if before == after else f"level {before} → {after}"
    return f"{told} · {plain(skill_name(found.skill))}: {level} ({plain(found.level_reason)})"


def calls_table(found: Sequence[ReplayCall]) -> str:
    """Return model calls as a Markdown table; what isn't known is a dash."""
    head = ["For", "Model", "Prompt", "Time", "Tokens in", "Cached", "Out", "Cost", "Attempts"]
    rows = [
        [
            PURPOSES.get(call.purpose, call.purpose),
            plain(call.model) + (f" ({plain(call.error)})" if call.error else ""),
            plain(call.prompt_version or "–"),
            "–" if call.latency_ms is None else f"{call.latency_ms / 1000:.1f} s",
            *(_number(n) for n in (call.input_tokens, call.cached_tokens, call.output_tokens)),
            "unknown" if call.cost_usd is None else f"${call.cost_usd:.4f}",
            _number(call.attempts),
        ]
        for call in found
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows))


def _number(value: int | None) -> str:
    return "–" if value is None else f"{value:,}"


def request(step: PlaybackStep, again: Callable[[], ReplayStep]) -> None:
    """Draw the fold with the request of this step, rendered again when it is opened."""
    if not any(call.purpose == "turn" for call in step.calls):
        return
    fold = st.expander(
        "The request to the model, rendered again", key=f"request/{step.turn.no}", on_change="rerun"
    )
    if not fold.open:
        return
    with fold:
        try:
            found = again()
        except RehearseError as problem:
            st.markdown(plain(sentence_of(problem) or OURS))
            return
        st.markdown("From what was stored: the prompt's text, the turns and the notes.")
        for message in found.messages:
            st.markdown(f"**{message.role}**")
            st.code(message.content, language=None, wrap_lines=True)


def beside(found: Playback) -> None:
    """Draw what belongs to no single turn, or that no model was asked."""
    if not found.asked_a_model:
        st.markdown(f":small[{EMBEDDED}]")
    for flag in found.flags:
        st.markdown(f":material/flag: {plain(flag)}")
    if found.beside:
        fold = st.expander("Model calls beside the turns", type="compact", icon=ROBOT)
        fold.markdown(calls_table(found.beside))


def checked(interview_id: str, again: Callable[[], Sequence[ReplayStep]]) -> None:
    """Draw the fold that computes the whole interview again, once, when it is opened."""
    fold = st.expander("Would it go the same today?", key="checked", on_change="rerun")
    key = f"verdict/{interview_id}"
    if not fold.open:
        st.session_state.pop(key, None)
        return
    with fold:
        if key not in st.session_state:
            with st.spinner("Computing each turn again"):
                st.session_state[key] = _verdict(again)
        st.markdown(st.session_state[key])


def _verdict(again: Callable[[], Sequence[ReplayStep]]) -> str:
    try:
        return verdict(again())
    except RehearseError as problem:
        return plain(sentence_of(problem) or OURS)


def verdict(steps: Sequence[ReplayStep]) -> str:
    """Return whether each turn gives exactly what was recorded, computed from what was stored."""
    told = f"{count(len(steps), 'turn')}, computed again from what was stored."
    differing = [step.turn.no for step in steps if step.differs]
    if not differing:
        return f"{told} Each gave exactly what was recorded."
    named = ", ".join(map(turn_name, differing))
    return f"{told} Otherwise with today's program: {named}."
