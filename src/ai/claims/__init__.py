"""What the candidate claims, held against the résumé and earlier answers. Pure, by words alone.

A contradiction is never a verdict: it becomes one polite question, because memory and wording err.
"""

from src.ai.claims.compare import Contradiction, contradictions
from src.ai.claims.doubtful import doubtful, touches
from src.ai.claims.extract import claims_in
from src.ai.claims.resume import claims_of_resume
from src.ai.claims.vague import vaguest

__all__ = [
    "Contradiction",
    "claims_in",
    "claims_of_resume",
    "contradictions",
    "doubtful",
    "touches",
    "vaguest",
]
