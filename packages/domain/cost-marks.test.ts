import { describe, expect, test } from "vitest";
import { besideOf, bookOf, costOf, currencyRate, override, price } from "./price-world.ts";

const LIST = bookOf();

describe("causes", () => {
  test.each([
    { cause: "retry", changes: { run: { id: "r", attempt: 2 } } },
    { cause: "loop", changes: { run: { id: "r", loop: true } } },
    { cause: "fallback", changes: { route: { type: "fallback" } } },
    { cause: "fallback", changes: { route: { fallback_from: "opus" } } },
    { cause: "exception", changes: { route: { type: "exception" } } },
    { cause: "abandoned", changes: { status: "abandoned" } },
    { cause: "blocked", changes: { status: "blocked" } },
  ])("$changes makes all of the cost a $cause", ({ cause, changes }) => {
    expect(besideOf(price(LIST, changes))).toEqual({ [`cost_cause_${cause}`]: "0.003", [`${cause}_events`]: "1" });
  });

  test("an evaluation is one, an event may have several, and one that costs nothing counts", () => {
    const changes = { operation: "evaluation", status: "blocked", response_cache_hit: true };
    expect(besideOf(price(LIST, changes))).toEqual({
      cost_cause_evaluation: "0",
      evaluation_events: "1",
      cost_cause_blocked: "0",
      blocked_events: "1",
    });
  });

  test.each([{ run: { id: "r", attempt: 1 } }, { route: { type: "default" } }, { status: "failed" }])(
    "%o has no cause",
    (changes) => expect(price(LIST, changes).beside).toEqual([]),
  );
});

describe("marks", () => {
  const share = override({ kind: "orchestration_share", percent: "10" });

  test("of an estimated event all is estimated, and nothing allocated beside", () => {
    const estimated = { usage_basis: "estimated" };
    expect(besideOf(price(LIST, estimated))).toEqual({ cost_estimated: "0.003" });
    expect(besideOf(price(bookOf([share]), estimated))).toEqual({ cost_estimated: "0.0033" });
    expect(besideOf(price(bookOf([share])))).toEqual({ cost_allocated: "0.0003" });
  });
});

describe("reported costs", () => {
  const reported = (amount: string, currency = "USD") => ({ reported_cost: { amount, currency } });

  test("stand beside ours, which leaves out the orchestration around the call", () => {
    const around = [
      override({ kind: "orchestration_share", percent: "10" }),
      override({ kind: "orchestration", basis: "per_call", amount: "1" }),
    ];
    const priced = price(bookOf(around), reported("0.0029"));
    expect(costOf(priced)["orchestration"]).toBe("1.0003");
    expect(besideOf(priced)).toMatchObject({ cost_reported: "0.0029", cost_compared: "0.003", reported_events: "1" });
  });

  test("convert by the dated rate; without one they are left out, and counted", () => {
    const book = bookOf([], { rates: [currencyRate("INR", "0.0119", "2026-11-01")] });
    expect(besideOf(price(book, reported("0.25", "INR")))).toMatchObject({ cost_reported: "0.002975" });
    const early = price(book, { ...reported("0.25", "INR"), time: "2026-10-31T12:00:00Z" });
    expect(early.beside).toEqual([["reported_events_without_rate", 1n]]);
  });
});
