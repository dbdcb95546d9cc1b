"""The real program as a child process, for tests that need one."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
START_S = 60.0


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class ServedApp:
    """`python main.py` with a folder of its own; it can be killed and started again."""

    def __init__(self, data_dir: Path, **env: str) -> None:
        self.data_dir = data_dir
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = data_dir / "served.log"
        self._env = env
        self._process: subprocess.Popen[bytes] | None = None

    @contextlib.contextmanager
    def started(self) -> Iterator["ServedApp"]:
        """Serve inside the block, and stop at its end."""
        self.start()
        try:
            yield self
        finally:
            self.stop()

    def start(self) -> None:
        """Start the program and wait until it is healthy."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "main.py"],
                cwd=ROOT,
                env=self.environment(),
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        deadline = time.monotonic() + START_S
        while self.get("/healthz")[0] != 200:
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise RuntimeError(f"The program did not start:\n{self.log.read_text()}")
            time.sleep(0.05)

    def environment(self) -> dict[str, str]:
        """Return the child's environment: ours without keys, with this app's places."""
        ours = {k: v for k, v in os.environ.items() if not k.startswith(("OPENAI_", "COV_"))}
        places = {"DATA_DIR": str(self.data_dir), "HOST": "127.0.0.1", "PORT": str(self.port)}
        # Without bytecode on disk each start would compile the program anew.
        always = {"ENV_FILE": os.devnull, "PYTHONDONTWRITEBYTECODE": ""}
        return ours | places | always | self._env

    def kill(self) -> None:
        """End the program without a chance to tidy up."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End the program as a service manager does."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        self._process.send_signal(how)
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> tuple[int, str]:
        """Return status and text of a GET; 0 where nobody answers."""
        request = urllib.request.Request(self.url + path, headers=dict(headers or {}))  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310 - our own URL
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as problem:
            with problem:
                return problem.code, problem.read().decode()
        except OSError:
            return 0, ""
