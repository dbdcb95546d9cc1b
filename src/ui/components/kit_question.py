"""One question of a kit under way: the fields that forms serve well, and its YAML for the rest."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

from src.models.enums import QuestionKind
from src.models.kits import OwnKit
from src.ui.components.inputs import CODE_BOX
from src.ui.components.kit_preview import KINDS
from src.ui.components.labels import score
from src.ui.kitting import Bench
from src.ui.render import as_told

Asked = Mapping[str, object]
TEXT_PX, SHORT_PX = 420, 90
LEVELS = (1, 2, 3, 4, 5)
WEIGHTS = (0.5, 1.0, 1.5, 2.0, 2.5, 3.0)
ANCHORS = (3, 6, 9)
AS_YAML = (
    "Tables, sheets, choices, code and the right answer of this kind are edited under *As YAML*."
)


def yaml_box(
    bench: Bench, name: str, label: str, text: str, store: Callable[[int, str], OwnKit],
    *, height: int = TEXT_PX, anew: bool = False,
) -> None:  # fmt: skip
    """Draw YAML to change; it is stored with the version that was shown when the box is left."""
    place = bench.key(f"yaml/{name}")

    def keep() -> None:
        typed = str(st.session_state.get(place) or "")
        bench.act(lambda version: store(version, typed), anew=anew, typed=typed)

    with st.container(key=f"{CODE_BOX}-kit"):
        st.text_area(
            label,
            value=text,
            height=height,
            key=place,
            on_change=keep,
            help="It is checked when you leave the box.",
        )


def question_text(bench: Bench, at: int) -> None:
    """Draw a question's YAML; what is wrong is told with its lines, and nothing typed is lost."""
    edit, me, key = bench.app.editor, bench.owner_id, bench.own.key
    text = edit.question_text(bench.own, at)
    yaml_box(
        bench,
        str(at),
        "This question as YAML",
        text,
        lambda version, typed: edit.write_question(me, key, version, at, typed),
    )
    st.button("Check the question")  # leaving the box for it is what checks
    found = edit.question_faults(text)
    if not found:
        st.markdown(":green[:material/check:] This question can be asked and graded.")
        return
    lines = [f"- {as_told(fault.told)}" for fault in found]
    st.warning("\n".join(lines), icon=":material/rule:")


def question_form(bench: Bench, at: int, asked: Asked) -> None:
    """Draw the fields of a question."""
    form = _Form(bench, at, asked)
    form.area("text", "The question")
    left, middle, right = st.columns([2, 2, 1])
    with left:
        form.line("skill", "Skill")
    with middle:
        form.kind()
    with right:
        form.number("minutes", "Minutes", (0.5, 30.0), 0.5)
    form.level()
    if asked.get("kind") == QuestionKind.BEHAVIOURAL:
        form.line("competence", "Competence")
        form.area("situation", "What the situation must contain")
    if asked.get("kind") == QuestionKind.NUMBER:
        form.key()
    elif asked.get("kind") in {QuestionKind.CHOICE, QuestionKind.FORMULA, QuestionKind.SQL}:
        st.markdown(f":gray[{AS_YAML}]")
    points(form)
    form.lines("hints", "Hints, one a line, from vague to telling")
    follow_ups(form)
    with st.expander("Anchors and sample answers", type="compact"):
        for value in ANCHORS:
            form.line_at(("anchors", value), f"What {value} of 10 sounds like")
        for name in ("strong", "medium", "weak"):
            form.area_at(("answers", name), f"A {name} answer")
        _samples(form)


class _Form:
    """The widgets of one question; each stores what it holds as soon as it is left."""

    def __init__(self, bench: Bench, at: int, asked: Asked) -> None:
        self.bench = bench
        self.at = at
        self.asked = asked

    def name(self, path: Sequence[str | int]) -> str:
        """Return a widget's name."""
        return f"q{self.at}/{'/'.join(map(str, path))}"

    def stores(
        self, path: Sequence[str | int], as_value: Callable[[object], object]
    ) -> Callable[[], None]:
        """Return what stores a widget's value."""
        return partial(
            self.bench.put, self.name(path), "questions", self.at, *path, as_value=as_value
        )

    def value(self, path: Sequence[str | int]) -> object:
        """Return what the draft holds at a path, None where it holds nothing."""
        found: object = self.asked
        for part in path:
            if isinstance(found, list) and isinstance(part, int):
                found = found[part] if part < len(found) else None
            else:
                found = found.get(part) if isinstance(found, dict) else None
        return found

    def line(self, field: str, label: str) -> None:
        """Draw a line of text."""
        self.line_at((field,), label)

    def line_at(self, path: Sequence[str | int], label: str, *, hidden: bool = False) -> None:
        """Draw a line of text at a path."""
        st.text_input(
            label,
            value=_text(self.value(path)),
            key=self.bench.key(self.name(path)),
            on_change=self.stores(path, _or_none),
            label_visibility="collapsed" if hidden else "visible",
        )

    def area(self, field: str, label: str) -> None:
        """Draw a box of text."""
        self.area_at((field,), label)

    def area_at(self, path: Sequence[str | int], label: str) -> None:
        """Draw a box of text at a path."""
        st.text_area(
            label,
            value=_text(self.value(path)),
            height=SHORT_PX,
            key=self.bench.key(self.name(path)),
            on_change=self.stores(path, _or_none),
        )

    def lines(self, field: str, label: str) -> None:
        """Draw a list of texts, one a line."""
        found = self.value((field,))
        shown = "\n".join(map(str, found)) if isinstance(found, list) else ""
        st.text_area(
            label,
            value=shown,
            height=SHORT_PX,
            key=self.bench.key(self.name((field,))),
            on_change=self.stores((field,), _lines),
        )

    def kind(self) -> None:
        """Draw the kind of the question."""
        kinds = list(KINDS)
        now = self.asked.get("kind") or QuestionKind.OPEN
        st.selectbox(
            "Kind",
            kinds,
            index=kinds.index(QuestionKind(str(now))) if now in kinds else 0,
            format_func=lambda kind: KINDS[kind],
            key=self.bench.key(self.name(("kind",))),
            on_change=self.stores(("kind",), str),
        )

    def level(self) -> None:
        """Draw the level, one of five."""
        now = self.asked.get("level")
        st.pills(
            "Level, from 1 (has read about it) to 5 (teaches the trade-off)",
            LEVELS,
            default=now if now in LEVELS else None,
            key=self.bench.key(self.name(("level",))),
            on_change=self.stores(("level",), lambda value: value),
        )

    def number(
        self, field: str, label: str, bounds: tuple[float, float], step: float
    ) -> None:  # fmt: skip
        """Draw a number within bounds."""
        now = self.asked.get(field)
        least, most = bounds
        fits = isinstance(now, int | float) and least <= now <= most
        st.number_input(
            label,
            min_value=least,
            max_value=most,
            value=float(now) if fits and isinstance(now, int | float) else None,
            step=step,
            key=self.bench.key(self.name((field,))),
            on_change=self.stores((field,), lambda value: value),
        )

    def key(self) -> None:
        """Draw the right number with unit and tolerance."""
        left, middle, right = st.columns(3)
        with left:
            self.number("expected", "The right number", (-1e15, 1e15), 1.0)
        with middle:
            self.line("unit", "Unit")
        with right:
            self.number("tolerance", "Tolerance, as a share", (0.0, 1.0), 0.01)


