"""What a job description says about the candidate's question: its own line, or nothing."""

from src.text import sentences, stems

ABOUT = 0.34
"""Share of the question's telling words that a line must hold."""
LEAST_WORDS = 3
_GENERAL = frozenset(
    stems("role job position team company tell know question like big look work day typical there")
)


def line_about(question: str, job: str) -> str | None:
    """Return the job description's line that shares most with a question, if enough of it."""
    asked = set(stems(question)) - _GENERAL
    best, most = None, 0.0
    for line in sentences(job):
        share = len(asked & set(stems(line))) / len(asked) if asked else 0.0
        if share > most and len(line.split()) >= LEAST_WORDS:
            best, most = line, share
    return best.lstrip("#*- ") if best and most >= ABOUT else None
