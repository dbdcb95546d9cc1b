"""The first page: two ways in, what was left open, the figures, who answers."""

from collections.abc import Callable

from src.app import Application
from src.kits import write_kit
from src.ui.render import plain
from tests.factory import STRONG, kit, question
from tests.pages.conftest import Visit
from tests.shipped import SHIPPED


def test_somebody_new_sees_two_ways_in_and_no_figures(visit: Visit) -> None:
    """Nothing is shown that isn't there yet."""
    visit.go("practise")

    labels = [b.label for b in visit.page.button]
    assert "Start practising" in labels
    assert "Try with a sample" in labels
    assert "Continue" not in labels
    assert len(visit.page.metric) == 0
    assert "Nothing you type leaves this machine." in visit.text()


def test_two_clicks_begin_an_interview(visit: Visit) -> None:
    """The button starts five questions of the chosen role."""
    visit.go("practise")
    visit.page.pills(key="role").set_value("backend").run()

    visit.press("Start practising")

    (line,) = visit.app.interviews.history(visit.owner).lines
    assert line.questions == 5
    assert line.interview.setup.role == "Backend engineer"


def test_the_usual_roles_come_first_and_all_at_a_word(
    build: Callable[..., Application], visit_of: Callable[[Application], Visit]
) -> None:
    """Fifteen pills at once are a wall; More shows them."""
    visit = visit_of(build(kits=SHIPPED))
    visit.go("practise")
    few = visit.page.pills(key="role")
    shown, chosen = list(few.options), few.value

    few.set_value("more roles").run()

    assert len(shown) == 6
    assert shown[-1] == "More…"
    assert chosen == "behavioural"
    assert len(visit.page.pills(key="role").options) == 15
    assert visit.page.pills(key="role").value == "behavioural"


def test_a_resume_can_be_given_at_once(visit: Visit) -> None:
    """After the first yes: it leads on to the preparation; one that can't be read says why."""
    visit.go("practise")
    before = len(visit.page.file_uploader)
    visit.app.library.consents.give(visit.owner)
    visit.go("practise")
    visit.page.file_uploader[0].upload("cv.txt", b"   ", "text/plain").run()
    told = visit.text()

    visit.page.file_uploader[0].upload("cv.txt", b"Ada\nEngineer, 2019-2024", "text/plain").run()

    assert before == 0
    assert "This file is empty" in told
    assert visit.page.session_state["resume_id"]
    assert "Prepare for a job" in [title.value for title in visit.page.title]


def test_an_interview_left_open_can_go_on(visit: Visit) -> None:
    """It is named with its question."""
    visit.begin(company="Northwind")
    visit.go("practise")

    assert "Northwind" in visit.text()
    assert "Question 1 of 3" in visit.text()
    visit.press("Continue")


def test_the_figures_rest_on_reports(visit: Visit) -> None:
    """After a finished interview there are four."""
    interview = visit.begin()
    for no in range(1, 4):
        visit.app.interviews.accept(visit.owner, interview.id, no, STRONG, f"k{no}")
    visit.app.interviews.finish(visit.owner, interview.id)

    visit.go("practise")

    labels = [m.label for m in visit.page.metric]
    assert labels == ["Overall", "Strongest", "Work on", "Practised"]
    assert visit.page.metric[0].delta == "1 interview"


def test_the_sample_is_one_click_away(visit: Visit) -> None:
    """Résumé and job are kept and chosen."""
    visit.go("practise")

    visit.press("Try with a sample")

    assert visit.page.session_state["resume_id"]
    assert visit.page.session_state["job_id"]


def test_the_skills_of_an_own_kit_are_no_markup_in_the_figures(visit: Visit) -> None:
    """A figure's small line takes Markdown."""
    skill = "`rm` :red[hi]"
    own = kit(question(skill=skill), question("db-2", skill=skill), kit_id="own", title="Own")
    visit.app.editor.upload(visit.owner, write_kit(own).encode())
    interview = visit.begin(kit_id="own", question_count=1)
    visit.app.interviews.accept(visit.owner, interview.id, 1, STRONG, "k1")
    visit.app.interviews.finish(visit.owner, interview.id)

    visit.go("practise")

    told = next(m.delta for m in visit.page.metric if m.label == "Strongest")
    assert told == plain(skill)
