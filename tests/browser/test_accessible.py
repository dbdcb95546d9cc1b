"""axe-core on every page in every state, in both themes and both widths.

One walk: each scene is opened once, then looked at four times by changing the theme and the window.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.scenes import SCENES, Scene
from tests.browser.stage import Cast, furnish, let_hang
from tests.serving import ROOT, ServedApp

pytestmark = [pytest.mark.browser, pytest.mark.served]

HIGH = 900
BAD = 400
"""The first status of an answer that refuses."""
NARROWEST = 320
"""Pixels: what 1280 are at 400 %."""
LOOKS = (("light", 1280), ("light", 390), ("dark", 390), ("dark", 1280))
ALL_RULES = frozenset({("light", 1280), ("dark", 390)})
OTHER_RULES = ["color-contrast", "target-size", "scrollable-region-focusable"]
"""What a theme or a width can change; the rest of a page is the same in all four looks."""
STREAMLITS_OWN = {
    ("presentation-role-conflict", "stFileUploaderDropzone"),
    ("region", 'role="menu"'),  # drawn beside the page, outside its landmarks
}
IDLE = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  return app && app.dataset.testScriptState === 'notRunning'
    && !document.querySelector('[data-stale=true]');
}"""
SETTLED = """(scheme) => {
  const app = document.querySelector('[data-testid=stApp]');
  return getComputedStyle(app).colorScheme === scheme
    && document.getAnimations().every((a) => a.playState !== 'running' || a.effect
      .getComputedTiming().iterations === Infinity);
}"""
STREAMLITS_NAMES = frozenset(
    {
        "file upload",
        "Upload",
        "Show/hide columns",
        "Download as CSV",
        "Search",
        "Fullscreen",
        "Increment",
        "Decrement",
    }
)
"""Of every uploader, table and number's field, which no option changes."""
AXE = """(only) => axe.run(document, {
  resultTypes: ['violations'],
  ...(only.length ? { runOnly: { type: 'rule', values: only } } : {}),
})"""
TOO_WIDE = "() => document.documentElement.scrollWidth > window.innerWidth"
HEADINGS = """() => [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')]
  .filter((h) => !h.closest('[role=dialog]')).map((h) => Number(h.tagName[1]))"""


NAMED = re.compile(r"""(?mx) ^ \s* - \s (button|link) \s "( (?: [^"\\] | \\. )+ )" .* $
    (?: \n \s* - \s /url: \s (\S+) )?""")
"""A control as Playwright tells the page to the ear: what it is, its name, where it leads."""

PICTURES = ROOT / "test-artefacts"
PICTURED = {
    "practise-practised": 1300,
    "prepare-plan": 2400,
    "kits-edit": 3000,
    "interview-coach": HIGH,
    "report-question": 3000,
    "progress-full": 2400,
    "replay-step": 2000,
    "compare-two": 2000,
}
"""The pages to look at, with a window in which each is seen whole: Streamlit scrolls inside it."""


@dataclass(frozen=True)
class Hall:
    """The served app, who is on stage, and a tab of each."""

    app: ServedApp
    cast: Cast
    new: Page
    busy: Page
    asked: list[str]
    refused: list[str]

    def open(self, scene: Scene) -> Page:
        """Open a scene in the light, wide look, and return its tab."""
        page = self.new if scene.new else self.busy
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 1280, "height": HIGH})
        if scene.page == "prepare" and not scene.new:
            page.goto("/")
            page.get_by_role("button", name="Try with a sample").click()
        else:
            path = "" if scene.page == "practise" else scene.page
            found = self.cast.interviews.get(scene.interview, scene.interview)
            page.goto(f"/{path}?id={found}" if found else f"/{path}")
        expect(page.get_by_text(scene.shows).first).to_be_visible()
        if scene.act is not None:
            scene.act(page)
        if scene.interview != "waiting":
            page.wait_for_function(IDLE)
        return page


