"""Charts with words: each has alt text and a table or list beside it.

They are drawn as SVG, because the style sheet can colour its words: they follow a switch of the
theme, which draws no page anew.
"""

import math
from collections.abc import Sequence

import streamlit as st

from src.models.grades import QuestionResult, SkillScore
from src.reports.telling import verdict
from src.ui.components.labels import confidence, score, skill_name
from src.ui.render import plain

NONE = "–"
RADIUS = 0.7
"""Of half the radar's height."""


def radar(skills: Sequence[SkillScore]) -> None:
    """Draw the skills as a radar."""
    values = [s.score or 0 for s in skills]
    names = [skill_name(s.skill) for s in skills]
    told = ", ".join(f"{n} {score(v)}" for n, v in zip(names, values, strict=True))
    spec = {
        "radar": {
            "indicator": [{"name": n, "max": 10} for n in names],
            "radius": f"{RADIUS:.0%}",
            "center": ["50%", f"{_middle(len(skills)):.0%}"],
        },
        "series": [
            {
                "type": "radar",
                "areaStyle": {"opacity": 0.25},
                "data": [{"value": values, "name": "You"}],
            }
        ],
    }
    alt = f"Score by skill, of 10: {told}"
    st.echarts_chart(spec, height=280, alt=alt, renderer="svg", key="radar")


def _middle(corners: int) -> float:
    """Return where the middle lies of the height: with an odd number there is less below it."""
    below = math.cos(math.pi / corners) if corners % 2 else 1.0
    return (1 + RADIUS * (1 - below) / 2) / 2


def skill_table(skills: Sequence[SkillScore]) -> None:
    """Draw each skill's score with how sure it is, its level, and what it rests on."""
    rows = [
        (
            plain(skill_name(s.skill)),
            score(s.score),
            NONE if s.score is None else confidence(s.confidence),
            NONE if s.level is None else str(s.level),
            str(s.graded),
        )
        for s in skills
    ]
    _table(("Skill", "Score", "Confidence", "Level", "Answers"), rows)


def by_question(results: Sequence[QuestionResult]) -> None:
    """Draw score and level by question in the order asked; no score leaves its place empty."""
    scores = [_score_of(r) for r in results]
    told = ", ".join(
        f"question {r.position} {score(v)} at level {r.level}"
        for r, v in zip(results, scores, strict=True)
    )
    alt = f"Score of 10 and level of 5 by question: {told}"
    spec = _scores_and_levels(results, scores)
    st.echarts_chart(spec, height=250, alt=alt, renderer="svg", key="by_question")
    st.caption("Bars are scores of 10; the line is the level of 5 at which each was asked.")


def question_table(results: Sequence[QuestionResult]) -> None:
    """Draw the same figures as a table."""
    rows = [
        (str(r.position), plain(skill_name(r.skill)), verdict(r), str(r.level)) for r in results
    ]
    _table(("Question", "Skill", "Score", "Level"), rows)


def _score_of(result: QuestionResult) -> float | None:
    return result.grade.score if result.grade else None


def _scores_and_levels(
    results: Sequence[QuestionResult], scores: Sequence[float | None]
) -> dict[str, object]:
    """Return bars above and a stepped line below, on one row of question numbers."""
    numbers = [str(r.position) for r in results]
    return {
        "grid": [
            {"left": 34, "right": 10, "top": 20, "height": 120},
            {"left": 34, "right": 10, "top": 178, "height": 44},
        ],
        "xAxis": [
            {"type": "category", "data": numbers, "gridIndex": 0},
            {"type": "category", "data": numbers, "gridIndex": 1, "axisLabel": {"show": False}},
        ],
        "yAxis": [
            {"type": "value", "max": 10, "interval": 5, "gridIndex": 0},
            {"type": "value", "min": 1, "max": 5, "interval": 2, "gridIndex": 1},
        ],
        "series": [
            {
                "type": "bar",
                "name": "Score",
                "data": list(scores),
                "barMaxWidth": 36,
                "itemStyle": {"borderRadius": [4, 4, 0, 0]},
                # A score of 0 has no bar: its number is all that is seen of it.
                "label": {"show": True, "position": "top"},
            },
            {
                "type": "line",
                "name": "Level",
                "data": [r.level for r in results],
                "step": "middle",
                "symbolSize": 8,
                "xAxisIndex": 1,
                "yAxisIndex": 1,
            },
        ],
    }


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Draw cells that are Markdown already; without rows nothing."""
    if rows:
        lines = [head, ["---"] * len(head), *rows]
        st.markdown("\n".join(f"| {' | '.join(cells)} |" for cells in lines))
