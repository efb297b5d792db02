import { describe, expect, test } from "vitest";
import { createPipeline } from "./pipeline.ts";
import { at, itemsOf, valueAt } from "./world.ts";
import { createQueriedTenant, eventOf, NOW, picos, sumOf } from "./queried-tenant.ts";

const { allPages, ask } = await createQueriedTenant();

describe("what is behind a number", () => {
  test.each([
    [{ group_by: ["department"] }],
    [{ group_by: ["department", "user"], granularity: "day", filters: { environment: ["production"] } }],
    [{ group_by: ["tag:site"], granularity: "hour", not: { status: ["failed"] } }],
    [{ group_by: ["model"], granularity: "week", top: { count: 1 } }],
    [{ group_by: ["department", "model"], granularity: "month", top: { count: 3 } }],
    [{ group_by: [], filters: { department: ["sales", "unattributed"] } }],
  ])("of %j: events and outcome rows, page by page, are the same sum", async (query) => {
    const measures = [
      "cost",
      "events",
      "input_tokens",
      "output_tokens",
      "outcomes",
      "accepted_outcomes",
      "cost_human_review",
    ];
    const { body } = await ask({ measures, ...query, limit: 1000 });
    expect(itemsOf(body).length).toBeGreaterThan(0);
    for (const item of itemsOf(body)) {
      const events = await allPages(at(item, "events"));
      const outcomes = await allPages(at(item, "outcomes"));
      const ofEvents = (read: (event: unknown) => unknown) =>
        events.reduce<bigint>((sum, event) => sum + picos(read(event) ?? 0), 0n);
      const ofOutcomes = (name: string) => sumOf(outcomes, name);
      const review = ofOutcomes("cost_human_review");
      expect({
        events: BigInt(events.length) * 10n ** 12n,
        input_tokens: ofEvents((event) => valueAt(event, "usage", "input_tokens")),
        output_tokens: ofEvents((event) => valueAt(event, "usage", "output_tokens")),
        cost: ofEvents((event) => valueAt(event, "cost")) + review,
        outcomes: ofOutcomes("outcomes"),
        accepted_outcomes: ofOutcomes("accepted_outcomes"),
        cost_human_review: review,
      }).toEqual(Object.fromEntries(measures.map((name) => [name, picos(valueAt(item, "measures", name))])));
    }
  });

  test("of hours that do not begin with those of UTC, where buckets are hours of UTC", async () => {
    const pipeline = createPipeline({ at: NOW });
    const kathmandu = await pipeline.signUp({ time_zone: "Asia/Kathmandu" });
    // 09:45 and 10:14 of Kathmandu's clocks are one bucket, and two local hours.
    const events = ["04:00:00Z", "04:29:00Z"].map((time, index) => ({
      ...eventOf(1),
      id: `i${index}`,
      time: `2026-10-01T${time}`,
      run: { id: `old_${index}` },
    }));
    expect((await kathmandu.owner.post("/v1/imports", events)).status).toBe(202);
    const told = events.map(({ run }) => ({ id: run.id, at: NOW, run_id: run.id, accepted: true }));
    await kathmandu.owner.post("/v1/outcomes", told);
    await pipeline.settle();
    const { body } = await kathmandu.owner.post("/v1/spend/query", {
      from: "2026-10-01",
      to: "2026-10-02",
      granularity: "hour",
      measures: ["outcomes"],
    });
    const runs = await Promise.all(
      itemsOf(body).map(async (item) => {
        const listed = await kathmandu.owner.get(at(item, "outcomes"));
        return [at(item, "period"), ...itemsOf(listed.body).map((row) => at(row, "subject", "id"))];
      }),
    );
    expect(runs).toEqual([
      ["2026-10-01T09:00+05:45", "old_0"],
      ["2026-10-01T10:00+05:45", "old_1"],
    ]);
  });

  test("an outcome row names its run or task", async () => {
    const { body } = await ask({ filters: {} });
    const rows = await allPages(at(itemsOf(body)[0], "outcomes"));
    const named = rows.map((row) => `${at(row, "subject", "kind")} ${at(row, "subject", "id")}`);
    expect(named.toSorted()).toEqual(["run run_0", "run run_2", "run run_4", "task T-1", "task T-3"]);
  });
});
