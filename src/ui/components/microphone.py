"""Recording and correcting, part by part: the ways to record, what is heard, the correction box."""

import warnings
from collections.abc import Callable
from typing import Any, cast

import streamlit as st

from src.models.speech import Basis, Measured, SpeechTask
from src.ui.render import plain

Act = Callable[[], None]
Record = Callable[[bytes], None]
NEEDS_SERVER = (
    "Speech needs a model server, and none that understands it is set up here. "
    "Everything works by typing."
)
SUFFIXES = ("wav", "mp3", "m4a", "ogg", "webm", "flac")
BOX_PX = 160
SAMPLES_A_S = 16_000
SAY_BOX = "say-again"
"""Begins the key of the container of a microphone; the browser's scripts know it."""
HEARD_BOX = "heard"
"""Begins the key of the container of a correction box; the browser's scripts know it."""
MOSTLY = 0.5
"""Marks on more of the words than this would mark nothing."""
MARK = "\N{NO-BREAK SPACE}(?)"


def ways(
    *,
    host: str | None,
    sentence: str,
    allowed: bool,
    place: str,
    consent: Act,
    record: Record,
) -> None:
    """Draw how to answer by voice, folded; a closed fold costs nothing."""
    fold = st.expander(
        "Answer by voice",
        type="compact",
        icon=":material/mic:",
        key=f"voice/{place}",
        on_change="rerun",
    )
    if not fold.open:
        return
    with fold:
        if host is None:
            st.markdown(NEEDS_SERVER)
        elif not allowed:
            st.markdown(plain(sentence))
            st.button("Yes, record my answers", on_click=consent, key=f"consent/{place}")
        else:
            _recorders(place, record)


def _recorders(place: str, record: Record) -> None:
    """Draw the ways beside the microphone in the answer box: a small file, or one of one's own."""
    st.markdown("Press the microphone in the answer box, speak, and send. Or record here:")
    given = _mic_recorder(f"mic-{place.replace('/', '-')}")
    if given:
        record(given)
        st.rerun()
    key = f"audio-file/{place}"

    def chosen() -> None:
        file = st.session_state.get(key)
        if file is not None:
            record(file.getvalue())

    st.file_uploader("Or choose an audio file", type=list(SUFFIXES), key=key, on_change=chosen)


def _mic_recorder(key: str) -> bytes | None:
    """Draw the recorder that makes WebM; its files are a fifth of the answer box's WAV."""
    with warnings.catch_warnings():
        # It imports a speech library that it doesn't need for this, with modules that are to go.
        warnings.simplefilter("ignore", DeprecationWarning)
        from streamlit_mic_recorder import mic_recorder
    given = cast("Callable[..., dict[str, Any] | None]", mic_recorder)(
        start_prompt="Start recording",
        stop_prompt="Stop and write it down",
        just_once=True,
        format="webm",
        key=key,
    )
    return given["bytes"] if given else None


def way_again(place: str, *, sentence: str, allowed: bool, consent: Act, record: Record) -> None:
    """Draw a microphone for a question of the report; the first time, what a yes is said to."""
    if not allowed:
        st.markdown(f":small[{plain(sentence)}]")
        st.button("Yes, record my answers", on_click=consent, key=f"consent/{place}")
        return
    key = f"say/{place}"

    def said() -> None:
        audio = st.session_state.get(key)
        if audio is not None:
            record(audio.getvalue())

    with st.container(key=f"{SAY_BOX}-{place.replace('/', '-')}"):
        st.audio_input("Or say it", sample_rate=SAMPLES_A_S, key=key, on_change=said)


def working(task: SpeechTask) -> None:
    """Draw a transcription that is under way, with the words so far where they come."""
    with st.container(border=True):
        st.progress(task.progress, text="Writing down what you said. The recording is saved.")
        if task.text:
            st.text(task.text)


def kept(task: SpeechTask) -> str:
    """Return what is said of a recording that failed: it is still there, or nothing."""
    return " Your recording is kept for a day." if task.has_audio else ""


def failed(task: SpeechTask, *, retry: Act, discard: Act) -> None:
    """Draw a transcription that failed: what happened, what is safe, what to do."""
    with st.container(border=True):
        st.markdown(f":material/error: {plain(task.error or '')}{kept(task)}")
        with st.container(horizontal=True):
            if task.has_audio:
                st.button("Try again", type="primary", on_click=retry, key=f"again/{task.id}")
            words = "Delete the recording" if task.has_audio else "All right"
            st.button(words, type="tertiary", on_click=discard, key=f"away/{task.id}")


def correction(
    task: SpeechTask,
    *,
    ready: bool,
    keep: Callable[[str], None],
    send: Callable[[str, bool], None],
    discard: Act,
) -> None:
    """Draw what was heard in a box to be mended, and the ways to send it or throw it away."""
    key, sure = f"heard/{task.id}", f"sure/{task.id}"

    def text() -> str:
        return str(st.session_state.get(key) or "")

    with st.container(border=True, key=f"{HEARD_BOX}-{task.id}"):
        st.markdown("**This is what was heard.** Correct it, then send it.")
        _doubts(task)
        st.text_area(
            "Your answer, as it will be sent",
            value=task.shown,
            key=key,
            height=BOX_PX,
            on_change=lambda: keep(text()),
        )
        if task.is_doubtful:
            st.checkbox("Yes, this is what I said", key=sure)
        st.caption(told(task))
        with st.container(horizontal=True):
            st.button(
                "Send the answer",
                type="primary",
                disabled=not ready,
                on_click=lambda: send(text(), bool(st.session_state.get(sure))),
                key=f"send/{task.id}",
            )
            st.button("Delete it", type="tertiary", on_click=discard, key=f"away/{task.id}")


def _doubts(task: SpeechTask) -> None:
    """Say what the server was not sure of: the language, the whole, or words, each marked (?)."""
    if task.other_language:
        st.markdown(
            f":material/help: The server heard another language: {plain(task.other_language)}. "
            "Is this what you said?"
        )
    elif task.is_doubtful:
        st.markdown(":material/help: The server was not sure of this. Is this what you said?")
    doubtful = [word for word in task.words if word.is_doubtful]
    if 0 < len(doubtful) <= MOSTLY * len(task.words):
        marked = (
            f"**{plain(word.text)}{MARK}**" if word.is_doubtful else plain(word.text)
            for word in task.words
        )
        st.markdown(f"Words marked (?) may be wrong: {' '.join(marked)}")
    elif doubtful:
        st.markdown("Most of the words may be wrong.")


def told(task: SpeechTask) -> str:
    """Return what is known of a recording: how sure the server is, how long it takes."""
    sure = task.confidence
    parts = [
        "The server gave no confidence."
        if sure is None
        else f"The server is {sure * 100:.0f} % sure of these words.",
    ]
    if task.measured is not None:
        parts.append(f"{spoken_for(task.measured)}.")
    parts.append("The recording is deleted.")
    return " ".join(parts)


def spoken_for(measured: Measured) -> str:
    """Return how long somebody spoke, with pauses where they could be told."""
    length = f"{measured.duration_s:.0f} seconds"
    if measured.pauses is None:
        return length
    count = measured.pauses
    pauses = "no pause" if count == 0 else f"{count} pause{'s' if count > 1 else ''}"
    by = "by the words' times" if measured.basis is Basis.WORD_TIMES else "in the recording"
    return f"{length}, {pauses} ({by})"
