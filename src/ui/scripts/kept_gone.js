// All of an interview that is deleted or over goes.

export default function ({ data }) {
  sweep(({ interview }) => interview === data.gone);
}
