"""The clocks: they count in the browser, so no rerun is needed for a second to pass."""

import streamlit as st

_CLOCK = st.components.v2.component(
    "rehearse_clock",
    html="<span id='clock' role='timer' aria-live='off'></span>",
    css=(
        "#clock{font-family:var(--st-font);color:var(--st-text-color);font-weight:600;"
        "font-variant-numeric:tabular-nums;display:block;text-align:right;white-space:nowrap}"
        "#clock small{font-weight:400;font-size:.875rem;margin-left:.6rem}"
    ),
    js="""
export default function ({ data, parentElement }) {
  const face = parentElement.querySelector('#clock');
  const began = performance.now();
  const two = (n) => String(n).padStart(2, '0');
  const told = (s) => s >= 3600
    ? `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`
    : `${two(Math.floor(s / 60))}:${two(s % 60)}`;
  const draw = () => {
    const passed = (performance.now() - began) / 1000;
    const whole = Math.floor(data.elapsed + (data.running ? passed : 0));
    const here = Math.floor(data.question + (data.running && !data.standing ? passed : 0));
    face.replaceChildren(document.createTextNode(told(whole)));
    const small = document.createElement('small');
    small.textContent = data.running ? `this question ${told(here)}` : 'paused';
    face.appendChild(small);
    face.setAttribute('aria-label', `Interview clock ${told(whole)}, ${small.textContent}`);
  };
  draw();
  const timer = setInterval(draw, 1000);
  return () => clearInterval(timer);
}
""",
)


def clock(*, elapsed_s: float, question_s: float, running: bool, standing: bool, key: str) -> None:
    """Draw the interview's clock with the question's beside it."""
    _CLOCK(
        data={
            "elapsed": elapsed_s,
            "question": question_s,
            "running": running,
            "standing": standing,
        },
        key=key,
    )
