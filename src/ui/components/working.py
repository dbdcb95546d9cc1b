"""What is under way: seen as a line with a turning ring, and said by a screen reader."""

import streamlit as st

_WORKING = st.components.v2.component(
    "rehearse_working",
    html="<p><i aria-hidden='true'></i><span id='words' role='status'></span></p>",
    css=(
        "p{display:flex;gap:.6rem;align-items:center;margin:0;min-height:1.6rem;"
        "font-family:var(--st-font);color:var(--st-text-color)}"
        "i{flex:none;width:.9rem;height:.9rem;border-radius:50%;box-sizing:border-box;"
        "border:2px solid var(--st-border-color);border-top-color:var(--st-primary-color);"
        "animation:turn 1s linear infinite}"
        "@keyframes turn{to{transform:rotate(1turn)}}"
        "@media (prefers-reduced-motion:reduce){i{animation:none}}"
    ),
    # A region is heard when its words change, not when it comes with words in it.
    js="""
export default function ({ data, parentElement }) {
  const words = parentElement.querySelector('#words');
  if (words.textContent === data.words) return undefined;
  const timer = setTimeout(() => { words.textContent = data.words; }, 50);
  return () => clearTimeout(timer);
}
""",
)


def working(words: str, key: str = "working") -> None:
    """Draw what is under way; `key` tells apart what may be under way at once."""
    _WORKING(data={"words": words}, key=f"working/{key}")
