// The interviewer's words aloud, by the browser's own voices.
//
// One engine for the tab, and three faces of one component: a Listen button beside a message, the
// part without a face that reads what is new, and the settings. A text is cut into sentences: long
// utterances are broken off by Chrome after a quarter of a minute. What is said is marked where it
// stands on the page, which is its caption.

const STORE = 'rehearse/voice';
const HEARD = 'rehearse/heard';
const LONGEST = 200;
const SILENT_MS = 4000;
const LATE_MS = 1500;
const SLOWEST = 0.5;
const FASTEST = 2;
const PAGE = 'The words are on the page.';

const synth = window.speechSynthesis;
const engine = { id: null, audio: null, waiting: [] };
const watchers = new Set();
const changed = () => watchers.forEach((watch) => watch());

const settings = () => {
  const plain = { auto: false, rate: 1, voices: {} };
  try {
    return { ...plain, ...JSON.parse(localStorage.getItem(STORE) || '{}') };
  } catch {
    return plain;
  }
};

const set = (change) => {
  try {
    localStorage.setItem(STORE, JSON.stringify({ ...settings(), ...change }));
  } catch {
    // storage is closed to this page: a choice holds no longer than it is looked at
  }
  changed();
};

const base = (lang) => lang.toLowerCase().replace('_', '-').split('-')[0];

const nameOf = (lang) => {
  try {
    return new Intl.DisplayNames(['en'], { type: 'language' }).of(base(lang));
  } catch {
    return lang;
  }
};

const voicesOf = (lang) => (synth?.getVoices() ?? []).filter((v) => base(v.lang) === base(lang));

const voiceOf = (lang) => {
  const found = voicesOf(lang);
  const chosen = settings().voices[base(lang)];
  return found.find((v) => v.voiceURI === chosen)
    ?? found.find((v) => v.lang.toLowerCase() === lang.toLowerCase() && v.default)
    ?? found.find((v) => v.lang.toLowerCase() === lang.toLowerCase())
    ?? found[0] ?? null;
};

// Voices come late: a list that is empty now may be full in a moment.
const whenVoices = (lang) => new Promise((done) => {
  if (!synth || voicesOf(lang).length) {
    done();
    return;
  }
  const end = () => {
    clearTimeout(late);
    synth.removeEventListener?.('voiceschanged', end);
    done();
  };
  const late = setTimeout(end, LATE_MS);
  synth.addEventListener?.('voiceschanged', end);
});

const none = (lang) => `This browser has no voice for ${nameOf(lang)}. ${PAGE}`;

const clauses = (text, at) => {
  if (text.length <= LONGEST) return [{ at, text }];
  const head = text.slice(0, LONGEST);
  const cut = Math.max(head.lastIndexOf(', '), head.lastIndexOf('; '), head.lastIndexOf(' '));
  const end = cut > 0 ? cut + 1 : LONGEST;
  return [{ at, text: text.slice(0, end) }, ...clauses(text.slice(end), at + end)];
};

export const sentences = (text, lang) => {
  const found = typeof Intl.Segmenter === 'function'
    ? [...new Intl.Segmenter(lang, { granularity: 'sentence' }).segment(text)]
      .map(({ segment, index }) => ({ segment, index }))
    : [...text.matchAll(/[^.!?。！？]+[.!?。！？]*\s*/g)]
      .map((m) => ({ segment: m[0], index: m.index }));
  return found.flatMap(({ segment, index }) => clauses(segment, index))
    .filter(({ text: said }) => said.trim());
};

const unmark = () => CSS.highlights?.delete('rehearse-said');

// The message's own text on the page: its nodes are Streamlit's, so they are marked, not changed.
const mark = (place, { at, text }) => {
  unmark();
  if (!CSS.highlights || !place?.isConnected) return;
  const range = document.createRange();
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  let passed = 0;
  let begun = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const end = passed + node.length;
    if (!begun && at < end) {
      range.setStart(node, at - passed);
      begun = true;
    }
    if (begun && at + text.length <= end) {
      range.setEnd(node, at + text.length - passed);
      CSS.highlights.set('rehearse-said', new Highlight(range));
      return;
    }
    passed = end;
  }
};

