"""Prepare: role, documents with consent, what was read, the plan, the start."""

from collections.abc import Callable

import pytest

from src.app import Application
from src.models.enums import DocumentKind, InterviewStatus, WorkState
from src.models.replies import PlanReply
from tests.doubles import QueueGateway
from tests.model_server import reply_to
from tests.pages.conftest import Visit

JOB = """What you bring
- Must: PostgreSQL at scale
- Experience with on-call
- Nice to have: Kafka
"""
RESUME = "Backend engineer\n- Moved reports to PostgreSQL replicas at scale\n- Wrote services"


def paste(visit: Visit, kind: DocumentKind, text: str) -> None:
    """Paste a text into its box and use it."""
    visit.page.text_area(key=f"paste/{kind}").set_value(text).run()
    visit.page.button(key=f"use/{kind}").click().run()
    assert not visit.page.exception


def show_plan(visit: Visit) -> None:
    """Go on to the plan of the backend kit, unless another role was chosen."""
    role = visit.page.pills(key="prepare_role")
    if role.value == "behavioural":
        role.set_value("backend").run()
    visit.press("Show what was read and the plan")


def test_pasted_documents_are_read_and_the_plan_has_reasons(visit: Visit) -> None:
    """Each requirement has the résumé's line, each question its reason."""
    visit.go("prepare")
    paste(visit, DocumentKind.RESUME, RESUME)
    paste(visit, DocumentKind.JOB, JOB)

    show_plan(visit)

    text = visit.text()
    assert "PostgreSQL at scale" in text
    assert "Moved reports to PostgreSQL replicas" in text
    assert "because:" in text
    assert "Plan" in text


def test_without_documents_the_core_questions_are_planned(visit: Visit) -> None:
    """Both are optional."""
    visit.go("prepare")

    show_plan(visit)

    assert "Without a job description" in visit.text()
    assert "core skill of this role" in visit.text()


def test_nothing_pasted_is_told(visit: Visit) -> None:
    """A sentence says what to do."""
    visit.go("prepare")

    visit.page.button(key=f"use/{DocumentKind.JOB}").click().run()

    assert "Paste some first" in visit.text()


def test_the_first_upload_needs_a_yes(visit: Visit) -> None:
    """The sentence says where the text goes; the yes is stored once for both."""
    visit.go("prepare")
    assert "nothing is sent anywhere else" in visit.text()
    assert visit.page.file_uploader[0].disabled

    visit.page.checkbox(key=f"consent/{DocumentKind.RESUME}").check().run()

    assert visit.app.library.consents.given(visit.owner)
    assert not visit.page.file_uploader[0].disabled


def test_an_uploaded_file_is_read(visit: Visit) -> None:
    """Its text can be looked at, and the file itself isn't kept."""
    visit.app.library.consents.give(visit.owner)
    visit.go("prepare")

    visit.page.file_uploader[0].upload("cv.txt", RESUME.encode(), "text/plain").run()

    (document,) = visit.app.library.list(visit.owner, DocumentKind.RESUME)
    assert document.text == RESUME
    assert "The text that was read" in [e.label for e in visit.page.expander]


def test_a_file_that_can_not_be_read_is_told(visit: Visit) -> None:
    """The page goes on, with what to do."""
    visit.app.library.consents.give(visit.owner)
    visit.go("prepare")

    visit.page.file_uploader[0].upload("cv.txt", b"   ", "text/plain").run()

    assert "This file is empty" in visit.text()


def test_a_document_can_be_exchanged_chosen_again_and_deleted(visit: Visit) -> None:
    """What was read once is kept until it is deleted."""
    visit.go("prepare")
    paste(visit, DocumentKind.JOB, JOB)
    visit.page.button(key=f"other/{DocumentKind.JOB}").click().run()
    (kept,) = visit.app.library.list(visit.owner, DocumentKind.JOB)

    visit.page.selectbox(key=f"earlier/{DocumentKind.JOB}").select(kept.id).run()
    assert visit.page.session_state["job_id"] == kept.id
    visit.page.button(key=f"delete/{DocumentKind.JOB}").click().run()

    assert visit.app.library.list(visit.owner, DocumentKind.JOB) == ()


