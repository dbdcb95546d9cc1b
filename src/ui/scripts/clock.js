// The clocks, counted here so that no rerun is needed for a second to pass.
//
// Streamlit calls the default export again with each run's data and cleans up once, at the end: what
// runs on (the interval) is kept by element, or every run would leave one more behind.

const faces = new WeakMap();

const two = (n) => String(n).padStart(2, '0');

const told = (s) => s >= 3600
  ? `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`
  : `${two(Math.floor(s / 60))}:${two(s % 60)}`;

const minutes = (s) => {
  const n = Math.max(1, Math.round(s / 60));
  return n === 1 ? '1 minute' : `${n} minutes`;
};

// A machine that slept has both: the wall clock went on, the other may have stood.
const passed = (state) => Math.max(Date.now() - state.wall, performance.now() - state.steady) / 1000;

const times = ({ data, ...state }) => ({
  whole: Math.floor(data.elapsed + (data.running ? passed(state) : 0)),
  here: Math.floor(data.question + (data.running && !data.standing ? passed(state) : 0)),
});

const face = (root, data, { whole, here }) => {
  const planned = data.planned ? ` of ${told(data.planned)}` : '';
  const stands = data.running ? (data.standing ? ', standing' : '') : '';
  const small = data.running ? `this question ${told(here)}${stands}` : 'paused';
  root.querySelector('#whole').textContent = told(whole);
  root.querySelector('#planned').textContent = planned;
  root.querySelector('#here').textContent = data.due || !data.running ? small : '';
  root.setAttribute('aria-label', `Interview clock ${told(whole)}${planned}, ${small}`);
};

const SAFE = 'Nothing is cut off.';

const notice = (data, { whole, here }) => {
  if (!data.running) return null;
  const left = data.planned - whole;
  if (data.planned && left <= 0) {
    return ['over', `The ${minutes(data.planned)} are over. ${SAFE} Finish this answer; `
      + 'after it the interviewer comes to the end.'];
  }
  if (data.planned && left <= Math.min(120, data.planned / 5)) {
    return ['near', `Less than ${minutes(Math.ceil(left / 60) * 60)} of ${minutes(data.planned)} `
      + 'left.'];
  }
  if (data.due && here >= data.due && !data.standing) {
    return [`due/${data.place}`, `About ${minutes(data.due)} have gone into this question, as long `
      + `as it usually takes. ${SAFE}`];
  }
  return null;
};

const announceOnce = (interview, [id, words]) => {
  const name = `rehearse/told/${interview}/${id}`;
  try {
    if (sessionStorage.getItem(name)) return;
    sessionStorage.setItem(name, '1');
  } catch {
    return; // storage is closed to this page: better silent than each second
  }
  window.dispatchEvent(new CustomEvent('rehearse:say', { detail: words }));
};

const draw = (state) => {
  const { data, root } = state;
  const now = times(state);
  if (data.part === 'face') {
    face(root.querySelector('#clock'), data, now);
    return;
  }
  const found = notice(data, now);
  const line = root.querySelector('#notice');
  line.textContent = found ? found[1] : '';
  line.hidden = !found;
  if (found) announceOnce(data.interview, found);
};

export default function ({ data, parentElement }) {
  let state = faces.get(parentElement);
  if (!state) {
    state = { root: parentElement };
    state.timer = setInterval(() => draw(state), 1000);
    faces.set(parentElement, state);
  }
  if (JSON.stringify(state.data) !== JSON.stringify(data)) {
    Object.assign(state, { data, wall: Date.now(), steady: performance.now() });
  }
  draw(state);
  return () => {
    clearInterval(state.timer);
    faces.delete(parentElement);
  };
}
