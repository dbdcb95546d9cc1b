"""`python -m src.evals.bench_graders`: what the lexical grader takes for 100 words."""

import time
from statistics import median

from src.ai.graders import LexicalGrader
from src.evals.bench_tools import spread, tell
from src.evals.cases import case_of
from src.evals.material import material
from src.evals.quality import FROZEN

ROUNDS = 40
WORDS = 100


def graders() -> None:
    """Measure answers of 100 words to every open question of the frozen set, reworded each time."""
    grade = LexicalGrader().grade
    times = []
    for number in range(ROUNDS):
        for asked in material(FROZEN):
            case = case_of(asked.row)
            if case.question is None:
                continue
            answer = _of_length(f"{asked.best} Case {number} was like that.")
            began = time.process_time()
            grade(case.question, [answer], reference=case.reference)
            times.append((time.process_time() - began) * 1000)
    told = f"{median(times):.1f} ms"
    tell("lexical grade of 100 words, processor, p50", told, "<= 5 ms", spread(times))


def _of_length(text: str) -> str:
    said = text.split()
    return " ".join((said * (WORDS // len(said) + 1))[:WORDS])


if __name__ == "__main__":
    graders()
