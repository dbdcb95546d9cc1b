"""Prompts are files: `<agent>/<task>/prompt.md`, with a `config.toml` beside it where it needs one.

Dropping a folder in adds a prompt: `load("<agent>/<task>")` is a function from its placeholders to
the system message. Without a config purpose and role follow from the agent.

Untrusted text (candidate, résumé, job, kit) reaches a model only through `envelope`: JSON between
two boundaries that nobody outside can guess, the same in every later prompt so that caches hit.
"""

import hashlib
import hmac
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template

from src.models.calls import ModelMessage
from src.models.enums import ModelRole, Purpose
from src.text import strip_invisible

HERE = Path(__file__).parent
OUTPUT_TOKENS = 700

_AGENTS = {
    "interviewer": (Purpose.TURN, ModelRole.INTERVIEWER),
    "coach": (Purpose.COACH, ModelRole.COACH),
    "grader": (Purpose.GRADE, ModelRole.GRADER),
    "planner": (Purpose.PLAN, ModelRole.PLANNER),
    "profile": (Purpose.PROFILE, ModelRole.PLANNER),
    "summary": (Purpose.SUMMARY, ModelRole.COACH),
}


@dataclass(frozen=True)
class Prompt:
    """A prompt's text and config. `version` is `<agent>/<task>@<number>`, `sha256` of the text."""

    name: str
    text: str
    purpose: Purpose
    role: ModelRole
    inputs: tuple[str, ...]
    max_output_tokens: int
    version: str
    variants: dict[str, dict[str, str]]

    @property
    def sha256(self) -> str:
        """Return the hash under which the prompt's text is kept for replay."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def __call__(self, **values: str) -> ModelMessage:
        """Return the system message with the trusted `values` filled in."""
        stray = set(values) ^ set(self.inputs)
        if stray:
            raise ValueError(f"prompt {self.name}: inputs differ: {', '.join(sorted(stray))}")
        return ModelMessage(role="system", content=Template(self.text).substitute(values))


@cache
def load(name: str) -> Prompt:
    """Return the prompt in the folder `name`, such as "interviewer/turn"."""
    folder = HERE / name
    text = (folder / "prompt.md").read_text("utf-8").strip()
    path = folder / "config.toml"
    config = tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
    purpose, role = _AGENTS[name.partition("/")[0]]
    return Prompt(
        name=name,
        text=text,
        purpose=Purpose(config.get("purpose", purpose)),
        role=ModelRole(config.get("role", role)),
        inputs=tuple(config.get("inputs", Template(text).get_identifiers())),
        max_output_tokens=config.get("max_output_tokens", OUTPUT_TOKENS),
        version=f"{name}@{config.get('version', 1)}",
        variants=config.get("variants", {}),
    )


def names() -> tuple[str, ...]:
    """Return the name of every prompt there is: dropping a folder in adds one."""
    found = (path.parent.relative_to(HERE) for path in HERE.glob("*/*/prompt.md"))
    return tuple(sorted(path.as_posix() for path in found))


def envelope(secret: str, message_id: str, payload: Mapping[str, object]) -> str:
    """Return `payload` as one JSON line between boundaries made of the interview's secret."""
    boundary = hmac.new(secret.encode(), message_id.encode(), hashlib.sha256).hexdigest()[:24]
    body = strip_invisible(json.dumps(payload, ensure_ascii=False, default=str))
    return f"<<data {boundary}\n{body}\n{boundary} data>>"


def untrusted(secret: str, message_id: str, payload: Mapping[str, object]) -> ModelMessage:
    """Return a user message that holds nothing but the envelope."""
    return ModelMessage(role="user", content=envelope(secret, message_id, payload))
