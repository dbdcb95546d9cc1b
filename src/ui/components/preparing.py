"""The prepare page, part by part: documents, what was read, how, and the plan."""

import re
from collections.abc import Callable

import streamlit as st

from src.models.content import LANGUAGE
from src.models.documents import Profile, Requirement
from src.models.enums import Difficulty, InterviewType, Mode, Style, WorkState
from src.models.interview import AskedQuestion
from src.models.views import Preparation
from src.ui.components.labels import LEVELS, MATCHES, STYLES, TYPES, count, minutes
from src.ui.components.working import working
from src.ui.render import plain, quoted, short

LENGTHS = {"5 questions": (5, None), "8 questions": (8, None), "15 min": (None, 15)}
LENGTHS |= {"30 min": (None, 30)}
FEW_LINES = 0.6
BULLETS = "-–—•·▪◦*# "
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

    @st.fragment(run_every=LOOK_S)
    def wait() -> None:
        working("Writing questions for this role", "plan")
        if look().interview.planning is not WorkState.GENERATING:
            st.rerun()

    wait()


def requirements(profile: Profile, *, has_job: bool, has_resume: bool) -> None:
    """Draw each requirement as a card with the résumé's line."""
    st.header("What the job asks, and what your résumé shows", anchor=False)
    if not profile.requirements:
        st.markdown(_nothing_read(has_job=has_job))
    if has_resume and profile.quality < FEW_LINES:
        st.warning("Much of the résumé could not be read well. Paste its text for a better match.")
    for requirement in profile.requirements:
        _requirement(requirement, has_resume=has_resume)


def _nothing_read(*, has_job: bool) -> str:
    if has_job:
        return "No requirements were found in the job description; the questions come from the kit."
    return "Without a job description the questions are the core ones of the role."


def _requirement(found: Requirement, *, has_resume: bool) -> None:
    must = "must" if found.must else "nice to have"
    with st.container(border=True):
        with st.container(horizontal=True):
            st.markdown(f"**{plain(found.text)}** {must}", width="content")
            if has_resume:
                word, color = MATCHES[found.match]
                st.badge(word, color=color)
        if found.resume_line:
            line = f"line {found.resume_line_no}"
            st.markdown(f":small[{quoted(found.resume_line.lstrip(BULLETS))} ({line})]")
        elif has_resume:
            st.markdown(":small[Expect a question on this. Add a line if you have done it.]")


def style_and_length(*, embedded: bool) -> dict[str, object]:
    """Draw how the interview goes and return the fields of the set-up."""
    st.header("Your interview", anchor=False)
    style = st.pills(
        "Style",
        list(Style),
        format_func=lambda s: STYLES[s],
        default=Style.CASUAL,
        required=True,
        wrap=True,
    )
    kind = st.pills(
        "Kind of questions",
        list(TYPES),
        format_func=lambda t: TYPES[t],
        default=InterviewType.MIXED,
        required=True,
        wrap=True,
    )
    level = st.segmented_control(
        "Level",
        list(Difficulty),
        format_func=lambda d: LEVELS[d],
        default=Difficulty.MEDIUM,
        required=True,
    )
    length = st.pills("Length", list(LENGTHS), default="5 questions", required=True, wrap=True)
    coach = st.toggle("Coach comments after each answer", value=True)
    panel = st.toggle(
        "A panel of interviewers",
        help="A people partner, a colleague of the trade and the hiring manager, one after another",
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
    )
    code = language_of(chosen)
    if code is None:
        st.warning("This is not a language code such as de-DE. The interview will be in English.")
    return code or ENGLISH


def language_of(written: str | None) -> str | None:
    """Return the language code that was chosen or written, or None where it is none."""
    wanted = (written or ENGLISH).strip()
    return wanted if re.fullmatch(LANGUAGE, wanted) else None


def plan(
    found: Preparation, drop: Callable[[int], None], move: Callable[[int, bool], None]
) -> None:
    """Draw the plan with the reason for each question; it can be edited in place."""
    total = count(len(found.plan), "question")
    with st.container(border=True):
        st.markdown(f"**Plan** · {total}, about {minutes(found.minutes)}, {found.cost}")
        if found.interview.plan_notice:
            st.info(plain(found.interview.plan_notice))
        editing = st.toggle("Edit the plan", key="edit_plan") if len(found.plan) > 1 else False
        for asked in found.plan:
            speaker = found.speakers.get(asked.persona or "")
            _planned(asked, speaker, drop, move, editing=editing, last=len(found.plan))


def _planned(
    asked: AskedQuestion,
    speaker: str | None,
    drop: Callable[[int], None],
    move: Callable[[int, bool], None],
    *,
    editing: bool,
    last: int,
) -> None:
    text = plain(short(asked.question.text, 110))
    who = f" · asked by {plain(speaker)}" if speaker else ""
    st.markdown(f"{asked.position}. {text}  \n:small[because: {plain(asked.reason)}{who}]")
    if not editing:
        return
    at = asked.position
    with st.container(horizontal=True):
        up, down, out = f"up/{at}", f"down/{at}", f"drop/{at}"
        st.button("Up", key=up, on_click=move, args=(at, True), disabled=at == 1, type="tertiary")
        st.button(
            "Down", key=down, on_click=move, args=(at, False), disabled=at == last, type="tertiary"
        )
        st.button("Remove", key=out, on_click=drop, args=(at,), type="tertiary")
