// Keeps a recording while it is made, whoever makes it: the answer box, or the recorder in its frame.
//
// Both use the browser's own recorder. It is made to hand out its sound piece by piece, so that
// whatever ends the page leaves what was said so far.

const PIECE_MS = 1000;
const APPROVE = '[data-testid=stChatInputApproveButton]';
const SAY = '[class*="st-key-say-again-"]';
const SAY_BUTTON = `${SAY} button`;
const FOCUS_MS = 100;
const HOLD_MS = 1500;
const CANCEL = '[data-testid=stChatInputCancelButton]';

// Where the page is: of which interview and turn a recording would be, and which are stored already.
const here = {};

const begin = (recorder, isFramed) => {
  const entry = {
    id: crypto.randomUUID(),
    interview: here.interview,
    turn: here.turn,
    position: isFramed ? null : here.position ?? null,
    known: here.stored.map(({ id }) => id),
    type: recorder.mimeType,
    began: Date.now(),
    at: Date.now(),
    ms: 0,
    bytes: 0,
    state: 'going',
  };
  const isMeant = isFramed || entry.position !== null;
  const tape = { entry, no: 0, isMeant, isCancelled: false, last: Promise.resolve() };
  const write = (no, bytes) => {
    tape.last = tape.last.then(() => keepPiece(entry, no, bytes)).catch(() => {
      tape.isBroken = true; // storage is closed or full: it is as if nothing kept it
    });
  };
  const came = async ({ data }) => {
    if (!data.size || tape.isBroken) return;
    const no = tape.no++;
    tape.reading = data.arrayBuffer();
    const bytes = await tape.reading;
    Object.assign(entry, { at: Date.now(), bytes: entry.bytes + bytes.byteLength });
    if (entry.state === 'going') entry.ms = entry.at - entry.began;
    write(no, bytes);
  };
  const ended = async () => {
    await tape.reading?.catch(() => null);
    if (tape.isCancelled) {
      await tape.last;
      await forget(entry.id);
      return;
    }
    Object.assign(entry, { ms: Date.now() - entry.began, state: tape.isMeant ? 'done' : 'torn' });
    write();
    await tape.last;
    window.dispatchEvent(new CustomEvent('rehearse:kept'));
  };
  recorder.addEventListener('dataavailable', came);
  recorder.addEventListener('stop', ended);
  here.tape = tape;
};

const isSound = ({ stream }) => stream.getVideoTracks().length === 0;

// `realm` is the window whose recorders are to be heard: the page's, or that of a frame of ours.
const tee = (realm) => {
  let made;
  try {
    made = realm.MediaRecorder?.prototype;
  } catch {
    return; // a frame from elsewhere
  }
  if (!made) return;
  if (!made.rehearse) {
    const { start } = made;
    made.start = function startInPieces(slice_ms) {
      return start.call(this, this.rehearse(this) ? (slice_ms ?? PIECE_MS) : slice_ms);
    };
  }
  made.rehearse = (recorder) => {
    const isOurs = Boolean(here.allowed) && isSound(recorder);
    if (isOurs) begin(recorder, realm !== window);
    return isOurs;
  };
};

const framed = ({ target }) => target.tagName === 'IFRAME' && tee(target.contentWindow);

// Its button is drawn anew between the beginning and the end, and the focus with it is gone.
const holdFocus = (box, until) => {
  const button = box.querySelector(SAY_BUTTON);
  if (document.activeElement === document.body && button && !button.disabled) button.focus();
  if (performance.now() < until) setTimeout(() => holdFocus(box, until), FOCUS_MS);
};

// A microphone of the report is pressed to begin and to end; its box says which question it is of.
const pressed = ({ target }) => {
  const box = target.closest?.(SAY);
  here.position = box ? Number(box.className.match(/st-key-say-again-(\d+)/)[1]) : null;
  if (target.closest?.(SAY_BUTTON)) holdFocus(box, performance.now() + HOLD_MS);
  if (!here.tape) return;
  if (target.closest?.(APPROVE)) here.tape.isMeant = true;
  if (target.closest?.(CANCEL)) here.tape.isCancelled = true;
};

const hear = () => {
  tee(window);
  for (const frame of document.querySelectorAll('iframe')) tee(frame.contentWindow);
  document.addEventListener('load', framed, true);
  document.addEventListener('click', pressed, true);
};
