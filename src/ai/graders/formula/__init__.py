"""The formula grader and its evaluator: nothing is compiled, run or imported."""

from src.ai.graders.formula.grader import FormulaGrader

__all__ = ["FormulaGrader"]
