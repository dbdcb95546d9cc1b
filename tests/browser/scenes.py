"""Every page in every state that somebody can be in, with the way there."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

Act = Callable[[Page], None]


@dataclass(frozen=True)
class Scene:
    """A state of a page: its interview by name, whose it is, and what is opened on it."""

    page: str
    state: str
    interview: str = ""
    shows: str = ""
    act: Act | None = None
    new: bool = False

    @property
    def name(self) -> str:
        """Return the scene's name, for tests and pictures."""
        return f"{self.page}-{self.state}"


def press(label: str) -> Act:
    """Return what presses a button by its name."""
    return lambda page: page.get_by_role("button", name=label).first.click()


def unfold(words: str) -> Act:
    """Return what opens a fold by words on it."""
    return lambda page: page.locator("summary").filter(has_text=words).first.click()


def with_sample(page: Page) -> None:
    """Go on with the sample's documents to the plan."""
    press("Show what was read and the plan")(page)
    page.get_by_role("button", name="Start the interview").wait_for()


def edited(page: Page) -> None:
    """Open the plan's own buttons."""
    with_sample(page)
    page.get_by_text("Edit the plan").click()
    page.get_by_role("button", name="Remove").first.wait_for()


def from_menu(choice: str) -> Act:
    """Return what asks before a run is ended or begun anew."""

    def act(page: Page) -> None:
        press("More")(page)
        page.get_by_text(choice, exact=True).click()
        page.get_by_role("dialog").wait_for()

    return act


def menu(page: Page) -> None:
    """Open the menu of the interview."""
    press("More")(page)
    page.get_by_text("Skip this question", exact=True).wait_for()


def first_question(page: Page) -> None:
    """Open the first question of a report, and all folds that are quiet."""
    unfold("1 ·")(page)
    page.get_by_role("button", name="Contest the grade").first.wait_for()


def delete(page: Page) -> None:
    """Ask to delete an interview."""
    press("Delete")(page)
    page.get_by_role("dialog").wait_for()


def show(view: str) -> Act:
    """Return what shows another side of a kit."""
    return lambda page: page.get_by_text(view, exact=True).click()


def read(page: Page) -> None:
    """Open the first question of a kit."""
    unfold("Level 3 ·")(page)
    page.get_by_text("Our grader gives it").first.wait_for()


QUESTION = "Level 3 of 5"
SCENES = (
    Scene("practise", "new", shows="Start practising", new=True),
    Scene("practise", "practised", shows="Your practice"),
    Scene("prepare", "documents", shows="Or paste its text", new=True),
    Scene("prepare", "sample", shows="The text that was read"),
    Scene("prepare", "plan", shows="Use another", act=with_sample),
    Scene("prepare", "edited", shows="Use another", act=edited),
    Scene("kits", "new", shows="None yet.", new=True),
    Scene("kits", "shelf", shows="Not saved yet"),
    Scene("kits", "shipped", "nurse", "A shipped kit."),
    Scene("kits", "read", "kit", "Start an interview with it", read),
    Scene("kits", "check", "kit", "Start an interview with it", show("Check")),
    Scene("kits", "edit", "kit", "Start an interview with it", show("Edit")),
    Scene("kits", "file", "kit", "Start an interview with it", show("Whole file")),
    Scene("kits", "delete", "kit", "Start an interview with it", delete),
    Scene("kits", "faulty", "faulty", "to mend before"),
    Scene("interview", "none", shows="No interview is open", new=True),
    Scene("interview", "open", "open", "Let me think"),
    Scene("interview", "menu", "open", "Let me think", menu),
    Scene("interview", "asked", "open", "Let me think", from_menu("Start over")),
    Scene("interview", "noted", "noted", "Coach"),
    Scene("interview", "coach", "noted", "Coach", unfold("Coach")),
    Scene("interview", "waiting", "waiting", "Let me think"),
    Scene("interview", "broken", "broken", "Try again"),
    Scene("interview", "number", "number", "Your result"),
    Scene("interview", "choice", "choice", "Your choice"),
    Scene("interview", "several", "several", "Choose all"),
    Scene("interview", "formula", "formula", "Your formula"),
    Scene("interview", "sql", "sql", "Your query"),
    Scene("interview", "code", "code", "Let me think"),
    Scene("interview", "panel", "panel", "Let me think"),
    Scene("interview", "paused", "paused", "Both clocks stand"),
    Scene("interview", "left", "left", "You left this interview"),
    Scene("interview", "over", "report", "This interview is over"),
    Scene("interview", "filed", "filed", "started this run over"),
    Scene("interview", "elsewhere", "nobody's", "Not found"),
    Scene("report", "none", shows="No report yet", new=True),
    Scene("report", "ready", "report", "Question by question"),
    Scene("report", "question", "report", "Question by question", first_question),
    Scene("report", "download", "report", "Question by question", press("Download")),
    Scene("report", "one", "one", "Question by question"),
    Scene("report", "nothing", "nothing", "not graded"),
    Scene("report", "long", "long", "Question by question"),
    Scene("report", "written", "written", "You can leave this page"),
    Scene("report", "failed", "failed", "Your answers and grades are saved"),
    Scene("report", "goes-on", "open", "The interview goes on"),
    Scene("report", "filed", "filed", "started this run over"),
    Scene("progress", "empty", shows="Nothing practised yet", new=True),
    Scene("progress", "full", shows="Interviews"),
    Scene("progress", "delete", shows="Interviews", act=delete),
    Scene("progress", "import", shows="Interviews", act=unfold("Import a report")),
    Scene("replay", "none", shows="Nothing to replay", new=True),
    Scene("replay", "step", "report", "The beginning."),
    Scene("replay", "last", "report", "The beginning.", press("Last")),
    Scene("replay", "goes-on", "open", "when it has ended"),
    Scene("compare", "one", shows="One interview is too few", new=True),
    Scene("compare", "two", shows="Back to progress"),
)
