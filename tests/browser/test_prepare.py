"""Preparing in Chromium: real files, bad files, refreshes, Back, two tabs, no network, no mouse."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import pymupdf
import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.test_accessible import IDLE
from tests.serving import ServedApp

pytestmark = [pytest.mark.browser, pytest.mark.served]

RESUME = (
    "Jane Example",
    "Experience",
    "Backend engineer, Alpha Ltd, March 2019 – now",
    "- Moved reports to PostgreSQL replicas and halved the load",
    "Barista, Beans and Co, 2016 – 2018",
    "Skills",
    "PostgreSQL, Python, Docker",
)
JOB = "Backend engineer\nRequirements\n- Must: PostgreSQL at scale\n- Nice to have: Kafka"
PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
AES_256 = 5
TOO_LARGE_BYTES = 2 * 1024 * 1024


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedApp]:
    """The real program, which takes small files only."""
    with ServedApp(tmp_path_factory.mktemp("prepare"), MAX_UPLOAD_MB="1").started() as app:
        yield app


def pdf(password: str = "") -> FilePayload:
    """Return the résumé as a PDF, encrypted where a password is given."""
    document: Any = pymupdf.open()  # type: ignore[no-untyped-call]
    sheet = document.new_page()
    for number, line in enumerate(RESUME):
        sheet.insert_text((60, 80 + 24 * number), line.replace("–", "-"))
    lock = {"encryption": AES_256, "user_pw": password} if password else {}
    data = document.tobytes(**lock)
    document.close()
    return {"name": "cv.pdf", "mimeType": PDF, "buffer": data}


def word() -> FilePayload:
    """Return the résumé as a Word file."""
    document: Any = docx.Document()
    for line in RESUME:
        document.add_paragraph(line)
    held = io.BytesIO()
    document.save(held)
    return {"name": "cv.docx", "mimeType": WORD, "buffer": held.getvalue()}


BAD_FILES: dict[str, tuple[FilePayload, str]] = {
    "empty": ({"name": "cv.pdf", "mimeType": PDF, "buffer": b""}, "empty"),
    "encrypted": (pdf("secret"), "password"),
    "wrong": ({"name": "cv.pdf", "mimeType": PDF, "buffer": b"\x89PNG\r\n" * 40}, "ending"),
    "damaged": ({"name": "cv.docx", "mimeType": WORD, "buffer": b"PK\x03\x04" * 40}, "damaged"),
}


@dataclass
class Desk:
    """The prepare page as somebody uses it."""

    page: Page

    def open(self) -> None:
        """Open the page anew."""
        self.page.goto("/prepare")
        self.idle()

    def idle(self) -> None:
        """Wait until the page stands still."""
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()
        self.page.wait_for_timeout(150)
        self.page.wait_for_function(IDLE)

    def reload(self) -> None:
        """Refresh the page, and wait until what was left is back."""
        self.idle()
        self.page.reload()
        self.idle()

    def agree(self) -> None:
        """Say yes to how a file is read."""
        self.page.get_by_text("Yes, read my file").first.click()
        expect(self.files.first).to_be_enabled()

    def give(self, file: FilePayload) -> None:
        """Upload a résumé."""
        self.files.first.set_input_files(file)

    def company(self, name: str) -> None:
        """Write where the job is."""
        box = self.page.get_by_role("textbox", name="Company")
        box.fill(name)
        box.press("Tab")
        self.idle()

    def paste_job(self) -> None:
        """Give the job description as text."""
        self.box.last.fill(JOB)
        self.page.get_by_role("button", name="Use this text").last.click()
        expect(self.page.get_by_text("Backend engineer", exact=True).last).to_be_visible()
        self.idle()

    def role(self, name: str) -> None:
        """Choose a role."""
        self.page.get_by_role("radio", name=name).click()
        self.idle()

    def formal(self) -> None:
        """Choose another style than the first."""
        style = self.page.get_by_role("radio", name="Formal")
        style.click()
        expect(style).to_be_checked()
        self.idle()

    def plan(self) -> None:
        """Go on to the plan."""
        self.page.get_by_role("button", name="Show what was read and the plan").click()
        expect(self.start).to_be_visible()
        self.idle()

    def questions(self) -> list[str]:
        """Return the planned questions."""
        listed = self.page.locator("[data-testid=stMarkdown] ol > li").all_inner_texts()
        return [text.split("\n")[0] for text in listed]

    @property
    def files(self) -> Locator:
        """The file inputs, the résumé's first."""
        return self.page.locator("input[type=file]")

    @property
    def box(self) -> Locator:
        """The boxes to paste into, the résumé's first."""
        return self.page.get_by_role("textbox", name="Or paste its text")

    @property
    def start(self) -> Locator:
        """The last button."""
        return self.page.get_by_role("button", name="Start the interview")


