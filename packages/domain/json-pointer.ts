/** One step of an RFC 6901 JSON pointer: "/" and the name of a member, or the index of an element. */
export const pointerStep = (name: string | number): string =>
  `/${String(name).replaceAll("~", "~0").replaceAll("/", "~1")}`;
