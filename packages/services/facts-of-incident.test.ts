import { addDays, dayNumber } from "@outlay/domain/local-date";
import { expect, test } from "vitest";
import { factsIn } from "./judge-rules.ts";
import type { OpenSpend } from "./open-spend.ts";

const PICO = 1_000_000_000_000n;

/** A dollar an hour, of dates from `from` on. */
function spendFrom(from: string, granularity: "day" | "hour" = "day", perHour = PICO): OpenSpend {
  return {
    range: { from, to: "2027-01-01", granularity },
    pages: 1,
    bytes: 1,
    sum: (query) => {
      const first = query.from !== undefined && query.from > from ? query.from : from;
      const days = Math.max(0, dayNumber(query.to ?? "2027-01-01") - dayNumber(first));
      const item = (period: string, hours: number) => ({
        period,
        dimensions: (query.groupBy ?? []).map(() => "triage"),
        sums: [perHour * BigInt(hours)],
      });
      const items =
        query.granularity === "hour"
          ? Array.from({ length: days * 24 }, (_, index) => {
              const hour = String(index % 24).padStart(2, "0");
              return item(`${addDays(first, Math.floor(index / 24))}T${hour}:00:00Z`, 1);
            })
          : [item("", days * 24)];
      return { items, totals: [] };
    },
  };
}

const incident = { rule: "growth" as const, scope: { department: "research" }, granularity: "day" as const };

test("what an incident costs is exact as long as all of it is read", () => {
  const facts = factsIn(spendFrom("2026-11-01"), "UTC", {
    ...incident,
    since: "2026-11-01",
    until: "2026-11-03",
    carried: { cost: "1000", until: "2026-11-02" },
  });
  expect(facts).toMatchObject({ cost: "72", is_cost_exact: true });
});

test.each([
  ["what was spent since is added", "2026-11-03", "1024"],
  ["and nothing twice, where it is looked at once more", "2026-11-02", "1000"],
  ["nor taken away, where it ended earlier than was thought", "2026-11-01", "1000"],
])("of one that began before what is read the sum is kept: %s", (_, until, cost) => {
  const facts = factsIn(spendFrom("2026-11-01"), "UTC", {
    ...incident,
    since: "2026-06-01",
    until,
    carried: { cost: "1000", until: "2026-11-02" },
  });
  expect(facts).toMatchObject({ cost, is_cost_exact: false });
});

test("it never shrinks from run to run, though what is read moves on", () => {
  let carried: { cost: string; until: string } | undefined;
  const costs: number[] = [];
  for (let day = 0; day < 60; day++) {
    const until = addDays("2026-11-01", day);
    // Ten days are read, after an incident that began on the first.
    const spend = spendFrom(addDays(until, -9));
    const facts = factsIn(spend, "UTC", { ...incident, since: "2026-11-01", until, carried });
    carried = { cost: facts.cost, until };
    costs.push(Number(facts.cost));
    expect(facts.is_cost_exact).toBe(day < 10);
  }
  expect(costs).toEqual(Array.from({ length: 60 }, (_, day) => 24 * (day + 1)));
});

test("of hours likewise", () => {
  const facts = factsIn(spendFrom("2026-11-01", "hour"), "UTC", {
    ...incident,
    granularity: "hour",
    since: "2026-10-20T09:00:00Z",
    until: "2026-11-03T11:00:00Z",
    carried: { cost: "500", until: "2026-11-03T08:00:00Z" },
  });
  expect(facts).toMatchObject({ cost: "503", is_cost_exact: false });
});

test("where nothing is known of before, it is at least what was read", () => {
  const facts = factsIn(spendFrom("2026-11-01"), "UTC", {
    ...incident,
    since: "2026-06-01",
    until: "2026-11-01",
    carried: undefined,
  });
  expect(facts).toMatchObject({ cost: "24", is_cost_exact: false });
});
