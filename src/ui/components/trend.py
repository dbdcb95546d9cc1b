"""Scores in time: the lines, what each point rests on, and the same as a table."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import streamlit as st

from src.models.outcomes import RealInterview
from src.models.progress import Trend, TrendLine
from src.ui.components.labels import count, day, score, skill_name
from src.ui.render import plain

MOST_POINTS = 30
"""The latest interviews that are drawn: more can't be told apart, and their table is a book."""
SHOWN_SKILLS, MOST_SKILLS = 2, 5
"""With the overall, a chart has six colours that can be told apart."""
MARKS = {
    True: ("Went on", "triangle"),
    False: ("Rejected", "diamond"),
    None: ("No result", "emptyCircle"),
}
MARK_AT = 0.4
"""Real interviews stand at the foot of the chart: they have no score."""


def draw(found: Trend, real: Sequence[RealInterview]) -> None:
    """Draw overall and chosen skills in time, with real interviews at the foot."""
    lines = {name_of(line, found): line for line in found.lines}
    if not lines:
        if found.interviews:
            st.markdown("One graded interview so far. The trend begins with the second one.")
        return
    skills = [name for name, line in lines.items() if line.skill is not None]
    chosen = _chosen(skills)
    overall = [name for name, line in lines.items() if line.skill is None]
    since = _since(found)
    shown = {name: _cut(lines[name], since) for name in (*overall, *chosen)}
    if shown:
        chart(shown, real)
    st.markdown(f":small[{rests_on(found, shown)}]")
    with st.expander("The trend as a table", type="compact", icon=":material/table:"):
        st.markdown(table(shown))


def _chosen(skills: Sequence[str]) -> list[str]:
    if not skills:
        return []
    return st.multiselect(
        "Skills in the chart",
        skills,
        default=list(skills[:SHOWN_SKILLS]),
        max_selections=MOST_SKILLS,
        placeholder="Skills in the chart",
        key="trend_skills",
    )


def _since(found: Trend) -> datetime:
    """Return when the first interview began that is still drawn."""
    points = {p.interview_id: p.at for line in found.lines for p in line.points}
    return sorted(points.values())[-MOST_POINTS:][0]


def _cut(line: TrendLine, since: datetime) -> TrendLine:
    """Return a line without the points before; one that would lose all keeps its last."""
    points = tuple(p for p in line.points if p.at >= since) or line.points[-1:]
    return line.model_copy(update={"points": points})


def name_of(line: TrendLine, found: Trend) -> str:
    """Return a line's name; the grader is in it where the skill has lines of several."""
    name = "Overall" if line.skill is None else skill_name(line.skill)
    alone = sum(other.skill == line.skill for other in found.lines) == 1
    return name if alone else f"{name}, {line.basis}"


def rests_on(found: Trend, shown: Mapping[str, TrendLine]) -> str:
    """Return what the lines rest on: how many interviews and answers, and who graded them."""
    overall = [line for line in found.lines if line.skill is None]
    answers = sum(point.estimate.answers for line in overall for point in line.points)
    graders = sorted({line.basis for line in shown.values()})
    parts = [f"{count(found.interviews, 'graded interview')}, {count(answers, 'answer')}"]
    parts.append(f"graded {plain(' and '.join(graders))}" if graders else "")
    told = ", ".join(part for part in parts if part)
    if len(graders) > 1:
        told += ". Scores of different graders are not compared"
    if found.interviews > MOST_POINTS:
        told += f". The latest {MOST_POINTS} are drawn"
    if found.single:
        names = ", ".join(plain(skill_name(skill)) for skill in found.single)
        told += f". One point so far, so no line yet: {names}"
    return f"{told}. Answers given again don't count."


def chart(lines: Mapping[str, TrendLine], real: Sequence[RealInterview]) -> None:
    """Draw the lines in time; real interviews by their result at the foot."""
    series = [_series(name, line) for name, line in lines.items()]
    first = min(line.points[0].at for line in lines.values())
    marks = [found for found in real if found.day >= first.date()]
    spec = {
        "animation": False,
        "grid": {"left": 30, "right": 24, "top": 15, "bottom": 64},
        "legend": {"bottom": 0, "type": "scroll"},
        "tooltip": {"trigger": "item", "renderMode": "richText", "formatter": "{a}: {c}"},
        "xAxis": {"type": "time", "splitLine": {"show": False}},
        "yAxis": {"type": "value", "min": 0, "max": 10, "interval": 5},
        "series": [*series, *_marks(marks)],
    }
    st.echarts_chart(spec, height=300, alt=_told(lines, marks), renderer="svg", key="trend")


def _series(name: str, line: TrendLine) -> dict[str, object]:
    data = [[point.at.isoformat(), round(point.estimate.score, 1)] for point in line.points]
    return {"type": "line", "name": name, "data": data, "symbolSize": 8}


def _marks(real: Sequence[RealInterview]) -> list[dict[str, object]]:
    """Return real interviews as marks that differ in shape, not in colour alone."""
    found: list[dict[str, object]] = []
    for went_on, (name, symbol) in MARKS.items():
        mine = [r for r in real if r.result.went_on is went_on]
        data = [[r.day.isoformat(), MARK_AT] for r in mine]
        shape = {"type": "scatter", "symbol": symbol, "symbolSize": 12, "name": f"Real: {name}"}
        found += [{**shape, "data": data}] if data else []
    return found


def _told(lines: Mapping[str, TrendLine], real: Sequence[RealInterview]) -> str:
    """Return the chart in words: each line by its ends, each real interview by its day."""
    parts = []
    for name, line in lines.items():
        points = line.points
        ends = [f"{score(p.estimate.score)} on {day(p.at)}" for p in (points[0], points[-1])]
        parts.append(f"{name} from {ends[0]} to {ends[1]} over {count(len(points), 'interview')}")
    parts += [f"real interview on {day(r.day)}: {MARKS[r.result.went_on][0]}" for r in real]
    return f"Scores of 10 in time: {'; '.join(parts)}"


def table(lines: Mapping[str, TrendLine]) -> str:
    """Return the lines as a Markdown table, newest first; answers stand in brackets."""
    cells: dict[tuple[datetime, str], dict[str, str]] = {}
    for name, line in lines.items():
        for point in line.points:
            row = cells.setdefault((point.at, point.interview_id), {})
            row[name] = f"{score(round(point.estimate.score, 1))} ({point.estimate.answers})"
    head = ["Interview", *(plain(name) for name in lines)]
    rows = [
        [day(at), *(cells[at, key].get(name, "–") for name in lines)]
        for at, key in sorted(cells, reverse=True)
    ]
    told = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in told)
