import { createRoute } from "@hono/zod-openapi";
import { bucketOf, eventHash } from "@outlay/domain/bucket";
import { DomainError, invalidRequest } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { OutcomeBody } from "@outlay/domain/outcome-schema";
import { readListBody, type ListBody, type Refusal } from "@outlay/domain/read-list-body";
import { type OutcomeOf, readOutcome } from "@outlay/domain/read-outcome";
import { parseTime } from "@outlay/domain/rfc3339";
import type { Subject } from "@outlay/domain/subject";
import { Id, Time } from "@outlay/domain/usage-event-schema";
import type { Context as Caller } from "@outlay/services/context";
import { getSubjectStory } from "@outlay/services/get-subject-story";
import { tellOutcomes, type Told } from "@outlay/services/tell-outcomes";
import type { Context } from "hono";
import * as z from "zod";
import { decodeBody, sentBody, USAGE_BODY_LIMITS } from "../body.ts";
import { FactsBody, presentFacts, presentTold, ToldOutcomeBody } from "../present-outcome.ts";
import { problem } from "../problem.ts";
import { type ApiEnv, jsonContent, newRouter, problemResponses, scope } from "../router.ts";
import { RefusalBody, usageProblems } from "../usage-receipt.ts";

const ReceiptBody = z
  .object({
    request_id: z.string(),
    accepted: z.int().meta({ description: "So many outcomes are durable, and will be counted." }),
    refused: z.array(RefusalBody),
  })
  .meta({ id: "OutcomeReceipt" });

const OutcomesBody = z
  .union([OutcomeBody, z.array(OutcomeBody).min(1).max(LIMITS.outcomesPerRequest)])
  .meta({ id: "Outcomes" });

const tell = createRoute({
  method: "post",
  path: "/v1/outcomes",
  operationId: "tellOutcomes",
  tags: ["Outcomes"],
  summary: "Tell what became of runs, tasks or events, whenever it is known",
  description: [
    "One outcome, an array, or NDJSON; plain or gzip. Each is judged by itself. They count whenever they come, before the usage",
    `or after it. At most ${LIMITS.outcomesPerRequest} a request, and ${LIMITS.outcomesPerSubject} of one run, task or event.`,
  ].join(" "),
  security: scope("outcomes:write"),
  request: {
    body: {
      required: true,
      content: { "application/json": { schema: OutcomesBody }, "application/x-ndjson": { schema: OutcomeBody } },
    },
  },
  responses: {
    202: jsonContent(ReceiptBody, "What was accepted, and each outcome that was not"),
    ...usageProblems("No outcome was fit to be accepted"),
  },
  "x-body-bytes-max": LIMITS.bodyBytesSent,
});

const SubjectQuery = z
  .strictObject({
    run_id: Id.optional(),
    task_id: Id.optional(),
    event_source: Id.optional().meta({ description: "Of an event: these three, as it was sent." }),
    event_id: Id.optional(),
    event_time: Time.optional(),
  })
  .meta({ description: "Of what: a run, a task or an event." });

const StoryBody = z
  .object({
    items: z.array(ToldOutcomeBody),
    merged: FactsBody.nullable().meta({ description: "Null: nothing was told." }),
    events: z.int().meta({ description: "So many events of it were recorded; without any, its outcome waits." }),
  })
  .meta({ id: "OutcomeStory" });

const list = createRoute({
  method: "get",
  path: "/v1/outcomes",
  operationId: "listOutcomes",
  tags: ["Outcomes"],
  summary: "List what was told of a run, a task or an event",
  security: scope("spend:read"),
  request: { query: SubjectQuery },
  responses: {
    200: jsonContent(StoryBody, "All that was told, in the order in which it is merged"),
    ...problemResponses(400, 401, 403, 422),
  },
});

