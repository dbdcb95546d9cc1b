"""What was read of the résumé: facts with their lines, how well, and what doesn't seem to fit."""

from collections.abc import Callable, Sequence

import streamlit as st

from src.models.documents import Profile
from src.models.enums import FactKind, ReadBy, WorkState
from src.models.reading import Fact, FactDraft, Reading, When
from src.text import MONTHS
from src.ui.components.common import named
from src.ui.components.labels import count
from src.ui.render import plain, short

NAMES = {
    FactKind.ROLE: "Roles",
    FactKind.ACHIEVEMENT: "Achievements in figures",
    FactKind.EDUCATION: "Education",
    FactKind.CERTIFICATE: "Certificates",
    FactKind.SKILL: "Skills",
    FactKind.LANGUAGE: "Languages",
}
ONE = {
    FactKind.ROLE: "a role",
    FactKind.ACHIEVEMENT: "an achievement",
    FactKind.EDUCATION: "education",
    FactKind.CERTIFICATE: "a certificate",
    FactKind.SKILL: "a skill",
    FactKind.LANGUAGE: "a language",
}
_NEW = "add one"
_PICKED = "fact/which"
Edit = Callable[[str | None, FactDraft | None], None]


def second_look(profile: Profile) -> None:
    """Draw what doesn't seem to fit, calmly: an interviewer may ask, and it is never a score."""
    if not profile.conflicts:
        return
    with st.container(border=True):
        st.markdown("**Worth a second look** before somebody asks. None of it counts as a score.")
        for conflict in profile.conflicts:
            st.markdown(f"- {plain(conflict.text)}{_lines(conflict.lines)}")


def _lines(numbers: Sequence[int]) -> str:
    if not numbers:
        return ""
    word = "line" if len(numbers) == 1 else "lines"
    return f" :small[({word} {', '.join(map(str, numbers))})]"


def how_read(profile: Profile, again: Callable[[], None]) -> None:
    """Draw how each document was read, what was left out, and what could not be read."""
    for name, reading in (("résumé", profile.resume), ("job description", profile.job)):
        if reading is None:
            continue
        st.markdown(f":small[{plain(_quality(name, reading))}]")
        if reading.unread:
            listed = "; ".join(f"“{short(line, 60)}”" for line in reading.unread)
            st.markdown(f":small[Not understood: {plain(listed)}]")
        if reading.notice:
            st.info(plain(f"The {name}: {reading.notice}"), icon=":material/info:")
            st.button(named("Read it again", f"the {name}"), key=f"again/{name}", on_click=again)
    left = profile.resume.left_out if profile.resume else ()
    if left:
        st.markdown(f":small[Left out on purpose: {plain(', '.join(left))}.]")


def _quality(name: str, reading: Reading) -> str:
    """Return by whom a document was read, and how much of it, in counts that were counted."""
    share = f"{reading.read} of {count(reading.lines, 'line')}"
    if reading.accuracy is None or reading.state is not WorkState.COMPLETED:
        return f"Your {name} was read by layout and wording: {share} understood."
    kept = f"{reading.found} of {count(reading.claimed, 'fact')}"
    left = reading.claimed - reading.found
    out = f"; {left} left out" if left else ""
    return f"Your {name} was read by {reading.engine}: {kept} stand in the line they name{out}."


def facts(profile: Profile, edit: Edit, *, editing: bool) -> None:
    """Draw the facts by kind, each with its line, and with editing on one form for any of them."""
    kinds = {kind: [f for f in profile.facts if f.kind is kind] for kind in NAMES}
    held = [f"{NAMES[kind].lower()} {len(found)}" for kind, found in kinds.items() if found]
    label = f"What was read of your résumé: {', '.join(held) or 'nothing yet'}"
    with st.expander(label, type="compact", expanded=editing):
        for kind, found in kinds.items():
            if found:
                st.markdown(f"**{NAMES[kind]}**")
                st.markdown("\n".join(f"- {_told(fact)}" for fact in found))
        if editing:
            _form(profile.facts, edit)


