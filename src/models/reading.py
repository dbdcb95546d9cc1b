"""What was read from one document, fact by fact, and what its owner made of it."""

from pydantic import Field

from src.models.base import Frozen
from src.models.enums import ConflictKind, FactKind, MatchState, ReadBy, WorkState


class When(Frozen):
    """A point in time as résumés give it; `month` (1-12) is None where only the year is said."""

    year: int = Field(ge=1900, le=2100)
    month: int | None = Field(default=None, ge=1, le=12)

    def __str__(self) -> str:
        """Return `2019` or `2019-03`."""
        return f"{self.year}-{self.month:02}" if self.month else str(self.year)


class Fact(Frozen):
    """One thing that a résumé says, with the line that says it (1-based; None: added by hand).

    `text` is a title, a skill, a degree, a language, or an achievement's words; `place` an employer
    or a school. `quantity` is an achievement's figure as it stands, `value` and `unit` its parts.
    `part` marks work beside something else, which may overlap.
    """

    kind: FactKind
    text: str = Field(min_length=1, max_length=300)
    place: str = Field(default="", max_length=200)
    start: When | None = None
    end: When | None = None
    ongoing: bool = False
    part: bool = False
    quantity: str = ""
    value: float | None = None
    unit: str = ""
    line_no: int | None = None
    line: str = ""
    by: ReadBy = ReadBy.LAYOUT
    edit_key: str = Field(default="", description="What names it for an edit, once it was edited")

    @property
    def key(self) -> str:
        """Return what names the fact in its owner's edits: kind, line and first words."""
        return f"{self.kind}/{self.line_no}/{self.text.casefold()[:60]}"

    @property
    def yours(self) -> bool:
        """Say whether its owner wrote it."""
        return self.by is ReadBy.YOURS

    @property
    def words(self) -> str:
        """Return what it says in one line."""
        return f"{self.text}, {self.place}" if self.place else self.text


class FactDraft(Frozen):
    """A fact as its owner types it; dates in any wording that a résumé may have."""

    kind: FactKind
    text: str
    place: str = ""
    start: str = ""
    end: str = ""
    ongoing: bool = False
    part: bool = False


class Conflict(Frozen):
    """Two things that don't seem to fit, in a neutral sentence, with their lines.

    `about` names the roles, degrees or skills; what their owner corrected is not among them, so
    that nobody asks about it again.
    """

    kind: ConflictKind
    text: str
    lines: tuple[int, ...] = ()
    about: tuple[str, ...] = ()


class JobItem(Frozen):
    """One thing that a job asks for as it was read, with its line."""

    text: str = Field(min_length=1, max_length=300)
    must: bool
    line_no: int | None = None
    by: ReadBy = ReadBy.LAYOUT

    @property
    def key(self) -> str:
        """Return what names the requirement in its owner's edits."""
        return " ".join(self.text.casefold().split())[:120]


class Reading(Frozen):
    """What was read of one document, by layout or by a model.

    `claimed` and `found` count a model's facts and those that stand in the line it named. `lines`
    are those with words, `read` those that were understood; `unread` are some that were not.
    `left_out` names what of the person was left out. `notice` says why a model's reading is absent.
    """

    state: WorkState = WorkState.COMPLETED
    attempt: int = 1
    engine: str = "layout"
    facts: tuple[Fact, ...] = ()
    items: tuple[JobItem, ...] = ()
    claimed: int = 0
    found: int = 0
    lines: int = 0
    read: int = 0
    unread: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    notice: str | None = None

    @property
    def accuracy(self) -> float | None:
        """Return the share of a model's facts found in their lines; None where it claimed none."""
        return self.found / self.claimed if self.claimed else None


class ItemEdit(Frozen):
    """A requirement as its owner wants it; `match` holds for one résumé only."""

    text: str = Field(min_length=1, max_length=300)
    must: bool
    match: MatchState | None = None
    resume_id: str | None = None


class Edits(Frozen):
    """What an owner changed in the reading of one document, by the key of what was read.

    None: taken out. A key that was never read: added. It outlives every new reading.
    """

    facts: dict[str, Fact | None] = Field(default_factory=dict)
    items: dict[str, ItemEdit | None] = Field(default_factory=dict)
