"""The one way untrusted text is drawn: candidate's, model's, résumé's, job's and kit's.

No markup of theirs is ever markup of ours: images would send data out, links would mislead.
"""

import re

import streamlit as st

from src.reports.words import JOINER, plain

__all__ = ["JOINER", "as_told", "plain", "quoted", "short", "words"]

_SHORT = 68
_NAMED = re.compile(r"`([^`]*)`")


def words(text: str) -> None:
    """Draw text as it was written, with its line breaks."""
    st.text(text)


def quoted(text: str) -> str:
    """Return a quote in Markdown: italic, in typographic marks."""
    return f"*“{plain(text)}”*"


def as_told(message: str) -> str:
    """Return a message about text as Markdown; names that it has in backticks come in quotes."""
    return plain(_NAMED.sub(r"“\1”", message))


def short(text: str, most: int = _SHORT) -> str:
    """Return the beginning of a text, cut between words."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[:most].rsplit(" ", 1)[0].rstrip(" .,;:–") + " …"
