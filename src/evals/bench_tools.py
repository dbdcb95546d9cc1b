"""What benches share: a line of the table, times, and programs of ours beside this one."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
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


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_up(url: str) -> bool:
    """Say whether an address answers with success."""
    try:
        return fetched(url) is not None
    except (OSError, urllib.error.URLError):
        return False


def fetched(url: str) -> bytes:
    """Return what an address of this machine answers."""
    with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - our own http addresses
        return bytes(answer.read())


def wait_for(url: str) -> float:
    """Wait until an address answers and return the seconds that it took."""
    began = time.monotonic()
    while not is_up(url):
        if time.monotonic() - began > WAIT_S:
            raise TimeoutError(url)
        time.sleep(0.01)
    return time.monotonic() - began


@contextmanager
def process(*command: str, **env: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a program of ours while the block lasts."""
    made = subprocess.Popen(  # noqa: S603 - our own programs
        [sys.executable, *command],
        cwd=ROOT,
        env=os.environ | env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield made
    finally:
        made.kill()
        made.wait()


@contextmanager
def model_server(**pace: float) -> Iterator[str]:
    """Run the tests' model server and give its base URL."""
    port = free_port()
    options = [f"--{name.replace('_', '-')}={value}" for name, value in pace.items()]
    with process("-m", "tests.model_server", f"--port={port}", *options):
        wait_for(f"http://127.0.0.1:{port}/sent")
        yield f"http://127.0.0.1:{port}/v1"


def timed(work: Callable[[], object]) -> float:
    """Return how many milliseconds something takes."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000
