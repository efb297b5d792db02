import { expect, test } from "vitest";
import { METRIC_NAMES, METRICS, metricOf, type MetricSource } from "./metrics.ts";
import type { SpendMeasure } from "./spend.ts";

const source = (sums: Partial<Record<SpendMeasure, bigint>>, users = 0): MetricSource => ({
  sumOf: (measure) => sums[measure] ?? 0n,
  users,
});

test("amounts for each are rounded half to even at a pico, shares at a millionth", () => {
  const per = (cost: bigint, runs: bigint) => METRICS.cost_per_run.valueOf(source({ cost, run_starts: runs }));
  expect([per(10n, 4n), per(14n, 4n), per(7n, 3n), per(-10n, 4n)]).toEqual([2n, 4n, 2n, -2n]);
  const share = (premium: bigint, cost: bigint) =>
    METRICS.premium_share.valueOf(source({ cost, cost_premium: premium }));
  expect([share(1n, 4n), share(1n, 3n), share(2n, 3n)]).toEqual([250_000n, 333_333n, 666_667n]);
});

test("a quotient over nothing is null, and never zero or infinite", () => {
  for (const name of METRIC_NAMES) {
    const { nullWhen, valueOf } = metricOf(name);
    expect(valueOf(source({}))).toBe(nullWhen === null ? 0n : null);
  }
  expect(METRICS.useful_share.valueOf(source({ cost: -5n, cost_of_accepted: 3n }))).toBeNull();
});

test("each metric is made of the measures that it names, each counting once", () => {
  const prime = new Map<string, bigint>();
  const primes = [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n];
  for (const name of METRIC_NAMES) {
    const { measures, valueOf, withUsers } = metricOf(name);
    measures.forEach((measure, index) => prime.set(measure, primes[index] ?? 29n));
    const asked = new Set<string>();
    const value = valueOf({ sumOf: (measure) => (asked.add(measure), prime.get(measure) ?? 0n), users: 4 });
    expect([...asked].toSorted()).toEqual(measures.toSorted());
    expect(value).not.toBeNull();
    expect(withUsers).toBe(name === "active_users");
  }
  const tokens = source({ input_tokens: 10n, cache_read_tokens: 20n, output_tokens: 6n, output_audio_tokens: 3n });
  expect(METRICS.output_ratio.valueOf(tokens)).toBe(300_000n);
  expect(METRICS.cached_input_share.valueOf(tokens)).toBe(666_667n);
  expect(METRICS.acceptance_rate.valueOf(source({ accepted_outcomes: 3n, rejected_outcomes: 1n }))).toBe(750_000n);
  expect(METRICS.active_users.valueOf(source({}, 7))).toBe(7n);
});
