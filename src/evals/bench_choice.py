"""`python -m src.evals.bench_choice`: ten of four hundred questions, by words and meaning."""

import random
import time
from statistics import median

from src.ai.orchestrator.meaning import lines_of
from src.config import ROOT
from src.evals.bench_tools import spread, tell
from src.gateway.embedding import unit_vector
from src.kits import FolderKits, choose, nearness
from src.models.documents import Profile, Requirement
from src.models.enums import InterviewType, MatchState

ROUNDS = 30
QUESTIONS, LINES, NUMBERS = 400, 12, 512


def choices() -> None:
    """Measure both clocks with vectors as the database gives them, numpy loaded before."""
    every = [q for kit in FolderKits(ROOT / "data" / "kits").all() for q in kit.questions]
    pool = every[:QUESTIONS]
    profile = Profile(
        requirements=tuple(
            Requirement(text=q.text[:120], must=True, match=MatchState.NOT_FOUND)
            for q in random.Random(1).sample(every, LINES)  # noqa: S311
        )
    )
    draw = random.Random(2)  # noqa: S311 - figures to multiply, not secrets
    asked = {q.id: unit_vector([draw.gauss(0, 1) for _ in range(NUMBERS)]) for q in pool}
    lines = lines_of(profile)
    told = {line: unit_vector([draw.gauss(0, 1) for _ in range(NUMBERS)]) for line in lines}
    nearness(asked, told)
    times, waited = [], []
    for _ in range(ROUNDS):
        began, since = time.process_time(), time.perf_counter()
        near = nearness(asked, told)
        chosen = choose(
            pool,
            count=10,
            minutes=None,
            level=3,
            profile=profile,
            types=InterviewType.MIXED,
            near=near,
        )
        times.append((time.process_time() - began) * 1000)
        waited.append((time.perf_counter() - since) * 1000)
        assert len(chosen) == 10  # noqa: PLR2004, S101 - what is measured must be the whole work
    words = f"choice of 10 from {QUESTIONS}, {LINES} lines, {NUMBERS} numbers"
    tell(f"{words}, processor, p50", f"{median(times):.1f} ms", "<= 20 ms", spread(times))
    tell(f"{words}, wall, p50", f"{median(waited):.1f} ms", "", spread(waited))


if __name__ == "__main__":
    choices()
