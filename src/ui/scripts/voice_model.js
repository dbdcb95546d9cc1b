// A model's voice, message by message: our own server asks for it, and this tab keeps a few.

const KEPT_SOUNDS = 8;
const INSTEAD = "Your browser's voice reads instead.";
const LATE_SOUND_MS = 30_000;

const sounds = new Map();

const forgetOldest = () => {
  const [oldest] = sounds.keys();
  URL.revokeObjectURL(sounds.get(oldest));
  sounds.delete(oldest);
};

const addressOf = (source, voice) =>
  `aloud?${new URLSearchParams({ ...engine.model.of, ...source, voice, speed: settings().rate })}`;

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
  engine.asked = new AbortController();
  const late = setTimeout(() => engine.asked?.abort(), LATE_SOUND_MS);
  try {
    const answer = await fetch(address, {
      method: 'POST', headers: whoAsks(), signal: engine.asked.signal,
    }).catch(() => { throw new Error('The model voice can not be reached.'); });
    if (!answer.ok) throw new Error(await noticeOf(answer));
    sounds.set(address, URL.createObjectURL(await answer.blob()));
  } finally {
    clearTimeout(late);
  }
  if (sounds.size > KEPT_SOUNDS) forgetOldest();
  return sounds.get(address);
};

const play = (sound, part) => new Promise((done, failed) => {
  const audio = new Audio(sound);
  engine.audio = audio;
  audio.onplaying = () => engine.audio === audio && mark(part.place?.(), { at: 0, text: part.text });
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

// Returns the parts that are left for the browser's voice; none where all was read, or was stopped.
const readByModel = async ({ parts, lang }, run) => {
  const voice = modelVoiceOf(lang);
  if (!voice || parts.some((part) => !part.source)) return parts;
  for (const [at, part] of parts.entries()) {
    try {
      const sound = await soundAt(addressOf(part.source, voice));
      if (engine.run !== run) return [];
      await play(sound, part);
    } catch (problem) {
      return giveWay(problem, run, parts.slice(at));
    }
  }
  return [];
};