@pytest.fixture
def desk(page: Page) -> Desk:
    """The page of somebody new, opened."""
    made = Desk(page)
    made.open()
    return made


@pytest.mark.parametrize("file", [pdf(), word()], ids=["pdf", "docx"])
def test_from_a_file_to_the_interview(desk: Desk, file: FilePayload) -> None:
    """Read with its lines, a fact corrected, the plan changed, a panel, and the start."""
    page = desk.page
    expect(desk.files.first).to_be_disabled()
    desk.agree()
    desk.give(file)
    expect(page.get_by_text(re.compile(r"Résumé, \d+ words"))).to_be_visible()
    desk.paste_job()
    desk.role("Backend engineer")
    desk.company("Northwind")

    desk.plan()
    expect(page.get_by_text("“Moved reports to PostgreSQL replicas").first).to_be_visible()
    expect(page.get_by_text(re.compile(r"\(line \d+\)")).first).to_be_visible()
    expect(page.get_by_text("not found", exact=True)).to_be_visible()
    expect(page.get_by_text(re.compile(r"5 questions, about \d+ min"))).to_be_visible()

    page.get_by_text("Correct what was read").click()
    which = page.get_by_role("combobox", name=re.compile("Correct or add a fact"))
    which.fill("Docker")
    which.press("Enter")
    desk.idle()
    words = page.get_by_role("textbox", name="In your words")
    words.fill("Docker Swarm")
    words.press("Tab")
    page.get_by_role("button", name="Save").last.click()
    expect(page.get_by_text("Docker Swarm").first).to_be_visible()
    expect(page.get_by_text("yours", exact=True).first).to_be_visible()

    page.get_by_text("Edit the plan").click()
    desk.idle()
    first, second, *_ = before = desk.questions()
    page.get_by_role("button", name="Down").first.click()
    expect(page.locator("ol > li").first).to_contain_text(second[:40])
    page.get_by_role("button", name="Remove").nth(-1).click()
    expect(page.get_by_text("4 questions, about")).to_be_visible()
    desk.idle()
    assert desk.questions()[:2] == [second, first]
    assert len(desk.questions()) == len(before) - 1

    page.get_by_text("A panel of interviewers").click()
    expect(page.get_by_text("asked by Ines").first).to_be_visible()
    page.get_by_text("Coach comments after each answer").click()
    desk.idle()
    desk.start.click()
    expect(page).to_have_url(re.compile(r"/interview\?.*id="))
    expect(page.get_by_text("Northwind").first).to_be_visible()
    expect(page.get_by_test_id("stChatMessage").first).to_be_visible()


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_told_plainly_and_a_good_one_follows(desk: Desk, name: str) -> None:
    """What is wrong, what to do, and what was typed before stays."""
    page = desk.page
    file, word_of_it = BAD_FILES[name]
    desk.company("Northwind")
    desk.agree()

    desk.give(file)

    told = page.get_by_test_id("stAlert")
    expect(told).to_contain_text(re.compile(word_of_it, re.IGNORECASE))
    expect(page.get_by_role("textbox", name="Company")).to_have_value("Northwind")
    desk.idle()
    desk.give(pdf())
    expect(page.get_by_text(re.compile(r"Résumé, \d+ words"))).to_be_visible()
    expect(told).to_have_count(0)


