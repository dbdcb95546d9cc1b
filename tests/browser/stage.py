"""Two people's data, made through the application before it is served.

One is new, the other has an interview in every state; clicking there would take minutes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from src.accounts.owners import new_token
from src.app import Application, Settings, build_application
from src.engine import InlineJobs
from src.kits import MemoryKits, write_kit
from src.models.content import Question
from src.models.enums import InterviewStatus, TurnKind, TurnState, WorkState
from src.models.grades import Report
from src.models.interview import Interview, Setup
from src.reports.exchange import to_json
from src.storage import open_store
from tests.factory import (
    PARTIAL,
    STRONG,
    choice_question,
    formula_question,
    kit,
    number_question,
    question,
    sql_question,
    turn,
)
from tests.reports.samples import report_file
from tests.shipped import SHIPPED

KEYED: dict[str, Question] = {
    "number": number_question(),
    "choice": choice_question(),
    "several": choice_question().model_copy(update={"expected": ("429", "503")}),
    "formula": formula_question("=SUM(B2:B6)"),
    "sql": sql_question("SELECT name FROM customers"),
    "code": question(
        "code-1", code="total = 0\nfor n in [1, 2]:\n    total += n", language="python"
    ),
}
ROLE = "backend"
"""A kit whose points the answers below meet."""
LONG = "line\n" * 6000
OTHERS_WORDS = (
    "我先看执行计划，然后更新统计信息。 أقرأ الخطة أولاً 🙂 I would read the query plan with "
    "explain analyze, and set an alert on slow queries so it can't come back."
)


@dataclass
class Cast:
    """Who is on stage: the tokens of their cookies, and the interviews by state."""

    new: str = field(default_factory=new_token)
    busy: str = field(default_factory=new_token)
    owner: str = ""
    interviews: dict[str, str] = field(default_factory=dict)


class Stage:
    """Makes one interview a state for the person who has practised."""

    def __init__(self, app: Application, owner: str) -> None:
        self.app = app
        self.owner = owner

    def begin(self, kit_id: str = "backend-engineer", count: int = 3, **fields: object) -> str:
        """Begin an interview and return its id."""
        title = self.app.kits.get(self.owner, kit_id).title
        values = {"role": title, "kit_id": kit_id, "question_count": count, "company": "Northwind"}
        setup = Setup.model_validate(values | fields)
        return self.app.interviews.begin(self.owner, setup).id

    def answer(self, found: str, *texts: str) -> None:
        """Answer whatever is open, one text after the other."""
        for text in texts:
            no = self.app.interviews.room(self.owner, found).next_no
            self.app.interviews.accept(self.owner, found, no, text, f"k{no}")

    def finished(self, *texts: str, **fields: object) -> str:
        """Answer, end, and return the interview's id."""
        found = self.begin(**fields)  # type: ignore[arg-type]
        self.answer(found, *texts)
        self.app.interviews.finish(self.owner, found)
        return found

    def paused(self) -> str:
        """Pause an interview after an answer that has a coach's note."""
        found = self.begin()
        self.answer(found, PARTIAL)
        self.app.interviews.pause(self.owner, found)
        return found

    def left(self) -> str:
        """Leave an interview idle."""
        found = self.begin()
        self._changed(found, status=InterviewStatus.ABANDONED)
        return found

    def filed(self) -> str:
        """Start an interview over."""
        found = self.begin()
        self.app.interviews.reset(self.owner, found)
        return found

    def failed_turn(self) -> str:
        """Keep an answer whose reply never came."""
        found = self.begin()
        no = self.app.interviews.room(self.owner, found).next_no
        lost = turn(no, interview_id=found, client_key="lost", state=TurnState.FAILED)
        with self.app.store.unit(write=True) as unit:
            unit.turns.accept(self.owner, lost)
            unit.turns.finish(self.owner, lost)
            unit.commit()
        return found

    def failed_report(self) -> str:
        """Fail to write a report."""
        found = self.finished(STRONG)
        self._reported(found, Report(state=WorkState.ERROR, error="The model server is away."))
        return found

    def ungraded(self) -> str:
        """Bring in a long report with skipped and ungraded questions and many skills."""
        return self.app.interviews.read_in(self.owner, to_json(report_file(20))).id

    def huge(self) -> str:
        """Bring in a report with more pages than a PDF may have."""
        return self.app.interviews.read_in(self.owner, to_json(report_file(10, LONG))).id

    def _changed(self, found: str, **fields: object) -> None:
        with self.app.store.unit(write=True) as unit:
            now: Interview = unit.interviews.get(self.owner, found)
            unit.interviews.save(self.owner, now.model_copy(update=fields))
            unit.commit()

    def _reported(self, found: str, report: Report) -> None:
        with self.app.store.unit(write=True) as unit:
            unit.records.save_report(self.owner, found, report)
            unit.commit()

    def all(self) -> Iterator[tuple[str, str]]:
        """Make every state there is."""
        told = (STRONG, PARTIAL, PARTIAL, "I'd restart it.", "I'd wait.", OTHERS_WORDS)
        yield "report", self.finished(*told, kit_id=ROLE, count=4)
        yield "one", self.finished(STRONG, kit_id=ROLE, count=1)
        yield "exam", self.finished(STRONG, PARTIAL, PARTIAL, mode="exam", count=2)
        yield "nothing", self.finished()
        yield "failed", self.failed_report()
        yield "long", self.ungraded()
        yield "huge", self.huge()
        yield "filed", self.filed()
        yield "left", self.left()
        yield "broken", self.failed_turn()
        for name in KEYED:
            yield name, self.begin(name, 1)
        panel = self.begin(panel=True)
        self.answer(panel, STRONG)
        yield "panel", panel
        yield "paused", self.paused()
        yield "open", self.begin()
        yield "waiting", self.begin()
        yield "written", self.finished(STRONG, count=1)
        noted = self.begin(ROLE)
        self.answer(noted, STRONG, PARTIAL)
        yield "noted", noted
        yield "kit", self.kit(count=4)
        yield "faulty", self.kit(level="nine")

    def kit(self, count: int = 1, level: object = 3) -> str:
        """Keep a kit of one's own, which a level that is no number leaves to be mended."""
        asked = {found.id: found for found in KEYED.values()}
        own = kit(*list(asked.values())[:count], question(), kit_id=f"kit-{count}", title="Mine")
        text = write_kit(own).replace("level: 3", f"level: {level}", 1)
        return self.app.editor.upload(self.owner, text.encode()).key


def furnish(data_dir: Path) -> Cast:
    """Make everybody's data in a folder that nobody serves yet."""
    settings = Settings(
        _env_file=None, data_dir=data_dir, openai_api_key=None, openai_base_url=None
    )
    kits = [*SHIPPED.all(), kit(kit_id=ROLE)]
    kits += [kit(found, kit_id=name, title=f"{name} role") for name, found in KEYED.items()]
    app = build_application(settings, jobs=InlineJobs(), kits=MemoryKits(kits))
    try:
        cast = Cast()
        cast.owner = app.owners.owner_of(cast.busy)
        app.owners.owner_of(cast.new)
        cast.interviews.update(Stage(app, cast.owner).all())
    finally:
        app.close()
    return cast


def let_hang(data_dir: Path, cast: Cast) -> None:
    """Leave a reply and a report under way, which the start of the program would have taken up."""
    store = open_store(None, data_dir)
    found = cast.interviews["waiting"]
    with store.unit(write=True) as unit:
        hanging = turn(1, interview_id=found, client_key="hanging", kind=TurnKind.ANSWER)
        unit.turns.accept(cast.owner, hanging)
        unit.records.save_report(cast.owner, cast.interviews["written"], Report())
        unit.commit()
    store.close()
