"""`python -m src.evals.quality [DATA...]`: how good the graders are without a model, in figures.

DATA are files of human-scored answers (`score` from 0 to 1; see `src.evals.agreement`), of attacks
(`surface`, `text`) and of honest texts (`label` 0, `text`). Without DATA the small frozen set of
the tests is used. Each run is kept; `python -m src.evals.compare A B` compares two.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from src.ai.graders.guards import guard
from src.app import Settings
from src.errors import InputError
from src.evals.agreement import agreement, judge
from src.evals.canary import canaries, canary
from src.evals.cases import Row, case_of, read_rows
from src.evals.gaming import gaming
from src.evals.gap import gap, twins
from src.evals.lines import Line, as_markdown, as_text, mean_line
from src.evals.material import material
from src.evals.runs import ROOT, kept, made
from src.evals.stability import stability

FROZEN = ROOT / "tests" / "evals" / "data" / "frozen.jsonl"
TWINS = ROOT / "tests" / "evals" / "data" / "gap.jsonl"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"


@dataclass
class Given:
    """The files named on the command line, by what they hold."""

    scored: list[Path] = field(default_factory=list)
    attacks: list[str] = field(default_factory=list)
    honest: list[Row] = field(default_factory=list)


def sorted_out(paths: Sequence[Path]) -> Given:
    """Return the files by what their first row holds; a missing one raises with its name."""
    given = Given()
    for path in paths:
        if not path.is_file():
            raise InputError(f"DATA: there is no file {path}.")
        rows = [row for _, row in read_rows(path)]
        if not rows:
            raise InputError(f"DATA: {path} holds no rows.")
        if "score" in rows[0]:
            given.scored.append(path)
        elif "surface" in rows[0]:
            given.attacks += [str(row["text"]) for row in rows if row.get("surface") == "answer"]
        elif "text" in rows[0]:
            given.honest += [_honest(row) for row in rows]
        else:
            raise InputError(f"DATA: {path} holds neither `score` nor `surface` nor `text`.")
    return given


def measured(given: Given) -> list[Line]:
    """Return all figures: agreement by file, and the suites on the frozen set and on the files."""
    frozen = material(FROZEN)
    lines: list[Line] = []
    for path in given.scored or [FROZEN]:
        lines += agreement(judge(path), f"agreement, {path.name}")
    for path in [FROZEN, *given.scored]:
        asked = frozen if path == FROZEN else material(path)
        lines += [_named(line, path) for line in (*gaming(asked), *stability(asked, given.attacks))]
    lines += gap(twins(TWINS))
    if given.honest:
        lines.append(
            mean_line(
                "honest texts",
                "sentences kept from earning, share",
                [_kept_out(row) for row in given.honest],
                most=0.02,
            )
        )
    return lines


def _named(line: Line, path: Path) -> Line:
    return Line(**{**line.stored(), "group": f"{line.group}, {path.name}"})  # type: ignore[arg-type]


def _honest(row: Mapping[str, object]) -> Row:
    asked = str(row.get("question") or "Tell me about your work.")
    return Row(id=str(row.get("id", "")), question=asked, answer=str(row["text"]))


def _kept_out(row: Row) -> float:
    """Return 1 when a guard takes something of an honest text for words to the grader."""
    case = case_of(row)
    if case.question is None:
        return 0.0
    return float("instructions" in guard(case.question, [case.answer]).flags)


def written(table: str, path: Path) -> None:
    """Put the table between the two marks of a document, or raise `InputError`."""
    text = path.read_text("utf-8")
    if BEGIN not in text or END not in text:
        raise InputError(f"{path} has no marks {BEGIN} and {END}.")
    before, _, rest = text.partition(BEGIN)
    path.write_text(f"{before}{BEGIN}\n{table}{END}{rest.partition(END)[2]}", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print and keep a run."""
    parser = argparse.ArgumentParser(prog="python -m src.evals.quality", description=__doc__)
    parser.add_argument("data", nargs="*", type=Path, metavar="DATA")
    parser.add_argument("--runs", type=Path, help="folder of the runs; by default DATA_DIR/evals")
    parser.add_argument("--write", type=Path, help="document whose table is renewed")
    chosen = parser.parse_args(arguments)
    try:
        given = sorted_out(chosen.data)
        found = canaries(FROZEN)
        lines = [*canary(found), *measured(given)]
        folder = chosen.runs or Settings().data_dir / "evals"
        path = kept(made(lines, found, [FROZEN, TWINS, *chosen.data]), folder)
        if chosen.write:
            written(as_markdown(lines), chosen.write)
    except (InputError, OSError, UnicodeDecodeError) as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    sys.stdout.write(f"{as_text(lines)}\nkept in {path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
