"""The progress page: trend, list, search, deletion."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from src.app import Application
from src.errors import NotFoundError
from src.models.enums import Mode
from src.models.outcomes import RealDraft, RealResult
from src.models.progress import HistoryOrder, HistoryState
from src.models.reports import ReportFormat
from tests.doubles import FakeClock
from tests.factory import PARTIAL, STRONG
from tests.pages.conftest import Visit

Build = Callable[..., Application]
VisitOf = Callable[[Application], Visit]


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
    labels = visit.buttons()
    assert labels.count("Open report") == 2
    assert labels.count("Continue") == 1


@pytest.mark.parametrize(
    ("name", "hour", "day"),
    [("Pacific/Kiritimati", 10, "27 Nov 2026"), ("America/Los_Angeles", 7, "25 Nov 2026")],
)
def test_days_are_those_of_the_person(
    build: Build, visit_of: VisitOf, name: str, hour: int, day: str
) -> None:
    """East and west of the date line: in the list, the report, the cards and the log's form."""
    clock = FakeClock(datetime(2026, 11, 26, hour, tzinfo=UTC))
    visit = visit_of(build(clock=clock))
    over = practised(visit, "Northwind")
    visit.page.context["timezone"] = name

    visit.go("progress")

    assert f"{day}, " in visit.text()
    assert "due tomorrow" in visit.text()
    assert visit.page.date_input[0].value == day_of(day)
    visit.go("report", id=over)
    assert f"{day} · " in visit.text()


def day_of(told: str) -> date:
    """Return the day that a text names."""
    return datetime.strptime(told, "%d %b %Y").replace(tzinfo=UTC).date()


def test_a_real_interview_of_the_persons_today_can_be_logged(visit: Visit) -> None:
    """Not one of tomorrow, though it is that day elsewhere."""
    visit.page.context["timezone"] = "America/Los_Angeles"
    practised(visit, "Northwind")
    visit.go("progress")

    visit.page.date_input[0].set_value(day_of("27 Nov 2026"))
    log(visit, Role="Analyst")
    assert "can't lie ahead" in visit.text()

    visit.page.date_input[0].set_value(day_of("26 Nov 2026"))
    log(visit, Role="Analyst")
    (paired,) = visit.app.interviews.progress(visit.owner).outcomes.real
    assert paired.real.day == day_of("26 Nov 2026")


def test_search_looks_in_what_was_said(visit: Visit) -> None:
    """And says so when nothing fits."""
    practised(visit, "Northwind")
    visit.go("progress")

    visit.page.text_input(key="search").set_value("query plan").run()
    assert "Northwind" in visit.text()
    visit.page.text_input(key="search").set_value("zebra").run()
    assert "No interview fits all of this." in visit.text()


def test_an_interview_opens_its_report(visit: Visit) -> None:
    """A finished one goes there."""
    practised(visit, "Northwind")
    visit.go("progress")

    visit.press("Open report")


def test_deleting_asks_first(visit: Visit) -> None:
    """Everything of it is gone after the yes."""
    gone = practised(visit, "Northwind")
    visit.go("progress")
    visit.page.button(key=f"delete/{gone}").click().run()
    assert "deleted for good" in visit.text()
    assert len(visit.app.interviews.history(visit.owner).lines) == 1

    visit.press("Delete it")

    assert visit.app.interviews.history(visit.owner).lines == ()


def test_a_long_list_is_paged(visit: Visit) -> None:
    """Ten on a page."""
    for number in range(12):
        visit.begin(company=f"Company {number}")
    visit.go("progress")
    assert visit.buttons().count("Continue") == 10

    visit.press("Next page")

    assert visit.buttons().count("Continue") == 2
    visit.press("Previous page")


def test_a_new_search_begins_at_the_first_page(visit: Visit) -> None:
    """However far the list was turned."""
    practised(visit, "Northwind")
    for number in range(11):
        visit.begin(company=f"Company {number}")
    visit.go("progress")
    visit.press("Next page")

    visit.page.text_input(key="search").set_value("company").run()

    assert visit.buttons().count("Continue") == 10


def test_the_last_page_has_nothing_older(visit: Visit) -> None:
    """Also where it is full."""
    for number in range(20):
        visit.begin(company=f"Company {number}")
    visit.go("progress")

    visit.press("Next page")

    further = next(b for b in visit.page.button if b.label == "Next page")
    assert further.disabled


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

    (line,) = visit.app.interviews.history(visit.owner).lines
    assert line.interview.imported_at is not None
    visit.go("progress")
    assert "practice, 3 of 3 answered, imported, read-only" in visit.text()
    assert visit.buttons().count("Open report") == 1


def test_an_import_counts_in_no_figure(visit: Visit) -> None:
    """Neither in the trend nor on the first page."""
    data = exported(visit)
    practised(visit, "Contoso")
    visit.app.interviews.read_in(visit.owner, data)

    visit.go("progress")

    assert not visit.page.get("echarts_chart")
    assert visit.app.interviews.at_home(visit.owner)[0].interviews == 1


