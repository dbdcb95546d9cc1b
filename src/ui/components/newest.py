"""Keeps the newest words in view and gives the box its focus back when the reply has ended."""

import streamlit as st

_NEWEST = st.components.v2.component(
    "rehearse_newest",
    html="<div id='here' aria-hidden='true'></div>",
    css="#here{height:1px}",
    js="""
export default function ({ data, parentElement }) {
  const here = parentElement.querySelector('#here');
  if (window.rehearseAt === data.at) return;
  const first = window.rehearseAt === undefined;
  window.rehearseAt = data.at;
  const bottom = document.querySelector('[data-testid=stBottom]');
  here.style.scrollMarginBottom = `${(bottom ? bottom.offsetHeight : 0) + 24}px`;
  const calm = first || window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  setTimeout(() => {
    here.scrollIntoView({ block: 'end', behavior: calm ? 'auto' : 'smooth' });
    const box = document.querySelector('[data-testid=stChatInputTextArea]');
    const free = !document.activeElement || document.activeElement === document.body;
    if (data.ready && box && !box.disabled && free) box.focus({ preventScroll: true });
  }, 60);
}
""",
)


def newest(at: str, *, ready: bool) -> None:
    """Scroll here when `at` changed since the last run; `ready`: the candidate may write."""
    _NEWEST(data={"at": at, "ready": ready}, key="newest")
