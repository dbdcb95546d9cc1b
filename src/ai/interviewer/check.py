"""What a model's words may not do: repeat themselves, or give the answer away."""

from collections.abc import Sequence

from src.errors import InterviewGenerationError
from src.models.content import Question
from src.models.enums import ResponseType
from src.models.interview import Turn
from src.text import normalise, similarity, stems

GIVEN_AWAY = 0.6
"""Share of a missed point's telling words, beyond the question's and the candidate's own."""
TELLING = 3
"""Fewer words of a point may fall by chance."""
ALIKE = 0.9


class Spoken:
    """Checks one turn's words as they come."""

    def __init__(
        self, earlier: Sequence[Turn], question: Question | None, missed: Sequence[str], said: str
    ) -> None:
        replies = [t.reply for t in earlier if t.reply]
        self._earlier = {normalise(r.content) for r in replies}
        self._asked = [r.content for r in replies if r.response_type is ResponseType.FOLLOW_UP]
        known = set(stems(question.text)) | set(stems(said)) if question else set()
        points = question.points if question else ()
        self._hidden = [
            set(stems(p.text.partition("[")[0])) - known for p in points if p.label in missed
        ]

    def keeps_secrets(self, say: str) -> None:
        """Raise `InterviewGenerationError` where the words say a point that is still open."""
        spoken = set(stems(say))
        for words in self._hidden:
            told = len(words & spoken)
            if told >= TELLING and told >= GIVEN_AWAY * len(words):
                raise InterviewGenerationError("the reply gives an open point away")

    def is_new(self, say: str, *, asks: bool, probes: bool) -> None:
        """Raise `InterviewGenerationError` for no words, or such as were said or asked."""
        if not normalise(say):
            raise InterviewGenerationError("the reply says nothing")
        if asks and normalise(say) in self._earlier:
            raise InterviewGenerationError("the reply repeats an earlier one")
        if probes and any(similarity(before, say) >= ALIKE for before in self._asked):
            raise InterviewGenerationError("the follow-up was asked before")