def test_the_plan_can_be_edited_before_the_start(visit: Visit) -> None:
    """Questions are moved and removed."""
    visit.go("prepare")
    show_plan(visit)
    visit.page.toggle(key="edit_plan").set_value(v=True).run()
    before = planned(visit)

    visit.page.button(key="down/1").click().run()
    visit.page.button(key="drop/3").click().run()
    visit.page.button(key="up/2").click().run()

    after = planned(visit)
    assert len(after) == len(before) - 1
    assert after[0] == before[0]


def planned(visit: Visit) -> list[str]:
    """Return the ids of the prepared plan."""
    interview_id = visit.page.session_state["prepared_id"]
    plan = visit.app.interviews.preparation(visit.owner, interview_id).plan
    return [asked.question.id for asked in plan]


def test_a_changed_set_up_changes_the_plan(visit: Visit) -> None:
    """The same preparation, planned anew."""
    visit.go("prepare")
    show_plan(visit)
    first = visit.page.session_state["prepared_id"]

    visit.page.toggle[0].set_value(v=False).run()

    assert visit.page.session_state["prepared_id"] == first
    preparation = visit.app.interviews.preparation(visit.owner, first)
    assert preparation.interview.setup.mode == "exam"


def test_start_begins_what_was_planned(visit: Visit) -> None:
    """The interview is active and the page leads to it."""
    visit.go("prepare")
    show_plan(visit)
    prepared = visit.page.session_state["prepared_id"]

    visit.press("Start the interview")

    room = visit.app.interviews.room(visit.owner, prepared)
    assert room.interview.status is InterviewStatus.ACTIVE


def test_a_role_without_a_kit_is_told(visit: Visit) -> None:
    """Another kit stands in, and the page says so."""
    visit.go("prepare")
    visit.page.pills(key="prepare_role").set_value("another role").run()
    assert "Name the role" in visit.text()
    visit.page.text_input(key="free_role").set_value("Nurse").run()

    show_plan(visit)

    assert "No question kit is made for “Nurse” yet" in visit.text()


def test_with_a_model_the_questions_of_a_free_role_are_written(
    build: Callable[..., Application], visit_of: Callable[[Application], Visit]
) -> None:
    """The plan is the model's, checked, with its reasons."""
    written = PlanReply.model_validate(reply_to({"messages": []}))
    visit = visit_of(build(gateway=QueueGateway(written)))
    visit.go("prepare")
    visit.page.pills(key="prepare_role").set_value("another role").run()
    visit.page.text_input(key="free_role").set_value("Nurse").run()

    show_plan(visit)

    prepared = visit.page.session_state["prepared_id"]
    preparation = visit.app.interviews.preparation(visit.owner, prepared)
    assert preparation.interview.planning is WorkState.COMPLETED
    assert preparation.plan[0].question.id == "written-1"


@pytest.mark.parametrize("name", ["prepare"])
def test_a_prepared_interview_that_is_gone_is_made_anew(visit: Visit, name: str) -> None:
    """Deleted in another tab."""
    visit.go(name)
    show_plan(visit)
    gone = visit.page.session_state["prepared_id"]
    visit.app.interviews.delete(visit.owner, gone)

    visit.page.run()

    assert not visit.page.exception
    assert visit.page.session_state["prepared_id"] != gone


def back(visit: Visit, visit_of: Callable[[Application], Visit], key: str) -> Visit:
    """Open the page again in a new session of the same person, as a refresh does."""
    fresh = visit_of(visit.app)
    token = visit.page.query_params["resume"]
    fresh.page.query_params["resume"] = token if isinstance(token, str) else token[0]
    fresh.owner = visit.owner
    fresh.go("prepare", prepared=key)
    return fresh


def test_a_refresh_comes_back_to_the_plan(
    visit: Visit, visit_of: Callable[[Application], Visit]
) -> None:
    """By the address: documents, choices and plan are as they were."""
    visit.go("prepare")
    paste(visit, DocumentKind.RESUME, RESUME)
    paste(visit, DocumentKind.JOB, JOB)
    visit.page.text_input(key="company").set_value("Alpha Ltd").run()
    show_plan(visit)
    visit.page.toggle(key="prepare/coach").set_value(v=False).run()
    before = planned(visit)
    key = visit.page.session_state["prepared_id"]

    fresh = back(visit, visit_of, key)

    assert fresh.page.session_state["prepared_id"] == key
    assert planned(fresh) == before
    assert not fresh.page.toggle(key="prepare/coach").value
    assert fresh.page.text_input(key="company").value == "Alpha Ltd"
    assert "PostgreSQL at scale" in fresh.text()


