// Keeps an answer that is not sent yet in this browser, whatever its input, and puts it back.
//
// The name holds interview and turn. A draft goes when its turn is stored, or moves on with a turn
// that took none of it (a hint). Where the box is empty after a run, a send was lost or the box was
// drawn anew: what was kept comes back.

const PREFIX = 'rehearse/draft/';
const ROOT = '[data-testid=stChatInput], [class*=st-key-answer-box]';
const TEXTS = 'textarea, input:not([type=radio]):not([type=checkbox]):not([type=file])';
const MARKS = 'input[type=radio], input[type=checkbox]';
const LOOKS = 50;
const SET_MS = 60;

const now = {};

const root = () => document.querySelector(ROOT);

const read = (box) => ({
  texts: [...box.querySelectorAll(TEXTS)].map((field) => field.value),
  marks: [...box.querySelectorAll(MARKS)].map((mark) => mark.checked),
});

const isEmpty = ({ texts, marks }) => !texts.some(Boolean) && !marks.some(Boolean);

const write = (field, text) => {
  const type = Object.getPrototypeOf(field);
  Object.getOwnPropertyDescriptor(type, 'value').set.call(field, text);
  field.dispatchEvent(new Event('input', { bubbles: true }));
};

// A checkbox takes a press itself, a radio button that of its label.
const check = (mark) => {
  if (!mark.checked) mark.click();
  setTimeout(() => !mark.checked && mark.closest('label')?.click(), SET_MS);
};

const fill = (box, { texts, marks }) => {
  box.querySelectorAll(TEXTS).forEach((field, i) => texts[i] && write(field, texts[i]));
  box.querySelectorAll(MARKS).forEach((mark, i) => marks[i] && check(mark));
};

const kept = (name) => {
  const text = localStorage.getItem(name);
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return null; // not ours, or from another version
  }
};

const keepAll = (box) => {
  if (!box.isConnected || !now.name) return;
  try {
    const found = read(box);
    if (isEmpty(found)) localStorage.removeItem(now.name);
    else localStorage.setItem(now.name, JSON.stringify(found));
  } catch {
    now.name = null; // storage is closed or full: the words stay in the box alone
  }
};

const keep = ({ target }) => {
  const box = target.closest?.(ROOT);
  if (box) keepAll(box);
};

// Choices of Streamlit are set by its own code after a press, without an event of a change.
const pressed = ({ target }) => {
  const box = target.closest?.(ROOT);
  if (!box?.querySelector(MARKS)) return;
  for (const after of [0, SET_MS]) setTimeout(() => keepAll(box), after);
};

const last = () => root() && keepAll(root());

const HEARD = { input: keep, change: keep, click: pressed, keyup: pressed };

const isReady = (box) => {
  const fields = [...box.querySelectorAll(`${TEXTS}, ${MARKS}`)];
  return fields.length > 0 && !fields.some((field) => field.disabled);
};

const putBack = (name, looks) => {
  if (now.name !== name || now.held) return;
  const box = root();
  if (!box || !isReady(box)) {
    if (looks > 0) setTimeout(() => putBack(name, looks - 1), 100);
    return;
  }
  const found = kept(name);
  if (found && isEmpty(read(box))) fill(box, found);
};

// What was put back and is stored after all must not stand there to be sent again.
const clear = (draft) => {
  const box = root();
  if (!box || !draft || JSON.stringify(read(box)) !== JSON.stringify(draft)) return;
  box.querySelectorAll(TEXTS).forEach((field) => write(field, ''));
};

// Drafts of turns up to `stored` are in the database or were let go; a later one moves on.
const tidy = ({ interview, turn, stored }) => {
  const mine = `${PREFIX}${interview}/`;
  const name = `${mine}${turn}`;
  for (const old of Object.keys(localStorage).filter((n) => n.startsWith(mine) && n !== name)) {
    const no = Number(old.slice(mine.length));
    const found = kept(old);
    localStorage.removeItem(old);
    if (no <= stored) clear(found);
    else if (no < turn && found && !kept(name)) localStorage.setItem(name, JSON.stringify(found));
  }
  return name;
};

export default function ({ data }) {
  try {
    now.name = tidy(data);
    now.held = data.held;
    putBack(now.name, LOOKS);
  } catch {
    now.name = null; // storage is closed to this page: nothing is kept
  }
  for (const [name, hear] of Object.entries(HEARD)) document.addEventListener(name, hear, true);
  window.addEventListener('pagehide', last);
  return () => {
    now.name = null;
    for (const [name, hear] of Object.entries(HEARD)) {
      document.removeEventListener(name, hear, true);
    }
    window.removeEventListener('pagehide', last);
  };
}
