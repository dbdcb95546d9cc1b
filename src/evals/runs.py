"""Runs of the evaluation, kept as JSON: figures with commit, model, prompts and settings."""

import hashlib
import json
import subprocess
import tomllib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from src.ai import prompts
from src.ai.graders import tuned
from src.errors import InputError
from src.evals.canary import Canary
from src.evals.lines import Line

ROOT = Path(__file__).resolve().parents[2]
NO_MODEL = "none: the lexical grader"


class Run(BaseModel):
    """One evaluation: what was run, on what, and what came out."""

    model_config = ConfigDict(frozen=True)

    at: datetime
    commit: str
    changed: bool
    model: str
    prompts: dict[str, str]
    settings: dict[str, float | list[float] | list[list[float]]]
    data: dict[str, str]
    lines: list[Line]
    canaries: dict[str, float]


def made(lines: Sequence[Line], found: Sequence[Canary], data: Sequence[Path]) -> Run:
    """Return a run of this moment and this checkout."""
    return Run(
        at=datetime.now(UTC),
        commit=_git("rev-parse", "HEAD") or "unknown",
        changed=bool(_git("status", "--porcelain", "--untracked-files=no")),
        model=NO_MODEL,
        prompts=_prompt_versions(),
        settings=_settings(),
        data={path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in data},
        lines=list(lines),
        canaries={one.id: one.score for one in found},
    )


def kept(run: Run, folder: Path) -> Path:
    """Write the run into a folder and return its file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{run.at:%Y%m%dT%H%M%S%f}-{run.commit[:8]}.json"
    path.write_text(run.model_dump_json(indent=2) + "\n", encoding="utf-8")
    return path


def read(path: Path) -> Run:
    """Return a stored run, or raise `InputError` that names the file."""
    try:
        return Run.model_validate_json(path.read_text("utf-8"))
    except (ValidationError, UnicodeDecodeError) as problem:
        raise InputError(f"{path} isn't a stored run of the evaluation.") from problem


def _settings() -> dict[str, float | list[float] | list[list[float]]]:
    """Return the graders' tuned numbers by name."""
    named = {name: value for name, value in vars(tuned).items() if name.isupper()}
    plain: dict[str, float | list[float] | list[list[float]]] = json.loads(json.dumps(named))
    return plain


def _prompt_versions() -> dict[str, str]:
    files = sorted(prompts.HERE.glob("*/*/config.toml"))
    return {
        f"{file.parent.parent.name}/{file.parent.name}": str(
            tomllib.loads(file.read_text("utf-8"))["version"]
        )
        for file in files
    }


def _git(*words: str) -> str:
    """Return what git says, or nothing where there is no git or no repository."""
    try:
        done = subprocess.run(  # noqa: S603 - fixed words
            ["git", *words],  # noqa: S607 - whichever git the path has
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
            timeout=10,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()