const stop = () => {
  const was = engine.id;
  clearTimeout(engine.silent);
  Object.assign(engine, { id: null, run: (engine.run ?? 0) + 1, utterance: null });
  engine.audio?.pause();
  engine.audio = null;
  synth?.cancel();
  unmark();
  if (was !== null) changed();
};

const fail = (words) => {
  const id = engine.id;
  stop();
  engine.trouble = { id, words };
  changed();
  window.dispatchEvent(new CustomEvent('rehearse:say', { detail: words }));
};

const WHY = {
  'not-allowed': `The browser wants a click before it speaks: press Listen. ${PAGE}`,
  'language-unavailable': `This browser has no voice for this language. ${PAGE}`,
  'voice-unavailable': `This voice is not there any more; choose another under More. ${PAGE}`,
};
const OURS = new Set(['canceled', 'interrupted']);

const utter = (piece, { lang, run, after }) => {
  const utterance = new SpeechSynthesisUtterance(piece.text.trim());
  const voice = voiceOf(lang);
  Object.assign(utterance, { lang: voice?.lang ?? lang, rate: settings().rate });
  if (voice) utterance.voice = voice;
  const heard = () => clearTimeout(engine.silent);
  utterance.onstart = () => {
    if (engine.run !== run) return;
    heard();
    mark(piece.place?.(), piece);
  };
  utterance.onend = () => {
    heard();
    if (engine.run === run) after();
  };
  utterance.onerror = ({ error }) => {
    heard();
    if (engine.run !== run || OURS.has(error)) return;
    fail(WHY[error] ?? `The browser's voice stopped. ${PAGE}`);
  };
  engine.utterance = utterance; // held, or Chrome may collect it before it ends
  engine.silent = setTimeout(() => engine.run === run
    && fail(`The browser's voice gives no sound. ${PAGE}`), SILENT_MS);
  synth.speak(utterance);
};

const piecesOf = ({ parts, lang }) => parts.flatMap((part) =>
  sentences(part.text, lang).map((piece) => ({ ...piece, place: part.place })));

const speak = async (what) => {
  stop();
  const run = engine.run;
  Object.assign(engine, { id: what.id, trouble: null });
  changed();
  await whenVoices(what.lang);
  if (engine.run !== run) return;
  if (!synth || !voiceOf(what.lang)) {
    fail(none(what.lang));
    return;
  }
  const pieces = piecesOf(what);
  const next = () => {
    const piece = pieces.shift();
    if (piece) utter(piece, { lang: what.lang, run, after: next });
    else stop();
  };
  next();
};

// --- a Listen button beside its message

const placeOf = (root) => {
  const host = root.getRootNode().host ?? root;
  const around = host.closest('[data-testid=stChatMessage], [class*=st-key-question-card]');
  return around?.querySelector('[data-testid=stText], [data-testid=stHeading] span');
};

const drawButton = (root, data) => {
  const button = root.querySelector('#listen');
  const speaks = engine.id === data.id;
  button.setAttribute('aria-label', speaks ? 'Stop' : data.label);
  button.title = speaks ? 'Stop' : data.label;
  button.dataset.speaks = speaks;
  const line = root.querySelector('#trouble');
  const words = engine.trouble?.id === data.id ? engine.trouble.words : '';
  line.textContent = words;
  line.hidden = !words;
};

const button = (root, data) => {
  const act = () => (engine.id === data.id
    ? stop()
    : speak({ ...data, parts: [{ text: data.text, place: () => placeOf(root) }] }));
  root.querySelector('#listen').onclick = act;
  const draw = () => drawButton(root, data);
  draw();
  return { draw, isLast: data.last, act };
};

// --- what is new, read without a press

const heard = (id) => {
  try {
    if (sessionStorage.getItem(HEARD) === id) return true;
    sessionStorage.setItem(HEARD, id);
  } catch {
    return false;
  }
  return false;
};

