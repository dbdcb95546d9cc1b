// Keeps a set-up that is under way in this browser, and hands it back to a page opened anew.
//
// What the page holds comes with each run; what is typed and not yet sent is read from its fields.

const now = {};

const field = (key) =>
  document.querySelector(
    ['textarea', 'input'].map((tag) => `.st-key-${key.replace(/[^\w-]/g, '-')} ${tag}`).join(','),
  );

const typed = () =>
  Object.fromEntries(
    Object.entries(now.data.typed)
      .map(([name, key]) => [name, field(key)?.value])
      .filter(([, words]) => words !== undefined),
  );

const keep = () => {
  try {
    const left = { ...now.data.left, ...typed() };
    localStorage.setItem(now.data.name, JSON.stringify(left));
  } catch {
    // storage is closed or full: the page itself still holds what was sent
  }
};

const heard = ({ target }) => {
  if (Object.values(now.data.typed).some((key) => field(key) === target)) keep();
};

const kept = (name) => {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
};

export default function ({ data, setTriggerValue }) {
  now.data = data;
  const found = data.asks ? kept(data.name) : null;
  if (found) setTriggerValue('found', found);
  else keep();
  document.addEventListener('input', heard, true);
  return () => document.removeEventListener('input', heard, true);
}