def test_a_preparation_of_somebody_else_is_not_shown(
    visit: Visit, visit_of: Callable[[Application], Visit]
) -> None:
    """An address that isn't one's own begins at the documents."""
    visit.go("prepare")
    show_plan(visit)
    key = visit.page.session_state["prepared_id"]

    other = visit_of(visit.app)
    other.go("prepare", prepared=key)

    assert "Show what was read and the plan" in [b.label for b in other.page.button]


def test_a_requirement_is_corrected_and_undone(visit: Visit) -> None:
    """It is marked as one's own; undoing brings back what was read."""
    visit.go("prepare")
    paste(visit, DocumentKind.RESUME, RESUME)
    paste(visit, DocumentKind.JOB, JOB)
    show_plan(visit)
    visit.page.toggle(key="edit_read").set_value(v=True).run()
    name = "item/experience with on-call"

    visit.page.text_input(key=f"{name}/text").set_value("Night shifts").run()
    visit.page.selectbox(key=f"{name}/match").select("shown").run()
    visit.page.button(key=f"{name}/save").click().run()
    corrected = visit.text()
    visit.press("Undo all my changes")

    assert "Night shifts" in corrected
    assert "You say so." in corrected
    assert "Night shifts" not in visit.text()
    assert "Experience with on-call" in visit.text()


def test_facts_are_shown_with_lines_and_corrected(visit: Visit) -> None:
    """One form for any of them; what can't be read as a date is told."""
    visit.go("prepare")
    paste(visit, DocumentKind.RESUME, "Experience\nNurse, Alder Clinic, 2019 – 2021\n- Led 9 beds")
    show_plan(visit)
    assert "(line 2)" in visit.text()
    assert "was read by layout and wording: 3 of 3 lines understood" in visit.text()
    visit.page.toggle(key="edit_read").set_value(v=True).run()

    visit.page.text_input(key="fact/add one/role/text").set_value("Midwife").run()
    visit.page.text_input(key="fact/add one/role/start").set_value("soon").run()
    visit.press("Save")
    told = visit.text()
    visit.page.text_input(key="fact/add one/role/text").set_value("Midwife").run()
    visit.page.text_input(key="fact/add one/role/start").set_value("Mar 2022").run()
    visit.press("Save")

    assert "can't be read as a date" in told
    assert "Midwife · Mar 2022" in visit.text()
    assert "yours" in visit.text()


def test_what_does_not_fit_is_worth_a_second_look(visit: Visit) -> None:
    """Calmly, with its lines."""
    visit.go("prepare")
    paste(visit, DocumentKind.RESUME, "Experience\nNurse, Alder Clinic, 05/2021 – 01/2019")

    show_plan(visit)

    assert "Worth a second look" in visit.text()
    assert "before it begins" in visit.text()


def test_another_question_can_be_planned(visit: Visit) -> None:
    """After one of the same skill, or in its place; where the kit has none it is told."""
    visit.go("prepare")
    show_plan(visit)
    visit.page.toggle(key="edit_plan").set_value(v=True).run()
    before = planned(visit)

    visit.page.button(key="drop/5").click().run()
    dropped = planned(visit)
    for at in range(1, 5):
        visit.page.button(key=f"more/{at}").click().run()

    after = planned(visit)
    assert len(dropped) == len(before) - 1
    assert set(after) <= set(before)
    assert "no other question" in visit.text() or len(after) == len(before)
    visit.press("Choose the questions again")
    assert len(planned(visit)) == len(before)


def test_what_was_left_is_there_again_after_another_page(visit: Visit) -> None:
    """Streamlit forgets the fields with the page; also those that no step shows just now."""
    visit.go("prepare")
    visit.page.text_input(key="company").set_value("Alpha Ltd").run()
    show_plan(visit)
    visit.page.pills(key="prepare/style").set_value("formal").run()
    visit.press("Start the interview")
    visit.go("progress")

    visit.go("prepare")

    assert visit.page.text_input(key="company").value == "Alpha Ltd"
    assert visit.page.pills(key="prepare/style").value == "formal"
    assert visit.page.pills(key="prepare_role").value == "backend"
    assert "Plan" in visit.text()
