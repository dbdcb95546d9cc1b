"""The formula grader and its evaluator: nothing is compiled, run or imported."""
