"""Numbers that were measured, and on what; every other number of the graders is a decision.

Measured in November 2026 on 1,087 human-scored answers to 13
questions about computer networks (SebOchs/SAF, MIT; rows of four words or more)
and on the sample answers of the shipped kits. Two features and one exponent: more of them fit
better and transfer worse.
"""

SATURATION = 0.25
"""Recall of an expected text at which an answer has most of what it can show: references hold
alternatives and explanations that no single answer needs. From .15 to .40 it hardly matters."""

LENIENCY = 0.4
"""Exponent that takes the overlap to the scale on which people grade: .5 of it is worth 7.6."""

OFF_TOPIC_LIKENESS = 0.16
OFF_TOPIC_OVERLAP = 0.40
"""Below both, an answer is about something else: 83 % of the answers to another question of the
same course fall there and 2 % of the fitting ones, which people gave half the marks."""

ERROR_BY_SCORE = ((0.0, 0.15), (1.5, 0.25), (4.0, 0.40), (7.0, 0.32), (8.5, 0.20), (9.5, 0.08))
"""Expected absolute error, as a share of the scale, by the score that came out."""

COVERED = 0.34
PARTLY = 0.22
"""Shares of a point from which it is covered or touched: strong sample answers say a point in words
of their own, with at most 40 % of its content words in one sentence."""
