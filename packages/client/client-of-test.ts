import { createOutlay, type OutlayOptions } from "./client.ts";
import type { DecisionBody } from "./decision.ts";
import { type Answering, fakeClock, fakeFetch } from "./fake-world.ts";

/** A client over a fake clock and a fake fetch; ids count up. */
export function clientOf(answering: Answering, options: Partial<OutlayOptions> = {}) {
  const clock = fakeClock();
  const { fetch, seen } = fakeFetch(answering);
  let made = 0;
  const outlay = createOutlay({
    url: "https://outlay.test/",
    apiKey: "secret",
    source: "app",
    fetch,
    clock,
    random: () => 1,
    newId: () => `id${(made += 1)}`,
    ...options,
  });
  return { outlay, clock, seen };
}

/** A decision that allows gpt-4o, and gpt-4o-mini after it, with a reservation. */
export const allowed = (overrides: Partial<DecisionBody> = {}): DecisionBody => ({
  id: "dec_1",
  verdict: "allow",
  model: { provider: "openai", model: "gpt-4o", tier: "standard" },
  fallbacks: [{ provider: "openai", model: "gpt-4o-mini", tier: "economy" }],
  limits: { context_tokens: null, output_tokens: 1000, timeout_seconds: 60, tool_calls: null, agent_steps: null },
  review_required: false,
  reasons: [{ code: "within_tier", text: "Within the tier.", subject: null }],
  warnings: [],
  route: { id: "other-work", type: "default", decision_id: "dec_1", reservation_id: "rsv_1", attempt: 1 },
  reservation: { id: "rsv_1", amount: "0.02", currency: "USD", expires_at: "2026-11-02T09:10:00.000Z" },
  ...overrides,
});
