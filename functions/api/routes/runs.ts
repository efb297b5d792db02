import { createRoute } from "@hono/zod-openapi";
import { DomainError } from "@outlay/domain/errors";
import { formatAmount } from "@outlay/domain/money";
import { type RunSummary, summarizeRun } from "@outlay/domain/run-summary";
import { Id } from "@outlay/domain/usage-event-schema";
import { getSubjectStory } from "@outlay/services/get-subject-story";
import { priceReviewBy } from "@outlay/services/price-review";
import * as z from "zod";
import { FactsBody, presentFacts, presentTold, ToldOutcomeBody } from "../present-outcome.ts";
import { jsonContent, newRouter, problemResponses, scope } from "../router.ts";

const Amounts = z.record(z.string(), z.string());

const RunBody = z
  .object({
    run_id: z.string(),
    parent_id: z.string().nullable(),
    task_ids: z.array(z.string()),
    first_event_at: z.iso.datetime(),
    last_event_at: z.iso.datetime(),
    events: z.int(),
    steps: z.int().meta({ description: "Distinct numbers of steps that its events state." }),
    statuses: z.record(z.string(), z.int()).meta({ description: "Events by their own status." }),
    dimensions: z.record(z.string(), z.string()).meta({ description: "Of its earliest event; so its outcome counts." }),
    cost: z.string(),
    cost_components: Amounts.meta({ description: "What is not named is zero. Review is the outcome's, too." }),
    cost_causes: Amounts.meta({ description: "An event may have several causes: these do not add up to cost." }),
    unpriced_events: z.int(),
    outcome: FactsBody.nullable().meta({ description: "All that was told, merged. Null: nothing was." }),
    told: z.array(ToldOutcomeBody),
    is_complete: z
      .boolean()
      .meta({ description: "False where it went on through more buckets of time than are followed." }),
  })
  .meta({ id: "Run" });

const get = createRoute({
  method: "get",
  path: "/v1/runs",
  operationId: "getRun",
  tags: ["Outcomes"],
  summary: "Get one run: what it cost, and what became of it",
  description: "From the journal as it stands, so that what was just recorded is in it.",
  security: scope("spend:read"),
  request: { query: z.strictObject({ run_id: Id.meta({ description: "As its events name it.", example: "run_77" }) }) },
  responses: { 200: jsonContent(RunBody, "The run"), ...problemResponses(400, 401, 403, 404, 422) },
});

export const runRoutes = newRouter().openapi(get, async (c) => {
  const { run_id } = c.req.valid("query");
  const story = await getSubjectStory(c.var.ctx, { kind: "run", id: run_id });
  if (story.rows.length === 0) throw new DomainError("run_not_found", "No event of such a run was recorded.");
  const summary = summarizeRun(story.rows, story.merged, priceReviewBy(c.var.ctx.configuration));
  return c.json(
    {
      run_id,
      ...present(summary),
      outcome: story.merged ? presentFacts(story.merged) : null,
      told: [
        ...story.told.map((told) => presentTold(told, "outcome")),
        ...story.own.map((told) => presentTold(told, "event")),
      ],
      is_complete: story.isComplete,
    },
    200,
  );
});

const amounts = (sums: ReadonlyMap<string, bigint>) =>
  Object.fromEntries(Array.from(sums, ([name, picos]) => [name, formatAmount(picos)]));

const present = (run: RunSummary) => ({
  parent_id: run.parentId,
  task_ids: [...run.taskIds],
  first_event_at: new Date(run.firstEpochMs).toISOString(),
  last_event_at: new Date(run.lastEpochMs).toISOString(),
  events: run.events,
  steps: run.steps,
  statuses: Object.fromEntries(run.statuses),
  dimensions: Object.fromEntries(run.dimensions),
  cost: formatAmount([...run.cost.values()].reduce((sum, picos) => sum + picos, 0n)),
  cost_components: amounts(run.cost),
  cost_causes: amounts(run.causes),
  unpriced_events: Number(run.unpricedEvents),
});
