// Which voice reads and how fast; this browser remembers it.

const STORE = 'rehearse/voice';
const LATE_MS = 1500;
const SLOWEST = 0.5;
const FASTEST = 2;
const MODEL = 'model:';

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

// A model's voices speak every language. A browser's voice that was chosen is never replaced by one
// whose words leave this machine.
const modelVoiceOf = (lang) => {
  const names = engine.model?.voices ?? [];
  const chosen = settings().voices[base(lang)] ?? '';
  if (!names.length || (chosen && !chosen.startsWith(MODEL))) return null;
  return names.find((name) => MODEL + name === chosen) ?? names[0];
};
