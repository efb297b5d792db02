import { expect } from "vitest";
import { createPipeline } from "./pipeline.ts";
import { at, type Caller, itemsOf, valueAt } from "./world.ts";

export async function setUp() {
  const pipeline = createPipeline({ at: "2026-11-04T09:00:30.000Z" });
  return { ...pipeline, ...(await pipeline.signUp()) };
}

export type Values = Readonly<Record<string, string>>;

export const RANGE = "from=2026-11-01&to=2026-12-01";
export const DAY_1 = "from=2026-11-02&to=2026-11-03";
export const DAY_2 = "from=2026-11-03&to=2026-11-04";

/** Cost by value of one dimension. */
export async function spendBy(owner: Caller, dimension: string, range = RANGE): Promise<Values> {
  const { body } = await owner.get(`/v1/spend?${range}&group_by=${dimension}&measures=cost&limit=1000`);
  return Object.fromEntries(
    itemsOf(body).map((item) => [at(item, "dimensions", dimension), at(item, "measures", "cost")]),
  );
}

export const CSV = { "content-type": "text/csv" };
export const uploadCsv = (owner: Caller, text: string, headers: Record<string, string> = {}) =>
  owner.send("PUT", "/v1/directory", text, { ...CSV, ...headers });

export async function makeRule(owner: Caller, rule: Record<string, unknown>): Promise<string> {
  const answer = await owner.post("/v1/attribution-rules", { name: "a rule", ...rule });
  expect(answer.status).toBe(201);
  return at(answer.body, "id");
}

export function itemsAt(body: unknown, name: string): readonly unknown[] {
  const items = valueAt(body, name);
  if (!Array.isArray(items)) throw new Error(`No ${name} in ${JSON.stringify(body)}`);
  return items;
}
