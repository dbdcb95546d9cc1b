"""What the benches share: an application of their own, a stopwatch, and how a figure is told."""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from pydantic import SecretStr

from src.app import Application, Settings, build_application

OWNER = "bench"
MODEL = "bench-model"
WAIT_S = 60.0


def p95(values: Sequence[float]) -> float:
    """Return the 95th percentile."""
    return sorted(values)[min(len(values) - 1, round(0.95 * (len(values) - 1)))]


def spread(values: Sequence[float], unit: str = "ms") -> str:
    """Return minimum, median, 95th percentile, maximum and count in one line."""
    low, high = min(values), max(values)
    middle, late = median(values), p95(values)
    digits = 1 if unit == "ms" else 3
    told = zip(("min", "p50", "p95", "max"), (low, middle, late, high), strict=True)
    return "  ".join(f"{n} {v:.{digits}f}" for n, v in told) + f" {unit} (n={len(values)})"


def tell(name: str, figure: str, aim: str, detail: str = "") -> None:
    """Print one line of the table with the machine's load."""
    load = os.getloadavg()[0]
    sys.stdout.write(f"{name:44} {figure:>12}   aim {aim:12} load {load:.2f}  {detail}\n")
    sys.stdout.flush()


@contextmanager
def application(url: str | None) -> Iterator[Application]:
    """Build the real application on a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        key = SecretStr("sk-bench") if url else None
        settings = Settings(
            _env_file=None,
            data_dir=Path(folder),
            openai_base_url=url,
            openai_api_key=key,
            openai_model=MODEL,
            model_calls_per_hour=100_000,
        )
        app = build_application(settings)
        try:
            yield app
        finally:
            app.close()


def timed(work: Callable[[], object]) -> float:
    """Return how many milliseconds something takes."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def settle(app: Application, interview_id: str, turn_no: int) -> None:
    """Wait until a turn is replied to."""
    workflow = f"turn/{interview_id}/{turn_no}/1"
    app.jobs.wait(workflow, WAIT_S)
