"""What to practise next: cards with the reason for the day, and one click that begins."""

from collections.abc import Callable, Sequence

import streamlit as st

from src.models.progress import CardKind, PracticeCard
from src.ui.components.common import named
from src.ui.components.labels import score, skill_name, when_due
from src.ui.render import plain

CARDS = 3
START = "Start 10 minutes"
PLAY = ":material/play_arrow:"


def cards(found: Sequence[PracticeCard], begin: Callable[[PracticeCard], None]) -> None:
    """Draw the first three cards."""
    if not found:
        return
    st.header("Practise next", anchor=False)
    for number, (card, place) in enumerate(zip(found, st.columns(CARDS), strict=False)):
        with place, st.container(border=True, height="stretch"):
            st.markdown(f"**{plain(title_of(card))}**  \n{plain(stands(card))}")
            st.markdown(f":small[{plain(card.why)}]")
            st.space("stretch")
            _start(card, number, begin)


def _start(card: PracticeCard, number: int, begin: Callable[[PracticeCard], None]) -> None:
    if card.cannot:
        st.markdown(f":small[{plain(card.cannot)}]")
        return
    st.button(
        named(START, f"on {title_of(card)}"),
        key=f"practise/{number}",
        on_click=begin,
        args=(card,),
    )


def title_of(card: PracticeCard) -> str:
    """Return what the card is about, as a heading shows it."""
    return skill_name(card.title) if card.kind is CardKind.SKILL else card.title


def stands(card: PracticeCard) -> str:
    """Return score or evidence, and when it is due."""
    first = card.evidence if card.score is None else score(card.score)
    return f"{first} · {when_due(card.due, card.days)}"


def one(found: Sequence[PracticeCard], begin: Callable[[PracticeCard], None]) -> None:
    """Draw what is due first in one line with one button; nothing where nothing can begin."""
    card = next((c for c in found if c.cannot is None), None)
    if card is None:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"**Practise next: {plain(title_of(card))}**  \n:small[{plain(stands(card))}]",
            width="stretch",
        )
        label = named(START, f"on {title_of(card)}")
        st.button(label, key="practise/first", on_click=begin, args=(card,))
