"""Downloads in Chromium: the menu, the files themselves, and the way back in."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest
from playwright.sync_api import Browser, Page, expect

from src.accounts.owners import COOKIE, new_token
from src.app import Settings, build_application
from src.engine import InlineJobs
from tests.browser.conftest import WAIT_MS
from tests.browser.stage import Stage
from tests.factory import PARTIAL, STRONG
from tests.serving import ServedApp

pytestmark = [pytest.mark.browser, pytest.mark.served]

FOLDER = Path(__file__).resolve().parents[2] / "test-artefacts"


@pytest.fixture(scope="module")
def reader(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Somebody on the report of an interview that was over before the program began."""
    folder = tmp_path_factory.mktemp("reports")
    token, interview_id = practised(folder)
    with ServedApp(folder).started() as app:
        context = chromium.new_context(base_url=app.url, accept_downloads=True)
        context.set_default_timeout(WAIT_MS)
        context.add_cookies([{"name": COOKIE, "value": token, "url": app.url}])
        page = context.new_page()
        page.goto(f"/report?id={interview_id}")
        expect(page.get_by_role("heading", name="Question by question")).to_be_visible()
        yield page
        context.close()


def practised(folder: Path) -> tuple[str, str]:
    """Finish an interview in a folder that nobody serves; return its person's token and its id."""
    settings = Settings(_env_file=None, data_dir=folder, openai_api_key=None, openai_base_url=None)
    app = build_application(settings, jobs=InlineJobs())
    token = new_token()
    try:
        stage = Stage(app, app.owners.owner_of(token))
        return token, stage.finished(STRONG, PARTIAL, PARTIAL)
    finally:
        app.close()


def downloaded(page: Page, label: str, folder: Path) -> Path:
    """Choose a format in the menu and return the file that comes."""
    button = page.get_by_test_id("stDownloadButton").get_by_role("button", name=label)
    page.wait_for_timeout(1000)  # the menu may close after the file before came
    if not button.is_visible():
        page.get_by_role("button", name="Download", exact=False).first.click()
    with page.expect_download() as waiting:
        button.click()
    found = folder / waiting.value.suggested_filename
    waiting.value.save_as(found)
    return found


def test_every_format_comes_as_a_file(reader: Page, tmp_path: Path) -> None:
    """Named by role and day, each opened by what reads it; the page stays as it was."""
    reader.get_by_role("button", name="Download", exact=False).first.click()
    expect(reader.get_by_test_id("stDownloadButton")).to_have_count(5)
    FOLDER.mkdir(exist_ok=True)
    reader.screenshot(path=FOLDER / "report-download.png")

    made = {
        name: downloaded(reader, name, tmp_path)
        for name in ("PDF", "Word", "Markdown", "JSON", "Transcript")
    }

    with pymupdf.open(made["PDF"]) as document:  # type: ignore[no-untyped-call]
        assert "Page 1 of" in document[0].get_text()
        for number, page in enumerate(document, 1):
            page.get_pixmap(dpi=70).save(FOLDER / f"report-pdf-{number}.png")
    assert zipfile.is_zipfile(made["Word"])
    assert made["Markdown"].read_text().startswith("# ")
    assert made["Transcript"].name.endswith("-transcript.txt")
    assert made["JSON"].suffix == ".json"
    expect(reader.get_by_role("heading", name="Question by question")).to_be_visible()


def test_a_downloaded_report_is_imported(reader: Page, tmp_path: Path) -> None:
    """It opens as a report that can only be read."""
    file = downloaded(reader, "JSON", tmp_path)
    reader.goto("/progress")
    reader.get_by_text("Import a report").click()
    reader.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(file)

    expect(reader.get_by_text("Imported from a file on")).to_be_visible()
    expect(reader.get_by_role("heading", name="Question by question")).to_be_visible()
