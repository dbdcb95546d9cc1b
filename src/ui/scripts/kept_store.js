// Recordings that only this browser holds: what each is, and its bytes in the pieces they came in.
//
// A browser that closes its storage to the page (a private window) keeps nothing, and says nothing.

const NAME = 'rehearse';
const RECORDINGS = 'recordings';
const PIECES = 'pieces';
const DAY_MS = 24 * 60 * 60 * 1000;

const opened = () => new Promise((done, failed) => {
  const asked = indexedDB.open(NAME, 1);
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore(RECORDINGS, { keyPath: 'id' });
    asked.result.createObjectStore(PIECES, { keyPath: ['id', 'no'] });
  };
  asked.onsuccess = () => done(asked.result);
  asked.onerror = () => failed(asked.error);
});

const shelf = {};

// Runs one transaction over both stores, and returns what its last request found.
const within = async (mode, act) => {
  shelf.base ??= opened();
  const base = await shelf.base;
  return new Promise((done, failed) => {
    const work = base.transaction([RECORDINGS, PIECES], mode);
    const asked = act(work.objectStore(RECORDINGS), work.objectStore(PIECES));
    work.oncomplete = () => done(asked?.result);
    work.onabort = () => failed(work.error);
  });
};

const piecesOf = (id) => IDBKeyRange.bound([id, 0], [id, Infinity]);

const keepPiece = (entry, no, bytes) => within('readwrite', (recordings, pieces) => {
  if (bytes) pieces.put({ id: entry.id, no, bytes });
  recordings.put({ ...entry });
});

const allKept = async () => {
  try {
    return await within('readonly', (recordings) => recordings.getAll());
  } catch {
    return [];
  }
};

const bytesOf = async ({ id, type }) => {
  const found = await within('readonly', (_, pieces) => pieces.getAll(piecesOf(id)));
  return new Blob(found.map(({ bytes }) => bytes), { type });
};

const forget = async (id) => {
  try {
    await within('readwrite', (recordings, pieces) => {
      recordings.delete(id);
      pieces.delete(piecesOf(id));
    });
  } catch {
    // nothing was kept
  }
};

const isOld = ({ began }) => Date.now() - began > DAY_MS;
