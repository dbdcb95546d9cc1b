// Keyboard shortcuts, and the list of them with the switch that turns them off.
//
// All but "/" and "?" need two modifiers, so that no letter that somebody writes or says is one; those
// two are text like any other inside a field. On Apple's systems Alt writes signs and Control with
// Option belongs to VoiceOver: there the modifiers are Control and Shift.

const OFF = 'rehearse/keys-off';
const FIELD = 'input, textarea, select, [contenteditable=true]';
const BOX = '[data-testid=stChatInputTextArea], [class*=st-key-answer-box] textarea, '
  + '[class*=st-key-answer-box] input';
const FOLDS = '[class*="st-key-fold-"] summary';

const isApple = /Mac|iPhone|iPad/.test(navigator.platform);
const PREFIX = isApple ? 'Ctrl + Shift' : 'Alt + Shift';

const now = {};

const isOff = () => {
  try {
    return localStorage.getItem(OFF) === '1';
  } catch {
    return false;
  }
};

const turn = (on) => {
  try {
    if (on) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, '1');
  } catch {
    // storage is closed to this page: they stay as they are
  }
};

const letterOf = ({ key, code }) =>
  (/^[a-z]$/i.test(key) ? key.toLowerCase() : code.replace(/^Key/, '').toLowerCase());

const hasModifiers = (e) => (isApple
  ? e.ctrlKey && e.shiftKey && !e.altKey && !e.metaKey
  : e.altKey && e.shiftKey && !e.ctrlKey && !e.metaKey);

const isBare = (e) => !e.altKey && !e.ctrlKey && !e.metaKey && !e.target.closest?.(FIELD);

const actOf = (e) => {
  if (isBare(e) && (e.key === '/' || e.key === '?')) return e.key === '/' ? 'answer' : 'keys';
  if (!hasModifiers(e) || e.getModifierState('AltGraph')) return null;
  return now.acts?.[letterOf(e)] ?? null;
};

const toBox = () => [...document.querySelectorAll(BOX)].find((b) => !b.disabled)?.focus();

const toFold = (step) => {
  const folds = [...document.querySelectorAll(FOLDS)];
  const at = folds.indexOf(document.activeElement);
  const next = at < 0 ? (step > 0 ? 0 : folds.length - 1) : at + step;
  folds[(next + folds.length) % folds.length]?.focus();
};

const say = (words) => window.dispatchEvent(new CustomEvent('rehearse:say', { detail: words }));

// The buttons of the answer box; while it records the second one is there. Where there is no microphone
// yet, the fold that asks for a yes is the way to it.
const RECORDERS = ['Start recording', 'Submit recording']
  .map((name) => `[data-testid=stChatInput] button[aria-label="${name}"]:not(:disabled)`);

const record = () => {
  const button = document.querySelector(RECORDERS.join(', '));
  if (button) {
    button.click();
    return;
  }
  const fold = document.querySelector('[class*="st-key-voice-"] summary');
  say(fold ? 'Open Answer by voice first.' : 'This can not be answered by voice now.');
  fold?.focus();
};

const HERE = {
  record,
  answer: toBox,
  next: () => toFold(1),
  previous: () => toFold(-1),
  listen: () => window.dispatchEvent(new CustomEvent('rehearse:listen')),
};

const pressed = (e) => {
  if (e.isComposing || e.repeat || isOff() || document.querySelector('[role=dialog]')) return;
  const act = actOf(e);
  if (!act) return;
  e.preventDefault();
  e.stopPropagation();
  if (HERE[act]) HERE[act]();
  else now.trigger?.('act', act);
};

const row = ([letter, told]) => {
  const term = document.createElement('dt');
  const meaning = document.createElement('dd');
  const key = document.createElement('kbd');
  key.textContent = letter.length > 1 || /[a-z]/i.test(letter)
    ? `${PREFIX} + ${letter.toUpperCase()}` : letter;
  term.append(key);
  meaning.textContent = told;
  return [term, meaning];
};

const list = (root, rows) => {
  root.querySelector('#list').replaceChildren(...rows.flatMap(row));
  root.querySelector('#shown').hidden = false;
  const box = root.querySelector('#on');
  box.checked = !isOff();
  box.onchange = () => turn(box.checked);
};

export default function ({ data, parentElement, setTriggerValue }) {
  if (data.rows) {
    list(parentElement, data.rows);
    return undefined;
  }
  now.acts = data.acts;
  now.trigger = setTriggerValue;
  document.addEventListener('keydown', pressed, true);
  return () => {
    now.acts = null;
    document.removeEventListener('keydown', pressed, true);
  };
}
