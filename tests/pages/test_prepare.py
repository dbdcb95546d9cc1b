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
    """Go on to the plan."""
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

    assert visit.app.library.consented(visit.owner)
    assert not visit.page.file_uploader[0].disabled


def test_an_uploaded_file_is_read(visit: Visit) -> None:
    """Its text can be looked at, and the file itself isn't kept."""
    visit.app.library.consent(visit.owner)
    visit.go("prepare")

    visit.page.file_uploader[0].upload("cv.txt", RESUME.encode(), "text/plain").run()

    (document,) = visit.app.library.list(visit.owner, DocumentKind.RESUME)
    assert document.text == RESUME
    assert "The text that was read" in [e.label for e in visit.page.expander]


def test_a_file_that_can_not_be_read_is_told(visit: Visit) -> None:
    """The page goes on, with what to do."""
    visit.app.library.consent(visit.owner)
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
