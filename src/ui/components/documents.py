"""Role and documents: by kit or in own words; by paste, by file, or one that was read before."""

from collections.abc import Callable, Collection, Sequence

import streamlit as st

from src.app import Application
from src.errors import DocumentError, InputError, LimitError, StorageError
from src.models.content import Kit
from src.models.documents import Document
from src.models.enums import DocumentKind
from src.ui.components.common import named
from src.ui.components.labels import count
from src.ui.components.roles import OTHER
from src.ui.components.roles import role as role_pills
from src.ui.components.working import working
from src.ui.left import DONE, KEYS, forget_text, settle
from src.ui.render import plain

SENIORITIES = ("Not said", "Graduate", "Junior", "Mid-level", "Senior", "Lead")
LABELS = {DocumentKind.RESUME: "Your résumé", DocumentKind.JOB: "The job description"}
SAME_AS_OTHERS = frozenset({"markdown", "htm"})
"""Second spellings of an ending; naming them would only fill the line."""
CHOSEN = {DocumentKind.RESUME: KEYS["resume_id"], DocumentKind.JOB: KEYS["job_id"]}
TEXTS = {DocumentKind.RESUME: KEYS["resume_text"], DocumentKind.JOB: KEYS["job_text"]}


def role_and_company(kits: Sequence[Kit], own: Collection[str] = ()) -> dict[str, object]:
    """Draw role, company and seniority; return the fields, empty while no role is named."""
    titles = {kit.id: kit.title for kit in kits}
    kit_id = role_pills(titles, own, KEYS["role"], free=True)
    role = titles.get(str(kit_id), "")
    if kit_id == OTHER:
        role = st.text_input("Which role?", key=KEYS["free_role"], max_chars=120).strip()
    left, right = st.columns(2)
    company = left.text_input("Company", key=KEYS["company"], max_chars=120, placeholder="Optional")
    seniority = right.selectbox("Seniority", SENIORITIES, key=settle("seniority", SENIORITIES))
    if not role:
        return {}
    return {
        "role": role,
        "kit_id": None if kit_id == OTHER else kit_id,
        "company": company.strip(),
        "seniority": "" if seniority == SENIORITIES[0] else seniority,
    }


def both(app: Application, owner_id: str) -> tuple[str | None, str | None]:
    """Draw résumé and job description side by side; return the ids of those chosen."""
    left, right = st.columns(2, gap="large")
    with left:
        resume = _document(app, owner_id, DocumentKind.RESUME)
    with right:
        job = _document(app, owner_id, DocumentKind.JOB)
    return resume, job


def _document(app: Application, owner_id: str, kind: DocumentKind) -> str | None:
    """Draw one document: what was read, or the ways to give it."""
    st.header(LABELS[kind], anchor=False)
    chosen = _chosen(app, owner_id, kind)
    if chosen is None:
        _ways_in(app, owner_id, kind)
        return None
    _what_was_read(chosen)
    which = LABELS[kind].lower()
    with st.container(horizontal=True):
        label = named("Use another", f"instead of {which}")
        st.button(label, key=f"other/{kind}", on_click=_choose, args=(kind, None))
        st.button(
            named("Delete it", which),
            key=f"delete/{kind}",
            type="tertiary",
            on_click=_delete,
            args=(app, owner_id, chosen),
        )
    return chosen.id


def _chosen(app: Application, owner_id: str, kind: DocumentKind) -> Document | None:
    found = st.session_state.get(CHOSEN[kind])
    kept = {d.id: d for d in app.library.list(owner_id, kind)}
    return kept.get(str(found))


def _choose(kind: DocumentKind, document_id: str | None) -> None:
    st.session_state[CHOSEN[kind]] = document_id


def _delete(app: Application, owner_id: str, document: Document) -> None:
    app.library.delete(owner_id, document.id)
    _choose(document.kind, None)


def _what_was_read(document: Document) -> None:
    pages = f", {count(document.pages, 'page')}" if document.pages > 1 else ""
    st.markdown(f":green[:material/check:] {plain(document.title)}{pages}")
    for warning in document.warnings:
        st.warning(plain(warning), icon=":material/visibility_off:")
    with st.expander("The text that was read", type="compact"):
        st.text(document.text)


