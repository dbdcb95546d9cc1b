// Keeps the person's place: the newest words in view while they follow them, and the focus where
// it was, or in the answer box when what had it is gone. Nothing takes the focus from a field that
// somebody is using.

const FIELDS = '[data-testid=stChatInputTextArea], [class*=st-key-answer-box] textarea, '
  + '[class*=st-key-answer-box] input';
const NEAR_PX = 120;
const LOOK_MS = 200;
const KEPT = 6;
const AFTER_MS = 120;
const HEARD_MS = 4000;
const TYPING_MS = 3000;
const TEXT = 'textarea, input:not([type=checkbox], [type=radio], [type=range]), [contenteditable=true]';

const now = { at: null, held: [], follows: true };

const scroller = () => document.querySelector('[data-testid=stMain]');

const isLost = () => {
  const has = document.activeElement;
  return !has || has === document.body || has.disabled;
};

const canHave = (found) => found?.isConnected && !found.disabled && found.offsetParent !== null;

const field = () => [...document.querySelectorAll(FIELDS)].find(canHave);

const wayOn = () => [...document.querySelectorAll(
  '[data-testid=stMain] [data-testid=stBaseButton-primary]')].find(canHave);

// Somebody who clicked beside a field let go of it on purpose: then there is nothing to give back,
// until the talk has moved on.
const wasTaken = () => {
  const last = now.held.at(-1);
  now.isTaken ||= !last || !last.isConnected || last.disabled;
  return now.isTaken || now.hasMoved;
};

const giveBack = () => {
  if (!isLost()) {
    Object.assign(now, { isTaken: false, hasMoved: now.hasMoved && !now.ready });
    return;
  }
  if (!wasTaken() || !now.ready || document.querySelector('[role=dialog]')) return;
  const before = now.hasMoved ? null : now.held.findLast(canHave);
  const found = before || field() || wayOn();
  if (!found) return;
  Object.assign(now, { isTaken: false, hasMoved: false });
  found.focus({ preventScroll: true });
};

const isCalm = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

const toTheEnd = (smooth) => {
  const main = scroller();
  if (main) main.scrollTo({ top: main.scrollHeight, behavior: smooth ? 'smooth' : 'auto' });
};

// The head stays in view over what goes by, and on a narrow page it is two lines high.
const belowTheHead = () => {
  const head = document.querySelector('.st-key-room-head')?.parentElement;
  return head ? parseFloat(getComputedStyle(head).top) + head.offsetHeight : 0;
};

// A new question is read from its card on; what follows on one is read from the end.
const toTheNew = (fresh, smooth) => {
  const card = document.querySelector('[class*=st-key-question-card]');
  if (!fresh || !card) {
    toTheEnd(smooth);
    return;
  }
  card.style.scrollMarginTop = `${belowTheHead()}px`;
  card.scrollIntoView({ block: 'start', behavior: smooth ? 'smooth' : 'auto' });
};

// Somebody writes: there are words in the field that they are in, or a key was just pressed in it.
const isTyping = () => {
  const has = document.activeElement;
  if (!has?.matches(TEXT)) return false;
  return Boolean(has.value?.trim()) || performance.now() - (now.typed ?? -TYPING_MS) < TYPING_MS;
};

const noteTyping = () => {
  now.typed = performance.now();
};

// What was heard is shown where it is to be mended, but never under the hands of somebody who writes.
const showHeard = (id, until) => {
  if (now.heard !== id) return;
  const box = document.querySelector(`.st-key-heard-${CSS.escape(id)} textarea`);
  if (!canHave(box)) {
    if (performance.now() < until) setTimeout(() => showHeard(id, until), AFTER_MS);
    return;
  }
  const busy = isTyping();
  if (busy && scroller()?.contains(document.activeElement)
    && !document.activeElement.closest('[data-testid=stBottom]')) return;
  box.scrollIntoView({ block: 'center', behavior: isCalm() ? 'auto' : 'smooth' });
  if (!busy && !document.querySelector('[role=dialog]')) box.focus({ preventScroll: true });
};

const lookAtHeard = (id) => {
  const isNew = id && id !== now.heard;
  now.heard = id;
  if (isNew) setTimeout(() => showHeard(id, performance.now() + HEARD_MS), AFTER_MS);
};

const remember = ({ target }) => {
  now.held = [...now.held.filter((held) => held !== target), target].slice(-KEPT);
};

const watchPlace = ({ target }) => {
  if (target !== scroller()) return;
  now.follows = target.scrollHeight - target.scrollTop - target.clientHeight < NEAR_PX;
};

const followWords = () => {
  const block = scroller()?.querySelector('[data-testid=stMainBlockContainer]');
  if (!block || now.block === block) return;
  now.watcher?.disconnect();
  now.block = block;
  now.watcher = new ResizeObserver(() => now.streams && now.follows && toTheEnd(false));
  now.watcher.observe(block);
};

export default function ({ data }) {
  const first = now.at === null;
  const moved = now.at !== data.at;
  Object.assign(now, { at: data.at, ready: data.ready, streams: !data.ready });
  followWords();
  document.addEventListener('focusin', remember, true);
  document.addEventListener('scroll', watchPlace, true);
  document.addEventListener('input', noteTyping, true);
  now.timer ??= setInterval(giveBack, LOOK_MS);
  if (moved) {
    Object.assign(now, { follows: true, hasMoved: true });
    setTimeout(() => toTheNew(data.fresh, !first && !isCalm()), 60);
  }
  lookAtHeard(data.heard ?? null);
  return () => {
    now.watcher?.disconnect();
    clearInterval(now.timer);
    Object.assign(now, { at: null, block: null, timer: null, held: [], heard: null });
    document.removeEventListener('input', noteTyping, true);
    document.removeEventListener('focusin', remember, true);
    document.removeEventListener('scroll', watchPlace, true);
  };
}
