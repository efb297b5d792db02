import { holdOf } from "@outlay/domain/cap";
import { formatAmount } from "@outlay/domain/money";
import { heldOf } from "@outlay/services/held-of";
import { createPipeline } from "./pipeline.ts";
import { type Answer, at, type Caller, valueAt } from "./world.ts";

/** A call within the default policy: sonnet, 1,000 tokens in and 100 out. */
export const ASKED = {
  task_class: "support-drafting",
  requested: { provider: "anthropic", model: "claude-sonnet-4-5" },
  attribution: { department: "support" },
  context_tokens: 1000,
  output_tokens_max: 100,
};
/** Dollars that such a call may cost: 1,000 at 6 a million, 100 at 15, and two picos for what is rounded apart. */
export const WORST = 7_500_000_002n;
export const HAIKU = { provider: "anthropic", model: "claude-haiku-4-5" };

export const decider =
  (caller: Caller) =>
  (changes: Record<string, unknown> = {}): Promise<Answer> =>
    caller.post("/v1/decisions", { ...ASKED, ...changes });

/** A tenant in dollars with a key that may decide and send usage, before the API and its queues. */
export async function createDecisionWorld(options: Parameters<typeof createPipeline>[0] = {}) {
  const pipeline = createPipeline(options);
  const tenant = await pipeline.signUp();
  const gateway = await pipeline.withScopes(tenant, "decisions:write", "decisions:read", "events:write");
  const { owner } = tenant;
  const made = async (path: string, body: unknown): Promise<string> => {
    const answer = await owner.post(path, body);
    if (answer.status !== 201) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return at(answer.body, "id");
  };
  return {
    ...pipeline,
    ...tenant,
    gateway,
    decide: decider(gateway),
    made,
    /** A hard budget of so many dollars. */
    cap: (amount: string, changes: Record<string, unknown> = {}) =>
      made("/v1/budgets", { name: "Support", scope: {}, amount, enforcement: "hard", ...changes }),
    /** Usage of a decided call: 1,000 in at 3 dollars a million and 100 out at 15 are 0.0045. */
    use: (decision: unknown, changes: Record<string, unknown> = {}) =>
      gateway.post("/v1/events", {
        id: at(decision, "id"),
        source: "gateway",
        time: pipeline.world.now().toISOString(),
        operation: "chat",
        ...ASKED.requested,
        usage: { input_tokens: 1000, output_tokens: 100 },
        attribution: ASKED.attribution,
        run: { id: "r", task_class: ASKED.task_class },
        route: valueAt(decision, "route"),
        ...changes,
      }),
  };
}

/** The reasons of a decision by code. */
export function reasonsOf(
  body: unknown,
): ReadonlyMap<string, { readonly text: string; readonly subject: string | undefined }> {
  const reasons = valueAt(body, "reasons");
  if (!Array.isArray(reasons)) throw new Error(`No reasons in ${JSON.stringify(body)}`);
  return new Map(
    reasons.map((reason: unknown) => {
      const subject = valueAt(reason, "subject");
      const id = typeof subject === "object" && subject !== null ? at(subject, "id") : undefined;
      return [at(reason, "code"), { text: at(reason, "text"), subject: id }];
    }),
  );
}

/** What so many of the calls may cost. */
export const times = (count: bigint) => formatAmount(WORST * count);

/** Picos that a budget holds for calls. */
export const heldIn = async (world: Awaited<ReturnType<typeof createDecisionWorld>>, budgetId: string) => {
  const hold = holdOf(budgetId, null);
  return (await heldOf(world.world, world.tenantId, [hold])).get(hold) ?? 0n;
};
