"""`python -m src.evals.compare A B`: which figures moved between two runs beyond their spread."""

import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean

from src.errors import InputError
from src.evals.runs import Run, read

MEAN_SHIFT, ITEM_SHIFT = 0.5, 2.0
"""By how much the frozen answers may move, on average and each, before it is an alarm."""


def compared(before: Run, after: Run) -> str:
    """Return a table of the figures that both have, moved ones marked, and what differs else."""
    first = {line.key: line for line in before.lines}
    told = [_head(before, after)]
    for line in after.lines:
        old = first.get(line.key)
        if old is None:
            told.append(f"new      {line.key}: {line.value:.3f}")
            continue
        moved = abs(line.value - old.value) > max(line.spread, old.spread, 1e-9)
        told.append(
            f"{'moved' if moved else '':8} {line.key}: {old.value:.3f} → {line.value:.3f}"
            f"  ({line.value - old.value:+.3f}, spread {max(line.spread, old.spread):.3f})"
        )
    gone = first.keys() - {line.key for line in after.lines}
    told += [f"gone     {key}" for key in sorted(gone)]
    return "\n".join([*told, *_alarms(before, after)]) + "\n"


def _head(before: Run, after: Run) -> str:
    told = [f"{before.commit[:8]} ({before.at:%Y-%m-%d %H:%M}) → "]
    told.append(f"{after.commit[:8]} ({after.at:%Y-%m-%d %H:%M})")
    told += [
        f"; {name} differ"
        for name in ("model", "prompts", "settings", "data")
        if getattr(before, name) != getattr(after, name)
    ]
    return "".join(told)


def _alarms(before: Run, after: Run) -> list[str]:
    both = sorted(before.canaries.keys() & after.canaries.keys())
    if not both:
        return []
    shifts = {name: after.canaries[name] - before.canaries[name] for name in both}
    mean = fmean(shifts.values())
    told = [
        f"alarm    canary {name} moved by {shift:+.1f}"
        for name, shift in shifts.items()
        if abs(shift) > ITEM_SHIFT
    ]
    if abs(mean) > MEAN_SHIFT:
        told.append(f"alarm    the canaries' mean moved by {mean:+.2f}")
    return told


def main(arguments: Sequence[str]) -> int:
    """Compare two stored runs."""
    if len(arguments) != 2:  # noqa: PLR2004 - two runs are compared
        sys.stderr.write("usage: python -m src.evals.compare A.json B.json\n")
        return 2
    try:
        before, after = (read(Path(name)) for name in arguments)
    except (InputError, OSError) as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    sys.stdout.write(compared(before, after))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
