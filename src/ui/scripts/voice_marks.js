// A text in sentences, and the one that is being said marked where it stands on the page.

const LONGEST = 200;

const clauses = (text, at) => {
  if (text.length <= LONGEST) return [{ at, text }];
  const head = text.slice(0, LONGEST);
  const cut = Math.max(head.lastIndexOf(', '), head.lastIndexOf('; '), head.lastIndexOf(' '));
  const end = cut > 0 ? cut + 1 : LONGEST;
  return [{ at, text: text.slice(0, end) }, ...clauses(text.slice(end), at + end)];
};

const sentences = (text, lang) => {
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
