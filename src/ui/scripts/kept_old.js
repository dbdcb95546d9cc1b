// On every page that is opened, once it is drawn: what is too old goes.

const AFTER_MS = 3000;

const somethingMayBeKept = async () => {
  try {
    return (await indexedDB.databases()).some(({ name }) => name === NAME);
  } catch {
    return true;
  }
};

setTimeout(async () => {
  if (await somethingMayBeKept()) sweep(isOld);
}, AFTER_MS);
