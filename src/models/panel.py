"""The interviewers of a panel, as data/panel.yaml declares them."""

from typing import Self

from pydantic import Field, model_validator

from src.models.base import Frozen
from src.models.enums import QuestionKind, Style


class Persona(Frozen):
    """One interviewer: who, what they care for, which kinds they ask, to whom they hand over."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_-]{1,30}$")
    name: str = Field(min_length=1, max_length=60)
    title: str = Field(min_length=1, max_length=60)
    about: str = Field(min_length=1, max_length=200)
    style: Style
    kinds: tuple[QuestionKind, ...] = ()
    hands_over_to: tuple[str, ...] = ()

    @property
    def introduced(self) -> str:
        """Return name and title, as one interviewer says them of another."""
        return f"{self.name} ({self.title})"


class Panel(Frozen):
    """Interviewers in the order in which they speak; each hands over to later ones alone."""

    personas: tuple[Persona, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _hand_over_forward(self) -> Self:
        """Refuse unknown names and circles: a handover that can't end."""
        ids = [p.id for p in self.personas]
        if len(set(ids)) != len(ids):
            raise ValueError("two interviewers of a panel have the same id")
        for at, persona in enumerate(self.personas):
            stray = [name for name in persona.hands_over_to if name not in ids[at + 1 :]]
            if stray:
                raise ValueError(f"{persona.id} can't hand over to {stray[0]}")
        return self

    def get(self, persona_id: str | None) -> Persona | None:
        """Return an interviewer by id."""
        return next((p for p in self.personas if p.id == persona_id), None)
