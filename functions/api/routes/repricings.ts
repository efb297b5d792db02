import { createRoute } from "@hono/zod-openapi";
import { COST_COMPONENTS, costMeasure } from "@outlay/domain/measures";
import { formatAmount } from "@outlay/domain/money";
import { type Repricing, RepricingInput, type StoredSums } from "@outlay/domain/repricing";
import { differenceOf, type RepricingResult, totalsOf } from "@outlay/domain/repricing-result";
import { getRepricingProgress } from "@outlay/services/get-repricing";
import { startRepricing } from "@outlay/services/start-repricing";
import * as z from "zod";
import { pageById } from "../page.ts";
import { Amount, Count, presentCount } from "../quantities.ts";
import { contractsOf } from "../resource-contracts.ts";
import {
  idOf,
  IdempotencyHeaders,
  jsonBody,
  jsonContent,
  newRouter,
  PageQuery,
  problemResponses,
  scope,
} from "../router.ts";

const RepricingInputBody = RepricingInput.meta({
  id: "RepricingInput",
  description: [
    "`from` and `to` are local dates, half-open. `only: unpriced` leaves what has a price as it is. `provider` and `model` narrow it.",
    "With `attribution` the events' dimensions are filled again too, by the rules of now. A `dry_run` says what would change, and",
    "changes nothing.",
  ].join(" "),
  example: { from: "2026-11-01", to: "2026-12-01", reason: "The negotiated rate was entered late", dry_run: true },
});

const Text = z.union([z.string(), z.null()]);

const SumsBody = z
  .object({
    events: Count,
    unpriced_events: Count,
    unpriced_calls: Count,
    cost: Amount,
    components: z.record(z.string(), Amount).meta({ description: "What the cost is made of; what is 0 is left out." }),
  })
  .meta({ id: "RepricedSums" });

const sides = { before: SumsBody, after: SumsBody, difference: SumsBody };

const summary = {
  id: z.string(),
  from: z.string(),
  to: z.string(),
  reason: z.string(),
  only: z.enum(["all", "unpriced"]),
  provider: Text,
  model: Text,
  attribution: z.boolean(),
  dry_run: z.boolean(),
  generation: z.int().meta({ description: "Events that it priced name it so: `GET /v1/events`." }),
  status: z.enum(["running", "done"]),
  created_at: z.string(),
  created_by: z.object({ kind: z.string(), id: z.string() }),
  completed_at: Text,
};

const RepricingSummary = z.object(summary).meta({ id: "RepricingSummary" });

const RepricingBody = z
  .object({
    ...summary,
    progress: z
      .object({ days_done: z.int(), days: z.int() })
      .meta({ description: "Of UTC days, one more at each end." }),
    changed_events: Count,
    totals: z.object(sides).meta({ description: "Of the days that were done, all events of the range and filters." }),
    models: z.array(z.object({ provider: Text, model: Text, ...sides })),
    adjustments: z
      .array(z.object({ month: z.string(), department: Text, provider: Text, model: Text, difference: SumsBody }))
      .meta({ description: "What would differ in months that are closed. It is in no amount of `GET /v1/spend`." }),
  })
  .meta({ id: "Repricing" });

const presentSummary = (repricing: Repricing): z.input<typeof RepricingSummary> => ({
  id: repricing.id,
  from: repricing.from,
  to: repricing.to,
  reason: repricing.reason,
  only: repricing.only,
  provider: repricing.provider,
  model: repricing.model,
  attribution: repricing.attribution,
  dry_run: repricing.dry_run,
  generation: repricing.seq,
  status: repricing.completed_at === null ? "running" : "done",
  created_at: repricing.created_at,
  created_by: repricing.created_by,
  completed_at: repricing.completed_at,
});

const count = (digits = "0"): number | string => presentCount(BigInt(digits));

function presentSums(sums: StoredSums): z.input<typeof SumsBody> {
  const costs = COST_COMPONENTS.flatMap((component) => {
    const digits = sums[costMeasure(component)];
    return digits === undefined ? [] : [[component, BigInt(digits)] as const];
  });
  return {
    events: count(sums["events"]),
    unpriced_events: count(sums["unpriced_events"]),
    unpriced_calls: count(sums["unpriced_calls"]),
    cost: formatAmount(costs.reduce((sum, [, picos]) => sum + picos, 0n)),
    components: Object.fromEntries(costs.map(([component, picos]) => [component, formatAmount(picos)])),
  };
}

const presentSides = ({ before, after }: { readonly before: StoredSums; readonly after: StoredSums }) => ({
  before: presentSums(before),
  after: presentSums(after),
  difference: presentSums(differenceOf(before, after)),
});

function presentResult(result: RepricingResult) {
  return {
    changed_events: result.changed_events,
    totals: presentSides(totalsOf(result)),
    models: result.models.map(({ provider, model, ...line }) => ({ provider, model, ...presentSides(line) })),
    adjustments: result.adjustments.map(({ difference, ...line }) => ({
      ...line,
      difference: presentSums(difference),
    })),
  };
}

const contracts = contractsOf({
  path: "/v1/repricings",
  params: z.object({ repricing_id: idOf("rpr", "The re-pricing's id.") }),
  tag: "Prices",
  scopes: { read: "repricings:read", write: "repricings:write" },
});
const create = createRoute({
  ...contracts.all,
  method: "post",
  operationId: "createRepricing",
  summary: "Price a period again, by the prices as they are decided now",
  description:
    "Each event is priced by what was in force at its own time. The work is done in the background, day by day.",
  security: scope("repricings:write"),
  request: { headers: IdempotencyHeaders, body: jsonBody(RepricingInputBody) },
  responses: {
    202: jsonContent(RepricingSummary, "The re-pricing, at work"),
    ...problemResponses(400, 401, 403, 409, 413, 415, 422),
  },
});

const list = contracts.list(
  {
    operationId: "listRepricings",
    summary: "List the re-pricings, oldest first, those that started by themselves included",
    answers: "A page of re-pricings",
  },
  PageQuery,
  RepricingSummary,
);
const get = contracts.get(
  {
    operationId: "getRepricing",
    summary: "Read how far a re-pricing is, and what it did: before, after and the difference",
    answers: "The re-pricing",
  },
  RepricingBody,
);

export const repricingRoutes = newRouter()
  .openapi(create, async (c) => c.json(presentSummary(await startRepricing(c.var.ctx, c.req.valid("json"))), 202))
  .openapi(list, (c) =>
    c.json(pageById(c, c.var.ctx.configuration.repricings, c.req.valid("query"), presentSummary), 200),
  )
  .openapi(get, async (c) => {
    const { repricing, daysDone, days, result } = await getRepricingProgress(
      c.var.ctx,
      c.req.valid("param").repricing_id,
    );
    const progress = { days_done: daysDone, days };
    return c.json({ ...presentSummary(repricing), progress, ...presentResult(result) }, 200);
  });
