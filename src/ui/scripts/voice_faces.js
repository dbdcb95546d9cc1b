// The faces of the voice: a Listen button beside a message, the part without a face that reads what
// is new, and the settings. One component draws each.

const HEARD = 'rehearse/heard';

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
    : speak({ ...data, parts: [{ ...data, place: () => placeOf(root) }] }));
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
  Object.assign(engine, { model: data.model, newest: data.parts[0] ?? engine.newest });
  if (!data.id || heard(data.id) || !settings().auto) return;
  // Without a click on this page the browser would refuse; Listen is there for it.
  if (navigator.userActivation && !navigator.userActivation.hasBeenActive) return;
  const parts = data.parts.map((part) => ({ ...part, place: textPlace(part.text) }));
  speak({ id: data.button, lang: data.lang, parts });
};

const isAnswer = (node) => node.closest?.(
  '[data-testid=stChatInput], [class*=st-key-answer-box], [class*=st-key-heard]') !== null;
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

const groupOf = (label, options) => {
  const group = document.createElement('optgroup');
  group.label = label;
  group.append(...options);
  return group;
};

const optionsOf = (lang) => {
  const model = modelVoiceOf(lang);
  const wanted = model ? MODEL + model : voiceOf(lang)?.voiceURI;
  const option = (name, value) => new Option(name, value, false, value === wanted);
  const names = engine.model?.voices ?? [];
  const theirs = names.map((name) => option(name, MODEL + name));
  const own = voicesOf(lang).map((voice) => option(voice.name, voice.voiceURI));
  if (!theirs.length) return own;
  return [groupOf(`Model voices, by ${engine.model.host}`, theirs),
    ...(own.length ? [groupOf("This browser's voices", own)] : [])];
};

const drawWhere = (line, lang) => {
  const leaves = modelVoiceOf(lang) !== null;
  line.textContent = leaves
    ? `The interviewer's words are sent to ${engine.model.host} to be read.`
    : 'This browser reads.';
  line.hidden = !engine.model;
};

const drawSettings = (root, data) => {
  const found = optionsOf(data.lang);
  const choice = root.querySelector('#voice');
  const { auto: isAuto, rate } = settings();
  choice.replaceChildren(...found);
  choice.disabled = !found.length;
  drawWhere(root.querySelector('#where'), data.lang);
  root.querySelector('#auto').checked = isAuto;
  root.querySelector('#rate').value = rate;
  root.querySelector('#told').textContent = `${Number(rate).toFixed(1)} times`;
  const line = root.querySelector('#trouble');
  line.textContent = found.length ? (engine.trouble?.words ?? '') : none(data.lang);
  line.hidden = !line.textContent;
  root.querySelector('#try').textContent = engine.id === 'try' ? 'Stop' : 'Try it';
};

const SAMPLE = { text: 'Tell me about something you built, and what you would do differently today.' };

// Enough of a message to know a voice by.
const taste = (part) => ({ ...part, text: part.passages?.[0] ?? part.text,
  passages: part.passages?.slice(0, 1) });

const panel = (root, data) => {
  const at = (id) => root.querySelector(id);
  at('#auto').onchange = ({ target }) => set({ auto: target.checked });
  at('#voice').onchange = ({ target }) =>
    set({ voices: { ...settings().voices, [base(data.lang)]: target.value } });
  at('#rate').oninput = ({ target }) =>
    set({ rate: Math.min(FASTEST, Math.max(SLOWEST, Number(target.value))) });
  at('#try').onclick = () => (engine.id === 'try' ? stop()
    : speak({ id: 'try', lang: data.lang, parts: [taste(engine.newest ?? SAMPLE)] }));
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
