// The page's one live region: each new thing is said once, politely, and whole.
//
// What is on its way word by word isn't said. A refresh repeats nothing: what was said is
// remembered for this tab.

const GAP_MS = 150;
const KEPT = 60;
const SHOWN = 3;

const queue = [];
let talking = false;

const said = (id) => {
  try {
    const before = JSON.parse(sessionStorage.getItem('rehearse/said') || '[]');
    if (before.includes(id)) return true;
    sessionStorage.setItem('rehearse/said', JSON.stringify([...before, id].slice(-KEPT)));
  } catch {
    // storage is closed to this page: said at least once is what can be promised
  }
  return false;
};

const next = (region) => {
  const words = queue.shift();
  talking = words !== undefined;
  if (!talking) return;
  const line = document.createElement('p');
  line.textContent = words;
  while (region.children.length >= SHOWN) region.firstChild.remove();
  region.append(line); // what stands already must not be put in anew: it would be said again
  setTimeout(() => next(region), GAP_MS);
};

const say = (region, words) => {
  queue.push(words);
  if (!talking) next(region);
};

const regions = new WeakMap();

export default function ({ data, parentElement }) {
  const region = parentElement.querySelector('#region');
  let heard = regions.get(parentElement);
  if (!heard) {
    heard = ({ detail }) => say(region, detail);
    window.addEventListener('rehearse:say', heard);
    regions.set(parentElement, heard);
  }
  for (const [id, words] of data.news) if (!said(id)) say(region, words);
  return () => {
    window.removeEventListener('rehearse:say', heard);
    regions.delete(parentElement);
  };
}