def test_a_file_that_is_no_report_is_told(visit: Visit) -> None:
    """In one sentence, and nothing is kept."""
    visit.go("progress")
    visit.page.file_uploader[0].upload("cv.json", b"{}", "application/json").run()

    assert "This is not a report of this app." in visit.text()
    assert visit.app.interviews.history(visit.owner).lines == ()


def test_the_room_of_an_imported_report_is_closed(visit: Visit) -> None:
    """Its address leads to no answer box."""
    kept = visit.app.interviews.read_in(visit.owner, exported(visit))

    visit.go("interview", id=kept.id)

    assert not visit.page.chat_input


def select(visit: Visit, key: str, value: object) -> None:
    """Choose in a select box."""
    visit.page.selectbox(key=key).set_value(value).run()
    assert not visit.page.exception


def test_filters_narrow_the_list_and_say_how_far(visit: Visit) -> None:
    """With one click everything is back."""
    practised(visit, "Northwind")
    visit.begin(company="Contoso", mode=Mode.EXAM)
    visit.go("progress")
    assert "fit" not in visit.text()

    select(visit, "mode_filter", Mode.EXAM)
    assert "1 of 2 interviews fits." in visit.text()
    assert "Northwind" not in visit.text()
    select(visit, "state_filter", HistoryState.FINISHED)
    assert "No interview fits all of this." in visit.text()
    visit.press("Show all")

    assert "Northwind" in visit.text()
    assert "Contoso" in visit.text()
    assert visit.page.selectbox(key="mode_filter").value is None


def test_old_interviews_and_ungraded_ones_can_be_left_out(
    build: Build, visit_of: VisitOf, clock: FakeClock
) -> None:
    """By the clock; what has no score isn't graded."""
    visit = visit_of(build())
    practised(visit, "Northwind")
    clock.advance(40 * 86400)
    visit.app.interviews.finish(visit.owner, visit.begin(company="Contoso").id)
    visit.go("progress")

    select(visit, "days_filter", 30)
    assert "Northwind" not in visit.text()
    assert "not graded" in visit.text()
    select(visit, "days_filter", None)
    visit.page.toggle(key="graded_filter").set_value(True).run()
    assert "Northwind" in visit.text()
    assert "Contoso" not in visit.text()


def test_the_list_is_ordered_by_score(visit: Visit) -> None:
    """The role can be chosen too."""
    practised(visit, "Northwind")
    visit.begin(company="Contoso")
    visit.go("progress")
    select(visit, "order", HistoryOrder.BEST)
    select(visit, "role_filter", "Backend engineer")

    text = visit.text()
    assert text.index("Northwind") < text.index("Contoso")


def test_the_trend_has_words_and_a_table(build: Build, visit_of: VisitOf, clock: FakeClock) -> None:
    """What the points rest on, by whom they were graded; takes don't count."""
    visit = visit_of(build())
    first = practised(visit, "Northwind")
    visit.app.interviews.answer_again(visit.owner, first, 1, PARTIAL, "again")
    clock.advance(86400)
    practised(visit, "Contoso")

    visit.go("progress")

    (chart,) = visit.page.get("echarts_chart")
    assert "Overall from" in chart.proto.alt
    text = visit.text()
    assert "2 graded interviews, 6 answers, graded by words. One point so far" in text
    assert "Answers given again don't count." in text
    assert "| Interview | Overall |" in text
    assert "(3)" in text


def test_one_interview_is_no_trend(visit: Visit) -> None:
    """It is said."""
    practised(visit, "Northwind")

    visit.go("progress")

    assert "The trend begins with the second one." in visit.text()


def test_one_click_practises_what_is_due(build: Build, visit_of: VisitOf, clock: FakeClock) -> None:
    """Ten minutes on the skill, from its kit, with the reason beside it."""
    visit = visit_of(build())
    practised(visit, "Northwind")
    clock.advance(86400)
    card = visit.app.interviews.at_home(visit.owner)[1][0]
    visit.go("progress")
    assert "due today" in visit.text()
    assert "graded by words" in visit.text()

    visit.page.button(key="practise/0").click().run()

    newest = visit.app.interviews.history(visit.owner).lines[0].interview
    plan = visit.app.interviews.room(visit.owner, newest.id).questions
    assert newest.setup.minutes == 10
    assert newest.setup.company == "Northwind"
    assert {q.question.skill for q in plan} == {card.skill}
    assert visit.page.chat_input


def test_the_first_page_offers_what_is_due_first(visit: Visit) -> None:
    """In one line with one button; nobody new sees it."""
    visit.go("practise")
    assert "Practise next" not in visit.text()
    practised(visit, "Northwind")

    visit.go("practise")
    assert "Practise next:" in visit.text()
    visit.page.button(key="practise/first").click().run()

    assert len(visit.app.interviews.history(visit.owner).lines) == 2


def log(visit: Visit, **fields: object) -> None:
    """Fill the first form of a real interview and send it."""
    page = visit.page
    fields_of = [*page.text_input, *page.text_area, *page.selectbox][::-1]
    labels = {field.label: field for field in fields_of}  # the first form of the page wins
    for label, value in fields.items():
        labels[label.replace("_", " ")].set_value(value)
    next(b for b in page.button if b.label == "Keep it").click().run()
    assert not page.exception


