import { readUsageEvent } from "@outlay/domain/read-usage-event";
import { expect, test } from "vitest";
import { generateTraffic, type TrafficEvent } from "./traffic.ts";
import { burstRuns, runawayRun } from "./traffic-incidents.ts";
import { UNLISTED_MODELS } from "./workloads.ts";

const NOW = new Date("2026-11-24T18:14:00Z");
const DAY_MS = 86_400_000;
const events = generateTraffic("outlay", NOW);
const countBy = (keyOf: (event: TrafficEvent) => unknown, of: readonly TrafficEvent[] = events) => {
  const counts = new Map<string, number>();
  for (const event of of) counts.set(String(keyOf(event)), (counts.get(String(keyOf(event))) ?? 0) + 1);
  return counts;
};
const attributed = (name: string) => (event: TrafficEvent) => event.attribution[name];
const has = (measure: string) => events.some(({ usage }) => (usage[measure] ?? 0) > 0);

test("a month has 30,000 to 50,000 events, each fit for the API and with an id of its own", () => {
  expect(events.length).toBeGreaterThan(30_000);
  expect(events.length).toBeLessThan(50_000);
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  const faults = events.flatMap((event) => {
    const read = readUsageEvent(event, { kind: "import", bound: new Map(), nowEpochMs: NOW.getTime() });
    return "faults" in read ? [read.faults] : [];
  });
  expect(faults).toEqual([]);
});

test("the same seed and hour give the same events, another seed others", () => {
  expect(generateTraffic("outlay", new Date("2026-11-24T18:59:59Z"))).toEqual(events);
  expect(generateTraffic("other", NOW)[0]).not.toEqual(events[0]);
});

const isUnusual = ({ id }: TrafficEvent) => id.includes("-unusual-");

test("a later run repeats what lies in both months to the letter, save what was unusual at its end", () => {
  const later = generateTraffic("outlay", new Date("2026-11-27T09:00:00Z"));
  const from = later[0]?.time ?? "";
  const to = events.at(-1)?.time ?? "";
  const byId = (list: readonly TrafficEvent[]) =>
    list
      .filter((event) => event.time >= from.slice(0, 10) && event.time <= to && !isUnusual(event))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  expect(byId(later)).toEqual(byId(events));
});

test("the last whole day alone has something unusual", () => {
  expect(new Set(events.filter(isUnusual).map(({ time }) => time.slice(0, 10)))).toEqual(new Set(["2026-11-23"]));
  const night = generateTraffic("outlay", new Date("2026-11-24T01:10:00Z")).filter(isUnusual);
  expect(new Set(night.map(({ time }) => time.slice(0, 10)))).toEqual(new Set(["2026-11-22"]));
});

test("people say of some results whether they accept them", () => {
  const told = events.filter(({ outcome }) => outcome !== undefined);
  const shareOf = (workflow: string) => {
    const of = told.filter(({ attribution }) => attribution["workflow"] === workflow);
    return of.filter(({ outcome }) => outcome?.["accepted"] === true).length / of.length;
  };
  expect(told.length).toBeGreaterThan(1_500);
  expect(shareOf("ticket-answer")).toBeCloseTo(0.82, 1);
  expect(shareOf("variance-notes")).toBeCloseTo(0.34, 1);
});

test("times lie within the month, in order, up to the last full hour", () => {
  const times = events.map(({ time }) => time);
  expect(times).toEqual(times.toSorted());
  expect(times[0]?.slice(0, 10)).toBe("2026-10-25");
  expect(times.at(-1)?.slice(0, 14)).toBe("2026-11-24T17:");
});

test("seven departments, several vendors, production and experiments", () => {
  expect([...countBy(attributed("department")).keys()].toSorted()).toEqual([
    "engineering",
    "finance",
    "legal",
    "marketing",
    "research",
    "sales",
    "support",
  ]);
  const providers = countBy(({ provider }) => provider);
  for (const provider of ["openai", "anthropic", "google", "mistral"])
    expect(providers.get(provider)).toBeGreaterThan(100);
  const environments = countBy(attributed("environment"));
  expect(environments.get("production")).toBeGreaterThan(20_000);
  expect(environments.get("experiment")).toBeGreaterThan(1_000);
});

test("searches, caches, reasoning, batches, retries, loops and failures occur", () => {
  const operations = countBy(({ operation }) => operation);
  for (const operation of ["chat", "embedding", "retrieval", "tool_call"])
    expect(operations.get(operation)).toBeGreaterThan(1_000);
  for (const measure of ["cache_read_tokens", "cache_write_5m_tokens", "reasoning_tokens", "agent_steps"]) {
    expect([measure, has(measure)]).toEqual([measure, true]);
  }
  expect(events.some((event) => event.response_cache_hit === true)).toBe(true);
  expect(events.some((event) => event.service_tier === "batch")).toBe(true);
  for (const status of ["failed", "timed_out", "abandoned"]) {
    expect(events.filter((event) => event.status === status).length).toBeGreaterThan(5);
  }
  expect(events.some(({ run }) => Number(run["attempt"]) > 1)).toBe(true);
  const agentRuns = countBy(
    ({ run }) => run["id"],
    events.filter((event) => event.attribution["agent"] === "fix-build-agent"),
  );
  expect(Math.max(...agentRuns.values())).toBeGreaterThan(30);
});

test("a few events name models that no price list knows", () => {
  const unlisted = events.filter(({ model }) => model !== undefined && UNLISTED_MODELS.has(model));
  expect(unlisted.length).toBeGreaterThan(100);
  expect(unlisted.length).toBeLessThan(events.length / 20);
});

test("weekdays are busier than weekends, and noon than night", () => {
  const usual = events.filter((event) => event.attribution["workflow"] !== "eval-sweep");
  const weekdays = countBy(({ time }) => new Date(time).getUTCDay(), usual);
  expect(weekdays.get("2") ?? 0).toBeGreaterThan(3 * (weekdays.get("6") ?? 0));
  const hours = countBy(
    ({ time }) => time.slice(11, 13),
    usual.filter((event) => event.service_tier !== "batch"),
  );
  expect(hours.get("10") ?? 0).toBeGreaterThan(10 * (hours.get("03") ?? 0));
});

test("this month's runaway is one run of hundreds of steps on one day", () => {
  const runaway = events.filter((event) => event.attribution["workflow"] === "lead-enrichment");
  expect(countBy(({ run }) => run["id"], runaway).size).toBe(1);
  expect(countBy(({ time }) => time.slice(0, 10), runaway)).toEqual(new Map([["2026-11-13", runaway.length]]));
  expect(runaway.length).toBeGreaterThan(900);
  const inputs = runaway.map(({ usage }) => usage["input_tokens"] ?? 0);
  expect(inputs.at(-1) ?? 0).toBeGreaterThan(5 * (inputs[0] ?? Infinity));
});

test.each(Array.from({ length: 60 }, (_, index) => index))(
  "a month that ends %i days later has one runaway and a burst",
  (later) => {
    const last = Math.floor(NOW.getTime() / DAY_MS) + later;
    const days = Array.from({ length: 30 }, (_, index) => (last - index) * DAY_MS);
    expect(days.filter((day) => runawayRun("outlay", day).calls.length > 0)).toHaveLength(1);
    const weekdays = days.filter((day) => burstRuns("outlay", day).length > 0).map((day) => new Date(day).getUTCDay());
    expect(new Set(weekdays)).toEqual(new Set([0, 6]));
  },
);
