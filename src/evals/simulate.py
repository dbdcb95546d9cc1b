"""`python -m src.evals.simulate --persona NAME --kit ID --questions N --seed S --out run.json`.

One whole interview by a scripted candidate through the same orchestrator as the pages, without a
key unless one is set; the last line printed is the overall score. `--kit` may name a YAML file.
The same seed gives the same interview, word for word, without a model.
"""

import argparse
import hashlib
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from pydantic import JsonValue

from src.app import DATA, Application, Replacements, build_application
from src.config import Settings, load_settings
from src.engine import InlineJobs, RecordedListeners
from src.errors import RehearseError
from src.evals.personas import Act, ActKind, Scripted, load_candidates
from src.kits import FolderKits, MemoryKits, read_kit
from src.models.content import Kit
from src.models.enums import InterviewStatus
from src.models.interview import Event, Setup
from src.models.persona import Candidate
from src.models.views import ReportView, Room
from src.ports import ModelGateway, ShippedKits
from src.storage import MemoryStore

OWNER = "simulation"
MOST_ACTS = 200
"""Far more than an interview takes; a run that needs more is stuck."""
BEGIN = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


class SteppedClock:
    """A clock that the simulation moves, so that runs are the same whenever they are made."""

    def __init__(self) -> None:
        self._passed_s = 0.0

    def now(self) -> datetime:
        """Return the simulated time."""
        return BEGIN + timedelta(seconds=self._passed_s)

    def monotonic(self) -> float:
        """Return the simulated seconds."""
        return self._passed_s

    def advance(self, seconds: float) -> None:
        """Move on."""
        self._passed_s += seconds


@dataclass(frozen=True)
class Run:
    """A finished simulated interview."""

    persona: str
    kit: str
    seed: int
    room: Room
    view: ReportView
    events: tuple[Event, ...]

    @property
    def score(self) -> float | None:
        """The overall score."""
        return self.view.report.overall.score if self.view.report else None


class StuckError(RehearseError):
    """A simulated interview did not come to its end."""


def simulate(
    persona: Candidate,
    kit_id: str,
    questions: int,
    seed: int,
    *,
    kits: ShippedKits | None = None,
    settings: Settings | None = None,
    gateway: ModelGateway | None = None,
    **setup: object,
) -> Run:
    """Return a whole interview by a scripted candidate; raises `StuckError` if it never ends."""
    with tempfile.TemporaryDirectory() as folder:
        clock = SteppedClock()
        parts: Replacements = {
            "store": MemoryStore(),
            "jobs": InlineJobs(),
            "listeners": RecordedListeners(),
            "kits": kits or FolderKits(DATA / "kits"),
            "clock": clock,
            "new_id": ids_by(f"{persona.id}/{kit_id}/{seed}"),
        }
        if gateway is not None:
            parts["gateway"] = gateway
        app = build_application(settings or _without_a_model(Path(folder)), **parts)
        try:
            chosen = {"role": app.kits.get(OWNER, kit_id).role, "kit_id": kit_id} | setup
            wanted = Setup.model_validate({**chosen, "question_count": questions})
            return _conduct(app, clock, Scripted(persona, seed), wanted, seed)
        finally:
            app.close()


def _without_a_model(folder: Path) -> Settings:
    return Settings(_env_file=None, data_dir=folder, openai_api_key=None, openai_base_url=None)


def ids_by(seed: str) -> Callable[[], str]:
    """Return a maker of ids that are the same in every run of a seed."""
    numbers = count()
    return lambda: hashlib.sha256(f"{seed}/{next(numbers)}".encode()).hexdigest()[:32]


def _conduct(
    app: Application, clock: SteppedClock, candidate: Scripted, setup: Setup, seed: int
) -> Run:
    interviews = app.interviews
    interview = interviews.begin(OWNER, setup)
    for _ in range(MOST_ACTS):
        room = interviews.room(OWNER, interview.id)
        if room.interview.status is not InterviewStatus.ACTIVE:
            break
        act = candidate.act(room)
        clock.advance(candidate.seconds_for(act.text))
        _do(app, room, act)
    else:
        raise StuckError(f"{candidate.persona.id} on {setup.kit_id}: no end after {MOST_ACTS} acts")
    with app.store.unit() as unit:
        events = unit.records.events(OWNER, interview.id)
    view = interviews.report(OWNER, interview.id)
    return Run(candidate.persona.id, str(setup.kit_id), seed, room, view, events)


def _do(app: Application, room: Room, act: Act) -> None:
    interview_id, number = room.interview.id, room.next_no
    key = f"act-{number}"
    if act.kind is ActKind.HINT:
        app.interviews.hint(OWNER, interview_id, number, key)
    elif act.kind is ActKind.SKIP:
        app.interviews.skip(OWNER, interview_id, number, key)
    else:
        app.interviews.accept(OWNER, interview_id, number, act.text, key)


def told(run: Run) -> dict[str, JsonValue]:
    """Return a run as `run.json` holds it."""
    report = run.view.report
    overall = report.overall if report else None
    return {
        "kit": run.kit,
        "persona": run.persona,
        "seed": run.seed,
        "overall": {
            "score": overall.score if overall else None,
            "confidence": overall.confidence if overall else 0.0,
            "graded": overall.graded if overall else 0,
            "ungraded": overall.ungraded if overall else 0,
        },
        "skills": [s.model_dump(mode="json") for s in report.skills] if report else [],
        "turns": [t.model_dump(mode="json") for t in run.room.turns],
        "events": [e.model_dump(mode="json") for e in run.events],
        "usage": report.statistics.model_dump(mode="json") if report else {},
    }


def kits_for(named: str) -> tuple[ShippedKits, Kit]:
    """Return the kits with the one that is named by id or by its file."""
    shipped = FolderKits(DATA / "kits")
    path = Path(named)
    if path.suffix in {".yaml", ".yml"}:
        kit = read_kit(path.read_text("utf-8"))
        others = [k for k in shipped.all() if k.id != kit.id]
        return MemoryKits([kit, *others]), kit
    return shipped, shipped.get(named)


def main(arguments: Sequence[str] | None = None) -> int:
    """Simulate one interview and write it down."""
    parser = argparse.ArgumentParser(prog="python -m src.evals.simulate", description=__doc__)
    parser.add_argument("--persona", required=True)
    parser.add_argument("--kit", required=True)
    parser.add_argument("--questions", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args(arguments)
    try:
        personas = load_candidates(DATA / "personas")
        if chosen.persona not in personas:
            sys.stderr.write(
                f"There is no persona {chosen.persona}; there are {', '.join(personas)}.\n"
            )
            return 2
        kits, kit = kits_for(chosen.kit)
        run = simulate(
            personas[chosen.persona],
            kit.id,
            chosen.questions,
            chosen.seed,
            kits=kits,
            settings=load_settings(),
        )
        chosen.out.write_text(json.dumps(told(run), ensure_ascii=False, indent=1), "utf-8")
    except (RehearseError, OSError, ValueError) as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    sys.stdout.write(f"{'not graded' if run.score is None else f'{run.score:.1f}'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
