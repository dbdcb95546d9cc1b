"""The choice of a role: one's own kits and the usual ones first, all at a word."""

from collections.abc import Collection, Mapping, Sequence

import streamlit as st

from src.ui.components.labels import kit_label

SHOWN = 6
MORE = "more roles"
OTHER = "another role"
BEFORE_OTHERS = (
    "behavioural",
    "backend-engineer",
    "data-analyst",
    "product-manager",
    "nurse",
    "customer-support",
)
"""What is offered before *More…* is pressed: the one that fits everybody, then different trades."""


def role(
    titles: Mapping[str, str], own: Collection[str], key: str, *, free: bool = False
) -> str | None:
    """Draw the roles as pills; return the chosen kit, `OTHER` for a role in own words (`free`).

    What was chosen before is always among those shown.
    """
    chosen = st.session_state.get(key)
    offered = _offered(list(titles), own, everything=_is_open(key))
    if chosen in titles and chosen not in offered:
        offered = [*offered[:-1], str(chosen), MORE]
    offered += [OTHER] if free else []
    if chosen not in offered:
        st.session_state[key] = next(iter(offered), None)
    words = {MORE: "More…", OTHER: "Another role"}
    picked = st.pills(
        "Role",
        offered,
        format_func=lambda found: words.get(found) or kit_label(titles[found], is_own=found in own),
        required=True,
        label_visibility="visible" if free else "collapsed",
        key=key,
        on_change=_open_all,
        args=(key,),
    )
    st.session_state[f"{key}/last"] = picked
    return picked


def _offered(ids: Sequence[str], own: Collection[str], *, everything: bool) -> list[str]:
    """Return the kits to choose among: one's own, then the usual ones, then, if asked, the rest."""
    ranks = {kit_id: rank for rank, kit_id in enumerate(BEFORE_OTHERS)}
    ordered = sorted(ids, key=lambda found: (found not in own, ranks.get(found, len(ranks))))
    if everything or len(ordered) <= SHOWN:
        return ordered
    return [*ordered[: SHOWN - 1], MORE]


def _is_open(key: str) -> bool:
    return bool(st.session_state.get(f"{key}/all"))


def _open_all(key: str) -> None:
    """Show all roles when that was pressed; the choice stays what it was."""
    if st.session_state.get(key) == MORE:
        st.session_state[f"{key}/all"] = True
        st.session_state[key] = st.session_state.get(f"{key}/last")
