"""Habits of telling that are worth a practice of their own, counted in answers on behaviour."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from src.models.progress import Story
from src.text import normalise

LEAST = 5
"""Fewer times is no habit."""
WITHIN_DAYS = 30
"""Older stories say little of how somebody tells today."""

_WE = re.compile(r"\b(?:we|our|us|ours)\b")
_I = re.compile(r"\b(?:i|my|me|mine)\b")
_WOULD = re.compile(r"\b(?:i|we) (?:would|could|might)\b|\b(?:i|we)'d\b")
_DID = re.compile(
    r"\bi (?:\w+ly )?(?:\w+ed|did|made|took|wrote|built|led|ran|found|told|gave|went|began|kept|"
    r"chose|set|cut|put|had|was|got|saw|sent|held|brought|met)\b"
)


@dataclass(frozen=True)
class Habit:
    """What was heard too often, how often, and what to do instead; `last` is the newest story."""

    title: str
    evidence: str
    why: str
    times: int
    last: Story


def habits(stories: Sequence[Story]) -> tuple[Habit, ...]:
    """Return the habits of these stories, newest first, the most frequent one first.

    Each is named only where it outweighs its opposite: “we” over “I”, “would” over what was done.
    """
    if not stories:
        return ()
    told = [normalise(story.text) for story in stories]
    we, own, would, did = (sum(len(p.findall(t)) for t in told) for p in (_WE, _I, _WOULD, _DID))
    number = "one story" if len(stories) == 1 else f"{len(stories)} answers on behaviour"
    found = []
    if we >= LEAST and we > own:
        why = f"In {number} you say “we” {we} times and “I” {own}. Say what you did yourself."
        found.append(Habit("Your own part", f"“we” ×{we}", why, we, stories[0]))
    if would >= LEAST and would > did:
        why = f"In {number} you tell {would} times what you would do. Tell one case that happened."
        found.append(Habit("What really happened", f"“would” ×{would}", why, would, stories[0]))
    return tuple(sorted(found, key=lambda habit: -habit.times))
