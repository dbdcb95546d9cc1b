"""The choice of a plan from kits: for whom, from which kit, by words and by meaning."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from src.ai import planner
from src.ai.difficulty import start_level
from src.ai.orchestrator import meaning
from src.ai.orchestrator.again import disliked
from src.ai.orchestrator.desk import Desk
from src.ai.panel import seat
from src.errors import NotFoundError
from src.models.content import Kit, Near, Question
from src.models.documents import Profile
from src.models.enums import InterviewStatus, InterviewType, QuestionKind, WorkState
from src.models.interview import AskedQuestion, Interview, Setup
from src.ports import UnitOfWork

RECENT = 3
"""Questions of so many latest interviews are avoided where the kit has others."""
GENERAL_KIT = "behavioural"
"""The kit whose questions on behaviour serve every role."""
BEHAVIOURAL_SHARE = 0.25
LEAST_MINUTES = 4


def print_of(profile: Profile) -> str:
    """Return what of a profile steers the choice of questions, in short."""
    told = [r.model_dump_json(exclude={"resume_line"}) for r in profile.requirements]
    return hashlib.sha256("\n".join([*told, *profile.skills]).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Planned:
    """A plan from kits, what the person should know of it, and whether a model is to rewrite it.

    `to_compare` is what must be turned into vectors before it can be chosen by meaning as well.
    """

    plan: tuple[AskedQuestion, ...]
    notice: str | None
    to_write: bool
    to_compare: meaning.Known | None = None

    @property
    def goes_on(self) -> bool:
        """Say whether the plan is still to change by itself."""
        return self.to_write or self.to_compare is not None

    @property
    def planning(self) -> WorkState:
        """Say whether the plan is still being written or chosen."""
        return WorkState.GENERATING if self.goes_on else WorkState.COMPLETED


def plan_from(need: "Need", used: "Used", skill: str | None = None) -> Planned:
    """Return the plan for a need as it can be chosen at once; one for a single skill stays so."""
    to_write = is_to_write(need, used)
    told = meaning.known(need.desk, need.owner_id, _pools(need, used.kit), need.profile)
    plan = _chosen(replace(need, near=told.near) if told else need, used, skill)
    missing = told if told and not told.is_whole and not to_write else None
    notice = _notice(need, used) or (meaning.BY_WORDS if missing and missing.rests else None)
    to_compare = None if skill or (missing and missing.rests) else missing
    return Planned(plan, notice, to_write, to_compare)


def _pools(need: "Need", kit: Kit) -> dict[str, tuple[Question, ...]]:
    """Return the questions that may be chosen, by whose they are."""
    general = _general_beside(need, kit) if need.setup.panel else None
    pools: dict[str, tuple[Question, ...]] = {}
    for one in filter(None, (kit, general)):
        whose = meaning.NOBODY if one in need.desk.kits.shipped() else need.owner_id
        pools[whose] = (*pools.get(whose, ()), *one.questions)
    return pools


def _chosen(need: "Need", used: "Used", skill: str | None) -> tuple[AskedQuestion, ...]:
    kit = used.kit
    if need.setup.panel:
        return seat(planner.number(_for_panel(need, kit)), need.desk.panel)
    of_skill = [q for q in kit.questions if q.skill == skill]
    kinds = need.setup.interview_type if used.serves else InterviewType.MIXED
    return planner.number(need.choose(of_skill or kit.questions, kinds))


def is_to_write(need: "Need", used: "Used") -> bool:
    """Say whether a model is to write the questions, or to put them into another language."""
    fits = used.serves and speaks(used.kit, need.setup)
    return not fits and need.desk.has_model_for(need.owner_id)


def _notice(need: "Need", used: "Used") -> str | None:
    kit, setup = used.kit, need.setup
    if not used.serves:
        return f"No question kit is made for “{setup.role}” yet, so the {kit.title} kit is used."
    if speaks(kit, setup) or need.desk.has_model_for(need.owner_id):
        return None
    language = "English" if kit.language.startswith("en") else kit.language
    return f"Without a model the interview is in the kit's language, {language}."


@dataclass(frozen=True)
class Need:
    """For whom questions are chosen."""

    desk: Desk
    owner_id: str
    setup: Setup
    profile: Profile
    avoid: set[str]
    near: Mapping[str, Near] = field(default_factory=dict)

    def choose(
        self, pool: Sequence[Question], types: InterviewType, share: float = 1.0
    ) -> Sequence[planner.Chosen]:
        """Return chosen questions for a share of the interview's length."""
        count, minutes = self.setup.question_count, self.setup.minutes
        return self.desk.choose(
            pool,
            count=max(1, round(count * share)) if count else None,
            minutes=max(LEAST_MINUTES, round(minutes * share)) if minutes else None,
            level=start_level(self.setup.difficulty),
            profile=self.profile,
            types=types,
            avoid=self.avoid,
            near=self.near,
        )