def points(form: _Form) -> None:
    """Draw the points with label, weight and bonus, and the way to one more."""
    st.subheader("Points", anchor=False)
    found = form.value(("points",))
    count = len(found) if isinstance(found, list) else 0
    for number in range(count):
        with st.container(border=True):
            _point(form, number)
    _button(form, "Add a point", ("points", count), {"label": "", "text": ""})


def _point(form: _Form, number: int) -> None:
    path = ("points", number)
    left, middle, right = st.columns([3, 2, 1], vertical_alignment="bottom")
    with left:
        form.line_at((*path, "label"), f"Label of point {number + 1}: one to three words")
    now = form.value((*path, "weight"))
    with middle:
        st.selectbox(
            "Weight",
            WEIGHTS,
            index=WEIGHTS.index(float(now))
            if isinstance(now, int | float) and now in WEIGHTS
            else 1,
            format_func=lambda weight: f"{weight:g}",
            key=form.bench.key(form.name((*path, "weight"))),
            on_change=form.stores((*path, "weight"), lambda value: value),
        )
    with right:
        st.checkbox(
            "Bonus",
            value=form.value((*path, "bonus")) is True,
            key=form.bench.key(form.name((*path, "bonus"))),
            on_change=form.stores((*path, "bonus"), lambda value: True if value else None),
        )
    form.area_at((*path, "text"), "What an answer says; other usual words in [brackets]")
    _button(form, f"Remove point {number + 1}", path, None)


def _button(form: _Form, label: str, path: Sequence[str | int], value: object) -> None:
    """Draw a button that puts a value into the draft and draws the form anew."""
    bench = form.bench
    whole = ("questions", form.at, *path)
    edit, me, key = bench.app.editor, bench.owner_id, bench.own.key
    st.button(
        label,
        type="tertiary",
        key=bench.key(f"{form.name(path)}/{label}"),
        on_click=lambda: bench.act(lambda v: edit.put(me, key, v, whole, value), anew=True),
    )


def follow_ups(form: _Form) -> None:
    """Draw the follow-ups, one a line: the point's label, a colon, the question."""
    found = form.value(("follow_ups",))
    listed = found if isinstance(found, list) else []
    shown = [f"{f.get('to', '')}: {f.get('text', '')}" for f in listed if isinstance(f, dict)]
    st.text_area(
        "Follow-ups, one a line: the point's label, a colon, the question",
        value="\n".join(shown),
        height=SHORT_PX,
        key=form.bench.key(form.name(("follow_ups",))),
        on_change=form.stores(("follow_ups",), _follow_ups),
    )


def _samples(form: _Form) -> None:
    """Draw what the sample answers get, once the question is sound."""
    reading = form.bench.app.editor.reading(form.bench.own)
    if reading.kit is None or form.at >= len(reading.kit.questions):
        return
    found = form.bench.app.editor.samples(reading.kit.questions[form.at])
    told = (("strong", found.strong), ("medium", found.medium), ("weak", found.weak))
    parts = [f"{name} {score(value)}" for name, value in told if value is not None]
    if parts:
        st.markdown(f"Our grader gives, of 10: {', '.join(parts)}.")


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _or_none(value: object) -> str | None:
    return str(value) if value else None


def _lines(value: object) -> list[str] | None:
    return [line.strip() for line in str(value or "").splitlines() if line.strip()] or None


def _follow_ups(value: object) -> list[dict[str, str]] | None:
    found = []
    for line in _lines(value) or []:
        to, _, text = line.partition(":")
        found.append({"to": to.strip(), "text": text.strip()})
    return found or None
