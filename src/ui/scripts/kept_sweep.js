// Deletes what this browser kept and should keep no longer.

const sweep = async (goes) => {
  for (const entry of await allKept()) if (goes(entry)) await forget(entry.id);
};