def _for_panel(need: Need, kit: Kit) -> list[planner.Chosen]:
    """Return questions for all of a panel: some on behaviour, the rest of the trade."""
    behavioural = [q for q in kit.questions if q.kind is QuestionKind.BEHAVIOURAL]
    others = [q for q in kit.questions if q.kind is not QuestionKind.BEHAVIOURAL]
    if need.setup.question_count == 1:
        return list(need.choose(others or behavioural, InterviewType.MIXED))
    general = _general_beside(need, kit)
    behavioural = behavioural or list(general.questions if general else ())
    told = need.choose(behavioural, InterviewType.MIXED, BEHAVIOURAL_SHARE) if behavioural else ()
    count = need.setup.question_count
    share = (count - len(told)) / count if count else 1 - BEHAVIOURAL_SHARE
    return [*told, *(need.choose(others, InterviewType.MIXED, share) if others and share else ())]


def _general_beside(need: Need, kit: Kit) -> Kit | None:
    """Return the kit whose questions on behaviour stand in where a panel's own kit has none."""
    if any(q.kind is QuestionKind.BEHAVIOURAL for q in kit.questions):
        return None
    return next((k for k in need.desk.kits.all(need.owner_id) if k.id == GENERAL_KIT), None)


@dataclass(frozen=True)
class Used:
    """The kit of an interview, whether it serves the role, and whether it is the person's own."""

    kit: Kit
    serves: bool = True
    is_own: bool = False

    @property
    def title(self) -> str | None:
        """Its title, where its questions are the ones that are asked."""
        return self.kit.title if self.serves else None

    @property
    def to_keep(self) -> Kit | None:
        """The kit, where it could be changed or deleted while the interview still needs it."""
        return self.kit if self.is_own else None


def kit_of(desk: Desk, owner_id: str, setup: Setup, copy: Kit | None = None) -> Used:
    """Return the kit of a set-up; `copy` stands in where it was deleted since."""
    if not setup.kit_id:
        kit, serves = desk.closest(desk.kits.all(owner_id), setup.role)
        return Used(kit, serves)
    try:
        return Used(
            desk.kits.get(owner_id, setup.kit_id),
            is_own=setup.kit_id in desk.kits.own(owner_id),
        )
    except NotFoundError:
        if copy is None or copy.id != setup.kit_id:
            raise
        return Used(copy, is_own=True)


def is_served(desk: Desk, owner_id: str, setup: Setup) -> bool:
    """Say whether a kit is made for the set-up's role."""
    return bool(setup.kit_id) or kit_of(desk, owner_id, setup).serves


def speaks(kit: Kit, setup: Setup) -> bool:
    """Say whether a kit is in the interview's language; regions of one language don't matter."""
    return kit.language.partition("-")[0].lower() == setup.language.partition("-")[0].lower()


def pool_for(
    desk: Desk, unit: UnitOfWork, owner_id: str, interview: Interview
) -> tuple[Question, ...]:
    """Return the questions of the kit that an interview is planned from, or of its copy."""
    copy = unit.kits.kept(owner_id, interview.id)
    return kit_of(desk, owner_id, interview.setup, copy).kit.questions


def seen_lately(unit: UnitOfWork, owner_id: str) -> set[str]:
    """Return the questions of the latest interviews, and those that were disliked."""
    begun = [
        i
        for i in unit.interviews.list(owner_id, limit=4 * RECENT)
        if i.status is not InterviewStatus.PREPARED
    ]
    seen = {
        asked.question.id
        for interview in begun[:RECENT]
        for asked in unit.interviews.questions(owner_id, interview.id)
    }
    return seen | disliked(unit, owner_id, tuple(begun))
