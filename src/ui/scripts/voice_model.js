// A model's voice, passage by passage: our own server asks for it, and this tab keeps a few. While one
// plays the next one is fetched, and no more than that: what nobody hears costs nothing.

const KEPT_SOUNDS = 24;
const INSTEAD = "Your browser's voice reads instead.";
const LATE_SOUND_MS = 30_000;

const sounds = new Map();

const forgetOldest = () => {
  const [oldest] = sounds.keys();
  URL.revokeObjectURL(sounds.get(oldest));
  sounds.delete(oldest);
};

const addressOf = ({ source, no }, voice) => `aloud?${new URLSearchParams({
  ...engine.model.of, ...source, part: no, voice, speed: settings().rate,
})}`;

const passagesOf = (part) => {
  let at = 0;
  return part.passages.map((text, no) => {
    const passage = { at, no, text, source: part.source, place: part.place, part };
    at += text.length;
    return passage;
  });
};

// Where no cookie comes back, the address of the page says who this is.
const whoAsks = () => {
  const token = new URLSearchParams(location.search).get('resume');
  return token ? { 'X-Rehearse-Resume': token } : {};
};

const noticeOf = async (answer) => {
  const told = await answer.json().catch(() => ({}));
  return told.notice ?? 'The model voice gave no sound.';
};

const soundAt = async (address) => {
  if (sounds.has(address)) return sounds.get(address);
  const asked = new AbortController();
  engine.asked.add(asked);
  const late = setTimeout(() => asked.abort(), LATE_SOUND_MS);
  try {
    const answer = await fetch(address, {
      method: 'POST', headers: whoAsks(), signal: asked.signal,
    }).catch(() => { throw new Error('The model voice can not be reached.'); });
    if (!answer.ok) throw new Error(await noticeOf(answer));
    sounds.set(address, URL.createObjectURL(await answer.blob()));
  } finally {
    clearTimeout(late);
    engine.asked.delete(asked);
  }
  if (sounds.size > KEPT_SOUNDS) forgetOldest();
  return sounds.get(address);
};

const play = (sound, passage) => new Promise((done, failed) => {
  const audio = new Audio(sound);
  engine.audio = audio;
  audio.onplaying = () => engine.audio === audio && mark(passage.place?.(), passage);
  audio.onended = done;
  audio.onerror = () => failed(new Error('This browser can not play what the model voice sent.'));
  audio.play().catch(failed);
});

const askedForClick = (problem) => problem.name === 'NotAllowedError';

const giveWay = (problem, run, left) => {
  if (engine.run !== run) return [];
  if (askedForClick(problem)) {
    fail(WHY['not-allowed']);
    return [];
  }
  tell(problem.message.includes(INSTEAD) ? problem.message : `${problem.message} ${INSTEAD}`);
  unmark();
  return left;
};

// What is left of the parts from a passage on: of its own part only what wasn't said yet.
const leftFrom = (parts, { part, at }) => {
  const [first, ...rest] = parts.slice(parts.indexOf(part));
  return [{ ...first, from: at }, ...rest];
};

// Returns the parts that are left for the browser's voice; none where all was read, or was stopped.
const readByModel = async ({ parts, lang }, run) => {
  const voice = modelVoiceOf(lang);
  if (!voice || parts.some((part) => !part.source)) return parts;
  const passages = parts.flatMap(passagesOf);
  const fetched = (passage) => {
    const sound = passage && soundAt(addressOf(passage, voice));
    sound?.catch(() => null); // told when its turn comes
    return sound;
  };
  let coming = fetched(passages[0]);
  for (const [no, passage] of passages.entries()) {
    try {
      const sound = await coming;
      if (engine.run !== run) return [];
      coming = fetched(passages[no + 1]);
      await play(sound, passage);
    } catch (problem) {
      return giveWay(problem, run, leftFrom(parts, passage));
    }
  }
  return [];
};
