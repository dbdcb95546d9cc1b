"""The one way untrusted text is drawn: candidate's, model's, résumé's, job's and kit's.

No markup of theirs is ever markup of ours: images would send data out, links would mislead.
"""

import re

import streamlit as st

_MARKUP = re.compile(r"([!-/:-@\[-`{-~])")
_ADDRESS = re.compile(r"\b(https?|ftp|mailto|xmpp|www)(?=[:.])|(?<=\w)(?=@)", re.IGNORECASE)
JOINER = "\u2060"
_SHORT = 68


def plain(text: str) -> str:
    """Return text as Markdown that shows every character as it is, on one line.

    Addresses are no links: an invisible joiner keeps them from being recognised.
    """
    unlinked = _ADDRESS.sub(rf"\g<0>{JOINER}", " ".join(text.split()))
    return _MARKUP.sub(r"\\\1", unlinked)


def words(text: str) -> None:
    """Draw text as it was written, with its line breaks."""
    st.text(text)


def quoted(text: str) -> str:
    """Return a quote in Markdown: italic, in typographic marks."""
    return f"*“{plain(text)}”*"


def short(text: str, most: int = _SHORT) -> str:
    """Return the beginning of a text, cut between words."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[:most].rsplit(" ", 1)[0].rstrip(" .,;:–") + " …"
