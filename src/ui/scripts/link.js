// Says when the line to the server is gone and when it is back, and lets another tab of the same
// interview tell this one that it has moved on.

const LOST = 'The connection is gone. What you type is kept in this browser; '
  + 'it goes on by itself when the connection is back.';
const BACK = 'The connection is back. What you sent is stored; what was not sent is in the box.';
const SHOWN_MS = 12000;
const PATIENCE_MS = 1500;
const LOOKS = 8;
const NAME = 'rehearse/at/';

const states = new WeakMap();

const say = (words) => window.dispatchEvent(new CustomEvent('rehearse:say', { detail: words }));

// A browser without a network may still reach a server on the same machine: ask it.
const answers = async () => {
  const health = new URL('_stcore/health', document.baseURI.replace(/\/interview.*/, '/'));
  try {
    return (await fetch(health, { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) })).ok;
  } catch {
    return false;
  }
};

const isUp = async () => isConnected() && (navigator.onLine || await answers());

const show = (state, words) => {
  const line = state.root.querySelector('#link');
  line.textContent = words;
  line.hidden = !words;
};

const lost = (state) => {
  state.isLost = true;
  show(state, LOST);
  say(LOST);
};

const ask = (state, what, looks = LOOKS) => {
  if (state.isGone) return;
  if (isBusy() && looks > 0) setTimeout(() => ask(state, what, looks - 1), AGAIN_MS);
  else state.trigger('moved', what);
};

const back = (state) => {
  state.isLost = false;
  show(state, BACK);
  say(BACK);
  ask(state, 'back'); // what was sent into the dead line isn't known: draw what is stored
  state.hide = setTimeout(() => show(state, ''), SHOWN_MS);
};

const look = async (state, patience = 0) => {
  clearTimeout(state.later);
  const up = await isUp();
  if (state.isGone) return;
  clearTimeout(state.later);
  if (up && state.isLost) back(state);
  if (up) return;
  if (!state.isLost && patience >= PATIENCE_MS) lost(state);
  state.later = setTimeout(() => look(state, patience + AGAIN_MS), AGAIN_MS);
};

const hasWords = () => [...document.querySelectorAll(
  '[data-testid=stChatInputTextArea], [class*=st-key-answer-box] textarea')].some((b) => b.value);

const moved = (state, { key, newValue }) => {
  if (key !== NAME + state.data.interview || !newValue || newValue === state.data.at) return;
  if (!hasWords()) ask(state, newValue);
};

const begin = (root) => {
  const state = { root };
  state.look = () => look(state);
  state.moved = (event) => moved(state, event);
  state.watcher = new MutationObserver(state.look);
  const app = document.querySelector('[data-test-connection-state]');
  if (app) state.watcher.observe(app, { attributeFilter: ['data-test-connection-state'] });
  window.addEventListener('online', state.look);
  window.addEventListener('offline', state.look);
  window.addEventListener('storage', state.moved);
  return state;
};

export default function ({ data, parentElement, setTriggerValue }) {
  const state = states.get(parentElement) || begin(parentElement);
  states.set(parentElement, state);
  Object.assign(state, { data, trigger: setTriggerValue });
  try {
    localStorage.setItem(NAME + data.interview, data.at);
  } catch {
    // storage is closed to this page: other tabs find out when they next do something
  }
  look(state);
  return () => {
    state.watcher.disconnect();
    state.isGone = true;
    clearTimeout(state.later);
    clearTimeout(state.hide);
    window.removeEventListener('online', state.look);
    window.removeEventListener('offline', state.look);
    window.removeEventListener('storage', state.moved);
    states.delete(parentElement);
  };
}
