"""Two interviews side by side; nothing is called progress that chance gives as well."""

from collections.abc import Sequence

import streamlit as st

from src.models.grades import QuestionResult
from src.models.progress import Comparison, Estimate, Move, QuestionPair, SkillPair
from src.models.views import HistoryLine
from src.ui.components.labels import day, graded_by, score, skill_name
from src.ui.render import plain, short, words

MOVES = {
    Move.UP: "up, more than chance gives",
    Move.DOWN: "down, more than chance gives",
    Move.CHANCE: "within what chance gives",
    Move.OTHER_GRADER: "other graders, not compared",
    Move.ONE_SIDED: "in one of them only",
}
HOW = (
    "In brackets: the range in which another set of questions would put the score 95 times of 100, "
    "and how many answers it rests on. Where two ranges overlap, the difference is no progress yet."
)


def choose(found: Sequence[HistoryLine], first: str | None, second: str | None) -> tuple[str, str]:
    """Draw the two choices, and return the ids; unasked the latest graded two of one role."""
    names = {line.interview.id: label_of(line) for line in found}
    keys = list(names)
    places = st.columns(2)
    picked = []
    later = keys.index(second) if second in names else latest(found)
    labels = ("Earlier interview", "Later interview")
    standing = (before(found, later), later)
    for place, label, wanted, otherwise in zip(
        places, labels, (first, second), standing, strict=True
    ):
        at = keys.index(wanted) if wanted in names else otherwise
        with place:
            picked.append(
                st.selectbox(label, keys, index=at, format_func=lambda key: names[key], key=label)
            )
    return picked[0], picked[1]


def latest(found: Sequence[HistoryLine]) -> int:
    """Return where the newest graded interview stands, 0 where none is graded."""
    return next((no for no, line in enumerate(found) if line.overall is not None), 0)


def before(found: Sequence[HistoryLine], later: int) -> int:
    """Return where the one to compare stands: the newest before it that is graded, of its role.

    Where there is none, the nearest to that. `found` is ordered newest first and has two at least.
    """
    role = found[later].interview.setup.role

    def lacks(no: int) -> tuple[bool, bool]:
        return found[no].overall is None, found[no].interview.setup.role != role

    return min(range(later + 1, len(found)), key=lacks, default=later - 1)


def label_of(line: HistoryLine) -> str:
    """Return an interview's name in a choice."""
    setup = line.interview.setup
    company = f" · {setup.company}" if setup.company else ""
    value = "not graded" if line.overall is None else score(line.overall.score)
    imported = ", imported" if line.interview.imported_at is not None else ""
    return f"{setup.role}{company}, {day(line.at)}, {value}{imported}"


def draw(found: Comparison) -> None:
    """Draw what moved by skill, then the questions that both asked."""
    if found.cannot:
        with st.container(border=True):
            st.markdown("**These can't be compared**")
            st.markdown(found.cannot)
        return
    st.header("By skill", anchor=False)
    st.markdown(skills_table(found))
    st.markdown(f":small[{HOW}]")
    st.header("Asked both times", anchor=False)
    if not found.questions:
        st.markdown("No question was asked in both, so there are no answers to set side by side.")
    for pair in found.questions:
        _question(pair, found)


def skills_table(found: Comparison) -> str:
    """Return the skills as a Markdown table, what both have first."""
    head = ["Skill", day(found.before.at), day(found.after.at), "What moved"]
    rows = [
        [_skill(pair), _estimate(pair.before), _estimate(pair.after), moved(pair)]
        for pair in found.skills
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows))


def _skill(pair: SkillPair) -> str:
    return "**Skills of both**" if pair.skill is None else plain(skill_name(pair.skill))


def _estimate(found: Estimate | None) -> str:
    if found is None:
        return "–"
    ends = f"{score(round(found.low, 1))}–{score(round(found.high, 1))}"
    return f"{score(found.score)} ({ends}; {found.answers})"


def moved(pair: SkillPair) -> str:
    """Return by how much a skill moved, and what may be said of it."""
    if pair.before is None or pair.after is None:
        return MOVES[Move.ONE_SIDED]
    if pair.move is Move.OTHER_GRADER:
        return f"{MOVES[pair.move]}: {plain(pair.basis_before)}, then {plain(pair.basis_after)}"
    change = f"{pair.after.score - pair.before.score:+.1f}".replace("-", "−")
    return f"{change}, {MOVES[pair.move]}"


def _question(pair: QuestionPair, found: Comparison) -> None:
    label = f"{plain(short(pair.after.text))} · {_mark(pair.before)} → **{_mark(pair.after)}**"
    with st.expander(label):
        st.markdown(plain(pair.after.text))
        for line in _changes(pair):
            st.markdown(line)
        then, now = st.columns(2)
        with then:
            _answers(day(found.before.at), pair.before)
        with now:
            _answers(day(found.after.at), pair.after)


def _mark(result: QuestionResult) -> str:
    return "not graded" if result.grade is None else score(result.grade.score)


def _changes(pair: QuestionPair) -> list[str]:
    lines = [f"What moved: {MOVES[pair.move]}."]
    if pair.move is Move.ONE_SIDED:
        lines = ["One of the two answers is not graded, so the scores are not compared."]
    if pair.gained:
        lines.append(f":green[:material/add:] New this time: {plain(', '.join(pair.gained))}")
    if pair.lost:
        lines.append(f":orange[:material/remove:] Left out now: {plain(', '.join(pair.lost))}")
    return lines


def _answers(when: str, result: QuestionResult) -> None:
    by = f" · {plain(graded_by(result.grade))}" if result.grade else ""
    st.markdown(f"**{when}** · {_mark(result)}:small[{by}]")
    for answer in result.answers:
        with st.container(border=True):
            words(answer)
