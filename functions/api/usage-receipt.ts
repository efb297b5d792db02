import type { Refusal, UsageBody } from "@outlay/domain/read-usage-body";
import { type Acceptance, acceptUsage, type Kind } from "@outlay/services/accept-usage";
import { FLAG_TAG } from "@outlay/sources/usage-events";
import type { Context } from "hono";
import * as z from "zod";
import { problem } from "./problem.ts";
import { type ApiEnv, ProblemBody, problemResponses } from "./router.ts";

export const RefusalBody = z
  .object({
    index: z.int().meta({ description: "The event's place in the body, from 0." }),
    id: z.string().optional(),
    code: z.enum(["invalid_request", "unavailable"]).meta({ description: "unavailable: send this event again." }),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })),
  })
  .meta({ id: "RefusedEvent" });

export const UsageReceiptBody = z
  .object({
    request_id: z.string(),
    accepted: z.int().meta({ description: "So many events are durable, and will be counted once each." }),
    refused: z.array(RefusalBody),
    flagged: z
      .array(RefusalBody.pick({ index: true, id: true, errors: true }))
      .optional()
      .meta({
        description: `Accepted, and to be looked at: where a source contradicts itself, its event carries the tag ${FLAG_TAG}; where a reservation does not hold, the event sets nothing free.`,
      }),
  })
  .meta({ id: "UsageReceipt" });

export const UsageProblemBody = ProblemBody.extend({ refused: z.array(RefusalBody).optional() }).meta({
  id: "UsageProblem",
});

/** The problems of operations that take usage, of which none may be fit. */
export const usageProblems = (nothingFit: string) => ({
  ...problemResponses(400, 401, 403, 413, 415, 503),
  422: { description: nothingFit, content: { "application/problem+json": { schema: UsageProblemBody } } },
});

/**
 * Answers 202 where at least one event is durable, or where nothing was refused and a source's records hold no usage. A refused
 * event is no reason to refuse its neighbours.
 */
export async function answerUsage(
  c: Context<ApiEnv>,
  body: UsageBody,
  kind: Kind,
  flagged: readonly Flagged[] = [],
): Promise<Response> {
  if (body.events.length === 0 && body.refused.length > 0) {
    const faults = body.refused.flatMap(({ errors }) => errors);
    return problem(c, "invalid_request", "No event of this body is fit.", faults, { refused: body.refused });
  }
  const events = body.events.map(({ event }) => event);
  const acceptance = events.length === 0 ? NOTHING : await acceptUsage(c.var.ctx, events, kind);
  const flags = [...flagged, ...flaggedReservations(body, acceptance)];
  const refused = [...body.refused, ...unavailable(body, acceptance.unavailable)];
  const receipt: z.input<typeof UsageReceiptBody> = {
    request_id: c.var.requestId,
    accepted: acceptance.accepted.length,
    refused: refused
      .toSorted((a, b) => a.index - b.index)
      .map((refusal) => ({ ...refusal, errors: [...refusal.errors] })),
    ...(flags.length > 0 && { flagged: flags.map((each) => ({ ...each, errors: [...each.errors] })) }),
  };
  return c.json(receipt, 202);
}

const NOTHING: Acceptance = { accepted: [], unavailable: [], flagged: [] };

/** A fit event of which something is to be looked at. */
export type Flagged = Omit<Refusal, "code">;

function flaggedReservations({ events, pointerOf }: UsageBody, { flagged }: Acceptance): Flagged[] {
  return flagged.flatMap(({ place, fault: { pointer, detail } }) => {
    const entry = events[place];
    if (!entry) return [];
    const { index, event } = entry;
    return [{ index, id: event.id, errors: [{ pointer: pointerOf(index, pointer), detail }] }];
  });
}

/** Fit events that the queue did not take, by their places among the fit ones. */
function unavailable({ events, pointerOf }: UsageBody, places: readonly number[]): Refusal[] {
  const chosen = places.map((place) => events[place]).filter((entry) => entry !== undefined);
  return chosen.map(({ index, event }) => ({
    index,
    id: event.id,
    code: "unavailable",
    errors: [{ pointer: pointerOf(index, ""), detail: "It was not taken for now. Send it again." }],
  }));
}