def test_a_real_interview_is_logged_changed_and_deleted(visit: Visit) -> None:
    """Beside the practice before it; few are too few to say."""
    practised(visit, "Northwind")
    visit.go("progress")
    assert "Log how a real one went" in visit.text()

    log(
        visit,
        Role="Analyst",
        Company="Fabrikam",
        Result=RealResult.OFFER,
        Your_note="Kind *people*",
    )
    (paired,) = visit.app.interviews.progress(visit.owner).outcomes.real
    assert (paired.real.role, paired.real.result) == ("Analyst", RealResult.OFFER)
    text = visit.text()
    assert "**Analyst** · Fabrikam · Offer" in text
    assert "No graded practice in the 90 days before." in text
    assert "Too few to say" in text
    assert "Kind *people*" in text

    log(visit, Role="Data analyst")
    (paired,) = visit.app.interviews.progress(visit.owner).outcomes.real
    assert (paired.real.role, paired.real.company) == ("Data analyst", "Fabrikam")
    visit.page.button(key=f"forget/{paired.real.id}").click().run()
    assert visit.app.interviews.progress(visit.owner).outcomes.real == ()


def test_a_form_that_is_sent_twice_makes_one_entry(visit: Visit) -> None:
    """Also with other words the second time; what was deleted can't be changed any more."""
    draft = RealDraft(day=day_of("26 Nov 2026"), role="Analyst", result=RealResult.OFFER)
    iv = visit.app.interviews

    first = iv.log_real(visit.owner, draft, key="k1")
    again = iv.log_real(visit.owner, draft, key="k1")
    other = iv.log_real(visit.owner, draft, key="k2")

    assert again == first
    assert {p.real.id for p in iv.progress(visit.owner).outcomes.real} == {first.id, other.id}
    iv.forget_real(visit.owner, other.id)
    with pytest.raises(NotFoundError):
        iv.log_real(visit.owner, draft, other.id)


def test_the_form_is_empty_once_its_entry_is_made(visit: Visit) -> None:
    """What could not be kept stands in it still."""
    visit.begin()
    visit.go("progress")
    log(visit, Role="   ", Company="Fabrikam")
    assert field_of(visit, "Company") == "Fabrikam"

    log(visit, Role="Analyst")

    assert field_of(visit, "Company", place=1) == ""


def field_of(visit: Visit, label: str, place: int = 0) -> str:
    """Return what stands in a field of one of the page's forms; the form for a new one is last."""
    return [f.value or "" for f in visit.page.text_input if f.label == label][place]


def test_what_cannot_be_logged_is_said_in_place(visit: Visit) -> None:
    """And nothing is kept."""
    practised(visit, "Northwind")
    visit.go("progress")

    log(visit, Role="   ")

    assert "The role has 1 to 120 characters." in visit.text()
    assert visit.app.interviews.progress(visit.owner).outcomes.real == ()


def test_two_interviews_are_compared(visit: Visit) -> None:
    """By skill, and answers beside one another where a question came twice."""
    practised(visit, "Northwind")
    practised(visit, "Contoso")
    visit.go("progress")

    visit.press("Compare two interviews")

    text = visit.text()
    assert "By skill" in text
    assert "within what chance gives" in text
    assert "Asked both times" in text


def test_an_open_interview_cannot_be_compared(visit: Visit) -> None:
    """It is said why; and one alone is too few."""
    one = practised(visit, "Northwind")
    visit.go("compare")
    assert "One interview is too few" in visit.text()
    going = visit.begin(company="Contoso")

    visit.go("compare", first=one, second=going.id)

    assert "These can't be compared" in visit.text()
    assert "goes on" in visit.text()
    visit.press("Back to progress")
    assert "Practise next" in visit.text()


def test_the_first_comparison_is_of_two_of_one_role(
    build: Build, visit_of: VisitOf, clock: FakeClock
) -> None:
    """Two roles share little, so the newest two say nothing when they differ in it."""
    visit = visit_of(build())
    practised(visit, "Northwind")
    clock.advance(86400)
    with_another = visit.begin(company="Contoso", role="Gardener")
    visit.app.interviews.finish(visit.owner, with_another.id)
    clock.advance(86400)
    practised(visit, "Tidewater")

    visit.go("compare")

    chosen = [box.format_func(box.value) for box in visit.page.selectbox]
    assert "Northwind" in chosen[0]
    assert "Tidewater" in chosen[1]


def test_the_first_comparison_is_of_two_that_were_graded(
    build: Build, visit_of: VisitOf, clock: FakeClock
) -> None:
    """However many were begun since, between them, and of whatever role."""
    visit = visit_of(build())
    practised(visit, "Northwind")
    clock.advance(86400)
    visit.begin(company="Contoso")
    clock.advance(86400)
    practised(visit, "Tidewater")
    clock.advance(86400)
    visit.begin(company="Fabrikam")

    visit.go("compare")

    chosen = [box.format_func(box.value) for box in visit.page.selectbox]
    assert "Northwind" in chosen[0]
    assert "Tidewater" in chosen[1]
    assert "By skill" in visit.text()
