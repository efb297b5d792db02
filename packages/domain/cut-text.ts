/** The beginning of a text, by whole characters, with "…" where something was left out: at most `max` UTF-16 units. */
export const cutText = (text: string, max: number): string =>
  text.length <= max
    ? text
    : `${text
        .slice(0, max - 1)
        .toWellFormed()
        .replace(/\ufffd$/, "")}…`;
