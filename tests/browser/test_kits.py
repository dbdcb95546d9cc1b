"""A recruiter in Chromium: a bad kit is told line by line, mended, read, and used."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_interview import to_the_report

pytestmark = [pytest.mark.browser, pytest.mark.served]

BAD = """id: night-porter
title: Night porter
role: night porter
questions:
  - id: np-keys
    skill: guests
    level: nine
    minutes: 3
    text: At two at night a guest without papers asks for the key to a room. What do you do?
    points:
      - {label: identity, text: "check who it is without giving anything away", weight: 2}
      - {label: privacy, text: "never confirm who stays in the room"}
      - {label: way out, text: "offer a seat and ring the guest of the room"}
    hints: [What may you say about the guest of that room?, Who could tell you that it is right?]
    colour: red
"""


@pytest.fixture
def kit_file(tmp_path: Path) -> Path:
    """A kit with two faults."""
    path = tmp_path / "porter.yaml"
    path.write_text(BAD, "utf-8")
    return path


def test_a_bad_kit_is_mended_and_an_interview_held_with_it(page: Page, kit_file: Path) -> None:
    """From the file to a report that names the kit; a refresh in between loses nothing."""
    page.goto("/kits")
    expect(page.get_by_role("heading", name="Shipped kits")).to_be_visible()
    page.locator("input[type=file]").set_input_files(kit_file)
    expect(page.get_by_text("2 things to mend before this kit can be used")).to_be_visible()
    expect(page.get_by_text("Line 7:")).to_be_visible()
    expect(page.get_by_text("Line 15:")).to_be_visible()

    page.get_by_text("Whole file", exact=True).click()
    expect(page.get_by_role("textbox", name="Title", exact=True)).to_have_count(0)
    box = page.get_by_role("textbox", name="The whole kit as YAML")
    box.fill(BAD.replace("nine", "3").replace("    colour: red\n", ""))
    page.get_by_role("button", name="Check the text").click()
    expect(page.get_by_text("to mend before")).to_have_count(0)
    page.get_by_text("Edit", exact=True).click()
    skill = page.get_by_role("textbox", name="Skill", exact=True)
    skill.fill("night guests")
    skill.press("Tab")
    asked = page.get_by_role("combobox", name="Question")
    expect(asked).to_have_value(re.compile(r"\(night guests\)$"))
    page.reload()
    expect(page.get_by_role("textbox", name="Skill", exact=True)).to_have_value("night guests")
    page.get_by_role("button", name="Save the kit").click()
    expect(page.get_by_text("Saved.")).to_be_visible()

    page.get_by_text("Read", exact=True).click()
    page.get_by_text("Level 3 ·").click()
    expect(page.get_by_text("never confirm who stays in the room")).to_be_visible()
    page.get_by_text("Check", exact=True).click()
    expect(page.get_by_role("heading", name="What our graders give")).to_be_visible()
    page.get_by_role("button", name="Start an interview with it").click()
    expect(page).to_have_url(re.compile(r"/interview\?.*id="))
    to_the_report(page)

    expect(page.get_by_text("kit: Night porter")).to_be_visible()
    page.goto("/")
    expect(page.get_by_role("radio", name="Night porter")).to_be_visible()


def test_two_tabs_do_not_overwrite_one_another(page: Page, kit_file: Path) -> None:
    """The second is told, and what it typed is shown."""
    kit_file.write_text(BAD.replace("night-porter", "second-porter"), "utf-8")
    page.goto("/kits")
    page.locator("input[type=file]").set_input_files(kit_file)
    title = page.get_by_role("textbox", name="Title", exact=True)
    expect(title).to_be_visible()
    other = page.context.new_page()
    other.goto(page.url)
    there = other.get_by_role("textbox", name="Title", exact=True)
    expect(there).to_be_visible()

    title.fill("From the first tab")
    title.press("Tab")
    expect(page.get_by_role("heading", name="From the first tab")).to_be_visible()
    there.fill("From the second tab")
    there.press("Tab")

    expect(other.get_by_text("changed in another tab")).to_be_visible()
    expect(other.get_by_text("From the second tab")).to_be_visible()
    expect(there).to_have_value("From the first tab")
