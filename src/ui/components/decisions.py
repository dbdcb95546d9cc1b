"""How the interviewer decided: each turn with what was seen, offered, chosen, and why."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from src.errors import RehearseError
from src.models.enums import TurnKind
from src.models.views import ReplayCall, ReplayStep
from src.ui.components.labels import count
from src.ui.render import plain, short
from src.ui.trouble import OURS, sentence_of

SAID = 120
WHOSE = {TurnKind.START: "the beginning", TurnKind.SKIP: "you skipped", TurnKind.HINT: "a hint"}


def decisions(look: Callable[[], Sequence[ReplayStep]]) -> None:
    """Draw the fold; the replay is computed when it is opened."""
    fold = st.expander("How the interviewer decided", key="decisions", on_change="rerun")
    if not fold.open:
        return
    with fold:
        try:
            steps = look()
        except RehearseError as problem:
            st.markdown(plain(sentence_of(problem) or OURS))
            return
        decided(steps)


def decided(steps: Sequence[ReplayStep]) -> None:
    """Draw each turn with what was seen, offered and chosen, and whether it replays exactly."""
    differing = sum(bool(step.differs) for step in steps)
    st.markdown(_checked(len(steps), differing))
    for step in steps:
        _step(step)


def _checked(total: int, differing: int) -> str:
    told = f"{count(total, 'turn')}, computed again from what was stored."
    if differing:
        return f"{told} {count(differing, 'turn')} would go otherwise with today's program."
    return f"{told} Each gave exactly what was recorded."


def _step(step: ReplayStep) -> None:
    turn = step.turn
    said = f"“{plain(short(turn.text, SAID))}”" if turn.text else WHOSE.get(turn.kind, "")
    with st.container(border=True):
        st.markdown(f"**Turn {turn.no}** · {said}")
        seen = _seen(step.observed)
        if seen:
            st.markdown(f":small[Seen: {seen}]")
        for line in _options(step.plan):
            st.markdown(line)
        if step.plan.get("why"):
            st.markdown(f":small[Why: {plain(str(step.plan['why']))}]")
        if step.reflected:
            st.markdown(f":small[Kept in mind: {plain(step.reflected)}]")
        for flag in step.flags:
            st.markdown(f":small[:material/flag: {plain(flag)}]")
        for call in step.calls:
            st.markdown(f":small[{_call(call)}]")


def _seen(found: Mapping[str, Any]) -> str:
    """Return what code found in the message, in words."""
    parts = []
    if found.get("intent"):
        parts.append(plain(str(found["intent"]).replace("_", " ")))
    if found.get("covered"):
        parts.append(f"said {plain(', '.join(found['covered']))}")
    if found.get("missed"):
        parts.append(f"open: {plain(', '.join(found['missed']))}")
    if found.get("claims"):
        parts.append(count(len(found["claims"]), "claim"))
    return " · ".join(parts)


def _options(plan: Mapping[str, Any]) -> list[str]:
    """Return the options as lines, the chosen one marked."""
    lines = []
    for option in plan.get("options", []):
        chosen = option["id"] == plan.get("choose")
        mark = ":green[:material/check:]" if chosen else ":gray[:material/remove:]"
        reason = plain(str(option["reason"]))
        lines.append(f"{mark} {f'**{reason}**' if chosen else reason}")
    return lines


def _call(call: ReplayCall) -> str:
    took = "" if call.latency_ms is None else f" · {call.latency_ms / 1000:.1f} s"
    tokens = (
        "" if call.input_tokens is None else f" · {call.input_tokens}+{call.output_tokens} tokens"
    )
    cost = "" if call.cost_usd is None else f" · ${call.cost_usd:.4f}"
    return f"{plain(call.model)}{took}{tokens}{cost}"
