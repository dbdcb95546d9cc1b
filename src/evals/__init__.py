"""Commands that measure: speed and, later, the graders' quality. Nothing imports them."""