def test_a_file_that_is_too_large_is_refused_before_it_leaves(desk: Desk) -> None:
    """The sentence names the limit, and another file can be chosen."""
    desk.agree()

    desk.give({"name": "cv.pdf", "mimeType": PDF, "buffer": b"%PDF-" + bytes(TOO_LARGE_BYTES)})

    expect(desk.page.get_by_text(re.compile(r"must be 1(\.0)? ?MB or smaller"))).to_be_visible()
    desk.give(word())
    expect(desk.page.get_by_text(re.compile(r"Résumé, \d+ words"))).to_be_visible()


def test_a_refresh_at_the_documents_keeps_files_and_typed_words(desk: Desk) -> None:
    """Also words that were typed and not sent yet, and the role."""
    page = desk.page
    desk.agree()
    desk.give(word())
    expect(page.get_by_text(re.compile(r"Résumé, \d+ words"))).to_be_visible()
    desk.role("Nurse")
    desk.company("Northwind")
    desk.box.press_sequentially("Must: calm")

    page.reload()

    expect(page.get_by_text(re.compile(r"Résumé, \d+ words"))).to_be_visible()
    expect(desk.box).to_have_value("Must: calm")
    expect(page.get_by_role("textbox", name="Company")).to_have_value("Northwind")
    expect(page.get_by_role("radio", name="Nurse")).to_be_checked()


def test_a_refresh_at_the_plan_keeps_its_changes(desk: Desk) -> None:
    """What was removed stays out, and what was chosen stays chosen."""
    page = desk.page
    desk.paste_job()
    desk.role("Backend engineer")
    desk.plan()
    desk.formal()
    page.get_by_text("Edit the plan").click()
    page.get_by_role("button", name="Remove").first.click()
    expect(page.get_by_text("4 questions, about")).to_be_visible()
    desk.idle()
    before = desk.questions()

    desk.reload()

    expect(page.get_by_text("4 questions, about")).to_be_visible()
    expect(page.get_by_role("radio", name="Formal")).to_be_checked()
    assert desk.questions() == before


def test_back_leads_to_the_documents_and_forward_to_the_plan(desk: Desk) -> None:
    """And once more back to the page before; nobody is held fast."""
    page = desk.page
    page.goto("/")
    expect(page.get_by_role("button", name="Start practising")).to_be_visible()
    page.get_by_role("link", name="Prepare", exact=True).first.click()
    expect(page.get_by_role("heading", name="Prepare for a job", level=1)).to_be_visible()
    desk.role("Backend engineer")
    desk.company("Northwind")
    desk.plan()
    desk.formal()
    planned = page.url

    page.go_back()
    expect(desk.start).to_have_count(0)
    expect(page.get_by_role("textbox", name="Company")).to_have_value("Northwind")
    page.go_forward()
    expect(desk.start).to_be_visible()
    expect(page.get_by_role("radio", name="Formal")).to_be_checked()
    assert page.url == planned
    desk.idle()
    page.go_back()
    expect(desk.start).to_have_count(0)
    desk.idle()
    page.go_back()
    expect(page.get_by_role("button", name="Start practising")).to_be_visible()


def test_who_comes_back_from_the_interview_finds_the_set_up(desk: Desk) -> None:
    """As it was left, within the session and in a page opened anew; or an empty page, if wanted."""
    page = desk.page
    desk.role("Nurse")
    desk.company("Northwind")
    desk.plan()
    desk.formal()
    desk.start.click()
    expect(page.get_by_test_id("stChatMessage").first).to_be_visible()

    page.get_by_role("link", name="Prepare", exact=True).first.click()
    expect(desk.start).to_be_visible()
    expect(page.get_by_role("textbox", name="Company")).to_have_value("Northwind")
    expect(page.get_by_role("radio", name="Nurse")).to_be_checked()
    expect(page.get_by_role("radio", name="Formal")).to_be_checked()
    desk.idle()
    page.goto("/prepare")
    expect(page.get_by_role("textbox", name="Company")).to_have_value("Northwind")
    expect(desk.start).to_be_visible()
    desk.idle()

    page.get_by_role("button", name="Begin with an empty page").click()

    expect(desk.start).to_have_count(0)
    expect(page.get_by_role("textbox", name="Company")).to_have_value("")
    desk.reload()
    expect(page.get_by_role("textbox", name="Company")).to_have_value("")


