"""`python -m src.evals.grade --in X.jsonl --out Y.jsonl`: grades rows without a model.

Exit code 2 and a sentence when a line can't be read; nothing is written then.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from src.ai.graders import LexicalGrader, QuickGraders
from src.errors import InputError
from src.evals.cases import Case, read_cases
from src.models.grades import Grade


def grade_case(case: Case) -> Grade:
    """Return the grade of a case."""
    if case.reference is None or case.question.kind.is_keyed:
        return QuickGraders().grade(case.question, [case.answer])
    return LexicalGrader().grade(case.question, [case.answer], reference=case.reference)


def line_of(case: Case, grade: Grade) -> dict[str, object]:
    """Return what is written for a case; covered and missed are the points' labels."""
    return {
        "id": case.id,
        "score": grade.score,
        "confidence": grade.confidence,
        "covered": list(grade.covered),
        "missed": list(grade.missed),
        "evidence": list(grade.evidence),
        "flags": list(grade.flags),
        "reason": grade.reason or grade.rationale,
        "grader": str(grade.grader),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Grade a file of rows into another."""
    parser = argparse.ArgumentParser(prog="python -m src.evals.grade", description=__doc__)
    parser.add_argument("--in", dest="source", type=Path, required=True)
    parser.add_argument("--out", dest="target", type=Path, required=True)
    chosen = parser.parse_args(arguments)
    try:
        lines = [line_of(case, grade_case(case)) for case in read_cases(chosen.source)]
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        chosen.target.write_text(text, encoding="utf-8")
    except (InputError, OSError, UnicodeDecodeError) as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    sys.stdout.write(f"{len(lines)} graded into {chosen.target}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
