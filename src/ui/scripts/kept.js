// What becomes of recordings that only this browser holds.
//
// One that the server has goes. One that was meant to be sent is sent as soon as it can be; one that
// was broken off, by a reload say, is offered. Nothing is kept longer than a day.

const ALIVE_MS = 4000;
const QUIET_MS = 3000;
const SAY_QUIET_MS = 15_000; // the report's microphone doesn't show that it is sending
const STUCK_MS = 15_000; // beside the recording's own length, in which a slow line sends it
const SLOW_MS = 8000;
const TRY_MS = 4000;
const LOOK_MS = 1000;
const LEAST_MS = 300;
const SAME_S = 1;

const KEPT = 'is kept in this browser.';
const SOON = 'It is sent as soon as the connection is back.';
const SENT_NOW = 'It is being sent.';

const tellAloud = (words) => window.dispatchEvent(new CustomEvent('rehearse:say', { detail: words }));

const whoSends = () => {
  const token = new URLSearchParams(location.search).get('resume');
  return token ? { 'X-Rehearse-Resume': token } : {};
};

const isGoing = ({ state, at }) => state === 'going' && Date.now() - at < ALIVE_MS;

// The answer box sends another file than it records, of the same length.
const isStored = ({ known, bytes, ms }) => here.stored.some((task) => !known.includes(task.id)
  && (task.bytes === bytes
    || (task.seconds !== null && Math.abs(task.seconds - ms / 1000) <= SAME_S)));

// While the answer box may still be sending it itself, it isn't sent a second time.
const isBoxFree = () => {
  const box = document.querySelector('[data-testid=stChatInput]');
  return !box || Boolean(box.querySelector('[data-testid=stChatInputMicButton]:not(:disabled)'));
};
const isUp = () => isConnected() && navigator.onLine;

// A line that was gone for a moment can leave the answer box waiting for ever for the place to send
// its file to. Then nothing but this copy is on its way.
const hold = { since: null };
const watchBox = () => {
  if (isBoxFree() || !isUp() || isBusy()) hold.since = null;
  else hold.since ??= Date.now();
};
const isStuck = ({ ms }) => hold.since !== null && Date.now() - hold.since > STUCK_MS + ms;

const isQuiet = (entry) => (isBoxFree() || isStuck(entry)) && isConnected() && !isBusy()
  && Date.now() - entry.at > (entry.position ? SAY_QUIET_MS : QUIET_MS);

const address = ({ interview, turn, position, began, ms }) => `recordings?${new URLSearchParams({
  interview,
  ...(position ? { position } : { turn }),
  length_s: ms / 1000,
  age_s: Math.max(0, Date.now() - began) / 1000,
})}`;

// Returns null once it is stored, else why it isn't and if that will pass by itself.
const sent = async (entry) => {
  let answer;
  try {
    answer = await fetch(address(entry), {
      method: 'POST', headers: whoSends(), body: await bytesOf(entry),
    });
  } catch {
    return { words: SOON, passes: true };
  }
  if (answer.ok) return null;
  const told = await answer.json().catch(() => ({}));
  return { words: told.notice ?? 'It can not be taken now.', passes: answer.status >= 500 };
};

// Returns whether the server has it now; then nothing is left of it here.
const send = async (state, entry) => {
  state.tried.set(entry.id, Date.now());
  const refused = await sent(entry);
  if (refused) state.refused.set(entry.id, refused);
  if (refused) return false;
  await forget(entry.id);
  ask(state);
  return true;
};

// The page is drawn anew once the server has a recording.
const ask = (state) => {
  if (state.isGone) return;
  if (isBusy()) setTimeout(() => ask(state), AGAIN_MS);
  else state.trigger('stored', String(Date.now()));
};

