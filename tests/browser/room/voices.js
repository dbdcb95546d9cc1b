// Two English voices and a German one that come late, as a browser's do.
class Utterance {
  constructor(text) {
    this.text = text;
  }
}
window.SpeechSynthesisUtterance = Utterance;
window.spoken = [];
window.sayMs = 1500;
const late = new EventTarget();
let voices = [];
let current = null;
const end = (utterance, how, detail = {}) => {
  if (current !== utterance) return;
  current = null;
  utterance[how]?.(detail);
};
const start = (utterance) => {
  if (current !== utterance) return;
  if (window.lacks === 'failing') {
    end(utterance, 'onerror', { error: 'synthesis-failed' });
    return;
  }
  utterance.onstart?.({});
  setTimeout(() => end(utterance, 'onend'), window.sayMs);
};
Object.defineProperty(window, 'speechSynthesis', {
  value: {
    getVoices: () => voices,
    addEventListener: (...given) => late.addEventListener(...given),
    removeEventListener: (...given) => late.removeEventListener(...given),
    speak(utterance) {
      const { text, rate, voice } = utterance;
      window.spoken.push({ text, rate, voice: voice?.name });
      current = utterance;
      if (window.lacks !== 'silent') setTimeout(() => start(utterance), 5);
    },
    cancel() {
      const was = current;
      current = null;
      if (was) setTimeout(() => was.onerror?.({ error: 'canceled' }), 0);
    },
  },
});
setTimeout(() => {
  voices = [
    { name: 'Ada', voiceURI: 'ada', lang: 'en-US', default: true },
    { name: 'Bo', voiceURI: 'bo', lang: 'en-GB' },
    { name: 'Carl', voiceURI: 'carl', lang: 'de-DE' },
  ];
  late.dispatchEvent(new Event('voiceschanged'));
}, 300);
