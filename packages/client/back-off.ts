const FIRST_MS = 100;
const LONGEST_MS = 30_000;
const RETRY_AFTER_MS_MAX = 300_000;

/** How long to wait after so many failures (from 1): twice as long each time, of which a random half spreads the callers. */
export function backOffMs(failures: number, random: () => number): number {
  const wholeMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 20));
  return Math.round(wholeMs * (0.5 + random() / 2));
}

/** What a Retry-After says, in ms from now: seconds, or a date. At most 5 minutes; undefined where it says neither. */
export function retryAfterMs(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - nowMs;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(0, ms), RETRY_AFTER_MS_MAX);
}
