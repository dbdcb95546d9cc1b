"""Charts with words: each has alt text and a table or list beside it."""

from collections.abc import Sequence

import streamlit as st

from src.models.grades import QuestionResult, SkillScore
from src.ui.components.labels import count, score, skill_name
from src.ui.render import plain


def radar(skills: Sequence[SkillScore]) -> None:
    """Draw the skills as a radar."""
    values = [s.score or 0 for s in skills]
    names = [skill_name(s.skill) for s in skills]
    told = ", ".join(f"{n} {score(v)}" for n, v in zip(names, values, strict=True))
    spec = {
        "radar": {"indicator": [{"name": n, "max": 10} for n in names], "radius": "65%"},
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
    """Draw each skill's score and what it rests on."""
    rows = [
        f"| {plain(skill_name(s.skill))} | {score(s.score)} | {count(s.graded, 'answer')} |"
        for s in skills
    ]
    if rows:
        st.markdown("\n".join(["| Skill | Score | Rests on |", "|---|---|---|", *rows]))


def bars(results: Sequence[QuestionResult]) -> None:
    """Draw the score of each question; one that has none leaves its place empty."""
    values = [r.grade.score if r.grade else None for r in results]
    told = ", ".join(
        f"question {r.position} {score(v)}" for r, v in zip(results, values, strict=True)
    )
    spec = {
        "grid": {"left": 30, "right": 10, "top": 10, "bottom": 25},
        "xAxis": {"type": "category", "data": [str(r.position) for r in results]},
        "yAxis": {"type": "value", "min": 0, "max": 10, "interval": 5},
        "series": [
            {
                "type": "bar",
                "data": values,
                "barMaxWidth": 36,
                "itemStyle": {"borderRadius": [4, 4, 0, 0]},
            }
        ],
    }
    st.echarts_chart(spec, height=150, alt=f"Score by question, of 10: {told}", key="bars")
