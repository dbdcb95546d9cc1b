"""Kits of people's own: what is stored of them, what is wrong with one, what would better it."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from src.models.base import Frozen
from src.models.content import Kit


class Fault(Frozen):
    """One thing that keeps a kit from being used; `line` counts from 1 where it is known."""

    message: str
    line: int | None = None

    @property
    def told(self) -> str:
        """Return the fault with its line in front."""
        return f"Line {self.line}: {self.message}" if self.line else self.message


class Reading(Frozen):
    """A kit's text as it was read: the kit, or every fault that was found."""

    kit: Kit | None = None
    faults: tuple[Fault, ...] = ()


class Loose(Frozen):
    """The text of one question that is no YAML just now; kept so that nothing typed is lost."""

    at: int = Field(ge=0, description="Which question of the draft, from 0")
    text: str


class KitLine(Frozen):
    """What a list shows of an own kit. `kit_id` is None until it was saved whole."""

    key: str
    kit_id: str | None = None
    title: str
    has_draft: bool = False
    questions: int = 0
    size_bytes: int = 0
    created_at: datetime
    updated_at: datetime
    version: int = 0


class OwnKit(Frozen):
    """A kit on somebody's own shelf.

    `kit` is what was last saved whole, None before the first time; `draft` is the YAML under way.
    `version` grows with every save of either: a save of an older one is refused.
    """

    key: str
    kit: Kit | None = None
    draft: str | None = None
    loose: Loose | None = None
    title: str = ""
    created_at: datetime
    updated_at: datetime
    version: int = 0

    @property
    def line(self) -> KitLine:
        """What lists show of it."""
        return KitLine(
            key=self.key,
            kit_id=self.kit.id if self.kit else None,
            title=self.title,
            has_draft=self.draft is not None,
            questions=len(self.kit.questions) if self.kit else 0,
            size_bytes=len(self.model_dump_json().encode()),
            created_at=self.created_at,
            updated_at=self.updated_at,
            version=self.version,
        )


class AdviceKind(StrEnum):
    """What a piece of advice is about."""

    WHOLE = "the kit as a whole"
    WORDING = "wording"
    POINTS = "points"
    HINTS = "hints and follow-ups"
    ANSWERS = "sample answers"
    KEY = "the right answer"
    TWIN = "alike questions"


class Advice(Frozen):
    """Something that would make a kit better; it never keeps one from being used."""

    kind: AdviceKind
    message: str
    question_id: str | None = None


class SampleScores(Frozen):
    """What our own graders give the sample answers of a question, or its key (`right`)."""

    question_id: str
    strong: float | None = None
    medium: float | None = None
    weak: float | None = None
    right: float | None = None
    reason: str = ""
