"""Numbers that were measured, and on what; every other number of the graders is a decision.

Measured in November 2026 on 1,087 human-scored answers to 13
questions about computer networks (SebOchs/SAF, MIT; rows of four words or more)
and on the sample answers of the shipped kits. Each lies on a plateau: half or double of it moves
agreement by less than .02.
"""

VIEWS = (0.4, 0.4, 0.2)
"""Weights of words, runs of letters and best sentences."""

BEST_SENTENCES = 4
"""So many sentences of a reference are as much as an answer is expected to say."""

FLOOR = 0.03
"""Added to each view before its logarithm, so that none alone decides."""

PRIOR_WORDS, PRIOR_SHARE = 4.0, 0.3
"""A reference of few words is read as if so many more had been said to this share, the usual one:
one word of five missed shows less than ten of fifty."""

SCALE, SCALE_POWER = 1.23, 0.3
"""Take what is said to the scale on which people grade: half of it is worth 9.7 of 10."""

DOUBT_SHARE, ALIKE, DOUBT_POWER = 0.22, 0.25, 3
"""Below both an answer may be about something else, and earns ever less; see OFF_TOPIC."""

ABOUT, ABOUT_POWER = 0.16, 3
"""Share of an answer's words that question or reference should hold, and how fast marks fall below:
it tells the longest answer to another question from a fitting one in 98.6 of 100 pairs of the
network answers and in 99 of the kits' samples. Weighing words by how rare they are in the kits
would add .3 of 100, so they aren't weighed (27 November 2026)."""

TOUCHING = 0.16
"""The same share for a single sentence, below which it earns nothing: of 400 network answers this
changed r by less than .001; .24 costs .026 (27 November 2026)."""

OFF_TOPIC_LIKENESS, OFF_TOPIC_SAID = 0.06, 0.2
"""Below both an answer is about something else: 66 % of the answers to another question of the same
course fall there and 1 % of the fitting ones, which people gave half the marks. With the doubt
above, answers to another question get 1.5 of 10 on average."""

ERROR_BY_SCORE = (
    (0.0, 0.15),
    (1.5, 0.25),
    (4.0, 0.42),
    (7.0, 0.32),
    (8.0, 0.21),
    (9.0, 0.12),
    (10.0, 0.04),
)
"""Expected absolute error, as a share of the scale, by the score that came out."""

COVERED = 0.34
PARTLY = 0.22
"""Shares of a point from which it is covered or touched: strong sample answers say a point in words
of their own, with at most 40 % of its content words in one sentence."""
