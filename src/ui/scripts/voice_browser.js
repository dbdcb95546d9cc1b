// The browser's own voices, sentence by sentence: Chrome breaks long utterances off.

const SILENT_MS = 4000;

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
  sentences(part.text, lang)
    .filter((piece) => piece.at + piece.text.length > (part.from ?? 0))
    .map((piece) => ({ ...piece, place: part.place })));

const none = (lang) => `This browser has no voice for ${nameOf(lang)}. ${PAGE}`;

const readByBrowser = async (what, run) => {
  await whenVoices(what.lang);
  if (engine.run !== run) return;
  if (!synth || !voiceOf(what.lang)) {
    const why = engine.trouble?.words.replace(INSTEAD, '') ?? '';
    fail(`${why}${none(what.lang)}`);
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
