"""An answer that is not sent yet outlives whatever happens to the page, in every kind of input."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.room.conftest import Enter, Seeded
from tests.browser.room.looks import box, hint, say
from tests.factory import PARTIAL

pytestmark = [pytest.mark.browser, pytest.mark.served]

KEPT = "() => Object.keys(localStorage).filter((name) => name.startsWith('rehearse/draft/'))"
WRITTEN = {
    "words": ("Type your answer", "I would begin with the plan"),
    "number": ("Your result", "12.5"),
    "formula": ("Your formula", "=SUM(B2:B6)"),
    "sql": ("Your query", "SELECT name\nFROM customers"),
}


def field(page: Page, name: str) -> Locator:
    """Return the input of an interview that is answered by writing."""
    return box(page) if name == "words" else page.get_by_label(WRITTEN[name][0])


def send(page: Page, name: str) -> None:
    """Send the answer that stands in the input."""
    if name == "words":
        box(page).press("Enter")
    else:
        page.get_by_role("button", name="Send the answer").click()


@pytest.mark.parametrize("name", WRITTEN)
def test_what_was_written_is_there_after_a_refresh_and_gone_once_it_is_stored(
    enter: Enter, seeded: Seeded, name: str
) -> None:
    """In the box for words, a number, a formula and a query."""
    page = enter(name)
    text = WRITTEN[name][1]
    field(page, name).fill(text)

    page.reload()

    expect(field(page, name)).to_have_value(text)
    send(page, name)
    page.wait_for_function(f"() => ({KEPT})().length === 0")
    assert [said.startswith(text) for said in seeded.answers(name)] == [True]


@pytest.mark.parametrize(("name", "role"), [("choice", "radio"), ("several", "checkbox")])
def test_what_was_chosen_is_chosen_after_a_refresh(
    enter: Enter, seeded: Seeded, name: str, role: str
) -> None:
    """One of the choices, or several."""
    page = enter(name)
    choices = page.get_by_role(role)  # type: ignore[arg-type]
    page.locator("label", has_text="503").first.click()
    expect(choices.nth(1)).to_be_checked()

    page.reload()

    expect(choices.nth(1)).to_be_checked()
    expect(choices.nth(0)).not_to_be_checked()
    send(page, name)
    page.wait_for_function(f"() => ({KEPT})().length === 0")
    assert seeded.answers(name) == ["503"]


def test_half_an_answer_outlives_a_hint_a_pause_and_the_time(enter: Enter) -> None:
    """Time that is over is told gently; the words stay through everything but their sending."""
    page = enter("late")
    half = "I would read the query plan and"
    expect(page.locator("#notice", has_text="The 20 minutes are over.")).to_be_visible()
    box(page).fill(half)

    page.get_by_role("button", name="Hint").click()
    hint(page, "Where does the database")
    expect(box(page)).to_have_value(half)
    page.keyboard.press("Alt+Shift+P")
    page.get_by_role("button", name="Go on").click()
    expect(box(page)).to_have_value(half)

    box(page).fill(f"{half} compare estimated and actual rows.")
    box(page).press("Enter")
    expect(page.get_by_text("This interview is over.")).to_be_visible()
    assert page.evaluate(KEPT) == []


def test_nothing_written_is_told_and_sends_nothing(enter: Enter, seeded: Seeded) -> None:
    """The button is never dead: it says what it lacks."""
    page = enter("empty")

    page.get_by_role("button", name="Send the answer").click()

    expect(page.get_by_text("There is nothing to send yet")).to_be_visible()
    assert seeded.answers("empty") == []


def test_a_second_tab_begins_with_the_draft_and_follows_the_first(
    enter: Enter, seeded: Seeded
) -> None:
    """What one tab sends or pauses is seen in the other without a touch."""
    page = enter("tabs")
    box(page).fill("Written in the first tab")
    second = page.context.new_page()
    second.goto(page.url)
    expect(box(second)).to_have_value("Written in the first tab")
    box(second).fill("")

    say(page, PARTIAL)

    expect(second.get_by_text(PARTIAL)).to_be_visible()
    expect(box(second)).to_have_value("")
    page.keyboard.press("Alt+Shift+P")
    expect(second.get_by_text("Paused.", exact=True)).to_be_visible()
    assert seeded.answers("tabs") == [PARTIAL]
