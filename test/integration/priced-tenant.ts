import { expect } from "vitest";
import { createPipeline } from "./pipeline.ts";

/** A pipeline with a tenant, and what tests of its prices do to it. */
export async function pricedTenant(signUp: Record<string, unknown> = {}) {
  const pipeline = createPipeline({ at: "2026-11-02T09:00:30.000Z" });
  const signedUp = await pipeline.signUp(signUp);
  const { owner } = signedUp;
  const make = async (path: string, body: Record<string, unknown>) => {
    const answer = await owner.post(path, body);
    expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
    return answer.body;
  };
  return {
    ...pipeline,
    ...signedUp,
    override: (body: Record<string, unknown>) => make("/v1/price-overrides", { name: "test", ...body }),
    rate: (currency: string, rate: string, from: string) => make("/v1/currency-rates", { currency, rate, from }),
    count: async (...events: readonly Record<string, unknown>[]) => {
      expect((await owner.post("/v1/events", events)).body).toMatchObject({ accepted: events.length, refused: [] });
      await pipeline.settle();
    },
    spend: async (measures: string, more = "") =>
      (await owner.get(`/v1/spend?${NOVEMBER}&measures=${measures}${more}`)).body,
  };
}

export const NOVEMBER = "from=2026-11-01&to=2026-12-01";
