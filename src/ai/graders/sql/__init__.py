"""The SQL grader: queries run in a locked room in memory."""

from src.ai.graders.sql.grader import SqlGrader

__all__ = ["SqlGrader"]
