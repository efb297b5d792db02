import type { Table } from "@outlay/storage/table";
import { expect } from "vitest";
import { createPipeline } from "./pipeline.ts";
import { at, type SignedUp } from "./world.ts";

export const DAY_MS = 86_400_000;
/** A Monday, 9:30 in Paris. */
const START = Date.parse("2026-09-14T07:30:00Z");

/** Ten a million tokens. */
export const event = (id: string, time: string, department: string, tokens: number, workflow = "answers") => ({
  id,
  source: "gateway",
  time,
  operation: "chat",
  provider: "openai",
  model: "gpt-4o",
  usage: { input_tokens: tokens },
  attribution: { department, workflow },
});

type Pipeline = ReturnType<typeof createPipeline>;

/** So many days of a company that spends 10 on working days and 2 on others in support, and 2.5 every day in sales. */
export async function spendDays(pipeline: Pipeline, { owner }: SignedUp, days: number, eachDay?: () => Promise<void>) {
  for (let day = 0; day < days; day++) {
    const nowMs = pipeline.world.now().getTime();
    const number = Math.round((nowMs - START) / DAY_MS);
    const time = new Date(nowMs - 60_000).toISOString();
    const tokens = number % 7 < 5 ? 4_000_000 : 800_000;
    const body = [
      event(`s${number}`, time, "support", tokens + 40_000 * (number % 3)),
      event(`a${number}`, time, "sales", 1_000_000),
    ];
    expect((await owner.post("/v1/events", body)).status).toBe(202);
    await pipeline.settle();
    await eachDay?.();
    pipeline.advance(DAY_MS);
  }
}

export const numberAt = (body: unknown, ...path: readonly (string | number)[]): number => Number(at(body, ...path));

export async function signedUp(options: { readonly wrapTable?: (table: Table) => Table } = {}) {
  const pipeline = createPipeline({ at: new Date(START).toISOString(), ...options });
  const tenant = await pipeline.signUp({ time_zone: "Europe/Paris" });
  const get = async (path: string) => {
    const { status, body } = await tenant.owner.get(path);
    expect([status, path]).toEqual([200, path]);
    return body;
  };
  return { ...pipeline, pipeline, tenant, owner: tenant.owner, get };
}

/** Spend of local dates [from, to), in units. */
export async function spentIn(get: (path: string) => Promise<unknown>, query: string): Promise<number> {
  return numberAt(await get(`/v1/spend?${query}`), "totals", "cost");
}