const textPlace = (text) => () => [...document.querySelectorAll(
  '[data-testid=stChatMessage] [data-testid=stText], [data-testid=stHeading] span',
)].reverse().find((found) => found.textContent === text);

const auto = (data) => {
  if (!data.id || heard(data.id) || !settings().auto) return;
  // Without a click on this page the browser would refuse; Listen is there for it.
  if (navigator.userActivation && !navigator.userActivation.hasBeenActive) return;
  const parts = data.texts.map((text) => ({ text, place: textPlace(text) }));
  speak({ id: data.button, lang: data.lang, parts });
};

const isAnswer = (node) => node.closest?.(
  '[data-testid=stChatInput], [class*=st-key-answer-box]') !== null;
const typed = ({ target }) => engine.id !== null && isAnswer(target) && stop();

// The microphone is beside the box, or in a frame of its own that takes the focus.
const pressed = ({ target }) => engine.id !== null
  && target.closest?.('[data-testid=stChatInput] button') && stop();
const framed = () => engine.id !== null && document.activeElement?.tagName === 'IFRAME' && stop();

const again = () => {
  if (engine.id !== null) stop();
  else [...watchers].reverse().find((watch) => watch.owner?.isLast)?.owner.act();
};

const listenTo = (on) => {
  const turn = on ? 'addEventListener' : 'removeEventListener';
  document[turn]('input', typed, true);
  document[turn]('click', pressed, true);
  window[turn]('blur', framed);
  window[turn]('rehearse:listen', again);
  window[turn]('pagehide', stop);
};

// --- settings

const drawSettings = (root, data) => {
  const found = voicesOf(data.lang);
  const choice = root.querySelector('#voice');
  const { auto: isAuto, rate } = settings();
  const wanted = voiceOf(data.lang)?.voiceURI;
  choice.replaceChildren(...found.map((v) => new Option(v.name, v.voiceURI, false,
    v.voiceURI === wanted)));
  choice.disabled = !found.length;
  root.querySelector('#auto').checked = isAuto;
  root.querySelector('#rate').value = rate;
  root.querySelector('#told').textContent = `${Number(rate).toFixed(1)} times`;
  const line = root.querySelector('#trouble');
  line.textContent = found.length ? (engine.trouble?.words ?? '') : none(data.lang);
  line.hidden = !line.textContent;
  root.querySelector('#try').textContent = engine.id === 'try' ? 'Stop' : 'Try it';
};

const SAMPLE = 'Tell me about something you built, and what you would do differently today.';

const panel = (root, data) => {
  const at = (id) => root.querySelector(id);
  at('#auto').onchange = ({ target }) => set({ auto: target.checked });
  at('#voice').onchange = ({ target }) =>
    set({ voices: { ...settings().voices, [base(data.lang)]: target.value } });
  at('#rate').oninput = ({ target }) =>
    set({ rate: Math.min(FASTEST, Math.max(SLOWEST, Number(target.value))) });
  at('#try').onclick = () => (engine.id === 'try' ? stop()
    : speak({ id: 'try', lang: data.lang, parts: [{ text: data.sample ?? SAMPLE }] }));
  const draw = () => drawSettings(root, data);
  synth?.addEventListener?.('voiceschanged', draw);
  draw();
  return { draw };
};

// --- the component

const mounted = new WeakMap();

const mount = (root, data) => {
  const made = data.part === 'button' ? button(root, data) : panel(root, data);
  const watch = () => made.draw();
  watch.owner = made;
  watchers.add(watch);
  return watch;
};

const leave = (root, part) => {
  watchers.delete(mounted.get(root));
  mounted.delete(root);
  if (part === 'auto') {
    stop();
    listenTo(false);
  }
};

export default function ({ data, parentElement }) {
  if (data.part === 'auto') {
    listenTo(true);
    auto(data);
  } else {
    watchers.delete(mounted.get(parentElement));
    mounted.set(parentElement, mount(parentElement, data));
  }
  return () => leave(parentElement, data.part);
}
