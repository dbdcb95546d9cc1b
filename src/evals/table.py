"""`python -m src.evals.table`: simulated interviews of every persona, as a table by persona."""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean

from src.app import DATA
from src.evals.personas import load_candidates
from src.evals.simulate import Run, simulate
from src.kits import FolderKits
from src.models.enums import EventKind, InterviewStatus, ResponseType, TurnKind
from src.text import normalise

KITS = ("backend-engineer", "behavioural", "data-analyst")
SEEDS = 5
QUESTIONS = 5


@dataclass(frozen=True)
class Figures:
    """What one run showed. `ended` is False for a run that was left open."""

    persona: str
    kit: str
    seed: int
    score: float | None
    follow_ups: int
    probes: int
    repeats: int
    hints: int
    watchdogs: int
    turns: int
    ended: bool


def figures_of(run: Run) -> Figures:
    """Return the figures of a run."""
    replies = [t.reply for t in run.room.turns if t.reply]
    follow_ups = [r for r in replies if r.response_type is ResponseType.FOLLOW_UP]
    clashes = [e for e in run.events if e.data.get("what") == "contradiction"]
    about = {str(e.data["about"]) for e in clashes}
    return Figures(
        persona=run.persona,
        kit=run.kit,
        seed=run.seed,
        score=run.score,
        follow_ups=len(follow_ups),
        probes=sum(str(r.metadata.get("label")) in about for r in follow_ups),
        repeats=repeats_in(run),
        hints=sum(t.kind is TurnKind.HINT for t in run.room.turns),
        watchdogs=sum(e.kind is EventKind.WATCHDOG for e in run.events),
        turns=len(run.room.turns),
        ended=run.room.interview.status is InterviewStatus.COMPLETED,
    )


def repeats_in(run: Run) -> int:
    """Return how often something was asked twice: a question, or one point of a question."""
    ids = [q.question.id for q in run.room.questions]
    asked = [
        (t.position, t.take, normalise(str(t.reply.metadata.get("label"))))
        for t in run.room.turns
        if t.reply and t.reply.response_type is ResponseType.FOLLOW_UP
    ]
    return len(ids) - len(set(ids)) + len(asked) - len(set(asked))


def run_all(
    personas: Sequence[str], kits: Sequence[str], seeds: int, questions: int
) -> list[Figures]:
    """Return the figures of every persona on every kit and seed."""
    known = load_candidates(DATA / "personas")
    shared = FolderKits(DATA / "kits")
    return [
        figures_of(simulate(known[name], kit, questions, seed, kits=shared))
        for name in personas
        for kit in kits
        for seed in range(1, seeds + 1)
    ]


_COLUMNS: tuple[tuple[str, Callable[[Sequence[Figures]], str]], ...] = (
    ("runs", lambda rows: str(len(rows))),
    ("score", lambda rows: _spread([r.score for r in rows if r.score is not None])),
    ("follow-ups", lambda rows: f"{fmean(r.follow_ups for r in rows):.1f}"),
    ("probed", lambda rows: f"{sum(r.probes > 0 for r in rows) / len(rows):.0%}"),
    ("repeats", lambda rows: str(sum(r.repeats for r in rows))),
    ("hints", lambda rows: f"{fmean(r.hints for r in rows):.1f}"),
    ("watchdogs", lambda rows: str(sum(r.watchdogs for r in rows))),
    ("turns", lambda rows: f"{fmean(r.turns for r in rows):.1f}"),
)


def _spread(scores: Sequence[float]) -> str:
    return f"{fmean(scores):.1f} ({min(scores):.1f}–{max(scores):.1f})" if scores else "–"


def told(figures: Sequence[Figures]) -> str:
    """Return the table by persona, best first."""
    names = dict.fromkeys(f.persona for f in figures)
    lines = [["persona", *(title for title, _ in _COLUMNS)]]
    for name in names:
        rows = [f for f in figures if f.persona == name]
        lines.append([name, *(show(rows) for _, show in _COLUMNS)])
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Simulate and print the table."""
    parser = argparse.ArgumentParser(prog="python -m src.evals.table", description=__doc__)
    parser.add_argument("--kits", nargs="*", default=list(KITS))
    parser.add_argument("--seeds", type=int, default=SEEDS)
    parser.add_argument("--questions", type=int, default=QUESTIONS)
    chosen = parser.parse_args(arguments)
    personas = list(load_candidates(DATA / "personas"))
    figures = run_all(personas, chosen.kits, chosen.seeds, chosen.questions)
    sys.stdout.write(f"{told(figures)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