def test_a_second_tab_shows_the_same_plan(desk: Desk) -> None:
    """By the address; what one changes the other shows, and the start is one interview."""
    page = desk.page
    desk.role("Backend engineer")
    desk.plan()
    other = Desk(page.context.new_page())
    other.page.goto(page.url)
    expect(other.start).to_be_visible()
    other.idle()
    assert other.questions() == desk.questions()

    page.get_by_text("Edit the plan").click()
    page.get_by_role("button", name="Remove").first.click()
    expect(page.get_by_text("4 questions, about")).to_be_visible()
    desk.idle()
    desk.start.click()
    expect(page).to_have_url(re.compile(r"/interview\?.*id="))
    expect(page.get_by_test_id("stChatMessage").first).to_be_visible()
    other.start.click()

    expect(
        other.page.get_by_text("has begun").or_(other.page.get_by_test_id("stChatMessage")).first
    ).to_be_visible()
    page.goto("/progress")
    expect(page.get_by_role("heading", name="Interviews", exact=True)).to_be_visible()


def test_an_upload_without_a_network_goes_on_when_it_is_back(desk: Desk) -> None:
    """The page says that it failed, keeps what was typed, and the same file works afterwards."""
    page = desk.page
    desk.company("Northwind")
    desk.agree()
    page.context.set_offline(True)
    desk.give(word())
    page.wait_for_timeout(1500)

    page.context.set_offline(False)
    page.wait_for_timeout(1500)
    if not page.get_by_text(re.compile(r"Résumé, \d+ words")).is_visible():
        desk.give(word())

    expect(page.get_by_text(re.compile(r"Résumé, \d+ words"))).to_be_visible()
    expect(page.get_by_role("textbox", name="Company")).to_have_value("Northwind")


def test_all_of_it_by_keyboard(desk: Desk, tmp_path: Path) -> None:
    """From the consent to the start without a mouse; each step is reached and seen in focus."""
    page = desk.page
    reach(page, "checkbox", "Yes, read my file")
    page.keyboard.press("Space")
    expect(desk.files.first).to_be_enabled()
    desk.idle()
    path = tmp_path / "cv.docx"
    path.write_bytes(word()["buffer"])
    resume = page.get_by_role("region", name="Your résumé as a file")
    reach(page, "button", "upload")
    if not resume.locator(":focus").count():  # the box that went was between the two files
        reach(page, "button", "upload")
    expect(resume.locator(":focus")).to_have_count(1)
    desk.idle()
    with page.expect_file_chooser() as chosen:
        page.keyboard.press("Enter")
    chosen.value.set_files(path)
    expect(page.get_by_text(re.compile(r"Résumé, \d+ words"))).to_be_visible()
    desk.idle()
    reach(page, "button", "Show what was read and the plan")
    page.keyboard.press("Enter")
    expect(desk.start).to_be_visible()
    desk.idle()
    reach(page, "checkbox|switch", "Edit the plan")
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Remove").first).to_be_visible()
    desk.idle()
    before = len(desk.questions())
    reach(page, "button", "Remove question 1")
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"{before - 1} questions, about")).to_be_visible()
    desk.idle()
    reach(page, "button", "Start the interview")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/interview\?.*id="))


FOCUSED = """() => {
  const one = document.activeElement;
  const role = one.getAttribute('role') || { INPUT: one.type, BUTTON: 'button' }[one.tagName] || '';
  const label = one.getAttribute('aria-label') || one.innerText
    || one.closest('label')?.innerText || '';
  return [role, label.trim()];
}"""
MOST_TABS = 120


def reach(page: Page, role: str, name: str) -> None:
    """Press Tab until the focus is on something by role and name."""
    seen: list[str] = []
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        kind, told = page.evaluate(FOCUSED)
        label = " ".join(told.split())
        seen.append(f"{kind}: {label[:40]}")
        if re.fullmatch(role, kind) and label.lower().endswith(name.lower()):
            return
    pytest.fail(f"{name} is not reached by Tab: {seen}")
