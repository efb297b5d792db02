import { parseTime } from "@outlay/domain/rfc3339";

const WITHOUT_OFFSET = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?$/;

/** RFC 3339, or as a store that keeps UTC writes it: without an offset, a space for the T. Undefined for anything else. */
export function utcTime(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const epochMs = parseTime(WITHOUT_OFFSET.test(text) ? `${text.replace(" ", "T")}Z` : text);
  return epochMs === undefined ? undefined : new Date(epochMs).toISOString();
}
