"""Real interviews: logged, changed, deleted, and shown beside the practice before them."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from src.models.outcomes import MOST_QUESTIONS, RealDraft, RealInterview, RealResult, RealStage
from src.models.progress import Agreement, Outcomes, PairedOutcome
from src.ui import state
from src.ui.components.common import named
from src.ui.components.labels import count, day, score
from src.ui.render import plain, words

STAGES = {
    RealStage.SCREENING: "First call",
    RealStage.TECHNICAL: "Technical round",
    RealStage.TASK: "Take-home task",
    RealStage.PANEL: "Panel",
    RealStage.FINAL: "Final round",
    RealStage.OTHER: "Another round",
}
RESULTS = {
    RealResult.INVITED: "Invited to the next round",
    RealResult.OFFER: "Offer",
    RealResult.REJECTED: "Rejected",
    RealResult.NO_ANSWER: "No answer",
    RealResult.WITHDRAWN: "Withdrawn",
}
SHOWN = 10
FORM = "real"
NEVER = "It is a count of what was, never a prediction."

Save = Callable[[RealDraft, str | None], None]


def draw(found: Outcomes, today: date, save: Save, forget: Callable[[str], None]) -> None:
    """Draw the log with its form, and how well practice and results agree."""
    st.header("Real interviews", anchor=False)
    if found.real:
        st.markdown(agreement(found.agreement))
    else:
        st.markdown("Log how a real one went, and see it beside your practice scores.")
    shown = found.real[: int(st.session_state.get("real_shown", SHOWN))]
    for number, paired in enumerate(shown, 1):
        _line(paired, number, save, forget)
    if len(found.real) > SHOWN and "real_shown" not in st.session_state:
        st.button(
            f"Show all {len(found.real)}",
            on_click=lambda: st.session_state.update(real_shown=len(found.real)),
        )
    with st.popover("Log a real interview", icon=":material/event_available:"):
        form(None, today, save)


def agreement(found: Agreement) -> str:
    """Return in a sentence how often practice was higher before what went on."""
    counts = f"{found.went_on} that went on and {count(found.rejected, 'rejection')}"
    left = (
        f" {found.left_out} left out: without result or practice before." if found.left_out else ""
    )
    if found.share is None:
        return (
            f"Too few to say how well practice and results agree: {counts} with practice before "
            f"them, and it takes {found.needed} of each. Fewer agree by chance too often.{left}"
        )
    within = found.low <= 1 / 2 <= found.high
    chance = " That is within what chance gives." if within else ""
    return (
        f"Over {counts}, practice was higher before those that went on in {found.share:.0%} of all "
        f"pairs (95 % range {found.low:.0%} to {found.high:.0%}; 50 % is chance).{chance} "
        f"{NEVER}{left}"
    )


def _line(paired: PairedOutcome, number: int, save: Save, forget: Callable[[str], None]) -> None:
    real = paired.real
    which = f"real interview {number}: {real.role}, {day(real.day)}"
    company = f" · {plain(real.company)}" if real.company else ""
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                f"**{plain(real.role)}**{company} · {RESULTS[real.result]}  \n"
                f":small[{day(real.day)}, {STAGES[real.stage].lower()}. {beside(paired)}]",
                width="stretch",
            )
            with st.popover(named("Edit", which), key=f"edit/{real.id}"):
                form(real, real.day, save)
            st.button(
                named("Delete", which),
                key=f"forget/{real.id}",
                type="tertiary",
                icon=":material/delete:",
                on_click=forget,
                args=(real.id,),
            )
        if real.note:
            words(real.note)
        if real.questions:
            st.markdown(f":small[Asked: {plain(' · '.join(real.questions))}]")


def beside(paired: PairedOutcome) -> str:
    """Return the practice before a real interview, in words."""
    if paired.practice is None:
        return "No graded practice in the 90 days before."
    over = count(paired.interviews, "interview")
    return (
        f"Practice before: {score(round(paired.practice, 1))} over {over}, {plain(paired.basis)}."
    )


def form(real: RealInterview | None, on_first: date, save: Save) -> None:
    """Draw the form, filled where a logged one is changed."""
    key = real.id if real else state.form_key(FORM)
    with st.form(f"real/{key}", border=False):
        on = st.date_input("Day", value=on_first, key=f"real/{key}/day", required=True)
        role = st.text_input("Role", value=real.role if real else "", max_chars=120)
        company = st.text_input("Company", value=real.company if real else "", max_chars=120)
        stage = st.selectbox(
            "Round",
            list(STAGES),
            index=list(STAGES).index(real.stage) if real else 0,
            format_func=lambda found: STAGES[found],
        )
        result = st.selectbox(
            "Result",
            list(RESULTS),
            index=list(RESULTS).index(real.result) if real else 0,
            format_func=lambda found: RESULTS[found],
        )
        note = st.text_area("Your note", value=real.note if real else "", max_chars=2000)
        asked = st.text_area(
            "Questions that were asked, a line each",
            value="\n".join(real.questions) if real else "",
            max_chars=500 * MOST_QUESTIONS,
        )
        if st.form_submit_button("Keep it", type="primary") and isinstance(on, date):
            draft = RealDraft(
                day=on,
                role=role,
                company=company,
                stage=stage,
                result=result,
                note=note,
                questions=asked,
            )
            save(draft, real.id if real else None)
