"""The conversation: turns, the coach's note with its answer, and words as they come."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import streamlit as st

from src.models.content import Resource
from src.models.enums import ResponseType, TurnKind
from src.models.grades import CoachNote, Remark
from src.models.interview import Message, Turn
from src.models.speech import Spoken
from src.ports import Piece, PieceKind
from src.reports.words import resource_line
from src.ui.components.labels import score
from src.ui.components.microphone import spoken_for
from src.ui.components.voice_out import Aloud, listen
from src.ui.render import plain, quoted, short, words

STATIC = Path(__file__).resolve().parents[1] / "static"
INTERVIEWER, CANDIDATE = str(STATIC / "interviewer.svg"), str(STATIC / "candidate.svg")
GOES_ON = "The embedded interviewer goes on."
SAVED = "Your answer is saved."
NAMED = 50
"""Characters of a message that tell its button from the others."""


def interviewer(speaker: str | None = None) -> AbstractContextManager[object]:
    """Return the interviewer's bubble, under a name of their own in a panel."""
    return st.chat_message(speaker or "Interviewer", avatar=INTERVIEWER)


def message(found: Message, aloud: Aloud | None = None) -> None:
    """Draw what the interviewer or the coach said; with `aloud` it can be heard."""
    if found.response_type is ResponseType.HINT:
        with st.container(border=True):
            price = found.metadata.get("price", 1)
            st.markdown(f":material/lightbulb: **Hint** (−{price:g}) · {plain(found.content)}")
        return
    speaker = found.metadata.get("speaker")
    with interviewer(str(speaker) if speaker else None):
        if speaker:
            st.markdown(f":small[{plain(str(speaker))}]")
        _said(found.content, aloud)
        _found(found)
        fallback = found.metadata.get("fallback")
        if fallback:
            st.caption(f"Said by the embedded interviewer. {plain(str(fallback))}")


def _found(said: Message) -> None:
    """Draw what a search brought, each with its source, and where it could not look."""
    told = said.metadata.get("found")
    for each in told if isinstance(told, list) else ():
        line = resource_line(Resource.model_validate(each))
        st.markdown(f":small[:material/menu_book: {plain(line)}]")
    notice = said.metadata.get("search_notice")
    if notice:
        st.caption(plain(str(notice)))


def _said(text: str, aloud: Aloud | None) -> None:
    """Draw words with the button beside them that reads them."""
    if aloud is None:
        words(text)
        return
    with st.container(horizontal=True, gap="small"):
        with st.container(width="stretch"):
            words(text)
        listen(text, aloud, f"Listen to this message: {short(text, NAMED)}")


def turn(found: Turn, note: CoachNote | None, *, reply: bool, aloud: Aloud | None = None) -> None:
    """Draw a turn: the answer with its note as one card, and the reply if it belongs here."""
    if found.kind is TurnKind.ANSWER:
        answer(found, note)
    elif found.kind is TurnKind.QUESTION:
        with st.chat_message("You", avatar=CANDIDATE):
            words(found.text)
    elif found.kind is TurnKind.SKIP:
        st.caption("You skipped this question.")
    if reply and found.reply is not None:
        message(found.reply, aloud)


def answer(found: Turn, note: CoachNote | None = None) -> None:
    """Draw the candidate's words, and the coach's note in the same card."""
    with st.container(border=True):
        with st.chat_message("You", avatar=CANDIDATE):
            words(found.text)
            if found.spoken is not None:
                st.caption(spoken(found.spoken))
        if note is not None:
            coach_note(note)


def spoken(found: Spoken, *, timed: bool = True) -> str:
    """Return how an answer by microphone came to be its text, and how long it took."""
    parts = ["Spoken"]
    if timed and found.measured is not None:
        parts.append(spoken_for(found.measured))
    if found.edited:
        parts.append("corrected by you")
    elif found.confirmed:
        parts.append("confirmed by you")
    elif found.confidence is not None:
        parts.append(f"the server was {found.confidence * 100:.0f} % sure of the words")
    return " · ".join(parts)


def coach_note(note: CoachNote) -> None:
    """Draw the coach's note, folded."""
    so_far = (
        "" if note.so_far is None else f" · **{score(note.so_far)} of 10** so far, graded by words"
    )
    with st.expander(f"Coach{so_far}", type="compact", icon=":material/school:"):
        remarks("What worked", note.worked)
        remarks("What would lift it", note.missing)
        if note.better:
            st.markdown(f"**Say it like this** · {plain(note.better)}")
        if note.star:
            _star(note)
        if note.delivery:
            st.markdown(f"**How you told it** · {plain(' '.join(note.delivery))}")
        if note.notice:
            st.caption(f"{plain(note.notice)} This note was written without a model.")
        if not (note.worked or note.missing or note.better):
            st.markdown("There was too little to comment on. Two or three full sentences would do.")


def remarks(title: str, found: tuple[Remark, ...]) -> None:
    """Draw remarks, each with the words that it rests on."""
    if not found:
        return
    st.markdown(f"**{title}**")
    for remark in found:
        quote = f"  \n{quoted(remark.quote)}" if remark.quote else ""
        st.markdown(f"{plain(remark.text)}{quote}")


def _star(note: CoachNote) -> None:
    marks = []
    for part in note.star:
        icon = ":green[:material/check:]" if part.quote else ":gray[:material/remove:]"
        marks.append(f"{icon} {part.part}")
    st.markdown("STAR: " + "  ·  ".join(marks))


def streamed(pieces: Iterator[Piece], speaker: str | None = None) -> None:
    """Draw a reply as it comes; where it is replaced, begin again in the same place."""
    with interviewer(speaker):
        thinking = st.empty()
        with thinking.container():
            st.status(":shimmer[The interviewer is thinking]", type="compact")
        place = st.empty()
        said = ""
        for piece in pieces:
            if piece.kind is PieceKind.DONE:
                break
            said = "" if piece.kind is PieceKind.RESTART else said + piece.text
            thinking.empty()
            place.text(said)
