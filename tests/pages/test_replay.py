"""The replay page: one step at a time, after the end only."""

from collections.abc import Callable

from src.app import Application
from src.models.enums import Mode
from src.models.reports import ReportFormat
from tests.factory import PARTIAL, STRONG
from tests.pages.conftest import Visit

Build = Callable[..., Application]


def over(visit: Visit, **fields: object) -> str:
    """Return the id of an interview of three answers that is over."""
    interview = visit.begin(**fields)
    for no, text in enumerate((PARTIAL, STRONG, PARTIAL), 1):
        visit.app.interviews.accept(visit.owner, interview.id, no, text, f"k{no}")
    visit.app.interviews.finish(visit.owner, interview.id)
    return interview.id


def test_nothing_practised_has_no_replay(visit: Visit) -> None:
    """The empty state leads on."""
    visit.go("replay")

    assert "Nothing to replay" in visit.text()


def test_the_report_leads_to_the_replay_and_back(visit: Visit) -> None:
    """By a button each."""
    visit.go("report", id=over(visit))

    visit.press("Step through the interview")
    assert "The beginning." in visit.text()
    visit.press("Back to the report")

    assert "Question by question" in visit.text()


def test_steps_are_gone_through_by_buttons_and_by_the_list(visit: Visit) -> None:
    """First and last have no further way; one step is drawn at a time."""
    key = over(visit)
    visit.go("replay", id=key)
    assert visit.page.button(key="go/Previous").disabled
    last = len(visit.app.interviews.recorded(visit.owner, key).steps) - 1

    visit.press("Next")
    assert visit.page.header[0].value == "Turn 1"
    assert "**What could come next**" in visit.text()
    visit.press("Last")
    assert visit.page.header[0].value == f"Turn {last}"
    assert visit.page.button(key="go/Next").disabled
    visit.press("Previous")
    visit.press("First")
    assert "The beginning." in visit.text()
    visit.page.selectbox(key=f"replay/{key}").set_value(2).run()
    assert [h.value for h in visit.page.header] == ["Turn 2"]
    assert "No model was asked." in visit.text()


def test_an_exam_is_stepped_through_after_its_end_only(visit: Visit) -> None:
    """While it goes on nothing of it is shown."""
    going = visit.begin(mode=Mode.EXAM)
    visit.app.interviews.accept(visit.owner, going.id, 1, PARTIAL, "k1")

    visit.go("replay", id=going.id)

    assert "when it has ended" in visit.text()
    assert "Seen" not in visit.text()
    assert [b.label for b in visit.page.button] == ["Continue"]


def test_an_imported_report_says_that_it_has_no_replay(visit: Visit) -> None:
    """Its report doesn't offer one."""
    data = visit.app.interviews.export(visit.owner, over(visit), ReportFormat.JSON).data
    kept = visit.app.interviews.read_in(visit.owner, data)

    visit.go("report", id=kept.id)
    assert "Step through the interview" not in [b.label for b in visit.page.button]
    visit.go("replay", id=kept.id)

    assert "nothing to step through" in visit.text()
    visit.press("Open the report")


def test_the_replay_of_somebody_else_is_not_found(visit: Visit, build: Build) -> None:
    """As every row of others."""
    other = build(store=visit.app.store).interviews
    theirs = other.begin("somebody-else", visit.begin().setup)

    visit.go("replay", id=theirs.id)

    assert "Not found" in visit.text()
