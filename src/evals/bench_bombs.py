"""`python -m src.evals.bench_bombs`: other people's pages while one uploads files made to harm.

One browser uploads bomb after bomb, another switches pages; the same is measured before, at rest.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from statistics import median
from typing import TYPE_CHECKING

from src.evals.bench_browser import SETTLE_MS, SWITCHED, WARM, absent, chromium, served, switches
from src.evals.bench_tools import p95, spread, tell
from src.evals.documents.bombs import CLUMSY, DOCX_BOMBS, PDF_BOMBS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WAYS = (("Progress", "Progress"), ("Prepare", "Prepare for a job"))
MOST_WAIT_MS = 60_000
AIM_P50_MS, AIM_P95_MS = 400, 1000
ANSWERED = """() => document.querySelector('[data-testid=stAlert]')
  || [...document.querySelectorAll('button')].some((b) => b.innerText.startsWith('Use another'))"""
"""The upload has come to its end: the file was refused, or it was read."""


def bombs() -> Iterator[tuple[str, bytes]]:
    """Make the bombs one by one, each under a file name of its kind."""
    named = {"cv.pdf": (*PDF_BOMBS,), "cv.docx": (*DOCX_BOMBS, *CLUMSY["cv.docx"])}
    for name, makers in (named | {"cv.html": CLUMSY["cv.html"]}).items():
        for make in makers:
            yield f"{make.__name__}.{name.partition('.')[2]}", make()


def measure() -> None:
    """Measure page switches at rest, then while bombs are parsed, and tell both."""
    with chromium() as browser:
        if browser is None:
            absent("page switch while bombs are parsed", f"<= {AIM_P50_MS} ms")
            return
        with served(UPLOADS_PER_HOUR="1000", UPLOAD_MB_PER_HOUR="10000") as url:
            _told("page switch at rest", switches(browser, url))
            found = list(_while_parsed(browser, url))
    times = list(chain.from_iterable(times for _, times in found))
    _told(f"page switch while {len(found)} bombs are parsed", times)
    worst, of_worst = max(found, key=lambda one: max(one[1]))
    tell("slowest switch", f"{max(of_worst):.0f} ms", "", f"during {worst}")


def _told(name: str, times: list[float]) -> None:
    tell(f"{name}, p50", f"{median(times):.0f} ms", f"<= {AIM_P50_MS} ms", spread(times))
    tell(f"{name}, p95", f"{p95(times):.0f} ms", f"<= {AIM_P95_MS} ms")


def _while_parsed(browser: "Browser", url: str) -> Iterator[tuple[str, list[float]]]:
    """Upload bomb after bomb in one browser; give each one's page switches in the other."""
    with _tab(browser, url) as page, _tab(browser, f"{url}/prepare") as harmful:
        harmful.get_by_text("Yes, read my file").first.click()
        harmful.wait_for_function("() => !document.querySelector('input[type=file]').disabled")
        for number in range(WARM):
            page.evaluate(SWITCHED, list(WAYS[number % 2]))
        for name, data in bombs():
            harmful.wait_for_timeout(SETTLE_MS)
            file = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
            harmful.locator("input[type=file]").first.set_input_files(file)  # type: ignore[arg-type]  # a TypedDict of Playwright's own
            yield name, list(_switched_until_answered(page, harmful))
            _cleared(harmful, url)


@contextmanager
def _tab(browser: "Browser", url: str) -> Iterator["Page"]:
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(MOST_WAIT_MS)
    page.goto(url)
    page.get_by_role("heading", level=1).wait_for()
    yield page
    context.close()


def _switched_until_answered(page: "Page", harmful: "Page") -> Iterator[float]:
    """Switch pages until the bomb is answered, twice at least."""
    for number in range(1000):
        yield float(page.evaluate(SWITCHED, list(WAYS[number % 2])))
        if number % 2 and harmful.evaluate(ANSWERED):
            return
        page.wait_for_timeout(100)


def _cleared(harmful: "Page", url: str) -> None:
    """Bring the page back to where a file can be given: some bombs are read, harmlessly."""
    other = harmful.get_by_role("button", name="Use another")
    if other.count():
        other.first.click()
    harmful.goto(f"{url}/prepare")
    harmful.get_by_role("heading", level=1).wait_for()
    harmful.wait_for_function("() => document.querySelector('input[type=file]:enabled')")


if __name__ == "__main__":
    measure()
