"""Freezes what the package `formulas` gives for the corpus, in `oracle.json` beside this file.

Run it by hand in an environment of its own (`pip install formulas==1.3.4 openpyxl`), from the root
of the project. The package brings scipy, and its licence is the EUPL: an oracle for development.
"""

import json
from pathlib import Path

import formulas  # type: ignore[import-not-found]

from tests.ai.graders.formula.corpus import FORMULAS, SHEET

PLACE = "'[book]SHEET'!{}"


def plain(value: object) -> bool | float | str:
    """Return a result as JSON holds it; an error is the text of its code."""
    found = getattr(value, "value", value)
    while isinstance(found, list) or hasattr(found, "tolist"):
        found = found[0] if isinstance(found, list) else found.tolist()
    if isinstance(found, bool):
        return found
    return float(found) if isinstance(found, int | float) else str(found)


def ask(formula: str) -> bool | float | str:
    """Return what the package gives, or how it failed."""
    cells = {PLACE.format(a): v for a, v in SHEET.items()} | {PLACE.format("Z1"): formula}
    try:
        solution = formulas.ExcelModel().from_dict(cells).calculate()
        return plain(solution[PLACE.format("Z1")])
    except Exception as problem:  # noqa: BLE001 - a failure is its answer
        return f"failed: {type(problem).__name__}"


if __name__ == "__main__":
    target = Path(__file__).with_name("oracle.json")
    found = {formula: ask(formula) for formula in FORMULAS}
    target.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
