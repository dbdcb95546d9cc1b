"""What is seen and heard while an interview goes on: clocks, news, an exam, a line that goes."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.room.conftest import Enter, Seeded
from tests.browser.room.looks import box, focused, heard, say
from tests.factory import PARTIAL, STRONG

pytestmark = [pytest.mark.browser, pytest.mark.served]

FACE = """() => [...document.querySelectorAll('*')]
  .map((e) => e.shadowRoot?.querySelector('#clock'))
  .find((clock) => clock?.ariaLabel)?.ariaLabel ?? ''"""
SEEN = f"""() => new Promise((done) => {{
  const seen = new Set();
  const look = setInterval(() => seen.add(({FACE})()), 50);
  setTimeout(() => {{ clearInterval(look); done([...seen]); }}, 1300);
}})"""
"""Every face of the clock within more than a second."""


def test_the_clocks_count_here_and_stand_together(enter: Enter) -> None:
    """Thinking stops the question's, a pause stops both, after runs that were and a refresh."""
    page = enter("clock")
    goes_on(page)
    page.get_by_role("button", name="Let me think").click()
    expect(page.get_by_role("button", name="Clock stands")).to_be_visible()
    goes_on(page)
    thinking = page.evaluate(SEEN)
    assert {face.partition("this question")[2][-8:] for face in thinking} == {"standing"}

    page.keyboard.press("Alt+Shift+P")
    expect(page.get_by_text("Paused.", exact=True)).to_be_visible()
    standing = page.evaluate(SEEN)
    page.reload()
    page.wait_for_function(f"() => ({FACE})() !== ''")

    assert len(standing) == 1
    assert page.evaluate(SEEN) == standing
    assert standing[0].endswith("paused")


@pytest.mark.parametrize(("width", "height"), [(1280, 500), (390, 700)])
def test_a_new_question_is_read_from_its_first_line_on(
    enter: Enter, width: int, height: int
) -> None:
    """Its skill and level aren't under the head, which stays in view above it."""
    page = enter("heard")
    page.set_viewport_size({"width": width, "height": height})
    page.reload()
    focused(page, "Type your answer")
    page.wait_for_timeout(500)  # the page has come to its place

    head = page.locator(".st-key-room-head").bounding_box()
    badge = page.locator(".st-key-question-card").get_by_text(re.compile("^Level")).bounding_box()

    assert head is not None
    assert badge is not None
    assert head["y"] + head["height"] <= badge["y"] <= height / 2


def goes_on(page: Page) -> None:
    """Wait until the clock shows another second."""
    page.wait_for_function(f"() => ({FACE})() !== ''")
    page.wait_for_function(f"before => ({FACE})() !== before", arg=page.evaluate(FACE))


NOTE_WHAT_COMES = """() => {
  window.came = [];
  const region = [...document.querySelectorAll('*')]
    .map((e) => e.shadowRoot?.querySelector('#region')).find(Boolean);
  const note = ({ addedNodes }) => addedNodes.forEach((n) => window.came.push(n.textContent));
  new MutationObserver((all) => all.forEach(note)).observe(region, { childList: true });
}"""
"""A line that is put into the region anew is said anew, though it stands there once."""


def test_news_is_said_once_and_whole(enter: Enter) -> None:
    """The reply and the coach's note; a refresh says nothing twice."""
    page = enter("heard")
    page.evaluate(NOTE_WHAT_COMES)
    say(page, PARTIAL)
    page.wait_for_function(
        "() => [...document.querySelectorAll('*')].some((e) =>"
        " e.shadowRoot?.querySelector('#region')?.innerText.includes('coach'))"
    )

    said = heard(page)

    reply = page.get_by_test_id("stChatMessage").last.get_by_test_id("stText").inner_text()
    assert f"Interviewer: {reply}" in said
    assert said.count("The coach's note on your answer is there.") == 1
    came = page.evaluate("() => window.came")
    assert len(came) == len(set(came)) > 0
    page.reload()
    focused(page, "Type your answer")
    assert heard(page) == []


def test_an_exam_is_silent_about_grades(enter: Enter) -> None:
    """No score, note, hint or reason: in folds, progress, names, titles and what is heard."""
    page = enter("exam")
    say(page, STRONG)
    expect(page.get_by_text("Question 2 of 2")).to_be_visible()
    page.locator("[class*='st-key-fold-'] summary").click()
    expect(page.get_by_test_id("stChatMessage").filter(has_text=STRONG[:40])).to_be_visible()

    names = page.evaluate(
        "() => [...document.querySelectorAll('*')].flatMap((e) => [...e.attributes])"
        ".filter((a) => /^(aria-|title|alt)/.test(a.name)).map((a) => a.value).join(' | ')"
    )
    said = " ".join([page.locator("body").inner_text(), names, page.title(), *heard(page)])
    assert not re.search(r"of 10|graded|so far|[Cc]oach|[Hh]int|score", said)


def test_a_line_that_goes_is_told_and_loses_nothing(enter: Enter, seeded: Seeded) -> None:
    """Sent in the dark once; when the line is back the answer is there once."""
    page = enter("offline")
    box(page).fill(PARTIAL)
    page.context.set_offline(True)
    expect(page.locator("#link", has_text="The connection is gone.")).to_be_visible()
    assert any("connection is gone" in words for words in heard(page))
    box(page).press("Enter")
    page.context.set_offline(False)

    expect(page.locator("#link", has_text="The connection is back.")).to_be_visible()

    expect(page.get_by_test_id("stChatMessage").filter(has_text=PARTIAL)).to_have_count(1)
    expect(box(page)).to_have_value("")
    assert seeded.answers("offline") == [PARTIAL]


def test_a_server_that_starts_again_finds_the_words_in_the_box(
    enter: Enter, seeded: Seeded
) -> None:
    """Killed in the middle of an answer; the page goes on by itself."""
    page = enter("restart")
    box(page).fill("Half an answer")
    seeded.app.kill()
    try:
        expect(page.locator("#link", has_text="The connection is gone.")).to_be_visible()
    finally:
        seeded.app.start()

    expect(page.locator("#link", has_text="The connection is back.")).to_be_visible(timeout=60_000)
    expect(box(page)).to_have_value("Half an answer")
    close_error(page)
    say(page, "Half an answer, and its other half.")
    assert seeded.answers("restart") == ["Half an answer, and its other half."]


def close_error(page: Page) -> None:
    """Close Streamlit's own notice of a lost connection, where it still stands."""
    dialog = page.get_by_role("dialog")
    if dialog.count():
        page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
