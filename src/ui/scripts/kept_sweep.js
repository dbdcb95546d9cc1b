// On every page: what is too old goes, and all of an interview that is deleted or over.

const sweep = async ({ gone }) => {
  for (const entry of await allKept()) {
    if (isOld(entry) || entry.interview === gone) await forget(entry.id);
  }
};

export default function ({ data }) {
  sweep(data);
}