@pytest.fixture(scope="module")
def hall(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """The program on data that was made before, with two people's tabs."""
    folder = tmp_path_factory.mktemp("stage")
    cast = furnish(folder)
    asked: list[str] = []
    refused: list[str] = []
    with ServedApp(folder).started() as app:
        let_hang(folder, cast)
        contexts = [_context(chromium, app, token) for token in (cast.new, cast.busy)]
        for context in contexts:
            context.on("request", lambda request: asked.append(request.url))
            context.on("response", lambda a: refused.extend([a.url] * (a.status >= BAD)))
        yield Hall(app, cast, contexts[0].new_page(), contexts[1].new_page(), asked, refused)
        for context in contexts:
            context.close()


def _context(chromium: Browser, app: ServedApp, token: str) -> BrowserContext:
    context = chromium.new_context(base_url=app.url)
    context.set_default_timeout(20_000)
    context.add_cookies([{"name": "rehearse", "value": token, "url": app.url}])
    return context


def test_every_page_of_the_navigation_has_scenes(hall: Hall) -> None:
    """A page that is added without a scene is found here, in the navigation or in its folder."""
    page = hall.open(SCENES[0])
    links = page.get_by_test_id("stTopNavLink")
    hrefs = [link.get_attribute("href") or "" for link in links.all()]
    named = {href.rstrip("/").removeprefix(hall.app.url).strip("/") for href in hrefs}
    script = (ROOT / "src" / "ui" / "app.py").read_text("utf-8")
    filed = {path.stem for path in (ROOT / "pages").glob("*.py") if path.stem in script}

    assert len(named) > 1
    assert {name or "practise" for name in named} | filed <= {scene.page for scene in SCENES}


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_a_page_can_be_read_by_everybody(hall: Hall, scene: Scene) -> None:
    """No violation in any look, a title of its own, one h1 and no heading left out."""
    page = hall.open(scene)
    page.evaluate(AXE_SCRIPT)

    found = [_looked_at(page, scheme, width) for scheme, width in LOOKS]

    if scene.name in PICTURED:
        _take_pictures(page, scene.name)
    assert not [told for look in found for told in look], scene.name
    assert not _of_one_name(page)
    assert re.fullmatch(r"\w[\w ]* · Rehearse", page.title())
    levels = page.evaluate(HEADINGS)
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in itertools.pairwise(levels))


def _of_one_name(page: Page) -> list[str]:
    """Return the names that several buttons have, or several links to different places."""
    found = NAMED.findall(page.locator("body").aria_snapshot())
    buttons = [name for kind, name, _ in found if kind == "button"]
    links = {(name, url) for kind, name, url in found if kind == "link"}
    names = Counter([*buttons, *(name for name, _ in links)])
    names["Open"] -= page.locator("[data-testid=stSelectbox] button").count()  # opens its list
    return [name for name, times in names.items() if times > 1 and name not in STREAMLITS_NAMES]


def _take_pictures(page: Page, name: str) -> None:
    """Keep a page in all four looks, to be looked at."""
    PICTURES.mkdir(exist_ok=True)
    for scheme, width in LOOKS:
        _look(page, scheme, width, PICTURED[name])
        page.screenshot(path=PICTURES / f"{name.partition('-')[0]}-{scheme}-{width}.png")


def _look(page: Page, scheme: str, width: int, height: int = HIGH) -> None:
    """Give the page a theme and a width, and wait until it has taken them."""
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.wait_for_function(SETTLED, arg=scheme)


def _looked_at(page: Page, scheme: str, width: int) -> list[str]:
    """Return what axe says of one look, and whether the page is too wide in it."""
    _look(page, scheme, width)
    only = [] if (scheme, width) in ALL_RULES else OTHER_RULES
    result: dict[str, Any] = page.evaluate(AXE, only)
    told = [
        f"{scheme} {width}: {one['impact']} {one['id']} {node['html'][:200]}"
        for one in result["violations"]
        for node in one["nodes"]
        if not _is_streamlits(one["id"], node["html"])
    ]
    if page.evaluate(TOO_WIDE):
        told.append(f"{scheme} {width}: wider than the window")
    return told


def _is_streamlits(rule: str, html: str) -> bool:
    """Say whether a violation lies in an element that only Streamlit could mend."""
    return any(rule == known and sign in html for known, sign in STREAMLITS_OWN)


@pytest.mark.parametrize("name", ["practise-practised", "prepare-plan", "report-ready"])
def test_a_page_fits_at_four_times_its_size(hall: Hall, name: str) -> None:
    """Nothing is cut at 320 px, which is 1280 at 400 %."""
    page = hall.open(next(scene for scene in SCENES if scene.name == name))

    page.set_viewport_size({"width": NARROWEST, "height": HIGH})

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert not page.evaluate(TOO_WIDE)


def test_no_request_leaves_the_machine(hall: Hall) -> None:
    """All that the walk above asked for came from the program, or from memory, and was there."""
    for scene in SCENES[:: len(SCENES) // 6]:
        hall.open(scene)  # alone, this test walks too

    outside = [
        url for url in hall.asked if not url.startswith((hall.app.url, "blob:", "data:", "about:"))
    ]
    assert len(hall.asked) > 100
    assert not outside
    assert not hall.refused


def test_a_file_that_cannot_be_made_says_why(hall: Hall) -> None:
    """In a sentence of ours, where the file was asked for."""
    page = hall.open(Scene("report", "huge", "huge", "Question by question"))
    page.get_by_test_id("stPopoverButton").click()

    page.get_by_test_id("stDownloadButton").get_by_role("button", name="PDF").click()

    expect(page.get_by_role("status").filter(has_text="Making the PDF file")).to_be_attached()
    expect(page.get_by_text("Download it as Word or Markdown")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Failed to generate")).not_to_be_visible()
