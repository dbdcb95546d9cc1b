"""A scripted candidate in one interview: what it does next, from what its page would show."""

from collections.abc import Sequence
from random import Random

from src.evals.personas.act import Act, ActKind
from src.evals.personas.words import own_words, sample, without
from src.models.content import Point, Question
from src.models.enums import QuestionKind, ResponseType, Stage, TurnKind
from src.models.interview import Turn
from src.models.persona import Candidate
from src.models.views import Room
from src.text import sentences

_OWN = frozenset({QuestionKind.OPEN, QuestionKind.BEHAVIOURAL, QuestionKind.CODE})
MOST_OPEN = 3
"""Points that an answer leaves open so long as others are said."""


class Scripted:
    """Answers as its persona would; the same room and seed give the same words."""

    def __init__(self, persona: Candidate, seed: int) -> None:
        self.persona = persona
        self._seed = seed

    def act(self, room: Room) -> Act:
        """Return what the candidate does now."""
        if room.interview.stage is Stage.CANDIDATE_QUESTIONS:
            return Act(ActKind.SAY, self._closing(room))
        asked = room.current
        if asked is None:
            return Act(ActKind.SKIP)
        here = [t for t in room.turns if t.position == asked.position]
        said = [t for t in here if t.kind is TurnKind.ANSWER]
        rng = self._rng(asked.position, len(said))
        if asked.question.kind not in _OWN:
            return Act(ActKind.SAY, self._keyed(asked.question, rng))
        if self.persona.takes_hint and said and room.hint_price and not _has(here, TurnKind.HINT):
            return Act(ActKind.HINT)
        return Act(ActKind.SAY, self._words(room, asked.question, said, rng))

    def seconds_for(self, text: str) -> float:
        """Return how long saying it takes."""
        return 2.0 + self.persona.seconds_per_word * len(text.split())

    def _rng(self, *place: int) -> Random:
        return Random(f"{self.persona.id}/{self._seed}/{place}")  # noqa: S311 - a script, no secret

    def _words(self, room: Room, question: Question, said: Sequence[Turn], rng: Random) -> str:
        last = room.turns[-1].reply
        if not said:
            return self._first(room, question, rng)
        if last is not None and last.response_type is ResponseType.FOLLOW_UP:
            return self._follow_up(question, str(last.metadata.get("label")), rng)
        return self._again(question, said, rng)

    def _first(self, room: Room, question: Question, rng: Random) -> str:
        """Return the first words on a question."""
        persona = self.persona
        if persona.says and rng.random() >= self._answering():
            return rng.choice(persona.says)
        text = sample(question, persona.skill, rng) if persona.skill != "none" else ""
        if text and rng.random() < persona.leaves_open:
            text = self._leave_open(text, question, rng)
        return self._with_claim(room, _with_asides(text, persona.asides, rng))

    def _answering(self) -> float:
        return 0.0 if self.persona.skill == "none" else self.persona.answers

    def _leave_open(self, text: str, question: Question, rng: Random) -> str:
        """Return an answer without one of the points that it says."""
        points = list(question.points)
        rng.shuffle(points)
        for point in points:
            kept, left_out = without(text, point, question)
            if left_out and 1 <= len(sentences(left_out)) <= MOST_OPEN and kept:
                return kept
        return text

    def _with_claim(self, room: Room, text: str) -> str:
        """Return the answer with a claim, and the next one with another that doesn't fit it."""
        if not self.persona.claims:
            return text
        pair = self._rng(0).choice(self.persona.claims)
        said = " ".join(turn.text for turn in room.turns)
        left = [claim for claim in pair if claim not in said]
        return f"{text} {left[0]}" if left else text

    def _follow_up(self, question: Question, label: str, rng: Random) -> str:
        persona = self.persona
        point = next((p for p in question.points if p.label == label), None)
        if point is None:
            return rng.choice(persona.explains or persona.gives_up)
        if persona.follow_up == "none":
            return rng.choice(persona.gives_up)
        if persona.follow_up == "part":
            return self._in_part(question, point, rng)
        return self._in_full(question, point, rng)

    def _in_full(self, question: Question, point: Point, rng: Random) -> str:
        return _left_out(question, point, rng) or own_words(point, question.points, rng)

    def _in_part(self, question: Question, point: Point, rng: Random) -> str:
        """Return the beginning of what there is to say, and that there is no more."""
        told = sentences(_left_out(question, point, rng))
        half = told[0] if len(told) > 1 else own_words(point, question.points, rng, 0.5)
        return f"{half} {rng.choice(self.persona.gives_up)}"

    def _again(self, question: Question, said: Sequence[Turn], rng: Random) -> str:
        """Return what is said when the interviewer waits, or asks for the answer once more."""
        persona = self.persona
        if persona.skill != "none" and len(said) == 1 and rng.random() < persona.answers:
            return sample(question, persona.skill, rng)
        return rng.choice(persona.gives_up)

    def _keyed(self, question: Question, rng: Random) -> str:
        right = rng.random() < self.persona.keyed_right
        expected = question.expected
        if question.kind is QuestionKind.CHOICE and isinstance(expected, tuple):
            wrong = [c.text for c in question.choices if c.text not in expected]
            return "\n".join(expected) if right or not wrong else rng.choice(wrong)
        if isinstance(expected, float):
            return f"{expected if right else 2 * expected + 7:g} {question.unit}".strip()
        return str(expected) if right and expected else rng.choice(self.persona.gives_up)

    def _closing(self, room: Room) -> str:
        asked = sum(t.kind is TurnKind.QUESTION for t in room.turns)
        if asked < len(self.persona.questions):
            return self.persona.questions[asked]
        return self._rng(99, asked).choice(self.persona.closing)


def _left_out(question: Question, point: Point, rng: Random) -> str:
    """Return what a strong answer says on a point."""
    return without(sample(question, "strong", rng), point, question)[1]


def _has(turns: Sequence[Turn], kind: TurnKind) -> bool:
    return any(turn.kind is kind for turn in turns)


def _with_asides(text: str, asides: Sequence[str], rng: Random) -> str:
    """Return an answer with a digression after each of its sentences."""
    if not asides:
        return text
    start = rng.randrange(len(asides))
    told = [f"{s} {asides[(start + i) % len(asides)]}" for i, s in enumerate(sentences(text))]
    return " ".join(told)
