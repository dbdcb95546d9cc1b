"""The progress page: trend, list, search, deletion."""

from src.models.reports import ReportFormat
from tests.factory import STRONG
from tests.pages.conftest import Visit


def practised(visit: Visit, company: str) -> str:
    """Finish one interview and return its id."""
    interview = visit.begin(company=company)
    for no in range(1, 4):
        visit.app.interviews.accept(visit.owner, interview.id, no, STRONG, f"{company}{no}")
    visit.app.interviews.finish(visit.owner, interview.id)
    return interview.id


def test_nothing_practised_is_said(visit: Visit) -> None:
    """The empty state leads on."""
    visit.go("progress")

    assert "Nothing practised yet" in visit.text()


def test_interviews_are_listed_with_their_scores(visit: Visit) -> None:
    """Two graded ones draw a trend."""
    practised(visit, "Northwind")
    practised(visit, "Contoso")
    visit.begin(company="Tidewater")

    visit.go("progress")

    text = visit.text()
    assert all(name in text for name in ("Northwind", "Contoso", "Tidewater"))
    assert "goes on" in text
    labels = [b.label for b in visit.page.button]
    assert labels.count("Open") == 2
    assert labels.count("Continue") == 1


def test_search_looks_in_what_was_said(visit: Visit) -> None:
    """And says so when nothing fits."""
    practised(visit, "Northwind")
    visit.go("progress")

    visit.page.text_input(key="search").set_value("query plan").run()
    assert "Northwind" in visit.text()
    visit.page.text_input(key="search").set_value("zebra").run()
    assert "No interview has all of these words." in visit.text()


def test_an_interview_opens_its_report(visit: Visit) -> None:
    """A finished one goes there."""
    practised(visit, "Northwind")
    visit.go("progress")

    visit.press("Open")


def test_deleting_asks_first(visit: Visit) -> None:
    """Everything of it is gone after the yes."""
    gone = practised(visit, "Northwind")
    visit.go("progress")
    visit.page.button(key=f"delete/{gone}").click().run()
    assert "deleted for good" in visit.text()
    assert len(visit.app.interviews.history(visit.owner)) == 1

    visit.press("Delete it")

    assert visit.app.interviews.history(visit.owner) == ()


def test_a_long_list_is_paged(visit: Visit) -> None:
    """Ten on a page."""
    for number in range(12):
        visit.begin(company=f"Company {number}")
    visit.go("progress")
    assert len([b for b in visit.page.button if b.label == "Continue"]) == 10

    visit.press("Older")

    assert len([b for b in visit.page.button if b.label == "Continue"]) == 2
    visit.press("Newer")


def test_a_new_search_begins_at_the_first_page(visit: Visit) -> None:
    """However far the list was turned."""
    practised(visit, "Northwind")
    for number in range(11):
        visit.begin(company=f"Company {number}")
    visit.go("progress")
    visit.press("Older")

    visit.page.text_input(key="search").set_value("company").run()

    assert len([b for b in visit.page.button if b.label == "Continue"]) == 10


def test_the_last_page_has_nothing_older(visit: Visit) -> None:
    """Also where it is full."""
    for number in range(20):
        visit.begin(company=f"Company {number}")
    visit.go("progress")

    visit.press("Older")

    older = next(b for b in visit.page.button if b.label == "Older")
    assert older.disabled


def test_a_deleted_interview_is_no_longer_the_one_of_the_session(visit: Visit) -> None:
    """Its page offers a new start."""
    gone = visit.begin(company="Northwind")
    visit.go("interview", id=gone.id)
    visit.go("progress")
    visit.page.button(key=f"delete/{gone.id}").click().run()

    visit.press("Delete it")
    visit.page.query_params.clear()
    visit.go("interview")

    assert "No interview is open" in visit.text()


def exported(visit: Visit) -> bytes:
    """Return the JSON of a finished interview, which is then deleted."""
    gone = practised(visit, "Northwind")
    data = visit.app.interviews.export(visit.owner, gone, ReportFormat.JSON).data
    visit.app.interviews.delete(visit.owner, gone)
    return data


def test_a_report_is_imported_and_marked(visit: Visit) -> None:
    """It opens, and the list says that it can only be read."""
    data = exported(visit)
    visit.go("progress")
    visit.page.file_uploader[0].upload("report.json", data, "application/json").run()
    assert not visit.page.exception

    (line,) = visit.app.interviews.history(visit.owner)
    assert line.interview.imported_at is not None
    visit.go("progress")
    assert "3 of 3 answered, imported, read-only" in visit.text()
    assert [b.label for b in visit.page.button].count("Open") == 1


def test_an_import_counts_in_no_figure(visit: Visit) -> None:
    """Neither in the trend nor on the first page."""
    data = exported(visit)
    practised(visit, "Contoso")
    visit.app.interviews.read_in(visit.owner, data)

    visit.go("progress")

    assert not visit.page.get("echarts_chart")
    assert visit.app.interviews.practice(visit.owner).interviews == 1


def test_a_file_that_is_no_report_is_told(visit: Visit) -> None:
    """In one sentence, and nothing is kept."""
    visit.go("progress")
    visit.page.file_uploader[0].upload("cv.json", b"{}", "application/json").run()

    assert "This is not a report of this app." in visit.text()
    assert visit.app.interviews.history(visit.owner) == ()


def test_the_room_of_an_imported_report_is_closed(visit: Visit) -> None:
    """Its address leads to no answer box."""
    kept = visit.app.interviews.read_in(visit.owner, exported(visit))

    visit.go("interview", id=kept.id)

    assert not visit.page.chat_input
