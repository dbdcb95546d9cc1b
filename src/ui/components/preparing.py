"""The prepare page, part by part: documents, what was read, how, and the plan."""

import re
from collections.abc import Callable

import streamlit as st

from src.models.content import LANGUAGE
from src.models.enums import Difficulty, InterviewType, Mode, Style, WorkState
from src.models.views import Preparation
from src.ui.components.labels import LEVELS, STYLES, TYPES
from src.ui.components.working import working
from src.ui.left import KEYS, settle

LENGTHS = {"5 questions": (5, None), "8 questions": (8, None), "15 min": (None, 15)}
LENGTHS |= {"30 min": (None, 30)}
PLAY = ":material/play_arrow:"
LOOK_S = 1.0
ENGLISH = "en-US"
LANGUAGES = {
    "en-US": "English (US)",
    "en-GB": "English (UK)",
    "de-DE": "German",
    "fr-FR": "French",
    "es-ES": "Spanish",
    "pt-PT": "Portuguese",
    "it-IT": "Italian",
    "nl-NL": "Dutch",
    "pl-PL": "Polish",
    "sv-SE": "Swedish",
    "tr-TR": "Turkish",
    "hi-IN": "Hindi",
    "ja-JP": "Japanese",
    "zh-CN": "Chinese (simplified)",
}


def being_written(look: Callable[[], Preparation]) -> None:
    """Say that questions are being written, and draw anew when they are there."""
    _until(
        "Choosing questions for this role",
        lambda: look().interview.planning is not WorkState.GENERATING,
    )


def being_read(look: Callable[[], Preparation]) -> None:
    """Say that a model reads the documents, and draw anew when it has; the page stays usable."""
    _until("Reading your documents line by line", lambda: not look().profile.being_read)


def _until(doing: str, is_done: Callable[[], bool]) -> None:
    @st.fragment(run_every=LOOK_S)
    def wait() -> None:
        working(doing, doing)
        if is_done():
            st.rerun()

    wait()


def style_and_length(*, embedded: bool) -> dict[str, object]:
    """Draw how the interview goes and return the fields of the set-up."""
    st.header("Your interview", anchor=False)
    style = st.pills(
        "Style",
        list(Style),
        format_func=lambda s: STYLES[s],
        required=True,
        wrap=True,
        key=KEYS["style"],
    )
    kind = st.pills(
        "Kind of questions",
        list(TYPES),
        format_func=lambda t: TYPES[t],
        required=True,
        wrap=True,
        key=KEYS["interview_type"],
    )
    level = st.segmented_control(
        "Level",
        list(Difficulty),
        format_func=lambda d: LEVELS[d],
        required=True,
        key=KEYS["difficulty"],
    )
    length = st.pills(
        "Length", list(LENGTHS), required=True, wrap=True, key=settle("length", LENGTHS)
    )
    coach = st.toggle("Coach comments after each answer", key=KEYS["coach"])
    panel = st.toggle(
        "A panel of interviewers",
        help="A people partner, a colleague of the trade and the hiring manager, one after another",
        key=KEYS["panel"],
    )
    questions, spent = LENGTHS[length or "5 questions"]
    fields: dict[str, object] = {
        "style": style or Style.CASUAL,
        "interview_type": kind or InterviewType.MIXED,
        "difficulty": level or Difficulty.MEDIUM,
        "mode": Mode.PRACTICE if coach else Mode.EXAM,
        "panel": panel,
        "question_count": questions,
        "minutes": spent,
    }
    if not embedded:
        fields["language"] = _language()
    return fields


def _language() -> str:
    """Draw the language of the interview; one that isn't listed can be written."""
    chosen = st.selectbox(
        "Language of the interview",
        list(LANGUAGES),
        format_func=lambda code: LANGUAGES.get(code, code),
        accept_new_options=True,
        help="The page stays in English. You can write another code, such as cs-CZ.",
        key=KEYS["language"],
    )
    code = language_of(chosen)
    if code is None:
        st.warning("This is not a language code such as de-DE. The interview will be in English.")
    return code or ENGLISH


def language_of(written: str | None) -> str | None:
    """Return the language code that was chosen or written, or None where it is none."""
    wanted = (written or ENGLISH).strip()
    return wanted if re.fullmatch(LANGUAGE, wanted) else None
