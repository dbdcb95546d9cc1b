"""Reads the scripted candidates of a folder."""

from pathlib import Path

import yaml
from pydantic import ValidationError

from src.errors import InputError
from src.models.persona import Candidate


def load_candidates(folder: Path) -> dict[str, Candidate]:
    """Return the candidates of a folder by id, or raise `InputError` that names file and field."""
    found = {}
    for path in sorted(folder.glob("*.yaml")):
        try:
            candidate = Candidate.model_validate(yaml.safe_load(path.read_text("utf-8")))
        except ValidationError as problem:
            first = problem.errors(include_input=False, include_url=False)[0]
            where = ".".join(str(part) for part in first["loc"])
            raise InputError(f"{path.name}: {where}: {first['msg']}") from problem
        except yaml.YAMLError as problem:
            raise InputError(f"{path.name}: this is not YAML: {problem}") from problem
        found[candidate.id] = candidate
    return found
