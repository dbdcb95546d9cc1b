"""Commands that measure: speed and the graders' quality. Nothing imports them."""
