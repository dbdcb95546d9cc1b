"""`python -m src.evals.bench_kits`: loading all kits, and choosing ten questions out of them."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from src.app import DATA
from src.evals.bench_tools import spread, tell
from src.kits import FolderKits, choose
from src.models.documents import Profile, Requirement
from src.models.enums import InterviewType, MatchState

LOADS, CHOICES, CHOSEN = 15, 40, 10
WANTED = ("SQL and data modelling", "Incident response on call", "Talking with difficult customers")


def kits() -> None:
    """Measure the first load, the load from the cache, and the choice, each with its spread."""
    folder = DATA / "kits"
    first = [_spent(FolderKits(folder).all) for _ in range(LOADS)]
    tell(
        "load all kits, first time, processor, p50",
        f"{median(first):.0f} ms",
        "<= 150 ms",
        spread(first),
    )
    with tempfile.TemporaryDirectory() as made:
        cache = Path(made) / "kits.json"
        FolderKits(folder, cache).all()
        again = [_spent(FolderKits(folder, cache).all) for _ in range(LOADS)]
    tell(
        "load all kits, from the cache, processor, p50",
        f"{median(again):.0f} ms",
        "",
        spread(again),
    )
    _choosing()


def _spent(work: Callable[[], object]) -> float:
    """Return the milliseconds of processor that something takes, however busy the machine is."""
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


def _choosing() -> None:
    pool = [question for kit in FolderKits(DATA / "kits").all() for question in kit.questions]
    found = tuple(Requirement(text=t, must=True, match=MatchState.NOT_FOUND) for t in WANTED)
    profile = Profile(skills=("python", "sql"), requirements=found)

    def chosen() -> None:
        choose(
            pool,
            count=CHOSEN,
            minutes=None,
            level=3,
            profile=profile,
            types=InterviewType.MIXED,
        )

    times = [_spent(chosen) for _ in range(CHOICES)]
    name = f"choose {CHOSEN} of {len(pool)} questions, processor, p50"
    tell(name, f"{median(times):.1f} ms", "<= 20 ms", spread(times))


if __name__ == "__main__":
    kits()