export const outcomeRoutes = newRouter().openapi(list, async (c) => {
  const story = await getSubjectStory(c.var.ctx, subjectOf(c.var.ctx, c.req.valid("query")));
  const items = [
    ...story.told.map((told) => presentTold(told, "outcome")),
    ...story.own.map((told) => presentTold(told, "event")),
  ].toSorted((a, b) => a.at.localeCompare(b.at) || a.id.localeCompare(b.id));
  return c.json({ items, merged: story.merged ? presentFacts(story.merged) : null, events: story.rows.length }, 200);
});

// The handler reads the raw bytes, since each outcome is judged by itself; so this contract validates no body.
outcomeRoutes.openAPIRegistry.registerPath(tell);
outcomeRoutes.post("/v1/outcomes", (c) => takeOutcomes(c));

async function takeOutcomes(c: Context<ApiEnv>): Promise<Response> {
  const { format, bytes } = await decodeBody(await sentBody(c), USAGE_BODY_LIMITS);
  if (format !== "json" && format !== "ndjson")
    throw new DomainError("media_type_not_supported", "Send outcomes as application/json or application/x-ndjson.");
  const rules = { nowEpochMs: c.var.ctx.now().getTime(), schedule: c.var.ctx.configuration.schedule };
  const body = readListBody(format, bytes, {
    noun: "outcome",
    elementsMax: LIMITS.outcomesPerRequest,
    read: (value) => readOutcome(value, rules),
  });
  const things = body.fit.map(({ thing }) => thing);
  const told = things.length === 0 ? undefined : await tellOutcomes(c.var.ctx, things);
  const refused = [...body.refused, ...(told ? refusalsOf(body, told) : [])].toSorted((a, b) => a.index - b.index);
  if (!told || told.accepted === 0) {
    const faults = refused.flatMap(({ errors }) => errors);
    return problem(c, "invalid_request", "No outcome of this body is fit.", faults, { refused });
  }
  const receipt: z.input<typeof ReceiptBody> = {
    request_id: c.var.requestId,
    accepted: told.accepted,
    refused: refused.map((refusal) => ({ ...refusal, errors: [...refusal.errors] })),
  };
  return c.json(receipt, 202);
}

/** What was fit by itself and was not taken all the same. */
function refusalsOf({ fit, pointerOf }: ListBody<OutcomeOf>, { refused, unavailable }: Told): Refusal[] {
  return fit.flatMap(({ index, thing }, place): Refusal[] => {
    const detail =
      refused.get(place) ?? (unavailable.has(place) ? "It was not taken for now. Send it again." : undefined);
    if (detail === undefined) return [];
    const code = unavailable.has(place) ? "unavailable" : "invalid_request";
    return [{ index, id: thing.outcome.id, code, errors: [{ pointer: pointerOf(index), detail }] }];
  });
}

/** Throws `invalid_request` unless it names exactly one thing. */
function subjectOf({ configuration }: Caller, query: z.output<typeof SubjectQuery>): Subject {
  const { run_id, task_id, event_source, event_id, event_time } = query;
  const event = [event_source, event_id, event_time].filter((part) => part !== undefined);
  const named = [run_id, task_id, event.length > 0 ? event : undefined].filter((each) => each !== undefined);
  if (named.length !== 1)
    throw invalidRequest({ pointer: "?run_id", detail: "Say of what: run_id, task_id, or the three of an event." });
  if (run_id !== undefined) return { kind: "run", id: run_id };
  if (task_id !== undefined) return { kind: "task", id: task_id };
  const time = event_time === undefined ? undefined : parseTime(event_time);
  if (event_source === undefined || event_id === undefined || time === undefined || time < LIMITS.importFromEpochMs)
    throw invalidRequest({
      pointer: "?event_id",
      detail: "An event is named by event_source, event_id and event_time, since 2000-01-01.",
    });
  const bucket = bucketOf(time, eventHash(event_source, event_id), configuration.schedule);
  return { kind: "event", source: event_source, id: event_id, bucket };
}
