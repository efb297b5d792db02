import type { ApiWorld } from "@outlay/api/router";
import type { LoopAlert } from "@outlay/domain/alert";
import { DecisionInput } from "@outlay/domain/decision";
import { loopAlert } from "@outlay/domain/loop-alert";
import { SCOPES } from "@outlay/domain/role";
import { foldMessage } from "@outlay/messaging/fold-messages";
import type { OutgoingMessage, Queue } from "@outlay/messaging/queue";
import { decide } from "@outlay/services/decide";
import { quarantineDeadLetters } from "@outlay/services/quarantine-dead-letters";
import { loadConfiguration } from "@outlay/services/read-configuration";
import { recordUsage } from "@outlay/services/record-usage";
import { putAlert } from "@outlay/storage/alerts";
import { at, createWorld, type SignedUp, valueAt } from "./world.ts";

/** One operation of the OpenAPI document, with all that a request of it needs. */
export interface DocumentedOperation {
  readonly id: string;
  readonly method: string;
  /** As documented: `/v1/api-keys/{key_id}`. */
  readonly path: string;
  /** The scope, or who else may call. */
  readonly access: string;
  readonly parameters: readonly string[];
  /** The example of its body; undefined for none. */
  readonly body: unknown;
  readonly hasBody: boolean;
}

type Members = Readonly<Record<string, unknown>>;
const isMembers = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const membersOf = (value: unknown): Members => (isMembers(value) ? value : {});
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Every operation of the app's own document. */
export async function documentedOperations(): Promise<readonly DocumentedOperation[]> {
  const { as } = createWorld();
  const { body: document } = await as(undefined).get("/openapi.json");
  return Object.entries(membersOf(valueAt(document, "paths"))).flatMap(([path, methods]) =>
    Object.entries(membersOf(methods)).map(([method, operation]) => describe(document, path, method, operation)),
  );
}

function describe(document: unknown, path: string, method: string, operation: unknown): DocumentedOperation {
  const json = membersOf(membersOf(membersOf(membersOf(operation)["requestBody"])["content"])["application/json"]);
  const parameters = listOf(membersOf(operation)["parameters"]).filter((each) => membersOf(each)["in"] === "path");
  return {
    id: String(valueAt(operation, "operationId")),
    method: method.toUpperCase(),
    path,
    access: accessOf(valueAt(operation, "security")),
    parameters: parameters.map((each) => String(valueAt(each, "name"))),
    hasBody: "schema" in json,
    body: exampleOf(document, json["schema"]),
  };
}

function accessOf(security: unknown): string {
  const [requirement] = listOf(security);
  if (requirement === undefined) return "public";
  const [scheme, scopes] = Object.entries(membersOf(requirement))[0] ?? [];
  return scheme === "platform" ? "platform" : String(listOf(scopes)[0]);
}

function exampleOf(document: unknown, schema: unknown): unknown {
  const { $ref, example, examples, anyOf } = membersOf(schema);
  if (typeof $ref === "string") return exampleOf(document, valueAt(document, ...$ref.slice(2).split("/")));
  if (example !== undefined) return example;
  if (listOf(examples).length > 0) return listOf(examples)[0];
  return listOf(anyOf).length > 0 ? exampleOf(document, listOf(anyOf)[0]) : undefined;
}

