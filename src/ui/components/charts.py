"""Charts with words: each has alt text and a table or list beside it."""

from collections.abc import Sequence

import streamlit as st

from src.models.grades import QuestionResult, SkillScore
from src.reports.telling import verdict
from src.ui.components.labels import confidence, score, skill_name
from src.ui.render import plain

NONE = "–"
LIGHT, DARK = "#5F6663", "#A3ABA7"
"""The theme's gray; Streamlit's own for charts is 3.6:1 on our ground."""


def gray() -> dict[str, str]:
    """Return the colour of a chart's words in the theme that is on."""
    return {"color": DARK if st.context.theme.type == "dark" else LIGHT}


def radar(skills: Sequence[SkillScore]) -> None:
    """Draw the skills as a radar."""
    values = [s.score or 0 for s in skills]
    names = [skill_name(s.skill) for s in skills]
    told = ", ".join(f"{n} {score(v)}" for n, v in zip(names, values, strict=True))
    spec = {
        "radar": {
            "indicator": [{"name": n, "max": 10} for n in names],
            "radius": "65%",
            "axisName": gray(),
        },
        "series": [
            {
                "type": "radar",
                "areaStyle": {"opacity": 0.25},
                "data": [{"value": values, "name": "You"}],
            }
        ],
    }
    st.echarts_chart(spec, height=280, alt=f"Score by skill, of 10: {told}", key="radar")


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
    st.echarts_chart(_scores_and_levels(results, scores), height=250, alt=alt, key="by_question")
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
    ink = gray()
    return {
        "grid": [
            {"left": 34, "right": 10, "top": 20, "height": 120},
            {"left": 34, "right": 10, "top": 178, "height": 44},
        ],
        "xAxis": [
            {"type": "category", "data": numbers, "gridIndex": 0, "axisLabel": ink},
            {"type": "category", "data": numbers, "gridIndex": 1, "axisLabel": {"show": False}},
        ],
        "yAxis": [
            {"type": "value", "max": 10, "interval": 5, "gridIndex": 0, "axisLabel": ink},
            {"type": "value", "min": 1, "max": 5, "interval": 2, "gridIndex": 1, "axisLabel": ink},
        ],
        "series": [
            {
                "type": "bar",
                "name": "Score",
                "data": list(scores),
                "barMaxWidth": 36,
                "itemStyle": {"borderRadius": [4, 4, 0, 0]},
                # A score of 0 has no bar: its number is all that is seen of it.
                "label": {"show": True, "position": "top", **ink},
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
