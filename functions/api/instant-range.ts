import { DAY_MS, HOUR_MS } from "@outlay/domain/bucket";
import { invalidRequest } from "@outlay/domain/errors";
import { parseTime } from "@outlay/domain/rfc3339";
import type { Context } from "@outlay/services/context";
import * as z from "zod";

const Instant = z
  .string()
  .refine((text) => parseTime(text) !== undefined, "an RFC 3339 time with an offset, such as 2026-11-02T09:00:00Z")
  .transform((text) => parseTime(text) ?? 0);

/** The parameters `from` and `to` of lists of what happened, over so many days at most. */
export const instantRangeParameters = (daysMax: number) => ({
  from: Instant.optional().meta({
    type: "string",
    format: "date-time",
    description: "Without it, an hour before `to`.",
  }),
  to: Instant.optional().meta({
    type: "string",
    format: "date-time",
    description: `The first instant after the range; at most ${daysMax} days after \`from\`. Without it, now.`,
  }),
});

/** Half-open. */
export interface InstantRange {
  readonly fromEpochMs: number;
  readonly toEpochMs: number;
}

interface StatedInstants {
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly daysMax: number;
}

/** Throws `invalid_request` for a range that is none, or too long. */
export function instantRange({ now }: Pick<Context, "now">, { from, to, daysMax }: StatedInstants): InstantRange {
  const toEpochMs = to ?? now().getTime();
  const fromEpochMs = from ?? toEpochMs - HOUR_MS;
  if (fromEpochMs < 0) throw invalidRequest({ pointer: "?from", detail: "after 1970" });
  if (fromEpochMs >= toEpochMs) throw invalidRequest({ pointer: "?to", detail: "after `from`" });
  if (toEpochMs - fromEpochMs > daysMax * DAY_MS)
    throw invalidRequest({ pointer: "?to", detail: `at most ${daysMax} days after \`from\`` });
  return { fromEpochMs, toEpochMs };
}