/** The path of an operation with `values` in it. Throws where a parameter has none: then the walk does not cover it. */
export function pathOf({ path, id }: DocumentedOperation, values: Readonly<Record<string, string>>): string {
  return path.replaceAll(/\{(.+?)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${id}: no value for {${name}}. Seed one in seedOneOfEach.`);
    return value;
  });
}

/** Ids of one of each thing that a tenant can have, by the path parameter that names it. */
export async function seedOneOfEach(
  world: ApiWorld,
  { owner, tenantId }: Pick<SignedUp, "owner" | "tenantId">,
  canary: string,
): Promise<Record<string, string>> {
  const member = await owner.post("/v1/members", { email: `${canary}@example.com`, role: "viewer" });
  const key = await owner.post("/v1/api-keys", { name: canary, scopes: ["spend:read"] });
  const budget = await owner.post("/v1/budgets", { name: canary, scope: {}, period: { type: "month" }, amount: "10" });
  const hard = await owner.post("/v1/budgets", { name: canary, scope: {}, amount: "10", enforcement: "hard" });
  const budgetOverride = await owner.post("/v1/budget-overrides", {
    budget_id: at(hard.body, "id"),
    percent: 20,
    reason: canary,
    expires_at: new Date(world.now().getTime() + 86_400_000).toISOString(),
  });
  const webhookSource = await owner.post("/v1/webhook-sources", { kind: "litellm", name: canary });
  const channel = await owner.post("/v1/notification-channels", {
    kind: "webhook",
    name: canary,
    url: "https://hooks.example.com/",
  });
  const channelId = at(channel.body, "notification_channel", "id");
  const delivery = await owner.post(`/v1/notification-channels/${channelId}/test`);
  const rule = await owner.post("/v1/attribution-rules", { name: canary, set: { department: canary } });
  const ownerOf = { kind: "vendor_owner", dimension: "provider", value: canary, owner: canary };
  const vendorOwner = await owner.post("/v1/owners", ownerOf);
  await owner.send("PUT", "/v1/directory", { Resources: [{ userName: canary }] });
  const policy = await owner.post("/v1/routing-policies", {
    name: canary,
    default_tier: "standard",
    tiers: {
      premium: { models: [{ provider: canary, model: "p" }] },
      standard: { models: [{ provider: canary, model: "s" }] },
      economy: { models: [{ provider: canary, model: "e" }] },
    },
  });
  const exception = await owner.post("/v1/exceptions", {
    scope: { department: [canary] },
    tier: "premium",
    reason: canary,
    expires_at: new Date(world.now().getTime() + 86_400_000).toISOString(),
  });
  const override = await owner.post("/v1/price-overrides", {
    kind: "unit_price",
    name: canary,
    unit: "tool_calls",
    amount: "0.01",
  });
  const rate = await owner.post("/v1/currency-rates", { currency: "GBP", rate: "1.3", from: "2026-01-01" });
  const rateLimit = await owner.post("/v1/rate-limits", {
    name: canary,
    per: "agent",
    value: canary,
    measure: "requests",
    amount: "10",
    window: "minute",
  });
  const runLimit = await owner.post("/v1/run-limits", { name: canary, scope: { agent: [canary] }, steps_max: 10 });
  const range = { from: "2026-10-01", to: "2026-10-02", reason: canary };
  const repricing = await owner.post("/v1/repricings", range);
  const pause = await owner.post("/v1/pauses", { target: { kind: "agent", id: canary }, reason: canary });
  await owner.send("PATCH", "/v1/tenant", { name: canary });
  const alertRule = await owner.post("/v1/alert-rules", { rule: "growth", scope: { department: [canary] } });
  const alert = loopAlertOf(canary, world.now());
  await putAlert(world.table, tenantId, alert);
  const { body } = foldMessage({ kind: "budgets", tenantId });
  await quarantineDeadLetters(world, "fold", [{ messageId: canary, body, receiveCount: 6 }]);
  const quarantined = await owner.get("/v1/quarantine");
  return {
    tenant_id: tenantId,
    alert_id: alert.id,
    alert_rule_id: at(alertRule.body, "id"),
    quarantine_id: at(quarantined.body, "items", 0, "id"),
    key_id: at(key.body, "api_key", "id"),
    budget_id: at(budget.body, "id"),
    budget_override_id: at(budgetOverride.body, "id"),
    attribution_rule_id: at(rule.body, "id"),
    owner_id: at(vendorOwner.body, "id"),
    price_override_id: at(override.body, "id"),
    currency_rate_id: at(rate.body, "id"),
    rate_limit_id: at(rateLimit.body, "id"),
    run_limit_id: at(runLimit.body, "id"),
    repricing_id: at(repricing.body, "id"),
    member_id: at(member.body, "id"),
    routing_policy_id: at(policy.body, "id"),
    exception_id: at(exception.body, "id"),
    pause_id: at(pause.body, "id"),
    decision_id: await seedDecision(world, tenantId, canary),
    file: "start.js",
    provider: "openai",
    source: "litellm",
    webhook_source_id: at(webhookSource.body, "webhook_source", "id"),
    notification_channel_id: channelId,
    delivery_id: at(delivery.body, "id"),
  };
}

/** An alert as a run in a loop raises it. */
function loopAlertOf(canary: string, now: Date): LoopAlert {
  const step = { id: canary, step: 6, stepName: "search", startedAtEpochMs: null, toolCalls: null, progress: null };
  const figures = { steps: 6n, tool_calls: 0n, seconds: 0n, amount: 0n, repeats: 6n, stalled_steps: 0n };
  const date = now.toISOString().slice(0, 10);
  const sight = { step, figures, passed: [], values: new Map(), date, isRefused: false, nowEpochMs: now.getTime() };
  return loopAlert(sight, { stepName: "search", repeats: 6 });
}

/** A decision in its journal. */
async function seedDecision(world: ApiWorld, tenantId: string, canary: string): Promise<string> {
  const sent: OutgoingMessage[] = [];
  const usageQueue: Queue = {
    send: async (messages) => {
      sent.push(...messages);
      return [];
    },
  };
  const configuration = await loadConfiguration(world, tenantId);
  const actor = { kind: "member", id: "mem_of_tests", scopes: new Set(SCOPES) } as const;
  const asked = DecisionInput.parse({ attribution: { department: canary } });
  const { decision } = await decide({ ...world, usageQueue, tenantId, configuration, actor }, asked);
  await recordUsage(
    world,
    sent.map(({ body }, index) => ({ messageId: `decision ${index}`, body, receiveCount: 1 })),
  );
  return decision.id;
}
