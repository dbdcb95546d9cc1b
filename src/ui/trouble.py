"""How trouble reads: one sentence by the kind of error, and a reference where it is our fault."""

import logging
import secrets
import traceback
from collections.abc import Callable

import streamlit as st

from src.app import application
from src.errors import (
    ConfigError,
    InputError,
    LimitError,
    ModelError,
    RehearseError,
    StepError,
    StorageError,
)
from src.ui import state

OURS = "Something went wrong on our side. What you wrote is safe."

log = logging.getLogger(__name__)


def sentence_of(error: Exception) -> str | None:
    """Return the sentence for the person, None where only the log should hold the error."""
    match error:
        case ModelError() | StorageError() | StepError():
            return error.sentence
        case LimitError():
            return f"{error} {_again(error.retry_after_s)}"
        case InputError():
            return str(error)
        case ConfigError():
            return f"A setting is wrong. {error}"
        case _:
            return None


def attempted(act: Callable[[], object], place: str = "") -> None:
    """Do what a button says; where that fails its sentence is shown, at its place of the page."""
    try:
        act()
    except RehearseError as problem:
        state.tell(sentence_of(problem) or OURS, place)


def _again(retry_after_s: float | None) -> str:
    if retry_after_s is None:
        return "Try again later."
    minutes = max(1, round(retry_after_s / 60))
    return f"Try again in {minutes} minute{'s' if minutes > 1 else ''}."


def draw_trouble(error: Exception) -> bool:
    """Draw the sentence of an error, and log it with a reference where it isn't the person's.

    True tells Streamlit that the error was shown.
    """
    sentence = sentence_of(error)
    if isinstance(error, InputError):
        st.warning(sentence, icon=":material/info:")
        return True
    reference = secrets.token_hex(4)
    log.error("trouble %s: %s", reference, type(error).__name__, exc_info=error)
    words = sentence or f"{OURS} Reference for whoever runs this: `{reference}`."
    st.error(words, icon=":material/error:")
    if _shows_details():
        st.code("".join(traceback.format_exception(error)), language=None)
    return True


def _shows_details() -> bool:
    try:
        return application().settings.debug
    except RehearseError:
        return False