def _told(fact: Fact) -> str:
    parts = [plain(short(fact.words, 120))]
    parts += [said] if (said := _when(fact)) else []
    parts += [f"**{plain(fact.quantity)}**"] if fact.quantity else []
    mark = " :blue-badge[yours]" if fact.by is ReadBy.YOURS else ""
    line = f" :small[(line {fact.line_no})]" if fact.line_no else ""
    return f"{' · '.join(parts)}{line}{mark}"


def _when(fact: Fact) -> str:
    start, end = _month(fact.start), "now" if fact.ongoing else _month(fact.end)
    part = ", part-time" if fact.part and fact.kind is FactKind.ROLE else ""
    return " – ".join(word for word in (start, end) if word) + (part if start or end else "")


def _month(when: When | None) -> str:
    if when is None:
        return ""
    return f"{MONTHS[when.month - 1][:3]} {when.year}" if when.month else str(when.year)


def _form(found: Sequence[Fact], edit: Edit) -> None:
    """Draw the fields of the fact that is picked, or of a new one."""
    by_key = {fact.edit_key: fact for fact in found}
    if st.session_state.get(_PICKED) not in {_NEW, *by_key}:
        st.session_state.pop(_PICKED, None)
    picked = st.selectbox(
        "Correct or add a fact",
        [_NEW, *by_key],
        format_func=lambda key: _name(by_key.get(key)),
        key=_PICKED,
    )
    fact = by_key.get(str(picked))
    kind = fact.kind if fact else _kind()
    name = f"fact/{picked}/{kind}"
    _fields(name, kind, fact)
    key = fact.edit_key if fact else None
    with st.container(horizontal=True):
        saves = named("Save", "this fact")
        st.button(saves, key=f"{name}/save", on_click=_save, args=(key, kind, name, edit))
        if fact is not None:
            st.button(
                named("Remove", "this fact"),
                key=f"{name}/drop",
                on_click=lambda: edit(key, None),
                type="tertiary",
            )


def _name(fact: Fact | None) -> str:
    return f"{NAMES[fact.kind]}: {short(fact.words)}" if fact else "Add a fact"


def _kind() -> FactKind:
    chosen = st.selectbox("What is it", list(ONE), format_func=lambda k: ONE[k], key="fact/kind")
    return FactKind(chosen or FactKind.ROLE)


def _fields(name: str, kind: FactKind, fact: Fact | None) -> None:
    first = {
        "text": fact.text if fact else "",
        "place": fact.place if fact else "",
        "start": _month(fact.start) if fact else "",
        "end": _month(fact.end) if fact else "",
        "ongoing": bool(fact and fact.ongoing),
        "part": bool(fact and fact.part),
    }
    for field, value in first.items():
        st.session_state.setdefault(f"{name}/{field}", value)
    st.text_input("In your words", key=f"{name}/text", max_chars=300)
    dated = kind in {FactKind.ROLE, FactKind.EDUCATION}
    if dated:
        where = "Employer" if kind is FactKind.ROLE else "School"
        st.text_input(where, key=f"{name}/place", max_chars=200)
        left, right = st.columns(2)
        left.text_input("From", key=f"{name}/start", placeholder="Mar 2019")
        right.text_input("To", key=f"{name}/end", placeholder="May 2021")
    if kind is FactKind.ROLE:
        st.toggle("I still work there", key=f"{name}/ongoing")
        st.toggle("Part-time, or beside something else", key=f"{name}/part")


def _save(key: str | None, kind: FactKind, name: str, edit: Edit) -> None:
    said = {f: st.session_state.get(f"{name}/{f}") for f in FactDraft.model_fields if f != "kind"}
    edit(
        key,
        FactDraft.model_validate({k: v for k, v in said.items() if v is not None} | {"kind": kind}),
    )
    for field in said:
        st.session_state.pop(f"{name}/{field}", None)