const clock = (ms) => {
  const seconds = Math.max(1, Math.round(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

const buttonOf = (words, act, kind) => {
  const button = document.createElement('button');
  Object.assign(button, { type: 'button', textContent: words, onclick: act, className: kind });
  return button;
};

const sentenceOf = (state, entry) => {
  const refused = state.refused.get(entry.id);
  const soon = isUp() ? SENT_NOW : SOON;
  const words = refused?.words ?? (entry.state === 'done' ? soon : '');
  return `A recording of ${clock(entry.ms)} ${KEPT} ${words}`.trim();
};

// What is on its way can't be called back, and what waits for the line sends itself.
const actsOf = (state, entry, { write, drop }) => {
  const waits = entry.state === 'done' && (state.refused.get(entry.id)?.passes ?? true);
  if (waits && !isBoxFree()) return [];
  const acts = waits ? [] : [buttonOf('Write it down', write, 'first')];
  return [...acts, buttonOf('Delete it', drop, '')];
};

const row = (state, entry) => {
  const item = document.createElement('li');
  const line = document.createElement('p');
  line.textContent = sentenceOf(state, entry);
  const write = async () => {
    await send(state, entry);
    await look(state);
  };
  const drop = async () => {
    await forget(entry.id);
    await look(state);
  };
  item.append(line, ...actsOf(state, entry, { write, drop }));
  return item;
};

const isWriting = () => Boolean(document.activeElement?.matches('textarea, input')
  && document.activeElement.value);

const draw = (state, shown) => {
  const name = shown.map((e) => [e.id, sentenceOf(state, e), isBoxFree()]).join();
  if (name === state.drawn) return;
  state.drawn = name;
  const list = state.root.querySelector('#kept');
  list.replaceChildren(...shown.map((entry) => row(state, entry)));
  const isNew = list.hidden && shown.length;
  list.hidden = !shown.length;
  if (isNew && !isWriting()) list.scrollIntoView({ block: 'center' });
  for (const line of list.querySelectorAll('p')) {
    if (!state.told.has(line.textContent)) tellAloud(line.textContent);
    state.told.add(line.textContent);
  }
};

const mayTry = (state, { id }) => {
  const refused = state.refused.get(id);
  const waited = Date.now() - (state.tried.get(id) ?? 0) > TRY_MS;
  return waited && (!refused || refused.passes);
};

const left = async () => {
  const mine = [];
  for (const entry of await allKept()) {
    const isOver = isOld(entry) || entry.ms < LEAST_MS && !isGoing(entry);
    const isHere = entry.interview === here.interview;
    if (isOver || (isHere && (!here.allowed || isStored(entry)))) await forget(entry.id);
    else if (isHere) mine.push(entry);
  }
  return mine;
};

// Returns whether the person should see it: not while it is on its way as always.
const isLeft = async (state, entry) => {
  const isMeant = entry.state === 'done';
  if (isMeant && isQuiet(entry) && mayTry(state, entry) && await send(state, entry)) return false;
  const isSlow = Date.now() - entry.at > SLOW_MS;
  return !isMeant || state.refused.has(entry.id) || !isConnected() || isSlow;
};

const lookOnce = async (state) => {
  watchBox();
  const mine = (await left()).filter((entry) => !isGoing(entry) || here.tape?.entry.id !== entry.id);
  const shown = [];
  for (const entry of mine) {
    if (!isGoing(entry) && await isLeft(state, entry)) shown.push(entry);
  }
  if (state.isGone) return;
  draw(state, shown);
  if (mine.length) state.later = setTimeout(() => look(state), LOOK_MS);
};

const look = async (state) => {
  clearTimeout(state.later);
  if (state.looking) return;
  state.looking = true;
  try {
    await lookOnce(state);
  } finally {
    state.looking = false;
  }
};

const states = new WeakMap();

const begun = (root) => {
  const state = { root, refused: new Map(), tried: new Map(), told: new Set(), drawn: '' };
  state.kept = () => look(state);
  window.addEventListener('rehearse:kept', state.kept);
  window.addEventListener('online', state.kept);
  return state;
};

export default function ({ data, parentElement, setTriggerValue }) {
  const state = states.get(parentElement) ?? begun(parentElement);
  states.set(parentElement, state);
  Object.assign(here, data);
  state.trigger = setTriggerValue;
  hear();
  look(state);
  return () => {
    state.isGone = true;
    clearTimeout(state.later);
    window.removeEventListener('rehearse:kept', state.kept);
    window.removeEventListener('online', state.kept);
    document.removeEventListener('load', framed, true);
    document.removeEventListener('click', pressed, true);
    states.delete(parentElement);
  };
}
