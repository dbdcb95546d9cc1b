"""Scripted candidates for whole interviews: deterministic by seed, in words of their own."""

from src.evals.personas.act import Act, ActKind
from src.evals.personas.candidate import Scripted
from src.evals.personas.files import load_candidates

__all__ = ["Act", "ActKind", "Scripted", "load_candidates"]
