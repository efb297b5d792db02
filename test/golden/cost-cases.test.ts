import { CATALOGUE } from "@outlay/prices/catalogue-file";
import { beforeAll, describe, expect, test } from "vitest";
import { createPipeline } from "../integration/pipeline.ts";
import { itemsOf, valueAt } from "../integration/world.ts";
import { AGENT_CASES } from "./agent-cases.ts";
import type { CostCase } from "./cost-case.ts";
import { OTHER_CASES, PRICE_CHANGE_CASES, SERVICE_TIER_CASES } from "./rate-cases.ts";
import { TIER_CASES, TIER_FAMILIES } from "./tier-cases.ts";
import { CACHE_CASES, MEDIA_CASES, REASONING_CASES } from "./token-cases.ts";

/** Each table goes through what a customer's usage goes through: adapter, import, recorder, fold, and the spend that is answered. */
const TABLES: Readonly<Record<string, readonly CostCase[]>> = {
  "cache inside and outside input, writes of 5 minutes and of an hour": CACHE_CASES,
  "reasoning inside and outside output": REASONING_CASES,
  "audio and image tokens": MEDIA_CASES,
  "tiers by the size of the input": TIER_CASES,
  "batch, priority and other service tiers": SERVICE_TIER_CASES,
  "price changes at an instant": PRICE_CHANGE_CASES,
  "agents that repeat the usage of the calls beneath them": AGENT_CASES,
  "what else a call can cost": OTHER_CASES,
};
const ALL = Object.values(TABLES).flat();

type Spent = Pick<CostCase, "cost" | "unpriced" | "unpricedCalls">;
const spent = new Map<string, Spent>();

beforeAll(async () => {
  const { signUp, settle } = createPipeline({ at: "2026-11-03T00:00:00Z" });
  const { owner } = await signUp();
  // The case's place is its events' source, so that spend by source is spend by case.
  const events = ALL.flatMap((each, index) => each.events.map(({ body }) => ({ ...body, source: `case-${index}` })));
  const answer = await owner.post("/v1/imports", events);
  if (valueAt(answer.body, "accepted") !== events.length) throw new Error(JSON.stringify(answer.body));
  await settle();
  const query = "from=2024-10-01&to=2026-11-03&group_by=source,unpriced_reason&limit=1000";
  const { body } = await owner.get(`/v1/spend?${query}&measures=cost,unpriced_calls`);
  for (const item of itemsOf(body)) spent.set(String(valueAt(item, "dimensions", "source")), spentOf(item));
});

function spentOf(item: unknown): Spent {
  const reason = valueAt(item, "dimensions", "unpriced_reason");
  const calls = valueAt(item, "measures", "unpriced_calls");
  return {
    cost: String(valueAt(item, "measures", "cost")),
    ...(typeof reason === "string" && reason !== "unattributed" && { unpriced: reason }),
    ...(typeof calls === "number" && calls > 0 && { unpricedCalls: calls }),
  };
}

describe.each(Object.entries(TABLES))("%s", (_, cases) => {
  test.each(cases)("$name", (each) => {
    const { name: _name, events: _events, ...expected } = each;
    expect(spent.get(`case-${ALL.indexOf(each)}`)).toEqual(expected);
  });
});

test("every family of list prices with a threshold has its cases", () => {
  const listed = CATALOGUE.providers.flatMap(({ id, models }) =>
    models.flatMap(({ rows }) =>
      rows.flatMap(({ tokens }) =>
        Object.values(tokens).flatMap(([, threshold]) => (threshold === undefined ? [] : [`${id} ${threshold}`])),
      ),
    ),
  );
  const covered = TIER_FAMILIES.map(({ provider, threshold }) => `${provider} ${threshold}`);
  expect(new Set(covered)).toEqual(new Set(listed));
});
