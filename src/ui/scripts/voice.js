// The interviewer's words aloud: one engine for the tab, whichever voice reads.
//
// A model voice where one is set and chosen, else, and where its server fails, the browser's own.
// What is said is marked where it stands on the page, which is its caption.

const PAGE = 'The words are on the page.';

const synth = window.speechSynthesis;
const engine = { id: null, run: 0, asked: new Set() };
const watchers = new Set();
const changed = () => watchers.forEach((watch) => watch());
const say = (words) => window.dispatchEvent(new CustomEvent('rehearse:say', { detail: words }));

const stop = () => {
  const was = engine.id;
  clearTimeout(engine.silent);
  engine.audio?.pause();
  engine.asked.forEach((asked) => asked.abort());
  Object.assign(engine, { id: null, run: engine.run + 1, utterance: null, audio: null });
  synth?.cancel();
  unmark();
  if (was !== null) changed();
};

// Said beside what was to be read, for as long as nothing else is read.
const tell = (words) => {
  engine.trouble = { id: engine.id, words };
  changed();
  say(words);
};

const fail = (words) => {
  tell(words);
  stop();
};

const speak = async (what) => {
  stop();
  const { run } = engine;
  Object.assign(engine, { id: what.id, trouble: null });
  changed();
  const left = await readByModel(what, run);
  if (engine.run !== run) return;
  if (left.length) await readByBrowser({ ...what, parts: left }, run);
  else stop();
};
