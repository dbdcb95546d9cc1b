"""Keeps unsent words in the browser, and puts them back into the box after a refresh."""

import streamlit as st

_DRAFT = st.components.v2.component(
    "rehearse_draft",
    html="<span id='draft' aria-hidden='true'></span>",
    js="""
const PREFIX = 'rehearse/draft/';
const BOX = '[data-testid=stChatInputTextArea]';
const LOOKS = 50;

const write = (box, text) => {
  const type = Object.getPrototypeOf(box);
  Object.getOwnPropertyDescriptor(type, 'value').set.call(box, text);
  box.dispatchEvent(new Event('input', { bubbles: true }));
};

const forget = (interview, but) => {
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith(`${PREFIX}${interview}/`) && name !== but) localStorage.removeItem(name);
  }
};

const putBack = (name, looks) => {
  const box = document.querySelector(BOX);
  if (box && !box.disabled) {
    const kept = localStorage.getItem(name);
    if (kept && !box.value) write(box, kept);
  } else if (looks > 0) {
    setTimeout(() => window.rehearseDraft === name && putBack(name, looks - 1), 100);
  }
};

export default function ({ data }) {
  const name = `${PREFIX}${data.interview}/${data.turn}`;
  const keep = ({ target }) => {
    if (!target.matches || !target.matches(BOX)) return;
    if (target.value) localStorage.setItem(name, target.value);
    else localStorage.removeItem(name);
  };
  try {
    forget(data.interview, name);
    if (window.rehearseDraft !== name) {
      window.rehearseDraft = name;
      putBack(name, LOOKS);
    }
  } catch {
    return undefined; // storage is closed to this page: nothing is kept
  }
  document.addEventListener('input', keep, true);
  return () => document.removeEventListener('input', keep, true);
}
""",
)
OVER = -1
"""No turn has this number: nothing of the interview is kept in the browser any more."""


def draft(interview_id: str, turn_no: int) -> None:
    """Keep what is typed for this turn; drafts of the interview's other turns are forgotten."""
    _DRAFT(data={"interview": interview_id, "turn": turn_no}, key="draft")