def resume_file(app: Application, owner_id: str, then: Callable[[], None]) -> None:
    """Draw the way to give a résumé as a file, and go on with `then` once it was read.

    Nothing is drawn before the first yes to it, which is asked where documents are.
    """
    if app.library.consents.given(owner_id):
        _file(app, owner_id, DocumentKind.RESUME, then)


def _file(
    app: Application, owner_id: str, kind: DocumentKind, then: Callable[[], None] = st.rerun
) -> None:
    """Draw the upload, with the yes before the first one; trouble is told in place."""
    trouble = st.session_state.pop(f"trouble/{kind}", None)
    if trouble:
        st.warning(trouble, icon=":material/info:")
    agreed = _consent(app, owner_id, kind)
    _upload(app, owner_id, kind, then, agreed=agreed)


def _ways_in(app: Application, owner_id: str, kind: DocumentKind) -> None:
    """Draw upload, paste and the choice among earlier ones."""
    _file(app, owner_id, kind)
    st.text_area("Or paste its text", key=TEXTS[kind], height=140)
    label = named("Use this text", f"as {LABELS[kind].lower()}")
    st.button(label, key=f"use/{kind}", on_click=_paste, args=(app, owner_id, kind))
    kept = {d.id: d.title for d in app.library.list(owner_id, kind)}
    if kept:
        name = f"earlier/{kind}"
        st.selectbox(
            "Or one that was read before",
            list(kept),
            index=None,
            format_func=lambda found: kept.get(str(found), ""),
            key=name,
            on_change=lambda: _choose(kind, st.session_state.get(name)),
        )


def _consent(app: Application, owner_id: str, kind: DocumentKind) -> bool:
    """Draw where the text goes, and ask for the yes before the first upload."""
    agreed = app.library.consents.given(owner_id)
    if agreed:
        return True
    st.markdown(f":small[{plain(app.library.consent_text(owner_id))}]")
    return st.checkbox(
        "Yes, read my file",
        key=f"consent/{kind}",
        on_change=lambda: app.library.consents.give(owner_id),
    )


def _upload(
    app: Application,
    owner_id: str,
    kind: DocumentKind,
    then: Callable[[], None],
    *,
    agreed: bool,
) -> None:
    info = app.info(owner_id)
    key = f"upload/{kind}/{st.session_state.get(f'uploads/{kind}', 0)}"
    file = st.file_uploader(
        f"{LABELS[kind]} as a file",
        type=[suffix for suffix in info.suffixes if suffix not in SAME_AS_OTHERS],
        max_upload_size=info.max_upload_mb,
        key=key,
        disabled=not agreed,
    )
    if file is None:
        return
    working("Reading the file", kind)
    is_read = _told(kind, lambda: app.library.upload(owner_id, kind, file.name, file.getvalue()).id)
    st.session_state[f"uploads/{kind}"] = st.session_state.get(f"uploads/{kind}", 0) + 1
    if is_read:
        then()
    st.rerun()


def _paste(app: Application, owner_id: str, kind: DocumentKind) -> None:
    """Read what was pasted; words that can't be read stay in their box."""
    text = str(st.session_state.get(TEXTS[kind]) or "")
    if _told(kind, lambda: app.library.paste(owner_id, kind, text).id):
        forget_text(kind)


def _told(kind: DocumentKind, keep: Callable[[], str]) -> bool:
    """Choose what `keep` returns, or leave the sentence about why it couldn't be kept."""
    try:
        _choose(kind, keep())
    except (DocumentError, InputError, LimitError) as problem:
        st.session_state[f"trouble/{kind}"] = str(problem)
    except StorageError as problem:
        st.session_state[f"trouble/{kind}"] = problem.sentence
    else:
        return True
    return False


def go_on(*, has_role: bool) -> None:
    """Draw the button to the next steps."""
    if not has_role:
        st.markdown(":small[Name the role to go on.]")
    st.button(
        "Show what was read and the plan",
        type="primary",
        disabled=not has_role,
        on_click=lambda: st.session_state.update({DONE: True}),
    )
